"""Which lines of a text are metadata (title, dates, bylines, residue) and which are running text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from briefer.articles.header_lines import (
    is_byline,
    is_copyright,
    is_labelled,
    is_name,
    is_residue,
    is_section,
    is_update,
    moment_of,
    parts,
    read_dateline,
)
from briefer.articles.lines import CLOSERS, TERMINAL, Line, ends_like_a_sentence, is_furniture

_LONGEST_TITLE = 160
_LONGEST_METADATA = 120
_HEADER_LINES = 12
_OPENING_LINES = 2
"""Lines of the running text that a dateline may open: a headline that ends in a full stop is taken for text."""
_MOST = 0.8
_NOT_AFTER_A_TITLE: Final = (*(mark for mark in TERMINAL if mark not in "?!？！؟"), ":", ";", ",")


class _Rank(IntEnum):
    """How much a printed date says of when the article was published; the lowest present wins."""

    STATED = 0
    DATELINE = 1
    UPDATE = 2


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a text says of itself, and the lines that remain as running text."""

    title: str | None
    outlet: str | None
    published: str | None
    body: tuple[Line, ...]


def read_metadata(text: str, lines: Sequence[Line], *, markdown: bool = False, titles: Sequence[str] = ()) -> Metadata:
    """The metadata in ``lines``: at the top, at the bottom and, rules and residue only, anywhere between.

    A dateline is taken off the line that it opens.

    ``titles`` are known already, from front matter or markup: a first line that repeats one is metadata, and none is
    looked for. A line that is not plainly metadata stays in ``body``. A date comes from a line of its own or from the
    dateline, never from running text; that of an update counts only where there is no other.
    """
    dates: list[tuple[_Rank, str]] = []
    kept: list[Line] = []
    for number, line in enumerate(lines):
        content = _content(text, line)
        if is_residue(content):
            if number < _HEADER_LINES:
                _note(dates, content)
        elif not is_furniture(content, markdown=markdown):
            kept.append(line)
    title, first = _read_header(text, kept, titles, dates)
    last = _read_footer(text, kept, first, dates)
    body = kept[first:last]
    if title and not body:
        body, title = [title], None
    opening = ((n, read_dateline(text[line.start : line.end])) for n, line in enumerate(body[:_OPENING_LINES]))
    at, dateline = next(((n, found) for n, found in opening if found), (0, None))
    if dateline:
        if dateline.published:
            dates.append((_Rank.DATELINE, dateline.published))
        body[at] = replace(body[at], start=min(body[at].start + dateline.end, body[at].end))
    return Metadata(
        title=_content(text, title) if title else None,
        outlet=dateline.outlet if dateline else None,
        published=_best(dates),
        body=tuple(body),
    )


def _content(text: str, line: Line) -> str:
    return text[line.start : line.end].strip("*_ ")


def _read_header(
    text: str, lines: Sequence[Line], titles: Sequence[str], dates: list[tuple[_Rank, str]]
) -> tuple[Line | None, int]:
    """The title's line, if there is one, and the number of lines above the running text; adds to ``dates``."""
    title: Line | None = None
    for number, line in enumerate(lines[:_HEADER_LINES]):
        content = _content(text, line)
        titled = bool(title or titles)
        if _is_metadata(content, titled=titled):
            _note(dates, content, place=titled)
        elif not title and _is_title(text, lines, number, titles):
            title = line
        elif not (titled and is_name(content) and _leads_to_date(text, lines, number)):
            return title, number
    return title, min(len(lines), _HEADER_LINES)


def _read_footer(text: str, lines: Sequence[Line], first: int, dates: list[tuple[_Rank, str]]) -> int:
    """The number of lines up to the end of the running text: labelled dates and a copyright notice may follow it."""
    last = len(lines)
    while last > first:
        content = _content(text, lines[last - 1])
        moment = moment_of(content) if len(content) <= _LONGEST_METADATA else None
        if not is_copyright(content) and not (moment and is_labelled(moment)):
            break
        if moment:
            _note(dates, content)
        last -= 1
    return last


def _is_metadata(content: str, *, titled: bool) -> bool:
    """Whether every part of ``content`` is a date, byline or section, or, below the title and beside one, a name."""
    if len(content) > _LONGEST_METADATA:
        return False
    plain, certain = [], 0
    for part in parts(content):
        if moment_of(part, place=titled) or is_byline(part) or is_section(part):
            certain += 1
        else:
            plain.append(part)
    return certain > 0 and (not plain or (titled and all(map(is_name, plain))))


def _is_title(text: str, lines: Sequence[Line], number: int, titles: Sequence[str]) -> bool:
    """Whether the line is a known title or the heading, or stands alone above the text as only a title does."""
    line, content = lines[number], _content(text, lines[number])
    if titles or line.heading == 1:
        return line.heading == 1 or any(_same(content, title) for title in titles)
    if line.heading or not content or len(content) > _LONGEST_TITLE or content.endswith(_NOT_AFTER_A_TITLE):
        return False
    if ends_like_a_sentence(content) and content[-1] in CLOSERS + ".":
        return False
    following = lines[number + 1 :]
    if not following:
        return False
    below = _content(text, following[0])
    if following[0].block != line.block:
        return not below[:1].islower()
    return (
        _is_metadata(below, titled=True)
        or (is_name(below) and _leads_to_date(text, lines, number + 1))
        or _lines_are_paragraphs(text, lines, following)
    )


def _lines_are_paragraphs(text: str, lines: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether the document has no blank lines, and ``following`` are whole paragraphs, one line each."""
    if len(following) < 2 or lines[0].block != following[-1].block:  # noqa: PLR2004  # one line proves nothing
        return False
    whole = sum(ends_like_a_sentence(text[line.start : line.end]) for line in following)
    return whole >= _MOST * len(following)


def _leads_to_date(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a line of dates follows directly: then a name above it is a byline without "By"."""
    if number + 1 >= len(lines) or lines[number + 1].block != lines[number].block:
        return False
    return any(moment_of(part) for part in parts(_content(text, lines[number + 1])[:_LONGEST_METADATA]))


def _same(content: str, title: str) -> bool:
    """Whether a line repeats a title, which a page may print with its own name before or after it."""
    line, known = (" ".join(words.split()).casefold() for words in (content, title))
    return line == known or (len(line) * 2 > len(known) and line in known and not ends_like_a_sentence(line))


def _note(dates: list[tuple[_Rank, str]], content: str, *, place: bool = False) -> None:
    for part in parts(content):
        moment = moment_of(part, place=place)
        if moment and (printed := moment.iso()):
            dates.append((_Rank.UPDATE if is_update(moment) else _Rank.STATED, printed))


def _best(dates: Sequence[tuple[_Rank, str]]) -> str | None:
    """The first date of the best rank, with its time if another line of that rank gives one for the same day."""
    if not dates:
        return None
    best = min(rank for rank, _ in dates)
    first, *others = (printed for rank, printed in dates if rank == best)
    return max((first, *(other for other in others if other.startswith(first))), key=len)
