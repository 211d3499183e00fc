"""The items of all articles in order, and who says each."""

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from briefer.briefing import SourceKind
from briefer.digest.held import Held, HeldItem
from briefer.digest.parties import parties
from briefer.digest.story import Story, story

ItemT_co = TypeVar("ItemT_co", bound=HeldItem, covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[ItemT_co]):
    """An item with its article, by place."""

    article: int
    item: ItemT_co

    @property
    def credits(self) -> tuple[str | None, ...]:
        """The ids, in its article, of who says it and of those through whom it comes."""
        return (self.item.source, *self.item.via)

    @property
    def sentences(self) -> list[int]:
        """The numbers of its sentences."""
        return [evidence.sentence for evidence in self.item.evidence]


class Items:
    """The claims, denials and uncertainties of all articles by article, each known by its place in its section.

    Args:
        articles: The articles, in order.
        names: The names in what each says.

    """

    def __init__(self, articles: tuple[Held, ...], names: tuple[frozenset[str], ...]) -> None:
        self.story: Story = story(articles, names)
        self.parties, self.party_of = parties(self.story)
        placed = list(enumerate(articles))
        self.claims = tuple(Placed(place, item) for place, held in placed for item in held.claims)
        self.denials = tuple(Placed(place, item) for place, held in placed for item in held.denials)
        self.uncertainties = tuple(Placed(place, item) for place, held in placed for item in held.uncertainties)

    @cached_property
    def claim_place(self) -> dict[tuple[int, str], int]:
        """The place of a claim by its article and its id there."""
        return {(placed.article, placed.item.id): index for index, placed in enumerate(self.claims)}

    def party(self, placed: Placed[HeldItem]) -> str | None:
        """The digest's id of who says it; None for the article's own voice."""
        source = placed.item.source
        return None if source is None else self.party_of.get((placed.article, source))

    def names(self, party: str | None) -> tuple[str, ...]:
        """A party's names, the fullest first."""
        if party is None:
            return ()
        found = self.parties[int(party[1:]) - 1]
        return (found.named.name, *found.aliases)

    def root(self, placed: Placed[HeldItem]) -> int | str:
        """Where an article has an item from: an article, by place, or an outlet that wrote none of them, by its id."""
        leant = self.story.leans(placed.article, placed.credits)
        if leant is not None:
            return self.story.origin(leant)
        return next(filter(None, (self._outlet(placed.article, source) for source in placed.credits)), None) or (
            self.story.origin(placed.article)
        )

    def _outlet(self, article: int, source: str | None) -> str | None:
        """The digest's id of a source that is an outlet, and another one than the article's own."""
        party = self.party_of.get((article, source or ""))
        if party is None or self.parties[int(party[1:]) - 1].named.kind is not SourceKind.MEDIA:
            return None
        return None if self.story.is_own(article, self.names(party)) else party
