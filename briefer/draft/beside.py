"""Quotations that stand beside their speaker without a cue that the lexicon knows: "Q?" X demanded; X had this: "Q"."""

from briefer.draft.attributed import Attribution, made_of
from briefer.draft.content import previous_quote
from briefer.draft.cues import CueAt, CueKind
from briefer.draft.phrases import Phrase, noun_phrase_left, noun_phrase_right
from briefer.draft.subjects import subject_before
from briefer.draft.tokens import Sentence, Tag, Text
from briefer.lexicon import Frame

_SPOKEN_END = frozenset({",", "?", "!", "—", "–"})
_SHORT = 12


def beside_quote(text: Text, sentence: Sentence) -> Attribution | None:
    """The attribution of a sentence that no cue makes, by its quotation and the name beside it; None where none is."""
    return _by_colon(text, sentence) or _after_quote(text, sentence)


def _by_colon(text: Text, sentence: Sentence) -> Attribution | None:
    """Name: "Q"; Name took them on: "Q"."""
    tokens = sentence.tokens
    at = next(
        (p for p, t in enumerate(tokens) if t.word == ":" and t.quote < 0 and _quote_after(sentence, p) >= 0),
        None,
    )
    if not at:
        return None
    phrase = noun_phrase_left(sentence, at - 1)
    if phrase is None or tokens[phrase.end - 1].tag is not Tag.NAME or tokens[phrase.start].tag is Tag.POSSESSIVE:
        phrase = _who_tells(sentence, at, phrase)
    if phrase is None:
        return None
    if tokens[phrase.start].tag is Tag.DETERMINER and tokens[phrase.start + 1].tag is Tag.PREPOSITION:
        phrase = Phrase(phrase.start + 2, phrase.end, phrase.tail)  # More from Mara Venn: “Q”
    quote = text.quotes[_quote_after(sentence, at)]
    return made_of(sentence, CueAt(at, at + 1, CueKind.COLON, Frame.SAY, ":"), phrase, ((quote.start, quote.end),))


def _who_tells(sentence: Sentence, colon: int, phrase: Phrase | None) -> Phrase | None:
    """Who says what follows a colon: (Mara Venn) has a message for them: “Q”; (his) words about them: “Q”."""
    tokens = sentence.tokens
    verb = next((p for p in range(colon) if tokens[p].tag in {Tag.VERB, Tag.AUXILIARY} and tokens[p].quote < 0), None)
    if verb is None:
        owned = phrase is not None and tokens[phrase.start].tag is Tag.POSSESSIVE
        return Phrase(phrase.start, phrase.start + 1, phrase.start + 1) if phrase is not None and owned else None
    subject = subject_before(sentence, verb)
    return subject if subject is not None and subject.start <= 1 and _person(sentence, subject) else None


def _quote_after(sentence: Sentence, colon: int) -> int:
    """The quotation that a colon opens, or -1."""
    following = sentence.tokens[colon + 1] if colon + 1 < len(sentence.tokens) else None
    return following.quote if following is not None and following.tag is Tag.QUOTE else -1


def _after_quote(text: Text, sentence: Sentence) -> Attribution | None:
    """The quotation and then its speaker, whatever the verb: "Q?" X demanded."""
    tokens = sentence.tokens
    ends = [
        p for p, t in enumerate(tokens[:-1]) if t.tag is Tag.QUOTE and t.quote >= 0 and tokens[p + 1].quote != t.quote
    ]
    named = tokens[0].tag is Tag.VERB and len(tokens) > 1 and tokens[1].tag is Tag.QUOTE  # Dubbed “Q,” Mara Venn left
    at = next((p + 1 for p in ends if p and tokens[p - 1].word in _SPOKEN_END), None) if not named else None
    if at is not None:
        quote = text.quotes[tokens[at - 1].quote]
        contents: tuple[tuple[int, int], ...] = ((quote.start, quote.end),)
    elif len(tokens) <= _SHORT and sentence.number > 1 and text.sentences[sentence.number - 2].tokens[0].quote >= 0:
        at, contents = 0, previous_quote(text, sentence)
    else:
        return None
    phrase = noun_phrase_right(sentence, at)
    if phrase is None or not contents or not _person(sentence, phrase):
        return None
    verb = phrase.end
    while verb < len(tokens) and tokens[verb].tag is Tag.ADVERB:
        verb += 1
    if verb >= len(tokens) or tokens[verb].tag is not Tag.VERB:
        return None
    if at == 0 and any(token.tag in {Tag.VERB, Tag.AUXILIARY} for token in tokens[verb + 1 :]):
        return None  # Mara Venn failed to show up
    return made_of(sentence, CueAt(verb, verb + 1, CueKind.VERB, Frame.SAY, tokens[verb].word), phrase, contents)


def _person(sentence: Sentence, phrase: Phrase) -> bool:
    token = sentence.tokens[phrase.end - 1]
    return token.tag is Tag.NAME or sentence.grammar.pronouns.get(token.word) in {"male", "female"}
