"""Words that say a thing or its contrary: "turned down" and "did not accept", "unanimously" and "without dissent".

The lexicon's families say which do. Within a family each word that says no, and each negation over a word that says
yes, may stand for any other. They are more exact than the opposites, so that they need not stand in the same clause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefer.checks.cues import CueKind, Governing
from briefer.checks.language import Language
from briefer.checks.words import Kind, Token

_SIGNS = ("-", "+", "<", ">")
"""Of the families in which a word says no, yes, and no with a negation behind it or ahead of it."""
_REACH = 2
"""How many of the words that a negation governs it turns into their contrary."""
_BESIDE = 2
"""How many words right before or behind a negation are under it whatever they are: probably not, not many."""
_CLAUSE = 8
_LIMITED = 20
"""How many words behind a negation what limits it may stand: not by night, nor on Sundays, unless."""
_FAR = 4
"""How many of them may be said to be so only under it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A word or phrase of some families: its tokens by index, and the families in which it says no and yes."""

    first: int
    last: int
    no: frozenset[str]
    yes: frozenset[str]
    behind: frozenset[str]
    """The families in which a negation behind it says no: unless, for "if" and a negation."""
    ahead: frozenset[str]
    """Those in which a negation ahead of it does: only, for a negation and "until"."""

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
            signed = (frozenset(label[1:] for label in labels if label[0] == sign) for sign in _SIGNS)
            spotted.append(Saying(at, at + match[0] - 1, *signed))
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
        said |= frozenset[str]().union(*(_completed(cue, one, found) for one in spotted))
    first, last = (own[0].first, own[0].last) if own else (cue.first, cue.last)
    phrase = tuple(token.lower for token in found[first : last + 1])
    return replace(cue, families=said, saying=(first, last) if own else None, phrase=phrase)


def _completed(cue: Governing, one: Saying, found: Sequence[Token]) -> frozenset[str]:
    """The families in which a negation says no together with a word on one side of it: if none, not until."""
    if one.behind and one.last < cue.first <= one.last + _CLAUSE:
        return one.behind if _is_joined(found, one, cue) else frozenset()
    if one.ahead and cue.last < one.first <= cue.last + _LIMITED:
        return (
            one.ahead if all(token.kind is not Kind.STOP for token in found[cue.last + 1 : one.first]) else frozenset()
        )
    return frozenset()


def _clause_after(found: Sequence[Token], at: int, language: Language) -> range:
    """The places behind a word as far as its clause may reach."""
    ends = (
        i
        for i, token in enumerate(found[at + 1 : at + 1 + _CLAUSE], at + 1)
        if token.kind in {Kind.STOP, Kind.COMMA} or token.word in language.subordinators
    )
    return range(at + 1, next(ends, min(len(found), at + 1 + _CLAUSE)))


def affirming(
    cues: Iterable[Governing], spotted: Sequence[Saying], found: Sequence[Token], language: Language
) -> list[Saying]:
    """Those that say yes with no negation near before them, nor right behind: probably not.

    A word of the same family that says no before it is a negation as well: barred from accepting. A verb of saying
    that only credits what is said affirms nothing.
    """
    denying = [cue for cue in cues if cue.kind is CueKind.NEGATION]
    negated = {i for cue in denying for i in (*cue.places[:_FAR], *range(cue.first - _BESIDE, cue.last + 1 + _BESIDE))}
    said: list[Saying] = []
    before: list[Saying] = []
    for one in spotted:
        over = (other for other in before if one.first - other.last <= _CLAUSE and _is_joined(found, other, one))
        yes = one.yes.difference(*(other.no for other in over))
        before += [one] if one.no else []
        if yes and not any(map(one.covers, negated)) and not _credits(one, found, language):
            said.append(replace(one, yes=yes))
    return said


def _is_joined(found: Sequence[Token], one: Saying, other: Saying | Governing) -> bool:
    """Whether no stop or comma stands between a saying and what follows."""
    return all(token.kind not in {Kind.STOP, Kind.COMMA} for token in found[one.last + 1 : other.first])


def _credits(one: Saying, found: Sequence[Token], language: Language) -> bool:
    """Whether a saying is a finite verb that credits a clause, or a quotation: said that."""
    after = found[one.last + 1] if one.last + 1 < len(found) else None
    verbal = one.first == one.last and found[one.first].word in language.saying
    free = one.first == 0 or found[one.first - 1].word not in language.subjects_end
    return verbal and free and (after is None or after.kind is not Kind.WORD or after.word in language.complementizers)


def families(spotted: Iterable[Saying]) -> frozenset[str]:
    """The families in which any of them says yes."""
    return frozenset[str]().union(*(one.yes for one in spotted))
