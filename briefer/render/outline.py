"""What a reader of a briefing sees, in which order, whatever the medium.

The renderers lay an outline out and add nothing. Every string in it is untrusted plain text: each renderer escapes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item: its text and sentence numbers, the line beneath, its denials, its sentences where they differ."""

    text: str
    id: str | None = None
    status: ClaimStatus = ClaimStatus.ASSERTED
    numbers: tuple[int, ...] = ()
    detail: str = ""
    denials: tuple["Entry", ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading of their own, or under none."""

    title: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing; ``note`` is said first, and is all there is where nothing was found."""

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
            _section("Bottom line", (Entry(text=s.text, numbers=_numbers(s.evidence)) for s in briefing.summary)),
            _section("Claims", (_claim(claim, briefing, names) for claim in briefing.claims)),
            _section("Denials", (_denial(denial, names) for denial in briefing.denials)),
            Section(
                "Uncertainties",
                tuple(group for group in kinds if group.entries),
                None if briefing.uncertainties else "None found.",
            ),
            _section("Sources", (_source(source) for source in briefing.sources)),
            *(_section(phrases.title(name), map(_added, items)) for name, items in briefing.sections.items()),
            _checks(briefing),
        ),
        provenance=phrases.provenance(briefing.provenance),
        evidence=tuple(sorted(cited.items())),
    )


def _section(title: str, entries: Iterable[Entry]) -> Section:
    found = tuple(entries)
    return Section(title, (Group(None, found),)) if found else Section(title, (), "None found.")


def _claim(claim: Claim, briefing: Briefing, names: Mapping[str, str]) -> Entry:
    parts = [phrases.attribution(names, claim.source, claim.via, claim.cue)]
    if claim.hedges:
        parts.append(f"hedged: {', '.join(claim.hedges)}")
    doubts = [item.id for item in briefing.uncertainties if claim.id in item.about]
    if doubts:
        parts.append(f"see {', '.join(doubts)}")
    quote = (claim.quote or "").strip('“”" ')
    if quote and quote not in claim.statement:
        parts.append(f"“{quote}”")
    return Entry(
        id=claim.id,
        text=claim.statement,
        status=claim.status,
        numbers=_numbers(claim.evidence),
        detail=phrases.SEPARATOR.join(parts),
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
    claims = ", ".join(denial.denies) or "nothing among these claims"
    return Entry(
        id=denial.id,
        text=denial.statement,
        numbers=_numbers(denial.evidence),
        detail=phrases.attribution(names, denial.source, denial.via, denial.cue)
        + f"{phrases.SEPARATOR}{phrases.strength(denial.strength)}: {claims}",
        sentences=_sentences(denial.statement, denial.evidence),
    )


def _uncertainty(item: Uncertainty, names: Mapping[str, str]) -> Entry:
    about = f"{phrases.SEPARATOR}about {', '.join(item.about)}" if item.about else ""
    return Entry(
        id=item.id,
        text=item.statement,
        numbers=_numbers(item.evidence),
        detail=phrases.attribution(names, item.source, item.via, item.cue) + about,
        sentences=_sentences(item.statement, item.evidence),
    )


def _source(source: Source) -> Entry:
    role = f", {source.description}" if source.description else ""
    also = f"; also {', '.join(source.aliases)}" if source.aliases else ""
    kind = source.kind.value.replace("_", " ")
    return Entry(id=source.id, text=f"{source.name}{role} ({kind}{also})", numbers=_numbers(source.evidence))


def _added(item: SectionItem) -> Entry:
    return Entry(id=item.id, text=phrases.fields(item.model_extra or {}), numbers=_numbers(item.evidence))


def _checks(briefing: Briefing) -> Section:
    groups = (
        Group("Quarantined", tuple(map(_quarantined, briefing.quarantine))),
        Group("Uncited cues", tuple(_omission(omission, briefing.article) for omission in briefing.omissions)),
    )
    return Section("Checks", tuple(group for group in groups if group.entries), phrases.checks(briefing))


def _quarantined(item: Quarantined) -> Entry:
    return Entry(text=f"{phrases.title(item.section)}: {item.reason}", detail=phrases.fields(item.item))


def _omission(omission: Omission, article: Article) -> Entry:
    exists = omission.sentence <= len(article.sentences)
    return Entry(
        text=f"“{omission.cue}” is cited by no item of {omission.section.replace('_', ' ')}",
        numbers=(omission.sentence,),
        detail=article.sentence(omission.sentence) if exists else "",
    )


def _numbers(evidence: Iterable[Evidence]) -> tuple[int, ...]:
    return tuple(each.sentence for each in evidence)


def _sentences(statement: str, evidence: Iterable[Evidence]) -> tuple[Sentence, ...]:
    """The sentences behind a statement that is not itself the sentence."""
    said = statement.split()
    return tuple((each.sentence, each.exact) for each in evidence if each.exact.split() != said)
