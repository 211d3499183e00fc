"""Which found item answers which expectation: the best assignment of all, not the first that fits."""

from collections.abc import Sequence
from typing import TypeVar

from munkres import Munkres

Expected = TypeVar("Expected")
Found = TypeVar("Found")

_MOST = 100
"""More items than a section has; a weight of a higher rank outweighs this many of the next."""


def rank(*agreements: int) -> int:
    """How well two items agree: the first agreement counts more than all the others together over a whole section.

    An agreement is a truth value, or a count of things that agree.
    """
    weight = 1
    for agrees in agreements:
        weight = weight * _MOST + agrees
    return weight


def assign(weights: Sequence[Sequence[int]]) -> dict[int, int]:
    """Pair rows with columns, each at most once, so that the weights add up to the most possible.

    Args:
        weights: By row and column; 0 where the two must not be paired.

    Returns:
        The column of each paired row.
    """
    rows = [row for row, line in enumerate(weights) if any(line)]
    columns = [column for column in range(len(weights[0]) if weights else 0) if any(line[column] for line in weights)]
    if not rows:
        return {}
    most = max(max(weights[row]) for row in rows)
    costs = [[most - weights[row][column] for column in columns] for row in rows]
    return {
        rows[row]: columns[column] for row, column in Munkres().compute(costs) if weights[rows[row]][columns[column]]
    }
