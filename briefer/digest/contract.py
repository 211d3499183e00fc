"""The contract: what a digest of several briefings is, schema version 1.

The same evidence rules as a briefing's: every item points at whole sentences by exact offsets, here with the article
that they stand in. Every key is always present. Ids of articles (A1…, by date) and of everything else are the digest's
own; an item's ``articles`` and its voices lead back to the briefings.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from briefer.briefing import (
    ClaimStatus,
    Contract,
    DenialStrength,
    EndpointKind,
    Fallback,
    SentenceNumber,
    SourceKind,
    UncertaintyKind,
)

SCHEMA_VERSION: Literal["1"] = "1"

ArticleRef = Annotated[str, Field(pattern=r"^A[1-9][0-9]*$")]
SourceRef = Annotated[str, Field(pattern=r"^S[1-9][0-9]*$")]
ClaimRef = Annotated[str, Field(pattern=r"^C[1-9][0-9]*$")]
DenialRef = Annotated[str, Field(pattern=r"^D[1-9][0-9]*$")]
UncertaintyRef = Annotated[str, Field(pattern=r"^U[1-9][0-9]*$")]
ConflictRef = Annotated[str, Field(pattern=r"^X[1-9][0-9]*$")]

# The many parts of a digest are slots and no more: a model of pydantic's takes five times the memory for each.
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Cited:
    """One whole sentence of one article, as ``Evidence`` of a briefing has it."""

    sentence: SentenceNumber
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    exact: str
    prefix: str
    suffix: str
    article: ArticleRef


CitedList = tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class DigestArticle:
    """An article of the digest; ``copy_of`` names the earlier article whose text it carries."""

    id: ArticleRef
    article_id: str
    path: str | None
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    text_sha256: str
    copy_of: ArticleRef | None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Reliance:
    """An article that credits another article of the digest: what it repeats counts once, with the other."""

    article: ArticleRef
    on: ArticleRef
    source: SourceRef
    evidence: CitedList


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Text:
    """A sentence of the bottom line, with the sentences that support it."""

    text: str
    evidence: CitedList


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Voice:
    """An item as one briefing has it: ``item`` is its id there, ``source`` and ``via`` are the digest's sources."""

    article: ArticleRef
    item: str
    statement: str
    source: SourceRef | None
    via: tuple[SourceRef, ...]
    cue: str | None
    hedges: tuple[str, ...]
    evidence: CitedList


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class DigestClaim:
    """One claim, whoever makes it and wherever it is reported.

    ``independent`` counts the articles that found it out for themselves: a copy, and an article that credits another
    one here with it, add nothing; ``counting`` says so where it happened. ``merged_by`` is null for a single voice.
    """

    id: ClaimRef
    statement: str
    sources: tuple[SourceRef, ...]
    articles: tuple[ArticleRef, ...]
    independent: int = Field(ge=1)
    counting: str | None
    status: ClaimStatus
    merged_by: Literal["rules", "model"] | None
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class DigestDenial:
    """A denial with the claims that it denies, in whichever article they stand; ``across`` if in another one."""

    id: DenialRef
    statement: str
    source: SourceRef | None
    strength: DenialStrength
    denies: tuple[ClaimRef, ...]
    across: bool
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Side:
    """One of the figures of a conflict, in digits, with who gives it."""

    value: str
    claims: tuple[ClaimRef, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Settlement:
    """A later article that says which figure holds."""

    article: ArticleRef
    value: str
    statement: str
    evidence: CitedList


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Conflict:
    """Figures for one thing that cannot all hold; ``about`` is what is counted."""

    id: ConflictRef
    about: str
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    settled: Settlement | None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Answer:
    """A later article's claim that answers what was not known."""

    article: ArticleRef
    claim: ClaimRef
    statement: str
    evidence: CitedList


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class DigestUncertainty:
    """What is withheld or not known, and whether a later article answers it."""

    id: UncertaintyRef
    statement: str
    kind: UncertaintyKind
    about: tuple[ClaimRef, ...]
    status: Literal["open", "answered"]
    answers: tuple[Answer, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class DigestSource:
    """One party, with every article that credits it, where each first does, and every claim that it makes."""

    id: SourceRef
    name: str
    kind: SourceKind
    description: str | None
    aliases: tuple[str, ...]
    articles: tuple[ArticleRef, ...]
    claims: tuple[ClaimRef, ...]
    evidence: CitedList


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Step:
    """What an article adds to what was known before it, in the order of publication; empty lists for a copy."""

    article: ArticleRef
    published: str | None
    claims: tuple[ClaimRef, ...]
    denials: tuple[DenialRef, ...]
    uncertainties: tuple[UncertaintyRef, ...]
    conflicts: tuple[ConflictRef, ...]
    answers: tuple[UncertaintyRef, ...]
    settles: tuple[ConflictRef, ...]


class DigestProvenance(Contract):
    """How the digest was made; ``refused`` counts merges and sentences of a model that did not pass the checks."""

    tool_version: str
    model: str | None
    endpoint: EndpointKind
    prompts: dict[str, str]
    schema_sha256: str | None
    tokens_in: int = Field(ge=0)
    tokens_out: int = Field(ge=0)
    requests: int = Field(ge=0)
    refused: int = Field(ge=0)
    fallbacks: tuple[Fallback, ...]
    seconds: float = Field(ge=0)
    created_at: datetime


class Digest(Contract):
    """Several briefings on one story, or on many, as one."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    articles: tuple[DigestArticle, ...]
    bottom_line: tuple[Text, ...]
    claims: tuple[DigestClaim, ...]
    denials: tuple[DigestDenial, ...]
    conflicts: tuple[Conflict, ...]
    uncertainties: tuple[DigestUncertainty, ...]
    sources: tuple[DigestSource, ...]
    reliances: tuple[Reliance, ...]
    timeline: tuple[Step, ...]
    provenance: DigestProvenance

    def all_evidence(self) -> Iterator[Cited]:
        """Every evidence of every item."""
        for text in self.bottom_line:
            yield from text.evidence
        for voice in self.all_voices():
            yield from voice.evidence
        for source in self.sources:
            yield from source.evidence
        for reliance in self.reliances:
            yield from reliance.evidence
        for conflict in self.conflicts:
            if conflict.settled:
                yield from conflict.settled.evidence
        for uncertainty in self.uncertainties:
            for answer in uncertainty.answers:
                yield from answer.evidence

    def all_voices(self) -> Iterator[Voice]:
        """Every item of every briefing that the digest holds; one that stands in a conflict comes twice."""
        for claim in self.claims:
            yield from claim.voices
        for denial in self.denials:
            yield from denial.voices
        for uncertainty in self.uncertainties:
            yield from uncertainty.voices
        for conflict in self.conflicts:
            for side in conflict.sides:
                yield from side.voices

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse evidence whose offsets are not those of its text, or that names no article of the digest."""
        known = {article.id for article in self.articles}
        for evidence in self.all_evidence():
            if evidence.article not in known:
                raise ValueError(f"evidence of {evidence.article}, which is no article of the digest")
            if evidence.end - evidence.start != len(evidence.exact):
                raise ValueError(f"evidence of {evidence.article}, sentence {evidence.sentence}, is not its text")
        return self
