"""Negations said without one: "prevented from" for "could not", "unpaid" for "has not paid".

A word that only one of the two texts has, and that says no, may stand for a negation of the other. It never makes a
fault: only a negation, a denial or a word that affirms what the evidence negates does.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from briefer.checks.contraries import Saying
from briefer.checks.cues import CueKind, Governing, clause
from briefer.checks.language import Language
from briefer.checks.words import Kind, Token, Vocabulary

_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
"""Negative prefixes that languages in Latin letters share."""
_ROOT = 4
_NEAR = 4
_UP_TO = 8
"""How many words there may be up to an infinitive: took the better part of an hour to."""
_TURNING = "turning"
_AFFIRMING = "affirming"
_OF_A_FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word that says no without a negation: its tokens by index, and the content words around and right after it."""

    text: str
    first: int
    last: int
    turning: bool
    clause: frozenset[str]
    after: tuple[str, ...]
    """With its own where it is prefixed: "paid" of "unpaid"."""
    families: frozenset[str] = frozenset()
    """The families of contraries in which it says no."""
    affirms: frozenset[str] = frozenset()
    """Those in which it says yes: "stay" for what goes on."""
    sentence: int = 0
    """The sentence of its text that it stands in, by index."""
    loose: bool = True
    """Whether it may answer for any negation of its clause, and not only for one of its families."""


def negates(word: str, root: str) -> bool:
    """Whether ``word`` is ``root`` with a negative prefix."""
    return len(root) >= _ROOT and word.endswith(root) and word.removesuffix(root) in _PREFIXES


def opposites(
    found: Sequence[Token],
    others: Vocabulary,
    taken: AbstractSet[int],
    spotted: Sequence[Saying],
    language: Language,
) -> list[Opposite]:
    """The words of a sentence that say no without a negation and that the other text, ``others``, has not.

    Args:
        found: The tokens of the sentence.
        others: All words of the text that it is compared with.
        taken: Tokens, by index, that are part of a negation already.
        spotted: The sentence's words that belong to a family of contraries.
        language: The texts'.

    """
    words = [token.lower for token in found]
    families = {one.first: one for one in spotted if one.no}
    affirming = {one.first: one.yes for one in spotted}
    said: list[Opposite] = []
    at = 0
    while at < len(found):
        size = 1
        last = _infinitive(found, at, language) if found[at].kind is Kind.WORD else None
        if last is not None and taken.isdisjoint(range(at, last + 1)) and _is_new(found, at, last, others):
            said.append(
                Opposite(
                    " ".join(token.text for token in found[at : last + 1]),
                    at,
                    last,
                    turning=False,
                    clause=clause(found, at, last, language),
                    after=_after(found, last + 1, language)[:1],
                )
            )
        elif found[at].kind is Kind.WORD:
            label, size = _label(words, at, families.get(at), language)
            places = range(at, at + size)
            prefixed = label is None and _is_prefixed(found[at].word, others)
            new = prefixed or (label is not None and _is_new(found, at, at + size - 1, others))
            if new and taken.isdisjoint(places):
                last = at + size - 1
                own = tuple(found[at].word.removeprefix(prefix) for prefix in _PREFIXES) if prefixed else ()
                said.append(
                    Opposite(
                        " ".join(token.text for token in found[at : last + 1]),
                        at,
                        last,
                        turning=prefixed or label == _TURNING,
                        clause=clause(found, at, last, language),
                        after=own + _after(found, last + 1, language),
                        families=families[at].no if at in families else frozenset(),
                        affirms=affirming.get(at, frozenset()),
                        loose=prefixed or label != _OF_A_FAMILY,
                    )
                )
        at += size
    return said


def _is_new(found: Sequence[Token], first: int, last: int, others: Vocabulary) -> bool:
    """Whether the other text lacks any of these words."""
    return any(token.word not in others for token in found[first : last + 1])


def _infinitive(found: Sequence[Token], at: int, language: Language) -> int | None:
    """Where the infinitive begins of which a word says that it is not, or was not so: too weak to stand."""
    word = found[at].word
    if word not in language.exceeding and word not in language.lasting:
        return None
    timed = word in language.exceeding
    for i in range(at + 1, min(len(found), at + 1 + _UP_TO)):
        if found[i].kind in {Kind.STOP, Kind.COMMA}:
            break
        timed = timed or found[i].word in language.spans
        if found[i].word in language.infinitive:
            following = found[i + 1] if i + 1 < len(found) else None
            verbal = (
                following is not None and following.text[0].islower() and following.word not in language.determiners
            )
            return i if timed and verbal else None
    return None


def _label(words: Sequence[str], at: int, saying: Saying | None, language: Language) -> tuple[str | None, int]:
    """How the words at a place say no, None where they don't, and how many they are; the longer of two ways."""
    match = language.opposites.match(words, at)
    size = match[0] if match else 1
    label = match[1] if match and match[1] != _AFFIRMING else None
    if at and words[at - 1] in language.determiners and words[at].endswith(language.gerund_endings or ("\0",)):
        # "The remaining boats" remain nothing.
        label = None
    if saying is None or (label is not None and size > saying.last - saying.first + 1):
        return label, size
    return label or _OF_A_FAMILY, saying.last - saying.first + 1


def _after(found: Sequence[Token], start: int, language: Language) -> tuple[str, ...]:
    """The first content words that follow in the same clause."""
    words: list[str] = []
    for token in found[start:]:
        if len(words) == _NEAR or token.kind in {Kind.STOP, Kind.COMMA} or token.word in language.breaks:
            break
        if token.word not in language.closed:
            words.append(token.word)
    return tuple(words)


def _is_prefixed(word: str, others: Vocabulary) -> bool:
    """Whether a word is one of ``others`` in another form and with a negative prefix: "unpaid" beside "paying"."""
    if word in others:
        return False
    for prefix in _PREFIXES:
        root = word.removeprefix(prefix)
        if root != word and len(root) >= _ROOT and root in others:
            return True
    return False


def turned_back(cue: Governing, spotted: Iterable[Opposite]) -> bool:
    """Whether a negation and the word that it governs first say yes together: did not rule out."""
    return cue.kind is CueKind.NEGATION and any(
        opposite.turning and cue.places[:1] and opposite.first <= cue.places[0] <= opposite.last for opposite in spotted
    )


def unexcused(
    cues: Sequence[Governing],
    spotted: Sequence[Opposite],
    others: Vocabulary,
    affirmed: AbstractSet[str],
    told_by: Callable[[Governing, Opposite], bool] | None = None,
) -> list[Governing]:
    """The ``cues`` for which no opposite of the other text stands; each stands for one negation.

    Both must say no in one family, in which the other text says yes nowhere, the negation with no other under it; or
    what the negation governs first must be what follows the opposite, or else in words that the other text has not. A
    contrary of several cues, such as "may not", is answered as one.

    Args:
        cues: The negations and hedges of a text that the other has not.
        spotted: The other text's opposites.
        others: The other text's words.
        affirmed: The families of contraries in which it says yes.
        told_by: Whether the sentence of an opposite may tell what a cue is about; any may where it is None.

    """
    free = list(spotted)

    def may(one: Opposite, cue: Governing) -> bool:
        return told_by is None or told_by(cue, one)

    left = _unanswered(
        cues,
        free,
        lambda one, cue: may(one, cue) and not (cue.stacked or one.families.isdisjoint(cue.families - affirmed)),
    )
    return _unanswered(left, free, lambda one, cue: may(one, cue) and _stands_for(one, cue, others))


def _unanswered(
    cues: Iterable[Governing], free: list[Opposite], fits: Callable[[Opposite, Governing], bool]
) -> list[Governing]:
    """The ``cues`` that none of ``free`` fits; those that one fits are taken out of it."""
    left: list[Governing] = []
    answered: set[tuple[int, tuple[int, int]]] = set()
    for cue in cues:
        other = next((one for one in free if fits(one, cue)), None)
        if other is not None:
            free.remove(other)
            answered |= {(cue.sentence, cue.saying)} if cue.saying else set()
        elif cue.saying is None or (cue.sentence, cue.saying) not in answered:
            left.append(cue)
    return left


def _stands_for(opposite: Opposite, cue: Governing, others: Vocabulary) -> bool:
    if cue.kind is not CueKind.NEGATION or not opposite.loose or not opposite.affirms.isdisjoint(cue.families):
        return False
    after = Vocabulary(opposite.after)
    if any(word in after for word in (cue.head, *cue.nouns)):
        return True
    around = Vocabulary(cue.clause | set(cue.near))
    return cue.head not in others and any(word in around for word in opposite.clause)


def _has(word: str, sentences: Iterable[Sequence[Token]], theirs: Vocabulary, language: Language) -> bool:
    """Whether the evidence has a word otherwise than before a number: some 40 boats."""
    return word in theirs and not (
        word in theirs.words
        and all(
            token.word != word or _is_counted(found, i, language)
            for found in sentences
            for i, token in enumerate(found)
        )
    )


def _is_counted(found: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a number follows."""
    after = found[at + 1] if at + 1 < len(found) else None
    return after is not None and (after.kind is Kind.NUMBER or after.word in language.number_words)


def _is_plain(word: str, sentences: Iterable[Sequence[Token]], language: Language) -> bool:
    """Whether a sentence has an auxiliary with no negation right behind it."""
    return any(
        one.lower == word and other.word not in language.negations
        for found in sentences
        for one, other in pairwise(found)
    )


def affirmed(
    statement: Sequence[Token],
    cues: Sequence[Governing],
    sentences: Sequence[Sequence[Token]],
    theirs: Vocabulary,
    language: Language,
) -> bool:
    """Whether a statement insists on what its evidence negates: "accepts" for "rejected", "did say", "has ever met".

    Such a word must be one that the evidence has not, or has with a negation behind it; one that only widens a negation
    must have none, no doubt and no question before it.

    Args:
        statement: The tokens of the statement.
        cues: Its own negations and hedges.
        sentences: The tokens of each sentence of evidence.
        theirs: All words of the evidence.
        language: The texts'.

    """
    taken = {i for cue in cues for i in range(cue.first, cue.last + 1)}
    starts = [cue.first for cue in cues]
    starts += [i for i, token in enumerate(statement) if token.word in language.questions]
    for i, token in enumerate(statement):
        if i in taken:
            continue
        following = statement[i + 1] if i + 1 < len(statement) else None
        ends = following is None or following.kind is not Kind.WORD
        # "..., Rill admitted" only credits what stands before it.
        crediting = ends and token.word in language.saying
        affirming = language.opposites.get(token.lower) == _AFFIRMING and not _is_counted(statement, i, language)
        if affirming and not crediting and not _has(token.word, sentences, theirs, language):
            return True
        insists = token.lower in language.insisting and not _is_plain(token.lower, sentences, language)
        if insists and following is not None and following.kind is Kind.WORD:
            verbal = following.word in language.saying or following.word not in language.closed
            if verbal:
                return True
        if token.lower in language.widening and not any(start < i for start in starts):
            return True
    return False
