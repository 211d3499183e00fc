"""What a test asks of an open page: what is marked, shown, in view, and what axe finds."""

import contextlib
from pathlib import Path

_ACCESSIBILITY = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Every rule is checked all the same; not describing each element that passes takes four fifths of the time away.
    "resultTypes": ["violations"],
}


def marked(page):
    """The ids of what is marked, in the order of the page."""
    return page.eval_on_selector_all(".on", "found => found.map(each => each.id)")


def focused(page):
    return page.evaluate("document.activeElement.closest('[id]')?.id")


def shown(page):
    """The ids of the items that no filter hides."""
    return page.eval_on_selector_all(
        ".items > .item", "found => found.filter(each => each.checkVisibility()).map(each => each.id)"
    )


def in_view(page, selector):
    """Whether the element is wholly inside the window and the pane that holds it."""
    return page.eval_on_selector(
        selector,
        """element => {
            const own = element.getBoundingClientRect(), pane = element.closest(".pane").getBoundingClientRect();
            return own.top >= Math.max(0, pane.top) && own.bottom <= Math.min(innerHeight, pane.bottom);
        }""",
    )


def faults(page):
    """What axe finds wrong with the page, as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=_ACCESSIBILITY)
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]


def reached_by_tab(page):
    """How many of what can be clicked the tab key reaches, and how many there are."""
    wanted = page.eval_on_selector_all(
        "a, button, select, summary", "found => found.filter(each => each.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "[...document.querySelectorAll('a, button, select, summary')].indexOf(document.activeElement)"
            )
        )
    return len(reached - {-1}), wanted


def picture_of(page, path: Path) -> bytes:
    """A screenshot; on a busy machine Chromium now and then fails to take one that it takes a moment later."""
    from playwright.sync_api import Error

    for _ in range(2):
        with contextlib.suppress(Error):
            return page.screenshot(path=path)
    return page.screenshot(path=path)
