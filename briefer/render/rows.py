"""Paragraphs laid out for a terminal: indented, wrapped to its width, styled by us alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from briefer.briefing import ClaimStatus

MINIMUM_WIDTH = 20
LABEL_WIDTH = 4
"""Columns for an id of up to three characters and a space; a longer one stands in the text."""
STATUS_STYLE = {ClaimStatus.DENIED: "bold red", ClaimStatus.UNCERTAIN: "bold yellow"}


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph: pieces of text with their rich styles, its first line led by ``label``, all indented."""

    pieces: tuple[tuple[str, str], ...] = ()
    indent: int = 0
    label: str = ""


def laid_out(rows: Iterable[Row], *, width: int, colour: bool) -> str:
    """The rows in ``width`` columns (at least 20), ending in a line break.

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
        for row in rows:
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
    return LABEL_WIDTH - len(label) if label else 0
