"""The numbers that a text states, in digits or in words, as values that compare: "two million" = 2,000,000 = "2m"."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from types import MappingProxyType

from briefer.checks.words import Kind, Token

_SUFFIXES = {
    **dict.fromkeys(("k",), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "mio"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "mrd"), 10**9),
    **dict.fromkeys(("t", "tn", "trn", "tln"), 10**12),
}
_SEPARATORS = re.compile(r"[,. \u00a0\u2009\u202f']")
_GROUPED = re.compile(r"\d{1,3}(?:[,. \u00a0\u2009\u202f']\d{3})+")
_GROUPED_DECIMAL = re.compile(r"(\d{1,3}(?:[,. \u00a0\u2009\u202f']\d{3})+)[.,](\d+)")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_CLOCK = re.compile(r"(\d{1,2})([:.])(\d{2})")
_AFTERNOON = "pm"
_HALVES = frozenset({"am", _AFTERNOON})
"""Halves of the day: 3.12am is 3:12."""
_LONG = 25
_HUNDRED = 100
_THOUSAND = 1000
_COUNTED = (12, 20)
"""A dozen and a score can be counted: two dozen."""
_JOINER = 3
_RANGE_GAP = 6
_HALF = "0.5"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated, with every value it can be read as: "5m" is five million or five metres.

    A reading that begins with ``~`` is indefinite ("hundreds of"), one of letters is a word such as "half". ``first``
    and ``last`` are the tokens it starts and ends with, by index; ``scale`` is its magnitude, "million" or the like.
    """

    text: str
    readings: frozenset[str]
    spelled: bool
    first: int
    last: int
    scale: int | None


def numbers(
    found: Sequence[Token], words: Mapping[str, int], spans: Mapping[str, tuple[int, str]] = MappingProxyType({})
) -> list[Number]:
    """The numbers that a text states, in order.

    Args:
        found: The text's tokens.
        words: The language's number words and their values; empty where it has no lexicon.
        spans: Its units that measure by a smaller one; a number before one reads in both: four decades is 480 months.

    """
    stated: list[Number] = []
    at = 0
    while at < len(found):
        token = found[at]
        number = None
        if token.kind is Kind.NUMBER:
            number = _in_digits(found, at, words)
        elif token.kind is Kind.WORD and token.word in words:
            number = _in_words(found, at, words)
        if number:
            stated.append(_spanning(number, found, spans))
        at = number.last + 1 if number else at + 1
    return [_in_range(number, after, found) for number, after in zip_longest(stated, stated[1:])]


def spanned(
    found: Sequence[Token], at: int, spans: Mapping[str, tuple[int, str]], indefinites: AbstractSet[str]
) -> str | None:
    """The reading of one unit behind an article, None where none is: 120 months for "a decade"."""
    if found[at].word not in spans or not at or found[at - 1].word not in indefinites:
        return None
    size, base = spans[found[at].word]
    return f"{size} {base}"


def _spanning(number: Number, found: Sequence[Token], spans: Mapping[str, tuple[int, str]]) -> Number:
    """Let a number read in the smaller unit as well where it stands before one: "half a century", "36 hours"."""
    at = number.last + 1
    readings = number.readings
    if number.spelled and number.scale is None and not any(map(_is_value, readings)):
        # "Half a century": no other word without a value stands before an article.
        at, readings = at + 1, frozenset({_HALF})
    word = found[at].word if at < len(found) else ""
    span = spans.get(word)
    if span is None:
        return number
    size, base = span
    scaled = {f"{reading} {base}" for reading in _scaled(readings, size)}
    return replace(number, readings=number.readings | scaled)


def _in_digits(found: Sequence[Token], at: int, words: Mapping[str, int]) -> Number:
    readings = _values(found[at].text)
    last, scale = at, None
    half = found[at + 1].lower if at + 1 < len(found) else ""
    if (clock := _CLOCK.fullmatch(found[at].text)) and (clock[2] == ":" or half in _HALVES):
        hour = int(clock[1])
        hours = {hour, hour + 12} if half == _AFTERNOON and hour < 12 else {hour}  # noqa: PLR2004
        readings = frozenset(f"{hour}:{clock[3]}" for hour in hours)
    if at + 1 < len(found) and found[at + 1].kind is Kind.WORD:
        word, beside = found[at + 1].word, found[at + 1].start == found[at].end
        if word in words and _multiplies(words[word]):
            scale, readings = words[word], _scaled(readings, words[word])
        elif word in _SUFFIXES and (beside or len(word) > 1):
            scale = _SUFFIXES[word]
            readings = _scaled(readings, scale) | (readings if len(word) == 1 else frozenset())
        last = at if scale is None else at + 1
    return Number(_text(found, at, last), readings, spelled=False, first=at, last=last, scale=scale)


def _values(digits: str) -> frozenset[str]:
    """What digits can mean; a point before three digits is a decimal in one country, a group in another."""
    readings = set()
    if digits.isdecimal():
        readings.add(digits)
    if grouped := _GROUPED_DECIMAL.fullmatch(digits):
        readings.add(f"{_SEPARATORS.sub('', grouped[1])}.{grouped[2]}")
    if _GROUPED.fullmatch(digits):
        readings.add(_SEPARATORS.sub("", digits))
    if (decimal := _DECIMAL.fullmatch(digits)) and not ("," in digits and readings):
        readings.add(f"{decimal[1]}.{decimal[2]}")
    return (
        frozenset(_key(Decimal(reading)) for reading in readings)
        if readings and len(digits) <= _LONG
        else frozenset({digits})
    )


def _in_words(found: Sequence[Token], at: int, words: Mapping[str, int]) -> Number:
    """Read a run of number words that starts at ``at``: "two hundred and fifty", "twenty-five", "dozens"."""
    total, current, last = 0, 0, at - 1
    scale: int | None = None
    for i in range(at, len(found)):
        word = found[i].word
        if word not in words:
            if current >= _HUNDRED and _joins(found, i, words):
                continue
            break
        value = words[word]
        if _multiplies(value) and (value not in _COUNTED or 0 < current < min(_COUNTED)):
            current = max(current, 1) * value
            scale = value
        elif last < at or current == 0 or _fits(current, value):
            current += value
        else:
            break
        if value >= _THOUSAND:
            total, current = total + current, 0
        last = i
    value = total + current
    readings = frozenset({str(value)}) if value else frozenset({found[at].word})
    if last == at and _multiplies(value) and scale:
        indefinite = f"~{value}"
        readings = frozenset({indefinite}) if _plural(found[at].word, words) else readings | {indefinite}
    return Number(_text(found, at, last), readings, spelled=True, first=at, last=last, scale=scale)


def _joins(found: Sequence[Token], i: int, words: Mapping[str, int]) -> bool:
    """Whether a short word stands between two number words, as "and" does in "two hundred and fifty"."""
    if len(found[i].word) > _JOINER or i + 1 == len(found) or found[i].kind is not Kind.WORD:
        return False
    return 0 < words.get(found[i + 1].word, 0) < _HUNDRED


def _fits(current: int, value: int) -> bool:
    """Whether ``value`` is added to ``current``: five to twenty, fifty to two hundred."""
    tens = current % _HUNDRED
    return value < _HUNDRED if tens == 0 else tens % 10 == 0 and value < 10 < tens  # noqa: PLR2004


def _multiplies(value: int) -> bool:
    return value >= _HUNDRED or value in _COUNTED


def _plural(word: str, words: Mapping[str, int]) -> bool:
    return words.get(word[:-1]) == words[word]


def _in_range(number: Number, after: Number | None, found: Sequence[Token]) -> Number:
    """Let the first of a range share the magnitude of the second: in "two to three million", two may be two million."""
    if after is None or after.scale is None or number.scale is not None:
        return number
    if found[after.first].start - found[number.last].end > _RANGE_GAP:
        return number
    return replace(number, readings=number.readings | _scaled(number.readings, after.scale))


def _scaled(readings: frozenset[str], scale: int) -> frozenset[str]:
    return frozenset(_key(Decimal(reading) * scale) for reading in readings if _is_value(reading))


def _is_value(reading: str) -> bool:
    return len(reading) <= _LONG and reading.replace(".", "", 1).isdecimal() and reading[0] != "."


def _key(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _text(found: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.text for token in found[first : last + 1])
