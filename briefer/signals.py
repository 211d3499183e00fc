"""What a small model's hidden states say of each sentence: the input of a second look by the draft reader."""

from collections.abc import Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class SentenceText:
    """A sentence as a model reads it, and the section in which the draft cites it; "" for none."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Signals:
    """Log odds for each sentence, in order: that it is a denial, an uncertainty, part of a key claim.

    ``flat`` are the log odds that a denial is flat, given that it is one. None stands for a sentence that was not read.
    """

    denials: tuple[float | None, ...]
    uncertainties: tuple[float | None, ...]
    claims: tuple[float | None, ...]
    flat: tuple[float | None, ...]


def spread(signals: Signals, numbers: Sequence[int], count: int) -> Signals:
    """The signals of the sentences with these numbers, in order, as those of an article of ``count`` sentences."""
    rows = {number: place for place, number in enumerate(numbers)}

    def of_all(values: tuple[float | None, ...]) -> tuple[float | None, ...]:
        return tuple(values[rows[n]] if n in rows else None for n in range(1, count + 1))

    return Signals(*(of_all(getattr(signals, field.name)) for field in fields(Signals)))
