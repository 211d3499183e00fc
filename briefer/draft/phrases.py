"""Noun phrases by word class: where one begins and ends."""

from dataclasses import dataclass
from itertools import takewhile

from briefer.draft.tokens import Sentence, Tag, Token
from briefer.lexicon import Grammar

HEADS = frozenset({Tag.NOUN, Tag.NAME, Tag.NUMBER})
_INSIDE = HEADS | {Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.TIME}
_ITEM = 8
"""Words in which the next of a list ends, at most."""
_BRACKETED = 11
"""Words of a bracket, at most."""
_DATED = frozenset({Tag.NAME, Tag.TIME, Tag.NUMBER})
_DATELINE = frozenset("(),./")
FINITE = frozenset({Tag.VERB, Tag.AUXILIARY})
_LEADS = frozenset({Tag.DETERMINER, Tag.POSSESSIVE})
_OPENS = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NAME, Tag.NOUN, Tag.NUMBER})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by token places, half open; ``tail`` is where the apposition or clause that describes it ends."""

    start: int
    end: int
    tail: int


def noun_phrase_left(  # noqa: C901, PLR0912  (one branch for each kind of word on the way)
    sentence: Sentence, last: int, lowest: int = 0
) -> Phrase | None:
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
                left is not None
                and (
                    left.tag is Tag.DETERMINER
                    or left.word in sentence.grammar.attaching
                    or (token.tag is Tag.POSSESSIVE and _joins_name(sentence, k, lowest))
                    or (all(t.tag is Tag.NAME for t in tokens[k + 1 : last + 1]) and _joins_name(sentence, k, lowest))
                )
            ):
                break
        elif token.word in sentence.grammar.attaching and k <= last and left is not None:
            if left.word in sentence.grammar.coordinators and k - 3 >= lowest and tokens[k - 3].tag in HEADS:
                k -= 2  # officials in the port and at the ministry
            elif left.tag in HEADS | {Tag.DETERMINER}:
                k -= 1
            else:
                break
        elif token.tag is Tag.CONJUNCTION and k <= last and left and (left.tag in HEADS or left.word == ")"):
            opens = k - 3 >= lowest and (tokens[k - 3].word == "," or tokens[k - 3].tag is Tag.QUOTE)
            comma = next(
                (p for p in range(k - 2, lowest, -1) if tokens[p].word == "," or tokens[p].tag is Tag.QUOTE), lowest
            )
            clause = not opens and any(t.tag in FINITE for t in tokens[comma : k - 1])
            if clause or token.word not in sentence.grammar.coordinators:
                break
            k -= 1
        elif token.word == "," and k <= last:
            listed = _listed(sentence, k - 1, lowest)
            if listed is None:
                break
            k = listed
        elif token.word == ")":
            open_at = _bracket(sentence, k - 1, lowest)
            if tokens[open_at].word != "(":
                break
            k = open_at
        elif (token.tag is Tag.ADVERB and left is not None and left.tag in _LEADS and k <= last) or reduced(
            sentence, k - 1, last, lowest
        ):
            k -= 1
        else:
            break
    while k <= last and (tokens[k].tag in {Tag.TIME, Tag.GENITIVE} or _is_year(sentence, k)):
        k += 1
    k = _past_fronted_object(sentence, k, last)
    if k > 0 and tokens[k - 1].tag is Tag.PREPOSITION and tokens[last].tag is Tag.NAME and tokens[k].tag is Tag.NOUN:
        names = next(p for p in range(last, k - 1, -1) if p == k or tokens[p - 1].tag is not Tag.NAME)
        k = k if tokens[names - 1].tag is Tag.PREPOSITION else names
    if k > last or not any(t.tag in HEADS or t.tag in {Tag.DETERMINER, Tag.PRONOUN} for t in tokens[k : last + 1]):
        return None
    return Phrase(k, last + 1, last + 1)


def past_dateline(sentence: Sentence) -> int:
    """Where a sentence begins after the place that it is from: BERGEN (Post) — (Mara Venn said)."""
    tokens = sentence.tokens
    if tokens[0].tag is not Tag.NAME or not tokens[0].text.isupper():
        return 0
    near = range(1, min(len(tokens) - 1, _BRACKETED))
    dash = next((p for p in near if tokens[p].word in {"–", "—", "-", "--"}), 0)
    return dash + 1 if dash and all(t.tag in _DATED or t.word in _DATELINE for t in tokens[:dash]) else 0


def _is_year(sentence: Sentence, at: int) -> bool:
    """Whether a number between a preposition and a name belongs to neither: in 1999 Mara Venn (said)."""
    tokens = sentence.tokens
    tied = at > 0 and tokens[at - 1].tag is Tag.PREPOSITION and at + 1 < len(tokens)
    return tied and tokens[at].tag is Tag.NUMBER and tokens[at].word.isdigit() and tokens[at + 1].tag is Tag.NAME


def _joins_name(sentence: Sentence, at: int, lowest: int) -> bool:
    """Whether ``and`` joins what starts behind ``at`` to a name: Mara Venn and (her husband)."""
    joined = at - 1 > lowest and sentence.words[at - 1] in sentence.grammar.coordinators
    return joined and sentence.tokens[at - 2].tag is Tag.NAME


def _listed(sentence: Sentence, comma: int, lowest: int) -> int | None:
    """Where a list of names tied to a noun starts that goes on after ``comma``: boatmen in (Ondry, Venn and Carrow).

    Or where the list opens the sentence.
    """
    tokens = sentence.tokens
    near = tokens[comma + 1 : comma + _ITEM]
    item = [*takewhile(lambda t: t.word not in sentence.grammar.coordinators, near)]
    if len(item) == len(near) or not item or item[0].tag not in {Tag.NAME, Tag.DETERMINER}:
        return None
    start = comma
    while start > lowest:
        before = tokens[start - 1]
        if before.tag in {Tag.NAME, Tag.DETERMINER} or before.word == ",":
            start -= 1
        elif before.word == ")":
            start = _bracket(sentence, start - 1, lowest)
        else:
            break
    tied = (
        start - 1 > lowest and tokens[start - 1].word in sentence.grammar.attaching and tokens[start - 2].tag in HEADS
    )
    opens = start == lowest and tokens[start].tag is Tag.NAME
    return start if (tied or opens) and start < comma else None


def _bracket(sentence: Sentence, close: int, lowest: int) -> int:
    """The place of the bracket that opens what ends at ``close``; ``lowest`` where none does nearby."""
    tokens = sentence.tokens
    return next((p for p in range(close - 1, max(lowest, close - _BRACKETED) - 1, -1) if tokens[p].word == "("), lowest)


def _past_fronted_object(sentence: Sentence, first: int, last: int) -> int:
    """Where the subject starts after an object put before it: a charge (Dovria rejected)."""
    tokens = sentence.tokens
    k = last
    while k > first and tokens[k].tag is Tag.NAME:
        k -= 1
    fronted = first < k < last and tokens[k].tag is Tag.NOUN and tokens[first].indefinite
    return k + 1 if fronted and first > 0 and tokens[first - 1].word == "," else first


def reduced(sentence: Sentence, at: int, last: int, lowest: int) -> bool:
    """Whether the participle at ``at`` belongs to the subject: a poll released on Sunday."""
    tokens = sentence.tokens
    return (
        lowest < at < last
        and tokens[at].tag is Tag.VERB
        and tokens[at].word.endswith(sentence.grammar.participle_endings)
        and tokens[at - 1].tag in {Tag.NOUN, Tag.NAME}
        and (tokens[at - 1].tag is Tag.NOUN or any(t.tag is Tag.PREPOSITION for t in tokens[lowest:at]))
        and not any(t.tag in FINITE or t.tag is Tag.RELATIVE for t in tokens[lowest:at])
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
    if not any(t.tag in HEADS or (t.tag is Tag.DETERMINER and not t.indefinite) for t in tokens[first:end]):
        return None
    return Phrase(first, end, _tail_end(sentence, end))


def _core_end(sentence: Sentence, first: int) -> int:
    tokens = sentence.tokens
    e = first
    while e < len(tokens):
        token = tokens[e]
        following = tokens[e + 1] if e + 1 < len(tokens) else None
        counted = e == first + 1 and tokens[first].word in sentence.grammar.quantifiers
        begun = e > first and (tokens[e - 1].tag in HEADS or (counted and token.word in sentence.grammar.partitives))
        if _modifies(sentence, first, e):
            e += 1
            continue
        if token.quote != tokens[first].quote:
            break
        if token.tag in {Tag.DETERMINER, Tag.POSSESSIVE} and begun:
            break
        if (
            token.tag in _INSIDE
            or (
                token.word in sentence.grammar.attaching_after
                and begun
                and following is not None
                and following.tag in _INSIDE
            )
            or (
                token.word in sentence.grammar.attaching_place
                and begun
                and tokens[e - 1].tag is Tag.NOUN
                and following is not None
                and following.tag is Tag.NAME
            )
            or (
                token.word in sentence.grammar.infinitive
                and e > first + 1
                and tokens[e - 1].word in sentence.grammar.describing
                and following is not None
                and following.tag in _INSIDE
            )
            or (
                token.tag is Tag.CONJUNCTION
                and token.word in sentence.grammar.coordinators
                and begun
                and following is not None
                and _coordinates(sentence, e + 1)
            )
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


def _modifies(sentence: Sentence, first: int, at: int) -> bool:
    """Whether the adverb at ``at`` is inside the noun phrase from ``first`` on: a widely read column."""
    tokens = sentence.tokens
    inside = at > first and tokens[at - 1].tag is Tag.DETERMINER and at + 1 < len(tokens)
    return inside and tokens[at].tag is Tag.ADVERB and tokens[at + 1].tag in {Tag.VERB, Tag.NOUN}


def _coordinates(sentence: Sentence, at: int) -> bool:
    """Whether what follows ``and`` is a second noun phrase and no new clause."""
    for token in sentence.tokens[at : at + 12]:
        if token.tag in FINITE:
            return False
        if token.tag in {Tag.PUNCTUATION, Tag.QUOTE, Tag.RELATIVE}:
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
    closes = e >= len(tokens) or tokens[e].word == "."
    return end if _is_clause(tokens[end + 1 : e], sentence.grammar, closes=closes) else e


def _is_clause(tokens: list[Token], grammar: Grammar, *, closes: bool) -> bool:
    """Whether what follows a comma is a clause of its own: according to X, the ferry sank.

    ``closes``: a sentence ends with it. A verb that may be a participle is taken for one: a lawyer representing them.
    """
    told = takewhile(lambda t: t.tag is not Tag.RELATIVE, tokens)
    return any(
        t.tag is Tag.AUXILIARY or (closes and t.tag is Tag.VERB and not t.word.endswith(grammar.participle_endings))
        for t in told
    )
