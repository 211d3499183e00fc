"""Where the article prints given words: exact but for quotes, dashes, white space, letter case and composed accents.

Never fuzzy: fuzzy matching turns "did order" into "did not order".
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefer.briefing import CONTEXT_CHARACTERS, Article, Evidence, Span

_ALIKE = ("'‘’‚‛`´ʼ′", '"“”„‟«»″', "-‐‑‒–—―−")
_CLASSES = {mark: f"[{re.escape(marks)}]" for marks in _ALIKE for mark in marks}
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_INVISIBLES = re.compile(_INVISIBLE)
_PLAIN = re.compile("[a-z0-9]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_MARKS = "\u0300-\u036f"
_MARK = re.compile(f"[{_MARKS}]")
_QUOTED = re.compile(rf"[{_ALIKE[1]}‘’'](.+)[{_ALIKE[1]}‘’']", re.DOTALL)
_ANY_QUOTE = re.compile(rf"[{_ALIKE[1]}]")


def evidence(article: Article, number: int) -> Evidence:
    """Sentence ``number`` of the article as evidence, with the text around it.

    Raises IndexError where the article has no such sentence.
    """
    if number < 1:
        raise IndexError(number)
    start, end = article.sentences[number - 1]
    text = article.text
    return Evidence(
        sentence=number,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT_CHARACTERS) : start],
        suffix=text[end : end + CONTEXT_CHARACTERS],
    )


def find(words: str, text: str, start: int = 0, end: int | None = None) -> Span | None:
    """The first place where ``text[start:end]`` prints ``words`` as whole words, as offsets into ``text``.

    A place that prints them to the letter comes before one that differs in quotes, dashes, white space or case.
    """
    stop = len(text) if end is None else end
    words = words.strip()
    if exact := _to_the_letter(words, text, start, stop):
        return exact
    words = _INVISIBLES.sub("", words).strip()
    hidden = _has_invisibles(text)
    if not words or not (hidden or all(part in _lowered(text) for part in _PLAIN.findall(words.lower()))):
        return None
    match = _pattern(words, hidden).search(text, start, stop)
    return match.span() if match else None


@lru_cache(maxsize=8)
def _lowered(text: str) -> str:
    return text.lower()


@lru_cache(maxsize=8)
def _has_invisibles(text: str) -> bool:
    return _INVISIBLES.search(text) is not None


def _to_the_letter(words: str, text: str, start: int, stop: int) -> Span | None:
    """Where the text prints ``words`` exactly; plain search, since most words are and patterns are slow to build."""
    at = text.find(words, start, stop) if words else -1
    while at >= 0:
        after = at + len(words)
        cut_before = at > start and _bounded(words[0]) and _continues(text[at - 1])
        cut_after = after < stop and (_MARK.match(text[after]) or (_bounded(words[-1]) and _continues(text[after])))
        if not (cut_before or cut_after):
            return at, after
        at = text.find(words, at + 1, stop)
    return None


def _continues(char: str) -> bool:
    return char.isalnum() or char == "_"


def find_in_sentences(words: str, article: Article, numbers: Sequence[int]) -> Span | None:
    """The first place where the sentences ``numbers`` print ``words``; neighbouring sentences are one text."""
    for start, end in _runs(article, numbers):
        found = find(words, article.text, start, end)
        if found:
            return found
    return None


def printed(words: str | None, article: Article, numbers: Sequence[int]) -> str | None:
    """``words`` as the sentences ``numbers`` print them, or None where they don't."""
    found = find_in_sentences(words, article, numbers) if words else None
    return article.text[found[0] : found[1]] if found else None


def unquoted(words: str) -> str:
    """``words`` without the pair of quotation marks around them, if there is one and no other."""
    match = _QUOTED.fullmatch(words.strip())
    return match[1] if match and not _ANY_QUOTE.search(match[1]) else words


def joined(article: Article, numbers: Iterable[int]) -> str:
    """The sentences ``numbers`` as the article prints them, joined by a space."""
    return " ".join(article.sentence(number) for number in numbers)


def _runs(article: Article, numbers: Sequence[int]) -> list[Span]:
    """The spans of ``numbers``, sentences that follow each other as one span."""
    runs: list[Span] = []
    previous = 0
    for number in numbers:
        start, end = article.sentences[number - 1]
        if runs and number == previous + 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        previous = number
    return runs


@lru_cache(maxsize=256)
def _pattern(words: str, tolerant: bool) -> re.Pattern[str]:  # noqa: FBT001
    """Whole words in any case, quotes, dashes and white space; ``tolerant`` of invisible characters in them."""
    gap = f"{_INVISIBLE}*" if tolerant else ""
    parts = unicodedata.normalize("NFC", words).split()
    body = rf"(?:\s|{_INVISIBLE})+".join(gap.join(map(_letter, part)) for part in parts)
    before = rf"(?<![\w{_MARKS}])" if _bounded(words[0]) else ""
    after = rf"(?![\w{_MARKS}])" if _bounded(words[-1]) else rf"(?![{_MARKS}])"
    return re.compile(before + body + after, re.IGNORECASE)


def _letter(char: str) -> str:
    if char in _CLASSES:
        return _CLASSES[char]
    parts = unicodedata.normalize("NFD", char)
    return re.escape(char) if parts == char else f"(?:{re.escape(char)}|{re.escape(parts)})"


def _bounded(char: str) -> bool:
    """Whether a word boundary must stand beside ``char``: not for marks, nor in scripts that don't space words."""
    return (char.isalnum() or char == "_") and not _UNSPACED.match(char)
