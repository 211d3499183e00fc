"""Counts as inline SVG: bars that a screen reader hears as words and that no colour is needed to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefer.briefing import ClaimStatus
from briefer.render.html.document import fragment

Counts = dict[ClaimStatus, int]
"""How many claims have each status; a status may be missing."""

_LONGEST_LABEL = 34
_DRAWN = (ClaimStatus.DENIED, ClaimStatus.UNCERTAIN, ClaimStatus.ASSERTED)
"""The order of a bar's parts."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Claims, by status, under a label and with the words that say how many: "7 (2 denied, 1 uncertain)"."""

    label: str
    words: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a bar, in hundredths of the picture's width."""

    status: str
    start: str
    width: str


def in_words(counts: Counts) -> str:
    """What of some claims is not merely asserted, in brackets after a space; nothing where all are."""
    told = [f"{counts[status]:,} {status.value}" for status in _DRAWN[:-1] if counts.get(status)]
    return f" ({', '.join(told)})" if told else ""


def bars(title: str, shown: Sequence[Bar], *, name: str) -> Any:
    """The bars beneath each other, each with its label and its counts in words, the longest as wide as there is room.

    Args:
        title: What the picture shows; a screen reader hears it, and then every bar.
        shown: The bars, in this order.
        name: Makes the picture's ids its own on the page: letters and digits.

    Returns:
        ``Markup`` for a template of this folder.
    """
    longest = max((sum(bar.counts.values()) for bar in shown), default=0) or 1
    return fragment(
        "bars.svg.j2",
        title=title,
        name=name,
        rows=[
            {
                "label": _shortened(bar.label),
                "bar": bar,
                "parts": _parts(bar.counts, longest),
            }
            for bar in shown
        ],
    )


def strip(counts: Counts) -> Any:
    """One thin bar without words, for a place that gives the counts in words beside it."""
    return fragment("strip.svg.j2", parts=_parts(counts, sum(counts.values()) or 1))


def _parts(counts: Counts, longest: int) -> list[_Part]:
    start, parts = 0.0, []
    for status in _DRAWN:
        width = 100 * counts.get(status, 0) / longest
        if width:
            parts.append(_Part(status.value, f"{start:.2f}", f"{width:.2f}"))
        start += width
    return parts


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
