"""How finished briefings reach standard output, one by one, in the format asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from briefer.briefing import Briefing

Format: TypeAlias = Literal["text", "md", "html", "json", "jsonl", "csv"]
Emit: TypeAlias = Callable[[Briefing], None]


def default_format() -> Format:
    """Readable text on a terminal, Markdown in a pipe."""
    return "text" if sys.stdout.isatty() else "md"


@contextmanager
def emitter(chosen: Format, *, several: bool, colour: bool, width: int) -> Iterator[Emit]:
    """Give a function that prints one briefing; what must be closed at the end is closed, also on an error.

    Args:
        chosen: The output format.
        several: Whether more than one article was named: JSON is then an array.
        colour: Whether ``text`` may use colour.
        width: Columns for ``text``.
    """
    # Briefings are UTF-8 wherever they go; a terminal's own encoding must not fail a finished article.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    match chosen:
        case "json":
            with _json(several=several) as emit:
                yield emit
        case "jsonl":
            from briefer.render.json import to_jsonl

            yield lambda briefing: _write(to_jsonl(briefing))
        case "md":
            from briefer.render.markdown import markdown

            yield _separated(markdown, "\n---\n\n")
        case "html":
            from briefer.render.html.page import page

            yield lambda briefing: _write(page(briefing))
        case "csv":
            from briefer.render.csv import header, rows

            _write(header())
            yield lambda briefing: _write(rows(briefing))
        case "text":
            from briefer.render.terminal import text

            yield _separated(lambda briefing: text(briefing, width=width, colour=colour), "\n" + "─" * width + "\n\n")


@contextmanager
def _json(*, several: bool) -> Iterator[Emit]:
    from briefer.render.json import to_json

    if not several:
        yield lambda briefing: _write(to_json(briefing))
        return
    emit = _separated(lambda briefing: to_json(briefing).rstrip("\n"), ",\n")
    _write("[\n")
    try:
        yield emit
    finally:
        # An interrupted run leaves a valid array of what was finished.
        _write("\n]\n")


def _separated(render: Callable[[Briefing], str], separator: str) -> Emit:
    written = 0

    def emit(briefing: Briefing) -> None:
        nonlocal written
        _write((separator if written else "") + render(briefing))
        written += 1

    return emit


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
