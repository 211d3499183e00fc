"""Mistakes made on purpose in a finished briefing, and changes that are none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from briefer.briefing import (
    Briefing,
    Claim,
    ClaimStatus,
    Denial,
    DenialStrength,
    Source,
    SourceKind,
    Uncertainty,
    UncertaintyKind,
)
from briefer.checks import evidence
from briefer.evals.agreement import Agreement, ExpectedStated, Stated, cites
from briefer.evals.cases import ExpectedClaim, ExpectedDenial, ExpectedSource, ExpectedUncertainty
from briefer.evals.scoring import CaseScore

_SECTIONS = ("sources", "claims", "uncertainties", "denials")
_NEW = 900
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?![\w%.,-])")
_AUXILIARY = re.compile(r"\b(is|was|were|are|has|had|have|will|would|can|could|did|does|should)\b")
_NEGATION = re.compile(r"\b(?:not|never) ")
_DENIED = re.compile(r"(?<!nor )\bden(?:ied|ies|y)\b")
_FOUND_IN_NONE = "Officials denied that all 9,731 wells had been closed by the Quillfeather Board."


@dataclass(frozen=True, slots=True)
class Mutant:
    """A briefing with one mistake; ``item`` is where it was made."""

    mistake: str
    item: str
    briefing: Briefing


def mutants(score: CaseScore, agreement: Agreement) -> Iterator[Mutant]:
    """Mistakes that a careful reader would see, each made where the briefing was right before.

    An item that answers no required expectation is left alone: what it should have been can't be told. So is one that
    another item could stand in for.
    """
    made = agreement.briefing
    for pair in score.pairs:
        wanted, found = pair.expected, pair.found
        if wanted is None or found is None or wanted.optional:
            continue
        items = getattr(made, pair.section)
        alone = sum(_answers(agreement, wanted, item) for item in items) == 1
        if alone:
            yield Mutant("drop", found.id, _without(made, pair.section, found))
        again = found.model_copy(update={"id": f"{found.id[0]}{_NEW}"})
        yield Mutant("duplicate", found.id, made.model_copy(update={pair.section: (*items, again)}))
        if isinstance(wanted, ExpectedSource):
            if alone and isinstance(found, Source) and found.kind is wanted.kind:
                right = {found.kind, *_other_kinds(score, agreement, wanted, found)}
                kind = next(kind for kind in SourceKind if kind not in right)
                yield Mutant("wrong kind", found.id, _changed(made, "sources", found, kind=kind))
        elif not isinstance(found, Source):
            yield from _misstated(made, pair.section, found)
            yield Mutant("no evidence", found.id, _changed(made, pair.section, found, evidence=()))
            if alone:
                yield from _misattributed(made, pair.section, wanted, found, agreement)
                yield from _shifted(made, pair.section, wanted, found)
            if isinstance(found, Denial):
                yield Mutant("denial → claim", found.id, _as_claim(made, found))
    yield from _invented(made)
    if any(pair.expected and pair.found and not pair.expected.optional for pair in score.pairs):
        yield Mutant("empty", "all", made.model_copy(update=dict.fromkeys((*_SECTIONS, "summary"), ())))


def survivors(made: Briefing) -> Iterator[Mutant]:
    """Changes that change nothing: the order of items, white space, letter case, the shape of quotes."""
    yield Mutant("reorder", "all", made.model_copy(update={name: getattr(made, name)[::-1] for name in _SECTIONS}))
    yield Mutant("white space", "all", _restated(made, lambda text: f" {text.replace(' ', '  ')}\n"))
    yield Mutant("letter case", "all", _restated(made, str.upper))
    straight = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
    yield Mutant("straight quotes", "all", _restated(made, lambda text: text.translate(straight)))


def _misstated(made: Briefing, section: str, item: Stated) -> Iterator[Mutant]:
    text = item.statement
    if number := _NUMBER.search(text):
        more = f"{int(number[0].replace(',', '')) * 10:,}"
        changed = text[: number.start()] + more + text[number.end() :]
        yield Mutant("×10", item.id, _changed(made, section, item, statement=changed))
    if turned := _turned(text):
        yield Mutant("flip polarity", item.id, _changed(made, section, item, statement=turned))
    if isinstance(item, Claim):
        flat = text
        for hedge in item.hedges:
            flat = re.sub(rf"\s?\b{re.escape(hedge)}\b", "", flat, flags=re.IGNORECASE)
        if flat != text:
            yield Mutant("drop hedge", item.id, _changed(made, section, item, statement=flat, hedges=()))


def _turned(text: str) -> str | None:
    """The opposite, roughly: a denial confirmed, a negation taken out or put in; None where neither can be done."""
    if _DENIED.search(text):
        return _DENIED.sub("confirmed", text, count=1)
    if _NEGATION.search(text):
        return _NEGATION.sub("", text, count=1)
    return _AUXILIARY.sub(r"\1 not", text, count=1) if _AUXILIARY.search(text) else None


def _misattributed(
    made: Briefing, section: str, wanted: ExpectedStated, item: Stated, agreement: Agreement
) -> Iterator[Mutant]:
    if not agreement.on_the_word_of(wanted, item):
        return
    for source in made.sources:
        wrong = item.model_copy(update={"source": source.id})
        if not agreement.on_the_word_of(wanted, wrong):
            yield Mutant("wrong source", item.id, _changed(made, section, item, source=source.id))
            break
    if not agreement.on_the_word_of(wanted, item.model_copy(update={"source": None})):
        yield Mutant("no source", item.id, _changed(made, section, item, source=None))


def _shifted(made: Briefing, section: str, wanted: ExpectedStated, item: Stated) -> Iterator[Mutant]:
    if not cites(wanted, item):
        return
    last = len(made.article.sentences)
    first = item.evidence[0].sentence
    others = [number % last + 1 for number in range(first, first + last) if number % last + 1 not in wanted.evidence]
    if others:
        shifted = (evidence(made.article, others[0]),)
        yield Mutant("shifted evidence", item.id, _changed(made, section, item, evidence=shifted))


def _as_claim(made: Briefing, denial: Denial) -> Briefing:
    claim = Claim(
        id=f"C{_NEW}",
        statement=denial.statement,
        source=denial.source,
        via=denial.via,
        cue=denial.cue,
        quote=None,
        hedges=(),
        status=ClaimStatus.ASSERTED,
        evidence=denial.evidence,
    )
    return _without(made, "denials", denial).model_copy(update={"claims": (*made.claims, claim)})


def _invented(made: Briefing) -> Iterator[Mutant]:
    """An item of each section that the article does not bear out."""
    support = (evidence(made.article, 1),)
    stated: dict[str, Any] = {
        "statement": _FOUND_IN_NONE,
        "source": None,
        "via": (),
        "cue": None,
        "evidence": support,
    }
    source = Source(
        id=f"S{_NEW}",
        name="Quillfeather Board",
        description=None,
        kind=SourceKind.NAMED_ORGANISATION,
        aliases=(),
        evidence=support,
    )
    claim = Claim(id=f"C{_NEW}", quote=None, hedges=(), status=ClaimStatus.ASSERTED, **stated)
    uncertainty = Uncertainty(id=f"U{_NEW}", kind=UncertaintyKind.UNKNOWN, about=(), **stated)
    denial = Denial(id=f"D{_NEW}", strength=DenialStrength.DENIES, denies=(), **stated)
    new: tuple[Source | Stated, ...] = (source, claim, uncertainty, denial)
    for section, item in zip(_SECTIONS, new, strict=True):
        items = (*getattr(made, section), item)
        yield Mutant("invented item", item.id, made.model_copy(update={section: items}))


def _answers(agreement: Agreement, wanted: ExpectedSource | ExpectedStated, item: Any) -> bool:
    match wanted:
        case ExpectedSource():
            return bool(agreement.source_rank(wanted, item))
        case ExpectedClaim():
            return bool(agreement.claim_rank(wanted, item))
        case ExpectedUncertainty():
            return bool(agreement.uncertainty_rank(wanted, item))
        case ExpectedDenial():
            return bool(agreement.denial_rank(wanted, item))


def _other_kinds(
    score: CaseScore, agreement: Agreement, wanted: ExpectedSource, found: Source
) -> Iterator[SourceKind | None]:
    """The kinds with which a source would answer another expectation as well as its own."""
    for pair in score.pairs:
        other = pair.expected
        if isinstance(other, ExpectedSource) and other is not wanted and _answers(agreement, other, found):
            yield other.kind


def _without(made: Briefing, section: str, gone: Source | Stated) -> Briefing:
    return made.model_copy(update={section: tuple(item for item in getattr(made, section) if item.id != gone.id)})


def _changed(made: Briefing, section: str, item: Source | Stated, **changes: Any) -> Briefing:
    new = item.model_copy(update=changes)
    return made.model_copy(update={section: tuple(new if one.id == item.id else one for one in getattr(made, section))})


def _restated(made: Briefing, change: Callable[[str], str]) -> Briefing:
    return made.model_copy(
        update={
            section: tuple(
                item.model_copy(update={"statement": change(item.statement)}) for item in getattr(made, section)
            )
            for section in _SECTIONS[1:]
        }
    )
