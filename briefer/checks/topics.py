"""Whether two passages are about the same thing at all: the least that a chosen link must show."""

from briefer.checks.words import Vocabulary, content, tokens
from briefer.lexicon import Lexicon


def share_a_topic(text: str, other: str, lexicon: Lexicon | None) -> bool:
    """Whether two texts share a content word or a number, in any inflection."""
    stop_words = lexicon.grammar.stop_words if lexicon else None
    known = Vocabulary(content(tokens(other), stop_words))
    return any(word in known for word in content(tokens(text), stop_words))
