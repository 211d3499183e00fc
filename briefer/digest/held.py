"""What the digest keeps of a briefing: its items and what its sentences look like, never the article's text.

A run holds these of every article until its last: a word or sentence that several items have is held once, in plain
slots.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from sys import intern
from typing import TypeVar

from briefer.briefing import (
    Briefing,
    Claim,
    ClaimStatus,
    Denial,
    DenialStrength,
    Evidence,
    Source,
    SourceKind,
    Uncertainty,
    UncertaintyKind,
)
from briefer.digest.units import Statement, plain

_SPACING = re.compile(r"\W+")
_SHORTEST = 5
"""Words of the shortest sentence that shows where a text comes from."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class HeldSentence:
    """A whole sentence that items cite; the fields of ``Evidence``."""

    sentence: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class HeldSource:
    """Someone whom the article credits; the fields of ``Source``."""

    id: str
    name: str
    description: str | None
    kind: SourceKind
    aliases: tuple[str, ...]
    evidence: tuple[HeldSentence, ...]


@dataclass(frozen=True, slots=True)
class HeldItem:
    """What claims, denials and uncertainties have in common."""

    id: str
    statement: str
    source: str | None
    via: tuple[str, ...]
    cue: str | None
    evidence: tuple[HeldSentence, ...]


@dataclass(frozen=True, slots=True)
class HeldClaim(HeldItem):
    """A claim, without its quotation: its sentences have it."""

    hedges: tuple[str, ...]
    status: ClaimStatus


@dataclass(frozen=True, slots=True)
class HeldDenial(HeldItem):
    """A denial; ``denies`` are ids of claims of its article."""

    strength: DenialStrength
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldUncertainty(HeldItem):
    """An uncertainty; ``about`` are ids of claims of its article."""

    kind: UncertaintyKind
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One article's items; ``prints`` are fingerprints of its sentences, each once."""

    article_id: str
    path: str | None
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    text_sha256: str
    sources: tuple[HeldSource, ...]
    claims: tuple[HeldClaim, ...]
    denials: tuple[HeldDenial, ...]
    uncertainties: tuple[HeldUncertainty, ...]
    prints: "array[int]"

    def statement(self, item: HeldItem) -> Statement:
        """An item as the matcher compares it, not yet taken apart."""
        return Statement(
            item.statement,
            tuple(evidence.exact for evidence in item.evidence),
            tuple(name for source in self._speakers(item) for name in (source.name, *source.aliases)),
            self.language,
        )

    def _speakers(self, item: HeldItem) -> list[HeldSource]:
        wanted = {item.source, *item.via}
        return [source for source in self.sources if source.id in wanted]


def held(briefing: Briefing) -> Held:
    """Keep of a briefing what a digest needs; the article's text is let go."""
    article, once = briefing.article, _Once()
    return Held(
        article_id=article.id,
        path=article.path,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        language=article.language,
        text_sha256=article.text_sha256,
        sources=tuple(map(once.source, briefing.sources)),
        claims=tuple(map(once.claim, briefing.claims)),
        denials=tuple(map(once.denial, briefing.denials)),
        uncertainties=tuple(map(once.uncertainty, briefing.uncertainties)),
        prints=array("Q", sorted(set(_fingerprints(article.text[start:end] for start, end in article.sentences)))),
    )


class _Once:
    """One article's items being held: what several of them have is held once."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def _one(self, value: _T) -> _T:
        """The first of all values that are equal to one of its type."""
        return self._known.setdefault((type(value), value), value)  # type: ignore[return-value]

    def _evidence(self, found: Iterable[Evidence]) -> tuple[HeldSentence, ...]:
        return self._one(
            tuple(
                self._one(
                    HeldSentence(each.sentence, each.start, each.end, self._one(each.exact), each.prefix, each.suffix)
                )
                for each in found
            )
        )

    def source(self, source: Source) -> HeldSource:
        return HeldSource(
            intern(source.id),
            source.name,
            source.description,
            source.kind,
            self._one(source.aliases),
            self._evidence(source.evidence),
        )

    def claim(self, claim: Claim) -> HeldClaim:
        return HeldClaim(*self._common(claim), hedges=_interned(claim.hedges), status=claim.status)

    def denial(self, denial: Denial) -> HeldDenial:
        return HeldDenial(*self._common(denial), strength=denial.strength, denies=_interned(denial.denies))

    def uncertainty(self, uncertainty: Uncertainty) -> HeldUncertainty:
        return HeldUncertainty(*self._common(uncertainty), kind=uncertainty.kind, about=_interned(uncertainty.about))

    def _common(
        self, item: Claim | Denial | Uncertainty
    ) -> tuple[str, str, str | None, tuple[str, ...], str | None, tuple[HeldSentence, ...]]:
        # Ids and words of attribution are the same few in all articles.
        return (
            intern(item.id),
            self._one(item.statement),
            None if item.source is None else intern(item.source),
            _interned(item.via),
            None if item.cue is None else intern(item.cue),
            self._evidence(item.evidence),
        )


def _interned(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, words))


def _fingerprints(sentences: Iterable[str]) -> Iterator[int]:
    """Each sentence's words, whatever its dateline, case, spacing and marks, as a number of 64 bits.

    A sentence too short to show anything is left out.
    """
    for sentence in sentences:
        words = _SPACING.split(plain(sentence).casefold())
        if len(words) >= _SHORTEST:
            yield int.from_bytes(blake2b("".join(words).encode("utf-8", "replace"), digest_size=8).digest())
