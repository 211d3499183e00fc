"""Words that say a thing or its contrary: "turned down" and "did not accept", "unanimously" and "without dissent".

The lexicon's families say which do. Within a family each word that says no, and each negation over a word that says
yes, may stand for any other. They are more exact than the opposites, so that they need not stand in the same clause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefer.checks.cues import CueKind, Governing
from briefer.checks.language import Language
from briefer.checks.words import Kind, Token

_NO, _YES = "-", "+"
_REACH = 2
"""How many of the words that a negation governs it turns into their contrary."""
_BESIDE = 2
"""How many words right before or behind a negation are under it whatever they are: probably not, not many."""
_CLAUSE = 8
_FAR = 4
"""How many of them may be said to be so only under it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A word or phrase of some families: its tokens by index, and the families in which it says no and yes."""

    first: int
    last: int
    no: frozenset[str]
    yes: frozenset[str]

    def covers(self, place: int) -> bool:
        """Whether a token is among its own."""
        return self.first <= place <= self.last


def sayings(found: Sequence[Token], language: Language) -> list[Saying]:
    """The words and phrases of a sentence that belong to a family, in order, the longest at each place."""
    words = [token.lower for token in found]
    spotted: list[Saying] = []
    at = 0
    while at < len(found):
        match = language.contraries.match(words, at) if found[at].kind is Kind.WORD else None
        if match:
            labels = match[1].split()
            no, yes = (frozenset(label[1:] for label in labels if label[0] == sign) for sign in (_NO, _YES))
            spotted.append(Saying(at, at + match[0] - 1, no, yes))
        at += match[0] if match else 1
    return spotted


def in_families(cue: Governing, found: Sequence[Token], spotted: Iterable[Saying], language: Language) -> Governing:
    """The ``cue`` of a sentence with the families in which it says no: itself, or over a word that says yes."""
    own = [one for one in spotted if (one.no or cue.negative) and one.first <= cue.last and cue.first <= one.last]
    said = frozenset[str]().union(*(one.no | one.yes if cue.negative else one.no for one in own))
    if cue.kind is CueKind.NEGATION:
        # "Neither the mayor nor her deputy attended" negates the attending.
        nominal = found[cue.first].word in language.negative_nouns
        reach = (*cue.places[:_REACH], cue.last + 1, *(_clause_after(found, cue.last, language) if nominal else ()))
        said |= families(one for one in spotted if any(map(one.covers, reach)))
    first, last = (own[0].first, own[0].last) if own else (cue.first, cue.last)
    phrase = tuple(token.lower for token in found[first : last + 1])
    return replace(cue, families=said, saying=(first, last) if own else None, phrase=phrase)


def _clause_after(found: Sequence[Token], at: int, language: Language) -> range:
    """The places behind a word as far as its clause may reach."""
    ends = (
        i
        for i, token in enumerate(found[at + 1 : at + 1 + _CLAUSE], at + 1)
        if token.kind in {Kind.STOP, Kind.COMMA} or token.word in language.subordinators
    )
    return range(at + 1, next(ends, min(len(found), at + 1 + _CLAUSE)))


def affirming(cues: Iterable[Governing], spotted: Iterable[Saying]) -> list[Saying]:
    """Those that say yes with no negation near before them, nor right behind: probably not."""
    denying = [cue for cue in cues if cue.kind is CueKind.NEGATION]
    negated = {i for cue in denying for i in (*cue.places[:_FAR], *range(cue.first - _BESIDE, cue.last + 1 + _BESIDE))}
    return [one for one in spotted if one.yes and not any(map(one.covers, negated))]


def families(spotted: Iterable[Saying]) -> frozenset[str]:
    """The families in which any of them says yes."""
    return frozenset[str]().union(*(one.yes for one in spotted))
