"""An article too long for its model in parts: whole paragraphs in a row, with the sentences' own numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from briefer.briefing import Article
from briefer.llm.schema import schema_size
from briefer.proposal import Draft, Proposal
from briefer.templates import RenderedCall

CONTEXT_TOKENS = 32_768
"""What a model of which nothing is known is taken to read and write at once; most current ones do."""

_CHARACTERS_A_TOKEN = 3
"""Fewer than English has, so that numbers and names in plenty still fit."""

_NUMBERING = 8
"""Characters that a sentence's number and line take."""

_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*[\r\n]")
_LINE_BREAK = re.compile(r"[\r\n]")


@dataclass
class Context:
    """How many tokens the model reads and writes at once; it shrinks when the endpoint says that it was too much."""

    tokens: int

    def fitted(self, call: RenderedCall) -> RenderedCall:
        """The call, its answer limited to half of what there is."""
        most = min(call.max_tokens, self.tokens // 2)
        return call if most == call.max_tokens else replace(call, max_tokens=most)

    def room(self, call: RenderedCall, article: Article) -> int:
        """Characters of sentences that a request like ``call``, which shows the whole article, has room for."""
        shown = sum(end - start + _NUMBERING for start, end in article.sentences)
        frame = max(sum(len(message["content"]) for message in call.messages) - shown, 0)
        schema = schema_size(call.answer_model) // _CHARACTERS_A_TOKEN
        spare = self.tokens - self.fitted(call).max_tokens - schema
        return max(spare * _CHARACTERS_A_TOKEN - frame, 0)

    def was_too_much(self, characters: int, told: int | None) -> None:
        """Learn from a rejection of so many characters."""
        self.tokens = min(self.tokens, told or max(characters // _CHARACTERS_A_TOKEN // 2, 1))


def split(article: Article, room: int, numbers: range | None = None) -> tuple[range, ...]:
    """Sentence numbers in as few runs as fit, each ending with a paragraph where one ends in it.

    Args:
        article: The article.
        room: Characters for the sentences of one run; a sentence that is longer is a run of its own.
        numbers: The sentences to split, all by default.
    """
    numbers = range(1, len(article.sentences) + 1) if numbers is None else numbers
    runs: list[range] = []
    between = _BLANK_LINE if _BLANK_LINE.search(article.text.strip()) else _LINE_BREAK
    begin, length, paragraph = numbers.start, 0, numbers.start
    for number in numbers:
        start, end = article.sentences[number - 1]
        size = end - start + _NUMBERING
        if number > numbers.start and between.search(article.text, article.sentences[number - 2][1], start):
            paragraph = number
        if length + size > room and number > begin:
            cut = paragraph if paragraph > begin else number
            runs.append(range(begin, cut))
            begin = cut
            length = sum(_size(article, each) for each in range(begin, number))
        length += size
    return (*runs, range(begin, numbers.stop))


def halves(article: Article, numbers: range) -> tuple[range, ...]:
    """A run in two, about as long as each other; the run alone where it is a single sentence."""
    half = sum(_size(article, number) for number in numbers) // 2
    return split(article, max(half, 1), numbers)


def within(draft: Draft, numbers: range) -> Draft:
    """What the draft found in a run of sentences, with the sources that this needs."""
    whole = draft.proposal
    claims = tuple(item for item in whole.claims if _lies_in(item.sentences, numbers))
    kept = {claim.key for claim in claims}
    uncertainties = tuple(
        replace(item, about=tuple(key for key in item.about if key in kept))
        for item in whole.uncertainties
        if _lies_in(item.sentences, numbers)
    )
    denials = tuple(
        replace(item, denies=tuple(key for key in item.denies if key in kept))
        for item in whole.denials
        if _lies_in(item.sentences, numbers)
    )
    heard = {number: chain for number, chain in draft.heard.items() if number in numbers}
    needed = set(_sources_of(Proposal(whole.headline, claims=claims, uncertainties=uncertainties, denials=denials)))
    needed.update(key for chain in heard.values() for key in chain)
    return replace(
        draft,
        proposal=Proposal(
            headline=whole.headline,
            summary=tuple(item for item in whole.summary if _lies_in(item.sentences, numbers)),
            sources=tuple(item for item in whole.sources if item.key in needed or _lies_in(item.sentences, numbers)),
            claims=claims,
            uncertainties=uncertainties,
            denials=denials,
        ),
        cues=tuple(cue for cue in draft.cues if cue.sentence in numbers),
        heard=MappingProxyType(heard),
    )


def _sources_of(proposal: Proposal) -> Iterator[str]:
    for items in (proposal.claims, proposal.uncertainties, proposal.denials):
        for item in items:
            yield from item.via
            if item.source is not None:
                yield item.source


def _lies_in(sentences: tuple[int, ...], numbers: range) -> bool:
    return bool(sentences) and min(sentences) in numbers


def _size(article: Article, number: int) -> int:
    start, end = article.sentences[number - 1]
    return end - start + _NUMBERING
