import re

import pytest
from builders import make_article, make_briefing, make_claim, make_provenance, make_text, story_briefing
from hostile import ALL
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tampering import tampered

from briefer.render.terminal import text

SGR = re.compile(r"\x1b\[[0-9;]*m")
OBEYED = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(briefing, width=100):
    return text(briefing, width=width, colour=False)


def test_a_reader_sees_the_sections_in_the_order_of_their_weight():
    page = shown(story_briefing())
    titles = ["Velmora says", "Bottom line", "Claims", "Denials", "Uncertainties", "Sources", "Key dates", "Checks"]
    places = [page.index(f"\n{title}" if title != "Velmora says" else title) for title in titles]
    assert places == sorted(places)


def test_a_denial_stands_beneath_the_claim_it_denies():
    assert (
        "  C1  denied  Ostrana sent mortars to the rebels in the Karsk valley. [2]\n"
        "      — Velmora; has accused\n"
        "      [2] Velmora has accused Ostrana of sending mortars to the rebels in the Karsk valley.\n"
        "      D1  flatly denied by Ostrana's foreign ministry: Ostrana's foreign ministry denied sending any\n"
        "          weapons. [5]\n"
    ) in shown(story_briefing())


def test_a_sentence_is_not_repeated_beneath_a_statement_that_is_that_sentence():
    article = make_article()
    claim = make_claim(article, "C1", article.sentence(2), 2)
    assert shown(make_briefing(article, claims=(claim,))).count("Velmora has accused") == 1


def test_square_brackets_and_emoji_codes_stay_as_they_are():
    article = make_article()
    claim = make_claim(article, "C1", "[bold]x[/bold] [link=http://evil.example]y[/link] [3] :bomb:", 2)
    page = text(make_briefing(article, claims=(claim,)), width=100, colour=True)
    assert "[bold]x[/bold] [link=http://evil.example]y[/link] [3] :bomb:" in page


def test_without_colour_there_is_no_escape_sequence():
    assert "\x1b" not in shown(story_briefing())


def test_colour_adds_only_style():
    assert SGR.sub("", text(story_briefing(), width=60, colour=True)) == shown(story_briefing(), 60)


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"])
def test_the_environment_changes_nothing(monkeypatch, variable):
    before = [text(story_briefing(), width=60, colour=colour) for colour in (False, True)]
    monkeypatch.setenv(variable, "40")
    assert [text(story_briefing(), width=60, colour=colour) for colour in (False, True)] == before


@pytest.mark.parametrize("width", [1, 20, 40, 60, 100])
@pytest.mark.parametrize("hostile", ["漢字かな交じり文" * 12, "《" * 90, "word " * 40, "x" * 300, "👩🏽 🇪🇺 " * 20])
def test_no_line_is_wider_than_the_terminal(width, hostile):
    for line in shown(tampered(hostile), width).splitlines():
        assert cell_len(line) <= max(width, 20)


def test_no_line_ends_in_blanks():
    assert not re.search(r" $", shown(story_briefing(), 60), re.MULTILINE)


def test_a_long_id_stands_in_the_text_and_keeps_the_columns():
    article = make_article()
    claim = make_claim(article, "C1234", "A statement.", 2)
    assert "\n  C1234  A statement. [2]\n" in shown(make_briefing(article, claims=(claim,)))


def test_a_language_without_a_lexicon_is_warned_of_before_anything_else():
    page = shown(make_briefing(provenance=make_provenance(lexicon=None)))
    assert page.index("Warning: There is no lexicon") < page.index("Bottom line")


@pytest.mark.parametrize("hostile", ALL)
@pytest.mark.parametrize("colour", [False, True])
def test_a_hostile_briefing_sends_the_terminal_nothing_but_lines_and_style(hostile, colour):
    page = text(tampered(hostile), width=60, colour=colour)
    assert not OBEYED.search(SGR.sub("", page) if colour else page)


@given(st.text())
def test_any_text_reaches_the_terminal_as_lines_and_style_only(anything):
    article = make_article("Plain words.")
    briefing = make_briefing(article, headline=make_text(article, anything, 1))
    assert not OBEYED.search(SGR.sub("", text(briefing, width=60, colour=True)))


@given(st.text())
def test_no_text_can_forge_style(anything):
    article = make_article("Plain words.")
    plain = make_briefing(article, headline=make_text(article, "plain", 1))
    briefing = make_briefing(article, headline=make_text(article, f"{anything}plain", 1), summary=())
    styles = set(SGR.findall(text(plain, width=60, colour=True)))
    assert set(SGR.findall(text(briefing, width=60, colour=True))) <= styles
