"""Five articles on one story, item by item against what a reader wrote down before there was a matcher.

``data/story/expected.yaml`` is the reader's list; ``digest_story`` briefs the articles as a careful reader would.
"""

from typing import Any

import pytest
from digest_story import ARTICLE, FILES, STORY, drafted, expected, story

from briefer.digest.contract import Digest, DigestClaim, DigestDenial, DigestUncertainty, Voice

EXPECTED = expected()


def cites(voice: Voice, file: str, quote: str) -> bool:
    return voice.article == ARTICLE[file] and any(quote in each.exact or each.exact in quote for each in voice.evidence)


def claim_with(found: dict[str, Any], words: str, digest: Digest) -> DigestClaim:
    """The claim that has a voice in an article with these words."""
    claims = [
        claim
        for claim in digest.claims
        if any(v.article == ARTICLE[found["file"]] and words in v.statement for v in claim.voices)
    ]
    assert len(claims) == 1, (found, words, [claim.statement for claim in claims])
    return claims[0]


def merged(identity: str) -> DigestClaim:
    """The one claim that has every evidence which the reader listed under an id."""
    wanted = next(each for each in EXPECTED["merge"] if each["id"] == identity)
    found = [
        claim
        for claim in story().claims
        if all(any(cites(v, each["file"], each["quote"]) for v in claim.voices) for each in wanted["evidence"])
    ]
    words = WORDS[identity]
    found = [claim for claim in found if any(word in voice.statement for word in words for voice in claim.voices)]
    assert len(found) == 1, [claim.statement for claim in found]
    return found[0]


WORDS = {
    "fall": ("40 metres",),
    "nine-dead": ("Nine people",),
    "eleven-dead": ("11 people",),
    "fourteen-hurt": ("Fourteen people",),
    "opened-1998": ("1998",),
    "lifts-closed": ("closed all",),
    "serviced-since-2021": ("2021",),
    "inspection-skipped": ("skipped",),
}


def test_the_articles_stand_in_the_order_of_their_dates():
    assert [article.path.rpartition("/")[2] for article in story().articles] == EXPECTED["timeline"]["published"]
    assert [article.published for article in story().articles] == [each["published"] for each in EXPECTED["articles"]]


def test_the_syndicated_copy_is_named_and_nothing_else_is_one():
    copies = {article.id: article.copy_of for article in story().articles if article.copy_of}

    assert copies == {ARTICLE[each["copy"]]: ARTICLE[each["of"]] for each in EXPECTED["copies"]}


def test_an_article_that_credits_another_is_said_to_lean_on_it():
    (wanted,) = EXPECTED["leans_on"]  # the key "on" is true in YAML
    (reliance,) = story().reliances
    names = {source.id: source.name for source in story().sources}

    assert (reliance.article, reliance.on) == (ARTICLE[wanted["file"]], ARTICLE[wanted[True]])
    assert names[reliance.source] == wanted["source"]
    assert [each.exact for each in reliance.evidence] == [wanted["quote"]]


@pytest.mark.parametrize("identity", WORDS)
def test_what_is_one_claim_is_one_with_the_evidence_of_every_article(identity: str):
    assert len(merged(identity).voices) >= 2


@pytest.mark.parametrize("wanted", EXPECTED["merge"], ids=lambda each: each["id"])
def test_a_claim_counts_the_articles_that_found_it_out_for_themselves(wanted: dict[str, Any]):
    assert merged(wanted["id"]).independent == wanted["independent"]


def test_why_a_claim_counts_less_is_said():
    assert merged("fall").counting == "A2 carries the text of A1; A3 credits A1"
    assert merged("eleven-dead").counting is None


KEPT_APART = [
    ("1-wire", "Nine people", "3-post", "Eleven people"),
    ("3-post", "skipped an inspection", "4-daily", "engineer inspected"),
    ("3-post", "did not inspect", "4-daily", "engineer inspected"),
    ("3-post", "62 people", "3-post", "14 injured"),
    ("3-post", "62 people", "1-wire", "Nine people"),
    ("1-wire", "closed all its lifts", "5-wire", "stay closed"),
    ("1-wire", "9:50", "5-wire", "9:50"),
    ("1-wire", "opened in 1998", "1-wire", "closed all its lifts"),
]


@pytest.mark.parametrize(("first", "words", "second", "others"), KEPT_APART)
def test_what_differs_in_number_negation_or_party_is_kept_apart(first: str, words: str, second: str, others: str):
    def claim(start: str, with_words: str) -> str:
        file = next(name for name in FILES if name.startswith(start))
        return claim_with({"file": file}, with_words, story()).id

    assert claim(first, words) != claim(second, others)


def denial_of(digest: Digest, quote: str) -> DigestDenial:
    return next(each for each in digest.denials if any(e.exact in quote for v in each.voices for e in v.evidence))


@pytest.mark.parametrize("wanted", EXPECTED["denials"][0]["evidence"], ids=lambda each: each["quote"][:30])
def test_a_denial_is_linked_to_the_charge_that_another_article_makes(wanted: dict[str, Any]):
    charge = merged("inspection-skipped")

    assert charge.id in denial_of(story(), wanted["quote"]).denies
    assert charge.status.value == "denied"


def test_a_denial_of_a_charge_in_another_article_says_so():
    assert denial_of(story(), EXPECTED["denials"][0]["evidence"][0]["quote"]).across


def test_a_refusal_and_an_accepted_finding_are_no_denials():
    denied = [each.exact for denial in story().denials for voice in denial.voices for each in voice.evidence]

    assert not [each["quote"] for each in EXPECTED["not_denials"] if each["quote"] in denied]


def test_figures_that_cannot_both_hold_stand_side_by_side_with_their_sentences():
    (wanted,) = EXPECTED["conflicts"]
    (conflict,) = story().conflicts

    assert [side.value for side in conflict.sides] == [str(wanted["a"]["value"]), str(wanted["b"]["value"])]
    for side, expected_side in zip(conflict.sides, (wanted["a"], wanted["b"]), strict=True):
        assert any(cites(voice, expected_side["file"], expected_side["quote"]) for voice in side.voices)


def test_a_conflict_is_settled_by_the_later_article_that_accepts_a_figure():
    wanted = EXPECTED["conflicts"][0]["settled_by"]
    settled = story().conflicts[0].settled

    assert settled is not None
    assert (settled.article, settled.value) == (ARTICLE[wanted["file"]], str(wanted["value"]))
    assert [each.exact for each in settled.evidence] == [wanted["quote"]]


def uncertainty(identity: str) -> DigestUncertainty:
    wanted = next(each for each in EXPECTED["uncertainties"] if each["id"] == identity)
    (found,) = [
        each
        for each in story().uncertainties
        if all(any(cites(v, item["file"], item["quote"]) for v in each.voices) for item in wanted["evidence"])
    ]
    assert (found.kind.value, found.status) == (wanted["kind"], wanted["status"])
    return found


def test_what_was_not_known_is_answered_by_the_follow_up():
    wanted = EXPECTED["uncertainties"][0]["answered_by"][0]
    answers = [(each.article, evidence.exact) for each in uncertainty("cause").answers for evidence in each.evidence]

    assert (ARTICLE[wanted["file"]], wanted["quote"]) in answers


@pytest.mark.parametrize("identity", ["sheet", "inspection"])
def test_what_nobody_answers_stays_open(identity: str):
    assert not uncertainty(identity).answers


def test_an_article_adds_what_was_not_told_before_and_a_copy_adds_nothing():
    first, copy, own, denial, follow_up = story().timeline

    assert (copy.claims, copy.denials, copy.uncertainties) == ((), (), ())
    assert merged("nine-dead").id in first.claims
    assert {merged("eleven-dead").id, merged("inspection-skipped").id} <= set(own.claims)
    assert own.conflicts == ("X1",)
    assert denial.denials
    assert uncertainty("sheet").id in denial.uncertainties
    assert (follow_up.settles, follow_up.answers) == (("X1",), (uncertainty("cause").id,))


@pytest.mark.parametrize(
    "wanted", [each for each in EXPECTED["sources"] if not each.get("optional")], ids=lambda each: each["name"]
)
def test_a_party_is_one_source_with_every_article_that_credits_it(wanted: dict[str, Any]):
    known = {wanted["name"].casefold(), *(alias.casefold() for alias in wanted["aliases"])}
    found = [
        source
        for source in story().sources
        if {source.name.casefold().removeprefix("the "), source.name.casefold()} & known
        or {name.casefold().removeprefix("the ") for name in (source.name, *source.aliases)}
        & {name.removeprefix("the ") for name in known}
    ]

    assert [list(source.articles) for source in found] == [[f"A{number}" for number in wanted["articles"]]]


def test_a_party_is_shown_where_each_article_first_names_it():
    for source in story().sources:
        assert [each.article for each in source.evidence] == list(source.articles)


def test_every_evidence_is_the_articles_own_text_at_its_offsets():
    texts = {ARTICLE[name]: (STORY / name).read_bytes().decode("utf-8") for name in FILES}

    evidence = list(story().all_evidence())

    assert evidence
    assert all(texts[each.article][each.start : each.end] == each.exact for each in evidence)


# The same from drafts alone, without a model: what the draft reader finds must come together.


def test_the_drafts_alone_show_the_conflict_and_what_settles_it():
    (conflict,) = drafted().conflicts

    assert [side.value for side in conflict.sides] == ["9", "11"]
    assert conflict.settled is not None
    assert conflict.settled.value == "11"


def test_the_drafts_alone_show_the_answer_and_what_stays_open():
    answered = [each.statement for each in drafted().uncertainties if each.status == "answered"]

    assert "The cause of the accident is not known." in answered
    assert any(each.statement.startswith("Mr Veltner declined") for each in drafted().uncertainties if not each.answers)


def test_the_drafts_alone_link_the_denial_to_the_charge():
    (denial,) = [each for each in drafted().denials if "Veltner Ropeways on Monday denied" in each.statement]
    denied = [claim for claim in drafted().claims if claim.id in denial.denies]

    assert [claim.sources for claim in denied]
    assert all("inspect" in claim.statement for claim in denied)


def test_the_drafts_alone_count_the_copy_once():
    assert [article.copy_of for article in drafted().articles] == [None, "A1", None, None, None]
    (fall,) = [claim for claim in drafted().claims if any("The cabin fell" in v.statement for v in claim.voices)]

    assert (fall.articles, fall.independent) == (("A1", "A2", "A3"), 1)
