"""Who is credited with what: each sentence here is one way of printing it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.articles import parse
from briefer.draft import attributions


def credited(text):
    article = parse(text.encode(), shown="a.txt", suffix=".txt")
    return article, attributions(article)


def first(text):
    """Speaker, cue and contents of the first attribution, as printed."""
    article, found = credited(text)
    assert found, "nothing found"
    one = found[0]
    contents = [article.text[slice(*span)] for span in one.attribution.contents]
    return one.speaker.name if one.speaker else None, article.text[slice(*one.attribution.cue)], contents


LEAD = "The council of Lowen Bay met late on Tuesday in the old customs house.\n\n"


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue", "content"),
    [
        ("Mara Venn said the bridge was safe.", "Mara Venn", "said", "the bridge was safe"),
        ("Mara Venn said that the bridge was safe.", "Mara Venn", "said", "that the bridge was safe"),
        ("The bridge was safe, said Mara Venn.", "Mara Venn", "said", "The bridge was safe"),
        ("The bridge was safe, Mara Venn said.", "Mara Venn", "said", "The bridge was safe"),
        ("“The bridge is safe,” said Mara Venn, the harbour master.", "Mara Venn", "said", "“The bridge is safe,”"),
        ('"The bridge is safe," Mara Venn said.', "Mara Venn", "said", '"The bridge is safe,"'),
        ("''The bridge isn't safe,'' Mara Venn said.", "Mara Venn", "said", "''The bridge isn't safe,''"),
        ("«The bridge is safe», Mara Venn said.", "Mara Venn", "said", "«The bridge is safe»"),
        ("‘The bridge is safe,’ Mara Venn said.", "Mara Venn", "said", "‘The bridge is safe,’"),
        ("According to Mara Venn, the bridge was safe.", "Mara Venn", "According to", "the bridge was safe"),
        ("The bridge was safe, according to Mara Venn.", "Mara Venn", "according to", "The bridge was safe"),
        ("Mara Venn told the court that the bridge was safe.", "Mara Venn", "told", "that the bridge was safe"),
        ("Mara Venn accused the council of neglect.", "Mara Venn", "accused", "the council of neglect"),
        ("Mara Venn was quoted as saying that the bridge was safe.", "Mara Venn", "saying", "that the bridge was safe"),
        ("Mara Venn, who runs the port, said the bridge was safe.", "Mara Venn", "said", "the bridge was safe"),
        ("Mara Venn: “The bridge is safe.”", "Mara Venn", ":", "“The bridge is safe.”"),
        ("But, as Mara Venn said, the bridge was safe.", "Mara Venn", "said", "the bridge was safe"),
        ("On Monday, as Mara Venn told the court, the bridge was safe.", "Mara Venn", "told", "the bridge was safe"),
        ("The bridge was safe, as Mara Venn said.", "Mara Venn", "said", "The bridge was safe"),
        (
            "The bridge was safe, Dovrian newspaper Lowen Times reports.",
            "Lowen Times",
            "reports",
            "The bridge was safe",
        ),
        ("Keepers of the old bridge argue it is safe.", "Keepers of the old bridge", "argue", "it is safe"),
        ("Boatmen who live near the port say it is safe.", "Boatmen", "say", "it is safe"),
        ("Both deny that the bridge was safe.", "Both", "deny", "that the bridge was safe"),
        ("The bridge was safe, records seen by the Post show.", "records", "show", "The bridge was safe"),
        ("Some said the bridge was safe.", "Some", "said", "the bridge was safe"),
        ("Police confirmed three deaths.", "Police", "confirmed", "three deaths"),
        ("Prosecutors alleged a scheme at the port.", "Prosecutors", "alleged", "a scheme at the port"),
        ("Boatmen off the coast claim that it is safe.", "Boatmen off the coast", "claim", "that it is safe"),
        ("Mara Venn, the keeper, and Tom Reed, the mayor said it was safe.", "Tom Reed", "said", "it was safe"),
        ("Ondry Corp. said the bridge was safe.", "Ondry Corp.", "said", "the bridge was safe"),
        ("An official who asked not to be named said it was safe.", "An official", "said", "it was safe"),
        (
            "It was seen by crews at both the Post and the Harbour Board, a former keeper said.",
            "a former keeper",
            "said",
            "It was seen by crews at both the Post and the Harbour Board",
        ),
        ("The plan was praised by Mara Venn.", "Mara Venn", "was praised", "The plan"),
        ("People who know the plan said the bridge was safe.", "People", "said", "the bridge was safe"),
        ("A survey released on Sunday found that 40 percent agreed.", "A survey", "found", "that 40 percent agreed"),
        ("Two officials familiar with the matter said the bridge was safe.", None, "said", "the bridge was safe"),
        (
            "In a statement on Monday, the Ash Trust said the bridge was safe.",
            "Ash Trust",
            "said",
            "the bridge was safe",
        ),
    ],
)
def test_a_credit_is_found_with_its_exact_words(sentence, speaker, cue, content):
    name, printed, contents = first(LEAD + sentence + "\n")
    assert printed == cue
    assert contents[0] == content
    if speaker is not None:
        assert name == speaker


def speakers(text):
    return [c.speaker.name if c.speaker else None for c in credited(text)[1]]


def test_a_split_quotation_is_one_credit():
    article, found = credited(LEAD + "“The bridge,” Mara Venn said, “is safe.”\n")
    assert len(found) == 1
    assert [article.text[slice(*span)] for span in found[0].attribution.contents] == ["“The bridge,”", "“is safe.”"]


def test_a_second_quotation_in_the_paragraph_has_the_same_speaker():
    _, found = credited(LEAD + "“The bridge is safe,” Mara Venn said. “We tested every bolt.”\n")
    assert found[0].sentences == (2, 3)


def test_a_quotation_runs_on_over_paragraphs():
    text = LEAD + "Mara Venn said: “The bridge is safe.\n\n“We tested every bolt.”\n"
    assert credited(text)[1][0].sentences == (2, 3)


def test_a_short_name_and_a_title_mean_the_full_name():
    text = LEAD + "Harbour master Mara Venn said no. Venn said yes.\n\nMs Venn said that she was sure.\n"
    assert set(speakers(text)) == {"Mara Venn"}


def test_the_description_is_what_the_article_prints():
    found = credited(LEAD + "National Harbour Council spokesman Tobin Askell said the bridge was safe.\n")[1]
    assert found[0].speaker.description == "National Harbour Council spokesman"


def test_an_apposed_name_is_the_name():
    found = credited(LEAD + "The council's chairman, Pieter Solle, said the bridge was safe.\n")[1]
    assert (found[0].speaker.name, found[0].speaker.description) == ("Pieter Solle", "The council's chairman")


def test_a_pronoun_takes_the_nearest_person_who_speaks_and_fits():
    text = (
        LEAD + "Robert Crane said the pool was full.\n\nMary Dole said the pool was empty.\n\nHe said he had seen it.\n"
    )
    assert speakers(text) == ["Robert Crane", "Mary Dole", "Robert Crane"]


def test_a_chain_keeps_who_passes_it_on():
    found = credited(LEAD + "Robert Crane said Mary Dole had told him that the pool was empty.\n")[1]
    inner = found[-1]
    assert inner.speaker.name == "Mary Dole"
    assert [s.name for s in inner.via] == ["Robert Crane"]


def test_what_was_not_said_is_no_credit():
    assert (
        speakers(LEAD + "Robert Crane did not say that the pool was empty.\n") != ["Robert Crane"]
        or not credited(LEAD + "Robert Crane would never say that the pool was empty.\n")[1]
    )


def test_a_noun_is_not_taken_for_a_verb():
    assert speakers(LEAD + "The annual report notes and claims of the council were burned.\n") == []


def test_a_language_without_lexicon_credits_nobody():
    article = parse(
        "Директор сказал, что мост закрыт до весны и что виноват подрядчик.\n".encode(), shown="a.txt", suffix=".txt"
    )
    assert attributions(article) == ()


PIECES = [
    "Mara Venn",
    "said",
    "“",
    "”",
    '"',
    ",",
    ".",
    "that",
    "the bridge",
    "was safe",
    "According to",
    "who",
    "and",
    "denied",
    "\n\n",
    "’",
    "(",
    ")",
    "—",
    "he",
    "her claim that",
    "🌊",
    "\u00a0",
    "é",
    "not",
    ":",
]


@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=60))
def test_any_jumble_of_words_is_read_with_offsets_inside_the_text(pieces):
    text = "The bridge closed on Monday after a long winter storm. " + " ".join(pieces) + " end."
    article, found = credited(text)
    for credit in found:
        spans = [credit.attribution.cue, *credit.attribution.contents]
        assert all(0 <= start < end <= len(article.text) for start, end in spans)
        assert all(1 <= n <= len(article.sentences) for n in credit.sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council will read the reports.",
        "He did as Mara Venn said.",
        "The videos show the keeper on the quay.",
        "Some claims that the bridge is safe are false.",
        "Storms in the bay claim many boats.",
    ],
)
def test_what_only_looks_like_an_attribution_credits_nobody(sentence):
    _, found = credited(LEAD + sentence)
    assert not found


def test_what_a_clause_within_it_credits_is_the_whole_of_what_is_said():
    _, _, contents = first("It is not, as Mara Venn said, a disaster.")
    assert contents == ["It is not", "a disaster"]
