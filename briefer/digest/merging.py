"""Statements that say the same, gathered: each with every other of its group, so that a chain of small steps is none."""

from collections.abc import Callable, Iterable, Sequence

from briefer.digest.groups import Groups
from briefer.digest.same import Verdict, compare
from briefer.digest.units import Statement

_MOST_COMPARED = 8
"""How many wordings of a group a newcomer is compared with."""


class Comparison:
    """Statements compared two at a time, each pair once."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements
        self._known: dict[tuple[int, int], Verdict] = {}

    def verdict(self, one: int, other: int) -> Verdict:
        """Compare two statements by their places."""
        pair = (min(one, other), max(one, other))
        if pair not in self._known:
            self._known[pair] = compare(self.statements[pair[0]], self.statements[pair[1]])
        return self._known[pair]


def merged(comparison: Comparison, pairs: Iterable[tuple[int, int]]) -> Groups:
    """Group the statements of which each says the same as each other one, the most alike first."""
    groups = Groups(len(comparison.statements))
    same = [(pair, verdict) for pair in pairs if (verdict := comparison.verdict(*pair)).same]
    same.sort(key=lambda found: (-found[1].likeness, found[0]))
    members: dict[int, list[int]] = {}
    for (one, other), _ in same:
        mine, theirs = groups.root(one), groups.root(other)
        if mine == theirs:
            continue
        left, right = members.get(mine, [mine]), members.get(theirs, [theirs])
        if all_say_the_same(left, right, comparison):
            groups.join(one, other)
            members[groups.root(one)] = sorted(left + right)
    return groups


def all_say_the_same(
    left: Sequence[int], right: Sequence[int], comparison: Comparison, allowed: Callable[[Verdict], bool] | None = None
) -> bool:
    """Whether each of one group says the same as each of the other, by at most eight wordings of each."""
    fits = allowed or (lambda verdict: verdict.same)
    return all(
        fits(comparison.verdict(one, other))
        for one in _wordings(left, comparison)
        for other in _wordings(right, comparison)
    )


def _wordings(group: Sequence[int], comparison: Comparison) -> list[int]:
    """One member for each wording, the first eight."""
    found = {comparison.statements[place].text: place for place in reversed(group)}
    return sorted(found.values())[:_MOST_COMPARED]
