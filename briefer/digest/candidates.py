"""Which statements are worth comparing: those that share words that few others have."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from math import log

from briefer.digest.units import Sort, Statement

_MOST_WITH_A_KEY = 200
"""A key that more statements have is left aside: it tells little and would cost the square of them."""
_MOST_CANDIDATES = 24
_SHARE = 0.2
"""The least share of a statement's keys, by weight, that the other must have: with less they say little in common."""


def candidates(statements: Iterable[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``statements`` worth comparing, the lower first, each once; near linear in their number.

    Each statement meets the two dozen that share the rarest keys with it: names, numbers, words and what words say.
    """
    known: dict[object, int] = {}
    # By numbers in arrays: sets of the keys themselves take ten times the memory.
    keyed = [array("I", (known.setdefault(key, len(known)) for key in _keys(each))) for each in statements]
    holders = [array("I") for _ in known]
    for place, keys in enumerate(keyed):
        for key in keys:
            holders[key].append(place)
    total = len(keyed)
    weights = [log(1 + total / len(places)) if len(places) <= _MOST_WITH_A_KEY else 0.0 for places in holders]
    whole = [sum(weights[key] for key in keys) for keys in keyed]
    chosen: list[array[int]] = []
    for place, keys in enumerate(keyed):
        scores: dict[int, float] = defaultdict(float)
        for key in filter(weights.__getitem__, keys):
            for other in holders[key]:
                scores[other] += weights[key]
        scores.pop(place, None)
        enough = {other: score for other, score in scores.items() if score >= _SHARE * min(whole[place], whole[other])}
        near = array("I", nlargest(_MOST_CANDIDATES, enough, key=lambda other: (scores[other], -other)))
        for other in near:
            if other > place:
                yield place, other
            elif place not in chosen[other]:
                yield other, place
        chosen.append(near)


def _keys(statement: Statement) -> Iterable[object]:
    """What a statement is found by, each once, always in the same order: sums of weights must not hang on it."""
    said = statement.said
    keys: dict[object, None] = dict.fromkeys(unit.word for unit in said.units)
    keys.update(dict.fromkeys(line for unit in said.units if unit.sort is Sort.WORD for line in unit.lines))
    keys.update(dict.fromkeys(("number", value) for each in said.quantities for value in sorted(each.values)))
    return keys
