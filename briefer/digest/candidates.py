"""Which statements are worth comparing: those that share words that few others have."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log

from briefer.digest.units import Sort, Statement

_MOST_WITH_A_KEY = 200
"""A key that more statements have is left aside: it tells little and would cost the square of them."""
_MOST_CANDIDATES = 24


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
    given: set[tuple[int, int]] = set()
    for place, keys in enumerate(keyed):
        scores: dict[int, float] = defaultdict(float)
        for key in keys - usual:
            weight = log(1 + total / len(holders[key]))
            for other in holders[key]:
                if other != place:
                    scores[other] += weight
        best = sorted(scores, key=lambda other: (-scores[other], other))
        for other in best[:_MOST_CANDIDATES]:
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
