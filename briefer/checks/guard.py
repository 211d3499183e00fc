"""The guard: a text that changes a number, name, negation or hedge is put back to the sentences that it cites."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from pydantic import JsonValue

from briefer.briefing import Article
from briefer.checks.faults import Fault, FaultKind, faults, is_sentences, negates
from briefer.checks.note import Note
from briefer.checks.verbatim import find, joined
from briefer.checks.voice import silenced
from briefer.checks.words import tokens
from briefer.lexicon import Lexicon
from briefer.proposal import (
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
    Sentences,
)

__all__ = ["Fault", "Guarded", "faults", "guard"]

Stated = TypeVar("Stated", ProposedClaim, ProposedUncertainty, ProposedDenial)


@dataclass(frozen=True, slots=True)
class Guarded:
    """The proposal with every text within its evidence, and a note for each that was put back."""

    proposal: Proposal
    reverted: tuple[Note, ...]


def guard(proposal: Proposal, article: Article, lexicon: Lexicon | None) -> Guarded:
    """Put back every text that adds or drops a number, name, negation or hedge.

    Statements, summary sentences and the texts of added sections become the sentences that they cite; a headline
    becomes the article's title, or its sentence where it has none. Where the language has no lexicon, negations can't
    be seen, and only whole sentences of the article stand.

    Args:
        proposal: A grounded proposal: every sentence number exists.
        article: The article it is about.
        lexicon: The article's language's; None where there is none.

    """
    return _Guard(proposal, article, lexicon).guarded()


class _Guard:
    """One proposal being guarded."""

    def __init__(self, proposal: Proposal, article: Article, lexicon: Lexicon | None) -> None:
        self.proposal = proposal
        self.article = article
        self.lexicon = lexicon
        self.sources = {source.key: source for source in proposal.sources}
        self.reverted: list[Note] = []

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the article prints in lower case: no names, where they open a sentence of a statement."""
        return frozenset(token.word for token in tokens(self.article.text) if token.text[0].islower())

    def guarded(self) -> Guarded:
        proposal = self.proposal
        guarded = replace(
            proposal,
            headline=self.headline(proposal.headline),
            summary=tuple(map(self.summary, proposal.summary)),
            claims=tuple(
                self.stated("claims", claim, _kept_by_claim(claim, self.lexicon)) for claim in proposal.claims
            ),
            uncertainties=tuple(
                self.stated("uncertainties", item, _printed(item.cue)) for item in proposal.uncertainties
            ),
            denials=tuple(self.stated("denials", item, _printed(item.cue)) for item in proposal.denials),
            sections=MappingProxyType(
                {
                    section: tuple(self.item(section, item) for item in items)
                    for section, items in proposal.sections.items()
                }
            ),
        )
        return Guarded(guarded, tuple(self.reverted))

    def headline(self, headline: ProposedText) -> ProposedText:
        title = self.article.title
        if headline.text == title or not headline.sentences:
            return headline
        also = (title,) if title else ()
        reason = self.fault(headline.text, headline.sentences, more=also)
        if reason is None or self.fault(headline.text, headline.sentences, also=also) is None:
            return headline
        self.reverted.append(Note("headline", None, reason))
        return replace(headline, text=title or joined(self.article, headline.sentences))

    def summary(self, sentence: ProposedText) -> ProposedText:
        reason = self.fault(sentence.text, sentence.sentences) or self.voiceless(sentence)
        if reason is None:
            return sentence
        self.reverted.append(Note("summary", None, reason))
        return replace(sentence, text=joined(self.article, sentence.sentences))

    def voiceless(self, text: ProposedText) -> str | None:
        """Why a summary sentence can't stand: it states flat what the article credits to someone; None where it can."""
        if is_sentences(text.text, [self.article.sentence(number) for number in text.sentences]):
            return None
        speaker = silenced(text, self.proposal.claims, self.proposal.sources, self.lexicon)
        return None if speaker is None else f"states without saying so what the article credits to {speaker}"

    def stated(self, section: str, item: Stated, kept: Sequence[str]) -> Stated:
        speakers = [self.sources[key] for key in (item.source, *item.via) if key in self.sources]
        reason = self.fault(item.statement, item.sentences, also=_names(speakers), kept=kept)
        if reason is None:
            return item
        self.reverted.append(Note(section, item.key, reason))
        return replace(item, statement=joined(self.article, item.sentences))

    def item(self, section: str, item: ProposedItem) -> ProposedItem:
        def text(name: str) -> Callable[[JsonValue], JsonValue]:
            def guarded(value: JsonValue) -> JsonValue:
                if not isinstance(value, str):
                    return [guarded(part) for part in value] if isinstance(value, list) else value
                reason = self.field_fault(value, item.sentences)
                if reason is None:
                    return value
                self.reverted.append(Note(section, item.key, f"{name}: {reason}"))
                return joined(self.article, item.sentences)

            return guarded

        fields = {
            name: value if name in item.claim_fields else text(name)(value) for name, value in item.fields.items()
        }
        return replace(item, fields=MappingProxyType(fields))

    def field_fault(self, text: str, numbers: Sentences) -> str | None:
        """As ``fault``; without a lexicon a part of a sentence may stand, since a field need not be a statement."""
        sentences = [self.article.sentence(number) for number in numbers]
        if not text.strip() or (self.lexicon is None and any(find(text, sentence) for sentence in sentences)):
            return None
        return self.fault(text, numbers)

    def fault(
        self,
        text: str,
        numbers: Sentences,
        *,
        also: Sequence[str] = (),
        kept: Sequence[str] = (),
        more: Sequence[str] = (),
    ) -> str | None:
        """Why a text can't stand, or None where it can; ``more`` is evidence beside the sentences."""
        sentences = [*(self.article.sentence(number) for number in numbers), *more]
        if is_sentences(text, sentences):
            return None
        if self.lexicon is None:
            return "without a lexicon for its language only the article's own sentences stand"
        found = faults(text, sentences, also=also, kept=kept, lexicon=self.lexicon)
        if any(fault.kind is FaultKind.NAME for fault in found):
            found = faults(text, sentences, also=also, kept=kept, common=self.common, lexicon=self.lexicon)
        return "; ".join(map(str, found)) or None


def _names(speakers: Sequence[ProposedSource]) -> list[str]:
    return [name for speaker in speakers for name in (speaker.name, *speaker.aliases)]


def _kept_by_claim(claim: ProposedClaim, lexicon: Lexicon | None) -> list[str]:
    """A claim's hedges and its cue, unless the cue denies: who denies something does not claim it."""
    return [*claim.hedges, *(cue for cue in _printed(claim.cue) if not negates(cue, lexicon))]


def _printed(cue: str | None) -> list[str]:
    return [cue] if cue else []
