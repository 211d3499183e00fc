"""The page of a digest as a reader uses it; what it shares with the other pages is tested there."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from digest_story import drafted
from hostile import HTML, MARKDOWN, TERMINAL
from tampering import tampered_digest

from briefer.render.html.digest import digest_page
from briefer.render.html.index import index

from .conftest import DESK, PHONE, OpenPage
from .looking import faults, focused, in_view, marked, picture_of, reached_by_tab, shown

DIGEST = digest_page(drafted())
PAGES = {"A1": "wire.html"}
[CONFLICT] = drafted().conflicts
ACROSS = next(each for each in drafted().denials if each.across)
UNKNOWN = drafted().uncertainties[-1]
[WHERE] = [f"s{each.article}:{each.sentence}" for voice in UNKNOWN.voices for each in voice.evidence]


# From items to sentences and back


def test_selecting_a_conflict_marks_the_sentences_of_both_sides_and_of_what_settles_it(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.locator("#X1 .statement .text").click()
    assert marked(page) == ["X1", "sA1:1", "sA3:1", "sA5:5"]
    assert page.inner_text("#status") == "X1: marked in the article: sentence A1:1, A3:1, A5:5"
    assert in_view(page, "#sA1\\:1 .words")


def test_selecting_a_sentence_marks_what_cites_it(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.locator("#sA5\\:5 .words").click()
    assert "X1" in marked(page)
    assert page.inner_text("#status").startswith("Sentence A5:5 is cited by ")


def test_a_denial_leads_to_the_claim_that_another_article_makes(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.locator(f"#{ACROSS.id} .drawn a").first.click()
    assert marked(page)[0] == ACROSS.denies[0]


def test_a_step_of_the_timeline_leads_to_its_article(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.locator(".step .id", has_text="A3").click()
    assert page.url.endswith("#A3")
    assert in_view(page, "#A3")


@pytest.mark.parametrize(("address", "found"), [("#X1", "X1"), ("#sA1:3", "sA1:3"), ("#A2", "A2")])
def test_an_address_selects_its_item_or_sentence(open_page: OpenPage, address: str, found: str) -> None:
    assert found in marked(open_page(DIGEST, at=address))


def test_a_sentence_leads_to_its_place_in_the_article_s_own_page(
    open_page: OpenPage, tmp_path: Path, happened: list[str]
) -> None:
    (tmp_path / "wire.html").write_text("<!DOCTYPE html><title>Wire</title><p id=s3>Third</p>")
    page = open_page(digest_page(drafted(), PAGES))
    page.get_by_role("link", name="Sentence A1:3, in the article").click()
    page.wait_for_url("**/wire.html#s3")
    assert happened == [(tmp_path / "wire.html").as_uri()]
    happened.clear()


def test_the_index_leads_to_the_digest(open_page: OpenPage, tmp_path: Path, happened: list[str]) -> None:
    (tmp_path / "digest.html").write_text(DIGEST)
    page = open_page(index([], digest="digest.html"))
    page.get_by_role("link", name="Digest: what they say together").click()
    page.wait_for_url("**/digest.html")
    assert page.inner_text("h1") == "Digest of 5 articles"
    assert happened == [(tmp_path / "digest.html").as_uri()]
    happened.clear()


def test_the_filters_leave_one_section_or_what_one_source_says(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.get_by_role("combobox", name="Section").select_option("Figures that differ")
    assert shown(page) == ["X1"]
    page.get_by_role("combobox", name="Section").select_option("All sections")
    source = next(each for each in drafted().sources if each.name == "Greta Solm")
    page.get_by_role("combobox", name="Source").select_option(value=source.id)
    assert {*source.claims, source.id} <= set(shown(page))
    assert CONFLICT.id not in shown(page)


def test_an_item_is_copied_with_its_sentences_and_the_articles_that_they_stand_in(open_page: OpenPage) -> None:
    page = open_page(DIGEST, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy X1", exact=True).click()
    page.locator("#status", has_text="copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0] == "X1 9 against 11"
    assert copied[1].startswith("9: ")
    assert re.fullmatch(
        r"\[A3:1\] “STENNING, Orland - Eleven .*” Union says firm skipped check .* · 2032-02-15T07:30 · .*3-post.*",
        copied[5],
    )
    assert copied[-1].startswith("Digest of 5 articles · ")


# By keyboard, without scripts, on paper, listened to


def test_by_keyboard_from_an_item_to_its_sentence_and_back(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.locator(f"#{UNKNOWN.id} .statement a.n").focus()
    page.keyboard.press("Enter")
    assert focused(page) == WHERE
    page.locator(f"[id='{WHERE}'] .mark", has_text=UNKNOWN.id).focus()
    page.keyboard.press("Enter")
    assert focused(page) == UNKNOWN.id
    page.keyboard.press("Escape")
    assert marked(page) == []


def test_everything_that_can_be_clicked_is_reached_by_the_tab_key(open_page: OpenPage) -> None:
    reached, wanted = reached_by_tab(open_page(digest_page(drafted(), PAGES)))
    assert reached == wanted


def test_without_scripts_the_same_links_work(open_page: OpenPage) -> None:
    page = open_page(DIGEST, at="#X1", java_script_enabled=False)
    assert page.locator("#X1").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.locator(f"#{UNKNOWN.id} .statement a.n").click()
    assert page.url.endswith(f"#{WHERE}")


@pytest.mark.parametrize(
    ("at", "scheme", "viewport"),
    # Each with each of the others once: axe takes four seconds for a page of this length.
    [
        ("", "light", DESK),
        ("#X1", "dark", DESK),
        ("#X1", "light", PHONE),
        ("", "dark", PHONE),
        ("", "light", {"width": 320, "height": 256}),
        ("#X1", "dark", {"width": 320, "height": 256}),
    ],
)
def test_axe_finds_nothing(open_page: OpenPage, at: str, scheme: str, viewport: dict[str, int]) -> None:
    assert faults(open_page(digest_page(drafted(), PAGES), at=at, viewport=viewport, color_scheme=scheme)) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("make", [drafted, lambda: tampered_digest("x" * 300)])
def test_no_width_needs_scrolling_sideways(open_page: OpenPage, make: Callable[[], Any], width: int) -> None:
    page = open_page(digest_page(make(), PAGES), viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.eval_on_selector_all(".pane", "found => found.every(each => each.scrollWidth <= each.clientWidth)")


def test_print_holds_all_of_it_and_no_control(open_page: OpenPage) -> None:
    page = open_page(DIGEST)
    page.emulate_media(media="print")
    assert not any(each.is_visible() for each in page.locator("button, select, nav").all())
    assert page.locator("#digest").bounding_box()["y"] < page.locator("#evidence").bounding_box()["y"]
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) > 5


# Attacked


@pytest.mark.parametrize("text", [*HTML, "\n".join(HTML), "\n\n".join(MARKDOWN), " ".join(TERMINAL)])
def test_a_digest_of_hostile_strings_runs_no_script_and_asks_for_nothing(open_page: OpenPage, text: str) -> None:
    page = open_page(digest_page(tampered_digest(text)), at="#C1")
    page.mouse.move(300, 300)
    page.locator("#X1 .statement .id").click()
    page.get_by_role("combobox", name="Section").select_option(index=1)
    assert page.locator("script").count() == 1
    assert marked(page)[0] == "X1"


def test_the_screenshot_is_of_this_page(open_page: OpenPage, tmp_path: Path) -> None:
    """With ``BRIEF_SCREENSHOTS`` set to a folder it is kept there."""
    folder = Path(os.environ.get("BRIEF_SCREENSHOTS") or tmp_path)
    page = open_page(DIGEST, at="#X1", viewport={"width": 1280, "height": 800})
    assert len(picture_of(page, folder / "digest-page.png")) > 20_000
