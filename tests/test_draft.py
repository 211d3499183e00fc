"""The draft briefing: the seed, item by item, and each rule with a story of two or three sentences."""

import time
from pathlib import Path

import pytest

from briefer import lexicon
from briefer.articles import parse
from briefer.draft import cues, denial_cues, draft
from briefer.draft.text import read_text
from briefer.draft.tokens import Tag

SEED = Path(__file__).parent.parent / "seeds" / "000_50707cac18e41cab.txt"


def read(text):
    return draft(parse(text.encode(), shown="a.txt", suffix=".txt"))


@pytest.fixture(scope="module")
def seed():
    return draft(parse(SEED.read_bytes(), shown=SEED.name, suffix=".txt"))


def names(drafted):
    return {source.key: source.name for source in drafted.proposal.sources}


def test_the_seed_has_its_sources(seed):
    sources = {s.name: s for s in seed.proposal.sources}
    kirby = sources["John Kirby"]
    assert (kirby.kind, kirby.description) == ("named_person", "National Security Council spokesman")
    assert "Mr Kirby" in kirby.aliases
    assert sources["White House"].kind == "named_organisation"
    assert sources["Iranian officials"].kind == "unnamed_group"
    assert set(sources) <= {
        "John Kirby",
        "White House",
        "Iranian officials",
        "Biden administration",
        "US intelligence officials",
    }


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("covertly shipping", "White House"),
        ("Middle East", "John Kirby"),
        ("course of the war", "John Kirby"),
        ("millions of rockets", "US intelligence officials"),
        ("hundreds Iranian-manufactured drones", "Biden administration"),
        ("personnel to Russian-controlled Crimea", "Biden administration"),
    ],
)
def test_the_seed_has_its_claims(seed, words, speaker):
    claim = next(c for c in seed.proposal.claims if words in c.statement)
    assert names(seed)[claim.source] == speaker


def test_the_seed_keeps_the_chain_of_the_purchase(seed):
    claim = next(c for c in seed.proposal.claims if "millions of rockets" in c.statement)
    assert [names(seed)[key] for key in claim.via] == ["White House"]


def test_the_seed_has_its_uncertainties(seed):
    found = [(u.sentences, u.kind, names(seed)[u.source]) for u in seed.proposal.uncertainties]
    assert found == [
        ((1,), "unconfirmed", "White House"),
        ((3,), "undisclosed", "John Kirby"),
        ((4,), "unconfirmed", "John Kirby"),
        ((6,), "undisclosed", "White House"),
    ]


def test_the_seed_has_one_denial_of_the_drones(seed):
    (denial,) = seed.proposal.denials
    assert (denial.sentences, denial.strength, names(seed)[denial.source]) == ((12,), "denies", "Iranian officials")
    denied = {c.key: c.statement for c in seed.proposal.claims}
    assert any("drones" in denied[key] for key in denial.denies)


def test_statements_are_the_articles_own_words(seed):
    text = parse(SEED.read_bytes(), shown=SEED.name, suffix=".txt").text
    proposal = seed.proposal
    items = (*proposal.claims, *proposal.denials, *proposal.uncertainties, *proposal.summary)
    assert all((item.statement if hasattr(item, "statement") else item.text) in text for item in items)


STORY = "Robert Crane, the harbour master, said on Monday that the council had sold the lido to a friend.\n\n"


@pytest.mark.parametrize(
    ("sentence", "speaker", "strength"),
    [
        ("Mary Dole denied that the council had sold the lido.", "Mary Dole", "denies"),
        ("Mary Dole has denied selling the lido.", "Mary Dole", "denies"),
        ("Mary Dole denied the allegation.", "Mary Dole", "denies"),
        ("Mary Dole rejected the accusation.", "Mary Dole", "denies"),
        ("Mary Dole said that was not true.", "Mary Dole", "denies"),
        ("“There is no truth to it,” said Mary Dole.", "Mary Dole", "denies"),
        ("Mary Dole said the council had never sold the lido to anyone.", "Mary Dole", "denies"),
        ("Mary Dole disputed the claim.", "Mary Dole", "disputes"),
    ],
)
def test_a_denial_is_found_with_who_denies(sentence, speaker, strength):
    drafted = read(STORY + sentence + "\n")
    assert [(names(drafted)[d.source], d.strength) for d in drafted.proposal.denials] == [(speaker, strength)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The judge denied the motion.",
        "The court denied bail to Mary Dole.",
        "The guard denied him entry to the lido.",
        "Mary Dole was denied a visa.",
        "Mary Dole rejected the offer.",
        "Mary Dole declined to comment.",
        "Mary Dole did not deny that the council had sold the lido.",
        "Mary Dole neither confirmed nor denied that the council had sold the lido.",
        "Mary Dole criticised the plan and said it was a bad one.",
        "Mary Dole would not say who had bought the lido.",
    ],
)
def test_no_denial_is_invented(sentence):
    assert read(STORY + sentence + "\n").proposal.denials == ()


def test_the_articles_own_voice_rebuts_the_claim_before_it():
    drafted = read(STORY + "That is simply not true.\n")
    (denial,) = drafted.proposal.denials
    claims = {c.key: c.sentences for c in drafted.proposal.claims}
    assert (denial.source, denial.strength) == (None, "rebuts")
    assert [claims[key] for key in denial.denies] == [(1,)]


def test_a_chained_denial_names_who_denies_and_who_passes_it_on():
    drafted = read(STORY + "Robert Crane said Mary Dole had denied that the council sold the lido.\n")
    (denial,) = drafted.proposal.denials
    assert names(drafted)[denial.source] == "Mary Dole"
    assert [names(drafted)[key] for key in denial.via] == ["Robert Crane"]


@pytest.mark.parametrize(
    ("sentence", "kind", "speaker"),
    [
        ("Mary Dole declined to say who had bought it.", "undisclosed", "Mary Dole"),
        ("Mary Dole would not specify the price.", "undisclosed", "Mary Dole"),
        ("Mary Dole did not respond to questions.", "undisclosed", "Mary Dole"),
        ("Mary Dole could not be reached.", "undisclosed", "Mary Dole"),
        ("The price could not be independently verified.", "unconfirmed", None),
        ("It is not clear who bought it.", "unknown", None),
        ("Mary Dole said she did not recall the meeting.", "unknown", "Mary Dole"),
        ("There were conflicting accounts of the sale.", "conflicting", None),
    ],
)
def test_an_uncertainty_has_its_kind_and_its_source(sentence, kind, speaker):
    drafted = read(STORY + sentence + "\n")
    found = [(u.kind, names(drafted).get(u.source)) for u in drafted.proposal.uncertainties if u.sentences == (2,)]
    assert found == [(kind, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "If we don't know what it cost, nobody can judge it, Ilse Varga said.",
        "She told stories that nobody knows.",
        "“It may not be easy, but we will get there,” Ilse Varga said.",
        "The bridge may not be open. But the quay is, Ilse Varga said.",
    ],
)
def test_what_is_only_supposed_or_granted_is_no_uncertainty(text):
    article = parse(f"The bridge is shut.\n\n{text}\n".encode(), shown="a.txt", suffix=".txt")
    assert draft(article).proposal.uncertainties == ()


def test_every_cue_sentence_is_listed_for_the_audit():
    drafted = read(STORY + "The judge denied the motion. Mary Dole denied it. It is unclear who bought it.\n")
    assert [(cue.sentence, cue.section) for cue in drafted.cues] == [(3, "denials"), (4, "uncertainties")]


def test_keys_hold_together():
    proposal = draft(parse(SEED.read_bytes(), shown=SEED.name, suffix=".txt")).proposal
    keys = {s.key for s in proposal.sources}
    for item in (*proposal.claims, *proposal.denials, *proposal.uncertainties):
        assert item.source is None or item.source in keys
        assert set(item.via) <= keys
        assert 1 <= len(item.sentences) <= 3


def test_a_language_without_lexicon_gets_headline_and_first_sentence_only():
    drafted = read("Мост через реку закрыт до весны. Директор отказался назвать причину закрытия моста.\n")
    assert drafted.lexicon is None
    assert drafted.proposal.summary[0].sentences == (1,)
    assert drafted.proposal.claims == drafted.proposal.sources == ()
    assert drafted.cues == ()


def test_reading_takes_time_in_proportion_to_length():
    paragraph = (
        STORY + "“It was fair,” he said. Mary Dole denied that. She said that Crane, who left in May, was wrong.\n\n"
    )

    def seconds(times):
        article = parse((paragraph * times).encode(), shown="a.txt", suffix=".txt")
        start = time.process_time()
        draft(article)
        return time.process_time() - start

    seconds(10)
    short = min(seconds(100) for _ in range(3))
    # Eight times the length; were it quadratic, 64 times the time. Again only where the machine was busy.
    assert any(seconds(800) < 32 * short for _ in range(3))


def test_one_endless_sentence_is_no_trap():
    blob = "said the council and Mary Dole (denied, “that " * 20000
    article = parse(("A story about a lido that was sold on Monday. " + blob).encode(), shown="a.txt", suffix=".txt")
    start = time.process_time()
    draft(article)
    assert time.process_time() - start < 10


def test_what_is_no_party_passes_nothing_on():
    drafted = read("The ladder said that Mayor Mara Venn told reporters the Ondry bridge was closed on Monday.\n")
    assert [(names(drafted)[c.source], c.via) for c in drafted.proposal.claims] == [("Mara Venn", ())]


def test_an_act_of_one_s_own_negated_outright_is_a_denial():
    drafted = read("The depot burned on Monday.\n\nMara Venn said she did not touch the valve.\n")
    assert [(names(drafted)[d.source], d.sentences) for d in drafted.proposal.denials] == [("Mara Venn", (2,))]


def test_a_wish_negated_is_no_denial():
    drafted = read("The depot burned on Monday.\n\nMara Venn said she did not want to go back.\n")
    assert drafted.proposal.denials == ()


def test_a_first_line_in_title_case_is_a_heading_though_it_ends_with_a_stop():
    drafted = read("Depot Fire Leaves Ondry Without Power.\n\nThe depot in Ondry burned on Monday, Mara Venn said.\n")
    assert all(1 not in claim.sentences for claim in drafted.proposal.claims)


def test_what_is_not_known_is_about_no_claim_that_only_names_the_same_parties():
    text = (
        "The Harbour Board has accused Volk Lines of secretly dumping grain from its barges.\n\n"
        "Volk Lines moved 40 barges on Monday, the Harbour Board said. "
        "Volk Lines bought 12 barges in May from a Harbour Board auction, the Harbour Board said. "
        "The Harbour Board said Volk Lines owes it 900 crowns for the barges of April.\n\n"
        "Volk Lines pays its crews late, a union said.\n"
    )
    proposal = draft(parse(text.encode(), shown="a.txt", suffix=".txt")).proposal
    accused = next(item for item in proposal.uncertainties if item.sentences == (1,))
    claims = {claim.key: claim.sentences for claim in proposal.claims}
    assert {claims[key] for key in accused.about} <= {(1,)}


@pytest.mark.parametrize(
    "path", [SEED, *sorted((SEED.parents[1] / "evals" / "articles").glob("*.txt"))], ids=lambda path: path.stem
)
def test_no_cue_begins_at_a_word_that_is_passed_over(path):
    article = parse(path.read_bytes(), shown=path.name, suffix=".txt")
    known = lexicon.load(article.language)
    for sentence in () if known is None else read_text(article, known).sentences:
        for place, token in enumerate(sentence.tokens):
            if token.tag is not Tag.VERB and token.word not in known.attribution_openers:
                assert cues._cue_at(sentence, place, known.attributions.match(sentence.words, place), known) is None
            if token.tag is not Tag.VERB and token.word not in known.denial_openers:
                assert denial_cues._phrase(sentence, place, known) is None
                assert denial_cues._verb(sentence, place, known) is None
