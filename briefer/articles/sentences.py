"""Paragraphs to sentences, as spans: sentencex, and the joins of abbreviations.toml where it cuts too early."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from briefer.articles.lines import CLOSERS
from briefer.articles.marks import reopens
from briefer.articles.words import abbreviations, either
from briefer.briefing import Span

_WINDOW = 10_000
"""Code points handed to sentencex at once: beyond ASCII its time grows with the square of the length."""

_CONTEXT = 80
"""Code points on either side of a boundary that decide whether it stands."""

_CLOSE = 6
"""Code points that tell whether a sentence has ended, at most."""

_QUOTED_END: Final = re.compile(rf"(?:[?!？！…][{re.escape(CLOSERS)}]*|[.。][{re.escape(CLOSERS)}]+)$")
_CLOSING: Final = re.compile(rf"[{re.escape(CLOSERS)}]+(?!\w)")
_INITIAL: Final = re.compile(r"\b[A-Z]\.")
_BEFORE_QUOTE: Final = re.compile(
    r"(?<=[\w)])\.\s+(?=[“\"][^\W\d_a-z])"
    r"|(?:(?<=\b(?:in|by|of) May)|(?<=\b(?:last|next|this) May)|(?<=\bill)|(?<=\bno))\.\s+(?=[^\W\d_a-z])"
)
_BRACKETED: Final = re.compile(r"\((?=[“\"]?[A-Z])[^()]+[.?!][”\"]?\)\s+(?=[“\"(]?[^\W\d_a-z])")
_ENDED: Final = re.compile(r"(?:^|[.?!][”\")]*)\s*$")
_SAYS_MORE: Final = re.compile(
    r"[^.]*\bthat\b|\s*:|(?!\s*[.,]|\s+(?:on|in|to|at|of|during|after|before|when|as|while|from|with)\b|\s+\w+day\b)"
)
_LEFT_OPEN: Final = re.compile(r"(?:(?<=\s)[“\"]\s*)?$")
_NAME_TO_STOP: Final = re.compile(r"(?:^|\s)[A-Z][a-z]+\.$")
_CAPITAL: Final = re.compile(r"[A-Z][a-z]+\b")
_STRAIGHT: Final = re.compile('"')
_DASH: Final = re.compile(r"[—–-]\s*")
_OPEN_BREAK: Final = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def split_sentences(text: str, paragraphs: Iterable[Span], language: str | None) -> Iterator[Span]:
    """The sentences of ``paragraphs``: ordered, disjoint, trimmed, never empty; only white space is left between them.

    ``language`` is an ISO 639-1 code; None and unknown ones are split like English.
    """
    for start, end in paragraphs:
        # Inside a paragraph a line break is a space; one for one, so that offsets hold.
        for begin, close in _between_openings(text, start, end):
            part = text[begin:close].translate(_OPEN_BREAK)
            for first, last in _joined(part, language or "en"):
                left = first + len(part[first:last]) - len(part[first:last].lstrip())
                right = first + len(part[first:last].rstrip())
                if left < right:
                    yield begin + left, begin + right


def _between_openings(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a paragraph that put together what were paragraphs of one quotation, each opened by a mark."""
    opened = -1
    for at in (mark.start() for mark in _STRAIGHT.finditer(text, start, end)):
        if opened >= 0 and reopens(text, at, opened):
            yield start, at
            start = opened = at
        else:
            opened = -1 if opened >= 0 else at
    yield start, end


def _joined(paragraph: str, language: str) -> Iterator[Span]:
    begin = 0
    for first, last in _pieces(paragraph, language):
        for boundary in (*_missed(paragraph, first, last), last):
            if boundary == len(paragraph) or not _goes_on(paragraph, begin, boundary):
                opened = _LEFT_OPEN.search(paragraph[max(begin, boundary - _CONTEXT) : boundary])
                end = boundary - len(opened[0]) if opened and boundary < len(paragraph) else boundary
                yield begin, end
                begin = end


def _missed(paragraph: str, first: int, last: int) -> list[int]:
    """Where a sentence ends that sentencex does not see: before a quotation, after a bracket, after May, ill and no."""
    found = [
        end.end()
        for end in _BEFORE_QUOTE.finditer(paragraph, first, last)
        if not _titled().search(paragraph[max(first, end.start() - _CONTEXT) : end.start()])
    ]
    bracketed = (
        end.end()
        for end in _BRACKETED.finditer(paragraph, first, last)  # (It was late.) The mayor left
        if _ENDED.search(paragraph[max(first, end.start() - _CLOSE) : end.start()])
    )
    return sorted({*found, *bracketed})


def _pieces(paragraph: str, language: str) -> Iterator[Span]:
    """The spans of sentencex, window by window; a window's last piece is begun anew, since more may belong to it."""
    from sentencex import get_sentence_boundaries  # native code, loaded when the first article is split

    begin, size = 0, _WINDOW
    while begin < len(paragraph):
        window = paragraph[begin : begin + size]
        final = begin + size >= len(paragraph)
        at, spans = 0, []
        for piece in get_sentence_boundaries(language, window):
            # The text of a piece counts, not the offsets that come with it, and only while it is the window's own.
            length = len(piece["text"])
            if window[at : at + length] != piece["text"]:
                break
            spans.append((begin + at, begin + at + length))
            at += length
        if at < len(window):
            spans.append((begin + at, begin + len(window)))
        if not final:
            spans.pop()
        yield from spans
        begin, size = (spans[-1][1], _WINDOW) if spans else (begin, size * 2)


def _goes_on(paragraph: str, begin: int, boundary: int) -> bool:
    """Whether the sentence from ``begin`` goes on past ``boundary``."""
    before = paragraph[max(begin, boundary - _CONTEXT) : boundary]
    after = paragraph[boundary : boundary + _CONTEXT]
    touching = not before[-1:].isspace()
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return True
    if not any(map(str.isalnum, after)) or not any(map(str.isalnum, before)):
        return _is_stray(after) or _is_stray(before)
    if touching and (_CLOSING.match(after) or (_INITIAL.search(before) and _INITIAL.match(after))):
        return True
    if touching and _NAME_TO_STOP.search(before) and _CAPITAL.match(after) and not _opener().match(after):
        return True  # Blue.Net
    if _QUOTED_END.search(before):
        lead = _DASH.sub("", after, count=1) if _DASH.match(after) else after
        spoken = _speaker().match(after)
        # “We left.” Mara Venn said so; but not: “Who left?” Mara Venn said.
        stopped = before.rstrip(CLOSERS)[-1:] == "."
        goes_on = spoken is not None and not (stopped and _SAYS_MORE.match(after, spoken.end()))
        return lead[0].islower() or goes_on or (before[-1] in "」』" and after[0] == "と")
    return _abbreviated().search(before + "\0" + after) is not None


def _is_stray(piece: str) -> bool:
    return all(unicodedata.category(char)[0] in "PZC" for char in piece)


@cache
def _abbreviated() -> re.Pattern[str]:
    """Matches before and after, with a NUL at the boundary."""
    words = abbreviations()
    opening = r"(?:^|(?<=[^\w.]))"
    return re.compile(
        rf"{opening}(?:{either(words['never_final'])})\.\0"
        rf"|{opening}(?:{either(words['before_number'])})\.\0\d"
        rf"|(?:^|(?:^|\s)[^\W\d_A-Z]\S*\s|[(\[“\"])(?:{either(words['before_name'])})\.\0[^\W\d_a-z]"
        rf"|{opening}[ap]\.m\.\0(?:{either(words['after_clock'])})\b"
        # Cyrillic and Greek initials, which sentencex takes for whole sentences.
        r"|(?:^|(?<=[\s(«„“]))[А-ЯЁІЇЄҐΑ-Ω]\.\0[^\W\d_]"
        # The number of a list item.
        r"|^\d{1,3}\.\0"
    )


@cache
def _titled() -> re.Pattern[str]:
    """Matches what no sentence ends in, without its full stop."""
    return re.compile(rf"(?:^|(?<=[^\w.]))(?:{either(abbreviations()['never_final'])})$")


@cache
def _opener() -> re.Pattern[str]:
    """Matches what opens a sentence though the space before it is missing."""
    return re.compile(rf"(?:{either(abbreviations()['openers'])})\b")


@cache
def _speaker() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_a-z][\w.’'-]*\s+){{1,4}}(?:{either(abbreviations()['spoken'])})\b")
