"""Acts that what is said negates: did not touch it, has not met any donors."""

from briefer.draft.tokens import Tag, Token
from briefer.lexicon import Lexicon

_CLOSE = 2
_WIDE = 6
_OPENING = 9


def own_act(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation where a speaker negates an act of their own outright; None where none does."""
    widened = _widened(tokens, lexicon)
    if widened is not None and _is_own(tokens, widened, lexicon):
        return widened
    negated = negated_act(tokens, lexicon)
    return negated if negated is not None and _of_oneself(tokens, negated, lexicon) else None


def negated_act(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation of a past act, did not or had never; None where it is of a wish or the like."""
    negated = _first_negation(tokens, lexicon)
    if negated is None:
        return None
    act = next((token.word for token in tokens[negated + 1 :] if token.tag is not Tag.ADVERB), "")
    near = tokens[negated + 1].word if negated + 1 < len(tokens) else ""
    return None if {act, near} & lexicon.undenying else negated


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
    own = tokens[start]
    return (own.word in lexicon.grammar.pronouns or own.tag is Tag.FIRST_PERSON) and negated - start <= _CLOSE


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
        if not lexicon.widening.isdisjoint(after) and (perfect or after[0] not in lexicon.undenying):
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
