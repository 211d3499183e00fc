"""Negations and hedges compared both ways: a text adds none, and drops none that governs what it keeps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefer.checks.cues import CueKind, Governing, clause, governing
from briefer.checks.language import Language
from briefer.checks.opposites import Opposite, affirmed, negates, opposites, turned_back, unexcused
from briefer.checks.standing import ALLEGATION, DENIAL, HALF, MOST, Side, answers, restates, rewords, stands_over
from briefer.checks.words import Kind, Token, Vocabulary


@dataclass(frozen=True, slots=True)
class Turned:
    """A negation or hedge that the text adds (``added``) or drops."""

    kind: CueKind
    word: str
    added: bool


def turned(
    statement: Sequence[Token],
    sentences: Sequence[Sequence[Token]],
    language: Language,
    *,
    kept: Iterable[Governing] = (),
) -> list[Turned]:
    """The negations and hedges on which a statement and its evidence differ.

    A cue of the evidence is dropped where the statement keeps what it governs (its head word, half of the words near
    it or of its clause, or for cues that govern a clause most of the statement) and has no cue of the same sort over
    it. A cue of the statement is added where the evidence has none of the same sort over its head word or clause. One
    cue answers for one, but for those that only say the same again. Two cues of one sort left over are taken for one
    in other words where what they govern is in other words too. Hedges are of one sort when they share a label, so
    that "might" may stand for "may" but neither "will" nor "is expected to"; negations, and denials or refusals, are
    one sort.

    Args:
        statement: The tokens of the text to be checked.
        sentences: The tokens of each sentence of evidence.
        language: The article's.
        kept: Cues of the evidence that the item carries in a field of its own, as a claim's ``hedges``.

    """
    printed = Vocabulary(token.word for token in statement), Vocabulary(t.word for found in sentences for t in found)
    mine = _side([statement], language, against=printed[1])
    theirs = _side(sentences, language, against=printed[0])
    carried = {(cue.text, cue.scope) for cue in kept}
    dropped, free = _dropped(statement, sentences, mine, theirs, carried, printed[0], language)
    claimed = [
        cue for cue in mine.cues if not cue.continues and not (cue.inner and cue.text.lower() in theirs.vocabulary)
    ]
    unanswered, unused = _unmatched(claimed, theirs.cues, lambda cue, other: answers(other, cue, theirs))
    extra = [
        cue for cue in unanswered if not _is_prefix_of(cue, theirs) and not _is_said(cue, sentences, theirs, language)
    ]
    lost, _ = _unmatched(dropped, [*extra, *free], lambda cue, other: int(rewords(cue, other, mine, theirs)))
    added, _ = _unmatched(extra, unused, lambda cue, other: int(rewords(other, cue, mine, theirs)))
    lost = _unsoftened(unexcused(lost, mine.opposites, mine.vocabulary), [statement], mine, printed[1], language)
    lost = [cue for cue in lost if not (cue.inner and _denies(mine))]
    added = _unsoftened(unexcused(added, theirs.opposites, theirs.vocabulary), sentences, theirs, printed[0], language)
    negations = [cue for cue in theirs.cues if cue.kind is CueKind.NEGATION]
    unmet, _ = _unmatched(negations, mine.cues, lambda cue, other: stands_over(other, cue))
    lost, added = _unmatched(
        lost, added, lambda cue, other: int(cue.kind is other.kind is CueKind.HEDGE and cue.label == other.label)
    )
    if affirmed(statement, mine.cues, printed[1], language):
        lost += [cue for cue in unmet if _is_about(cue, mine) and (cue.text, cue.scope) not in carried]
    return [
        *(Turned(cue.kind, cue.text, added=False) for cue in dict.fromkeys(lost)),
        *(Turned(cue.kind, cue.text, added=True) for cue in added),
        *_prefixed(mine, theirs),
    ]


def _dropped(
    statement: Sequence[Token],
    sentences: Sequence[Sequence[Token]],
    mine: Side,
    theirs: Side,
    carried: set[tuple[str, tuple[str, ...]]],
    printed: Vocabulary,
    language: Language,
) -> tuple[list[Governing], list[Governing]]:
    """The cues of the evidence that govern what the statement keeps, and that it has not; the statement's left over.

    What is alleged need not be called so where it is denied, nor "the charge" where the charge itself is.
    """
    denies = any(cue.label == DENIAL for side in (mine, theirs) for cue in side.cues)
    denied = denies and any(cue.kind is CueKind.NEGATION for cue in mine.cues)
    before: tuple[str, ...] = ()
    governs: list[Governing] = []
    asked: list[Governing] = []
    for sentence in sentences:
        side = _side([sentence], language, before, against=printed)
        before += side.words
        here = [
            cue
            for cue in side.cues
            if not (cue.continues or (cue.text, cue.scope) in carried)
            and not (denied and cue.label == ALLEGATION)
            and _is_kept(cue, mine, theirs)
        ]
        governs += here
        asked += [cue for cue in here if _is_asked(cue, statement, sentence, language)]
    missing, free = _unmatched(governs, mine.cues, lambda cue, other: stands_over(other, cue))
    kept = [cue for cue in governs if not any(cue is other for other in missing)]
    dropped = [
        cue
        for cue in missing
        if cue not in asked and not (denied and cue.refers) and not any(restates(cue, other) for other in kept)
    ]
    return dropped, free


def _is_about(cue: Governing, mine: Side) -> bool:
    """Whether the statement has a word of what a negation governs, or of its clause."""
    return any(word in mine.vocabulary for word in (*cue.clause, *cue.near, *cue.nouns))


def _denies(side: Side) -> bool:
    return bool(side.opposites) or any(cue.label == DENIAL for cue in side.cues)


def _unsoftened(
    cues: Iterable[Governing], texts: Iterable[Sequence[Token]], side: Side, others: Vocabulary, language: Language
) -> list[Governing]:
    """The ``cues`` but for hedges for which the other text has a word of the same sort: "is at risk of" for "may"."""
    left = list(cues)
    for found in texts:
        words = [token.lower for token in found]
        for at in range(len(words)):
            if (match := language.rewordings.match(words, at)) and words[at] not in others:
                around = Vocabulary(clause(found, at, at + match[0] - 1, language))
                alike = (cue for cue in left if cue.kind is CueKind.HEDGE and cue.label == match[1])
                said = next((cue for cue in alike if cue.head not in side.vocabulary or cue.head in around), None)
                left = [cue for cue in left if cue is not said]
    return left


def _unmatched(
    cues: Iterable[Governing], others: Iterable[Governing], fits: Callable[[Governing, Governing], int]
) -> tuple[list[Governing], list[Governing]]:
    """The ``cues`` that none of ``others`` fits, and the others left over; each fits one, the best pairs first."""
    remaining, free = list(cues), list(others)
    pairs = sorted(
        ((fit, i, j) for i, cue in enumerate(remaining) for j, other in enumerate(free) if (fit := fits(cue, other))),
        key=lambda pair: -pair[0],
    )
    matched: set[int] = set()
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in matched and j not in used:
            matched.add(i)
            used.add(j)
    return (
        [cue for i, cue in enumerate(remaining) if i not in matched],
        [other for j, other in enumerate(free) if j not in used],
    )


def _side(
    sentences: Sequence[Sequence[Token]], language: Language, before: Sequence[str] = (), *, against: Vocabulary
) -> Side:
    """The sentences as one side, ``against`` the words of the other; ``before`` are those that stand before them."""
    words: list[str] = []
    cues: list[Governing] = []
    contrary: list[Opposite] = []
    free: dict[CueKind, set[str]] = {kind: set() for kind in CueKind}
    for found in sentences:
        here = governing(found, language)
        taken = {i for cue in here if cue.kind is CueKind.NEGATION for i in range(cue.first, cue.last + 1)}
        said = opposites(found, against, taken, language)
        spoken = {i for cue in here for i in range(cue.first, cue.last + 1)}
        back = [cue for cue in here if turned_back(cue, [one for one in said if one.first not in spoken])]
        here = [cue for cue in here if cue not in back]
        contrary += [one for one in said if not any(turned_back(cue, [one]) for cue in back)]
        cues += [replace(cue, earlier=(*before, *words)) if cue.refers else cue for cue in here]
        content = [
            i
            for i, token in enumerate(found)
            if token.kind in {Kind.WORD, Kind.NUMBER} and token.word not in language.closed
        ]
        words += [found[i].word for i in content]
        for kind in CueKind:
            governed = {place for cue in here if cue.kind is kind for place in _reach(cue)}
            governed |= {place for cue in here for place in range(cue.first, cue.last + 1)}
            free[kind].update(found[i].word for i in content if i not in governed)
    vocabularies = {kind: Vocabulary(found) for kind, found in free.items()}
    return Side(tuple(words), Vocabulary(words), tuple(cues), vocabularies, tuple(contrary))


def _reach(cue: Governing) -> tuple[int, ...]:
    return cue.places if cue.far else cue.places[: len(cue.near)]


def _is_kept(cue: Governing, mine: Side, theirs: Side) -> bool:
    """Whether the statement keeps what ``cue`` governs in the evidence."""

    def held(words: Iterable[str]) -> int:
        return sum(word in mine.vocabulary for word in words)

    said = Vocabulary(cue.earlier)
    if cue.earlier and mine.words and sum(word in said for word in mine.words) >= MOST * len(mine.words):
        return True
    if cue.head is None:
        words = cue.clause or theirs.words
        return bool(words) and held(words) >= MOST * len(words)
    free = theirs.free[cue.kind]
    marks = [word for word in cue.near if word not in free] or [cue.head]
    told = [word for word in cue.clause if word not in free]
    governed = Vocabulary(word for word in cue.scope if word not in free)
    return any(
        (
            cue.head in marks and cue.head in mine.vocabulary,
            held(marks) >= max(1, HALF * len(marks)) and held(cue.clause) >= HALF * len(cue.clause),
            len(told) > 1 and held(told) >= HALF * len(told),
            cue.label == DENIAL and held(cue.nouns) > 0,
            cue.far and mine.words and sum(word in governed for word in mine.words) >= MOST * len(mine.words),
        )
    )


def _is_said(cue: Governing, sentences: Sequence[Sequence[Token]], theirs: Side, language: Language) -> bool:
    """Whether a sentence about what a cue governs has its words in a form that is no cue: ever accused."""
    words = [word for word in cue.text.lower().split() if word not in language.closed]
    telling = Vocabulary(word for other in theirs.cues for word in other.text.lower().split())
    if cue.negative or not words or any(word in telling for word in words):
        return False
    for sentence in sentences:
        held = Vocabulary(token.word for token in sentence)
        if all(word in held for word in words) and (not cue.near or any(word in held for word in cue.near)):
            return True
    return False


def _is_asked(cue: Governing, statement: Sequence[Token], sentence: Sequence[Token], language: Language) -> bool:
    """Whether the statement leaves open, in the evidence's words, what ``cue`` asks.

    "Monitoring whether" says as much as "monitoring this to determine whether". The word that asks must be another one
    of the evidence: "determined whether" tells that it was.
    """
    question = sentence[cue.last].word
    words = {token.word for token in sentence[cue.first : cue.last + 1]}
    if question not in language.questions or words & language.negations or cue.head is None:
        return False
    asking = {token.word for i, token in enumerate(sentence) if not cue.first <= i <= cue.last}
    return any(
        found.word == question
        and before.word in asking - language.closed
        and cue.head in Vocabulary(token.word for token in statement[i:])
        for i, (before, found) in enumerate(pairwise(statement), 1)
    )


def _is_prefix_of(cue: Governing, theirs: Side) -> bool:
    """Whether a negation of the statement is a prefix in the evidence: "not confirmed" for "unconfirmed"."""
    head = cue.head
    return cue.kind is CueKind.NEGATION and head is not None and any(negates(word, head) for word in theirs.words)


def _prefixed(mine: Side, theirs: Side) -> Iterator[Turned]:
    """Negations by prefix: "unconfirmed" for "confirmed", or the reverse, with no other word for it."""
    if any(cue.kind is CueKind.NEGATION for cue in (*mine.cues, *theirs.cues)):
        return
    spoken = {word for cue in (*mine.cues, *theirs.cues) for word in cue.text.lower().split()}
    for word in mine.words:
        if word in theirs.vocabulary or word in spoken:
            continue
        if any(negates(word, root) for root in theirs.vocabulary.words):
            yield Turned(CueKind.NEGATION, word, added=True)
        elif negated := next((other for other in theirs.vocabulary.words if negates(other, word)), None):
            yield Turned(CueKind.NEGATION, negated, added=False)
