"""Grounding: every item is tied to sentences that exist and words that the article prints, or goes to quarantine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import JsonValue
from pydantic_core import to_jsonable_python

from briefer.briefing import MAX_EVIDENCE, Article, Quarantined
from briefer.checks.language import language
from briefer.checks.note import Note
from briefer.checks.speakers import Speakers, names_of
from briefer.checks.support import Support
from briefer.checks.verbatim import find, joined, printed, unquoted
from briefer.checks.words import Vocabulary, content, tokens
from briefer.lexicon import Lexicon
from briefer.proposal import (
    Draft,
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
    Sentences,
)

Credited = TypeVar("Credited", bound=ProposedClaim | ProposedUncertainty | ProposedDenial)
AnyItem = ProposedText | ProposedSource | ProposedClaim | ProposedUncertainty | ProposedDenial | ProposedItem


@dataclass(frozen=True, slots=True)
class Grounded:
    """What could be tied to the article, what could not and why, and what had to be left out of an item that stays."""

    proposal: Proposal
    quarantine: tuple[Quarantined, ...]
    notes: tuple[Note, ...]


def ground(proposal: Proposal, article: Article, draft: Draft, lexicon: Lexicon | None) -> Grounded:
    """Tie every item of a proposal to the article.

    What remains cites one to three existing sentences, in text order; is credited to a source whose name the article
    prints; links to items that remain; and holds a cue, quote and hedges as printed in its sentences. A headline or
    summary that can't be tied gives way to the draft's.

    Args:
        proposal: What a reader or a model made of the article.
        article: The article.
        draft: What the draft reader made of it: the stand-in, and the check on who is credited.
        lexicon: The article's language's; None where there is none.

    """
    grounding = _Grounding(article, draft, lexicon)
    sources = grounding.sources(proposal.sources)
    claims = grounding.claims(proposal.claims)
    grounded = Proposal(
        headline=grounding.headline(proposal.headline),
        summary=grounding.summary(proposal.summary),
        sources=sources,
        claims=claims,
        uncertainties=tuple(
            replace(item, about=grounding.known_claims(item.about))
            for item in grounding.credited("uncertainties", proposal.uncertainties)
        ),
        denials=tuple(
            replace(item, denies=grounding.known_claims(item.denies))
            for item in grounding.credited("denials", proposal.denials)
        ),
        sections=MappingProxyType(
            {section: grounding.items(section, items) for section, items in proposal.sections.items()}
        ),
    )
    return Grounded(grounded, tuple(grounding.quarantine), tuple(grounding.notes))


class _Grounding:
    """One article's grounding under way."""

    def __init__(self, article: Article, draft: Draft, lexicon: Lexicon | None) -> None:
        self.article = article
        self.draft = draft
        self.support = Support(article, language(lexicon))
        self.speakers = Speakers(article, draft, lexicon)
        self.quarantine: list[Quarantined] = []
        self.notes: list[Note] = []
        self.known: dict[str, ProposedSource] = {}
        self.lost: dict[str, str] = {}
        self.claim_keys: set[str] = set()

    def reject(self, section: str, item: AnyItem, reason: str) -> None:
        self.quarantine.append(Quarantined(section=section, reason=reason, item=_as_json(item)))

    def note(self, section: str, key: str, reason: str) -> None:
        self.notes.append(Note(section, key, reason))

    def existing(self, numbers: Iterable[int]) -> Sentences:
        """The first three of ``numbers`` that exist, in text order."""
        there = [number for number in dict.fromkeys(numbers) if 1 <= number <= len(self.article.sentences)]
        return tuple(sorted(there[:MAX_EVIDENCE]))

    def unsupported(self, text: str, cited: Sentences, names: Sequence[str] = ()) -> str | None:
        """Why a text that cites ``cited`` can't be tied to the article, or None where it can."""
        existing = self.existing(cited)
        if not text.strip():
            return "is empty"
        if not existing:
            return _missing(cited, len(self.article.sentences))
        return self.support.fault(text, existing, names)

    def headline(self, headline: ProposedText) -> ProposedText:
        existing = self.existing(headline.sentences)
        is_title = headline.text == self.article.title and existing
        reason = None if is_title else self.unsupported(headline.text, headline.sentences)
        if reason is None:
            return replace(headline, sentences=existing)
        self.reject("headline", headline, reason)
        drafted = self.draft.proposal.headline
        if drafted != headline and drafted.text.strip() and (stand_in := self.existing(drafted.sentences)):
            return replace(drafted, sentences=stand_in)
        first = self.existing([1])
        return ProposedText(self.article.title or joined(self.article, first), first)

    def summary(self, summary: Sequence[ProposedText]) -> tuple[ProposedText, ...]:
        kept = tuple(self.texts(summary))
        if kept:
            return kept
        drafted = self.draft.proposal.summary
        usable = [text for text in drafted if self.unsupported(text.text, text.sentences) is None]
        return tuple(replace(text, sentences=self.existing(text.sentences)) for text in usable)

    def texts(self, texts: Sequence[ProposedText]) -> Iterable[ProposedText]:
        for text in texts:
            if reason := self.unsupported(text.text, text.sentences):
                self.reject("summary", text, reason)
            else:
                yield replace(text, sentences=self.existing(text.sentences))

    def sources(self, sources: Sequence[ProposedSource]) -> tuple[ProposedSource, ...]:
        for source in sources:
            names = [name for given in (source.name, *source.aliases) if (name := self.as_printed(given))]
            existing = self.existing(source.sentences)
            if source.key in self.known:
                self.reject("sources", source, f"repeats the key {source.key!r}")
            elif not names or not existing:
                absent = f"{source.name!r} is not printed in the article"
                reason = _missing(source.sentences, len(self.article.sentences)) if names else absent
                self.reject("sources", source, reason)
                self.lost.setdefault(source.key, f"its source {source.name!r} is in quarantine: {reason}")
            else:
                aliases = tuple(alias for alias in dict.fromkeys(names) if alias != names[0])
                named = replace(source, name=names[0], aliases=aliases, sentences=existing)
                self.known[source.key] = replace(named, description=self.description(named))
        return tuple(self.known.values())

    def as_printed(self, name: str) -> str | None:
        """A name as the article's text, title or outlet prints it."""
        for text in (self.article.text, self.article.title, self.article.outlet):
            if text and (place := find(name, text)):
                return text[place[0] : place[1]]
        return None

    def description(self, source: ProposedSource) -> str | None:
        """A source's description where the sentences about it hold its words, as printed where they hold it whole."""
        if not source.description or not source.description.strip():
            return None
        if whole := printed(source.description, self.article, source.sentences):
            return whole
        count = len(self.article.sentences)
        about = [
            number
            for number in range(1, count + 1)
            if number in source.sentences or any(find(name, self.article.sentence(number)) for name in names_of(source))
        ]
        if whole := printed(source.description, self.article, about):
            return whole
        held = Vocabulary(token.word for number in about for token in tokens(self.article.sentence(number)))
        if all(word in held for word in content(tokens(source.description), None)):
            return source.description
        self.note("sources", source.key, f"its description “{source.description}” is not the article's: left out")
        return None

    def claims(self, claims: Sequence[ProposedClaim]) -> tuple[ProposedClaim, ...]:
        kept: list[ProposedClaim] = []
        for proposed in claims:
            if proposed.key in self.claim_keys:
                self.reject("claims", proposed, f"repeats the key {proposed.key!r}")
                continue
            for claim in self.credited("claims", [proposed]):
                self.claim_keys.add(claim.key)
                kept.append(self.unflattened(self.with_printed_words(claim)))
        return tuple(kept)

    def with_printed_words(self, claim: ProposedClaim) -> ProposedClaim:
        """A claim with its quote and hedges as printed; those that are not are left out, and noted."""
        quote = self.words(
            "claims", claim.key, "quote", unquoted(claim.quote) if claim.quote else None, claim.sentences
        )
        hedges = [self.words("claims", claim.key, "hedge", hedge, claim.sentences) for hedge in claim.hedges]
        return replace(claim, quote=quote, hedges=tuple(dict.fromkeys(hedge for hedge in hedges if hedge)))

    def unflattened(self, claim: ProposedClaim) -> ProposedClaim:
        """A claim in the article's own voice, whole sentences and all where these credit someone else."""
        verbatim = joined(self.article, claim.sentences)
        if claim.source is not None or claim.statement == verbatim:
            return claim
        speaker = self.speakers.flattened(claim)
        if speaker is None:
            return claim
        self.note("claims", claim.key, f"states flat what its sentence credits to {speaker}")
        return replace(claim, statement=verbatim)

    def credited(self, section: str, items: Sequence[Credited]) -> Iterable[Credited]:
        """The items whose sentences and sources stand, each with its cue as printed."""
        for item in items:
            chain = [self.known[key] for key in (item.source, *item.via) if key in self.known]
            names = [name for source in chain for name in names_of(source)]
            existing = self.existing(item.sentences)
            reason = self.unknown_source(item) or self.unsupported(item.statement, item.sentences, names)
            if reason is None and item.source is not None:
                reason = self.speakers.fault(chain, existing, item.cue, self.known.values())
            if reason:
                self.reject(section, item, reason)
                continue
            cue = self.words(section, item.key, "cue", item.cue, existing)
            via = tuple(key for key in dict.fromkeys(item.via) if key != item.source)
            yield replace(item, sentences=existing, cue=cue, via=via)

    def unknown_source(self, item: ProposedClaim | ProposedUncertainty | ProposedDenial) -> str | None:
        """Why one of an item's sources is none of the article's, or None where all are."""
        for key in (item.source, *item.via):
            if key is not None and key not in self.known:
                return self.lost.get(key, f"its source {key!r} is not among the sources")
        return None

    def words(self, section: str, key: str, what: str, given: str | None, sentences: Sentences) -> str | None:
        """Words as the sentences print them; None, with a note, where they don't."""
        found = printed(given, self.article, sentences)
        if found is None and given:
            self.note(section, key, f"the {what} “{given}” is not in its sentences: left out")
        return found

    def items(self, section: str, items: Sequence[ProposedItem]) -> tuple[ProposedItem, ...]:
        kept = []
        for item in items:
            existing = self.existing(item.sentences)
            if not existing:
                self.reject(section, item, _missing(item.sentences, len(self.article.sentences)))
            else:
                kept.append(replace(item, sentences=existing))
        return tuple(kept)

    def known_claims(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in dict.fromkeys(keys) if key in self.claim_keys)


def _missing(cited: Sentences, count: int) -> str:
    if not cited:
        return "cites no sentence"
    numbers = ", ".join(map(str, dict.fromkeys(cited)))
    return f"cites sentence{'s' if len(set(cited)) > 1 else ''} {numbers}, but the article has {count}"


def _as_json(item: AnyItem) -> dict[str, JsonValue]:
    """An item as proposed, as JSON."""

    def value(given: Any) -> Any:
        return sorted(given) if isinstance(given, frozenset) else given

    return {field.name: to_jsonable_python(value(getattr(item, field.name)), fallback=dict) for field in fields(item)}
