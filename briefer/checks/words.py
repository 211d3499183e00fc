"""A text as comparable words: what the guard and the check for drifted sentence numbers read."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

_STRAIGHT = str.maketrans({**dict.fromkeys("‘’‚‛`´ʼ′", "'"), **dict.fromkeys("‐‑‒–−", "-"), "…": ".", "\u00ad": None})
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:[^\W\d_{_UNSPACED}][\u0300-\u036f]*)"
_TOKEN = re.compile(
    rf"""(?P<number>(?<!\d)\d{{1,3}}(?:\ \d{{3}})+(?![\d.,:]*\d)|\d+(?:[.,:]\d+|[\u00a0\u2009\u202f']\d{{3}}(?!\d))*)
    |(?P<word>(?:{_LETTER}\.){{2,}}|{_LETTER}+(?:'{_LETTER}+)*|[{_UNSPACED}])
    |(?P<stop>[.;:!?。！？；]|—|--)
    |(?P<comma>,)""",
    re.VERBOSE,
)
_POSSESSIVE = "'s"
_PLURAL = "s"
_STEM = 5
_SHORT = 3
_ENDING = 4


class Kind(Enum):
    """What a token is: a number in digits, a word, a mark that ends a clause, or a comma."""

    NUMBER = auto()
    WORD = auto()
    STOP = auto()
    COMMA = auto()


_KINDS = {kind.name.lower(): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, word, clause end or comma, with its offsets in the normalised text.

    ``lower`` is lower case with straight apostrophes, as a lexicon spells it; ``word`` is that without a possessive.
    """

    kind: Kind
    text: str
    lower: str
    word: str
    start: int
    end: int


def normal(text: str) -> str:
    """``text`` with composed accents, straight apostrophes and plain hyphens."""
    return unicodedata.normalize("NFC", text).translate(_STRAIGHT)


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """The numbers, words and clause ends of ``text``, in order; linear in its length."""
    return tuple(_token(match) for match in _TOKEN.finditer(normal(text)))


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    kind = _KINDS[match.lastgroup or "word"]
    # Most words are in lower case as they stand, and share one string.
    lower = text if text.islower() else text.lower()
    if kind is Kind.WORD and "." in text:
        lower = lower.replace(".", "")
    return Token(kind, text, lower, lower.removesuffix(_POSSESSIVE), match.start(), match.end())


class Vocabulary:
    """The words of a text, found again in another inflection: same first five letters, or a short word lengthened.

    "ship" is found in a text with "shipped" and the reverse, "provided" in one with "providing".
    """

    def __init__(self, words: Iterable[str]) -> None:
        given = frozenset(words)
        self.words = given | {word[:-1] for word in given if len(word) > _STEM - 1 and word.endswith(_PLURAL)}
        self._stems = frozenset(word[:_STEM] for word in self.words if len(word) >= _STEM)
        self._heads: dict[str, int] = {}
        for word in self.words:
            for size in range(_SHORT, min(len(word), _STEM + 1)):
                known = self._heads.get(word[:size])
                self._heads[word[:size]] = min(known or len(word), len(word))

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        if word in self.words or (len(word) >= _STEM and word[:_STEM] in self._stems):
            return True
        shortest = self._heads.get(word)
        if shortest is not None and shortest - len(word) <= _allowed(word):
            return True
        return any(
            word[:size] in self.words and len(word) - size <= _allowed(word[:size])
            for size in range(_SHORT, min(len(word), _STEM + 1))
        )


def _allowed(stem: str) -> int:
    """How many letters an inflection may add: a three-letter word is the start of too many others."""
    return 1 if len(stem) <= _SHORT else _ENDING


def content(found: Sequence[Token], stop_words: frozenset[str] | None) -> list[str]:
    """The words that carry the topic, and the numbers, in order.

    Without a language's stop words, short words are left out in their place; scripts that don't space words give pairs
    of characters.
    """
    words: list[str] = []
    previous: Token | None = None
    for token in found:
        if token.kind is Kind.STOP or token.kind is Kind.COMMA:
            previous = None
            continue
        if token.kind is Kind.WORD and len(token.word) == 1 and not token.word.isascii():
            if previous and previous.end == token.start:
                words.append(previous.word + token.word)
            previous = token
            continue
        previous = None
        if token.kind is Kind.NUMBER or _carries(token.word, stop_words):
            words.append(token.word)
    return words


def _carries(word: str, stop_words: frozenset[str] | None) -> bool:
    return len(word) > _SHORT if stop_words is None else word not in stop_words
