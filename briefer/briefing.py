"""The contract: what a briefing is, schema version 1.

Other programs and the evals read these names. Every key is always present: ``None`` for an absent scalar, an empty list
for an absent list. Offsets are Unicode code points into ``Article.text``, half open.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

SCHEMA_VERSION: Literal["1"] = "1"
MAX_EVIDENCE = 3
CONTEXT_CHARACTERS = 32

Span: TypeAlias = tuple[int, int]
"""Start and end, in code points of the article's text, half open."""

SentenceNumber = Annotated[int, Field(ge=1)]
"""A sentence's place in the article, from 1, as the model sees it."""

SourceId = Annotated[str, Field(pattern=r"^S[1-9][0-9]*$")]
ClaimId = Annotated[str, Field(pattern=r"^C[1-9][0-9]*$")]
UncertaintyId = Annotated[str, Field(pattern=r"^U[1-9][0-9]*$")]
DenialId = Annotated[str, Field(pattern=r"^D[1-9][0-9]*$")]


class SourceKind(StrEnum):
    """What sort of party a source is."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANISATION = "named_organisation"
    UNNAMED_PERSON = "unnamed_person"
    UNNAMED_GROUP = "unnamed_group"
    DOCUMENT = "document"
    MEDIA = "media"
    POLL = "poll"


class ClaimStatus(StrEnum):
    """How a claim stands in its own article; computed from the links, never asked of a model."""

    ASSERTED = "asserted"
    UNCERTAIN = "uncertain"
    DENIED = "denied"


class UncertaintyKind(StrEnum):
    """Why something is not known."""

    UNDISCLOSED = "undisclosed"
    UNCONFIRMED = "unconfirmed"
    HEDGED = "hedged"
    CONFLICTING = "conflicting"
    UNKNOWN = "unknown"


class DenialStrength(StrEnum):
    """How firmly something is held false: flatly, by contesting it, or by the article itself."""

    DENIES = "denies"
    DISPUTES = "disputes"
    REBUTS = "rebuts"


class EndpointKind(StrEnum):
    """Where the model ran: nowhere, in this process, on this machine, or elsewhere."""

    NONE = "none"
    EMBEDDED = "embedded"
    LOOPBACK = "loopback"
    REMOTE = "remote"


class FallbackReason(StrEnum):
    """Why a model's section was replaced by the draft's."""

    REFUSED = "refused"
    INVALID = "invalid"
    TRUNCATED = "truncated"


PipelineName: TypeAlias = Literal["draft", "assist", "extract"]
"""The three ways of making a briefing."""


class Contract(BaseModel):
    """Base of every contract type: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Contract):
    """One whole sentence that supports an item: a W3C text position and text quote selector, flattened."""

    sentence: SentenceNumber
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    exact: str
    prefix: str
    suffix: str


EvidenceList = Annotated[tuple[Evidence, ...], Field(max_length=MAX_EVIDENCE)]


class Article(Contract):
    """An article as read: the decoded text that all offsets index, its metadata and its sentences.

    Exactly one of ``path`` and ``url`` says where it came from; standard input has the path ``-``.
    """

    id: str = Field(pattern=r"^[0-9a-f]{16}$")
    path: str | None
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    text: str
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    sentences: tuple[Span, ...]

    def sentence(self, number: int) -> str:
        """The text of sentence ``number``, counted from 1; raises IndexError where there is none."""
        if number < 1:
            raise IndexError(number)
        start, end = self.sentences[number - 1]
        return self.text[start:end]


class GroundedText(Contract):
    """A headline or a sentence of the summary, with the sentences that support it."""

    text: str
    evidence: EvidenceList


class Source(Contract):
    """Someone or something that the article credits with information."""

    id: SourceId
    name: str
    description: str | None
    kind: SourceKind
    aliases: tuple[str, ...]
    evidence: EvidenceList


class Claim(Contract):
    """What someone asserts; ``source`` is null for the article's own voice."""

    id: ClaimId
    statement: str
    source: SourceId | None
    via: tuple[SourceId, ...]
    cue: str | None
    quote: str | None
    hedges: tuple[str, ...]
    status: ClaimStatus
    evidence: EvidenceList


class Uncertainty(Contract):
    """What is withheld, unconfirmed, hedged, in conflict or unknown."""

    id: UncertaintyId
    statement: str
    kind: UncertaintyKind
    source: SourceId | None
    via: tuple[SourceId, ...]
    cue: str | None
    about: tuple[ClaimId, ...]
    evidence: EvidenceList


class Denial(Contract):
    """Words that hold a specific claim or charge to be false."""

    id: DenialId
    statement: str
    source: SourceId | None
    via: tuple[SourceId, ...]
    cue: str | None
    strength: DenialStrength
    denies: tuple[ClaimId, ...]
    evidence: EvidenceList


class SectionItem(BaseModel):
    """An item of a section that a user added: its id, the fields its prompt file declares, its evidence."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    evidence: EvidenceList
    __pydantic_extra__: dict[str, JsonValue]


class Quarantined(Contract):
    """An item that could not be tied to the article, kept as it was proposed, with the reason."""

    section: str
    reason: str
    item: dict[str, JsonValue]


class Omission(Contract):
    """A sentence that carries a denial or uncertainty cue and that no item of ``section`` cites."""

    sentence: SentenceNumber
    cue: str
    section: str


class Fallback(Contract):
    """A section that the model refused or answered unusably, so that the draft's stands."""

    section: str
    reason: FallbackReason


class Reverted(Contract):
    """A text that failed the guard and was put back to the verbatim sentence."""

    section: str
    id: str | None
    reason: str


class Provenance(Contract):
    """How the briefing was made: enough to repeat it and to know what left the machine."""

    pipeline: PipelineName
    tool_version: str
    model: str | None
    endpoint: EndpointKind
    lexicon: str | None
    prompts: dict[str, str]
    schema_sha256: str | None
    tokens_in: int = Field(ge=0)
    tokens_out: int = Field(ge=0)
    requests: int = Field(ge=0)
    cost_usd: float | None
    seconds: float = Field(ge=0)
    cached: bool
    fallbacks: tuple[Fallback, ...]
    reverted: tuple[Reverted, ...]
    created_at: datetime


class Briefing(Contract):
    """One article's briefing: who claims what, what is denied, what is not known, and where it says so."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    article: Article
    headline: GroundedText
    summary: tuple[GroundedText, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    uncertainties: tuple[Uncertainty, ...]
    denials: tuple[Denial, ...]
    sections: dict[str, tuple[SectionItem, ...]]
    quarantine: tuple[Quarantined, ...]
    omissions: tuple[Omission, ...]
    provenance: Provenance

    @model_validator(mode="after")
    def _evidence_is_exact(self) -> Self:
        """Refuse a briefing whose evidence is not, to the code point, the article's own text."""
        for evidence in self.all_evidence():
            if self.article.text[evidence.start : evidence.end] != evidence.exact:
                raise ValueError(f"evidence for sentence {evidence.sentence} is not the article's text")
        return self

    def all_evidence(self) -> tuple[Evidence, ...]:
        """Every evidence of every item, section by section."""
        groups: list[tuple[Any, ...]] = [
            (self.headline,),
            self.summary,
            self.sources,
            self.claims,
            self.uncertainties,
            self.denials,
            *self.sections.values(),
        ]
        return tuple(evidence for group in groups for item in group for evidence in item.evidence)

    @property
    def degraded(self) -> bool:
        """Whether something other than what was asked for stands here.

        True where a section fell back to the draft, and where neither a lexicon nor a model read the article.
        """
        unread = self.provenance.lexicon is None and self.provenance.endpoint is EndpointKind.NONE
        return bool(self.provenance.fallbacks) or unread
