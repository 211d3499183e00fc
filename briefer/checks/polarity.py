"""Negations and hedges compared both ways: a text adds none, and drops none that governs what it keeps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, takewhile

from briefer.checks.contraries import Saying, affirming, families, in_families, sayings
from briefer.checks.cues import CueKind, Governing, clause, governing
from briefer.checks.language import Language
from briefer.checks.opposites import Opposite, affirmed, negates, opposites, turned_back, unexcused
from briefer.checks.standing import (
    ALLEGATION,
    DENIAL,
    HALF,
    IGNORANCE,
    MODAL,
    MOST,
    WELL,
    Assertion,
    Side,
    answers,
    restates,
    rewords,
    shares,
    stands_over,
    tells,
)
from briefer.checks.words import Kind, Token, Vocabulary

_BETWEEN = 3
_FARTHEST = 60
_APART = 3
"""How many more words of a clause another sentence has that tells it for certain."""
_ASIDE = 2
"""How many content words an aside has beside the word that hedges: in Rill's view."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A negation or hedge that the text adds (``added``) or drops."""

    kind: CueKind
    word: str
    added: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its negations and hedges, and the words that say no without one."""

    found: Sequence[Token]
    cues: tuple[Governing, ...]
    said: tuple[Opposite, ...]
    affirmed: frozenset[str]
    """The families in which it says yes."""
    asserted: tuple[Assertion, ...]
    """What it says yes to in words that the other text has not."""
    as_said: frozenset[str]
    """The families in which it says no behind an "as" in words that both texts have: rejected as a lie."""


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
    one sort. A word that says no without a negation, of one family of contraries, answers for either.

    Args:
        statement: The tokens of the text to be checked.
        sentences: The tokens of each sentence of evidence.
        language: The article's.
        kept: Cues of the evidence that the item carries in a field of its own, as a claim's ``hedges``.

    """
    printed = Vocabulary(token.word for token in statement), Vocabulary(t.word for found in sentences for t in found)
    told, evidence = _answered(
        [_read(statement, 0, printed[1], language)],
        [_read(found, at, printed[0], language) for at, found in enumerate(sentences)],
    )
    mine, theirs = _side(told, language), _side(evidence, language)
    whole = mine, theirs
    mine, theirs, settled = _settled(mine, theirs)
    carried = {(cue.text, cue.scope) for cue in (*kept, *settled)}
    dropped, free = _dropped(statement, evidence, mine, theirs, carried, language)
    claimed = [
        cue for cue in mine.cues if not cue.continues and not (cue.inner and cue.text.lower() in theirs.vocabulary)
    ]
    told_by = partial(tells, shares=shares(claimed, [Vocabulary(token.word for token in found) for found in sentences]))
    unanswered, unused = _unmatched(
        claimed, theirs.cues, lambda cue, other: answers(other, cue, theirs) if told_by(cue, other) else 0
    )
    as_said = frozenset[str]().union(*(read.as_said for read in told))
    extra = [
        cue
        for cue in unanswered
        if not (
            _is_prefix_of(cue, theirs) or _is_said(cue, sentences, theirs, language) or _is_said_again(cue, as_said)
        )
    ]
    lost, _ = _unmatched(dropped, [*extra, *free], lambda cue, other: int(rewords(cue, other, mine, theirs)))
    added, _ = _unmatched(
        extra, unused, lambda cue, other: int(told_by(cue, other, apart=_APART) and rewords(other, cue, mine, theirs))
    )
    lost = _unsoftened(
        unexcused(lost, mine.opposites, mine.vocabulary, mine.affirmed), told, mine, printed[1], language
    )
    lost = [cue for cue in lost if not (cue.inner and _denies(mine))]
    added = _unsoftened(
        unexcused(added, theirs.opposites, theirs.vocabulary, theirs.affirmed, told_by),
        evidence,
        theirs,
        printed[0],
        language,
    )
    negations = [cue for cue in theirs.cues if cue.kind is CueKind.NEGATION]
    unmet, _ = _unmatched(
        negations,
        mine.cues,
        lambda cue, other: (
            stands_over(other, cue) or int(cue.families.isdisjoint(mine.new) and rewords(cue, other, mine, theirs))
        ),
    )
    lost, added = _unmatched(
        lost, added, lambda cue, other: int(cue.kind is other.kind is CueKind.HEDGE and cue.label == other.label)
    )
    if affirmed(statement, mine.cues, sentences, printed[1], language):
        lost += [cue for cue in unmet if _is_about(cue, mine) and (cue.text, cue.scope) not in carried]
    return [
        *(Turned(cue.kind, cue.text, added=False) for cue in dict.fromkeys(lost)),
        *(Turned(cue.kind, cue.text, added=True) for cue in added),
        *_prefixed(*whole),
        *(
            Turned(CueKind.NEGATION, one.text, added=False)
            for one in theirs.opposites
            if any(each.contradicts(one, language.graded) for each in mine.asserted)
        ),
    ]


def _settled(mine: Side, theirs: Side) -> tuple[Side, Side, tuple[Governing, ...]]:
    """Both sides without the cues that a contrary of the other says, and those of the evidence among them.

    A cue that another stands over better is left to it.
    """
    told = _said_otherwise(mine, theirs, stands_over)
    said = _said_otherwise(theirs, mine, lambda cue, other: stands_over(other, cue))
    return (
        _without(mine, told, [one for _, one in said]),
        _without(theirs, said, [one for _, one in told]),
        tuple(cue for cue, _ in said),
    )


def _said_otherwise(
    side: Side, other: Side, fits: Callable[[Governing, Governing], int]
) -> list[tuple[Governing, Opposite]]:
    """The cues of a side for which the other has a contrary, each with it."""
    free = list(other.opposites)
    found: list[tuple[Governing, Opposite]] = []
    for cue in side.cues:
        if (
            cue.kind is not CueKind.NEGATION
            or cue.saying is None
            or cue.stacked
            or any(fits(cue, rival) >= (1 if cue.phrase == rival.phrase else WELL) for rival in other.cues)
        ):
            continue
        one = next((one for one in free if not one.families.isdisjoint(cue.families - other.affirmed)), None)
        if one is not None:
            free.remove(one)
            found.append((cue, one))
    return found


def _without(side: Side, cues: Sequence[tuple[Governing, Opposite]], said: Sequence[Opposite]) -> Side:
    gone = [cue for cue, _ in cues]
    return replace(
        side,
        cues=tuple(cue for cue in side.cues if not any(_is_one(cue, other) for other in gone)),
        opposites=tuple(one for one in side.opposites if one not in said),
    )


def _is_one(cue: Governing, other: Governing) -> bool:
    """Whether two cues are the same, or parts of one contrary: "may not"."""
    shared = cue.saying is not None and (cue.sentence, cue.saying) == (other.sentence, other.saying)
    return cue is other or (shared and not cue.clause.isdisjoint(other.clause))


def _dropped(
    statement: Sequence[Token],
    evidence: Sequence[_Read],
    mine: Side,
    theirs: Side,
    carried: set[tuple[str, tuple[str, ...]]],
    language: Language,
) -> tuple[list[Governing], list[Governing]]:
    """The cues of the evidence that govern what the statement keeps, and that it has not; the statement's left over.

    What is alleged need not be called so where it is denied, nor "the charge" where the charge itself is.
    """
    denies = any(cue.label == DENIAL for side in (mine, theirs) for cue in side.cues)
    denied = denies and any(cue.kind is CueKind.NEGATION for cue in mine.cues)
    before: tuple[str, ...] = ()
    governs: list[Governing] = []
    told: dict[int, int] = {}
    asked: list[Governing] = []
    for at, read in enumerate(evidence):
        side = _side([read], language, before)
        before += side.words
        here = [
            cue
            for cue in side.cues
            if not (cue.continues or (cue.text, cue.scope) in carried)
            and not (denied and cue.label == ALLEGATION)
            and _is_kept(cue, mine, theirs)
            and not _is_mere_idea(cue, statement, language)
        ]
        governs += here
        told |= {id(cue): at for cue in here}
        asked += [cue for cue in here if _is_asked(cue, statement, read.found, language)]
    missing, free = _unmatched(governs, mine.cues, lambda cue, other: stands_over(other, cue))
    kept = [cue for cue in governs if not any(cue is other for other in missing)]
    dropped = [
        cue
        for cue in missing
        if cue not in asked
        and not _is_in_its_words(cue, mine)
        and not (denied and cue.refers)
        and not any(restates(cue, other, apart=told[id(cue)] != told[id(other)]) for other in kept)
    ]
    return dropped, free


def _is_in_its_words(cue: Governing, mine: Side) -> bool:
    """Whether the statement has a denial's words in another order: "his numbers wrong", "the numbers are wrong"."""
    return cue.label == DENIAL and not cue.negative and len(cue.nouns) > 1 and cue.nouns <= set(mine.words)


def _opens_clause(found: Sequence[Token], at: int, language: Language) -> bool:
    """Whether no verb stands right before a word, which would assert it: has started lifting."""
    before = found[at - 1] if at else None
    return before is None or before.kind is not Kind.WORD or before.word in language.breaks | language.prepositions


def _is_mere_idea(cue: Governing, statement: Sequence[Token], language: Language) -> bool:
    """Whether the statement only names what may be, and asserts nothing of it: "lifting" for "could lift"."""
    if cue.kind is not CueKind.HEDGE or cue.label != MODAL or cue.head is None:
        return False
    head = Vocabulary([cue.head])
    said = [i for i, token in enumerate(statement) if token.word in head]
    return bool(said) and all(
        statement[i].word.endswith(language.gerund_endings or ("\0",)) and _opens_clause(statement, i, language)
        for i in said
    )


def _is_about(cue: Governing, mine: Side) -> bool:
    """Whether the statement has a word of what a negation governs, or of its clause; if it governs none, it has."""
    words = (*cue.clause, *cue.near)
    new = not cue.families.isdisjoint(mine.new)
    return not words or new or any(word in mine.vocabulary for word in (*words, *cue.nouns))


def _denies(side: Side) -> bool:
    return bool(side.opposites) or any(cue.label == DENIAL for cue in side.cues)


def _unsoftened(
    cues: Iterable[Governing], reads: Iterable[_Read], side: Side, others: Vocabulary, language: Language
) -> list[Governing]:
    """The ``cues`` but for hedges for which the other text has a word of the same sort: "is at risk of" for "may"."""
    left = list(cues)
    for read in reads if left else ():
        found = read.found
        words = [token.lower for token in found]
        negated = {cue.places[0] for cue in read.cues if cue.kind is CueKind.NEGATION and cue.places}
        for at in range(len(words)):
            match = language.rewordings.match(words, at)
            if match and at not in negated and any(word not in others for word in words[at : at + match[0]]):
                near = clause(found, at, at + match[0] - 1, language)
                around = Vocabulary(near if len(near) > _ASIDE else _sentence(found, at))
                alike = (cue for cue in left if cue.kind is CueKind.HEDGE and cue.label == match[1])
                said = next((cue for cue in alike if cue.head not in side.vocabulary or cue.head in around), None)
                left = [cue for cue in left if cue is not said]
    return left


def _sentence(found: Sequence[Token], at: int) -> Iterator[str]:
    """The words around a place, as far as the next stop on each side."""
    before = takewhile(_goes_on, reversed(found[max(0, at - _FARTHEST) : at]))
    return (token.word for token in (*before, *takewhile(_goes_on, found[at : at + _FARTHEST])))


def _goes_on(token: Token) -> bool:
    return token.kind is not Kind.STOP


def _unmatched(
    cues: Iterable[Governing], others: Iterable[Governing], fits: Callable[[Governing, Governing], int]
) -> tuple[list[Governing], list[Governing]]:
    """The ``cues`` that none of ``others`` fits, and the others left over; each fits one, the best first."""
    remaining, free = list(cues), list(others)
    pairs = sorted(
        (
            (cue.kind is other.kind, fit, i, j)
            for i, cue in enumerate(remaining)
            for j, other in enumerate(free)
            if (fit := fits(cue, other))
        ),
        key=lambda pair: (not pair[0], -pair[1]),
    )
    matched: set[int] = set()
    used: set[int] = set()
    for *_, i, j in pairs:
        if i not in matched and j not in used:
            matched.add(i)
            used.add(j)
    return (
        [cue for i, cue in enumerate(remaining) if i not in matched],
        [other for j, other in enumerate(free) if j not in used],
    )


def _read(found: Sequence[Token], at: int, against: Vocabulary, language: Language) -> _Read:
    """A sentence as it is read, ``against`` the words of the other text."""
    spotted = sayings(found, language)
    cues = [replace(in_families(cue, found, spotted, language), sentence=at) for cue in governing(found, language)]
    told = (cue for cue in cues if cue.kind is CueKind.NEGATION or cue.negative or cue.label == IGNORANCE)
    taken = {i for cue in told for i in range(cue.first, cue.last + 1)}
    said = [replace(one, sentence=at) for one in opposites(found, against, taken, spotted, language)]
    yes = affirming(cues, spotted, found, language)
    asserted = tuple(
        Assertion(one.yes, clause(found, one.first, one.last, language))
        for one in yes
        if any(found[i].word not in against for i in range(one.first, one.last + 1))
    )
    likened = (
        one.no
        for one in spotted
        if all(found[i].word in against for i in range(one.first, one.last + 1)) and _is_likened(found, one, language)
    )
    return _Read(found, tuple(cues), tuple(said), families(yes), asserted, frozenset[str]().union(*likened))


def _is_likened(found: Sequence[Token], one: Saying, language: Language) -> bool:
    """Whether an "as" stands before a saying, with words that strengthen it between: as completely untrue."""
    return any(token.word in language.likening for token in found[max(0, one.first - _BETWEEN) : one.first])


def _answered(mine: Sequence[_Read], theirs: Sequence[_Read]) -> tuple[list[_Read], list[_Read]]:
    """Both texts without the contraries of one family that stand for each other, as "opposed" for "against" does.

    What they say is said on both sides, so that neither may answer for a negation as well.
    """
    free = [(i, one) for i, read in enumerate(theirs) for one in read.said if one.families]
    used: set[tuple[int, Opposite]] = set()
    left: list[_Read] = []
    for read in mine:
        kept: list[Opposite] = []
        for one in read.said:
            pair = next((pair for pair in free if not pair[1].families.isdisjoint(one.families)), None)
            if pair is None:
                kept.append(one)
            else:
                free.remove(pair)
                used.add(pair)
        left.append(replace(read, said=tuple(kept)))
    return left, [
        replace(read, said=tuple(one for one in read.said if (i, one) not in used)) for i, read in enumerate(theirs)
    ]


def _side(reads: Iterable[_Read], language: Language, before: Sequence[str] = ()) -> Side:
    """The sentences as one side; ``before`` are the words that stand before them."""
    words: list[str] = []
    cues: list[Governing] = []
    contrary: list[Opposite] = []
    affirmed: frozenset[str] = frozenset()
    asserted: list[Assertion] = []
    free: dict[CueKind, set[str]] = {kind: set() for kind in CueKind}
    for read in reads:
        found, here, said = read.found, list(read.cues), read.said
        affirmed |= read.affirmed
        asserted += read.asserted
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
    return Side(tuple(words), Vocabulary(words), tuple(cues), vocabularies, tuple(contrary), affirmed, tuple(asserted))


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
        if not cue.clause and cue.label != DENIAL and held(cue.nouns):
            return True
        words = cue.clause or theirs.words
        return bool(words) and held(words) >= MOST * len(words)
    free = theirs.free[cue.kind]
    marks = [word for word in cue.near if word not in free] or [cue.head]
    told = [word for word in cue.clause if word not in free]
    governed = Vocabulary(word for word in cue.scope if word not in free)
    return any(
        (
            cue.head in marks and cue.head in mine.vocabulary,
            held(marks) >= max(1, HALF * len(marks))
            and (held(told) >= HALF * len(told) or held(cue.clause) >= HALF * len(cue.clause)),
            len(told) > 1 and held(told) >= HALF * len(told),
            cue.label == DENIAL and held(cue.nouns) > 0,
            not cue.families.isdisjoint(mine.new) and held(cue.clause) > 0,
            cue.far and mine.words and sum(word in governed for word in mine.words) >= MOST * len(mine.words),
        )
    )


def _is_said_again(cue: Governing, as_said: AbstractSet[str]) -> bool:
    """Whether a word that says no only announces one that both texts have: rejected the charge as a lie."""
    return cue.saying is not None and not cue.negative and not cue.stacked and not cue.families.isdisjoint(as_said)


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
