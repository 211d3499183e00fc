"""What a reader of a digest sees, in which order, whatever the medium; every string is untrusted plain text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    Voice,
)
from briefer.render.phrases import SEPARATOR, count, strength

SHOWN_ALONE = 12
"""How many claims of one article only are shown; the rest are counted, and stand in the JSON."""

_SHOWN_SOURCES = 40
_SHOWN_STEPS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One line: its text and where it is said, the lines beneath it, and entries of its own."""

    text: str
    id: str | None = None
    status: ClaimStatus = ClaimStatus.ASSERTED
    cites: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    inside: tuple["DigestEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class DigestSection:
    """A part of the digest; ``note`` is said first, ``more`` last."""

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


def digest_outline(digest: Digest) -> DigestOutline:
    """Put a digest into the order in which an analyst reads it: bottom line, what many say, what is contested."""
    names = {source.id: source.name for source in digest.sources}
    together = [claim for claim in digest.claims if len(claim.articles) > 1 or claim.status is not ClaimStatus.ASSERTED]
    alone = [claim for claim in digest.claims if claim not in together]
    sections = (
        _section(
            "Bottom line", (DigestEntry(text=line.text, cites=_cites(line.evidence)) for line in digest.bottom_line)
        ),
        _section(
            "Claims in several articles, denied or in doubt", (_claim(claim, digest, names) for claim in together)
        ),
        _section(
            "Claims in one article",
            (_claim(claim, digest, names) for claim in alone[:SHOWN_ALONE]),
            more=_left(len(alone), SHOWN_ALONE),
        ),
        _section("Denials", (_denial(denial, names) for denial in digest.denials)),
        _section("Figures that differ", (_conflict(conflict, names) for conflict in digest.conflicts)),
        _section("Not known", (_uncertainty(each, names) for each in digest.uncertainties if each.status == "open")),
        _section(
            "Answered since", (_uncertainty(each, names) for each in digest.uncertainties if each.status == "answered")
        ),
        _section(
            "Timeline",
            (_step(step, digest) for step in digest.timeline[:_SHOWN_STEPS]),
            more=_left(len(digest.timeline), _SHOWN_STEPS),
        ),
        _section(
            "Sources",
            (_source(source) for source in sorted(digest.sources, key=_weight)[:_SHOWN_SOURCES]),
            more=_left(len(digest.sources), _SHOWN_SOURCES),
        ),
        _section("Articles", map(_article, digest.articles)),
    )
    shown = {cite for section in sections for entry in section.entries for cite in _all_cites(entry)}
    sentences = {_cite(each): each.exact for each in digest.all_evidence()}
    return DigestOutline(
        title=f"Digest of {count(len(digest.articles), 'article')}",
        sections=sections,
        evidence=tuple((cite, sentences[cite]) for cite in sorted(shown & sentences.keys(), key=_place)),
        provenance=_provenance(digest),
    )


def _section(title: str, entries: Iterable[DigestEntry], more: str | None = None) -> DigestSection:
    found = tuple(entries)
    return DigestSection(title, found, None if found else "None found.", more)


def _left(total: int, shown: int) -> str | None:
    return f"and {total - shown:,} more" if total > shown else None


def _cite(evidence: Cited) -> str:
    return f"{evidence.article}:{evidence.sentence}"


def _cites(evidence: Iterable[Cited]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_cite, evidence)))


def _all_cites(entry: DigestEntry) -> Iterable[str]:
    yield from entry.cites
    for inside in entry.inside:
        yield from _all_cites(inside)


def _place(cite: str) -> tuple[int, int]:
    article, _, sentence = cite.partition(":")
    return int(article[1:]), int(sentence)


def _said_by(voices: Iterable[Voice], names: Mapping[str, str]) -> str:
    speakers = dict.fromkeys("the article" if voice.source is None else names[voice.source] for voice in voices)
    return ", ".join(speakers)


def _claim(claim: DigestClaim, digest: Digest, names: Mapping[str, str]) -> DigestEntry:
    copies = {article.id for article in digest.articles if article.copy_of}
    counted = f"{count(claim.independent, 'independent article')} of {len(claim.articles)}"
    parts = [f"— {_said_by(claim.voices, names)}", counted if len(claim.articles) > 1 else claim.articles[0]]
    if claim.counting:
        parts.append(claim.counting)
    if claim.merged_by == "model":
        parts.append("merged by the model")
    wordings = dict.fromkeys((voice.statement, voice) for voice in claim.voices if voice.statement != claim.statement)
    others = {statement: voice for statement, voice in wordings if voice.article not in copies}
    return DigestEntry(
        id=claim.id,
        text=claim.statement,
        status=claim.status,
        cites=_cites(each for voice in claim.voices for each in voice.evidence),
        details=(SEPARATOR.join(parts),),
        inside=tuple(
            DigestEntry(text=f"also: {statement}", cites=_cites(voice.evidence)) for statement, voice in others.items()
        )
        + tuple(_beside(denial, names) for denial in digest.denials if claim.id in denial.denies),
    )


def _beside(denial: DigestDenial, names: Mapping[str, str]) -> DigestEntry:
    return DigestEntry(
        id=denial.id,
        text=f"{strength(denial.strength)} by {_said_by(denial.voices, names)}: {denial.statement}",
        cites=_cites(each for voice in denial.voices for each in voice.evidence),
    )


def _denial(denial: DigestDenial, names: Mapping[str, str]) -> DigestEntry:
    claims = ", ".join(denial.denies) or "nothing among these claims"
    where = ", said in another article" if denial.across else ""
    return DigestEntry(
        id=denial.id,
        text=denial.statement,
        cites=_cites(each for voice in denial.voices for each in voice.evidence),
        details=(f"— {_said_by(denial.voices, names)}{SEPARATOR}{strength(denial.strength)}: {claims}{where}",),
    )


def _conflict(conflict: Conflict, names: Mapping[str, str]) -> DigestEntry:
    sides = [
        DigestEntry(
            text=f"{side.value}: {voice.statement}",
            cites=_cites(voice.evidence),
            details=(f"— {_said_by((voice,), names)}, {voice.article}",),
        )
        for side in conflict.sides
        for voice in side.voices[:1]
    ]
    settled = conflict.settled
    if settled:
        sides.append(
            DigestEntry(text=f"since then {settled.value}: {settled.statement}", cites=_cites(settled.evidence))
        )
    against = " against ".join(side.value for side in conflict.sides)
    return DigestEntry(id=conflict.id, text=against, details=() if settled else ("not settled",), inside=tuple(sides))


def _uncertainty(item: DigestUncertainty, names: Mapping[str, str]) -> DigestEntry:
    return DigestEntry(
        id=item.id,
        text=item.statement,
        cites=_cites(each for voice in item.voices for each in voice.evidence),
        details=(f"— {_said_by(item.voices, names)}{SEPARATOR}{item.kind.value}",),
        inside=tuple(
            DigestEntry(text=f"answered in {each.article}: {each.statement}", cites=_cites(each.evidence))
            for each in item.answers
        ),
    )


def _step(step: Step, digest: Digest) -> DigestEntry:
    article = next(each for each in digest.articles if each.id == step.article)
    news = [
        f"{word} {', '.join(ids)}"
        for word, ids in (
            ("claims", step.claims),
            ("denies", step.denials),
            ("leaves open", step.uncertainties),
            ("answers", step.answers),
            ("differs", step.conflicts),
            ("settles", step.settles),
        )
        if ids
    ]
    nothing = f"nothing new: it carries the text of {article.copy_of}" if article.copy_of else "nothing new"
    return DigestEntry(
        id=step.article,
        text=f"{step.published or 'undated'}{SEPARATOR}{article.outlet or article.title or article.path or ''}",
        details=(SEPARATOR.join(news) or nothing,),
    )


def _source(source: DigestSource) -> DigestEntry:
    role = f", {source.description}" if source.description else ""
    also = f"; also {', '.join(source.aliases)}" if source.aliases else ""
    claims = f"{SEPARATOR}{', '.join(source.claims)}" if source.claims else ""
    return DigestEntry(
        id=source.id,
        text=f"{source.name}{role} ({source.kind.value.replace('_', ' ')}{also})",
        details=(f"in {', '.join(source.articles)}{claims}",),
    )


def _weight(source: DigestSource) -> tuple[int, int, int]:
    return -len(source.articles), -len(source.claims), int(source.id[1:])


def _article(article: DigestArticle) -> DigestEntry:
    parts = [article.title, article.outlet, article.published, article.path or article.url]
    copied = f"{SEPARATOR}carries the text of {article.copy_of}" if article.copy_of else ""
    return DigestEntry(id=article.id, text=SEPARATOR.join(part for part in parts if part) + copied)


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
