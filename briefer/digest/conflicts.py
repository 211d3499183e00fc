"""Figures for one thing that cannot all hold, and the later article that says which does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefer.digest.groups import Groups
from briefer.digest.merging import Comparison
from briefer.digest.same import Difference
from briefer.digest.story import Story
from briefer.digest.units import Content, Quantity, Statement, Unit
from briefer.digest.vocabulary import vocabulary

_NEAR = 5
"""How many words from a figure the verb stands that tells what it counts."""
_ALIKE_ENOUGH = 0.35
_NO_COUNT = frozenset({"", "year", "month", "minut", "a.m", "p.m", "am", "pm"})
"""What a conflict is never about: dates, durations and bare numbers."""
_DECISIVE = frozenset({Difference.NAME, Difference.NEGATION, Difference.ROLE, Difference.DONE})


@dataclass(frozen=True)
class Figure:
    """A claim's figure: its place among the claims, the number as a value, the noun and the verb beside it."""

    claim: int
    quantity: Quantity
    verb: Unit

    @property
    def value(self) -> str:
        """The plainest reading of the number."""
        return min(self.quantity.values, key=lambda value: (len(value), value))


@dataclass(frozen=True)
class Clash:
    """Figures that cannot all hold: what they count, and the claims for each value, in the order of the articles."""

    about: str
    sides: tuple[tuple[str, tuple[int, ...]], ...]


def clashes(
    comparison: Comparison, pairs: Iterable[tuple[int, int]], articles: Sequence[int], story: Story
) -> Iterator[Clash]:
    """Find the conflicts among claims.

    Two figures clash where they count the same noun under the same verb, in related articles, differ, and nothing else
    but the figure keeps the claims apart.

    Args:
        comparison: The claims.
        pairs: Those worth comparing.
        articles: The article of each claim, by its place.
        story: The articles.

    """
    figures = {place: list(_figures(place, said)) for place, said in enumerate(comparison.statements)}
    groups = Groups(len(comparison.statements))
    found: dict[int, list[tuple[Figure, Figure]]] = defaultdict(list)
    edges = []
    for one, other in pairs:
        if not figures[one] or not figures[other] or not story.related(articles[one], articles[other]):
            continue
        for a in figures[one]:
            for b in figures[other]:
                if _clash(a, b) and not _apart(comparison, one, other):
                    edges.append((a, b))
                    groups.join(one, other)
    for a, b in edges:
        found[groups.root(a.claim)].append((a, b))
    same_words: dict[int, list[int]] = defaultdict(list)
    for place, first in enumerate(comparison.wording):
        same_words[first].append(place)
    for group in found.values():
        yield _clash_of([figure for pair in group for figure in pair], same_words, articles)


def _figures(place: int, statement: Statement) -> Iterator[Figure]:
    said = statement.said
    for quantity in said.quantities:
        if quantity.of in _NO_COUNT or any(value.startswith("~") or ":" in value for value in quantity.values):
            continue
        verb = _nearest(said, quantity)
        if verb is not None:
            yield Figure(place, quantity, verb)


def _nearest(said: Content, quantity: Quantity) -> Unit | None:
    """The known verb or event that stands nearest to a figure."""
    known = [unit for unit in said.units if unit.senses and unit.word != quantity.of and not unit.title]
    near = [unit for unit in known if abs(unit.at - quantity.at) <= _NEAR]
    return min(near, key=lambda unit: (not unit.verb, abs(unit.at - quantity.at)), default=None)


def _clash(one: Figure, other: Figure) -> bool:
    a, b = one.quantity, other.quantity
    if one.claim == other.claim or a.of != b.of or not a.values.isdisjoint(b.values):
        return False
    if _bounded(a, b) or _bounded(b, a):
        return False
    return one.verb.word == other.verb.word or bool(one.verb.senses & other.verb.senses)


def _bounded(one: Quantity, other: Quantity) -> bool:
    """Whether a bound of the one allows the other: at least nine, eleven."""
    try:
        limit, value = min(map(float, one.values)), min(map(float, other.values))
    except ValueError:
        return True
    allows = {"least": value >= limit, "over": value > limit, "most": value <= limit, "under": value < limit}
    return allows.get(one.bound, False)


def _apart(comparison: Comparison, one: int, other: int) -> bool:
    """Whether more than the figure differs."""
    verdict = comparison.verdict(one, other)
    return bool(_DECISIVE & set(verdict.differs)) or verdict.likeness < _ALIKE_ENOUGH


def _clash_of(figures: Sequence[Figure], same_words: Mapping[int, Sequence[int]], articles: Sequence[int]) -> Clash:
    by_value: dict[str, set[int]] = defaultdict(set)
    for figure in figures:
        by_value[figure.value].update(same_words.get(figure.claim, [figure.claim]))
    sides = [
        (value, tuple(sorted(claims, key=lambda claim: (articles[claim], claim)))) for value, claims in by_value.items()
    ]
    sides.sort(key=lambda side: (articles[side[1][0]], side[1][0]))
    first = figures[0]
    return Clash(f"{first.verb.word}: {first.quantity.of}", tuple(sides))


def settled_by(clash: Clash, comparison: Comparison, articles: Sequence[int], story: Story) -> tuple[int, str] | None:
    """The later claim that says which figure holds, and that figure; None where none does.

    It must come after every side has been heard, correct or accept something, and speak of a figure; the figure that
    holds is the one that its own article gives.
    """
    heard = max(articles[claims[0]] for _, claims in clash.sides)
    given: Mapping[int, str] = {articles[claim]: value for value, claims in clash.sides for claim in claims}
    for place, article in enumerate(articles):
        if article not in given or not story.later(article, heard) or not story.related(article, heard):
            continue
        statement = comparison.statements[place]
        known = vocabulary(statement.language)
        words = statement.said.all_words
        values = {value for quantity in statement.said.quantities for value in quantity.values}
        if words & known.settling and (words & known.counting or values & {value for value, _ in clash.sides}):
            return place, given[article]
    return None
