"""Numbers and names in the place of others: "44 of 44" for "41 of 44", "accused Bram Oster" for "accused Ada Rill".

All of it is printed in the evidence, so comparing what is printed sees nothing. What stands around it does: the words
beside a number or a name of the statement should not be those beside another one in the evidence.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from itertools import takewhile

from briefer.checks.genders import WHOSE, agree, shown, together
from briefer.checks.language import Language
from briefer.checks.names import is_name
from briefer.checks.numbers import numbers
from briefer.checks.roles import Mention, Text, is_out_of_role
from briefer.checks.words import Kind, Token, Vocabulary

_WINDOW = 4
"""How many content words on each side tell a place; the nth weighs 1/n."""
_BESIDE = 0.5
"""The weight of the very next word where it stands on the same side."""
_LEAST = 0.5
"""How much of another's place is enough to say that a place is another's."""
_MARGIN = 0.25
"""How much more like another's than like its own."""
_STEM = 4
_SIDE = 3
"""How many words on each side are compared one by one."""
_FRAME = 3
"""How many of them tell a place by themselves."""
_ONE = "1"


class Sort(Enum):
    """What stands at a place; only a pronoun may stand for another sort, a name."""

    NUMBER = auto()
    TIME = auto()
    NAME = auto()
    PRONOUN = auto()


@dataclass(frozen=True, slots=True)
class _Slot:
    """A number, time, name or pronoun where it stands.

    ``keys`` are the words of a name or the readings of a number, ``party`` all words of the names that a source goes
    by where it is one of them, ``around`` the words near it by weight, ``beside`` the
    very next ones with their side.
    """

    sort: Sort
    text: str
    first: int
    last: int
    keys: frozenset[str]
    party: frozenset[str]
    around: dict[str, float]
    beside: frozenset[str]
    left: tuple[str, ...]
    """What stands right before it, nearest first, closed classes and commas as well; an empty text at an end."""
    right: tuple[str, ...]
    gender: str
    """What a name or pronoun shows of whom it stands for: male, female, person or thing."""


def misplaced(
    statement: Sequence[Token],
    sentences: Sequence[Sequence[Token]],
    also: Sequence[Sequence[Token]],
    language: Language,
) -> list[tuple[Sort, str]]:
    """The numbers, times and names that stand in the place of another one of the evidence, as printed, in order.

    A place is another's where the words around it are more those of the other's place than those of its own, and no
    other mention of that other stands closer to it. A pronoun, or "the company", may be anyone of its gender. A number
    or a time stated more often than the evidence states it has taken another's place as well, and so has a name that
    stands once more in a sentence.

    Args:
        statement: The tokens of the text to be checked.
        sentences: The tokens of each sentence of evidence.
        also: The tokens of each name that counts as evidence: the names of one party.
        language: The article's.

    """
    parties = _parties(also, language)
    read = [_slots(found, parties, language) for found in sentences]
    theirs = [slot for slots in read for slot in slots]
    names = [slot for found in also for slot in _slots(found, parties, language)]
    mine = _slots(statement, parties, language)
    mine = [replace(slot, gender=_gender_of(slot, (*mine, *theirs, *names))) for slot in mine]
    told = _text(statement, mine)
    evidence = [_text(found, slots) for found, slots in zip(sentences, read, strict=True)]
    return [
        (slot.sort, slot.text)
        for slot in mine
        if slot.sort is not Sort.PRONOUN
        and (
            _is_misplaced(slot, mine, theirs, parties)
            or _is_repeated(slot, mine, theirs)
            or _is_named_again(slot, statement, mine, sentences, read, language)
            or (slot.sort is Sort.NAME and is_out_of_role(_mention(slot), told, evidence, language))
        )
    ]


def _text(found: Sequence[Token], slots: Sequence[_Slot]) -> Text:
    return found, [_mention(slot) for slot in slots if slot.sort is Sort.NAME]


def _mention(slot: _Slot) -> Mention:
    return Mention(slot.first, slot.last, slot.keys, slot.party)


def _parties(names: Sequence[Sequence[Token]], language: Language) -> list[frozenset[str]]:
    """The names by party, as words: those that share a word are one party's, the others those of a chain."""
    parties: list[frozenset[str]] = []
    for name in names:
        words = frozenset(token.word for token in name) - language.closed - language.titles
        shared = [party for party in parties if party & words]
        parties = [party for party in parties if not party & words] + [words.union(*shared)]
    return parties


def _is_misplaced(
    slot: _Slot, mine: Sequence[_Slot], theirs: Sequence[_Slot], parties: Sequence[frozenset[str]]
) -> bool:
    if slot.sort is Sort.NAME:
        named = Vocabulary(frozenset().union(*parties, *(other.keys for other in theirs if other.sort is Sort.NAME)))
        if not all(word in named for word in slot.keys):
            return False
    possible = [other for other in theirs if _is_same(slot, other) or _may_be(slot, other)]
    own = max((_likeness(slot, other) for other in possible), default=0.0)
    if slot.sort is Sort.NAME and _is_set_in(slot, theirs):
        return True
    for other in theirs:
        likeness = _likeness(slot, other) if _is_other(slot, other) else 0.0
        if likeness < max(_LEAST, own + _MARGIN) or _is_taken(other, likeness, mine, theirs):
            continue
        if not _has_stayed(slot, other, mine, theirs):
            return True
    return False


def _has_stayed(slot: _Slot, other: _Slot, mine: Sequence[_Slot], theirs: Sequence[_Slot]) -> bool:
    """Whether the statement mentions ``other`` too, and nowhere in the place of ``slot``: they only changed sides.

    A mention that is liker to another place of that name has not come from this one.
    """
    places = [each for each in theirs if _is_same(each, other)]
    rivals = [
        rival
        for rival in mine
        if _is_same(rival, other) and _likeness(rival, other) >= max(_likeness(rival, each) for each in places)
    ]
    for rival in rivals:
        possible = (each for each in theirs if _is_same(rival, each) or _may_be(rival, each))
        own = max((_likeness(rival, each) for each in possible), default=0.0)
        if own < max((_likeness(rival, each) for each in theirs if _is_same(slot, each)), default=0.0):
            return False
    return bool(rivals)


def _is_set_in(slot: _Slot, theirs: Sequence[_Slot]) -> bool:
    """Whether a name stands between the very words between which the evidence has another name, and nowhere its own."""
    own = max((_framed(slot, other) for other in theirs if _is_same(slot, other)), default=0)
    others = (other for other in theirs if other.sort is Sort.NAME and not _is_same(slot, other))
    return max(map(partial(_framed, slot), others), default=0) >= max(_FRAME, own + 1)


def _framed(one: _Slot, other: _Slot) -> int:
    """How many words stand in the same order on both sides of two places; none where one side has none."""
    sides = [_run(one.left, other.left), _run(one.right, other.right)]
    return sum(sides) if all(sides) else 0


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_taken(other: _Slot, likeness: float, mine: Sequence[_Slot], theirs: Sequence[_Slot]) -> bool:
    """Whether the statement mentions ``other`` itself at a place at least as like its own, or liker it than any."""
    for rival in mine:
        if not _is_same(rival, other):
            continue
        given = _likeness(rival, other)
        if given >= likeness:
            return True
        if given > 0 and given >= max(_likeness(rival, slot) for slot in theirs if slot.sort is other.sort):
            return True
    return False


def _is_repeated(slot: _Slot, mine: Sequence[_Slot], theirs: Sequence[_Slot]) -> bool:
    """Whether something is stated more often than in the evidence; "one" is said in many ways, a name by "she"."""
    if slot.sort is Sort.PRONOUN or _ONE in slot.keys:
        return False
    stated = sum(_is_same(slot, other) or _may_be(slot, other) for other in theirs)
    if slot.sort is Sort.NAME and slot.party:
        stated += 1
    return 0 < stated < sum(_is_same(slot, other) for other in mine)


def _is_named_again(
    slot: _Slot,
    statement: Sequence[Token],
    mine: Sequence[_Slot],
    sentences: Sequence[Sequence[Token]],
    read: Sequence[Sequence[_Slot]],
    language: Language,
) -> bool:
    """Whether a name stands once more in a sentence than the evidence has it, where a pronoun would stand for it.

    What the evidence calls "the company" may be named, but not in the same words twice.
    """
    if slot.sort is not Sort.NAME:
        return False
    before = [
        other
        for other in mine
        if other.last + 1 < slot.first
        and not slot.keys.isdisjoint(other.keys)
        and _is_same(other, slot)
        and not any(token.kind is Kind.STOP for token in statement[other.last + 1 : slot.first])
    ]
    alike = any(other.text == slot.text for other in before)
    return bool(before) and len(before) >= sum(
        _is_same(slot, other) or (not alike and _may_be(slot, other) and _is_noun_alone(found, other, language))
        for found, slots in zip(sentences, read, strict=True)
        for other in slots
    )


def _is_noun_alone(found: Sequence[Token], slot: _Slot, language: Language) -> bool:
    """Whether "the company" stands for someone, and does not describe another noun: the company car."""
    if slot.text.lower() in language.personal:
        return False
    following = found[slot.last + 1] if slot.last + 1 < len(found) else None
    return (
        following is None
        or following.kind is not Kind.WORD
        or following.word in language.closed
        or following.word in language.saying
        or found[slot.last].lower != found[slot.last].word
    )


def _may_be(slot: _Slot, other: _Slot) -> bool:
    """Whether a pronoun of the evidence may stand for a name of the statement."""
    if slot.sort is not Sort.NAME or other.sort is not Sort.PRONOUN:
        return False
    return agree(slot.gender, other.gender)


def _is_other(slot: _Slot, other: _Slot) -> bool:
    """Whether a place of the evidence holds another number or name, or a pronoun that can't stand for this one."""
    if other.sort is slot.sort:
        return not _is_same(slot, other)
    if slot.sort is not Sort.NAME or other.sort is not Sort.PRONOUN or other.gender not in WHOSE:
        return False
    # "Her county" is Dorsk County.
    return not _may_be(slot, other) and slot.keys.isdisjoint(other.right)


def _gender_of(slot: _Slot, others: Iterable[_Slot]) -> str:
    """What the mentions of a name show of whom it stands for."""
    if slot.sort is not Sort.NAME:
        return slot.gender
    return together(other.gender for other in others if _is_same(slot, other))


def _is_same(one: _Slot, other: _Slot) -> bool:
    """Whether two places hold one number, or one name in a longer or shorter form."""
    if one.sort is not other.sort:
        return False
    if one.sort is not Sort.NAME:
        return bool(one.keys & other.keys)
    if one.party and one.party == other.party:
        return True
    return all(word in Vocabulary(other.keys) for word in one.keys) or all(
        word in Vocabulary(one.keys) for word in other.keys
    )


def _likeness(one: _Slot, other: _Slot) -> float:
    shared = _BESIDE * len(one.beside & other.beside)
    for word, weight in one.around.items():
        held = [theirs for name, theirs in other.around.items() if name == word or _is_form(name, word)]
        shared += min(weight, max(held, default=0.0))
    return shared


def _is_form(one: str, other: str) -> bool:
    return one[:_STEM] == other[:_STEM] and one in Vocabulary([other])


def _slots(found: Sequence[Token], parties: Sequence[frozenset[str]], language: Language) -> list[_Slot]:
    places = [
        (Sort.NUMBER, number.first, number.last, number.readings)
        for number in numbers(found, language.number_words, language.spans)
    ]
    taken = {i for _, first, last, _ in places for i in range(first, last + 1)}
    common = {token.word for token in found if token.text[0].islower()} | language.common
    start: int | None = None
    for i in range(len(found) + 1):
        named = i < len(found) and i not in taken and is_name(found[i], language) and not _only_opens(found, i, common)
        if start is not None and not (named and _follows(found, i)):
            words = frozenset(language.demonyms.get(token.word, token.word) for token in found[start:i])
            sort = Sort.TIME if words <= language.times else Sort.NAME
            places.append((sort, start, i - 1, words - language.titles or words))
            start = None
        if named and start is None:
            start = i
        if i < len(found) and _points(found, i, language):
            places.append((Sort.PRONOUN, i, i, frozenset()))
    inside = {i: sort for sort, first, last, _ in places for i in range(first, last + 1)}
    return [_slot(found, place, inside, parties, language) for place in places]


def _follows(found: Sequence[Token], at: int) -> bool:
    """Whether no mark stands between a word and the one before it but a space or a hyphen: DORSK - Ada Rill."""
    return found[at].start - found[at - 1].end <= 1


def _points(found: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a word may stand for any name: she, her, the company."""
    return (found[at].lower in language.personal and not found[at].text.isupper()) or (
        at > 0
        and found[at - 1].word in language.definites
        and found[at].word in language.parties
        and found[at].text.islower()
    )


def _only_opens(found: Sequence[Token], at: int, common: Container[str]) -> bool:
    return (at == 0 or found[at - 1].kind is Kind.STOP) and found[at].word in common


def _slot(
    found: Sequence[Token],
    place: tuple[Sort, int, int, frozenset[str]],
    inside: dict[int, Sort],
    parties: Sequence[frozenset[str]],
    language: Language,
) -> _Slot:
    sort, first, last, keys = place
    around: dict[str, float] = {}
    for way in (range(first - 1, -1, -1), range(last + 1, len(found))):
        rank = 0
        for i in way:
            if rank == _WINDOW or found[i].kind is Kind.STOP:
                break
            if inside.get(i) is not sort and _tells(found[i], named=i in inside, language=language):
                rank += 1
                around[found[i].word] = max(around.get(found[i].word, 0.0), 1 / rank)
            if _ends(found[i], language):
                break
    beside = frozenset(
        f"{side} {found[i].word}"
        for side, i in (("before", first - 1), ("after", last + 1))
        if 0 <= i < len(found) and found[i].kind is Kind.WORD and found[i].word not in language.conjunctions
    )
    text = " ".join(token.text for token in found[first : last + 1])
    party = next((words for words in parties if sort is Sort.NAME and keys & words), frozenset())
    left = tuple(token.word or token.text for token in reversed(found[max(0, first - _SIDE) : first]))
    right = tuple(token.word or token.text for token in found[last + 1 : last + 1 + _SIDE])
    named = sort is Sort.NAME
    gender = shown(found, first, last, language) if named else language.genders.get(found[first].lower, "")
    return _Slot(sort, text, first, last, keys, party, around, beside, (*left, ""), (*right, ""), gender)


def _ends(token: Token, language: Language) -> bool:
    """Whether a reported clause begins or ends here, and with it another's words."""
    return token.word in language.complementizers or token.word in language.saying


def _tells(token: Token, *, named: bool, language: Language) -> bool:
    """Whether a word near a place tells it: no comma, no word of the closed classes."""
    return token.kind in {Kind.WORD, Kind.NUMBER} and (named or token.word not in language.closed)
