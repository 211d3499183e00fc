"""Whether two passages are about the same thing: what a chosen link must show."""

from briefer.checks.words import Vocabulary, content, tokens
from briefer.lexicon import Lexicon

_SAME = 0.5
"""The share of a text's content words that the other must hold, in any inflection."""


def share_a_topic(text: str, other: str, lexicon: Lexicon | None) -> bool:
    """Whether ``other`` holds at least half of the content words and numbers of ``text``, in any inflection."""
    stop_words = lexicon.grammar.stop_words if lexicon else None
    known = Vocabulary(content(tokens(other), stop_words))
    words = set(content(tokens(text), stop_words))
    return bool(words) and sum(word in known for word in words) >= _SAME * len(words)
