"""What a reader or a model proposes, before the checks tie it to the article.

Items point at sentences by number and at each other by ``key``, any string unique within its section; ids such as S1 or
C1 are given only when the briefing is put together. The draft reader and the models all speak this one form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from pydantic import JsonValue

from briefer.briefing import DenialStrength, SourceKind, UncertaintyKind

Sentences: TypeAlias = tuple[int, ...]
"""Sentence numbers, from 1, as proposed: they may name a sentence that does not exist."""


@dataclass(frozen=True, slots=True)
class ProposedText:
    """A headline or a summary sentence."""

    text: str
    sentences: Sentences


@dataclass(frozen=True, slots=True)
class ProposedSource:
    """A source; ``name`` and ``aliases`` as printed."""

    key: str
    name: str
    kind: SourceKind
    sentences: Sentences
    description: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A claim; ``source`` and ``via`` are keys of proposed sources, ``source`` None for the article's own voice."""

    key: str
    statement: str
    source: str | None
    sentences: Sentences
    via: tuple[str, ...] = ()
    cue: str | None = None
    quote: str | None = None
    hedges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedUncertainty:
    """An uncertainty; ``about`` holds keys of proposed claims."""

    key: str
    statement: str
    kind: UncertaintyKind
    source: str | None
    sentences: Sentences
    via: tuple[str, ...] = ()
    cue: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedDenial:
    """A denial; ``denies`` holds keys of proposed claims."""

    key: str
    statement: str
    source: str | None
    strength: DenialStrength
    sentences: Sentences
    via: tuple[str, ...] = ()
    cue: str | None = None
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """An item of a section that a user added; ``fields`` as its prompt file declares them."""

    key: str
    fields: Mapping[str, JsonValue]
    sentences: Sentences
    claim_fields: frozenset[str] = frozenset()
    """Names of the fields that hold keys of proposed claims."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything proposed for one article."""

    headline: ProposedText
    summary: tuple[ProposedText, ...] = ()
    sources: tuple[ProposedSource, ...] = ()
    claims: tuple[ProposedClaim, ...] = ()
    uncertainties: tuple[ProposedUncertainty, ...] = ()
    denials: tuple[ProposedDenial, ...] = ()
    sections: Mapping[str, tuple[ProposedItem, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in a sentence that announce a denial or an uncertainty; ``section`` is where an item should cite it."""

    sentence: int
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the draft reader made of an article: its proposal, and every cue it saw, for the audit.

    ``lexicon`` is the language of the lexicon used, or None where there is none and nothing was read.
    """

    proposal: Proposal
    cues: tuple[Cue, ...]
    lexicon: str | None
    heard: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By sentence, the keys of whom the article credits there: who says it, then through whom, the outermost first."""
