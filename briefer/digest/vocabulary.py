"""Which words say the same and which the opposite: the language file, arranged for look-ups."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

Sense: TypeAlias = tuple[int, int]
"""A line of the file by its number, and the side of it: 1, or -1 after the bar."""

_OPPOSITE = " | "
_CONVERSE = " <> "
_SHORT = 3
_LONG = 4
_VOWELS = frozenset("aeiou")
_NEVER_DOUBLE = frozenset("lsz")
"""Letters that a base form itself ends in twice: kill, pass."""


@dataclass(frozen=True)
class Vocabulary:
    """One language's words by what they say; empty for a language that has no file.

    ``phrases`` gives every phrase of more than one word by its first word, longest first; ``converses`` are the lines
    whose sides tell one event from its two ends.
    """

    forms: Mapping[str, str]
    endings: tuple[str, ...]
    senses: Mapping[str, frozenset[Sense]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    two_sided: frozenset[int]
    converses: frozenset[int]
    turning: frozenset[str] = frozenset()
    """Words that turn what they take into its opposite: refuse."""
    light: frozenset[str] = frozenset()
    """Words that say little by themselves: happen."""
    unrealised: frozenset[str] = frozenset()
    """Words for what is tried, wanted or offered, not done."""
    weekdays: frozenset[str] = frozenset()
    """Days of the week."""
    questions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By what is asked for, the words that ask for it or answer it."""
    settling: frozenset[str] = frozenset()
    """Words that correct or accept a figure."""
    counting: frozenset[str] = frozenset()
    """Words for a figure."""

    def base(self, word: str) -> str:
        """The form that stands for all inflections of ``word``, in lower case."""
        return _base(self, word)

    def named(self, entries: Sequence[str]) -> frozenset[str]:
        """Entries of the file, phrases joined by underscores, as ``phrase`` names them."""
        return frozenset(" ".join(map(self.base, entry.split("_"))) for entry in entries)

    def phrase(self, bases: Sequence[str], at: int) -> tuple[int, str]:
        """The longest phrase that starts at ``at``: its length in words and its name; length 1 for a single word."""
        for words, name in self.phrases.get(bases[at], ()):
            if tuple(bases[at : at + len(words)]) == words:
                return len(words), name
        return 1, bases[at]

    def __hash__(self) -> int:
        return id(self)


@cache
def vocabulary(language: str | None) -> Vocabulary:
    """The vocabulary of a language, by its code; the empty one where there is no file."""
    name = f"{language}.toml"
    source = files("briefer.digest").joinpath(name)
    if not (language and language.isalpha() and source.is_file()):
        return Vocabulary({}, (), {}, {}, frozenset(), frozenset())
    return _arranged(tomllib.loads(source.read_text("utf-8")))


def _arranged(table: Mapping[str, Any]) -> Vocabulary:
    forms = {form: line.split()[0] for line in table["forms"] for form in line.split()}
    endings = tuple(sorted(table["endings"], key=lambda ending: -len(ending)))
    bare = Vocabulary(forms, endings, {}, {}, frozenset(), frozenset())
    senses: dict[str, set[Sense]] = {}
    phrases: dict[str, dict[tuple[str, ...], str]] = {}
    two_sided, converses = set(), set()
    for number, line in enumerate(table["same"]):
        if _CONVERSE in line:
            converses.add(number)
        elif _OPPOSITE in line:
            two_sided.add(number)
        for name, side in _entries(line):
            words = tuple(bare.base(word) for word in name.split("_"))
            key = " ".join(words)
            senses.setdefault(key, set()).add((number, side))
            if len(words) > 1:
                phrases.setdefault(words[0], {})[words] = key
    return Vocabulary(
        forms,
        endings,
        {key: frozenset(found) for key, found in senses.items()},
        {first: tuple(sorted(named.items(), key=lambda item: -len(item[0]))) for first, named in phrases.items()},
        frozenset(two_sided),
        frozenset(converses),
        **{key: bare.named(table[key]) for key in ("turning", "light", "unrealised", "weekdays")},
        questions={kind: bare.named(words) for kind, words in table["questions"].items()},
        settling=bare.named(table["figures"]["settling"]),
        counting=bare.named(table["figures"]["counting"]),
    )


def _entries(line: str) -> Iterator[tuple[str, int]]:
    sides = line.split(_CONVERSE if _CONVERSE in line else _OPPOSITE)
    for side, words in zip((1, -1), sides, strict=False):
        for name in words.split():
            yield name, side


@lru_cache(maxsize=50_000)
def _base(known: Vocabulary, word: str) -> str:
    if word in known.forms:
        return known.forms[word]
    stem = _uninflected(word)
    if stem in known.forms:
        return known.forms[stem]
    for ending in known.endings:
        root = stem.removesuffix(ending)
        if root != stem and len(root) >= _LONG:
            return _undoubled(root)
    return stem


def _uninflected(word: str) -> str:
    """A word without a plural's or a verb's ending, and without a last e or y: one for all its forms."""
    if len(word) >= _LONG and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ied", "ies", "ie", "ed", "ing", "e", "y"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORT:
            return _undoubled(stem)
    return word


def _undoubled(stem: str) -> str:
    if len(stem) > _SHORT and stem[-1] == stem[-2] and stem[-1] not in _NEVER_DOUBLE | _VOWELS:
        return stem[:-1]
    return stem
