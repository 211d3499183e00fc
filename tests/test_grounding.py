"""Grounding ties every item to sentences and words of the article, or quarantines it with the reason."""

import pytest
from builders import make_article

from briefer.briefing import DenialStrength, SourceKind, UncertaintyKind
from briefer.checks import evidence, first_mention, ground
from briefer.checks.verbatim import find
from briefer.lexicon import load
from briefer.proposal import (
    Draft,
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
)

ARTICLE = make_article()
VELMORA = ProposedSource("v", "Velmora", SourceKind.NAMED_ORGANISATION, (2,))
TORVALD = ProposedSource("t", "Ilena Torvald", SourceKind.NAMED_PERSON, (3,), "defence minister", ("Ms Torvald",))
OSTRANA = ProposedSource("o", "Ostrana's foreign ministry", SourceKind.NAMED_ORGANISATION, (5,))
HEADLINE = ProposedText("Velmora says Ostrana armed the rebels of the Karsk valley", (2,))
DRAFT = Draft(
    Proposal(HEADLINE, (ProposedText("Ostrana's foreign ministry denied sending any weapons.", (5,)),)), (), "en"
)


def claim(statement="Ostrana sent mortars to the rebels.", source="v", sentences=(2,), **fields):
    return ProposedClaim(fields.pop("key", "c1"), statement, source, sentences, **fields)


def grounded(*, article=ARTICLE, draft=DRAFT, headline=HEADLINE, sources=(VELMORA, TORVALD, OSTRANA), **sections):
    return ground(Proposal(headline=headline, sources=sources, **sections), article, draft, load("en"))


def reasons(result):
    return [(entry.section, entry.reason) for entry in result.quarantine]


def test_evidence_is_the_sentence_with_the_text_around_it():
    found = evidence(ARTICLE, 2)
    assert ARTICLE.text[found.start : found.end] == found.exact
    assert found.prefix == ARTICLE.text[found.start - 32 : found.start]
    assert found.suffix == ARTICLE.text[found.end : found.end + 32]


@pytest.mark.parametrize("number", [0, -1, 7])
def test_evidence_for_a_sentence_that_does_not_exist_is_an_index_error(number):
    with pytest.raises(IndexError):
        evidence(ARTICLE, number)


def test_an_item_with_no_existing_sentence_is_quarantined_with_the_number():
    result = grounded(claims=(claim(sentences=(41,)),))
    assert result.proposal.claims == ()
    assert reasons(result) == [("claims", "cites sentence 41, but the article has 6")]


def test_an_item_that_cites_nothing_is_quarantined():
    assert reasons(grounded(claims=(claim(sentences=()),))) == [("claims", "cites no sentence")]


def test_an_item_keeps_its_existing_sentences_once_each_in_text_order():
    result = grounded(claims=(claim(sentences=(3, 41, 2, 3, 0)),))
    assert result.proposal.claims[0].sentences == (2, 3)


def test_an_item_cites_at_most_three_sentences():
    assert grounded(claims=(claim(sentences=(5, 2, 3, 4, 6)),)).proposal.claims[0].sentences == (2, 3, 5)


def test_the_quarantined_item_is_kept_as_it_was_proposed():
    entry = grounded(claims=(claim(sentences=(41,), cue="accused", hedges=("may",)),)).quarantine[0]
    assert entry.item == {
        "key": "c1",
        "statement": "Ostrana sent mortars to the rebels.",
        "source": "v",
        "sentences": [41],
        "via": [],
        "cue": "accused",
        "quote": None,
        "hedges": ["may"],
    }


def test_a_source_that_the_article_does_not_print_is_quarantined_and_takes_its_claims_with_it():
    stranger = ProposedSource("x", "Osric Vane", SourceKind.NAMED_PERSON, (2,))
    result = grounded(sources=(VELMORA, stranger), claims=(claim(source="x"), claim(key="c2", via=("x",))))
    assert reasons(result) == [
        ("sources", "'Osric Vane' is not printed in the article"),
        ("claims", "its source 'Osric Vane' is in quarantine: 'Osric Vane' is not printed in the article"),
        ("claims", "its source 'Osric Vane' is in quarantine: 'Osric Vane' is not printed in the article"),
    ]


def test_an_unknown_source_quarantines_the_item_that_names_it():
    assert reasons(grounded(claims=(claim(source="zz"),))) == [("claims", "its source 'zz' is not among the sources")]


def test_a_source_is_named_as_printed_and_loses_aliases_that_are_not():
    proposed = ProposedSource("t", "ilena  torvald", SourceKind.NAMED_PERSON, (3,), None, ("Ms Torvald", "Madame T."))
    source = grounded(sources=(proposed,)).proposal.sources[0]
    assert (source.name, source.aliases) == ("Ilena Torvald", ("Ms Torvald",))


def test_a_source_known_by_an_alias_only_takes_it_as_its_name():
    proposed = ProposedSource("t", "Minister Torvald", SourceKind.NAMED_PERSON, (6,), None, ("Ms Torvald",))
    assert grounded(sources=(proposed,)).proposal.sources[0].name == "Ms Torvald"


def test_part_of_a_word_is_not_a_printed_name():
    assert find("Velm", ARTICLE.text) is None


def test_a_description_that_the_article_does_not_give_is_left_out_and_noted():
    proposed = ProposedSource("t", "Ilena Torvald", SourceKind.NAMED_PERSON, (3,), "hawkish prime minister")
    result = grounded(sources=(proposed,))
    assert result.proposal.sources[0].description is None
    assert [note.key for note in result.notes] == ["t"]


def test_links_to_unknown_claims_are_dropped_and_the_others_stay():
    denial = ProposedDenial(
        "d",
        "Ostrana's foreign ministry denied sending any weapons.",
        "o",
        DenialStrength.DENIES,
        (5,),
        denies=("c1", "c9"),
    )
    result = grounded(claims=(claim(),), denials=(denial,))
    assert result.proposal.denials[0].denies == ("c1",)


def test_a_quarantined_claim_is_no_longer_linked():
    unsure = ProposedUncertainty(
        "u",
        "Ms Torvald declined to say how the crates were found.",
        UncertaintyKind.UNDISCLOSED,
        "t",
        (6,),
        about=("c1",),
    )
    result = grounded(claims=(claim(sentences=(99,)),), uncertainties=(unsure,))
    assert result.proposal.uncertainties[0].about == ()


def test_cue_quote_and_hedges_are_copied_as_printed():
    said = claim(
        "40 crates crossed the border on Monday.", "t", (3,), cue="SAID", quote='"crossed the border on Monday"'
    )
    kept = grounded(claims=(said,)).proposal.claims[0]
    assert (kept.cue, kept.quote) == ("said", "crossed the border on Monday")


def test_words_that_the_sentences_do_not_print_are_left_out_and_noted():
    said = claim(
        "40 crates crossed the border.", "t", (3,), cue="swore", quote="they came by night", hedges=("perhaps",)
    )
    result = grounded(claims=(said,))
    kept = result.proposal.claims[0]
    assert (kept.cue, kept.quote, kept.hedges) == (None, None, ())
    assert len(result.notes) == 3


def test_a_quote_may_run_over_two_sentences_that_follow_each_other():
    article = make_article("“We saw it. We know it,” said Ada Rill.", sentences=((0, 11), (12, 39)))
    speaker = ProposedSource("r", "Ada Rill", SourceKind.NAMED_PERSON, (2,))
    said = claim("We saw it. We know it", "r", (1, 2), quote="We saw it. We know it")
    kept = grounded(article=article, sources=(speaker,), claims=(said,)).proposal.claims[0]
    assert kept.quote == "We saw it. We know it"


def test_a_statement_whose_number_has_drifted_is_quarantined_not_replaced_by_the_wrong_sentence():
    result = grounded(claims=(claim("Two border guards said the crates may have held medicine.", "v", (2,)),))
    assert reasons(result) == [("claims", "has little in common with sentence 2, which it cites")]


def test_a_statement_with_the_words_of_another_sentence_is_quarantined():
    drifted = "Ms Torvald said 40 crates crossed the border on Monday."
    result = grounded(claims=(claim(drifted, "t", (4,)),))
    assert "which it cites" in result.quarantine[0].reason


def test_a_source_first_mentioned_after_what_it_is_credited_with_is_refused():
    result = grounded(claims=(claim(source="o"),), sources=(OSTRANA,))
    assert reasons(result) == [
        ("claims", "its source Ostrana's foreign ministry is first mentioned after what it cites")
    ]


def test_a_speaker_whom_the_sentence_does_not_credit_is_refused():
    text = "Ada Rill met Bram Oster. Oster said the dam was safe."
    article = make_article(text, title=None)
    rill = ProposedSource("r", "Ada Rill", SourceKind.NAMED_PERSON, (1,))
    oster = ProposedSource("b", "Bram Oster", SourceKind.NAMED_PERSON, (1,))
    drafted = Draft(Proposal(HEADLINE, sources=(oster,), claims=(claim("the dam was safe", "b", (2,)),)), (), "en")
    result = grounded(
        article=article, draft=drafted, sources=(rill, oster), claims=(claim("The dam was safe.", "r", (2,)),)
    )
    assert ("claims", "its sentence credits Bram Oster, not Ada Rill") in reasons(result)


@pytest.mark.parametrize(
    ("sentence", "cue", "refused"),
    [
        ("Oster has denied that he was paid.", "denied", True),
        ("“He was paid in cash,” said Dr Oster of the board.", "said", True),
        ("“He was paid,” said his lawyer, Oster.", "said", True),
        ("According to Oster, he was paid.", "According to", True),
        ("He was paid, Oster, now 58, said.", "said", False),
        ("He was paid, said the woman beside Oster.", "said", False),
        ("He said that Oster was paid.", "said", False),
        ("Asked about Oster, she said he was paid.", "said", False),
        ("Rill told Oster he was paid.", "told", False),
    ],
)
def test_a_cue_beside_another_source_s_name_is_not_one_s_own_even_where_a_pronoun_is_near(sentence, cue, refused):
    article = make_article(f"Ada Rill met Bram Oster. {sentence}", title=None)
    rill = ProposedSource("r", "Ada Rill", SourceKind.NAMED_PERSON, (1,))
    oster = ProposedSource("b", "Bram Oster", SourceKind.NAMED_PERSON, (1,))
    result = grounded(
        article=article, sources=(rill, oster), claims=(claim("Someone was paid in cash.", "r", (2,), cue=cue),)
    )
    wrong = ("claims", f"its cue “{cue}” belongs to Bram Oster, not to Ada Rill") in reasons(result)
    assert wrong is refused


def test_a_claim_that_states_flat_what_its_sentence_credits_becomes_that_sentence():
    drafted = Draft(Proposal(HEADLINE, sources=(VELMORA,), claims=(claim(),)), (), "en")
    kept = grounded(draft=drafted, claims=(claim(source=None),)).proposal.claims[0]
    assert kept.statement == ARTICLE.sentence(2)


HALVES = "More than 900 quakes were recorded in Emmer, and Oster says a big one could follow."


@pytest.mark.parametrize(
    ("statement", "standing"),
    [
        ("More than 900 quakes were recorded in Emmer.", "More than 900 quakes were recorded in Emmer."),
        ("A big quake could follow.", HALVES),
        ("More than 900 quakes were recorded in Emmer and a big one could follow.", HALVES),
    ],
)
def test_what_a_sentence_says_beside_what_it_credits_is_the_article_s_own(statement, standing):
    article = make_article(HALVES, title=None)
    oster = ProposedSource("b", "Oster", SourceKind.NAMED_PERSON, (1,))
    drafted = Draft(
        Proposal(HEADLINE, sources=(oster,), claims=(claim("a big one could follow", "b", (1,)),)), (), "en"
    )
    result = grounded(article=article, draft=drafted, sources=(oster,), claims=(claim(statement, None, (1,)),))
    assert [kept.statement for kept in result.proposal.claims] == [standing]


def test_a_source_is_first_mentioned_where_the_article_first_prints_it_in_any_case():
    article = make_article("A survey by the county found nothing. The county is pleased.", title=None)
    county = ProposedSource("c", "The county", SourceKind.NAMED_ORGANISATION, (2,))
    assert first_mention(county, article) == article.text.index("the county")


def test_repeated_keys_are_quarantined_because_a_link_to_them_would_be_ambiguous():
    result = grounded(claims=(claim(), claim("Ostrana sent mortars.")))
    assert reasons(result) == [("claims", "repeats the key 'c1'")]


def test_an_ungrounded_headline_gives_way_to_the_draft_s():
    result = grounded(headline=ProposedText("Aliens land", (77,)))
    assert result.proposal.headline == HEADLINE
    assert reasons(result) == [("headline", "cites sentence 77, but the article has 6")]


def test_an_ungrounded_summary_gives_way_to_the_draft_s():
    result = grounded(summary=(ProposedText("Aliens land.", ()),))
    assert [text.sentences for text in result.proposal.summary] == [(5,)]


def test_items_of_an_added_section_are_grounded_too():
    items = (ProposedItem("a", {"what": "x"}, (2, 50)), ProposedItem("b", {"what": "y"}, (50,)))
    result = grounded(sections={"timeline": items})
    assert [item.sentences for item in result.proposal.sections["timeline"]] == [(2,)]
    assert reasons(result) == [("timeline", "cites sentence 50, but the article has 6")]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("it's off", "They said it’s off.", "it’s off"),
        ("a-b", "take a–b now", "a–b"),
        ("two words", "two\u00a0words", "two\u00a0words"),
        ("caf\u00e9", "the cafe\u0301 closed", "cafe\u0301"),
        ("cafe", "the cafe\u0301 closed", None),
        ("Aussenminister", "der Aussen\u00administer", "Aussen\u00administer"),
        ("did order", "he did not order", None),
        ("ship", "shipment", None),
        ("北京", "他在北京说", "北京"),
        ("", "text", None),
    ],
)
def test_words_are_found_whole_whatever_their_quotes_dashes_and_spaces(words, text, found):
    place = find(words, text)
    assert (text[place[0] : place[1]] if place else None) == found
