"""Turns of a conversation: each paragraph opens with who speaks. VENN: We were late."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, takewhile

from briefer.draft.attributed import Attribution
from briefer.draft.content import sentence_end
from briefer.draft.cues import CueKind
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Frame, Lexicon

_AGAIN = 2
"""How often a name must open a paragraph: once it may be a heading, or what a list tells of."""
_LONGEST = 4
"""Words of a name, at most."""


def turns(text: Text, lexicon: Lexicon) -> dict[int, Attribution]:
    """What each speaker of a conversation says, to the end of the paragraph, by the number of its first sentence."""
    paragraphs = [[*group] for _, group in groupby(text.sentences, key=lambda sentence: sentence.paragraph)]
    labelled = [(label, paragraph) for paragraph in paragraphs for label in _label(paragraph[0], lexicon)]
    speakers = Counter(label[-1].word for label, _ in labelled)
    return {
        paragraph[0].number: _turn(label, paragraph)
        for label, paragraph in labelled
        if speakers[label[-1].word] >= _AGAIN
    }


def _label(sentence: Sentence, lexicon: Lexicon) -> Iterator[list[Token]]:
    """The name before a colon that opens ``sentence``, if one does and is no place's."""
    name = [*takewhile(lambda token: token.tag is Tag.NAME and token.quote < 0, sentence.tokens)]
    follows = sentence.tokens[len(name) : len(name) + 2]
    places = lexicon.people.places | lexicon.people.metonyms
    named = 0 < len(name) <= _LONGEST and len(name[-1].word) > 1 and " ".join(t.word for t in name) not in places
    if named and len(follows) > 1 and follows[0].word == ":" and follows[1].tag is not Tag.QUOTE:
        yield name


def _turn(name: list[Token], paragraph: list[Sentence]) -> Attribution:
    colon, first = paragraph[0].tokens[len(name) : len(name) + 2]
    printed = (name[0].start, name[-1].end)
    content = (first.start, sentence_end(paragraph[-1]))
    at = (colon.start, colon.end)
    return Attribution(paragraph[0].number, at, CueKind.COLON, Frame.SAY, ":", printed, printed, (content,), real=True)
