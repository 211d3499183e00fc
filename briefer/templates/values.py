"""What a pipeline lists for the model to choose from: items that exist already, under short ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from briefer.proposal import Cue, Proposal, Sentences


@dataclass(frozen=True, slots=True)
class Listed:
    """One item as a template prints it: ``{{ claim.id }}: {{ claim.text }}``, and the ``key`` it has in its proposal.

    ``sentence`` is the first of its sentence numbers, or None where it cites none.
    """

    id: str
    key: str
    text: str
    sentence: int | None


Values: TypeAlias = Mapping[str, tuple[Listed, ...]]
"""A variable's name to the items listed under it."""


def listing(proposal: Proposal) -> dict[str, tuple[Listed, ...]]:
    """The sources, claims and denials of a proposal, listed in order as S1…, C1…, D1…."""
    return {
        "sources": _listed("S", ((item.key, item.name, item.sentences) for item in proposal.sources)),
        "claims": _listed("C", ((item.key, item.statement, item.sentences) for item in proposal.claims)),
        "denials": _listed("D", ((item.key, item.statement, item.sentences) for item in proposal.denials)),
    }


def listed_cues(cues: Iterable[Cue]) -> tuple[Listed, ...]:
    """The cues that the audit found uncited, listed for the second request."""
    return tuple(Listed(f"Q{number}", cue.text, cue.text, cue.sentence) for number, cue in enumerate(cues, 1))


def _listed(letter: str, items: Iterable[tuple[str, str, Sentences]]) -> tuple[Listed, ...]:
    return tuple(
        Listed(f"{letter}{number}", key, text, min(sentences, default=None))
        for number, (key, text, sentences) in enumerate(items, 1)
    )
