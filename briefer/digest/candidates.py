"""Which statements are worth comparing: those that share words that few others have."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log

from briefer.digest.units import Sort, Statement

_MOST_WITH_A_KEY = 200
"""A key that more statements have is left aside: it tells little and would cost the square of them."""
_MOST_CANDIDATES = 24
_SHARE = 0.2
"""The least share of a statement's keys, by weight, that the other must have: with less they say little in common."""


def candidates(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``statements`` worth comparing, the lower first, each once; near linear in their number.

    Each statement meets the two dozen that share the rarest keys with it: names, numbers, words and what words say.
    """
    holders: dict[object, list[int]] = defaultdict(list)
    keyed = [_keys(statement) for statement in statements]
    for place, keys in enumerate(keyed):
        for key in keys:
            holders[key].append(place)
    usual = {key for key, places in holders.items() if len(places) > _MOST_WITH_A_KEY}
    total = len(statements)
    weights = {key: log(1 + total / len(places)) for key, places in holders.items() if key not in usual}
    whole = [sum(weights.get(key, 0.0) for key in keys) for keys in keyed]
    given: set[tuple[int, int]] = set()
    for place, keys in enumerate(keyed):
        scores: dict[int, float] = defaultdict(float)
        for key in keys - usual:
            for other in holders[key]:
                scores[other] += weights[key]
        scores.pop(place, None)
        enough = {other: score for other, score in scores.items() if score >= _SHARE * min(whole[place], whole[other])}
        for other in nlargest(_MOST_CANDIDATES, enough, key=lambda other: (scores[other], -other)):
            pair = (min(place, other), max(place, other))
            if pair not in given:
                given.add(pair)
                yield pair


def _keys(statement: Statement) -> frozenset[object]:
    said = statement.said
    keys: set[object] = {unit.word for unit in said.units}
    keys.update(line for unit in said.units if unit.sort is Sort.WORD for line in unit.lines)
    keys.update(("number", value) for quantity in said.quantities for value in quantity.values)
    return frozenset(keys)
