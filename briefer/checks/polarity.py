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
    changes: list[Turned] = []
    for sentence in sentences:
        side = _side([sentence], language, before)
        before += side.words
        governs = [
            cue
            for cue in side.cues
            if (cue.text, cue.scope) not in carried and not cue.continues and _is_kept(cue, mine, theirs)
        ]
        missing = _unmatched(governs, mine.cues, lambda cue, over: _stands_over(over, cue))
        changes += [
            Turned(cue.kind, cue.text, added=False)
            for cue in missing
            if not _is_asked(cue, statement, sentence, language)
        ]
    claimed = [cue for cue in mine.cues if not cue.continues]
    extra = _unmatched(claimed, theirs.cues, lambda cue, over: _answers(over, cue, theirs))
    changes += [Turned(cue.kind, cue.text, added=True) for cue in extra if not _is_prefix_of(cue, theirs)]
    changes += _prefixed(mine, theirs)
    return changes


def _unmatched(
    cues: Iterable[Governing], others: Iterable[Governing], answers: Callable[[Governing, Governing], int]
) -> list[Governing]:
    """The ``cues`` for which none of ``others`` is left to answer; each answers one, the best pairs first."""
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
    return [cue for i, cue in enumerate(remaining) if i not in answered]


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
    if not cue.far or not mine.words:
        return False
    governed = Vocabulary(word for word in cue.scope if word not in free)
    return sum(word in governed for word in mine.words) >= _MOST * len(mine.words)


def _alike(one: Governing, other: Governing) -> bool:
    if _IGNORANCE in {one.label, other.label}:
        return all(cue.label == _IGNORANCE or cue.kind is CueKind.NEGATION for cue in (one, other))
    # Whether what stands in an earlier sentence is negated there, a cue that refers to it can't tell.
    leaning = one.label == other.label == _DENIAL and (one.earlier or other.earlier)
    if one.kind is not other.kind or (one.stacked != other.stacked and not leaning):
        return False
    return one.kind is CueKind.NEGATION or one.label == other.label


def _stands_over(mine: Governing, cue: Governing) -> int:
    """How well the statement's ``mine`` does what ``cue`` does in the evidence: 0 not at all, more is better."""
    if not _alike(mine, cue):
        return 0
    if _same_head(mine, cue):
        return 3
    if cue.head in Vocabulary(mine.scope):
        return 2
    if cue.earlier and mine.label == _DENIAL:
        return 1
    governed = Vocabulary(cue.near)
    return 1 if not mine.scope or any(word in governed for word in mine.near) else 0


def _answers(theirs: Governing, cue: Governing, evidence: _Side) -> int:
    """How well the evidence's ``theirs`` stands behind the statement's ``cue``: 0 not at all, more is better."""
    if not _alike(theirs, cue):
        return 0
    if _same_head(theirs, cue):
        return 3
    if cue.head is None or cue.head not in evidence.vocabulary:
        return 1
    if cue.label == _DENIAL and cue.head in Vocabulary(theirs.earlier):
        return 1
    reach = Vocabulary(theirs.scope if theirs.far or theirs.clausal else theirs.near)
    if cue.head in reach:
        return 2
    loose = cue.clausal or cue.label == _IGNORANCE or cue.kind is CueKind.NEGATION
    return 1 if loose and any(word in reach for word in cue.near) else 0


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
