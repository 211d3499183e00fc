"""A briefing for a terminal, wrapped to its width; only our own words reach the terminal as a command."""

from collections.abc import Iterable, Iterator

from briefer.briefing import Briefing, ClaimStatus
from briefer.render.escape import one_line
from briefer.render.outline import Entry, Section, outline
from briefer.render.phrases import SEPARATOR
from briefer.render.rows import LABEL_WIDTH, STATUS_STYLE, Row, laid_out

_INDENT = 2


def text(briefing: Briefing, *, width: int, colour: bool) -> str:
    """The briefing laid out in ``width`` columns (at least 20), ending in a line break.

    With ``colour`` it holds SGR sequences and no other control; without, nothing but characters and line breaks. A
    sentence is shown in full beneath the claim, denial or uncertainty that words it otherwise.
    """
    return laid_out(_rows(briefing), width=width, colour=colour)


def _rows(briefing: Briefing) -> Iterator[Row]:
    shown = outline(briefing)
    yield Row(_with_numbers(shown.headline, "bold"))
    yield Row(((one_line(SEPARATOR.join([*shown.origin, shown.place])), "dim"),))
    for warning in shown.warnings:
        yield Row((("Warning: ", "bold yellow"), (one_line(warning), "yellow")))
    for section in shown.sections:
        yield from _section(section)
    yield Row()
    yield Row(((one_line(shown.provenance), "dim"),))


def _section(section: Section) -> Iterator[Row]:
    yield Row()
    yield Row(((one_line(section.title), "bold"),))
    if section.note:
        yield Row(((one_line(section.note), ""),), _INDENT)
    for group in section.groups:
        if group.title:
            yield Row(((one_line(group.title), "italic"),), _INDENT)
        yield from _entries(group.entries, _INDENT)


def _entries(entries: Iterable[Entry], indent: int) -> Iterator[Row]:
    for entry in entries:
        name = one_line(entry.id or "")
        label = name if name.isascii() and len(name) < LABEL_WIDTH else ""
        inside = indent + (LABEL_WIDTH if label else _INDENT)
        pieces = _with_numbers(entry)
        if entry.status is not ClaimStatus.ASSERTED:
            pieces = ((f"{entry.status.value}  ", STATUS_STYLE[entry.status]), *pieces)
        if name and not label:
            pieces = ((f"{name}  ", "cyan"), *pieces)
        yield Row(pieces, indent, label)
        if entry.line:
            yield Row(((one_line(entry.line), "italic"),), inside)
        for number, exact in entry.sentences:
            yield Row(((f"[{number}] {one_line(exact)}", "dim"),), inside)
        yield from _entries(entry.denials, inside)


def _with_numbers(entry: Entry, style: str = "") -> tuple[tuple[str, str], ...]:
    numbers = "".join(f" [{number}]" for number in entry.numbers)
    return (one_line(entry.text), style), (numbers, "dim")
