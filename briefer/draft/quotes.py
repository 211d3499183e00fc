"""Quotations with offsets: straight, curly, doubled single, guillemets, and those that run on over paragraphs."""

import re
from dataclasses import dataclass

from briefer.articles.marks import reopens
from briefer.briefing import Span

_MARK = re.compile(r"''|[“”\"«»„‘’']")
_CLOSES = {
    "“": ("”", '"'),
    "„": ("“", "”"),
    "«": ("»",),
    '"': ('"', "”"),
    "''": ("''",),
    "”": ("”",),
    "‘": ("’",),
    "'": ("'",),
}
_SINGLE = frozenset("‘'")
_BEFORE_OPENING = frozenset("([—–-")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included; ``continues`` where its paragraph ends without closing it and the next opens one."""

    start: int
    end: int
    continues: bool = False


def find_quotes(text: str, sentences: tuple[Span, ...]) -> list[Quote]:
    """The outermost quotations of the sentences of ``text``, in order, each within one paragraph. Linear."""
    found: list[Quote] = []
    paragraphs = _paragraphs(text, sentences)
    for i, (start, end) in enumerate(paragraphs):
        follows = text[paragraphs[i + 1][0]] if i + 1 < len(paragraphs) else ""
        found.extend(_in_paragraph(text, start, end, follows))
    return found


def _paragraphs(text: str, sentences: tuple[Span, ...]) -> list[Span]:
    found: list[Span] = []
    for start, end in sentences:
        if found and "\n" not in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _in_paragraph(text: str, start: int, end: int, follows: str) -> list[Quote]:
    found: list[Quote] = []
    opened: tuple[int, str] | None = None
    marks = [(match.start(), match.group()) for match in _MARK.finditer(text, start, end)]
    singles = _single_pairs(text, marks)
    closing_at = -1
    for at, mark in marks:
        if opened is None:
            if at <= closing_at:
                continue
            if mark in _SINGLE or mark == "’":
                if at in singles:
                    closing_at = singles[at]
                    found.append(Quote(at, closing_at + 1))
            elif mark in _CLOSES and not _only_closes(text, at, mark, start, end):
                opened = (at, mark)
        elif reopens(text, at, opened[0]):
            found.append(Quote(opened[0], _trimmed(text, at), continues=True))
            opened = (at, mark)
        elif mark in _CLOSES[opened[1]] and at > opened[0]:
            found.append(Quote(opened[0], at + len(mark)))
            opened = None
    if opened is not None and end - opened[0] > 1:
        continues = follows in {"“", '"', "'", "«", "„"}
        found.append(Quote(opened[0], end, continues=continues))
    return sorted(found, key=lambda quote: quote.start)


def _only_closes(text: str, at: int, mark: str, start: int, end: int) -> bool:
    """Whether a mark that nothing opened stands after a word or a stop, and before none: it opens nothing."""
    if at == start or text[at - 1].isspace():
        return False
    return mark == "”" or (mark == '"' and text[at - 1] not in _BEFORE_OPENING and not text[at + 1 : end][:1].isalnum())


def _trimmed(text: str, end: int) -> int:
    """Where the words end that stand before ``end``."""
    while text[end - 1].isspace():
        end -= 1
    return end


def _single_pairs(text: str, marks: list[tuple[int, str]]) -> dict[int, int]:
    """Single marks that open a quotation, with where it closes; apostrophes are neither."""
    pairs: dict[int, int] = {}
    opened: tuple[int, tuple[str, ...]] | None = None
    for at, mark in marks:
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if mark in _SINGLE and opened is None and not before.isalnum() and after.isalnum():
            opened = (at, _CLOSES[mark])
        elif opened is not None and mark in opened[1] and not after.isalnum() and not before.isspace():
            pairs[opened[0]] = at
            opened = None
    return pairs
