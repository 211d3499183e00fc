"""Acts that what is said negates: did not touch it, has not met any donors."""

from collections.abc import Sequence

from briefer.draft.tokens import Tag, Token
from briefer.lexicon import Lexicon

_CLOSE = 2
_WIDE = 6
_OPENING = 9


def own_act(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation where a speaker negates an act of their own outright; None where none does."""
    if _falls_short(tokens, lexicon):
        return None
    widened = _widened(tokens, lexicon)
    if widened is not None and _is_own(tokens, widened, lexicon):
        return widened
    negated = negated_act(tokens, lexicon)
    return negated if negated is not None and _of_oneself(tokens, negated, lexicon) else None


def negated_act(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation of a past act, did not or had never; None where it is of a wish or the like."""
    negated = _first_negation(tokens, lexicon)
    if negated is None or _falls_short(tokens, lexicon):
        return None
    act = next((token.word for token in tokens[negated + 1 :] if token.tag is not Tag.ADVERB), "")
    near = tokens[negated + 1].word if negated + 1 < len(tokens) else ""
    return None if {act, near} & lexicon.undenying else negated


def _falls_short(tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether the first negation is of what somebody failed to do: has not been able to, did not do enough."""
    negated = _first_negation(tokens, lexicon)
    near = tokens[negated + 1 : negated + 1 + _CLOSE * 2] if negated is not None else []
    return any(token.word in lexicon.failing for token in near)


def _of_oneself(tokens: list[Token], negated: int, lexicon: Lexicon) -> bool:
    """Whether the speaker negates an act of their own outright: said he did not touch the depot."""
    after = tokens[negated + 1] if negated + 1 < len(tokens) else None
    return (
        _is_own(tokens, negated, lexicon)
        and after is not None
        and after.word.isalpha()
        and not any(len(verb.words) == 1 for verb in lexicon.verbs.get(after.word, ()))
        and not after.word.endswith(lexicon.grammar.adverb_endings)
    )


def _is_own(tokens: list[Token], negated: int, lexicon: Lexicon) -> bool:
    """Whether what is said opens with the speaker, or someone mentioned, as the subject of the negation."""
    start = 0
    while start < negated and (tokens[start].tag is Tag.QUOTE or tokens[start].word in lexicon.grammar.content_marks):
        start += 1
    words = [token for token in tokens[start : negated + 1] if token.tag is not Tag.QUOTE]
    own = len(words) > 2 and _is_own_party(words[0], words[1], lexicon)  # noqa: PLR2004
    return len(words) <= _CLOSE + 1 + own and (own or _is_subject(words[0], lexicon))


def _is_own_party(first: Token, noun: Token, lexicon: Lexicon) -> bool:
    """Whether somebody speaks of those they stand for: my client, our soldiers, the group."""
    owned = first.tag is Tag.POSSESSIVE or first.word in lexicon.grammar.definites
    return owned and noun.word in lexicon.stood_for


def _in_own_clause(tokens: list[Token], negated: int) -> bool:
    """Whether a later clause has the speaker as the subject of the negation: We sell none, and we sold none here."""
    at = negated - 1 if tokens[negated].tag is Tag.AUXILIARY else negated - 2
    return at > 0 and tokens[at].tag is Tag.FIRST_PERSON and tokens[at - 1].tag in {Tag.PUNCTUATION, Tag.CONJUNCTION}


def _is_subject(token: Token, lexicon: Lexicon) -> bool:
    return token.word in lexicon.grammar.pronouns or token.tag is Tag.FIRST_PERSON


def _widened(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of a negation of what is or was done that is widened to every case: has not met any donors."""
    for i, token in enumerate(tokens):
        before = tokens[i - 1].word if i else ""
        negates = token.word in lexicon.past_denials or (
            token.word in lexicon.plain_negations and before in lexicon.past_auxiliaries | lexicon.grammar.copulas
        )
        if not negates:
            continue
        after = [t.word for t in tokens[i + 1 : i + 1 + _WIDE]]
        perfect = before in lexicon.past_auxiliaries - lexicon.grammar.copulas - lexicon.grammar.bare_auxiliaries
        if after and after[0] in lexicon.witnessing:
            return None
        if not lexicon.widening.isdisjoint(after) and (perfect or after[0] not in lexicon.wishes):
            return i
    return None


def insisted(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation that opens what someone insists on: insisted that there was no deal."""
    for i, token in enumerate(tokens[1:_OPENING], start=1):
        before = tokens[i - 1].word
        stated = before in lexicon.past_auxiliaries | lexicon.grammar.copulas | lexicon.grammar.bare_auxiliaries
        if token.word in lexicon.negations and (stated or token.word in lexicon.past_denials):
            after = tokens[i + 1].word if i + 1 < len(tokens) else ""
            return None if after in lexicon.undenying - lexicon.grammar.determiners else i
    return None


def _first_negation(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation of a past act: did not, had never."""
    for i, token in enumerate(tokens):
        before = tokens[i - 1].word if i else ""
        if token.word in lexicon.past_denials or (
            token.word in lexicon.plain_negations and before in lexicon.past_auxiliaries
        ):
            return i
    return None


def answered_no(tokens: Sequence[Token], lexicon: Lexicon) -> int | None:
    """The place of the words with which an answer opens that says no, or ends in itself: Absolutely not. I wasn't."""
    start = next((i for i, token in enumerate(tokens) if token.tag is not Tag.QUOTE), None)
    if start is None:
        return None
    if (
        start + 2 < len(tokens)
        and tokens[start].word in lexicon.grammar.interjections
        and tokens[start + 1].word == ","
    ):
        start += 2
    words = [token.word for token in tokens[start : start + _OPENING]]
    answer = lexicon.answers.match(words, 0)
    if answer is not None and _closes(tokens, start + answer[0]):
        rest = words[answer[0] :]
        # No, we will not raise taxes.
        plans = any(word in lexicon.grammar.modals or word in lexicon.plans for word in rest)
        return None if plans else start
    return _left_at_that(tokens, start, lexicon)


def _left_at_that(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int | None:
    """The place of a negated auxiliary that says all there is to say, after its subject: They don't."""
    at = start + 1
    if at >= len(tokens) or not _is_subject(tokens[start], lexicon) or tokens[at].tag is not Tag.AUXILIARY:
        return None
    if tokens[at].word not in lexicon.negations:
        at += 1
        if at >= len(tokens) or tokens[at].word not in lexicon.plain_negations:
            return None
    return at if _ends(tokens, at + 1) else None


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but a mark stands at ``at``."""
    return at >= len(tokens) or tokens[at].tag in {Tag.PUNCTUATION, Tag.QUOTE}


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands before ``at`` is a sentence of its own: I wasn't, and I would have asked for more."""
    if not _closes(tokens, at):
        return False
    goes_on = at + 1 < len(tokens) and tokens[at].word == ","
    return not goes_on or tokens[at + 1].tag in {Tag.CONJUNCTION, Tag.SUBORDINATOR, Tag.QUOTE}


def outright(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of a negation that leaves no case of what is charged: nobody spoke to him, there was no list."""
    negated = negated_act(tokens, lexicon)
    if (
        negated is not None
        and (_is_own(tokens, negated, lexicon) or _in_own_clause(tokens, negated))
        and _is_of_an_act(tokens[negated + 1 :])
        and not _is_suffered(tokens, negated, lexicon)
    ):
        return negated
    return next(
        (
            i
            for i, token in enumerate(tokens[:_OPENING])
            if token.word in lexicon.negations
            and (_of_nobody(tokens, i, lexicon) or _of_what_goes_on(tokens, i, lexicon))
        ),
        None,
    )


def _is_of_an_act(after: list[Token]) -> bool:
    """Whether a negation has something to negate after it: not "I wasn't then"."""
    return bool(after) and after[0].tag not in {Tag.TIME, Tag.ADVERB, Tag.PUNCTUATION}


def _is_suffered(tokens: list[Token], negated: int, lexicon: Lexicon) -> bool:
    """Whether the negation at ``negated`` is of what others did: was never told."""
    copula = negated > 0 and tokens[negated - 1].word in lexicon.grammar.copulas
    return copula and tokens[negated + 1].tag is Tag.VERB and tokens[negated].tag is Tag.ADVERB


def _of_nobody(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the negation at ``at`` says that there is none, or that none does: there was no list, nobody spoke."""
    after = tokens[at + 1 : at + 1 + _WIDE]
    if tokens[at].word not in lexicon.negative_nouns:
        return False
    if after and (after[0].word in lexicon.wishes or after[0].word in lexicon.grammar.infinitive):
        return False
    if any(token.word in lexicon.grammar.modals for token in after):
        return False
    before = tokens[at - 1].word if at else ""
    there = tokens[max(0, at - 2)].word in lexicon.grammar.expletives and before in lexicon.grammar.copulas
    does = next((token for token in after if token.tag in {Tag.AUXILIARY, Tag.VERB}), None)
    # Nobody told us: a complaint.
    return there or (at <= _CLOSE and does is not None and does.word not in lexicon.verbs)


def _of_what_goes_on(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the negation at ``at`` says that something is not there or not being done: there isn't any list."""
    if tokens[at].word in lexicon.negative_nouns or at + 1 >= len(tokens):
        return False
    if tokens[at].tag is not Tag.AUXILIARY and tokens[at - 1].word not in lexicon.grammar.copulas:
        return False
    if tokens[at + 1].word in lexicon.undenying:
        return False
    there = tokens[max(0, at - 2)].word in lexicon.grammar.expletives
    return there or tokens[at + 1].word.endswith(lexicon.grammar.gerund_endings)
