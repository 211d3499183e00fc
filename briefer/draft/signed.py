"""Words that are signed by who said them: “Q” — Name; a letter or a post with its author's name on the line below."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from briefer.briefing import Span
from briefer.draft.attributed import Attribution
from briefer.draft.cues import CueKind
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Frame, Lexicon

_DASHES = frozenset("-–—―")
_LONGEST = 8
_FEWEST_WORDS = 4
_NAME_END = frozenset({".", ",", "("})
_ONE_LINE = 5
_PLATFORMS = frozenset({"facebook", "twitter", "instagram", "reddit", "youtube", "linkedin", "tiktok", "bluesky"})
"""Names, the same in every language, of where readers write what a newspaper prints below the name."""


def signed_words(text: Text, lexicon: Lexicon) -> Iterator[Attribution]:
    """An attribution for each signature, in text order: its content is the quotation, the letter or the post.

    A lone name signs what is above it only where a line tells that letters or posts follow: names stand alone for many
    reasons, and above their own words as often as below.
    """
    sentences = text.sentences
    lines = {s.number for s in sentences if len(s.tokens) <= _ONE_LINE and _is_alone(text, s) and _is_capitalised(s)}
    letters = _letters(text, lines, lexicon)
    signed_to = 0
    for sentence in sentences:
        dashed = _after_dash(text, sentence, signed_to, lexicon)
        if dashed is not None:
            dash, name, content = dashed
            signed_to = name[-1].end
            yield _made(sentence, CueKind.SIGNATURE, dash, name, content)
        elif sentence.number in letters:
            name, content = letters[sentence.number]
            yield _made(sentence, CueKind.LETTER, name[0], name, content)


def _made(sentence: Sentence, kind: CueKind, cue: Token, name: Sequence[Token], content: Span) -> Attribution:
    printed = (name[0].start, name[-1].end)
    at = (cue.start, cue.end)
    return Attribution(sentence.number, at, kind, Frame.SAY, cue.word, printed, printed, (content,), real=True)


def _after_dash(
    text: Text, sentence: Sentence, signed_to: int, lexicon: Lexicon
) -> tuple[Token, list[Token], Span] | None:
    """The dash, the name after it up to a comma, and the quotation that it signs: “Q” — Mara Venn, baker.

    The quotation must open its paragraph, or follow what is signed before it: other words are titles, and a name after
    them is who made the thing, or a place.
    """
    tokens = sentence.tokens
    at = next((p for p in range(len(tokens) - 1, -1, -1) if tokens[p].word in _DASHES and tokens[p].quote < 0), None)
    if at is None or len(tokens) - at > _LONGEST + 1:
        return None
    first = at
    while first > 0 and tokens[first - 1].word in _DASHES:
        first -= 1
    end = next((p for p in range(at + 1, len(tokens)) if tokens[p].word in _NAME_END), len(tokens))
    name = tokens[at + 1 : end]
    content = _quoted(text, sentence, first, signed_to)
    return (tokens[first], name, content) if content is not None and _is_person(name, lexicon) else None


def _quoted(text: Text, sentence: Sentence, dash: int, signed_to: int) -> Span | None:
    """The quotation before a dash: all of its paragraph up to there, or from the signature before."""
    number = sentence.number if dash else sentence.number - 1
    if not number or (not dash and text.sentences[number - 1].heading):
        return None
    first = number
    while (
        first > 1
        and text.sentences[first - 2].paragraph == text.sentences[first - 1].paragraph
        and text.sentences[first - 1].span[0] > signed_to
        and text.sentences[first - 2].span[1] > signed_to
    ):
        first -= 1
    said = [
        token
        for spoken in text.sentences[first - 1 : number]
        for token in spoken.tokens
        if signed_to <= token.start and token.end <= sentence.tokens[dash].start
    ]
    while said and said[0].word in _NAME_END:
        said = said[1:]
    if len(said) < _FEWEST_WORDS or said[0].tag is not Tag.QUOTE or said[-1].tag is not Tag.QUOTE:
        return None
    return said[0].start, said[-1].end


def _is_person(name: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words in capitals are somebody's full name, or a handle."""
    people = lexicon.people
    if not name or not all(map(_is_capital, name)):
        return False
    if len(name) == 1:
        return name[0].text.startswith("@")
    words = [token.word for token in name]
    strange = (people.places, people.organisations, people.media, people.documents)
    return " ".join(words) not in people.places and not any(words[-1] in kind for kind in strange)


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0] == "@"


def _is_alone(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence is a paragraph of its own."""
    near = text.sentences[max(0, sentence.number - 2) : sentence.number + 1]
    return sum(other.paragraph == sentence.paragraph for other in near) == 1


def _is_capitalised(sentence: Sentence) -> bool:
    """Whether a line is a name, a place or the title of a part, and no sentence: Henderson, Nev."""
    return all(_is_capital(token) for token in sentence.tokens if token.word[0].isalnum() or token.word[0] == "@")


def _letters(text: Text, lines: set[int], lexicon: Lexicon) -> dict[int, tuple[list[Token], Span]]:
    """The lone names that sign what is above them, by sentence number, each with it."""
    found: dict[int, tuple[list[Token], Span]] = {}
    below, start = False, 0
    for sentence in text.sentences:
        announces = any(word in lexicon.people.writings or word in _PLATFORMS for word in sentence.words)
        if sentence.number not in lines:
            if sentence.heading:
                below, start = announces, 0
            else:
                start = start or sentence.number
            continue
        name = [*takewhile(lambda token: token.word not in _NAME_END, sentence.tokens)]
        handle = len(name) == 1 and name[0].text.startswith("@")
        person = len(name) > 1 and name[0].word in lexicon.people.given_names and _is_person(name, lexicon)
        if below and start and (handle or person):
            content = (text.sentences[start - 1].span[0], text.sentences[sentence.number - 2].span[1])
            found[sentence.number] = name, content
        elif announces:
            below = True
        start = 0
    return found
