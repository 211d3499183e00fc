"""A digest for a terminal, wrapped to its width; only our own words reach the terminal as a command."""

from collections.abc import Iterable, Iterator
from io import StringIO

from briefer.briefing import ClaimStatus
from briefer.digest.contract import Digest
from briefer.render.digest_outline import DigestEntry, digest_outline
from briefer.render.escape import one_line
from briefer.render.terminal import MINIMUM_WIDTH

_INDENT = 2
_STYLE = {ClaimStatus.DENIED: "bold red", ClaimStatus.UNCERTAIN: "bold yellow"}

Row = tuple[int, tuple[tuple[str, str], ...]]
"""A paragraph: its indent in columns, and pieces of text with their styles."""


def digest_text(digest: Digest, *, width: int, colour: bool) -> str:
    """The digest laid out in ``width`` columns (at least 20), ending in a line break.

    With ``colour`` it holds SGR sequences and no other control; without, nothing but characters and line breaks.
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
        for indent, pieces in _rows(digest):
            # Text takes no markup: "[A1:3]" and "[link=...]" stay what they are.
            body = Text.assemble(*pieces)
            for line in body.wrap(console, console.width - indent) or [Text()]:
                whole = Text(" " * indent) + line
                whole.rstrip()
                console.print(whole, soft_wrap=True)
    return capture.get()


def _rows(digest: Digest) -> Iterator[Row]:
    shown = digest_outline(digest)
    yield 0, ((one_line(shown.title), "bold"),)
    for section in shown.sections:
        yield 0, ()
        yield 0, ((one_line(section.title), "bold"),)
        if section.note:
            yield _INDENT, ((one_line(section.note), ""),)
        yield from _entries(section.entries, _INDENT)
        if section.more:
            yield _INDENT, ((one_line(section.more), "dim"),)
    yield 0, ()
    yield 0, ((one_line(shown.provenance), "dim"),)


def _entries(entries: Iterable[DigestEntry], indent: int) -> Iterator[Row]:
    for entry in entries:
        pieces: list[tuple[str, str]] = []
        if entry.id:
            pieces.append((f"{one_line(entry.id)}  ", "cyan"))
        if entry.status is not ClaimStatus.ASSERTED:
            pieces.append((f"{entry.status.value}  ", _STYLE[entry.status]))
        pieces.append((one_line(entry.text), ""))
        pieces.append(("".join(f" [{cite}]" for cite in entry.cites), "dim"))
        yield indent, tuple(pieces)
        if entry.line:
            yield indent + 2 * _INDENT, ((one_line(entry.line), "italic"),)
        yield from _entries(entry.inside, indent + 2 * _INDENT)
