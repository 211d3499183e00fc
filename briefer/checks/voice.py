"""Whose words a text gives: a summary must not state flat what the article only credits to someone."""

from collections.abc import Iterable, Sequence

from briefer.checks.speakers import names_of
from briefer.checks.words import Vocabulary, content, tokens
from briefer.lexicon import Lexicon
from briefer.proposal import ProposedClaim, ProposedSource, ProposedText

_STATES = 0.5
"""A text states a claim from this share of the claim's content words on; measured on our own articles."""


def silenced(
    text: ProposedText, claims: Iterable[ProposedClaim], sources: Sequence[ProposedSource], lexicon: Lexicon | None
) -> str | None:
    """The name of the speaker whose claim a text states without saying whose it is; None where it says so.

    Any credited speaker of the sentences that the text cites will do, and a sentence that also holds a claim in the
    article's own voice excuses the text.

    Args:
        text: A summary sentence or a headline, grounded.
        claims: The claims of the same proposal.
        sources: Its sources.
        lexicon: The language's, for its stop words; None where there is none.

    """
    stop_words = lexicon.grammar.stop_words if lexicon else None
    stated = Vocabulary(content(tokens(text.text), stop_words))
    speakers: list[str] = []
    by_key = {source.key: source for source in sources}
    for claim in claims:
        words = content(tokens(claim.statement), stop_words)
        if not set(claim.sentences) & set(text.sentences) or not words:
            continue
        if sum(word in stated for word in words) < _STATES * len(words):
            continue
        if claim.source is None:
            return None
        named = [by_key[key] for key in (claim.source, *claim.via) if key in by_key]
        if any(_printed_in(stated, source, stop_words) for source in named):
            return None
        speakers += [source.name for source in named[:1]]
    return speakers[0] if speakers else None


def _printed_in(text: Vocabulary, source: ProposedSource, stop_words: frozenset[str] | None) -> bool:
    """Whether a text prints a word of a source's name, or the head of its role: "Orlo", "a survey", "an engineer"."""
    words = [word for name in names_of(source) for word in content(tokens(name), stop_words)]
    role = content(tokens((source.description or "").split(",")[0].split(" of ")[0]), stop_words)
    return any(word in text for word in (*words, *role[-1:]))
