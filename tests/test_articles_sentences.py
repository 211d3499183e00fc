"""Sentences: exact spans, and the cuts that news English needs."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.articles.lines import join_lines, split_lines
from briefer.articles.metadata import read_metadata
from briefer.articles.sentences import split_sentences

AWKWARD = st.sampled_from(
    [
        *(
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "\u2028",
            "\u2029",
            "\x85",
            "\x0b",
            "\x1c",
            " ",
            "\u00a0",
            "\u3000",
            "\u200b",
            "\ufeff",
            "\u00ad",
        ),
        *(
            ". ",
            ".",
            "? ",
            "! ",
            "…",
            "。",
            "؟ ",
            "۔",
            "।",
            "“",
            "”",
            '"',
            "''",
            "’",
            "«",
            "»",
            "「",
            "」",
            "(",
            ")",
            "—",
            "- ",
            "# ",
            "> ",
        ),
        *("Mr. ", "U.S. ", "No. 4", "a.m. ", "J. ", "St. ", "А. ", "1. ", "said ", "Trump asked", "the ", "Verrin"),
        *(
            "é",
            "e\u0301",
            "\u0301",
            "👩‍👩‍👧",
            "😀",
            "日本",
            "渡轮",
            "нет ",
            "لا ",
            "שלום",
            "ไทย",
            "한국",
            "\U0001d400",
            "x",
            "\0",
            "\ufffd",
        ),
        *(
            "Menu | Search",
            "By Mara Venn",
            "14 March 2031",
            "VERRIN, 14 March (Agency) — ",
            "Published: 2031-03-14",
            "***",
            "---",
        ),
    ]
)
TEXT = st.one_of(
    st.lists(AWKWARD, max_size=40).map("".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
)


def cut(text, language="en"):
    return [text[start:end] for start, end in split_sentences(text, [(0, len(text))], language)]


@given(
    text=TEXT,
    language=st.sampled_from(["en", "ru", "ja", "ar", None, "xx"]),
    markdown=st.booleans(),
    wrapped=st.booleans(),
)
@example(text="A.\r\nB.", language="en", markdown=False, wrapped=True)
@example(text="Mr. “", language="en", markdown=False, wrapped=False)
def test_spans_hold_in_any_script(text, language, markdown, wrapped):
    lines = list(split_lines(text, markdown=markdown))
    body = read_metadata(text, lines, markdown=markdown).body
    spans = list(split_sentences(text, join_lines(text, body, wrapped=wrapped), language))
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end
    covered = {place for start, end in spans for place in range(start, end)}
    wanted = {place for line in body for place in range(line.start, line.end) if not text[place].isspace()}
    assert wanted <= covered


@given(text=TEXT, markdown=st.booleans())
def test_what_is_in_no_line_is_white_space_or_a_marker(text, markdown):
    rest = list(text)
    for line in split_lines(text, markdown=markdown):
        rest[line.start : line.end] = [""] * (line.end - line.start)
    assert not re.sub(r"[\s\x1c-\x1f>#*•‣+.)\d-]", "", "".join(rest))


@pytest.mark.parametrize("filling", ["The ferry sank. ", "Он ушёл. ", "日本です。", "😀 is here. ", "“Over?” "])
@pytest.mark.parametrize("long", ["", "And on " + "and on " * 4_000])
def test_a_line_longer_than_the_splitter_takes_is_cut_all_along(filling, long):
    text = filling * 2_000 + long + filling * 2_000
    pieces = cut(text)
    assert len(pieces) >= 4_000
    assert set(pieces) <= {filling.strip(), (long + filling).strip()}


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Orr met Mrs. Venn, Dr. Ash, Gen. Lo, Sen. Vale, Rep. Ho, Gov. Li and Sgt. Vo.",
        "”Mr. Orr is wrong.",
        "St. Brannoc is an island.",
        "They landed in St. Brannoc at 9 a.m. Friday in the rain.",
        "The U.S. Army left.",
        "It is No. 4 on the list of Jan. 5 and Sept. 11.",
        "It was signed by J. Marrow and E. J. Orlo.",
        "It costs $4.5m, or 3.2 percent.",
        "“Is it over?” she asked.",
        "“Is it over?” Mayor Orla Venn asked.",
        "“It is over.” Mayor Orla Venn said on Monday.",
        "He met Mr. “Big” Jones on May 5.",
        "“Never!” Orr said.",
        "“Over?” – he laughed.",
        "He shouted “Fire!” and ran.",
        "«Да!» — сказал он.",
        "А. С. Пушкин писал стихи.",
        "「行く。」と言った。",
        "He said: “We will go. We will win.”",
        "1. The first point holds.",
    ],
)
def test_one_sentence_stays_whole(sentence):
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank.| Nobody was hurt.",
        "“It is over.”| The mayor left.",
        "Is it over?| Nobody knows.",
        "“Is it over?”| The mayor did not say.",
        "They left the U.S.| The troops stayed.",
        "He lives at 10 Quay St.| The police came.",
        "No.| It was not so.",
        "They came at 9 a.m.| They left at noon.",
        "He left.| “I am tired,” he said.",
        "The boat (it was old.) sank.| Nobody swam.",
        "It will open in May.| Mara Venn said it was late.",
        "They met at 9 p.m.| “They went off,” Joe Fox said.",
        "She wrote it on X.| “Nobody sent a postcard,” she said.",
        "He was ill.| The mayor was not.",
        "She said no.| He said yes.",
        "“We were told,” she said.| “We were told so.",
        "It has “no record of any question.”| Mara Venn wrote: “It did not happen.”",
        "It comes out “in days, not months.”| Joe Fox said it was late.",
        "“I saw it.”| He wrote on Monday that he had not.",
        "終わり。| 次です。",
        "Он ушёл.| Она осталась.",
    ],
)
def test_two_sentences_are_cut_where_they_end(text):
    assert cut(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize("text", ["He ran.”", "He ran. ”", "He cried “Fire!” ”", "Wait ... !"])
def test_a_stray_mark_belongs_to_the_sentence_before(text):
    assert cut(text) == [text]


WRAPPED = """\
The ferry struck the reef before dawn on Friday, the coastguard of
Ansel said in a statement. Nobody was hurt, but eleven people are
missing and the boat is lost.

“We do not know what happened,” said Mara Venn, the head of the
Verrin station. She declined to give a number.

The boat was built in 1998. It had been inspected in the spring of
Dr. Orr's last year.
"""


def test_hard_wrapped_lines_are_joined():
    lines = list(split_lines(WRAPPED))
    spans = list(split_sentences(WRAPPED, join_lines(WRAPPED, lines, wrapped=True), "en"))
    assert len(spans) == 6
    assert (
        WRAPPED[slice(*spans[0])]
        == "The ferry struck the reef before dawn on Friday, the coastguard of\nAnsel said in a statement."
    )


@pytest.mark.parametrize(
    "text",
    [
        "> The boat sank on Friday, the coastguard said, and\n> nobody was found alive in the wreck of it.",
        "- The boat sank on Friday, the coastguard said, and\n  nobody was found alive in the wreck of it.",
    ],
)
def test_hard_wrapped_lines_of_a_quotation_or_a_list_item_are_joined(text):
    lines = list(split_lines(text, markdown=True))
    assert list(join_lines(text, lines, wrapped=True)) == [(2, len(text))]


def test_an_indent_begins_a_paragraph_of_wrapped_lines():
    text = (
        "  The boat left Verrin on a cold morning in the spring of that year\n"
        "and nobody who saw it go thought that it would be back. It was not.\n"
        "  Mara Venn was on the quay, she says, with a bucket of mussels and\n"
        "her two sons.\n"
    )
    paragraphs = list(join_lines(text, list(split_lines(text)), wrapped=True))
    assert [text[start:end][:9] for start, end in paragraphs] == ["The boat ", "Mara Venn"]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry struck the reef before dawn on Friday, they said.\nNobody was hurt, but eleven people are still missing.",
        "The ferry struck the reef\nand sank within an hour",
        "The dead of the ferry, as named by the coastguard on Friday\nTor Askell\nMara Venn",
        "It was a long night for the people of Verrin, who had waited\n- for the boats\n- for the news that never came to them",
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(text):
    lines = list(split_lines(text))
    assert len(list(join_lines(text, lines, wrapped=True))) == len(lines)
