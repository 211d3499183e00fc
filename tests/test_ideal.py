"""What a careful reader would answer stands item by item, and what a careless one would answer does not.

``ideal/*.json`` are answers to ``brief prompts render extract ARTICLE`` as a strong model should give them, written by a
careful reader. They are played to the real pipeline over HTTP; nothing here was recorded.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from stub_server import Says, in_turn, stub_server

from briefer import brief
from briefer.briefing import Briefing, ClaimStatus

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = {
    "seed": "seeds/000_50707cac18e41cab.txt",
    "clerk-testimony": "evals/articles/clerk-testimony.txt",
    "ferry-grounding": "evals/articles/ferry-grounding.txt",
    "halverton-fault": "evals/articles/halverton-fault.txt",
    "lake-emmer": "evals/articles/lake-emmer.txt",
    "windfarm-check": "evals/articles/windfarm-check.html",
}
STATED = ("claims", "uncertainties", "denials")
SECTIONS = ("sources", *STATED)
NOTHING_MORE = Says(json.dumps({"sources": [], "uncertainties": [], "denials": []}))

every_article = pytest.mark.parametrize("name", ARTICLES)


@dataclass(frozen=True)
class Played:
    """The briefing that an answer became, and the questions that were asked for it."""

    briefing: Briefing
    asked: list[dict[str, Any]]


def ideal(name: str) -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "ideal" / f"{name}.json").read_text(encoding="utf-8"))


def play(name: str, answer: dict[str, Any]) -> Played:
    """Brief an article as a user with a base URL does, where the model gives ``answer`` and then adds nothing."""
    with stub_server(in_turn(Says(json.dumps(answer)), NOTHING_MORE)) as stub, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", stub.url)
        return Played(brief(ROOT / ARTICLES[name]), stub.bodies)


@cache
def played(name: str) -> Played:
    return play(name, ideal(name))


def numbers(item: Any) -> list[int]:
    return [evidence.sentence for evidence in item.evidence]


def as_answered(item: Any, given: dict[str, Any]) -> dict[str, Any]:
    """A briefing's item in the form of an answer: the answer's keys, sentence numbers for evidence."""
    fields = item.model_dump(mode="json", exclude={"evidence"})
    return {key: numbers(item) if key == "sentences" else fields[key] for key in given}


def test_the_fixtures_are_the_seed_and_five_articles_of_our_own():
    assert {path.stem for path in (Path(__file__).parent / "ideal").glob("*.json")} == set(ARTICLES)


# The ideal answer, section by section


@every_article
@pytest.mark.parametrize("section", SECTIONS)
def test_every_item_of_an_ideal_answer_is_in_the_briefing_unchanged(name, section):
    given = ideal(name)[section]
    standing = getattr(played(name).briefing, section)
    assert [as_answered(item, wanted) for item, wanted in zip(standing, given, strict=True)] == given


@every_article
def test_an_ideal_headline_and_bottom_line_are_in_the_briefing_unchanged(name):
    answer, briefing = ideal(name), played(name).briefing
    texts = [briefing.headline, *briefing.summary]
    assert [{"sentences": numbers(text), "text": text.text} for text in texts] == [
        answer["headline"],
        *answer["summary"],
    ]


@every_article
def test_nothing_of_an_ideal_answer_is_quarantined(name):
    assert played(name).briefing.quarantine == ()


@every_article
def test_the_guard_refuses_nothing_of_an_ideal_answer(name):
    assert played(name).briefing.provenance.reverted == ()


@every_article
def test_the_audit_misses_nothing_in_an_ideal_answer(name):
    assert played(name).briefing.omissions == ()


@every_article
def test_an_ideal_answer_takes_one_request_and_no_draft(name):
    found = played(name)
    assert (len(found.asked), found.briefing.provenance.requests) == (1, 1)
    assert found.briefing.provenance.fallbacks == ()
    assert found.briefing.provenance.pipeline == "extract"


@every_article
def test_the_evidence_of_an_ideal_answer_is_the_article_to_the_letter(name):
    briefing = played(name).briefing
    text, spans = briefing.article.text, briefing.article.sentences
    for evidence in briefing.all_evidence():
        assert text[evidence.start : evidence.end] == evidence.exact
        assert (evidence.start, evidence.end) == spans[evidence.sentence - 1]


@every_article
def test_a_claim_s_status_says_whether_the_answer_denies_or_doubts_it(name):
    answer = ideal(name)
    denied = {claim for denial in answer["denials"] for claim in denial["denies"]}
    doubted = {claim for item in answer["uncertainties"] for claim in item["about"]} - denied
    statuses = {claim.id: claim.status for claim in played(name).briefing.claims}
    assert {claim for claim, status in statuses.items() if status is ClaimStatus.DENIED} == denied
    assert {claim for claim, status in statuses.items() if status is ClaimStatus.UNCERTAIN} == doubted


@every_article
def test_an_ideal_answer_keeps_the_prompts_own_limits(name):
    answer = ideal(name)
    assert 3 <= len(answer["claims"]) <= 8
    assert len(answer["headline"]["text"].split()) <= 12
    assert 1 <= len(answer["summary"]) <= 3
    assert all(len(sentence["text"].split()) <= 30 for sentence in answer["summary"])


# A bad item in an answer that is otherwise ideal


@dataclass(frozen=True)
class Bad:
    """One bad item: where it is put, and what must be said of it."""

    fault: str
    article: str
    section: str
    item: dict[str, Any]
    fate: str
    reason: str


def claim(statement, source, *sentences, **fields):
    item = {"id": "C90", "sentences": list(sentences), "statement": statement, "source": source}
    return item | {"via": [], "cue": None, "quote": None, "hedges": []} | fields


def denial(statement, source, *sentences, **fields):
    item = {"sentences": list(sentences), "statement": statement, "source": source}
    return item | {"via": [], "cue": None, "strength": "denies", "denies": []} | fields


def uncertainty(statement, source, *sentences, **fields):
    item = {"sentences": list(sentences), "statement": statement, "source": source}
    return item | {"via": [], "cue": None, "kind": "unconfirmed", "about": []} | fields


BAD = [
    Bad(
        "a denial invented for a party that the article does not name",
        "seed",
        "denials",
        denial("North Korean officials have denied sending artillery shells.", "S90", 1, denies=["C1"]),
        "quarantine",
        "its source 'S90' is not among the sources",
    ),
    Bad(
        "a denial invented for nobody in particular",
        "seed",
        "denials",
        denial("North Korea denied covertly shipping artillery shells to Russia.", None, 1, denies=["C1"]),
        "reverted",
        "adds the negation “denied”",
    ),
    Bad(
        "a denial invented for someone who is only accused",
        "ferry-grounding",
        "denials",
        denial("Anton Greel denied that the ferry had been overloaded by at least 30 vehicles.", "S7", 13),
        "reverted",
        "adds the negation “denied”",
    ),
    Bad(
        "a refusal turned into a denial",
        "clerk-testimony",
        "denials",
        denial("The harbour company denied dismissing him in 2029.", "S8", 17, cue="would not comment"),
        "reverted",
        "negation",
    ),
    Bad(
        "a sentence number that has drifted",
        "ferry-grounding",
        "claims",
        claim("The car deck had been packed more tightly than usual.", "S5", 12, cue="said"),
        "quarantine",
        "which it cites",
    ),
    Bad(
        "a sentence that does not exist",
        "ferry-grounding",
        "claims",
        claim("The ferry had been overloaded by at least 30 vehicles.", "S7", 99, cue="said"),
        "quarantine",
        "cites sentence 99, but the article has 20",
    ),
    Bad(
        "no sentence at all",
        "seed",
        "uncertainties",
        uncertainty("The quantity of ammunition is undisclosed.", "S2"),
        "quarantine",
        "cites no sentence",
    ),
    Bad(
        "the wrong speaker",
        "ferry-grounding",
        "claims",
        claim("The ferry had been overloaded by at least 30 vehicles.", "S8", 13, cue="said"),
        "quarantine",
        "its sentence credits Anton Greel, not Halden Lines",
    ),
    Bad(
        "the wrong denier, with a pronoun that could stand for them",
        "seed",
        "denials",
        denial("Iranian officials have denied that they have provided drones.", "S5", 12, cue="have denied"),
        "quarantine",
        "its cue “have denied” belongs to Iranian officials, not to Biden administration",
    ),
    Bad(
        "the wrong speaker of a quotation",
        "windfarm-check",
        "claims",
        claim("Nobody knows how many birds sink.", "S1", 11, cue="said"),
        "quarantine",
        "its cue “said” belongs to Lindy Marr, not to Dale Hurrow",
    ),
    Bad(
        "a speaker whom the article does not print",
        "seed",
        "sources",
        {
            "id": "S90",
            "sentences": [1],
            "name": "Choe Son Hui",
            "description": None,
            "kind": "named_person",
            "aliases": [],
        },
        "quarantine",
        "'Choe Son Hui' is not printed in the article",
    ),
    Bad(
        "an unknown source of a claim",
        "halverton-fault",
        "claims",
        claim("The fault may be longer than had been thought.", "S77", 8, hedges=["may"]),
        "quarantine",
        "its source 'S77' is not among the sources",
    ),
    Bad(
        "an unknown link of a chain",
        "clerk-testimony",
        "claims",
        claim("Rhone put four folders on the table.", "S2", 3, via=["S78"]),
        "quarantine",
        "its source 'S78' is not among the sources",
    ),
    Bad(
        "a number ten times too large",
        "ferry-grounding",
        "claims",
        claim("The ferry had been overloaded by at least 300 vehicles.", "S7", 13, cue="said"),
        "reverted",
        "adds the number “300”",
    ),
    Bad(
        "a number ten times too large in an uncertainty",
        "halverton-fault",
        "uncertainties",
        uncertainty("The chance of a quake is put at between 20 and 60 percent.", "S3", 6, kind="hedged"),
        "reverted",
        "adds the number “20”",
    ),
    Bad(
        "a hedge dropped",
        "halverton-fault",
        "claims",
        claim("The tremors are caused by hot water rising along an old fault.", "S2", 4, cue="said"),
        "reverted",
        "drops the hedge “probably”",
    ),
    Bad(
        "a belief stated as a fact",
        "seed",
        "claims",
        claim("North Korea is trying to make it look as though the shells go to Africa.", "S2", 2, cue="said"),
        "reverted",
        "drops the hedge “believes”",
    ),
    Bad(
        "a negation dropped",
        "seed",
        "claims",
        claim("The North Korean shipments are going to change the course of the war.", "S2", 5, cue="insisted"),
        "reverted",
        "drops the negation “not”",
    ),
    Bad(
        "a denial stated as a fact",
        "seed",
        "claims",
        claim("They have provided drones or other support to Russia.", "S6", 12),
        "reverted",
        "drops the negation “denied”",
    ),
    Bad(
        "what the article calls false, stated in its own voice",
        "windfarm-check",
        "claims",
        claim("The wind farm off Cape Ansel killed 40,000 seabirds in a single year.", None, 1),
        "reverted",
        "states flat what its sentence credits to",
    ),
    Bad(
        "a claim of another, stated in the article's own voice",
        "ferry-grounding",
        "claims",
        claim("The ferry had been overloaded by at least 30 vehicles.", None, 13),
        "reverted",
        "states flat what its sentence credits to Anton Greel",
    ),
    Bad(
        "a name changed",
        "halverton-fault",
        "claims",
        claim("Satellite radar measured an uplift of 11 millimetres near the Tarn reservoir.", "S5", 9),
        "reverted",
        "adds the name “Tarn”",
    ),
]


@cache
def played_with(position: int) -> Played:
    bad = BAD[position]
    answer = ideal(bad.article)
    answer[bad.section] = [*answer[bad.section], bad.item]
    return play(bad.article, answer)


def every_bad_item():
    return pytest.mark.parametrize("position", range(len(BAD)), ids=[bad.fault for bad in BAD])


def text_of(item: dict[str, Any]) -> str:
    return item["statement"] if "statement" in item else item["name"]


@every_bad_item()
def test_a_bad_item_does_not_stand_as_it_was_given(position):
    bad, briefing = BAD[position], played_with(position).briefing
    given = {**bad.item, "id": None}
    standing = [as_answered(item, given) | {"id": None} for item in getattr(briefing, bad.section)]
    assert given not in standing


@every_bad_item()
def test_a_bad_item_is_marked_with_the_reason(position):
    bad, briefing = BAD[position], played_with(position).briefing
    if bad.fate == "quarantine":
        marks = [
            entry.reason
            for entry in briefing.quarantine
            if entry.section == bad.section
            and (entry.item.get("statement") or entry.item.get("name")) == text_of(bad.item)
        ]
    else:
        marks = [note.reason for note in briefing.provenance.reverted if note.section == bad.section]
    assert len(marks) == 1
    assert bad.reason in marks[0]


@every_bad_item()
def test_a_bad_item_that_was_put_back_says_only_what_the_article_says(position):
    briefing = played_with(position).briefing
    reverted = {(note.section, note.id) for note in briefing.provenance.reverted}
    for section in STATED:
        for item in getattr(briefing, section):
            if (section, item.id) in reverted:
                assert item.statement == " ".join(evidence.exact for evidence in item.evidence)


@every_bad_item()
def test_a_bad_item_leaves_the_good_ones_standing(position):
    bad, briefing = BAD[position], played_with(position).briefing
    for section in STATED:
        wanted = [item["statement"] for item in ideal(bad.article)[section]]
        standing = [item.statement for item in getattr(briefing, section)]
        assert [statement for statement in wanted if statement not in standing] == []


# Whole answers gone wrong


@every_article
@pytest.mark.parametrize("shift", [1, 3])
def test_nothing_stands_unmarked_on_other_sentences_where_the_numbers_have_shifted(name, shift):
    answer = ideal(name)
    true = {}
    for section in STATED:
        for item in answer[section]:
            true[section, item["statement"]] = item["sentences"]
            item["sentences"] = [number + shift for number in item["sentences"]]
    briefing = play(name, answer).briefing
    marked = {(note.section, note.id) for note in briefing.provenance.reverted}
    standing = [
        (section, item.statement, numbers(item))
        for section in STATED
        for item in getattr(briefing, section)
        if (section, item.id) not in marked
    ]
    assert [entry for entry in standing if not set(entry[2]) & set(true[entry[0], entry[1]])] == []


def test_a_headline_and_a_bottom_line_that_are_wrong_give_way_to_the_article_s_words():
    answer = ideal("ferry-grounding")
    answer["headline"] = {"sentences": [1], "text": "Ferry sinks off Dorsk, killing seventy"}
    answer["summary"] = [{"sentences": [14], "text": "Halden Lines said that the ferry was overloaded."}]
    briefing = play("ferry-grounding", answer).briefing
    assert briefing.headline.text == briefing.article.title
    assert [text.text for text in briefing.summary] == [briefing.article.sentence(14)]
    assert [(note.section, note.id) for note in briefing.provenance.reverted] == [("headline", None), ("summary", None)]
