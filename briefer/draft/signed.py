"""Words that are signed by who said them: “Q” — Name; a letter or a post with its author's name on the line below."""

from collections.abc import Iterator, Sequence

from briefer.briefing import Span
from briefer.draft.attributed import Attribution
from briefer.draft.cues import CueKind
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Frame, Lexicon

_DASHES = frozenset("-–—―")
_LONGEST = 8
_NAME_END = frozenset({".", ",", "("})
_ONE_LINE = 5
_FEWEST = 2
"""Lone names sign what is above them where there are so many of them; a single one may be anything."""


def signed_words(text: Text, lexicon: Lexicon) -> Iterator[Attribution]:
    """An attribution for each signature, in text order: its content is the quotation, the letter or the post."""
    sentences = text.sentences
    lines = [s for s in sentences if len(s.tokens) <= _ONE_LINE and _is_alone(text, s)]
    names = {s.number: name for s in lines if (name := _lone_name(s, lexicon))}
    if len(names) < _FEWEST:
        names = {}
    edges = {s.number for s in sentences if s.heading} | {s.number for s in lines if _is_capitalised(s)}
    before: Sentence | None = None
    for sentence in sentences:
        dashed = _after_dash(sentence, before)
        if dashed is not None:
            edges.add(sentence.number)
            yield _made(sentence, CueKind.SIGNATURE, *dashed, _quoted(text, sentence, dashed[0]))
        elif sentence.number in names:
            name, letter = names[sentence.number], _above(text, sentence.number, edges)
            if letter is not None:
                yield _made(sentence, CueKind.LETTER, name[0], name, letter)
        before = sentence


def _made(sentence: Sentence, kind: CueKind, cue: Token, name: Sequence[Token], content: Span) -> Attribution:
    printed = (name[0].start, name[-1].end)
    at = (cue.start, cue.end)
    return Attribution(sentence.number, at, kind, Frame.SAY, cue.word, printed, printed, (content,), real=True)


def _after_dash(sentence: Sentence, before: Sentence | None) -> tuple[Token, list[Token]] | None:
    """The dash and the name after a quotation's end, up to a comma: — Mara Venn, baker."""
    tokens = sentence.tokens
    at = next((p for p in range(len(tokens) - 1, -1, -1) if tokens[p].word in _DASHES and tokens[p].quote < 0), None)
    if at is None or len(tokens) - at > _LONGEST + 1:
        return None
    first = at
    while first > 0 and tokens[first - 1].word in _DASHES:
        first -= 1
    last = tokens[first - 1] if first else before.tokens[-1] if before is not None and before.tokens else None
    if last is None or last.tag is not Tag.QUOTE:
        return None
    end = next((p for p in range(at + 1, len(tokens)) if tokens[p].word in _NAME_END), len(tokens))
    name = tokens[at + 1 : end]
    return (tokens[first], name) if name and all(map(_is_capital, name)) else None


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0] == "@"


def _is_alone(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence is a paragraph of its own."""
    near = text.sentences[max(0, sentence.number - 2) : sentence.number + 1]
    return sum(other.paragraph == sentence.paragraph for other in near) == 1


def _is_capitalised(sentence: Sentence) -> bool:
    """Whether a line is a name, a place or the title of a part, and no sentence: Henderson, Nev."""
    return all(_is_capital(token) for token in sentence.tokens if token.word[0].isalnum() or token.word[0] == "@")


def _lone_name(sentence: Sentence, lexicon: Lexicon) -> list[Token]:
    """The handle or the full name that is all of a line."""
    words = [token for token in sentence.tokens if token.word != "."]
    if not words or not all(map(_is_capital, words)):
        return []
    handle = len(words) == 1 and words[0].word.startswith("@")
    person = len(words) > 1 and words[0].word in lexicon.people.given_names
    return words if handle or (person and words[-1].word not in lexicon.people.places) else []


def _quoted(text: Text, sentence: Sentence, dash: Token) -> Span:
    """What a name after a dash signs: its paragraph or the one before, of one that opens otherwise the quotation."""
    number = sentence.number
    if dash is sentence.tokens[0]:
        number -= 1
    first = number
    while first > 1 and text.sentences[first - 2].paragraph == text.sentences[first - 1].paragraph:
        first -= 1
    opening = text.sentences[first - 1]
    last = [token for token in text.sentences[number - 1].tokens if token.end <= dash.start][-1]
    if last.quote >= 0 and opening.tokens[0].tag is not Tag.QUOTE:
        quote = text.quotes[last.quote]
        return quote.start, quote.end
    return opening.span[0], last.end


def _above(text: Text, number: int, edges: set[int]) -> Span | None:
    """The paragraphs above a lone name, up to the next line that is none."""
    first = number
    while first > 1 and first - 1 not in edges:
        first -= 1
    if first == number:
        return None
    return text.sentences[first - 1].span[0], text.sentences[number - 2].span[1]
