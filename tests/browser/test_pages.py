"""The page as a reader uses it: clicked, filtered, printed, listened to, and attacked."""

import os
import re
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import story_briefing
from conftest import REPOSITORY
from hostile import HTML, MARKDOWN, TERMINAL
from long_article import long_briefing
from tampering import tampered

from briefer.articles import find_inputs, read
from briefer.pipelines.draft import draft_now
from briefer.render.html.index import Failure, card, index
from briefer.render.html.page import page as render

from .conftest import DESK, PHONE, OpenPage
from .looking import faults, focused, in_view, marked, picture_of, reached_by_tab, shown

STORY = render(story_briefing())
DENIED = "Ostrana sent mortars to the rebels in the Karsk valley."
CLICKS = 15
SHEETS = 10
"""Fewer would not hold the long article and its briefing."""
SLOWEST_CLICK_MS = 100


# From items to sentences and back


def test_selecting_an_item_marks_its_sentences(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.get_by_text("The crates may have held medicine.", exact=True).first.click()
    assert marked(page) == ["C3", "s4"]
    assert page.inner_text("#status") == "C3: marked in the article: sentence 4"


def test_selecting_a_sentence_marks_what_cites_it(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.locator("#s4 .words").click()
    assert marked(page) == ["C3", "U1", "S3", "S4", "s4"]
    assert page.inner_text("#status") == "Sentence 4 is cited by C3, U1, S3, S4"


def test_another_selection_takes_the_first_away(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.locator("#C1 .text").click()
    page.locator("#C2 .text").click()
    assert marked(page) == ["C2", "s3"]


def test_the_other_side_scrolls_to_what_is_selected(open_page: OpenPage) -> None:
    briefing = long_briefing()
    page = open_page(render(briefing))
    last = max(briefing.claims, key=lambda claim: claim.evidence[0].sentence)
    sentence = f"#s{last.evidence[0].sentence}"
    assert not in_view(page, sentence)
    page.locator(f"#{last.id} .text").click()
    assert in_view(page, sentence)
    source = briefing.sources[-1]
    assert not in_view(page, f"#{source.id}")
    page.locator(f"#s{source.evidence[0].sentence} .mark", has_text=source.id).click()
    assert in_view(page, f"#{source.id}")


def test_on_a_phone_item_and_sentence_are_both_in_view(open_page: OpenPage) -> None:
    briefing = long_briefing()
    page = open_page(render(briefing), viewport=PHONE)
    claim = briefing.claims[-1]
    page.locator(f"#{claim.id} .text").click()
    assert in_view(page, f"#{claim.id}")
    assert in_view(page, f"#s{claim.evidence[0].sentence} .words")


def test_a_denial_leads_to_what_it_denies(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.locator("#D1 .drawn a").click()
    assert marked(page) == ["C1", "s2"]


def test_selecting_words_selects_no_item(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.locator("#C1 .text").dblclick()
    page.keyboard.press("Escape")
    page.locator("#C2 .text").dblclick(position={"x": 30, "y": 8})
    assert page.evaluate("getSelection().toString().trim()") != ""


# Addresses


def test_an_address_selects_its_item(open_page: OpenPage) -> None:
    page = open_page(STORY, at="#C3")
    assert marked(page) == ["C3", "s4"]


def test_a_selection_has_an_address_and_going_back_returns_to_the_one_before(open_page: OpenPage) -> None:
    page = open_page(STORY, at="#C1")
    page.locator("#C3 .text").click()
    assert page.url.endswith("#C3")
    page.go_back()
    assert marked(page) == ["C1", "s2"]


@pytest.mark.parametrize("address", ["#C99", "#%", "#status", "#<img>", "#s1%00", "#__proto__"])
def test_an_address_that_is_none_of_ours_marks_nothing(open_page: OpenPage, address: str) -> None:
    assert marked(open_page(STORY, at=address)) == []


def test_without_scripts_the_same_links_work(open_page: OpenPage) -> None:
    page = open_page(STORY, at="#C3", java_script_enabled=False)
    assert page.locator("#C3").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    assert page.locator(".tools").is_hidden()
    page.locator("#C3 .statement a.n").click()
    assert page.url.endswith("#s4")


# Filters


def test_the_filter_by_section_leaves_that_section(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.get_by_role("combobox", name="Section").select_option("Denials")
    assert shown(page) == ["D1"]
    assert page.inner_text("#status") == "1 item shown"
    page.get_by_role("combobox", name="Section").select_option("All sections")
    assert len(shown(page)) == page.locator(".items > .item").count()


def test_the_filter_by_source_leaves_what_it_says_or_relays(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.get_by_role("combobox", name="Source").select_option("Karsk Courier")
    assert shown(page) == ["C3", "S4"]
    assert page.locator("h2", has_text="Denials").is_hidden()


def test_sentences_are_not_marked_by_what_a_filter_hides(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.get_by_role("combobox", name="Source").select_option("Ilena Torvald")
    marks = page.locator("#article .mark")
    assert [each.inner_text() for each in marks.all() if each.is_visible()] == ["headline", "C2", "S2", "U2"]


def test_a_link_to_what_a_filter_hides_shows_it(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.get_by_role("combobox", name="Section").select_option("Denials")
    page.locator("#D1 .drawn a").click()
    assert page.locator("#C1").is_visible()
    assert marked(page) == ["C1", "s2"]


# By keyboard


def test_by_keyboard_from_an_item_to_its_sentence_and_back(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.locator("#C3 .statement a.n").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "s4"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "C3"
    assert marked(page) == ["C3", "s4"]
    page.keyboard.press("Escape")
    assert marked(page) == []


def test_everything_that_can_be_clicked_is_reached_by_the_tab_key(open_page: OpenPage) -> None:
    page = open_page(STORY)
    reached, wanted = reached_by_tab(page)
    assert reached == wanted


def test_what_has_the_focus_shows_it(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


# Copy


def test_an_item_is_copied_as_text_with_its_citation(open_page: OpenPage) -> None:
    page = open_page(STORY, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy C1", exact=True).click()
    page.locator("#status", has_text="copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"C1 (denied) {DENIED}\n"
        "— Velmora; has accused\n"
        "[2] “Velmora has accused Ostrana of sending mortars to the rebels in the Karsk valley.”\n"
        "Velmora says Ostrana armed the rebels of the Karsk valley · Karsk Courier · 2031-03-04T09:30 · "
        "articles/karsk.txt"
    )


def test_where_the_clipboard_is_out_of_reach_an_item_is_still_copied(open_page: OpenPage) -> None:
    page = open_page(STORY)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.addEventListener('copy', () => { window.copied = getSelection().toString() })")
    page.get_by_role("button", name="Copy D1").click()
    page.locator("#status", has_text="copied").wait_for(state="attached")
    assert page.inner_text("#status") == "D1 copied with its citation"
    assert focused(page) == "D1"


# Every way of looking at it


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE, {"width": 320, "height": 256}])
@pytest.mark.parametrize("what", ["page", "selected", "index"])
def test_axe_finds_nothing(open_page: OpenPage, what: str, scheme: str, viewport: dict[str, int]) -> None:
    cards = [card(story_briefing(), "a.html")]
    document = index(cards, [Failure("b.txt", "b.txt: is empty")]) if what == "index" else STORY
    page = open_page(document, at="#D1" if what == "selected" else "", viewport=viewport, color_scheme=scheme)
    assert faults(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("make", [lambda text: render(tampered(text)), lambda text: index([card(tampered(text), "a")])])
def test_no_width_needs_scrolling_sideways(open_page: OpenPage, make, width: int) -> None:
    page = open_page(make("x" * 300), viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.eval_on_selector_all(".pane", "found => found.every(each => each.scrollWidth <= each.clientWidth)")


def test_print_holds_all_of_it_and_no_control(open_page: OpenPage) -> None:
    page = open_page(render(long_briefing()))
    page.emulate_media(media="print")
    assert page.eval_on_selector_all(
        ".pane", "found => found.every(each => getComputedStyle(each).overflowY === 'visible')"
    )
    assert not any(each.is_visible() for each in page.locator("button, select, nav").all())
    assert page.locator("#briefing").bounding_box()["y"] < page.locator("#article").bounding_box()["y"]
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) > SHEETS


def test_the_index_opens_without_a_script(open_page: OpenPage) -> None:
    page = open_page(index([card(story_briefing(), "karsk.html")]), java_script_enabled=False)
    assert page.get_by_role("img", name="Claims by status").is_visible()
    assert page.get_by_role("link", name="Velmora says Ostrana armed").is_visible()


# Attacked


@pytest.mark.parametrize("text", [*HTML, "\n".join(HTML), "\n\n".join(MARKDOWN), " ".join(TERMINAL)])
def test_a_page_of_hostile_strings_runs_no_script_and_asks_for_nothing(open_page: OpenPage, text: str) -> None:
    page = open_page(render(tampered(text)), at="#C1")
    page.mouse.move(300, 300)
    page.locator("#C2 .statement .id").click()
    page.get_by_role("combobox", name="Section").select_option(index=1)
    assert page.locator("script").count() == 1
    assert marked(page)[0] == "C2"


@pytest.mark.parametrize("text", HTML)
def test_an_index_of_hostile_strings_runs_no_script(open_page: OpenPage, text: str) -> None:
    page = open_page(index([card(tampered(text), text)], [Failure(text, text)]))
    assert page.locator("script").count() == 0


def test_the_policy_stops_what_a_mistake_of_ours_would_let_in(open_page: OpenPage, happened: list[str]) -> None:
    injected = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><b style='color: red'>injected</b>"
    page = open_page(STORY.replace("<main", injected + "<main"))
    assert page.evaluate("window.ran") is None
    assert page.eval_on_selector("img", "image => image.naturalWidth") == 0
    assert page.locator("b", has_text="injected").evaluate("each => each.style.color") == ""
    refused = [each for each in happened if "Content Security Policy" in each]
    for kind in ("inline script", "image", "inline event handler", "inline style"):
        assert [each for each in refused if kind in each], kind
    happened.clear()


# Fast


def test_a_click_in_a_long_article_is_answered_at_once(
    open_page: OpenPage, record_property: Callable[[str, object], None]
) -> None:
    briefing = long_briefing()
    page = open_page(render(briefing))
    page.evaluate("""() => {
        window.times = [];
        addEventListener("click", event => {
            requestAnimationFrame(() => setTimeout(() => {
                times.push(performance.now() - event.timeStamp);
                document.body.dataset.answered = times.length;
            }));
        }, true);
    }""")
    claims = [claim.id for claim in briefing.claims]
    for number in range(CLICKS):
        page.locator(f"#{claims[number * 7 % len(claims)]} .text").click()
    # Not wait_for_function: what it asks a second time, in the page, the page's own policy against eval refuses.
    page.locator(f"body[data-answered='{CLICKS}']").wait_for(state="attached")
    times = page.evaluate("times")
    opened = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    record_property(
        "measured",
        f"{len(briefing.article.text.split()):,} words, {page.locator('.item').count()} items: opened in "
        f"{opened:.0f} ms; a click was answered in {statistics.median(times):.0f} ms, at worst {max(times):.0f} ms",
    )
    assert statistics.median(times) < SLOWEST_CLICK_MS


# For the documentation


def test_the_screenshots_are_of_these_pages(open_page: OpenPage, tmp_path: Path) -> None:
    """With ``BRIEF_SCREENSHOTS`` set to a folder they are kept there."""
    folder = Path(os.environ.get("BRIEF_SCREENSHOTS") or tmp_path)
    briefings = [draft_now(read(item)) for item in find_inputs(["tests/data/story"])]
    seed = draft_now(read(find_inputs([os.path.relpath(REPOSITORY / "seeds")])[0]))
    pages = {
        "html-page": (render(seed), "#D1", {"viewport": {"width": 1280, "height": 800}}),
        "html-phone": (render(seed), "#C4", {"viewport": PHONE, "color_scheme": "dark"}),
        "html-index": (index([card(each, "a.html") for each in briefings]), "", {}),
    }
    for name, (document, at, options) in pages.items():
        assert len(picture_of(open_page(document, at=at, **options), folder / f"{name}.png")) > 20_000, name
