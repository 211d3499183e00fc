"""Proposal to briefing: the one way out of every pipeline."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from pydantic import JsonValue

from briefer.briefing import (
    Article,
    Briefing,
    Claim,
    ClaimStatus,
    Denial,
    Evidence,
    GroundedText,
    Provenance,
    Reverted,
    SectionItem,
    Source,
    Uncertainty,
)
from briefer.checks import Note, evidence, first_mention, ground, guard, omissions
from briefer.lexicon import load
from briefer.proposal import (
    Draft,
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
    Sentences,
)

_Keyed: TypeAlias = ProposedSource | ProposedClaim | ProposedUncertainty | ProposedDenial | ProposedItem


def finish(article: Article, proposal: Proposal, draft: Draft, provenance: Provenance) -> Briefing:
    """Ground, guard and audit a proposal, and put the briefing together.

    The same arguments give the same briefing. Every proposed item is in it or in its quarantine.

    Args:
        article: The article.
        proposal: What was proposed for it; the draft's own where no model was asked.
        draft: What the draft reader made of it: the stand-in for an unusable headline or summary, and the audit's cues.
        provenance: How the proposal was made, with ``reverted`` empty.

    """
    lexicon = load(draft.lexicon) if draft.lexicon else None
    grounded = ground(proposal, article, draft, lexicon)
    guarded = guard(grounded.proposal, article, lexicon)
    final = _in_order(guarded.proposal, article)
    build = _Build(article, final)
    reverted = tuple(build.reverted(note) for note in (*grounded.notes, *guarded.reverted))
    return Briefing(
        article=article,
        headline=build.text(final.headline),
        summary=tuple(map(build.text, final.summary)),
        sources=tuple(map(build.source, final.sources)),
        claims=tuple(map(build.claim, final.claims)),
        uncertainties=tuple(map(build.uncertainty, enumerate(final.uncertainties, 1))),
        denials=tuple(map(build.denial, enumerate(final.denials, 1))),
        sections={section: build.items(section, items) for section, items in final.sections.items()},
        quarantine=grounded.quarantine,
        omissions=omissions(final, draft.cues),
        provenance=provenance.model_copy(update={"reverted": reverted}),
    )


def _in_order(proposal: Proposal, article: Article) -> Proposal:
    """The proposal with its sources by first mention, and its uncertainties and denials in text order."""

    def mention(source: ProposedSource) -> tuple[int, Sentences]:
        place = first_mention(source, article)
        return (len(article.text) if place is None else place), source.sentences

    return replace(
        proposal,
        sources=tuple(sorted(proposal.sources, key=mention)),
        uncertainties=tuple(sorted(proposal.uncertainties, key=lambda item: item.sentences)),
        denials=tuple(sorted(proposal.denials, key=lambda item: item.sentences)),
    )


class _Build:
    """The contract's form of one final proposal: ids for keys, evidence for sentence numbers, statuses."""

    def __init__(self, article: Article, proposal: Proposal) -> None:
        self.article = article
        self.ids: dict[tuple[str, str], str] = {}
        numbered: tuple[tuple[str, str, Sequence[_Keyed]], ...] = (
            ("sources", "S", proposal.sources),
            ("claims", "C", proposal.claims),
            ("uncertainties", "U", proposal.uncertainties),
            ("denials", "D", proposal.denials),
            *((section, f"{section}-", items) for section, items in proposal.sections.items()),
        )
        for section, prefix, items in numbered:
            for number, item in enumerate(items, 1):
                self.ids.setdefault((section, item.key), f"{prefix}{number}")
        self.cited: dict[int, Evidence] = {}
        self.denied = {key for denial in proposal.denials for key in denial.denies}
        self.doubted = {key for uncertainty in proposal.uncertainties for key in uncertainty.about}

    def evidence(self, sentences: Sentences) -> tuple[Evidence, ...]:
        """Each sentence's evidence, made once however many items cite it."""
        for number in sentences:
            if number not in self.cited:
                self.cited[number] = evidence(self.article, number)
        return tuple(self.cited[number] for number in sentences)

    def link(self, section: str, key: str | None) -> str | None:
        return None if key is None else self.ids[section, key]

    def links(self, section: str, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.ids[section, key] for key in keys)

    def reverted(self, note: Note) -> Reverted:
        key = None if note.key is None else self.ids.get((note.section, note.key))
        return Reverted(section=note.section, id=key, reason=note.reason)

    def text(self, text: ProposedText) -> GroundedText:
        return GroundedText(text=text.text, evidence=self.evidence(text.sentences))

    def source(self, source: ProposedSource) -> Source:
        return Source(
            id=self.ids["sources", source.key],
            name=source.name,
            description=source.description,
            kind=source.kind,
            aliases=source.aliases,
            evidence=self.evidence(source.sentences),
        )

    def status(self, claim: ProposedClaim) -> ClaimStatus:
        if claim.key in self.denied:
            return ClaimStatus.DENIED
        return ClaimStatus.UNCERTAIN if claim.key in self.doubted else ClaimStatus.ASSERTED

    def claim(self, claim: ProposedClaim) -> Claim:
        return Claim(
            id=self.ids["claims", claim.key],
            statement=claim.statement,
            source=self.link("sources", claim.source),
            via=self.links("sources", claim.via),
            cue=claim.cue,
            quote=claim.quote,
            hedges=claim.hedges,
            status=self.status(claim),
            evidence=self.evidence(claim.sentences),
        )

    def uncertainty(self, numbered: tuple[int, ProposedUncertainty]) -> Uncertainty:
        number, item = numbered
        return Uncertainty(
            id=f"U{number}",
            statement=item.statement,
            kind=item.kind,
            source=self.link("sources", item.source),
            via=self.links("sources", item.via),
            cue=item.cue,
            about=self.links("claims", item.about),
            evidence=self.evidence(item.sentences),
        )

    def denial(self, numbered: tuple[int, ProposedDenial]) -> Denial:
        number, item = numbered
        return Denial(
            id=f"D{number}",
            statement=item.statement,
            source=self.link("sources", item.source),
            via=self.links("sources", item.via),
            cue=item.cue,
            strength=item.strength,
            denies=self.links("claims", item.denies),
            evidence=self.evidence(item.sentences),
        )

    def items(self, section: str, items: Iterable[ProposedItem]) -> tuple[SectionItem, ...]:
        return tuple(
            SectionItem.model_validate(
                {
                    **{name: self.field(item, name, value) for name, value in item.fields.items()},
                    "id": f"{section}-{number}",
                    "evidence": self.evidence(item.sentences),
                }
            )
            for number, item in enumerate(items, 1)
        )

    def field(self, item: ProposedItem, name: str, value: JsonValue) -> JsonValue:
        """A field of an added section, its claim keys as ids; keys of claims that did not remain are left out."""
        if name not in item.claim_fields:
            return value
        keys = value if isinstance(value, list) else [value]
        ids: list[JsonValue] = [
            self.ids["claims", key] for key in keys if isinstance(key, str) and ("claims", key) in self.ids
        ]
        if isinstance(value, list):
            return ids
        return ids[0] if ids else None
