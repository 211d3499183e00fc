"""A digest in the making: the items of all articles, and which of them are one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.briefing import Claim, Denial, SourceKind, Uncertainty, UncertaintyKind
from briefer.digest.conflicts import Clash, clashes, settled_by
from briefer.digest.groups import Groups
from briefer.digest.held import Held
from briefer.digest.links import answers, denies, refers_to_charge, same_question
from briefer.digest.merging import Comparison, all_say_the_same, merged
from briefer.digest.parties import Party, parties
from briefer.digest.same import Difference
from briefer.digest.story import Story, story
from briefer.digest.units import Statement
from briefer.digest.vocabulary import vocabulary

_OPEN_TO_JUDGMENT = frozenset({Difference.WORD, Difference.LITTLE})
"""Differences that only other words make: a model may hold two such statements to be one, and nothing else."""
_WORTH_ASKING = 0.3
_CLOSE = 2
"""How many sentences apart two uncertainties of one article may stand to ask for the same."""


@dataclass(frozen=True)
class Placed:
    """An item with its article, by place."""

    article: int
    item: Claim | Denial | Uncertainty


class Working:
    """The items of all articles, compared; made once, before and after a model is asked."""

    def __init__(self, found: Iterable[Held]) -> None:
        self.story: Story = story(found)
        self.parties: tuple[Party, ...]
        self.party_of: Mapping[tuple[int, str], str]
        self.parties, self.party_of = parties(self.story)
        self.claims = [Placed(place, item) for place, held in enumerate(self.story.articles) for item in held.claims]
        self.denials = [Placed(place, item) for place, held in enumerate(self.story.articles) for item in held.denials]
        self.uncertainties = [
            Placed(place, item) for place, held in enumerate(self.story.articles) for item in held.uncertainties
        ]
        self.comparison = Comparison([self.statement(placed) for placed in self.claims])
        # The same figure of dead in two stories is no one claim.
        self.pairs = [
            (one, other)
            for one, other in self.comparison.candidates()
            if self.story.related(self.claims[one].article, self.claims[other].article)
        ]
        self.claim_groups = merged(self.comparison, self.pairs)
        self.by_model: set[int] = set()

    def statement(self, placed: Placed) -> Statement:
        """An item as the matcher compares it."""
        return self.story.articles[placed.article].statement(placed.item)

    def party(self, placed: Placed) -> str | None:
        """The digest's id of who says it; None for the article's own voice."""
        source = placed.item.source
        return None if source is None else self.party_of.get((placed.article, source))

    def root(self, placed: Placed) -> int | str:
        """Where an article has an item from: an article, by place, or an outlet that wrote none of them, by its id."""
        credited = credits_of(placed)
        leant = self.story.leans(placed.article, credited)
        if leant is not None:
            return self.story.origin(leant)
        return next(filter(None, (self._outlet(placed.article, source) for source in credited)), None) or (
            self.story.origin(placed.article)
        )

    def _outlet(self, article: int, source: str | None) -> str | None:
        """The digest's id of a source that is an outlet, and another one than the article's own."""
        party = self.party_of.get((article, source or ""))
        if party is None or self.parties[int(party[1:]) - 1].named.kind is not SourceKind.MEDIA:
            return None
        return None if self.story.is_own(article, self._names(party)) else party

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
    def claim_place(self) -> dict[tuple[int, str], int]:
        """The place of a claim by its article and its id there."""
        return {(placed.article, placed.item.id): index for index, placed in enumerate(self.claims)}

    @cached_property
    def _index(self) -> dict[object, list[int]]:
        """The claims by the words and the senses that they hold."""
        holders: dict[object, list[int]] = defaultdict(list)
        for place, statement in enumerate(self.comparison.statements):
            for key in statement.said.words | statement.said.lines:
                holders[key].append(place)
        return holders

    def claims_near(self, statement: Statement, most: int = 60) -> list[int]:
        """The claims that share the most words with a statement, rare ones first."""
        scores: dict[int, float] = defaultdict(float)
        for key in statement.said.words | statement.said.lines:
            holders = self._index.get(key, ())
            if len(holders) <= max(most, len(self.claims) // 4):
                for place in holders:
                    scores[place] += 1 / len(holders)
        return sorted(scores, key=lambda place: (-scores[place], place))[:most]

    def denial_groups(self) -> Groups:
        """Denials that are one: the same words from the same party."""
        comparison = Comparison([self.statement(placed) for placed in self.denials])
        pairs = [
            (one, other)
            for one, other in comparison.candidates()
            if self.party(self.denials[one]) == self.party(self.denials[other])
        ]
        return merged(comparison, pairs)

    def denied(self, denial: Placed) -> list[int]:
        """The places of the claims that a denial denies: those linked in its article, and those it contradicts."""
        statement, item = self.statement(denial), denial.item
        assert isinstance(item, Denial)
        found = {self.claim_place[denial.article, claim] for claim in item.denies}
        denier = self.party(denial)
        own = self._names(denier)
        for place in self.claims_near(statement):
            claim = self.claims[place]
            speaker = self.party(claim)
            if (speaker is not None and speaker == denier) or not self.story.related(denial.article, claim.article):
                continue
            if speaker is not None and self._one_side(denier, speaker):
                continue
            if claim.article == denial.article and set(_sentences(claim)) & set(_sentences(denial)):
                continue
            if denies(statement, self.statement(claim)) or (
                speaker is not None and refers_to_charge(statement, self._names(speaker), self.statement(claim), own)
            ):
                found.add(place)
        return sorted(found)

    def _one_side(self, one: str | None, other: str) -> bool:
        """Whether a party is described by the other's name: the union's president, the union."""
        return any(
            re.search(rf"\b{re.escape(self._names(named)[0].casefold())}\b", description.casefold()) is not None
            for described, named in ((one, other), (other, one))
            if named is not None
            for description in self._descriptions(described)
        )

    def _descriptions(self, party: str | None) -> list[str]:
        members = () if party is None else self.parties[int(party[1:]) - 1].members
        return [source.description for _, source in members if source.description]

    def _names(self, party: str | None) -> tuple[str, ...]:
        if party is None:
            return ()
        found = self.parties[int(party[1:]) - 1]
        return (found.named.name, *found.aliases)

    def uncertainty_groups(self) -> Groups:
        """Uncertainties that are one: the same words, or one question asked twice close together or in a copy."""
        comparison = Comparison([self.statement(placed) for placed in self.uncertainties])
        groups = merged(comparison, comparison.candidates())
        by_text: dict[int, list[int]] = defaultdict(list)
        for place, placed in enumerate(self.uncertainties):
            by_text[self.story.origin(placed.article)].append(place)
        for places in by_text.values():
            for i, one in enumerate(places):
                for other in places[i + 1 :]:
                    a, b = self.uncertainties[one], self.uncertainties[other]
                    gap = abs(_sentences(a)[0] - _sentences(b)[0]) if _sentences(a) and _sentences(b) else _CLOSE + 1
                    if gap <= _CLOSE and same_question(self.statement(a), self.statement(b)):
                        groups.join(one, other)
        return groups

    def answering(self, placed: Placed) -> list[int]:
        """The places of later claims that answer an uncertainty."""
        question = self.statement(placed)
        return [
            place
            for place in self.claims_near(question)
            if not self._repeats(placed, self.claims[place])
            and self.story.later(self.claims[place].article, placed.article)
            and self.story.related(placed.article, self.claims[place].article)
            and answers(question, placed.item.kind.value, self.statement(self.claims[place]))  # type: ignore[union-attr]
        ]

    def _repeats(self, placed: Placed, claim: Placed) -> bool:
        """Whether who is without confirmation says it once more, and not that it is confirmed since."""
        alleged = isinstance(placed.item, Uncertainty) and placed.item.kind is UncertaintyKind.UNCONFIRMED
        if not alleged or self.party(placed) is None or self.party(placed) != self.party(claim):
            return False
        statement = self.statement(claim)
        return not statement.said.all_words & vocabulary(statement.language).settling

    def clashes(self) -> list[tuple[Clash, tuple[int, str] | None]]:
        """The conflicts among figures, each with the claim that settles it and the figure that holds."""
        articles = [placed.article for placed in self.claims]
        return [
            (clash, settled_by(clash, self.comparison, articles, self.story))
            for clash in clashes(self.comparison, self.pairs, articles, self.story)
        ]


def credits_of(placed: Placed) -> tuple[str | None, ...]:
    """The ids, in its article, of who says it and of those through whom it comes."""
    return (placed.item.source, *placed.item.via)


def _sentences(placed: Placed) -> Sequence[int]:
    return [evidence.sentence for evidence in placed.item.evidence]
