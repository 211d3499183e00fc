"""What agrees with an expectation: texts by words or likeness, sources by name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from briefer.checks.cues import governing
from briefer.checks.language import language
from briefer.checks.numbers import Number, numbers
from briefer.checks.words import tokens
from briefer.evals.cases import SourceMatcher, TextMatcher
from briefer.lexicon import Lexicon

_ALIKE = 80.0
"""Least likeness, of 100, for a fuzzy match; what is unlike in a number, negation or hedge is vetoed above it."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00ad": None,
    }
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` in lower case with straight quotes, plain hyphens and single spaces."""
    return " ".join(text.translate(_PLAIN).split()).casefold()


def text_matches(matcher: TextMatcher, text: str, lexicon: Lexicon | None) -> bool:
    """Whether ``text`` holds what the matcher asks for.

    ``contains`` and ``any_of`` look for words anywhere, within words too: "apolog" is in "apologised". ``fuzzy`` holds
    when the words are alike in any order, unless a number, the count of negations or the count of hedges differs; in a
    language without a lexicon negations can't be counted, and it never holds.

    Args:
        matcher: What is expected.
        text: A statement of the briefing.
        lexicon: That of the article's language, None where there is none.
    """
    given = plain(text)
    if matcher.contains is not None:
        return all(plain(words) in given for words in matcher.contains)
    if matcher.any_of is not None:
        return any(plain(words) in given for words in matcher.any_of)
    if matcher.regex is not None:
        return _pattern(matcher.regex).search(given) is not None
    assert matcher.fuzzy is not None
    return _alike(matcher.fuzzy, text, lexicon)


def names_match(matcher: TextMatcher, names: Iterable[str], lexicon: Lexicon | None) -> bool:
    """Whether one of a source's names is the expected one.

    Here words are whole words, so that "Dovria" is no Dovrian minister; regex and fuzzy are as for texts.
    """
    if matcher.contains is not None:
        return any(all(_has_words(words, name) for words in matcher.contains) for name in names)
    if matcher.any_of is not None:
        return any(_has_words(words, name) for name in names for words in matcher.any_of)
    return any(text_matches(matcher, name, lexicon) for name in names)


def source_matches(matcher: SourceMatcher | None, names: Sequence[str] | None, lexicon: Lexicon | None) -> bool:
    """Whether an item is on the expected party's word; None on either side is the article's own voice."""
    if names is None:
        return matcher is None or matcher.or_article
    return matcher is not None and names_match(matcher, names, lexicon)


@lru_cache(maxsize=1024)
def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex.translate(_PLAIN), re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=4096)
def _has_words(words: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(words))}(?!\w)", plain(name)) is not None


def _alike(expected: str, text: str, lexicon: Lexicon | None) -> bool:
    return (
        lexicon is not None
        and fuzz.token_sort_ratio(plain(expected), plain(text)) >= _ALIKE
        and not _vetoed(expected, text, lexicon)
    )


def _vetoed(one: str, other: str, lexicon: Lexicon) -> bool:
    known = language(lexicon)
    mine, theirs = tokens(one), tokens(other)
    if Counter(cue.kind for cue in governing(mine, known)) != Counter(cue.kind for cue in governing(theirs, known)):
        return True
    stated, others = numbers(mine, known.number_words), numbers(theirs, known.number_words)
    return _lacks(stated, others) or _lacks(others, stated)


def _lacks(some: Sequence[Number], others: Sequence[Number]) -> bool:
    return any(all(number.readings.isdisjoint(other.readings) for other in others) for number in some)
