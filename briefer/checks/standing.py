"""Whether one negation or hedge may stand for another: of one sort, over the same words or the same clause."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from briefer.checks.cues import CueKind, Governing
from briefer.checks.opposites import Opposite
from briefer.checks.words import Vocabulary

HALF = 0.5
WELL = 3
"""How well a cue stands over another one's words that reaches the one that counts most."""
MOST = 0.6
ALLEGATION = "allegation"
"""The label of words for what is alleged or not confirmed."""
DENIAL = "denial"
"""The label of words that hold a statement false: denied, is false."""
_NEGATION = "negation"
"""The label of plain ones: not, no, failed to."""
_REFUSAL = "undisclosed"
"""The label of words by which someone refuses to tell."""
MODAL = "modal"
"""The label of words for what may be: may, could, possibly."""
IGNORANCE = "unknown"
"""The label of words for not knowing, which a negation can say as well: could not determine, is not known."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """The families of contraries in which a word says yes, and the content words of its clause."""

    families: frozenset[str]
    clause: frozenset[str]

    def contradicts(self, opposite: Opposite, graded: AbstractSet[str]) -> bool:
        """Whether an opposite of the other text says no to the same, of something that both speak of.

        In the families that are ``graded`` both may be said.
        """
        if opposite.families.isdisjoint(self.families - graded):
            return False
        held = Vocabulary(opposite.clause)
        return not (opposite.clause and self.clause) or any(word in held for word in self.clause)


@dataclass(frozen=True, slots=True)
class Side:
    """A text as the comparison sees it: its content words, and its cues with what each governs."""

    words: tuple[str, ...]
    vocabulary: Vocabulary
    cues: tuple[Governing, ...]
    free: dict[CueKind, Vocabulary]
    """By kind, the words that no cue of that kind governs."""
    opposites: tuple[Opposite, ...]
    """Its words that say no without a negation, and that the other side has not."""
    affirmed: frozenset[str]
    """The families of contraries in which it says yes, with no negation over it."""
    asserted: tuple[Assertion, ...]
    """What it says yes to in words that the other side has not."""

    @property
    def new(self) -> frozenset[str]:
        """The families in which it says yes in words that the other side has not."""
        return frozenset[str]().union(*(one.families for one in self.asserted))


def stands_over(mine: Governing, cue: Governing) -> int:
    """How well the statement's ``mine`` does what ``cue`` does in the evidence: 0 not at all, more is better."""
    if not _alike(mine, cue):
        return 0
    if _same_head(mine, cue) or _same_phrase(mine, cue):
        return 4
    if cue.head in Vocabulary(mine.scope) or (cue.negative and mine.head in Vocabulary(cue.nouns)):
        return WELL
    governed = Vocabulary(cue.near)
    if any(word in governed for word in mine.near) or _share_a_clause(mine, cue):
        return 2
    leans = cue.head is None or (bool(cue.earlier) and mine.label == DENIAL)
    return 1 if leans or not mine.scope else 0


def shares(cues: Iterable[Governing], sentences: Sequence[Vocabulary]) -> dict[int, tuple[int, ...]]:
    """How many words of each cue's clause each sentence has, by the cue's identity."""
    return {
        id(cue): tuple(sum(word in held for word in cue.clause.union(cue.near)) for held in sentences) for cue in cues
    }


def tells(
    cue: Governing, other: Governing | Opposite, apart: int = 1, *, shares: Mapping[int, tuple[int, ...]]
) -> bool:
    """Whether the sentence in which ``other`` says no may tell what the statement negates with ``cue``.

    Another one may not have twice as many words of the statement's clause, and ``apart`` more. What leans on the words
    before may say no to any of them.
    """
    if cue.kind is CueKind.HEDGE:
        return True
    if isinstance(other, Governing) and (other.kind is CueKind.HEDGE or other.refers or other.earlier):
        return True
    share = shares[id(cue)]
    return share[other.sentence] >= HALF * max(share) or max(share) - share[other.sentence] < apart


def answers(theirs: Governing, cue: Governing, evidence: Side) -> int:
    """How well the evidence's ``theirs`` stands behind the statement's ``cue``: 0 not at all, more is better."""
    if not _alike(theirs, cue):
        return 0
    if _same_head(theirs, cue) or _same_phrase(theirs, cue):
        return 3
    trails = theirs.trails and cue.head not in evidence.free[cue.kind]
    if cue.head is None or trails or (theirs.head is None and theirs.label != DENIAL and not theirs.trails):
        return 1
    if cue.head not in evidence.vocabulary:
        return int(_meets(theirs, cue)) + (not theirs.families.isdisjoint(cue.families))
    if cue.label == _NEGATION and cue.head in theirs.nouns:
        # "Did not believe" holds its own negation; "is not wrong" turns "is wrong" round.
        return 3 if theirs.negative else 0
    reach = Vocabulary(theirs.scope if theirs.far or theirs.clausal else theirs.near)
    return 2 if cue.head in reach else int(_answers_loosely(theirs, cue, reach, evidence))


def _meets(one: Governing, other: Governing) -> bool:
    """Whether the clauses of two cues have a word in common, or one has none."""
    fewer, more = one.clause.union(one.near), Vocabulary(other.clause.union(other.near))
    return not fewer or not more.words or any(word in more for word in fewer)


def _answers_loosely(theirs: Governing, cue: Governing, reach: Vocabulary, evidence: Side) -> bool:
    """Whether ``theirs`` may stand behind ``cue`` though it does not reach the word that counts most."""
    if cue.label == DENIAL and cue.head in Vocabulary(theirs.earlier):
        return True
    if (_is_not_knowing(cue) or _is_not_knowing(theirs)) and _share(cue.scope, theirs.scope):
        return True
    if cue.label == _NEGATION and cue.head in evidence.free[cue.kind]:
        return False
    return any(word in reach for word in cue.near) or _share_a_clause(theirs, cue)


def restates(cue: Governing, other: Governing, *, apart: bool) -> bool:
    """Whether a cue says once more what another of the evidence says: no leak was reported, none on Monday.

    Two hedges of one sentence are two: "believes they appear". ``apart`` tells that they are of two.
    """
    if not _alike(cue, other) or (cue.kind is CueKind.HEDGE and not apart):
        return False
    trails = cue.trails and not apart
    return trails or _same_head(cue, other) or cue.head in Vocabulary(other.scope) or _share_a_clause(cue, other)


def rewords(cue: Governing, other: Governing, mine: Side, theirs: Side) -> bool:
    """Whether the statement's ``other`` may stand for the evidence's ``cue``, though neither governs the other's words.

    They must say no in one family of contraries, one of them in a word of its own, and a denial in another word than
    the other's, with what it holds false beside it; or what each governs must be in words that the other side has not.
    Then it is the same said otherwise, and not another thing negated or hedged.
    """
    if not _alike(cue, other):
        return False
    elsewhere = cue.refers or (cue.label == DENIAL and cue.phrase == other.phrase)
    if (cue.saying or other.saying) and not elsewhere and not cue.families.isdisjoint(other.families):
        return True
    return _is_own(cue, mine) and _is_own(other, theirs)


def _is_own(cue: Governing, side: Side) -> bool:
    """Whether what ``cue`` governs is not on the other ``side``: a hedge's head, half of the words near a negation."""
    if cue.kind is CueKind.HEDGE or cue.head in side.vocabulary:
        return cue.head not in side.vocabulary
    return sum(word not in side.vocabulary for word in cue.near) >= HALF * len(cue.near)


def _alike(one: Governing, other: Governing) -> bool:
    """Whether two cues are of one sort.

    Negations are, but for a denial and a refusal; a denial leans on what was said before, and whether that is negated
    there it can't tell. Hedges of one label are, and those that say by a negation, or as it can be said by one, that
    something is not known or not confirmed: is unclear, could not be verified, does not know.
    """
    not_knowing = (_is_not_knowing(one), _is_not_knowing(other))
    if one.kind is not other.kind:
        return any(not_knowing) and not (one.stacked or other.stacked)
    if one.kind is CueKind.HEDGE:
        return one.label == other.label or all(not_knowing)
    if {one.label, other.label} == {DENIAL, _REFUSAL}:
        return False
    leans = one.label == other.label == DENIAL and bool(one.earlier or other.earlier)
    return one.stacked == other.stacked or leans


def _is_not_knowing(cue: Governing) -> bool:
    return cue.label == IGNORANCE or (cue.kind is CueKind.HEDGE and cue.negative)


def _same_head(one: Governing, other: Governing) -> bool:
    return one.head is not None and one.head in Vocabulary([other.head or ""])


def _same_phrase(one: Governing, other: Governing) -> bool:
    """Whether two cues are one saying of several words: more likely than not, had nothing to add."""
    return one.phrase == other.phrase and len(one.phrase) > 1 and DENIAL not in {one.label, other.label}


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    held = Vocabulary(other)
    return any(word in held for word in one)


def _share_a_clause(one: Governing, other: Governing) -> bool:
    """Whether two cues stand in what is one clause in other words."""
    fewer, more = sorted((one.clause, other.clause), key=len)
    held = Vocabulary(more)
    least = 1 if one.kind is CueKind.NEGATION else 2
    return len(fewer) >= least and sum(word in held for word in fewer) >= MOST * len(fewer)
