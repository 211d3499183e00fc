"""What a reader of a briefing sees, in which order, whatever the medium.

The renderers lay an outline out and add nothing. Every string in it is untrusted plain text: each renderer escapes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from briefer.briefing import (
    Article,
    Briefing,
    Claim,
    ClaimStatus,
    Denial,
    Evidence,
    Omission,
    Quarantined,
    SectionItem,
    Source,
    Uncertainty,
    UncertaintyKind,
)
from briefer.render import phrases

Sentence = tuple[int, str]
"""A sentence's number and its text."""

SectionKind: TypeAlias = Literal["summary", "claims", "denials", "uncertainties", "sources", "added", "checks"]
"""What a section holds, whatever its title; ``added`` is one that a user added."""

OWN_VOICE = "article"
"""Stands among the speakers, which are source ids otherwise, for the article itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """Other items that an item points at: "about" and the claims' ids."""

    words: str
    ids: tuple[str, ...]


def line_beneath(detail: str, links: Iterable[Link]) -> str:
    """The line beneath an item, for a medium that has no links."""
    pointing = (f"{link.words} {', '.join(link.ids)}" for link in links)
    return phrases.SEPARATOR.join(part for part in (detail, *pointing) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item: its text and sentence numbers, the line beneath, its denials, its sentences where they differ.

    ``detail`` and ``links`` make up the line beneath; ``speakers`` are the ids of who says it and of those through whom
    it comes.
    """

    text: str
    id: str | None = None
    status: ClaimStatus = ClaimStatus.ASSERTED
    numbers: tuple[int, ...] = ()
    detail: str = ""
    links: tuple[Link, ...] = ()
    speakers: tuple[str, ...] = ()
    denials: tuple["Entry", ...] = ()
    sentences: tuple[Sentence, ...] = ()

    @property
    def line(self) -> str:
        """The whole line beneath, for a medium that has no links."""
        return line_beneath(self.detail, self.links)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading of their own, or under none."""

    title: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing; ``note`` is said first, and is all there is where nothing was found."""

    kind: SectionKind
    title: str
    groups: tuple[Group, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A whole briefing, ready to be laid out; ``evidence`` holds every cited sentence once, in text order."""

    headline: Entry
    origin: tuple[str, ...]
    place: str
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    provenance: str
    evidence: tuple[Sentence, ...]


def outline(briefing: Briefing) -> Outline:
    """Put a briefing into the order in which an analyst reads it: bottom line, claims with what is denied, the rest."""
    names = {source.id: source.name for source in briefing.sources}
    kinds = tuple(
        Group(
            phrases.title(kind),
            tuple(_uncertainty(item, names) for item in briefing.uncertainties if item.kind is kind),
        )
        for kind in UncertaintyKind
    )
    cited = {evidence.sentence: evidence.exact for evidence in briefing.all_evidence()}
    return Outline(
        headline=Entry(
            text=briefing.headline.text or briefing.article.title or "No headline",
            numbers=_numbers(briefing.headline.evidence),
        ),
        origin=phrases.origin(briefing),
        place=phrases.place(briefing.article),
        warnings=phrases.warnings(briefing),
        sections=(
            _section(
                "summary",
                "Bottom line",
                (Entry(text=each.text, numbers=_numbers(each.evidence)) for each in briefing.summary),
            ),
            _section("claims", "Claims", (_claim(claim, briefing, names) for claim in briefing.claims)),
            _section("denials", "Denials", (_denial(denial, names) for denial in briefing.denials)),
            Section(
                "uncertainties",
                "Uncertainties",
                tuple(group for group in kinds if group.entries),
                None if briefing.uncertainties else "None found.",
            ),
            _section("sources", "Sources", (_source(source) for source in briefing.sources)),
            *(_section("added", phrases.title(name), map(_added, items)) for name, items in briefing.sections.items()),
            _checks(briefing),
        ),
        provenance=phrases.provenance(briefing.provenance),
        evidence=tuple(sorted(cited.items())),
    )


def _section(kind: SectionKind, title: str, entries: Iterable[Entry]) -> Section:
    found = tuple(entries)
    return Section(kind, title, (Group(None, found),)) if found else Section(kind, title, (), "None found.")


def _claim(claim: Claim, briefing: Briefing, names: Mapping[str, str]) -> Entry:
    parts = [phrases.attribution(names, claim.source, claim.via, claim.cue)]
    if claim.hedges:
        parts.append(f"hedged: {', '.join(claim.hedges)}")
    quote = (claim.quote or "").strip('“”" ')
    if quote and quote not in claim.statement:
        parts.append(f"“{quote}”")
    return Entry(
        id=claim.id,
        text=claim.statement,
        status=claim.status,
        numbers=_numbers(claim.evidence),
        detail=phrases.SEPARATOR.join(parts),
        links=_links("see", (item.id for item in briefing.uncertainties if claim.id in item.about)),
        speakers=_speakers(claim),
        denials=tuple(_beside(denial, names) for denial in briefing.denials if claim.id in denial.denies),
        sentences=_sentences(claim.statement, claim.evidence),
    )


def _beside(denial: Denial, names: Mapping[str, str]) -> Entry:
    """A denial as it stands beneath a claim that it denies."""
    by = phrases.speaker(names, denial.source, denial.via)
    return Entry(
        id=denial.id,
        text=f"{phrases.strength(denial.strength)} by {by}: {denial.statement}",
        numbers=_numbers(denial.evidence),
    )


def _denial(denial: Denial, names: Mapping[str, str]) -> Entry:
    how = phrases.strength(denial.strength) + ":"
    unlinked = "" if denial.denies else f"{phrases.SEPARATOR}{how} nothing among these claims"
    return Entry(
        id=denial.id,
        text=denial.statement,
        numbers=_numbers(denial.evidence),
        detail=phrases.attribution(names, denial.source, denial.via, denial.cue) + unlinked,
        links=_links(how, denial.denies),
        speakers=_speakers(denial),
        sentences=_sentences(denial.statement, denial.evidence),
    )


def _uncertainty(item: Uncertainty, names: Mapping[str, str]) -> Entry:
    return Entry(
        id=item.id,
        text=item.statement,
        numbers=_numbers(item.evidence),
        detail=phrases.attribution(names, item.source, item.via, item.cue),
        links=_links("about", item.about),
        speakers=_speakers(item),
        sentences=_sentences(item.statement, item.evidence),
    )


def _source(source: Source) -> Entry:
    role = f", {source.description}" if source.description else ""
    also = f"; also {', '.join(source.aliases)}" if source.aliases else ""
    kind = source.kind.value.replace("_", " ")
    return Entry(
        id=source.id,
        text=f"{source.name}{role} ({kind}{also})",
        numbers=_numbers(source.evidence),
        speakers=(source.id,),
    )


def _added(item: SectionItem) -> Entry:
    return Entry(id=item.id, text=phrases.fields(item.model_extra or {}), numbers=_numbers(item.evidence))


def _checks(briefing: Briefing) -> Section:
    groups = (
        Group("Quarantined", tuple(map(_quarantined, briefing.quarantine))),
        Group("Uncited cues", tuple(_omission(omission, briefing.article) for omission in briefing.omissions)),
    )
    return Section("checks", "Checks", tuple(group for group in groups if group.entries), phrases.checks(briefing))


def _quarantined(item: Quarantined) -> Entry:
    return Entry(text=f"{phrases.title(item.section)}: {item.reason}", detail=phrases.fields(item.item))


def _omission(omission: Omission, article: Article) -> Entry:
    exists = omission.sentence <= len(article.sentences)
    return Entry(
        text=f"“{omission.cue}” is cited by no item of {omission.section.replace('_', ' ')}",
        numbers=(omission.sentence,),
        detail=article.sentence(omission.sentence) if exists else "",
    )


def _links(words: str, ids: Iterable[str]) -> tuple[Link, ...]:
    found = tuple(ids)
    return (Link(words, found),) if found else ()


def _speakers(item: Claim | Denial | Uncertainty) -> tuple[str, ...]:
    return (OWN_VOICE if item.source is None else item.source, *item.via)


def _numbers(evidence: Iterable[Evidence]) -> tuple[int, ...]:
    return tuple(each.sentence for each in evidence)


def _sentences(statement: str, evidence: Iterable[Evidence]) -> tuple[Sentence, ...]:
    """The sentences behind a statement that is not itself the sentence."""
    said = statement.split()
    return tuple((each.sentence, each.exact) for each in evidence if each.exact.split() != said)
