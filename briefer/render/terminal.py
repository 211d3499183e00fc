"""A briefing for a terminal, wrapped to its width; only our own words reach the terminal as a command."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from briefer.briefing import Briefing, ClaimStatus
from briefer.render.escape import one_line
from briefer.render.outline import Entry, Section, outline
from briefer.render.phrases import SEPARATOR

MINIMUM_WIDTH = 20
_INDENT = 2
_LABEL_WIDTH = 4
"""Columns for an id of up to three characters and a space; a longer one stands in the text."""

_STATUS_STYLE = {ClaimStatus.DENIED: "bold red", ClaimStatus.UNCERTAIN: "bold yellow"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph: pieces of text with their rich styles, its first line led by ``label``, all indented."""

    pieces: tuple[tuple[str, str], ...] = ()
    indent: int = 0
    label: str = ""


def text(briefing: Briefing, *, width: int, colour: bool) -> str:
    """The briefing laid out in ``width`` columns (at least 20), ending in a line break.

    With ``colour`` it holds SGR sequences and no other control; without, nothing but characters and line breaks. A
    sentence is shown in full beneath the claim, denial or uncertainty that words it otherwise.
    """
    from rich.console import Console  # imported here: the command line starts without rich
    from rich.text import Text

    console = Console(
        file=StringIO(),
        width=max(width, MINIMUM_WIDTH),
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for row in _rows(briefing):
            lead = Text(" " * row.indent).append(row.label, "cyan").append(" " * _label_gap(row.label))
            # Text takes no markup: "[3]" and "[link=...]" stay what they are.
            body = Text.assemble(*row.pieces)
            for line in body.wrap(console, console.width - lead.cell_len) or [Text()]:
                whole = lead + line
                whole.rstrip()
                console.print(whole, soft_wrap=True)
                lead = Text(" " * lead.cell_len)
    return capture.get()


def _label_gap(label: str) -> int:
    return _LABEL_WIDTH - len(label) if label else 0


def _rows(briefing: Briefing) -> Iterator[_Row]:
    shown = outline(briefing)
    yield _Row(_with_numbers(shown.headline, "bold"))
    yield _Row(((one_line(SEPARATOR.join([*shown.origin, shown.place])), "dim"),))
    for warning in shown.warnings:
        yield _Row((("Warning: ", "bold yellow"), (one_line(warning), "yellow")))
    for section in shown.sections:
        yield from _section(section)
    yield _Row()
    yield _Row(((one_line(shown.provenance), "dim"),))


def _section(section: Section) -> Iterator[_Row]:
    yield _Row()
    yield _Row(((one_line(section.title), "bold"),))
    if section.note:
        yield _Row(((one_line(section.note), ""),), _INDENT)
    for group in section.groups:
        if group.title:
            yield _Row(((one_line(group.title), "italic"),), _INDENT)
        yield from _entries(group.entries, _INDENT)


def _entries(entries: Iterable[Entry], indent: int) -> Iterator[_Row]:
    for entry in entries:
        name = one_line(entry.id or "")
        label = name if name.isascii() and len(name) < _LABEL_WIDTH else ""
        inside = indent + (_LABEL_WIDTH if label else _INDENT)
        pieces = _with_numbers(entry)
        if entry.status is not ClaimStatus.ASSERTED:
            pieces = ((f"{entry.status.value}  ", _STATUS_STYLE[entry.status]), *pieces)
        if name and not label:
            pieces = ((f"{name}  ", "cyan"), *pieces)
        yield _Row(pieces, indent, label)
        if entry.line:
            yield _Row(((one_line(entry.line), "italic"),), inside)
        for number, exact in entry.sentences:
            yield _Row(((f"[{number}] {one_line(exact)}", "dim"),), inside)
        yield from _entries(entry.denials, inside)


def _with_numbers(entry: Entry, style: str = "") -> tuple[tuple[str, str], ...]:
    numbers = "".join(f" [{number}]" for number in entry.numbers)
    return (one_line(entry.text), style), (numbers, "dim")
