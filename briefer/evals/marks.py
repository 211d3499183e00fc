"""How an item did, and the counts that follow: precision, recall and F1 with their n."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

FIELDS = (
    "claims",
    "claims.source",
    "claims.evidence",
    "claims.hedges",
    "denials",
    "denials.source",
    "denials.strength",
    "denials.denies",
    "denials.evidence",
    "uncertainties",
    "uncertainties.kind",
    "uncertainties.source",
    "uncertainties.evidence",
    "sources",
    "sources.kind",
    "published",
    "must_not",
    "grounded",
)
"""Everything that is scored, in the order of a report."""


class Verdict(StrEnum):
    """How an item did on one field."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Mark:
    """One verdict: ``expected`` labels what was expected, ``found`` is the briefing's item, either may be absent.

    ``note`` says in a few words what is wrong.
    """

    field: str
    verdict: Verdict
    expected: str | None = None
    found: str | None = None
    note: str | None = None

    def __str__(self) -> str:
        parts = [self.field, self.verdict.value, self.found, self.expected and f"({self.expected})"]
        line = " ".join(part for part in parts if part)
        return f"{line}: {self.note}" if self.note else line


@dataclass(frozen=True, slots=True)
class Count:
    """Right, found but not right, expected but not found; a wrong item counts in both of the latter."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def n(self) -> int:
        """How many were expected."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Share of what was expected that was found; None where nothing was expected."""
        return _share(self.right, self.n)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where nothing was expected nor found."""
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)


Counts = Mapping[str, Count]
"""Counts by field."""

_COUNTED = {
    Verdict.RIGHT: Count(right=1),
    Verdict.WRONG: Count(false=1, missed=1),
    Verdict.MISSED: Count(missed=1),
    Verdict.EXTRA: Count(false=1),
}


def counts(marks: Iterable[Mark]) -> Counts:
    """The marks counted by field; every field is there."""
    result = dict.fromkeys(FIELDS, Count())
    for mark in marks:
        result[mark.field] += _COUNTED[mark.verdict]
    return result


def total(several: Iterable[Counts]) -> Counts:
    """Counts of several cases added up (micro-average)."""
    result = dict.fromkeys(FIELDS, Count())
    for one in several:
        for field, count in one.items():
            result[field] += count
    return result


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
