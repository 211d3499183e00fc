"""What changed between two runs: another day, another model, other prompts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefer.briefing import ClaimStatus, Contract
from briefer.digest.build import cited
from briefer.digest.contract import ArticleRef, CitedList
from briefer.digest.held import Held, HeldClaim, HeldItem, HeldUncertainty
from briefer.digest.links import answers, denies
from briefer.digest.merging import Comparison
from briefer.digest.statements import Statements
from briefer.digest.units import Statement

SCHEMA_VERSION: Literal["1"] = "1"


class Changed(Contract):
    """One item as a run has it: its article there, its id, what it says and on which sentences."""

    article: ArticleRef
    item: str
    statement: str
    evidence: CitedList


class Reworded(Contract):
    """A claim that both runs have, in other words."""

    before: Changed
    after: Changed


class Resolved(Contract):
    """An uncertainty of the first run that the second has no more, or answers in an article that the first had not.

    ``by`` is the claim that answers it, if one does.
    """

    uncertainty: Changed
    by: Changed | None


class RunArticle(Contract):
    """An article that a run briefed."""

    id: ArticleRef
    title: str | None
    path: str | None
    url: str | None
    published: str | None
    text_sha256: str


class Difference(Contract):
    """What the second run has that the first had not, and the reverse; schema version 1."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    before: tuple[RunArticle, ...]
    after: tuple[RunArticle, ...]
    new_claims: tuple[Changed, ...]
    gone_claims: tuple[Changed, ...]
    reworded_claims: tuple[Reworded, ...]
    newly_denied: tuple[Changed, ...]
    new_denials: tuple[Changed, ...]
    gone_denials: tuple[Changed, ...]
    new_uncertainties: tuple[Changed, ...]
    resolved_uncertainties: tuple[Resolved, ...]
    unchanged_claims: int


@dataclass(frozen=True)
class _Item:
    """An item with its article: that article's place in its run."""

    article: int
    item: HeldItem
    statement: Statement

    def changed(self) -> Changed:
        return Changed(
            article=f"A{self.article + 1}",
            item=self.item.id,
            statement=self.item.statement,
            evidence=tuple(cited(self.article, each) for each in self.item.evidence),
        )


def difference(before: Sequence[Held], after: Sequence[Held]) -> Difference:
    """Compare two runs, item by item; an item is the same where the digest would merge the two.

    Args:
        before: The first run's articles, in order; A1… in the result.
        after: The second run's.

    """
    old, new = _items(before, "claims"), _items(after, "claims")
    pairs = _paired(old, new)
    taken = set(pairs.values())
    old_denials, new_denials = _items(before, "denials"), _items(after, "denials")
    denials = _paired(old_denials, new_denials)
    old_open, new_open = _items(before, "uncertainties"), _items(after, "uncertainties")
    still = _paired(old_open, new_open)
    told, still_open = set(denials.values()), set(still.values())
    fresh_denials = [denial for j, denial in enumerate(new_denials) if j not in told]
    fresh = [claim for j, claim in enumerate(new) if j not in taken]
    known = {held.text_sha256 for held in before}
    late = [claim for claim in fresh if after[claim.article].text_sha256 not in known]
    return Difference(
        before=tuple(_articles(before)),
        after=tuple(_articles(after)),
        new_claims=_changed(new, lambda j: j not in taken),
        gone_claims=_changed(old, lambda i: i not in pairs),
        reworded_claims=tuple(
            Reworded(before=old[i].changed(), after=new[j].changed())
            for i, j in pairs.items()
            if old[i].item.statement.split() != new[j].item.statement.split()
        ),
        newly_denied=tuple(
            new[j].changed() for i, j in pairs.items() if not _denied(old[i]) and _is_denied_now(new[j], fresh_denials)
        ),
        new_denials=tuple(denial.changed() for denial in fresh_denials),
        gone_denials=_changed(old_denials, lambda i: i not in denials),
        new_uncertainties=_changed(new_open, lambda j: j not in still_open),
        resolved_uncertainties=tuple(_resolved(old_open, still, fresh, late)),
        unchanged_claims=sum(old[i].item.statement.split() == new[j].item.statement.split() for i, j in pairs.items()),
    )


def _articles(run: Sequence[Held]) -> Iterable[RunArticle]:
    for place, held in enumerate(run, 1):
        yield RunArticle(
            id=f"A{place}",
            title=held.title,
            path=held.path,
            url=held.url,
            published=held.published,
            text_sha256=held.text_sha256,
        )


def _items(run: Sequence[Held], section: Literal["claims", "denials", "uncertainties"]) -> list[_Item]:
    return [
        _Item(place, item, held.statement(item)) for place, held in enumerate(run) for item in getattr(held, section)
    ]


def _changed(items: Sequence[_Item], kept: Callable[[int], bool]) -> tuple[Changed, ...]:
    return tuple(item.changed() for place, item in enumerate(items) if kept(place))


def _paired(old: Sequence[_Item], new: Sequence[_Item]) -> dict[int, int]:
    """The second run's item for each of the first's that it has: the same sentences first, then the most alike."""
    comparison = Comparison(Statements(item.statement for item in (*old, *new)))
    size = len(old)
    found = []
    near = [(i, j - size) for i, j in comparison.candidates() if i < size <= j]
    for i, j in sorted({*near, *_same_words(comparison, size), *_same_sentences(old, new)}):
        verdict = comparison.verdict(i, size + j)
        if verdict.same:
            exact = old[i].item.statement.split() == new[j].item.statement.split()
            cited = old[i].statement.sentences == new[j].statement.sentences
            found.append((not exact, not cited, -verdict.likeness, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(found):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return dict(sorted(pairs.items()))


def _same_words(comparison: Comparison, size: int) -> Iterable[tuple[int, int]]:
    old = {comparison.wording[i]: i for i in range(size)}
    for place in range(size, len(comparison.statements)):
        if comparison.wording[place] in old:
            yield old[comparison.wording[place]], place - size


def _same_sentences(old: Sequence[_Item], new: Sequence[_Item]) -> Iterable[tuple[int, int]]:
    by_sentences: dict[tuple[str, ...], list[int]] = {}
    for i, item in enumerate(old):
        by_sentences.setdefault(item.statement.sentences, []).append(i)
    for j, item in enumerate(new):
        for i in by_sentences.get(item.statement.sentences, ()):
            yield i, j


def _denied(item: _Item) -> bool:
    return isinstance(item.item, HeldClaim) and item.item.status is ClaimStatus.DENIED


def _is_denied_now(item: _Item, fresh: Sequence[_Item]) -> bool:
    return _denied(item) or any(denies(denial.statement, item.statement) for denial in fresh)


def _resolved(
    questions: Sequence[_Item], still: Mapping[int, int], fresh: Sequence[_Item], late: Sequence[_Item]
) -> Iterable[Resolved]:
    """The uncertainties that are gone, and those that an article of the second run alone answers.

    Args:
        questions: The first run's uncertainties.
        still: Those of them that the second run has too, by place.
        fresh: The claims that only the second run has.
        late: Those of them in articles that only the second run has.
    """
    for place, question in enumerate(questions):
        answer = _answer(question, late if place in still else fresh)
        if place not in still or answer is not None:
            yield Resolved(uncertainty=question.changed(), by=answer)


def _answer(question: _Item, claims: Iterable[_Item]) -> Changed | None:
    """The first of some claims that answers an uncertainty."""
    kind = question.item.kind.value if isinstance(question.item, HeldUncertainty) else ""
    first = next((claim for claim in claims if answers(question.statement, kind, claim.statement)), None)
    return None if first is None else first.changed()
