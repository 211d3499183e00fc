"""One briefing against one case: what is right, wrong, missed and extra, item by item."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefer.briefing import Briefing, Claim, Denial, Source, Uncertainty
from briefer.evals.agreement import Agreement, ExpectedStated, Stated, cites, hedged, text_of
from briefer.evals.assignment import assign
from briefer.evals.cases import (
    Case,
    Expected,
    ExpectedClaim,
    ExpectedDenial,
    ExpectedSource,
    ExpectedUncertainty,
    TextMatcher,
)
from briefer.evals.grounded import grounded_marks
from briefer.evals.marks import Counts, Mark, Verdict, counts
from briefer.evals.matching import plain
from briefer.lexicon import load

Wanted = TypeVar("Wanted", ExpectedSource, ExpectedClaim, ExpectedUncertainty, ExpectedDenial)
Found = TypeVar("Found", Source, Claim, Uncertainty, Denial)


@dataclass(frozen=True, slots=True)
class Pair:
    """An expectation with the item that answers it, or one of them alone."""

    section: str
    expected: ExpectedSource | ExpectedStated | None
    found: Source | Stated | None


@dataclass(frozen=True, slots=True)
class CaseScore:
    """How one briefing did on one case; ``briefing`` is None where there is none and everything is missed."""

    case: Case
    briefing: Briefing | None
    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> Counts:
        """The marks counted by field."""
        return counts(self.marks)

    @property
    def hits(self) -> tuple[Mark, ...]:
        """The traps of ``must_not`` that the briefing fell into."""
        return tuple(mark for mark in self.marks if mark.field == "must_not" and mark.verdict is Verdict.WRONG)


def score(case: Case, briefing: Briefing | None) -> CaseScore:
    """Score a briefing of a case's article; without one every expectation is missed.

    An item answers an expectation when its text matches and its source or its evidence agrees; of all such pairings the
    best assignment is taken. Optional expectations neither reward nor punish. An item that answers none is extra, a
    claim too: precision of claims says how many of those listed are key. What stands twice is extra the second time.
    """
    if briefing is None:
        return CaseScore(case, None, tuple(_all_missed(case.expect)), _unanswered(case.expect))
    language = case.article.language
    scorer = _Scorer(case.expect, briefing, Agreement(case.expect, briefing, load(language) if language else None))
    scorer.run()
    return CaseScore(case, briefing, tuple(scorer.marks), tuple(scorer.pairs))


def label(expected: ExpectedSource | ExpectedStated) -> str:
    """A few words by which an author knows an expectation again."""
    if isinstance(expected, ExpectedClaim):
        return expected.id
    if isinstance(expected, ExpectedSource):
        return _words(expected.name)
    kind = expected.kind if isinstance(expected, ExpectedUncertainty) else expected.strength
    return f"{kind.value}: {_words(expected.text)}"


class _Scorer:
    """One scoring under way."""

    def __init__(self, expect: Expected, briefing: Briefing, agreement: Agreement) -> None:
        self.expect = expect
        self.briefing = briefing
        self.agreement = agreement
        self.pairs: list[Pair] = []
        self.marks: list[Mark] = []

    def run(self) -> None:
        expect, made, agreement = self.expect, self.briefing, self.agreement
        for source, item in self.paired("sources", expect.sources, made.sources, agreement.source_rank):
            self.mark("sources.kind", source, item, right=item is not None and item.kind is source.kind)
        self.claims()
        uncertainties = self.paired(
            "uncertainties", expect.uncertainties, made.uncertainties, agreement.uncertainty_rank
        )
        for uncertainty, found in uncertainties:
            self.stated("uncertainties", uncertainty, found)
            self.mark("uncertainties.kind", uncertainty, found, right=found and found.kind is uncertainty.kind)
        for denial, denying in self.paired("denials", expect.denials, made.denials, agreement.denial_rank):
            self.stated("denials", denial, denying)
            self.mark("denials.strength", denial, denying, right=denying and denying.strength is denial.strength)
            self.links(denial, denying)
        self.published()
        self.traps()
        self.marks += grounded_marks(made, agreement.lexicon)

    def claims(self) -> None:
        pairs = self.paired("claims", self.expect.claims, self.briefing.claims, self.agreement.claim_rank)
        for claim, item in pairs:
            self.stated("claims", claim, item)
            if claim.hedges:
                self.mark("claims.hedges", claim, item, right=item and hedged(claim, item))

    def paired(
        self,
        section: str,
        wanted: Sequence[Wanted],
        found: Sequence[Found],
        ranked: Callable[[Wanted, Found], int],
    ) -> list[tuple[Wanted, Found | None]]:
        """Assign a section's items and mark what is found, missed and extra; gives the required expectations' items."""
        first = {_same(item): item.id for item in reversed(found)}
        weights = [[ranked(it, item) if first[_same(item)] == item.id else 0 for item in found] for it in wanted]
        chosen = assign(weights)
        required: list[tuple[Wanted, Found | None]] = []
        for row, it in enumerate(wanted):
            item = found[chosen[row]] if row in chosen else None
            self.pairs.append(Pair(section, it, item))
            if not it.optional:
                required.append((it, item))
                self.mark(section, it, item, right=item is not None)
        taken = set(chosen.values())
        for column, item in enumerate(found):
            if column not in taken:
                self.pairs.append(Pair(section, None, item))
                note = "stands twice" if first[_same(item)] != item.id else None
                self.marks.append(Mark(section, Verdict.EXTRA, None, item.id, note))
        return required

    def stated(self, section: str, it: ExpectedStated, item: Stated | None) -> None:
        self.mark(f"{section}.source", it, item, right=item and self.agreement.on_the_word_of(it, item))
        self.mark(f"{section}.evidence", it, item, right=item and cites(it, item))

    def mark(
        self, field: str, it: ExpectedSource | ExpectedStated, item: Source | Stated | None, *, right: object
    ) -> None:
        verdict = Verdict.MISSED if item is None else Verdict.RIGHT if right else Verdict.WRONG
        self.marks.append(Mark(field, verdict, label(it), item.id if item else None))

    def links(self, it: ExpectedDenial, item: Denial | None) -> None:
        """Mark each expected link; one to an optional claim that the briefing leaves out is not expected."""
        due = {claim.id for claim in self.expect.claims if not claim.optional} | {
            pair.expected.id for pair in self.pairs if isinstance(pair.expected, ExpectedClaim) and pair.found
        }
        found = item.id if item else None
        led = {claim: self.agreement.leads_to(it, claim) for claim in item.denies} if item else {}
        for claim_id in it.denies:
            expected = f"{label(it)} → {claim_id}"
            if claim_id in led.values():
                self.marks.append(Mark("denials.denies", Verdict.RIGHT, expected, found))
            elif claim_id in due:
                self.marks.append(Mark("denials.denies", Verdict.MISSED, expected, found))
        for claim, leads in led.items():
            if leads is None:
                note = f"{claim} is not what it denies"
                self.marks.append(Mark("denials.denies", Verdict.EXTRA, label(it), found, note))

    def published(self) -> None:
        wanted, printed = self.expect.published, self.briefing.article.published
        if wanted is not None:
            right = printed is not None and printed.startswith(wanted)
            verdict = Verdict.RIGHT if right else Verdict.WRONG if printed else Verdict.MISSED
            self.marks.append(Mark("published", verdict, wanted, printed))

    def traps(self) -> None:
        for trap in self.expect.must_not:
            item = self.agreement.trapped(trap)
            if item is None:
                self.marks.append(Mark("must_not", Verdict.RIGHT, trap.why))
            else:
                self.marks.append(Mark("must_not", Verdict.WRONG, trap.why, item.id, text_of(item)))


def _all_missed(expect: Expected) -> Iterator[Mark]:
    for section, items in _required(expect):
        parts: tuple[str, ...] = ("source", "evidence")
        if section == "sources":
            parts = ("kind",)
        elif section != "claims":
            parts = (*parts, "kind" if section == "uncertainties" else "strength")
        for it in items:
            fields = [section, *(f"{section}.{part}" for part in parts), "grounded"]
            if isinstance(it, ExpectedClaim) and it.hedges:
                fields.append("claims.hedges")
            yield from (Mark(field, Verdict.MISSED, label(it)) for field in fields)
            if isinstance(it, ExpectedDenial):
                due = {claim.id for claim in expect.claims if not claim.optional}
                links = [f"{label(it)} → {claim}" for claim in it.denies if claim in due]
                yield from (Mark("denials.denies", Verdict.MISSED, link) for link in links)
    if expect.published is not None:
        yield Mark("published", Verdict.MISSED, expect.published)
    yield from (Mark("must_not", Verdict.MISSED, trap.why) for trap in expect.must_not)


def _required(expect: Expected) -> Iterator[tuple[str, list[ExpectedSource | ExpectedStated]]]:
    yield "sources", [it for it in expect.sources if not it.optional]
    yield "claims", [it for it in expect.claims if not it.optional]
    yield "uncertainties", [it for it in expect.uncertainties if not it.optional]
    yield "denials", [it for it in expect.denials if not it.optional]


def _unanswered(expect: Expected) -> tuple[Pair, ...]:
    return tuple(Pair(section, it, None) for section, items in _required(expect) for it in items)


def _same(item: Source | Stated) -> tuple[str, ...]:
    """What two items of a section share where one repeats the other."""
    if isinstance(item, Source):
        return (plain(item.name),)
    kind = "" if isinstance(item, Claim) else item.kind if isinstance(item, Uncertainty) else item.strength
    return (plain(item.statement), item.source or "", kind)


def _words(matcher: TextMatcher) -> str:
    if matcher.contains is not None:
        return " + ".join(matcher.contains)
    return matcher.any_of[0] if matcher.any_of is not None else matcher.regex or matcher.fuzzy or ""
