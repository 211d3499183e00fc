"""Attributions with their speakers resolved: the raw material of every section."""

from dataclasses import dataclass

from briefer import lexicon as lexicons
from briefer.briefing import Article
from briefer.draft.attribution import Attribution, find_attributions
from briefer.draft.speakers import Resolved, Speaker, resolve
from briefer.draft.tokens import Text, read_text
from briefer.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Credit:
    """One attribution, who makes it (None where nobody is named), and the sentences of its content."""

    attribution: Attribution
    speaker: Speaker | None
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read: its text as tokens, its credits in text order, its speakers by first mention."""

    text: Text
    credits: tuple[Credit, ...]
    speakers: tuple[Speaker, ...]


def read_credits(article: Article, lexicon: Lexicon) -> Reading:
    """Every attribution of ``article``, speakers resolved."""
    text = read_text(article, lexicon)
    found = find_attributions(text, lexicon)
    resolved: Resolved = resolve(text, found, lexicon)
    made = [
        Credit(a, resolved.speakers[place] if place is not None else None, text.sentences_of(a.contents))
        for a, place in zip(found, resolved.of, strict=True)
    ]
    return Reading(text, tuple(made), resolved.speakers)


def attributions(article: Article) -> tuple[Credit, ...]:
    """Every attribution of ``article`` in text order; empty where its language has no lexicon."""
    lexicon = lexicons.load(article.language or "en")
    return read_credits(article, lexicon).credits if lexicon else ()
