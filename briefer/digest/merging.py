"""Statements that say the same, gathered: each with every other of its group, so that small steps add up to none."""

from collections.abc import Callable, Iterator, Sequence

from briefer.digest.candidates import candidates
from briefer.digest.groups import Groups
from briefer.digest.same import HOPELESS, Verdict, compare
from briefer.digest.statements import Statements

_MOST_COMPARED = 8
"""How many wordings of a group a newcomer is compared with."""


class Comparison:
    """Statements compared two at a time, each pair of wordings once."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.wording = statements.wording
        self._known: dict[int, Verdict] = {}

    def candidates(self) -> Iterator[tuple[int, int]]:
        """The pairs worth comparing; of statements that are the same to the letter, each with the first."""
        distinct = sorted(set(self.wording))
        for one, other in candidates(map(self.statements.__getitem__, distinct)):
            yield distinct[one], distinct[other]
        yield from ((first, place) for place, first in enumerate(self.wording) if first != place)

    def verdict(self, one: int, other: int) -> Verdict:
        """Compare two statements by their places."""
        a, b = sorted((self.wording[one], self.wording[other]))
        if a == b:
            return Verdict((), 1.0)
        pair = a * len(self.statements) + b
        verdict = self._known.get(pair)
        if verdict is None:
            verdict = compare(self.statements[a], self.statements[b])
            if verdict.likeness >= HOPELESS:
                # The others are more than half of all, seldom asked for again, and soon found again.
                self._known[pair] = verdict
        return verdict


def merged(comparison: Comparison, pairs: Sequence[tuple[int, int]]) -> Groups:
    """Group the statements of which each says the same as each other one, the most alike first."""
    groups = Groups(len(comparison.statements))
    same = [
        (pair, verdict)
        for pair in _by_kin(pairs, len(comparison.statements))
        if (verdict := comparison.verdict(*pair)).same
    ]
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


def _by_kin(pairs: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Pairs of so many statements, those beside each other that hang together: what they compare is then at hand."""
    kin = Groups(size)
    for pair in pairs:
        kin.join(*pair)
    return sorted(pairs, key=lambda pair: (kin.root(pair[0]), pair))


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
