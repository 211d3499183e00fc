"""Negations and hedges compared both ways: a text adds none, and drops none that governs what it keeps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefer.checks.cues import CueKind, Governing, governing
from briefer.checks.language import Language
from briefer.checks.words import Kind, Token, Vocabulary

_HALF = 0.5
_MOST = 0.6
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
"""Negative prefixes that languages in Latin letters share."""
_ROOT = 4


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
    mine, theirs = _side([statement], language), _side(sentences, language)
    carried = {(cue.text, cue.scope) for cue in kept}
    changes = [
        Turned(cue.kind, cue.text, added=False)
        for cue in theirs.cues
        if (cue.text, cue.scope) not in carried and _is_kept(cue, mine, theirs) and not _has_over(mine.cues, cue)
    ]
    changes += [Turned(cue.kind, cue.text, added=True) for cue in mine.cues if not _is_printed(cue, theirs)]
    changes += _prefixed(mine, theirs)
    return changes


def _side(sentences: Sequence[Sequence[Token]], language: Language) -> _Side:
    words: list[str] = []
    cues: list[Governing] = []
    free: dict[CueKind, set[str]] = {kind: set() for kind in CueKind}
    for found in sentences:
        here = governing(found, language)
        cues += here
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
    if cue.head is None:
        return False
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
    if one.kind is not other.kind or one.stacked != other.stacked:
        return False
    return one.kind is CueKind.NEGATION or one.label == other.label


def _has_over(cues: Iterable[Governing], cue: Governing) -> bool:
    """Whether one of the statement's ``cues`` stands over what ``cue`` governs in the evidence."""
    governed = Vocabulary(cue.near)
    return any(
        cue.head in Vocabulary(other.scope) or any(word in governed for word in other.near)
        for other in cues
        if _alike(other, cue)
    )


def _is_printed(cue: Governing, theirs: _Side) -> bool:
    """Whether the evidence has a cue of the same sort over what the statement's ``cue`` governs."""
    if cue.kind is CueKind.NEGATION and cue.head and any(_negates(word, cue.head) for word in theirs.vocabulary.words):
        return True
    alike = [other for other in theirs.cues if _alike(other, cue)]
    if cue.head is None or cue.head not in theirs.vocabulary:
        return bool(alike)
    heads = cue.near if cue.clausal else (cue.head,)
    reach = [Vocabulary(other.scope if other.far or other.clausal else other.near) for other in alike]
    return any(head in vocabulary for vocabulary in reach for head in heads)


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
