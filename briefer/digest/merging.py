"""Statements that say the same, gathered: each with every other of its group, so that small steps add up to none."""

from collections.abc import Callable, Iterable, Sequence

from briefer.digest.candidates import candidates
from briefer.digest.groups import Groups
from briefer.digest.same import Verdict, compare
from briefer.digest.units import Statement

_MOST_COMPARED = 8
"""How many wordings of a group a newcomer is compared with."""


class Comparison:
    """Statements compared two at a time, each pair of wordings once."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        first: dict[Statement, int] = {}
        self.statements = tuple(statements)
        self.wording = tuple(first.setdefault(statement, place) for place, statement in enumerate(statements))
        """For each statement, the place of the first that is the same to the letter."""
        self._known: dict[tuple[int, int], Verdict] = {}

    def candidates(self) -> list[tuple[int, int]]:
        """The pairs worth comparing, in order; of statements that are the same to the letter, each with the first."""
        distinct = sorted(set(self.wording))
        found = [(distinct[i], distinct[j]) for i, j in candidates([self.statements[place] for place in distinct])]
        return sorted([*found, *((first, place) for place, first in enumerate(self.wording) if first != place)])

    def verdict(self, one: int, other: int) -> Verdict:
        """Compare two statements by their places."""
        a, b = sorted((self.wording[one], self.wording[other]))
        if a == b:
            return Verdict((), 1.0)
        if (a, b) not in self._known:
            self._known[a, b] = compare(self.statements[a], self.statements[b])
        return self._known[a, b]


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
    return sorted({comparison.wording[place] for place in group})[:_MOST_COMPARED]
