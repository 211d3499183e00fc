"""Title, date, outlet and residue leave the text; running text never does."""

import pytest

from briefer.articles import parse
from briefer.articles.dates import read_moment

BODY = "The ferry struck the reef before dawn, the coastguard said. Nobody was hurt."
SENTENCES = ["The ferry struck the reef before dawn, the coastguard said.", "Nobody was hurt."]


def article(text, suffix=".txt"):
    return parse(text.encode(), shown="a" + suffix, suffix=suffix)


def sentences(text, suffix=".txt"):
    made = article(text, suffix)
    return [made.text[start:end] for start, end in made.sentences]


@pytest.mark.parametrize(
    "head",
    [
        "Ferry runs aground off Verrin\n\n",
        "Ferry runs aground off Verrin\nBy Mara Venn\n\n",
        "Ferry runs aground off Verrin\n\nBy Mara Venn and Tor Askell, Quay Courier\n14 March 2031\n\n",
        "OPINION\nFerry runs aground off Verrin\nMara Venn\nSaturday 15 March 2031\n\n",
        "News / Local\n\nFerry runs aground off Verrin\n\nUpdated 13:05\n\n",
        "Menu | Search\n\nFerry runs aground off Verrin\n\nBy Mara Venn | The Courier | 2031-03-14 10:12\n\n",
        "Skip to content | Sign in | 4 min read\nFerry runs aground off Verrin\n\n* * *\n\n",
        "Ferry runs aground off Verrin\n\nPublished: March 14, 2031\nUpdated: March 15, 2031, 8:10 a.m. GMT\n\n",
        "Ferry runs aground off Verrin\n\nFriday, 14 March\n\n",
        "Ferry runs aground off Verrin\nBy our staff reporter in Verrin\n",
    ],
)
def test_the_lines_above_the_text_are_no_sentences(head):
    made = article(head + BODY)
    assert made.title == "Ferry runs aground off Verrin"
    assert sentences(head + BODY) == SENTENCES


@pytest.mark.parametrize(
    "first",
    [
        "The ferry sank.",
        "“Who paid for it?”",
        "He said:",
        "The ferry, the coastguard said,",
        "By noon 640 people had paid to get in.",
        "Home is where the boats are.",
        "The boats came home " * 9,
        "On Friday, 14 March 2031, the boat sank",
        "– And then he left,",
    ],
)
def test_a_first_line_that_may_be_running_text_is_a_sentence(first):
    if first.startswith("On Friday"):
        first += " and"
        body = "nobody was hurt."
    else:
        body = BODY
    made = article(f"{first}\n\n{body}")
    assert made.title is None
    assert made.text[slice(*made.sentences[0])] == first.strip()


def test_a_single_line_is_a_sentence_and_no_title():
    made = article("Ferry runs aground off Verrin")
    assert (made.title, made.sentences) == (None, ((0, 29),))


def test_a_title_with_nothing_but_metadata_below_is_a_sentence():
    made = article("Ferry runs aground off Verrin\n\n14 March 2031\n")
    assert (made.title, made.published, made.sentences) == (None, "2031-03-14", ((0, 29),))


def test_lines_in_the_text_that_look_like_a_header_stay_sentences():
    text = f"Ferry sinks\n\n{BODY}\n\n14 March 2031\n\nBy Mara Venn\n\nSport\n\nNobody was hurt."
    assert sentences(text)[2:5] == ["14 March 2031", "By Mara Venn", "Sport"]


def test_residue_is_no_sentence_wherever_it_stands():
    assert sentences(f"{BODY}\n\nAdvertisement\n\nIt rained.\n\nShare this article\nSubscribe | Sign up") == [
        *SENTENCES,
        "It rained.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Harbour wall to be raised",
        "Sign up for our newsletter",
        "Mara Venn and Tom Hall contributed to this report.",
        "This story has been updated with additional developments.",
        "| Read more: Ferries |",
    ],
)
def test_a_note_about_the_text_or_a_link_is_no_sentence(line):
    assert sentences(f"{BODY}\n\n{line}\n\nIt rained.") == [*SENTENCES, "It rained."]


@pytest.mark.parametrize(
    "line", ["Sign up for health cover by Friday, officials said.", "Related firms were not named, he said."]
)
def test_a_sentence_that_begins_like_a_note_is_one(line):
    assert sentences(f"{BODY}\n\n{line}")[-1] == line


def test_a_labelled_date_and_a_copyright_notice_below_the_text_are_metadata():
    made = article(f"{BODY}\n\nFirst published on 14 March 2031 at 08:05\n© 2031 Quay Courier\n")
    assert (made.published, len(made.sentences)) == ("2031-03-14T08:05", 2)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("02 Nov 2022 3:25 PM", "2022-11-02T15:25"),
        ("March 14, 2031", "2031-03-14"),
        ("14th of March 2031", "2031-03-14"),
        ("2031-03-14", "2031-03-14"),
        ("2031-03-14T08:05:33+02:00", "2031-03-14T08:05"),
        ("Published: Friday 14 March 2031, 8.05am", "2031-03-14T08:05"),
        ("14 March 2031 12:30 a.m. EST", "2031-03-14T00:30"),
        ("14.03.2031", "2031-03-14"),
        ("3/14/2031", "2031-03-14"),
        ("VERRIN. Friday, 14 March 2031", "2031-03-14"),
        ("14. März 2031", "2031-03-14"),
        ("14 марта 2031 г., 14:20", "2031-03-14T14:20"),
        ("2031年3月14日", "2031-03-14"),
        ("2031年3月14日 午後3時25分", "2031-03-14T15:25"),
        ("Updated 14 March 2031", "2031-03-14"),
        ("03/04/2031", None),
        ("31 February 2031", None),
        ("14 March", None),
        ("10:30", None),
    ],
)
def test_a_line_of_its_own_gives_the_date_as_printed(line, published):
    assert article(f"Ferry sinks\n\n{line}\n\n{BODY}").published == published


def test_publication_counts_before_an_update():
    assert article(f"Ferry sinks\n\nUpdated 15 March 2031\nPublished 14 March 2031\n\n{BODY}").published == "2031-03-14"


def test_a_time_is_added_from_another_line_of_the_same_day():
    text = f" date 2031-03-14 Search\n\nFerry sinks\n\n14 March 2031\n\n14 Mar 2031 3:25 PM\n\n{BODY}"
    assert article(text).published == "2031-03-14T15:25"


def test_the_time_of_an_update_is_not_that_of_publication():
    assert article(f"Ferry sinks\n\nHealth / Friday 14 March 2031 / Updated 13:05\n\n{BODY}").published == "2031-03-14"


@pytest.mark.parametrize(
    ("dateline", "published", "outlet"),
    [
        ("VERRIN, 14 March 2031 (Quay Press) — ", "2031-03-14", "Quay Press"),
        ("VERRIN, Dovria, March 14 (Reuters) - ", None, "Reuters"),
        ("LODE, Tarvia (Continental Wire), 6 December 2031: ", "2031-12-06", "Continental Wire"),
        ("Verrin, 14 March 2031 (Quay Press) – ", "2031-03-14", "Quay Press"),
        ("**VERRIN, 14 March 2031** - ", "2031-03-14", None),
    ],
)
def test_a_dateline_gives_date_and_agency_and_is_no_part_of_the_sentence(dateline, published, outlet):
    made = article(f"Ferry sinks\n\n{dateline}{BODY}")
    assert (made.published, made.outlet) == (published, outlet)
    assert made.text[slice(*made.sentences[0])] == SENTENCES[0]


def test_a_dateline_follows_a_headline_that_ends_in_a_full_stop():
    made = article(f"Ferry sinks off Lode.\n\nVERRIN, March 14 (Reuters) - {BODY}")
    assert made.outlet == "Reuters"
    assert [made.text[slice(*span)] for span in made.sentences[:2]] == ["Ferry sinks off Lode.", SENTENCES[0]]


@pytest.mark.parametrize("opening", ["VERRIN (Dovria) — ", "VERRIN – ", "NO DEAL — "])
def test_words_before_a_dash_without_date_or_agency_stay_in_the_sentence(opening):
    made = article(f"Ferry sinks\n\n{opening}{BODY}")
    assert (made.published, made.outlet) == (None, None)
    assert made.text[slice(*made.sentences[0])] == opening + SENTENCES[0]


@pytest.mark.parametrize(
    "body",
    [
        "The ferry sank on 14 March 2031, the coastguard said.",
        "On 14 March 2031 (Friday) — a day of storms — the ferry sank.",
        "NATO’s summit of 14 March 2031 — the third — ended early.",
        "Nobody was hurt. The report of 14 March 2031: it is wrong.",
    ],
)
def test_no_date_is_taken_from_running_text(body):
    made = article(f"Ferry sinks\n\n{body}")
    assert (made.published, made.outlet) == (None, None)


def test_front_matter_gives_the_metadata_of_markdown():
    text = f'---\ntitle: "Ferry: aground"\ndate: 2031-03-14T08:05:00+01:00\nsource: Quay Courier\ntags: [sea]\n---\n\n# Ferry: aground\n\n{BODY}'
    made = article(text, ".md")
    assert (made.title, made.published, made.outlet) == ("Ferry: aground", "2031-03-14T08:05", "Quay Courier")
    assert made.text == text
    assert sentences(text, ".md") == SENTENCES


def test_front_matter_that_is_no_yaml_is_read_line_by_line():
    made = article(f"---\ntitle: Ferry: aground again\ndate: 14 March 2031\n---\n{BODY}", ".md")
    assert (made.title, made.published) == ("Ferry: aground again", "2031-03-14")


def test_text_between_rules_is_not_front_matter():
    assert sentences(f"---\nThe boat sank.\n---\n{BODY}", ".md") == ["The boat sank.", *SENTENCES]


def test_markdown_marks_stand_outside_the_sentences():
    text = (
        "# Ferry sinks #\n\n![A ferry](ferry.jpg)\n\n> “It sank.”\n\n## What is *known* ##\n\n"
        "- One is hurt.\n2. Two are missing.\n\n---\n\n[Read on](more.html)\n\n[1]: https://quay.example\n\n```\nIt is code.\n```\n"
    )
    assert article(text, ".md").title == "Ferry sinks"
    assert sentences(text, ".md") == [
        "“It sank.”",
        "What is *known*",
        "One is hurt.",
        "Two are missing.",
        "It is code.",
    ]


def test_a_linked_sentence_is_running_text():
    assert sentences("[The minister has resigned.](a.html)\n", ".md") == ["[The minister has resigned.](a.html)"]


def test_a_title_above_paragraphs_without_blank_lines_is_told_by_its_missing_stop():
    text = "Ferry runs aground off Verrin\nThe ferry sank.\nNobody was hurt.\n“We swam,” said Mara Venn."
    assert article(text).title == "Ferry runs aground off Verrin"
    assert len(sentences(text)) == 3


def test_a_moment_is_found_amid_other_words():
    assert read_moment("Thu, 14 Mar 2031 08:00:00 GMT").iso() == "2031-03-14T08:00"
