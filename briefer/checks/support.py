"""Whether a statement is about the sentences that it cites, or its sentence numbers have drifted."""

from collections.abc import Sequence
from functools import cached_property

from briefer.briefing import Article
from briefer.checks.language import Language
from briefer.checks.verbatim import find_in_sentences
from briefer.checks.words import Vocabulary, content, tokens
from briefer.proposal import Sentences

LEAST = 0.25
"""The least share of a statement's words that its sentences must hold."""
MARGIN = 0.34
"""How much more of them another sentence may hold before the number counts as drifted."""


class Support:
    """One article's sentences, compared with statements by the words that carry the topic."""

    def __init__(self, article: Article, language: Language) -> None:
        self._article = article
        self._language = language

    @cached_property
    def _vocabularies(self) -> list[Vocabulary]:
        numbers = range(1, len(self._article.sentences) + 1)
        return [Vocabulary(self._content(self._article.sentence(number))) for number in numbers]

    def fault(self, statement: str, sentences: Sentences, names: Sequence[str] = ()) -> str | None:
        """Why ``statement`` is not supported by ``sentences``, or None where it may be.

        It must share some of its words with them, and no other sentence of the article may hold clearly more of them:
        else the number has drifted, and putting back "its" sentence would show a wrong one in somebody's mouth.

        Args:
            statement: The text.
            sentences: The numbers that it cites, all of which exist.
            names: The source's name and aliases, which need not be among the words.

        """
        if find_in_sentences(statement, self._article, sentences):
            return None
        own = {word for name in names for word in self._content(name)}
        words = [word for word in self._content(statement) if word not in own]
        if not words or not self._vocabularies:
            return None
        cited = self._share(words, sentences)
        if cited == 0 and self._other_script(statement, sentences):
            return None
        cites = _cites(sentences)
        if cited < LEAST:
            return f"has little in common with {cites}, which it cites"
        best = max(range(1, len(self._vocabularies) + 1), key=lambda number: self._share(words, (number,)))
        if self._share(words, (best,)) >= cited + MARGIN:
            return f"has the words of sentence {best}, not of {cites}, which it cites"
        return None

    def _content(self, text: str) -> list[str]:
        return content(tokens(text), self._language.stop_words)

    def _share(self, words: Sequence[str], sentences: Sentences) -> float:
        """The share of ``words`` that the sentences hold together."""
        held = [self._vocabularies[number - 1] for number in sentences]
        return sum(any(word in vocabulary for vocabulary in held) for word in words) / len(words)

    def _other_script(self, statement: str, sentences: Sentences) -> bool:
        """Whether statement and sentences have no letter in common, as an English one about a Russian text."""
        letters = {char for char in statement.lower() if char.isalpha()}
        printed = {char for number in sentences for char in self._article.sentence(number).lower() if char.isalpha()}
        return not letters & printed


def _cites(sentences: Sentences) -> str:
    numbers = " and ".join(map(str, sentences))
    return f"sentence{'s' if len(sentences) > 1 else ''} {numbers}"
