"""How far an item of a briefing agrees with an expectation, and whether it falls into a trap."""

from dataclasses import dataclass

from briefer.briefing import Briefing, Claim, Denial, Source, Uncertainty
from briefer.evals.assignment import rank
from briefer.evals.cases import Expected, ExpectedClaim, ExpectedDenial, ExpectedSource, ExpectedUncertainty, Trap
from briefer.evals.matching import names_match, plain, source_matches, text_matches
from briefer.lexicon import Lexicon

Stated = Claim | Uncertainty | Denial
ExpectedStated = ExpectedClaim | ExpectedUncertainty | ExpectedDenial


@dataclass(frozen=True, slots=True)
class Agreement:
    """One briefing beside what is expected of it.

    The ranks are 0 where an item does not answer an expectation: a source answers by its name, the others by their text
    together with their source or their evidence. Above 0 they grow with what else agrees.
    """

    expect: Expected
    briefing: Briefing
    lexicon: Lexicon | None

    def source_rank(self, it: ExpectedSource, item: Source) -> int:
        """How well a source answers."""
        found = names_match(it.name, (item.name, *item.aliases), self.lexicon)
        return rank(not it.optional, item.kind is it.kind) if found else 0

    def claim_rank(self, it: ExpectedClaim, item: Claim) -> int:
        """How well a claim answers."""
        return self._rank(it, item, hedged(it, item))

    def uncertainty_rank(self, it: ExpectedUncertainty, item: Uncertainty) -> int:
        """How well an uncertainty answers."""
        return self._rank(it, item, item.kind is it.kind)

    def denial_rank(self, it: ExpectedDenial, item: Denial) -> int:
        """How well a denial answers."""
        links = [self.leads_to(it, claim) for claim in item.denies]
        right = len({link for link in links if link})
        return self._rank(it, item, item.strength is it.strength, right, all(links))

    def on_the_word_of(self, it: ExpectedStated, item: Stated) -> bool:
        """Whether an item has the expected source."""
        return source_matches(it.source, self._names(item), self.lexicon)

    def leads_to(self, it: ExpectedDenial, claim_id: str) -> str | None:
        """The label of the denied claim that a denial's link leads to; None where it leads to another claim."""
        item = next((claim for claim in self.briefing.claims if claim.id == claim_id), None)
        denied = [claim for claim in self.expect.claims if claim.id in it.denies]
        return next((claim.id for claim in denied if item and self.claim_rank(claim, item)), None)

    def trapped(self, trap: Trap) -> Source | Stated | None:
        """The first item that falls into a trap, or None."""
        items: tuple[Source | Stated, ...] = getattr(self.briefing, trap.section)
        return next((item for item in items if self._falls(trap, item)), None)

    def _rank(self, it: ExpectedStated, item: Stated, *more: int) -> int:
        source, evidence = self.on_the_word_of(it, item), cites(it, item)
        found = (source or evidence) and text_matches(it.text, item.statement, self.lexicon)
        return rank(not it.optional, source, evidence, *more) if found else 0

    def _names(self, item: Stated) -> tuple[str, ...] | None:
        source = next((source for source in self.briefing.sources if source.id == item.source), None)
        return (source.name, *source.aliases) if source else None

    def _falls(self, trap: Trap, item: Source | Stated) -> bool:
        names = (item.name, *item.aliases) if isinstance(item, Source) else self._names(item)
        texts = (item.name, *item.aliases) if isinstance(item, Source) else (item.statement,)
        return (
            (trap.text is None or any(text_matches(trap.text, text, self.lexicon) for text in texts))
            and (trap.any_source or source_matches(trap.source, names, self.lexicon))
            and (trap.kind is None or trap.kind == getattr(item, "kind", None))
            and (trap.strength is None or trap.strength == getattr(item, "strength", None))
            and (trap.chained is None or trap.chained == bool(getattr(item, "via", ())))
        )


def cites(it: ExpectedStated, item: Stated) -> bool:
    """Whether an item cites a sentence that supports what is expected."""
    return any(evidence.sentence in it.evidence for evidence in item.evidence)


def hedged(it: ExpectedClaim, item: Claim) -> bool:
    """Whether a claim carries one of the expected hedges, or none is expected."""
    given = [plain(words) for words in item.hedges]
    wanted = [plain(words) for words in it.hedges]
    return not wanted or any(one in other or other in one for one in wanted for other in given)


def text_of(item: Source | Stated) -> str:
    """A source's name, another item's statement."""
    return item.name if isinstance(item, Source) else item.statement
