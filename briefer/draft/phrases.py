"""Noun phrases by word class: where a speaker begins and ends."""

from dataclasses import dataclass

from briefer.draft.tokens import Sentence, Tag

_HEADS = frozenset({Tag.NOUN, Tag.NAME, Tag.NUMBER})
_INSIDE = _HEADS | {Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.TIME}
_SKIPPED = frozenset({Tag.ADVERB, Tag.AUXILIARY})
_FINITE = frozenset({Tag.VERB, Tag.AUXILIARY})
_OPENS = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NAME, Tag.NOUN, Tag.NUMBER})
_DASHES = frozenset({",", "–", "—", "-"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by token places, half open; ``tail`` is where the apposition or clause that describes it ends."""

    start: int
    end: int
    tail: int


def subject_before(sentence: Sentence, cue: int) -> Phrase | None:
    """The noun phrase that is the subject of the verb at ``cue``, standing before it; None where none does."""
    tokens = sentence.tokens
    j = skip_left(sentence, cue - 1)
    if j < 0:
        return None
    token = tokens[j]
    if token.quote != tokens[cue].quote:
        return None
    if token.tag is Tag.RELATIVE:
        k = j - 1 if tokens[j - 1].word == "," else j
        return _antecedent(sentence, k - 1) if k > 0 else None
    if token.tag in {Tag.PRONOUN, Tag.FIRST_PERSON}:
        return Phrase(j, j + 1, j + 1)
    if token.word in _DASHES:
        return _before_insertion(sentence, j)
    if _reduced(sentence, j, cue, 0):
        phrase = noun_phrase_left(sentence, j - 1)
        return phrase and Phrase(phrase.start, phrase.end, j + 1)
    if token.tag in _HEADS or token.word == ")" or token.tag is Tag.TIME or (token.tag is Tag.DETERMINER):
        return _past_relative_clause(sentence, j, noun_phrase_left(sentence, j))
    return None


def _antecedent(sentence: Sentence, last: int) -> Phrase | None:
    """Whom "who" means: the nearest noun phrase, without what it is tied to by "of"."""
    phrase = noun_phrase_left(sentence, last)
    if phrase is None:
        return None
    tokens = sentence.tokens
    for place in range(phrase.end - 1, phrase.start, -1):
        if tokens[place].tag in {Tag.DETERMINER, Tag.POSSESSIVE} and tokens[place - 1].tag is Tag.PREPOSITION:
            return Phrase(place, phrase.end, phrase.tail)
    return phrase


def _past_relative_clause(sentence: Sentence, last: int, phrase: Phrase | None) -> Phrase | None:
    """The real subject where ``phrase`` ends a clause that describes it: people who know the plan said."""
    tokens = sentence.tokens
    if phrase is None or phrase.start == 0:
        return phrase
    prior = tokens[phrase.start - 1]
    if prior.tag not in {Tag.VERB, Tag.AUXILIARY, Tag.PREPOSITION, Tag.ADVERB}:
        return phrase
    first = phrase.start - 1
    while (
        first > 0
        and tokens[first - 1].tag not in {Tag.QUOTE, Tag.SUBORDINATOR}
        and tokens[first - 1].word not in sentence.grammar.content_marks | {",", ";", ":"}
    ):
        first -= 1
    while first < phrase.start and tokens[first].tag in {Tag.CONJUNCTION, Tag.ADVERB}:
        first += 1
    head = noun_phrase_right(sentence, first)
    if head is None or head.end >= phrase.start:
        return phrase
    opens = tokens[head.end]
    described = opens.tag is Tag.RELATIVE or (
        opens.tag is Tag.VERB
        and opens.word.endswith(sentence.grammar.participle_endings)
        and tokens[head.end - 1].tag is Tag.NOUN
    )
    return Phrase(head.start, head.end, last + 1) if described else phrase


def skip_left(sentence: Sentence, j: int) -> int:
    """The place before adverbs, auxiliaries and times such as ``on Monday``, going left from ``j``."""
    tokens = sentence.tokens
    while j >= 0:
        if tokens[j].tag in _SKIPPED:
            j -= 1
        elif tokens[j].tag is Tag.TIME:
            k = j
            while k > 0 and tokens[k - 1].tag in {Tag.TIME, Tag.DETERMINER} and True:
                k -= 1
            if k > 0 and tokens[k - 1].tag is Tag.PREPOSITION:
                k -= 1
            if k == 0:
                return j
            j = k - 1
        else:
            break
    return j


def _before_insertion(sentence: Sentence, comma: int) -> Phrase | None:
    """The subject before an insertion that ends at ``comma``: Name, who runs the port, said."""
    tokens = sentence.tokens
    start = comma
    while start > 0 and tokens[start - 1].quote == tokens[comma].quote and tokens[start - 1].word not in {";", ":"}:
        start -= 1
    edge = start
    for place in range(start, comma):
        if tokens[place].word not in _DASHES:
            continue
        phrase = _whole_segment(sentence, edge, skip_left(sentence, place - 1))
        if phrase is not None:
            return Phrase(phrase.start, phrase.end, comma)
        edge = place + 1
    return None


def _whole_segment(sentence: Sentence, edge: int, last: int) -> Phrase | None:
    """The noun phrase that the tokens from ``edge`` to ``last`` are, openers and a clause that describes it aside."""
    tokens = sentence.tokens
    while edge <= last and tokens[edge].tag in {Tag.CONJUNCTION, Tag.ADVERB, Tag.SUBORDINATOR, Tag.TIME}:
        edge += 1
    if edge > last:
        return None
    if any(token.tag in _FINITE for token in tokens[edge : last + 1]):
        phrase = noun_phrase_right(sentence, edge)
        return phrase if phrase is not None and phrase.end <= last and tokens[phrase.end].tag is Tag.RELATIVE else None
    phrase = noun_phrase_left(sentence, last, edge)
    return phrase if phrase is not None and phrase.start == edge else None


def noun_phrase_left(sentence: Sentence, last: int, lowest: int = 0) -> Phrase | None:
    """The noun phrase whose last word is at ``last``, not reaching before ``lowest``."""
    tokens = sentence.tokens
    k = last + 1
    while k > lowest:
        token = tokens[k - 1]
        left = tokens[k - 2] if k - 2 >= lowest else None
        if token.tag in _INSIDE:
            begins = token.tag in {Tag.DETERMINER, Tag.POSSESSIVE}
            k -= 1
            if begins and not (
                left is not None and (left.tag is Tag.DETERMINER or left.word in sentence.grammar.attaching)
            ):
                break
        elif (
            token.word in sentence.grammar.attaching
            and k <= last
            and left is not None
            and left.tag in _HEADS | {Tag.DETERMINER}
        ):
            k -= 1
        elif token.tag is Tag.CONJUNCTION and k <= last and left is not None and left.tag in _HEADS:
            if any(t.tag in _FINITE for t in tokens[lowest : k - 1]) or token.word not in sentence.grammar.coordinators:
                break
            k -= 1
        elif token.word == ")":
            open_at = next((p for p in range(k - 2, max(lowest, k - 12) - 1, -1) if tokens[p].word == "("), None)
            if open_at is None:
                break
            k = open_at
        elif token.tag is Tag.ADVERB and left is not None and left.tag is Tag.DETERMINER and k <= last:
            k -= 1
        elif _reduced(sentence, k - 1, last, lowest):
            k -= 1
        else:
            break
    while k <= last and tokens[k].tag in {Tag.TIME, Tag.GENITIVE}:
        k += 1
    k = _past_fronted_object(sentence, k, last)
    if k > 0 and tokens[k - 1].tag is Tag.PREPOSITION and tokens[last].tag is Tag.NAME and tokens[k].tag is Tag.NOUN:
        k = next(p for p in range(last, k - 1, -1) if p == k or tokens[p - 1].tag is not Tag.NAME)
    if k > last or not any(t.tag in _HEADS or t.tag in {Tag.DETERMINER, Tag.PRONOUN} for t in tokens[k : last + 1]):
        return None
    return Phrase(k, last + 1, last + 1)


def _past_fronted_object(sentence: Sentence, first: int, last: int) -> int:
    """Where the subject starts after an object put before it: a charge (Dovria rejected)."""
    tokens = sentence.tokens
    k = last
    while k > first and tokens[k].tag is Tag.NAME:
        k -= 1
    fronted = first < k < last and tokens[k].tag is Tag.NOUN and tokens[first].indefinite
    return k + 1 if fronted and first > 0 and tokens[first - 1].word == "," else first


def _reduced(sentence: Sentence, at: int, last: int, lowest: int) -> bool:
    """Whether the participle at ``at`` belongs to the subject: a poll released on Sunday."""
    tokens = sentence.tokens
    return (
        lowest < at < last
        and tokens[at].tag is Tag.VERB
        and tokens[at].word.endswith(sentence.grammar.participle_endings)
        and tokens[at - 1].tag is Tag.NOUN
        and not any(t.tag in _FINITE or t.tag is Tag.RELATIVE for t in tokens[lowest:at])
    )


def noun_phrase_right(sentence: Sentence, first: int) -> Phrase | None:
    """The noun phrase that starts at ``first``, with its apposition as the tail; None where none starts there."""
    tokens = sentence.tokens
    if first >= len(tokens):
        return None
    if tokens[first].tag in {Tag.PRONOUN, Tag.FIRST_PERSON}:
        return Phrase(first, first + 1, first + 1)
    if tokens[first].tag not in _OPENS:
        return None
    end = _core_end(sentence, first)
    while end > first and tokens[end - 1].tag in {Tag.TIME, Tag.PREPOSITION, Tag.GENITIVE}:
        end -= 1
    if not any(t.tag in _HEADS or t.tag is Tag.DETERMINER for t in tokens[first:end]):
        return None
    return Phrase(first, end, _tail_end(sentence, end))


def _core_end(sentence: Sentence, first: int) -> int:
    tokens = sentence.tokens
    e = first
    while e < len(tokens):
        token = tokens[e]
        following = tokens[e + 1] if e + 1 < len(tokens) else None
        begun = e > first and tokens[e - 1].tag in _HEADS
        if token.quote != tokens[first].quote:
            break
        if token.tag in {Tag.DETERMINER, Tag.POSSESSIVE} and begun:
            break
        if token.tag in _INSIDE:
            e += 1
        elif (
            token.word in sentence.grammar.attaching_after
            and begun
            and following is not None
            and following.tag in _INSIDE
        ):
            e += 1
        elif (
            token.word in sentence.grammar.attaching_place
            and begun
            and tokens[e - 1].tag is Tag.NOUN
            and following is not None
            and following.tag is Tag.NAME
        ):
            e += 1
        elif (
            token.tag is Tag.CONJUNCTION
            and token.word in sentence.grammar.coordinators
            and begun
            and following is not None
            and _coordinates(sentence, e + 1)
        ):
            e += 1
        elif token.word == "(":
            close = next((p for p in range(e + 1, min(len(tokens), e + 12)) if tokens[p].word == ")"), None)
            if close is None:
                break
            e = close + 1
        else:
            break
    return e


def _coordinates(sentence: Sentence, at: int) -> bool:
    """Whether what follows ``and`` is a second noun phrase and no new clause."""
    for token in sentence.tokens[at : at + 12]:
        if token.tag in _FINITE:
            return False
        if token.tag in {Tag.PUNCTUATION, Tag.QUOTE}:
            return True
    return True


def _tail_end(sentence: Sentence, end: int) -> int:
    tokens = sentence.tokens
    if end + 1 >= len(tokens) or tokens[end].word != "," or tokens[end + 1].tag in {Tag.QUOTE, Tag.CONJUNCTION}:
        return end
    after = tokens[end + 1]
    if after.tag is Tag.VERB or after.tag in {Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.PRONOUN, Tag.FIRST_PERSON}:
        return end
    e = end + 1
    while e < len(tokens) and tokens[e].tag is not Tag.QUOTE and tokens[e].word not in {",", ";", ":", "."}:
        e += 1
    return e
