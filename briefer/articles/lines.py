"""The lines of a text, without their markers, and the paragraphs they make up."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from briefer.briefing import Span

_LINE: Final = re.compile("[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_BREAK: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_BULLET: Final = re.compile(r"[-*•‣]\s+")
_MARKDOWN_MARKER: Final = re.compile(r"(?:>\s*)*(?:(?P<heading>#{1,6})\s+|(?:[-*+•]|\d{1,3}[.)])\s+)?")
_CLOSING_HEADING: Final = re.compile(r"\s+#+$")
_LONGEST_FURNITURE = 2000
_MARKDOWN_FURNITURE: Final = re.compile(
    r"(?:(?:!\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|\[[^\]]*[^\].?!]\]\([^)]*\))[\s|·•]*)+"
    r"|\[[^\]]+\]:\s+\S+.*"
    r"|<img\b[^>]*>"
    r"|<!--.*-->"
)
TERMINAL: Final = ".?!…。．！？｡।॥۔؟։።។"
"""Marks that end a sentence, in the scripts that have them."""

CLOSERS: Final = "\"'”’»«“)]}」』）】*_"
"""Marks that may follow the end of a sentence and still belong to it."""

_SPACE: Final = re.compile(r"\s")
_SHORTEST_WRAPPED = 40
_LONGEST_WRAPPED = 120
"""Widths, in code points, at which people and mail programs wrap lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text without marker and surrounding white space.

    ``left`` is where the line itself begins, marker and indent included; ``block`` numbers the runs of lines that blank
    lines, markers, headings and first-line indents set apart; ``heading`` is a Markdown heading's level or 0.
    """

    start: int
    end: int
    left: int
    block: int
    heading: int = 0


def split_lines(text: str, *, begin: int = 0, markdown: bool = False) -> Iterator[Line]:
    """The lines of ``text`` from ``begin`` on that are not blank, broken wherever Unicode breaks one."""
    block, previous, above = 0, begin, _Lead("", 0, 0)
    for match in _LINE.finditer(text, begin):
        raw = match[0]
        body = raw.strip()
        if not body:
            continue
        indent = len(raw) - len(raw.lstrip())
        marker = (_MARKDOWN_MARKER if markdown else _BULLET).match(body)
        lead = marker.end() if marker and marker.end() < len(body) else 0
        heading = len(marker["heading"] or "") if markdown and marker and lead else 0
        here = _Lead(body[:lead].rstrip(), indent, heading)
        blank_between = sum(1 for _ in _BREAK.finditer(text, previous, match.start())) > 1
        if blank_between or here.begins_anew(above):
            block += 1
        previous, above = match.end(), here
        start = match.start() + indent + lead
        end = len(_CLOSING_HEADING.sub("", body)) if heading else len(body)
        yield Line(start, max(start + 1, start - lead + end), match.start(), block, heading)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before a line's text: marker, indent in code points, heading level."""

    marker: str
    indent: int
    heading: int

    def begins_anew(self, above: "_Lead") -> bool:
        """Whether a line led like this is no continuation of the line directly above it."""
        if above.heading or (self.marker and (self.marker != above.marker or self.marker.strip("> "))):
            return True
        return not above.marker and self.indent > above.indent


def is_furniture(line: str, *, markdown: bool) -> bool:
    """Whether ``line`` is a rule or an ornament, or in Markdown an image, a bare link or a link's definition."""
    if not re.search(r"[^\W_]", line):
        return all(
            unicodedata.category(char)[0] in "PZC" or unicodedata.category(char) in ("Sm", "Sk") for char in line
        )
    return markdown and len(line) <= _LONGEST_FURNITURE and _MARKDOWN_FURNITURE.fullmatch(line) is not None


def ends_like_a_sentence(line: str) -> bool:
    """Whether ``line`` ends in a full stop, question mark or exclamation mark, closing quotes aside."""
    return line.rstrip(CLOSERS + " ").endswith(tuple(TERMINAL))


def join_lines(text: str, lines: Sequence[Line], *, wrapped: bool) -> Iterator[Span]:
    """The paragraphs of ``lines``: one per line, but hard-wrapped lines of a block together if ``wrapped`` allows it.

    A block counts as hard-wrapped if no line but the last had room for the next one's first word, and a sentence runs
    on from one line into the next. Where a document holds such a block, its other blocks of that width are joined as
    well, unless every line of theirs ends a sentence.
    """
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: line.block)]
    width = max((_width(block) for block in blocks if wrapped and _is_wrapped(text, block)), default=0)
    for block in blocks:
        if width and (_is_wrapped(text, block) or _is_wrapped(text, block, width)):
            yield block[0].start, block[-1].end
        else:
            yield from ((line.start, line.end) for line in block)


def _is_wrapped(text: str, block: Sequence[Line], width: int | None = None) -> bool:
    """Whether no line of ``block`` but the last had room for more, and its sentences run on (see `join_lines`)."""
    longest = _width(block)
    if len(block) == 1 or not _SHORTEST_WRAPPED <= longest <= (width or _LONGEST_WRAPPED):
        return False
    runs_on = False
    for line, following in pairwise(block):
        length, word = line.end - line.left, len(_SPACE.split(text[following.start : following.end], maxsplit=1)[0])
        if length < _SHORTEST_WRAPPED or length + 1 + word <= (width or longest):
            return False
        unfinished = not ends_like_a_sentence(text[line.start : line.end])
        runs_on |= unfinished and (width is not None or text[following.start].islower())
    return runs_on


def _width(block: Sequence[Line]) -> int:
    return max(line.end - line.left for line in block)
