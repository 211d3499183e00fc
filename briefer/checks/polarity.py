"""Negations and hedges compared both ways: a text adds none, and drops none that governs what it keeps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefer.checks.cues import CueKind, Governing, governing
from briefer.checks.language import Language
from briefer.checks.words import Kind, Token, Vocabulary

_HALF = 0.5
_MOST = 0.6
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
"""Negative prefixes that languages in Latin letters share."""
_ROOT = 4
_IGNORANCE = "unknown"
"""The label of words for not knowing, which a negation can say as well: could not determine, is not known."""
_UNKNOWN = "not known"
_ALLEGATION = "allegation"
"""The label of words for what is alleged or not confirmed."""
_REFUSAL = "undisclosed"
"""The label of words by which someone refuses to tell."""
_NEGATION = "negation"
"""The label of plain ones: not, no, failed to."""
_DENIAL = "denial"
"""The label of words that hold a statement false: denied, is false."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A negation or hedge that the text adds (``added``) or drops."""

    kind: CueKind
    word: str
    added: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """A text as the comparison sees it: its content words, and its cues with what each governs."""

    words: tuple[str, ...]
    vocabulary: Vocabulary
    cues: tuple[Governing, ...]
    free: dict[CueKind, Vocabulary]
    """By kind, the words that no cue of that kind governs."""


def turned(
    statement: Sequence[Token],
    sentences: Sequence[Sequence[Token]],
    language: Language,
    *,
    kept: Iterable[Governing] = (),
) -> list[Turned]:
    """The negations and hedges on which a statement and its evidence differ.

    A cue of the evidence is dropped where the statement keeps what it governs (its head word, half of the words near
    it, or for cues that govern a clause most of the statement) and has no cue of the same sort over it. A cue of the
    statement is added where the evidence has none of the same sort over its head word. Hedges are of one sort when
    they share a label, so that "might" may stand for "may" but neither "will" nor "is expected to"; negations,
    denials and refusals are one sort.

    Args:
        statement: The tokens of the text to be checked.
        sentences: The tokens of each sentence of evidence.
        language: The article's.
        kept: Cues of the evidence that the item carries in a field of its own, as a claim's ``hedges``.

    """
    mine = _side([statement], language)
    theirs = _side(sentences, language)
    before: tuple[str, ...] = ()
    carried = {(cue.text, cue.scope) for cue in kept}
    denied = any(cue.label == _DENIAL for cue in mine.cues)
    governs: list[Governing] = []
    asked: list[Governing] = []
    for sentence in sentences:
        side = _side([sentence], language, before)
        before += side.words
        kept_here = [
            cue
            for cue in side.cues
            if (cue.text, cue.scope) not in carried
            and not cue.continues
            and not cue.inner
            and not (denied and cue.label == _ALLEGATION)
            and _is_kept(cue, mine, theirs)
        ]
        governs += kept_here
        asked += [cue for cue in kept_here if _is_asked(cue, statement, sentence, language)]
    missing, _ = _unmatched(governs, mine.cues, lambda cue, over: _stands_over(over, cue))
    answered = [cue for cue in governs if cue not in missing]
    dropped = [
        cue
        for cue in missing
        if cue not in asked and not (denied and cue.refers) and not any(_restates(cue, other) for other in answered)
    ]
    claimed = [
        cue for cue in mine.cues if not cue.continues and not (cue.inner and cue.text.lower() in theirs.vocabulary)
    ]
    unanswered, unused = _unmatched(claimed, theirs.cues, lambda cue, over: _answers(over, cue, theirs))
    extra = [
        cue for cue in unanswered if not _is_prefix_of(cue, theirs) and not _is_said(cue, sentences, theirs, language)
    ]
    reworded = _reworded(mine, theirs)
    lost, _ = _unmatched(dropped, extra, reworded)
    added, _ = _unmatched(extra, unused, lambda cue, other: reworded(other, cue))
    changes = [Turned(cue.kind, cue.text, added=False) for cue in lost]
    changes += [Turned(cue.kind, cue.text, added=True) for cue in added]
    changes += _prefixed(mine, theirs)
    return changes


def _unmatched(
    cues: Iterable[Governing], others: Iterable[Governing], answers: Callable[[Governing, Governing], int]
) -> tuple[list[Governing], list[Governing]]:
    """The ``cues`` that none of ``others`` answers, and the others left over; each answers one, the best pairs first."""
    remaining, free = list(cues), list(others)
    pairs = sorted(
        (
            (fit, i, j)
            for i, cue in enumerate(remaining)
            for j, other in enumerate(free)
            if (fit := answers(cue, other))
        ),
        key=lambda pair: -pair[0],
    )
    answered: set[int] = set()
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in answered and j not in used:
            answered.add(i)
            used.add(j)
    return (
        [cue for i, cue in enumerate(remaining) if i not in answered],
        [other for j, other in enumerate(free) if j not in used],
    )


def _side(sentences: Sequence[Sequence[Token]], language: Language, before: Sequence[str] = ()) -> _Side:
    """The sentences as one side; ``before`` are the words of those that stand before them."""
    words: list[str] = []
    cues: list[Governing] = []
    free: dict[CueKind, set[str]] = {kind: set() for kind in CueKind}
    for found in sentences:
        here = governing(found, language)
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
    return _Side(tuple(words), Vocabulary(words), tuple(cues), vocabularies)


def _reach(cue: Governing) -> tuple[int, ...]:
    return cue.places if cue.far else cue.places[: len(cue.near)]


def _is_kept(cue: Governing, mine: _Side, theirs: _Side) -> bool:
    """Whether the statement keeps what ``cue`` governs in the evidence."""
    if cue.earlier and mine.words:
        said = Vocabulary(cue.earlier)
        if sum(word in said for word in mine.words) >= _MOST * len(mine.words):
            return True
    if cue.head is None:
        held = sum(word in mine.vocabulary for word in theirs.words)
        return bool(theirs.words) and held >= _MOST * len(theirs.words)
    free = theirs.free[cue.kind]
    marks = [word for word in cue.near if word not in free] or [cue.head]
    held = sum(word in mine.vocabulary for word in marks)
    if (cue.head in marks and cue.head in mine.vocabulary) or held >= max(1, _HALF * len(marks)):
        return True
    told = [word for word in cue.clause if word not in free]
    if len(told) > 1 and sum(word in mine.vocabulary for word in told) >= _HALF * len(told):
        return True
    if cue.label == _DENIAL and any(word in mine.vocabulary for word in cue.nouns):
        return True
    if not cue.far or not mine.words:
        return False
    governed = Vocabulary(word for word in cue.scope if word not in free)
    return sum(word in governed for word in mine.words) >= _MOST * len(mine.words)


def _alike(one: Governing, other: Governing) -> bool:
    """Whether two cues are of one sort, so that the one may stand for the other.

    Negations are, but for a denial and a refusal; a denial leans on what was said before, and whether that is negated
    there it can't tell. Hedges of one label are, and those that say by a negation, or as it can be said by one, that
    something is not known or not confirmed: is unclear, could not be verified, does not know.
    """
    unknown = [_sort(cue) == _UNKNOWN for cue in (one, other)]
    if one.kind is not other.kind:
        return any(unknown) and not any(cue.stacked for cue in (one, other))
    if one.kind is CueKind.HEDGE:
        return one.label == other.label or all(unknown)
    if {one.label, other.label} == {_DENIAL, _REFUSAL}:
        return False
    leaning = one.label == other.label == _DENIAL and (one.earlier or other.earlier)
    return one.stacked == other.stacked or bool(leaning)


def _sort(cue: Governing) -> str:
    return _UNKNOWN if cue.label == _IGNORANCE or (cue.kind is CueKind.HEDGE and cue.negative) else cue.kind.value


def _stands_over(mine: Governing, cue: Governing) -> int:
    """How well the statement's ``mine`` does what ``cue`` does in the evidence: 0 not at all, more is better."""
    if not _alike(mine, cue):
        return 0
    if _same_head(mine, cue):
        return 3
    if cue.head in Vocabulary(mine.scope):
        return 2
    if cue.head is None:
        return 1
    if cue.earlier and mine.label == _DENIAL:
        return 1
    governed = Vocabulary(cue.near)
    near = not mine.scope or any(word in governed for word in mine.near)
    return 1 if near or _share_a_clause(mine, cue) else 0


def _answers(theirs: Governing, cue: Governing, evidence: _Side) -> int:
    """How well the evidence's ``theirs`` stands behind the statement's ``cue``: 0 not at all, more is better."""
    if not _alike(theirs, cue):
        return 0
    if _same_head(theirs, cue):
        return 3
    if cue.head is None or cue.head not in evidence.vocabulary:
        return 1
    if cue.label == _NEGATION and cue.head in theirs.nouns:
        return 3 if theirs.negative else 0
    if cue.label == _DENIAL and cue.head in Vocabulary(theirs.earlier):
        return 1
    reach = Vocabulary(theirs.scope if theirs.far or theirs.clausal else theirs.near)
    if cue.head in reach:
        return 2
    if _UNKNOWN in {_sort(cue), _sort(theirs)} and any(word in Vocabulary(theirs.scope) for word in cue.scope):
        return 1
    if cue.label == _NEGATION and cue.head in evidence.free[cue.kind]:
        return 0
    return 1 if any(word in reach for word in cue.near) or _share_a_clause(theirs, cue) else 0


def _share_a_clause(one: Governing, other: Governing) -> bool:
    """Whether two cues stand in what is one clause in other words."""
    fewer, more = sorted((one.clause, other.clause), key=len)
    held = Vocabulary(more)
    least = 1 if one.kind is CueKind.NEGATION else 2
    return len(fewer) >= least and sum(word in held for word in fewer) >= _MOST * len(fewer)


def _restates(cue: Governing, other: Governing) -> bool:
    """Whether a cue says once more what another of the evidence says: no leak was reported, none on Monday."""
    if not _alike(cue, other):
        return False
    return _same_head(cue, other) or cue.head in Vocabulary(other.scope) or _share_a_clause(cue, other)


def _reworded(mine: _Side, theirs: _Side) -> Callable[[Governing, Governing], int]:
    """Whether the statement's second cue may stand for the evidence's first, though neither governs the other's words.

    Most of what each governs must be in words that the other side has not: then it is the same said otherwise, and not
    another thing negated or hedged.
    """

    def stands(cue: Governing, other: Governing) -> int:
        return int(_alike(cue, other) and _is_own(cue, mine) and _is_own(other, theirs))

    return stands


def _is_own(cue: Governing, side: _Side) -> bool:
    """Whether at least half of the words near ``cue`` are not on the other ``side``."""
    return sum(word not in side.vocabulary for word in cue.near) >= _HALF * len(cue.near)


def _is_said(cue: Governing, sentences: Sequence[Sequence[Token]], theirs: _Side, language: Language) -> bool:
    """Whether a sentence about what a hedge governs has its words in a form that is no hedge: had ever accused."""
    words = [word for word in cue.text.lower().split() if word not in language.closed]
    hedging = Vocabulary(
        word for other in theirs.cues if other.kind is CueKind.HEDGE for word in other.text.lower().split()
    )
    if cue.kind is not CueKind.HEDGE or cue.negative or not words or any(word in hedging for word in words):
        return False
    for sentence in sentences:
        held = Vocabulary(token.word for token in sentence)
        if all(word in held for word in words) and any(word in held for word in cue.near):
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


def _same_head(one: Governing, other: Governing) -> bool:
    return one.head is not None and one.head in Vocabulary([other.head or ""])


def _is_prefix_of(cue: Governing, theirs: _Side) -> bool:
    """Whether a negation of the statement is a prefix in the evidence: "not confirmed" for "unconfirmed"."""
    head = cue.head
    return cue.kind is CueKind.NEGATION and head is not None and any(_negates(word, head) for word in theirs.words)


def _prefixed(mine: _Side, theirs: _Side) -> Iterator[Turned]:
    """Negations by prefix: "unconfirmed" for "confirmed", or the reverse, with no other word for it."""
    if any(cue.kind is CueKind.NEGATION for cue in (*mine.cues, *theirs.cues)):
        return
    spoken = {word for cue in (*mine.cues, *theirs.cues) for word in cue.text.lower().split()}
    for word in mine.words:
        if word in theirs.vocabulary or word in spoken:
            continue
        if any(_negates(word, root) for root in theirs.vocabulary.words):
            yield Turned(CueKind.NEGATION, word, added=True)
        elif negated := next((other for other in theirs.vocabulary.words if _negates(other, word)), None):
            yield Turned(CueKind.NEGATION, negated, added=False)


def _negates(word: str, root: str) -> bool:
    """Whether ``word`` is ``root`` with a negative prefix."""
    return len(root) >= _ROOT and word.endswith(root) and word.removesuffix(root) in _PREFIXES
