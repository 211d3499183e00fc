"""A digest in the making: the items of all articles, and which of them are one."""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, islice

from briefer.briefing import UncertaintyKind
from briefer.digest.conflicts import Clash, clashes, settled_by
from briefer.digest.groups import Groups
from briefer.digest.held import Held, HeldItem, HeldUncertainty
from briefer.digest.items import Items, Placed
from briefer.digest.links import answers, denies, refers_to_charge, same_question
from briefer.digest.merging import Comparison, all_say_the_same, merged
from briefer.digest.same import Difference
from briefer.digest.statements import Statements
from briefer.digest.story import in_order
from briefer.digest.units import Statement
from briefer.digest.vocabulary import vocabulary

_OPEN_TO_JUDGMENT = frozenset({Difference.WORD, Difference.LITTLE})
"""Differences that only other words make: a model may hold two such statements to be one, and nothing else."""
_WORTH_ASKING = 0.3
_CLOSE = 2
"""How many sentences apart two uncertainties of one article may stand to ask for the same."""


@dataclass(frozen=True)
class Findings:
    """What is one, what is denied, which figures differ and what is answered: all that the contract is made of.

    Items are known by their places in ``items``. Nothing here holds what the statements were compared by.
    """

    items: Items
    claim_groups: Groups
    by_model: frozenset[int]
    """The roots of the groups that a model had a hand in."""
    denials: Sequence[tuple[Sequence[int], Sequence[int]]]
    """The denials that are one, each time with the claims that they deny."""
    denied: frozenset[int]
    """The roots of the groups of claims that are denied by anyone."""
    clashes: Sequence[tuple[Clash, tuple[int, str] | None]]
    """The conflicts among figures, each with the claim that settles it and the figure that holds."""
    uncertainties: Sequence[tuple[Sequence[int], Sequence[int]]]
    """The uncertainties that are one, each time with the later claims that answer them."""


class Working:
    """The items of all articles, compared; made once, before and after a model is asked."""

    def __init__(self, found: Iterable[Held]) -> None:
        articles = in_order(found)
        claims = Statements(held.statement(item) for held in articles for item in held.claims)
        denials = Statements(held.statement(item) for held in articles for item in held.denials)
        uncertainties = Statements(held.statement(item) for held in articles for item in held.uncertainties)
        self.items = Items(articles, tuple(_names(articles, claims, denials, uncertainties)))
        self.story = self.items.story
        self.comparison = Comparison(claims)
        self._denials, self._uncertainties = denials, uncertainties
        # The same figure of dead in two stories is no one claim.
        pairs = sorted(
            (one, other)
            for one, other in self.comparison.candidates()
            if self.story.related(self.items.claims[one].article, self.items.claims[other].article)
        )
        # As numbers in two rows: pairs of Python's take nine times the memory.
        self._pairs = array("I", (one for one, _ in pairs)), array("I", (other for _, other in pairs))
        self.claim_groups = merged(self.comparison, pairs)
        self.by_model: set[int] = set()

    def findings(self) -> Findings:
        """Everything that comparing finds, as it stands: what a model is to add must be added before."""
        groups = self.claim_groups
        stories = self._stories()
        deny = self._by_story(stories, self.items.denials, self._denied)
        answer = self._by_story(stories, self.items.uncertainties, self._answering)
        denials = [
            (group, sorted({place for each in group for place in deny[each]}))
            for group in self._denial_groups().members().values()
        ]
        denied = frozenset(groups.root(place) for _, places in denials for place in places)
        uncertainties = [
            (group, sorted({place for each in group for place in answer[each] if groups.root(place) not in denied}))
            for group in self._uncertainty_groups().members().values()
        ]
        return Findings(
            items=self.items,
            claim_groups=groups,
            by_model=frozenset(self.by_model),
            denials=denials,
            denied=denied,
            clashes=tuple(self._clashes()),
            uncertainties=uncertainties,
        )

    def _stories(self) -> Groups:
        """The articles that any claims worth comparing hold together, by place."""
        stories = Groups(len(self.story.articles))
        for one, other in self.pairs:
            stories.join(self.items.claims[one].article, self.items.claims[other].article)
        return stories

    @staticmethod
    def _by_story(
        stories: Groups, section: Sequence[Placed[HeldItem]], find: Callable[[int], list[int]]
    ) -> dict[int, list[int]]:
        """What is found for each place of a section, one story after the other: its statements are then at hand."""
        ordered = sorted(range(len(section)), key=lambda place: stories.root(section[place].article))
        return {place: find(place) for place in ordered}

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs of claims worth comparing, by place, in order."""
        return zip(*self._pairs, strict=True)

    @property
    def doubtful(self) -> list[tuple[int, int]]:
        """Pairs of claims that differ by words alone and are not merged, the most alike first."""
        found = [
            (self.comparison.verdict(*pair).likeness, pair)
            for pair in self.pairs
            if self.claim_groups.root(pair[0]) != self.claim_groups.root(pair[1]) and self._may_be_same(pair)
        ]
        return [pair for likeness, pair in sorted(found, reverse=True) if likeness >= _WORTH_ASKING]

    def _may_be_same(self, pair: tuple[int, int]) -> bool:
        verdict = self.comparison.verdict(*pair)
        return bool(verdict.differs) and set(verdict.differs) <= _OPEN_TO_JUDGMENT

    def accept(self, pair: tuple[int, int]) -> bool:
        """Merge the groups of two claims on a model's word, unless a figure, name or negation forbids it."""
        left, right = self.group_of(pair[0]), self.group_of(pair[1])
        allowed = all_say_the_same(
            left, right, self.comparison, lambda verdict: not set(verdict.differs) - _OPEN_TO_JUDGMENT
        )
        if allowed:
            self.claim_groups.join(*pair)
            self.by_model.add(self.claim_groups.root(pair[0]))
        return allowed

    def group_of(self, claim: int) -> list[int]:
        """The places of all claims that are one with a claim."""
        return self.claim_groups.members()[self.claim_groups.root(claim)]

    @cached_property
    def _index(self) -> Mapping[object, "array[int]"]:
        """The claims by the words and the senses that they hold."""
        holders: dict[object, array[int]] = defaultdict(lambda: array("I"))
        for place, statement in enumerate(self.comparison.statements):
            for key in statement.said.words | statement.said.lines:
                holders[key].append(place)
        return holders

    def _claims_near(self, statement: Statement, most: int = 60) -> list[int]:
        """The claims that share the most words with a statement, rare ones first."""
        scores: dict[int, float] = defaultdict(float)
        for key in statement.said.words | statement.said.lines:
            holders = self._index.get(key, ())
            if len(holders) <= max(most, len(self.items.claims) // 4):
                for place in holders:
                    scores[place] += 1 / len(holders)
        return sorted(scores, key=lambda place: (-scores[place], place))[:most]

    def _denial_groups(self) -> Groups:
        """Denials that are one: the same words from the same party."""
        comparison = Comparison(self._denials)
        pairs = [
            (one, other)
            for one, other in comparison.candidates()
            if self.items.party(self.items.denials[one]) == self.items.party(self.items.denials[other])
        ]
        return merged(comparison, pairs)

    def _denied(self, place: int) -> list[int]:
        """The places of the claims that a denial denies: those linked in its article, and those it contradicts."""
        denial, statement = self.items.denials[place], self._denials[place]
        found = {self.items.claim_place[denial.article, claim] for claim in denial.item.denies}
        denier = self.items.party(denial)
        own = self.items.names(denier)
        for near in self._claims_near(statement):
            claim = self.items.claims[near]
            speaker = self.items.party(claim)
            if (speaker is not None and speaker == denier) or not self.story.related(denial.article, claim.article):
                continue
            if speaker is not None and self._one_side(denier, speaker):
                continue
            if claim.article == denial.article and set(claim.sentences) & set(denial.sentences):
                continue
            said = self.comparison.statements[near]
            if denies(statement, said) or (
                speaker is not None and refers_to_charge(statement, self.items.names(speaker), said, own)
            ):
                found.add(near)
        return sorted(found)

    def _one_side(self, one: str | None, other: str) -> bool:
        """Whether a party is described by the other's name: the union's president, the union."""
        return any(
            re.search(rf"\b{re.escape(self.items.names(named)[0].casefold())}\b", description.casefold()) is not None
            for described, named in ((one, other), (other, one))
            if named is not None
            for description in self._descriptions(described)
        )

    def _descriptions(self, party: str | None) -> list[str]:
        members = () if party is None else self.items.parties[int(party[1:]) - 1].members
        return [source.description for _, source in members if source.description]

    def _uncertainty_groups(self) -> Groups:
        """Uncertainties that are one: the same words, or one question asked twice close together or in a copy."""
        placed, said = self.items.uncertainties, self._uncertainties
        comparison = Comparison(said)
        groups = merged(comparison, list(comparison.candidates()))
        by_text: dict[int, list[int]] = defaultdict(list)
        for place, each in enumerate(placed):
            by_text[self.story.origin(each.article)].append(place)
        for places in by_text.values():
            for one, other in combinations(places, 2):
                a, b = placed[one].sentences, placed[other].sentences
                if a and b and abs(a[0] - b[0]) <= _CLOSE and same_question(said[one], said[other]):
                    groups.join(one, other)
        return groups

    def _answering(self, place: int) -> list[int]:
        """The places of later claims that answer an uncertainty."""
        uncertainty, question = self.items.uncertainties[place], self._uncertainties[place]
        return [
            near
            for near in self._claims_near(question)
            if not self._repeats(uncertainty, near)
            and self.story.later(self.items.claims[near].article, uncertainty.article)
            and self.story.related(uncertainty.article, self.items.claims[near].article)
            and answers(question, uncertainty.item.kind.value, self.comparison.statements[near])
        ]

    def _repeats(self, uncertainty: Placed[HeldUncertainty], claim: int) -> bool:
        """Whether who is without confirmation says it once more, and not that it is confirmed since."""
        speaker = self.items.party(uncertainty)
        alleged = uncertainty.item.kind is UncertaintyKind.UNCONFIRMED
        if not alleged or speaker is None or speaker != self.items.party(self.items.claims[claim]):
            return False
        statement = self.comparison.statements[claim]
        return not statement.said.all_words & vocabulary(statement.language).settling

    def _clashes(self) -> Iterator[tuple[Clash, tuple[int, str] | None]]:
        """The conflicts among figures, each with the claim that settles it and the figure that holds."""
        articles = [placed.article for placed in self.items.claims]
        for clash in clashes(self.comparison, self.pairs, articles, self.story):
            yield clash, settled_by(clash, self.comparison, articles, self.story)


def _names(
    articles: Iterable[Held], claims: Statements, denials: Statements, uncertainties: Statements
) -> Iterator[frozenset[str]]:
    """The names in what each article says."""
    said = [map(each.names, range(len(each))) for each in (claims, denials, uncertainties)]
    for held in articles:
        sizes = (len(held.claims), len(held.denials), len(held.uncertainties))
        found = (names for section, size in zip(said, sizes, strict=True) for names in islice(section, size))
        yield frozenset(chain.from_iterable(found))
