"""What a reader of a digest sees, in which order, whatever the medium; every string is untrusted plain text."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from briefer.briefing import ClaimStatus
from briefer.digest.contract import (
    Cited,
    Conflict,
    Digest,
    DigestArticle,
    DigestClaim,
    DigestDenial,
    DigestSource,
    DigestUncertainty,
    Step,
    Text,
    Voice,
)
from briefer.render.outline import OWN_VOICE, Link, line_beneath
from briefer.render.phrases import SEPARATOR, count, speaker, strength

SHOWN_ALONE = 12
"""How many claims of one article only are shown; the rest are counted, and stand in the JSON and on the page."""

_SHOWN_SOURCES = 40
_SHOWN_STEPS = 60

DigestSectionKind: TypeAlias = Literal[
    "summary", "claims", "denials", "conflicts", "uncertainties", "timeline", "sources", "articles"
]
"""What a section holds, whatever its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One line: its text and where it is said, the line beneath it, and entries of its own.

    ``detail`` and ``links`` make up the line beneath; ``speakers`` are the ids of who says it and of those through whom
    it comes.
    """

    text: str
    id: str | None = None
    status: ClaimStatus = ClaimStatus.ASSERTED
    cites: tuple[str, ...] = ()
    detail: str = ""
    links: tuple[Link, ...] = ()
    speakers: tuple[str, ...] = ()
    inside: tuple["DigestEntry", ...] = ()

    @property
    def line(self) -> str:
        """The whole line beneath, for a medium that has no links."""
        return line_beneath(self.detail, self.links)

    @property
    def all_cites(self) -> tuple[str, ...]:
        """Where it and what stands inside it is said; an item of its own inside it cites for itself."""
        inside = (cite for each in self.inside if each.id is None for cite in each.all_cites)
        return tuple(dict.fromkeys((*self.cites, *inside)))


@dataclass(frozen=True, slots=True)
class DigestSection:
    """A part of the digest; ``note`` is said first, ``more`` last."""

    kind: DigestSectionKind
    title: str
    entries: tuple[DigestEntry, ...]
    note: str | None = None
    more: str | None = None


@dataclass(frozen=True, slots=True)
class DigestOutline:
    """A whole digest, ready to be laid out; ``evidence`` holds the cited sentences of what is shown, in order."""

    title: str
    sections: tuple[DigestSection, ...]
    evidence: tuple[tuple[str, str], ...]
    provenance: str


def digest_outline(digest: Digest, *, whole: bool = False) -> DigestOutline:
    """Put a digest into the order in which an analyst reads it: bottom line, what many say, what is contested.

    Args:
        digest: The digest.
        whole: Leave nothing out, for a medium in which a reader can choose.
    """
    names = {source.id: source.name for source in digest.sources}
    sections = tuple(_sections(digest, names, whole=whole))
    shown = {cite for section in sections for entry in section.entries for cite in _cites_shown(entry)}
    sentences = {_cite(each): each.exact for each in digest.all_evidence()}
    return DigestOutline(
        title=f"Digest of {count(len(digest.articles), 'article')}",
        sections=sections,
        evidence=tuple((cite, sentences[cite]) for cite in sorted(shown & sentences.keys(), key=_place)),
        provenance=_provenance(digest),
    )


def _sections(digest: Digest, names: Mapping[str, str], *, whole: bool) -> Iterator[DigestSection]:
    copies = frozenset(article.id for article in digest.articles if article.copy_of)
    beside = _beside_claims(digest, names)
    together: list[DigestEntry] = []
    alone: list[DigestEntry] = []
    for claim in digest.claims:
        entry = _claim(claim, beside.get(claim.id, ()), copies, names)
        (together if len(claim.articles) > 1 or claim.status is not ClaimStatus.ASSERTED else alone).append(entry)
    yield _section("summary", "Bottom line", (_line(each) for each in digest.bottom_line))
    yield _section("claims", "Claims in several articles, denied or in doubt", together)
    yield _section("claims", "Claims in one article", alone, most=None if whole else SHOWN_ALONE)
    yield _section("denials", "Denials", (_denial(each, names) for each in digest.denials))
    yield _section("conflicts", "Figures that differ", (_conflict(each, names) for each in digest.conflicts))
    for title, status in (("Not known", "open"), ("Answered since", "answered")):
        found = (_uncertainty(each, names) for each in digest.uncertainties if each.status == status)
        yield _section("uncertainties", title, found)
    articles = {article.id: article for article in digest.articles}
    steps = (_step(each, articles[each.article]) for each in digest.timeline)
    yield _section("timeline", "Timeline", steps, most=None if whole else _SHOWN_STEPS)
    sources = map(_source, sorted(digest.sources, key=_weight))
    yield _section("sources", "Sources", sources, most=None if whole else _SHOWN_SOURCES)
    yield _section("articles", "Articles", (_article(each, digest) for each in digest.articles))


def _section(
    kind: DigestSectionKind, title: str, entries: Iterable[DigestEntry], most: int | None = None
) -> DigestSection:
    found = tuple(entries)
    left = len(found) - len(found[:most])
    return DigestSection(
        kind, title, found[:most], None if found else "None found.", f"and {left:,} more" if left else None
    )


def _cite(evidence: Cited) -> str:
    return f"{evidence.article}:{evidence.sentence}"


def _cites(evidence: Iterable[Cited]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_cite, evidence)))


def _cites_shown(entry: DigestEntry) -> Iterator[str]:
    yield from entry.cites
    for inside in entry.inside:
        yield from _cites_shown(inside)


def _place(cite: str) -> tuple[int, int]:
    article, _, sentence = cite.partition(":")
    return int(article[1:]), int(sentence)


def _said_by(voices: Iterable[Voice], names: Mapping[str, str]) -> str:
    return "— " + ", ".join(dict.fromkeys(speaker(names, voice.source, ()) for voice in voices))


def _speakers(voices: Iterable[Voice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(by for voice in voices for by in (voice.source or OWN_VOICE, *voice.via)))


def _voices_cites(voices: Iterable[Voice]) -> tuple[str, ...]:
    return _cites(each for voice in voices for each in voice.evidence)


def _line(text: Text) -> DigestEntry:
    return DigestEntry(text=text.text, cites=_cites(text.evidence))


def _claim(
    claim: DigestClaim, beside: Iterable[DigestEntry], copies: Container[str], names: Mapping[str, str]
) -> DigestEntry:
    several = len(claim.articles) > 1
    parts = [
        _said_by(claim.voices, names),
        f"{count(claim.independent, 'independent article')} of {len(claim.articles)}" if several else "",
        claim.counting,
        "merged by the model" if claim.merged_by == "model" else "",
    ]
    others = {
        voice.statement: voice
        for voice in reversed(claim.voices)
        if voice.statement != claim.statement and voice.article not in copies
    }
    return DigestEntry(
        id=claim.id,
        text=claim.statement,
        status=claim.status,
        cites=_voices_cites(claim.voices),
        detail=SEPARATOR.join(part for part in parts if part),
        links=() if several else (Link("in", claim.articles),),
        speakers=_speakers(claim.voices),
        inside=(
            *(
                DigestEntry(text=f"also: {statement}", cites=_cites(voice.evidence))
                for statement, voice in reversed(others.items())
            ),
            *beside,
        ),
    )


def _beside_claims(digest: Digest, names: Mapping[str, str]) -> Mapping[str, Sequence[DigestEntry]]:
    """The denials as they stand beneath each claim that they deny."""
    found: dict[str, list[DigestEntry]] = defaultdict(list)
    for denial in digest.denials:
        by = _said_by(denial.voices, names).removeprefix("— ")
        entry = DigestEntry(
            id=denial.id,
            text=f"{strength(denial.strength)} by {by}: {denial.statement}",
            cites=_voices_cites(denial.voices),
        )
        for claim in denial.denies:
            found[claim].append(entry)
    return found


def _denial(denial: DigestDenial, names: Mapping[str, str]) -> DigestEntry:
    how = strength(denial.strength)
    parts = [_said_by(denial.voices, names)]
    if denial.across:
        parts.append("said in another article")
    if not denial.denies:
        parts.append(f"{how}: nothing among these claims")
    return DigestEntry(
        id=denial.id,
        text=denial.statement,
        cites=_voices_cites(denial.voices),
        detail=SEPARATOR.join(parts),
        links=(Link(f"{how}:", denial.denies),) if denial.denies else (),
        speakers=_speakers(denial.voices),
    )


def _conflict(conflict: Conflict, names: Mapping[str, str]) -> DigestEntry:
    sides = [
        DigestEntry(
            text=f"{side.value}: {voice.statement}",
            cites=_cites(voice.evidence),
            detail=_said_by((voice,), names),
            links=(Link("in", (voice.article,)),),
        )
        for side in conflict.sides
        for voice in side.voices[:1]
    ]
    settled = conflict.settled
    if settled:
        sides.append(
            DigestEntry(text=f"since then {settled.value}: {settled.statement}", cites=_cites(settled.evidence))
        )
    return DigestEntry(
        id=conflict.id,
        text=" against ".join(side.value for side in conflict.sides),
        detail="" if settled else "not settled",
        speakers=_speakers(voice for side in conflict.sides for voice in side.voices[:1]),
        inside=tuple(sides),
    )


def _uncertainty(item: DigestUncertainty, names: Mapping[str, str]) -> DigestEntry:
    return DigestEntry(
        id=item.id,
        text=item.statement,
        cites=_voices_cites(item.voices),
        detail=f"{_said_by(item.voices, names)}{SEPARATOR}{item.kind.value}",
        links=(Link("about", item.about),) if item.about else (),
        speakers=_speakers(item.voices),
        inside=tuple(
            DigestEntry(text=f"answered in {each.article}: {each.statement}", cites=_cites(each.evidence))
            for each in item.answers
        ),
    )


def _step(step: Step, article: DigestArticle) -> DigestEntry:
    links = tuple(
        Link(words, ids)
        for words, ids in (
            ("claims", step.claims),
            ("denies", step.denials),
            ("leaves open", step.uncertainties),
            ("answers", step.answers),
            ("differs", step.conflicts),
            ("settles", step.settles),
        )
        if ids
    )
    nothing = f"nothing new: it carries the text of {article.copy_of}" if article.copy_of else "nothing new"
    return DigestEntry(
        id=step.article,
        text=f"{step.published or 'undated'}{SEPARATOR}{article.outlet or article.title or article.path or ''}",
        detail="" if links else nothing,
        links=links,
    )


def _source(source: DigestSource) -> DigestEntry:
    role = f", {source.description}" if source.description else ""
    also = f"; also {', '.join(source.aliases)}" if source.aliases else ""
    return DigestEntry(
        id=source.id,
        text=f"{source.name}{role} ({source.kind.value.replace('_', ' ')}{also})",
        cites=_cites(source.evidence),
        links=(Link("in", source.articles), *((Link("claims", source.claims),) if source.claims else ())),
        speakers=(source.id,),
    )


def _weight(source: DigestSource) -> tuple[int, int, int]:
    return -len(source.articles), -len(source.claims), int(source.id[1:])


def _article(article: DigestArticle, digest: Digest) -> DigestEntry:
    parts = [article.title, article.outlet, article.published, article.path or article.url]
    copied = (Link("carries the text of", (article.copy_of,)),) if article.copy_of else ()
    return DigestEntry(
        id=article.id,
        text=SEPARATOR.join(part for part in parts if part),
        links=copied,
        inside=tuple(
            DigestEntry(text=f"credits {each.on}", cites=_cites(each.evidence))
            for each in digest.reliances
            if each.article == article.id
        ),
    )


def _provenance(digest: Digest) -> str:
    made = digest.provenance
    parts = [f"{made.model} ({made.endpoint.value})" if made.model else "no model"]
    if made.requests:
        parts.append(f"{made.tokens_in:,} tokens in, {made.tokens_out:,} out, {count(made.requests, 'request')}")
    if made.refused:
        parts.append(f"{count(made.refused, 'proposal')} of the model refused")
    if made.fallbacks:
        parts.append(f"fell back to the rules: {', '.join(each.section for each in made.fallbacks)}")
    parts += [f"{made.seconds:.2f} s", f"briefer {made.tool_version}, {made.created_at.isoformat(timespec='seconds')}"]
    return SEPARATOR.join(parts)
