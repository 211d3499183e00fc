import csv
import re
from io import StringIO

import pytest
from builders import make_article, make_briefing, make_claim, make_evidence, story_briefing
from hostile import ALL
from tampering import tampered

from briefer.render.csv import COLUMNS, header, rows
from briefer.render.escape import one_line

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "  =1+1",
    "\t=1+1",
    "\r\n=1+1",
    "\u200b=1+1",
    '"=1+1"',
    "'=1+1",
    "＝1+1",
    "x;=1+1",
    "x; =1+1",
    'x;"=1+1"',
    ";;@x",
    '=HYPERLINK("http://evil.example";"x")',
    "=cmd|' /C calc'!A0",
    "a,=1+1\n=1+1",
)
COMPUTED = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")


def table(briefing):
    return list(csv.DictReader(StringIO(header() + rows(briefing), newline="")))


def of_type(briefing, wanted):
    return [row for row in table(briefing) if row["type"] == wanted]


def test_the_first_line_names_the_columns():
    assert header() == ",".join(COLUMNS) + "\r\n"


def test_each_claim_denial_and_uncertainty_is_a_row():
    assert [(row["type"], row["id"]) for row in table(story_briefing())] == [
        ("claim", "C1"),
        ("claim", "C2"),
        ("claim", "C3"),
        ("denial", "D1"),
        ("uncertainty", "U1"),
        ("uncertainty", "U2"),
    ]


def test_a_claim_says_who_through_whom_how_and_how_it_stands():
    claim = of_type(story_briefing(), "claim")[2]
    assert (claim["statement"], claim["standing"]) == ("The crates may have held medicine.", "uncertain")
    assert (claim["source"], claim["via"], claim["cue"]) == ("Two border guards", "Karsk Courier", "told")
    assert claim["hedges"] == "may"


def test_a_quote_has_its_column():
    assert of_type(story_briefing(), "claim")[1]["quote"] == "“crossed the border on Monday”"


def test_a_denial_says_how_firm_it_is_and_what_it_is_of():
    [denial] = of_type(story_briefing(), "denial")
    assert (denial["standing"], denial["about"]) == ("denies", "C1")


def test_an_uncertainty_says_its_kind_and_what_it_is_about():
    first = of_type(story_briefing(), "uncertainty")[0]
    assert (first["standing"], first["about"]) == ("hedged", "C3")


def test_each_row_carries_its_citation():
    briefing = story_briefing()
    row = of_type(briefing, "claim")[0]
    assert (row["sentences"], row["article"], row["article_id"]) == ("2", "articles/karsk.txt", briefing.article.id)
    start, end = map(int, row["offsets"].split(".."))
    assert briefing.article.text[start:end] == row["evidence"]


def test_several_sentences_stand_in_one_cell():
    article = make_article()
    claim = make_claim(article, "C1", "Both.", 2, 3)
    [row] = table(make_briefing(article, claims=(claim,)))
    assert row["sentences"] == "2 3"
    assert row["evidence"] == " | ".join(each.exact for each in make_evidence(article, 2, 3))


def test_the_articles_own_voice_has_no_source():
    article = make_article()
    [row] = table(make_briefing(article, claims=(make_claim(article, "C1", "So.", 2),)))
    assert row["source"] == ""


def test_a_briefing_without_items_has_no_row():
    assert rows(make_briefing()) == ""


@pytest.mark.parametrize("text", [*FORMULAS, *ALL])
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_cell_is_a_formula_whatever_separates_cells(text, separator):
    found = csv.reader(StringIO(header() + rows(tampered(text)), newline=""), delimiter=separator)
    assert [cell for row in found for cell in row if COMPUTED.match(cell)] == []


@pytest.mark.parametrize("text", [*FORMULAS, *ALL])
def test_every_row_has_every_column_in_one_line(text):
    document = rows(tampered(text))
    assert {len(row) for row in csv.reader(StringIO(document, newline=""))} == {len(COLUMNS)}
    assert document.count("\n") == document.count("\r\n") == 6


@pytest.mark.parametrize("text", ["Plain, “quoted” and 3;4.", 'He said "no", twice', "a=b; c-d", "Wörter, 漢字 👩🏽"])
def test_ordinary_words_come_through_as_they_are(text):
    assert {row["statement"] for row in table(tampered(text))} == {one_line(text)}
