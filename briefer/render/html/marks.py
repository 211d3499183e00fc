"""The article's text in paragraphs, each cited sentence with the items that cite it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefer.briefing import Article
from briefer.render.escape import lines_safe

K = TypeVar("K")
"""How a page calls a sentence: by its number, or by its article and number."""

_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """An item that cites a sentence: where it stands on the page, what it is called, what sort of item it is."""

    anchor: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, with its number, or what stands between sentences, without one."""

    text: str
    number: int | None = None
    marks: tuple[Mark, ...] = ()


Paragraph = tuple[Piece, ...]


def by_sentence(found: Iterable[tuple[K, Mark]], kinds: Sequence[str]) -> dict[K, tuple[Mark, ...]]:
    """The items that cite each sentence, in the order of ``kinds``: the first decides how it is marked."""
    marks: dict[K, list[Mark]] = defaultdict(list)
    for sentence, mark in found:
        marks[sentence].append(mark)
    return {sentence: tuple(sorted(each, key=lambda mark: kinds.index(mark.kind))) for sentence, each in marks.items()}


def paragraphs(article: Article, marks: Mapping[int, tuple[Mark, ...]]) -> tuple[Paragraph, ...]:
    """The whole text, nothing left out but space between paragraphs.

    A blank line between sentences ends a paragraph; where the text has none, every line end there does.

    Args:
        article: The article; sentences that overlap an earlier one show what it left.
        marks: For each sentence number, the items that cite it.
    """
    end = _BLANK_LINE if _BLANK_LINE.search(lines_safe(article.text)) else _LINE_END
    found: list[list[Piece]] = [[]]
    for piece in _pieces(article, marks):
        if piece.number is not None:
            found[-1].append(piece)
            continue
        first, *rest = end.split(lines_safe(piece.text))
        found[-1].append(Piece(first))
        found += [[Piece(text)] for text in rest]
    return tuple(tuple(trimmed) for each in found if (trimmed := _trimmed(each)))


def _pieces(article: Article, marks: Mapping[int, tuple[Mark, ...]]) -> Iterator[Piece]:
    at = 0
    for number, (start, end) in enumerate(article.sentences, 1):
        if start > at:
            yield Piece(article.text[at:start])
        yield Piece(article.text[max(at, start) : end], number, marks.get(number, ()))
        at = max(at, end)
    yield Piece(article.text[at:])


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """A paragraph without the space at its edges, which would show as an empty line."""
    if pieces[0].number is None:
        pieces[0] = Piece(pieces[0].text.lstrip())
    if pieces[-1].number is None:
        pieces[-1] = Piece(pieces[-1].text.rstrip())
    return [piece for piece in pieces if piece.text or piece.number is not None]
