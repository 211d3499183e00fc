"""How a briefing was made, gathered while it is made."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from briefer.briefing import EndpointKind, Fallback, FallbackReason, PipelineName, Provenance
from briefer.llm.usage import Usage


@dataclass
class Record:
    """What one article's run has cost and met so far; ``provenance`` turns it into the contract's form."""

    pipeline: PipelineName
    lexicon: str | None = None
    endpoint: EndpointKind = EndpointKind.NONE
    model: str | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    schema_sha256: str | None = None
    usage: Usage = field(default_factory=Usage)
    fallbacks: list[Fallback] = field(default_factory=list)
    answered_from_memory: bool | None = None
    started: float = field(default_factory=time.perf_counter)

    def spend(self, usage: Usage, *, cached: bool = False) -> None:
        """Add what a question cost, answered or not, now or, where it is ``cached``, when it was first asked."""
        self.usage = self.usage + usage
        self.answered_from_memory = cached and self.answered_from_memory is not False

    def fall_back(self, sections: tuple[str, ...], reason: FallbackReason) -> None:
        """Note that the draft stands for these sections."""
        fallen = (Fallback(section=section, reason=reason) for section in sections)
        # The parts of a long article may fall back one by one.
        self.fallbacks.extend(fallback for fallback in fallen if fallback not in self.fallbacks)

    def provenance(self) -> Provenance:
        """The contract's provenance, with the seconds taken until now."""
        from briefer import __version__

        return Provenance(
            pipeline=self.pipeline,
            tool_version=__version__,
            model=self.model,
            endpoint=self.endpoint,
            lexicon=self.lexicon,
            prompts=dict(self.prompts),
            schema_sha256=self.schema_sha256,
            tokens_in=self.usage.tokens_in,
            tokens_out=self.usage.tokens_out,
            requests=self.usage.requests,
            cost_usd=self.usage.cost_usd,
            seconds=round(time.perf_counter() - self.started, 3),
            cached=self.answered_from_memory is True,
            fallbacks=tuple(self.fallbacks),
            reverted=(),
            created_at=datetime.now(UTC).replace(microsecond=0),
        )
