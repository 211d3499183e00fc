"""What is attributed: the content on either side of a cue."""

from itertools import takewhile

from briefer.briefing import Span
from briefer.draft.cues import CueAt
from briefer.draft.phrases import past_dateline
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Frame, Lexicon

_HOWEVER = [Tag.ADVERB, Tag.PUNCTUATION, Tag.QUOTE]
"""What may stand before a quotation after its cue: acknowledged, however, “Q”."""
_CLAUSE = 14
"""Words in which a clause tells who says it, at most."""
_SUBJECT = frozenset({Tag.NOUN, Tag.NAME, Tag.PRONOUN, Tag.ADVERB})
_ADDRESSEE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NOUN, Tag.NAME, Tag.GENITIVE, Tag.NUMBER})
_FINITE = frozenset({Tag.AUXILIARY, Tag.VERB})
_OF_THINGS = frozenset({Frame.DENY, Frame.DISPUTE, Frame.JUDGE, Frame.URGE})
"""Frames that mostly take a thing as what is said, and no clause."""
_PARTING = frozenset({",", ";", "–", "—", "-", "--"})
_TOLD = frozenset({Frame.SAY, Frame.TELL, Frame.SHOW, Frame.DENY, Frame.DISPUTE, Frame.THINK})
_NOT_CONTENT = frozenset({".", ",", ";", "?", "!", ")"})


def sentence_end(sentence: Sentence) -> int:
    """Where the sentence's words end, its full stop left out."""
    tokens = sentence.tokens
    return tokens[-1].start if tokens[-1].word == "." and len(tokens) > 1 else tokens[-1].end


def content_left(text: Text, sentence: Sentence, before: int) -> tuple[Span, ...]:
    """The clause or quotation that ends before token ``before``."""
    tokens = sentence.tokens
    j = before - 1
    while j >= 0 and (
        tokens[j].word in {",", "—", "–", "-"}
        or tokens[j].tag is Tag.CONJUNCTION
        or tokens[j].word in sentence.grammar.likening
    ):
        j -= 1
    if j < 0:
        return previous_quote(text, sentence)
    start = tokens[min(past_dateline(sentence), j)].start
    if tokens[j].quote >= 0:
        start = min(start, _quote_start(text, tokens[j].quote))
    return ((start, tokens[j].end),)


def _quote_start(text: Text, index: int) -> int:
    """Where the quotation ``index`` starts, with the paragraphs that run on into it."""
    while index > 0 and text.quotes[index - 1].continues:
        index -= 1
    return text.quotes[index].start


def previous_quote(text: Text, sentence: Sentence) -> tuple[Span, ...]:
    """The quotation that ends the sentence before, in the same paragraph: "Really?" he asked."""
    if sentence.number == 1:
        return ()
    previous = text.sentences[sentence.number - 2]
    last = previous.tokens[-1]
    if previous.paragraph != sentence.paragraph or last.quote < 0:
        return ()
    return ((_quote_start(text, last.quote), text.quotes[last.quote].end),)


def content_right(
    text: Text, sentence: Sentence, at: int, cue: CueAt, lexicon: Lexicon, *, only_quote: bool = False
) -> tuple[Span, ...]:
    """What follows the cue from token ``at`` on; with ``only_quote``, only where a quotation follows a comma."""
    if only_quote:
        return _quote_right(text, sentence, at)
    tokens = sentence.tokens
    at = _content_start(sentence, at, cue, lexicon)
    if at + 1 < len(tokens) and tokens[at].word == "," and tokens[0].word in lexicon.grammar.likening:
        at += 1
        return ((tokens[at].start, sentence_end(sentence)),)
    if at >= len(tokens) or tokens[at].word in _NOT_CONTENT:
        return ()
    if tokens[at].quote >= 0 and tokens[at].tag is Tag.QUOTE:
        whole = whole_quote(text, tokens[at].quote)
        return ((whole[0], max(whole[1], sentence_end(sentence))),)
    end = sentence_end(sentence)
    if tokens[-1].quote >= 0:
        end = max(end, whole_quote(text, tokens[-1].quote)[1])
    return ((tokens[at].start, _cut_at_next(sentence, at, end, cue, lexicon)),)


def _quote_right(text: Text, sentence: Sentence, at: int) -> tuple[Span, ...]:
    """The quotation that goes on after the speaker: "Q1," X said, "Q2"."""
    tokens = sentence.tokens
    quote = next((p for p in range(at, len(tokens)) if tokens[p].quote >= 0), None)
    if quote is None or tokens[quote - 1].word not in {",", ":", "."}:
        return ()
    led = any(token.word in sentence.grammar.subordinators for token in tokens[at : min(at + 2, quote)])
    if not led and any(t.tag is Tag.VERB for t in tokens[at:quote]):
        return ()
    return (whole_quote(text, tokens[quote].quote),)


def whole_quote(text: Text, index: int) -> Span:
    """The span of quotation ``index`` with the paragraphs that it runs on into."""
    first = index
    while index + 1 < len(text.quotes) and text.quotes[index].continues:
        index += 1
    return text.quotes[first].start, text.quotes[index].end


def _cut_at_next(sentence: Sentence, at: int, end: int, cue: CueAt, lexicon: Lexicon) -> int:
    """Content ends before ", adding that" and the like, and where the clause of its cue ends: As X said C, ..."""
    tokens = sentence.tokens
    fronted = any(t.word in lexicon.grammar.subordinators for t in tokens[: min(2, cue.start)])
    subordinate = (fronted or _is_aside(sentence, cue)) and tokens[0].quote < 0
    thing = cue.frame in _OF_THINGS and tokens[at].tag is not Tag.RELATIVE
    for p in range(at + 1, len(tokens) - 1):
        if thing and tokens[p].tag in _FINITE:
            if p - 2 >= at and tokens[p - 1].tag is Tag.CONJUNCTION and tokens[p].quote < 0:
                return tokens[p - 2].end  # denied the charge (and was cleared)
            thing = False
        closes = tokens[p].tag is Tag.QUOTE and tokens[p + 1].quote != tokens[p].quote
        if closes and subordinate and tokens[p - 1].word == ",":
            return tokens[p].end  # While they promised to “build a port,” Mara Venn said C
        if not closes and (tokens[p].word not in _PARTING or tokens[p].quote >= 0):
            continue
        if tokens[p].word == "," and (subordinate or sentence.words[p + 1] in sentence.grammar.continuations):
            return tokens[p].start
        if tokens[p].word == "," and _names_another(sentence, p + 1):
            return tokens[p].start  # condemned by X, who called him a fool, (and Y, who called it C)
        contrasts = tokens[p].word == ";" or sentence.words[p + 1] in sentence.grammar.opposing
        if contrasts and _another_says(sentence, p + 1, lexicon):
            return tokens[p].start
    return end


def _names_another(sentence: Sentence, at: int) -> bool:
    """Whether another party is named and then described: and Mara Venn, (who called it C)."""
    tokens, grammar = sentence.tokens, sentence.grammar
    if at >= len(tokens) or tokens[at].word not in grammar.coordinators:
        return False
    name = [*takewhile(lambda t: t.tag in {Tag.NAME, Tag.DETERMINER, Tag.NOUN}, tokens[at + 1 : at + _CLAUSE])]
    after = sentence.words[at + 1 + len(name) : at + 3 + len(name)]
    return bool(name) and len(after) > 1 and after[0] == "," and after[1] in grammar.personal_relatives


def _another_says(sentence: Sentence, start: int, lexicon: Lexicon) -> bool:
    """Whether the clause from ``start`` on tells what another says: X said C1, while (Y said C2)."""
    tokens = sentence.tokens
    for p in range(start + 1, min(start + _CLAUSE, len(tokens) - 1)):
        if tokens[p].quote >= 0:
            return False
        if tokens[p].tag is Tag.VERB and tokens[p - 1].tag in _SUBJECT:
            told = any(verb.frame in _TOLD for verb in lexicon.verbs.get(tokens[p].word, ()))
            return told and tokens[start].tag is not Tag.PRONOUN
    return False


def _is_aside(sentence: Sentence, cue: CueAt) -> bool:
    """Whether a cue only tells when or how, before the main clause: a month after announcing C1, X believes C2."""
    before = sentence.tokens[: cue.start]
    tied = cue.ing and bool(before) and before[-1].tag in {Tag.PREPOSITION, Tag.SUBORDINATOR}
    return tied and not any(token.tag in {Tag.VERB, Tag.AUXILIARY} for token in before)


def _content_start(sentence: Sentence, at: int, cue: CueAt, lexicon: Lexicon) -> int:
    """The first word of the content after asides and, where the frame has one, an addressee."""
    tokens = sentence.tokens
    while at < len(tokens):
        token = tokens[at]
        if token.tag in {Tag.TIME, Tag.ADVERB} and not _opens_what_is_said(tokens[at : at + 2], lexicon):
            at += 1
        elif token.word in sentence.grammar.asides and cue.frame is not Frame.JUDGE:
            stop = _aside_end(sentence, at)
            if stop is None:
                break
            at = stop
        elif token.word == ":" or (token.word == "," and at + 1 < len(tokens) and tokens[at + 1].tag is Tag.QUOTE):
            at += 1
        elif token.word == "," and [t.tag for t in tokens[at + 1 : at + 4]] == _HOWEVER:
            at += 3
        else:
            break
    if cue.frame is Frame.TELL or (cue.lemma in lexicon.addressing and _addressed(sentence, at)):
        at = _past_addressee(sentence, at, lexicon)
    return at


def _opens_what_is_said(tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether the first word is part of what is said: not to comment, there is, further talks, today's verdict."""
    word, after = tokens[0].word, tokens[-1].tag if len(tokens) > 1 else Tag.PUNCTUATION
    if tokens[0].tag is Tag.TIME:
        return after is Tag.GENITIVE
    listed = word in lexicon.grammar.adverbs and after in {Tag.NOUN, Tag.NUMBER}
    listed = listed or (len(tokens) > 1 and tokens[1].word in lexicon.number_words)
    return word in lexicon.negations or listed or (word in lexicon.grammar.expletives and after in _FINITE)


def _addressed(sentence: Sentence, at: int) -> bool:
    """Whether someone stands between a verb and what it says: warned (voters) that."""
    marks = sentence.grammar.content_marks
    pronouns = sentence.grammar.object_pronouns
    told = sentence.tokens[at : at + _CLAUSE]
    near = [*takewhile(lambda t: (t.tag in _ADDRESSEE or t.word in pronouns) and t.word not in marks, told)]
    after = sentence.words[at + len(near) : at + len(near) + 1]
    return bool(near) and not marks.isdisjoint(after)


def _aside_end(sentence: Sentence, at: int) -> int | None:
    """Where an aside such as ``in a statement on Monday`` ends, if a content mark follows it."""
    tokens = sentence.tokens
    for p in range(at + 1, min(at + 14, len(tokens))):
        if tokens[p].word in sentence.grammar.content_marks | {":"}:
            return p
        if tokens[p].word == "," and p + 1 < len(tokens) and tokens[p + 1].tag is Tag.QUOTE:
            return p + 1
        if tokens[p].tag is Tag.QUOTE and tokens[p - 1].tag is not Tag.DETERMINER:
            return p
        if tokens[p].tag in {Tag.VERB, Tag.AUXILIARY}:
            return None
    return None


def _past_addressee(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Where what is said starts after who is told: a gathering in Ondry last night, (the price has doubled)."""
    tokens, words = sentence.tokens, sentence.words
    begin = at
    while at < len(tokens):
        token = tokens[at]
        if token.word in sentence.grammar.content_openers | {":"} and at > begin and not _ties(sentence, at):
            negated = words[at - 1] in lexicon.negations  # told them not to speak
            return at - negated + (token.word == ":")
        if at > begin and token.word in sentence.grammar.expletives:
            return at  # told the Post there would be no tolls
        if token.tag is Tag.QUOTE or token.tag in {Tag.VERB, Tag.AUXILIARY}:
            break
        if (
            at > begin
            and token.tag in {Tag.DETERMINER, Tag.PRONOUN, Tag.POSSESSIVE, Tag.FIRST_PERSON}
            and tokens[at - 1].tag is not Tag.PREPOSITION
        ):
            return at
        at += 1
    if at < len(tokens) and tokens[at].tag is Tag.QUOTE:
        return at
    comma = next((p for p in range(at - 1, begin, -1) if words[p] == ","), 0)
    if comma:
        return comma + 1
    named = [*takewhile(lambda t: t.tag is Tag.NAME, tokens[begin:at])]
    return min(begin + max(1, min(len(named), at - begin - 1)), len(tokens))


def _ties(sentence: Sentence, at: int) -> bool:
    """Whether "of" tells who is told, and what is said follows: told a meeting (of) farmers he was late."""
    tokens = sentence.tokens
    if tokens[at].tag is not Tag.PREPOSITION or tokens[at - 1].tag is not Tag.NOUN:
        return False
    near = tokens[at + 1 : at + _CLAUSE]
    following = [*takewhile(lambda t: t.tag in _ADDRESSEE | {Tag.CONJUNCTION}, near)]
    after = near[len(following) : len(following) + 1]
    opens = any(t.tag is Tag.PRONOUN or t.word in sentence.grammar.content_marks for t in after)
    return opens and bool(following)


def content_of_noun(sentence: Sentence, at: int) -> tuple[Span, ...]:
    """What a noun of saying holds: the claim that C."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].tag in {Tag.PUNCTUATION, Tag.VERB, Tag.AUXILIARY}:
        return ()
    end = at
    while end < len(tokens) and tokens[end].word not in {",", ".", ";"}:
        end += 1
    return ((tokens[at].start, tokens[end - 1].end),)
