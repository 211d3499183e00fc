"""A headless Chromium that fails a test on any request, console error or script of a stranger's.

Where there is none the tests here are skipped and pytest says so at its end; with ``BRIEF_BROWSER=required`` they fail.
``BRIEF_CHROMIUM`` names the program where it is not on the path.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--no-sandbox",  # the tests may run as root, and open nothing but our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

OpenPage = Callable[..., Any]
"""Writes a document to a file and opens it: ``(document, *, at="", **context options) -> playwright page``."""


def _program() -> str | None:
    return os.environ.get("BRIEF_CHROMIUM") or next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _missing() -> str | None:
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return "playwright and axe-playwright-python are not installed"
    return None if _program() else "no Chromium is installed"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser; gone with the module, since while playwright is there no other test can run a loop of its own."""
    if missing := _missing():
        if os.environ.get("BRIEF_BROWSER") == "required":
            pytest.fail(f"BRIEF_BROWSER=required and {missing}")
        pytest.skip(f"browser tests: not run ({missing})")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def happened() -> list[str]:
    """What the pages of a test asked for, said and did, but for opening; a test that expects something clears it."""
    return []


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path, happened: list[str]) -> Iterator[OpenPage]:
    """Open documents from disk; at the end, nothing may have been requested but they, and nothing gone wrong."""
    contexts: list[Any] = []

    def open_one(document: str, *, at: str = "", **options: Any) -> Any:
        path = tmp_path / f"{len(contexts)}.html"
        path.write_text(document, encoding="utf-8")
        context = chromium.new_context(**{"viewport": DESK} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: happened.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: happened.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url.split("#")[0] == path.as_uri() or happened.append(request.url))
        page.on("popup", lambda popup: happened.append(f"popup: {popup.url}"))
        page.goto(path.as_uri() + at)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert happened == []
