"""How much two passages are about the same thing: shared content words, names and numbers."""

from collections.abc import Iterable

from briefer.briefing import Span
from briefer.draft.tokens import Tag, Text, Token
from briefer.lexicon import Lexicon

_STEM = 5
_CONTENT = frozenset({Tag.NOUN, Tag.NAME, Tag.NUMBER, Tag.VERB, Tag.TIME})


def content_words(tokens: Iterable[Token], lexicon: Lexicon) -> frozenset[str]:
    """The words of ``tokens`` that carry a topic, cut to their first letters so that inflections meet."""
    stops = lexicon.grammar.stop_words
    return frozenset(
        token.word[:_STEM]
        for token in tokens
        if token.word[0].isalnum()
        and token.word not in stops
        and token.tag in _CONTENT
        and token.word not in lexicon.verbs
    ) | frozenset(token.word for token in tokens if token.tag is Tag.NUMBER)


def tokens_within(text: Text, spans: Iterable[Span]) -> list[Token]:
    """The tokens that lie inside ``spans``."""
    spans = tuple(spans)
    tokens = [token for number in text.sentences_of(spans) for token in text.sentences[number - 1].tokens]
    if len(spans) == 1:
        ((start, end),) = spans
        return [token for token in tokens if start <= token.start < end]
    return [token for token in tokens if any(start <= token.start < end for start, end in spans)]


def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the shorter's words that both have, from 0 to 1; 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
