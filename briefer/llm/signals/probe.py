"""The data file of a model's probe: the words around each sentence, and the weights that its hidden states meet."""

import base64
import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefer.llm.weights import MODEL

OWN = Path(__file__).with_name(f"{MODEL}.json")
"""The probe of the embedded model that comes with briefer."""

_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear reading of a hidden state."""

    bias: float
    weights: tuple[float, ...]

    def value(self, state: Sequence[float]) -> float:
        """The log odds that the state adds; raises ValueError where it is another model's."""
        return self.bias + sum(weight * part for weight, part in zip(self.weights, state, strict=True))


@dataclass(frozen=True, slots=True)
class Head:
    """What is read from the state at a sentence's mark, and from those of the sentences read right before and after."""

    own: Linear
    before: Linear | None = None
    after: Linear | None = None

    def value(self, states: Sequence[Sequence[float]], place: int) -> float:
        """The log odds that the states speak for, at this place; a sentence that is not there adds nothing."""
        value = self.own.value(states[place])
        if self.before is not None and place > 0:
            value += self.before.value(states[place - 1])
        if self.after is not None and place + 1 < len(states):
            value += self.after.value(states[place + 1])
        return value


@dataclass(frozen=True, slots=True)
class Probe:
    """How sentences are shown to the model, and what is read from its states; lengths are in tokens.

    ``opening`` and ``title`` come first in each window of ``window`` tokens. Each sentence is followed by ``mark``, at
    which its state is read, and by the words for its kind in ``kinds``. The states are those after the first ``layers``
    of the model's layers.
    """

    opening: str
    title: str
    mark: str
    kinds: Mapping[str, str]
    window: int
    longest: int
    title_tokens: int
    layers: int
    heads: Mapping[str, Head]
    fingerprint: str

    def values(self, states: Sequence[Sequence[float]]) -> list[dict[str, float]]:
        """What each head says of each sentence, by the states at the marks of all that were read, in order."""
        return [
            {name: round(head.value(states, place), 3) for name, head in self.heads.items()}
            for place in range(len(states))
        ]


def read_probe(path: Path) -> Probe:
    """The probe that a data file holds; raises OSError, ValueError or KeyError where it holds none."""
    data = json.loads(path.read_bytes())
    return Probe(
        opening=data["opening"],
        title=data["title"],
        mark=data["mark"],
        kinds=data["kinds"],
        window=data["window"],
        longest=data["longest"],
        title_tokens=data["title_tokens"],
        layers=data["layers"],
        heads={
            name: Head(_linear(head), *(_linear(head[side]) if side in head else None for side in ("before", "after")))
            for name, head in data["heads"].items()
        },
        fingerprint=fingerprint(path),
    )


@lru_cache(maxsize=8)
def sha256(path: Path = OWN) -> str:
    """The data file's SHA-256: other weights make other numbers."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fingerprint(path: Path = OWN) -> str:
    """The beginning of the data file's SHA-256, by which a request names the weights that it expects."""
    return sha256(path)[:_SHOWN]


def _linear(data: Mapping[str, Any]) -> Linear:
    return Linear(data["bias"], _halves(data["weights"]))


def _halves(text: str) -> tuple[float, ...]:
    """Numbers of two bytes each."""
    data = base64.b64decode(text, validate=True)
    return struct.unpack(f"<{len(data) // 2}e", data)
