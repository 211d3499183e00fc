"""Whether two statements make one claim: exact where a difference decides, tolerant of other words elsewhere."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from briefer.digest.units import Content, Quantity, Sort, Statement, Unit, beginning
from briefer.digest.vocabulary import Vocabulary, vocabulary

_WEIGHTS = {Sort.NAME: 1.0, Sort.TIME: 0.5, Sort.NUMBER: 1.5, Sort.WORD: 1.0}
_KNOWN = 1.5
"""Weight of a word that the vocabulary holds: what it says is known, so that its absence counts."""
_IGNORANCE = frozenset({"unknown"})
"""The label of words for not knowing, which a negation says as well."""
_ENOUGH = 0.5
_LEAST = 0.3
HOPELESS = 0.25
"""Likeness below which nothing else is looked at."""
_ALIKE = 0.55
"""Likeness of two word sequences from which on words that differ are taken to stand in for each other."""


_OTHER_EVENTS = 3
_STEM = 4
_PLACED = frozenset(
    {"in", "at", "near", "on", "of", "around", "outside", "for", "with", "about", "inside", "off", "under", "from"}
)
"""Prepositions before what is neither doer nor done to."""
_PEOPLE = frozenset({"n", "an", "ian", "i", "ese", "ish", "s", "ns", "ans", "ians", "is", "ic"})


class Difference(StrEnum):
    """What keeps two statements apart."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"
    TENSE = "tense"
    ROLE = "role"
    DONE = "done or not"
    WORD = "word"
    LITTLE = "little in common"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two statements make one claim, and what differs if not; ``likeness`` from 0 to 1."""

    differs: tuple[Difference, ...]
    likeness: float

    @property
    def same(self) -> bool:
        """Whether nothing keeps them apart."""
        return not self.differs


def compare(one: Statement, other: Statement) -> Verdict:
    """Compare two statements.

    They are one claim where one could not be true and the other false, names, dates and sums that only one gives set
    aside. Numbers, times, names, negations, hedges and who does what to whom are compared exactly; the rest by words
    that say the same. Symmetric.
    """
    if one.language != other.language:
        return Verdict((Difference.LITTLE,), 0.0)
    # Which unit answers which may hang on the order: one order, then, whichever comes first.
    one, other = sorted((one, other), key=lambda statement: (statement.text, statement.sentences))
    known = vocabulary(one.language)
    mine, theirs = one.said, other.said
    if _left_out(one, other, _of(Sort.NAME, one), _of(Sort.NAME, other)):
        return Verdict((Difference.NAME,), 0.0)
    pairs = list(_pairs(mine, theirs))
    cover = (_cover(mine, {i for i, _, _ in pairs}, other), _cover(theirs, {j for _, j, _ in pairs}, one))
    likeness = sum(cover) / 2
    if likeness < HOPELESS:
        return Verdict((Difference.LITTLE,), likeness)
    tests = (
        (Difference.NUMBER, _numbers_differ(one, other)),
        (Difference.TIME, _other_time(one, other, known)),
        (Difference.NEGATION, _opposed(mine, theirs, pairs, known)),
        (Difference.HEDGE, mine.hedges - _IGNORANCE != theirs.hedges - _IGNORANCE),
        (Difference.TENSE, _other_tense(mine, theirs, pairs)),
        (Difference.ROLE, _other_role(mine, theirs, pairs, known)),
        (Difference.DONE, _undone(mine, theirs, known)),
        (Difference.WORD, _other_word(mine, theirs, pairs, one, other, known)),
        (Difference.LITTLE, max(cover) < _ENOUGH or min(cover) < _LEAST or _says_more(mine, theirs, pairs)),
    )
    return Verdict(tuple(kind for kind, found in tests if found), likeness)


def shared(one: Statement, other: Statement) -> list[tuple[Unit, Unit]]:
    """The units of two statements that say the same or the opposite, each with its counterpart."""
    mine, theirs = one.said, other.said
    return [(mine.units[i], theirs.units[j]) for i, j, _ in _pairs(mine, theirs)]


Pairs = Sequence[tuple[int, int, int]]
"""Units that say the same or the opposite, by their places in the two statements, and 1 or -1."""


def _pairs(mine: Content, theirs: Content) -> Iterator[tuple[int, int, int]]:
    """Each unit with its counterpart, the best first: the same word, the same sense, then the opposite sense."""
    options = sorted(
        (found[0], i, j, found[1])
        for i, unit in enumerate(mine.units)
        for j in _near(unit, theirs)
        if (found := _related(unit, theirs.units[j])) is not None
    )
    taken: set[int] = set()
    given: set[int] = set()
    for _, i, j, relation in options:
        if i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            yield i, j, relation


def _near(unit: Unit, content: Content) -> set[int]:
    """The places of the units that may be related to one: by word, by what it says, by how a name begins."""
    near = set(content.places.get(unit.word, ()))
    for line in unit.lines:
        near.update(content.places.get(line, ()))
    near.update(content.places.get(beginning(unit.word), ()))
    return near


def _related(unit: Unit, other: Unit) -> tuple[int, int] | None:
    """How close two units are, 0 the closest, and whether what they say agrees once negations are counted."""
    turned = -1 if unit.negated != other.negated else 1
    named = unit.sort is Sort.NAME or other.sort is Sort.NAME
    if unit.word == other.word or (named and same_name(unit.word, other.word)):
        return (0 if turned == 1 else 1), turned
    if unit.lines.isdisjoint(other.lines):
        return None
    senses = dict(other.senses)
    relations = {side * senses[line] for line, side in unit.senses if line in senses}
    relation = 1 if 1 in relations and turned == 1 else min(relations) if turned == 1 else max(relations)
    if relation * turned == -1 and 1 in {r * turned for r in relations}:
        relation = turned
    agrees = relation * turned
    return (2 if agrees == 1 else 3), agrees


def _weight(unit: Unit) -> float:
    return _KNOWN if unit.sort is Sort.WORD and unit.senses else _WEIGHTS[unit.sort]


def _cover(content: Content, matched: set[int], other: Statement) -> float:
    """The share of a statement, by weight, that has a counterpart in the other or in its sentences."""
    total = held = 0.0
    for i, unit in enumerate(content.units):
        weight = _weight(unit)
        if i in matched:
            total += weight
            held += weight
        elif unit.word in other.context.all_words or unit.word in other.speaker_words:
            total += weight / 2
            held += weight / 2
        elif unit.sort is not Sort.WORD:
            total += weight / 3
        else:
            total += weight
    for quantity in content.quantities:
        shared = any(_same_value(quantity, each) for each in other.said.quantities)
        total += _WEIGHTS[Sort.NUMBER] if shared else 0.3
        held += _WEIGHTS[Sort.NUMBER] if shared else 0.0
    return held / total if total else 0.0


def _same_value(one: Quantity, other: Quantity) -> bool:
    if one.values.isdisjoint(other.values):
        return False
    # Nine people and nine o'clock are not one figure; nine people and nine dead may be.
    return one.of == other.of or not {one.of, other.of} & _MEASURED


def _numbers_differ(one: Statement, other: Statement) -> bool:
    """Whether the numbers cannot all hold of one thing."""
    mine, theirs = one.said.quantities, other.said.quantities
    left = [each for each in mine if not any(_same_value(each, other_) for other_ in theirs)]
    right = [each for each in theirs if not any(_same_value(each, other_) for other_ in mine)]
    if any({a.share, b.share} == {"change", "level"} for a in mine for b in theirs if _same_value(a, b)):
        return True
    if _one_or_more(left, other.said) or _one_or_more(right, one.said):
        return True
    if any({a.bound, b.bound} in _CLASHING for a in mine for b in theirs if _same_value(a, b)):
        return True
    if any(a.of == b.of for a in left for b in right):
        return True
    left = [each for each in left if not any(_same_value(each, found) for found in other.context.quantities)]
    right = [each for each in right if not any(_same_value(each, found) for found in one.context.quantities)]
    return bool(left and right)


def _one_or_more(counted: Sequence[Quantity], other: Content) -> bool:
    """Whether there are several of what the other text has one of: two paintings, a painting."""
    return any(each.of in other.singles and not each.values & {"1", "0"} for each in counted)


_MEASURED = frozenset({"percent", "perc", "month", "minut", "year", "am", "pm", "metre", "meter", "kilomet"})
"""Base forms of what is measured and not counted."""
_CLASHING = ({"least", "most"}, {"over", "under"}, {"least", "under"}, {"over", "most"})


def _other_time(one: Statement, other: Statement, known: Vocabulary) -> bool:
    """Whether each gives a weekday, or each a month, that the other has not."""
    mine, theirs = _of(Sort.TIME, one), _of(Sort.TIME, other)
    return _left_out(one, other, mine & known.weekdays, theirs & known.weekdays) or _left_out(
        one, other, mine - known.weekdays, theirs - known.weekdays
    )


def _left_out(one: Statement, other: Statement, ours: set[str], others: set[str]) -> bool:
    """Whether each names something that the other nowhere has."""
    mine = {name for name in ours if not _is_named(name, other.said)}
    theirs = {name for name in others if not _is_named(name, one.said)}
    if not mine or not theirs:
        return False
    if _alike(one.said, other.said):
        return True
    # What one leaves to its sentence, the other may spell out: only names that stand nowhere in both keep them apart.
    return not (
        all(_is_named(name, other.context) for name in mine) or all(_is_named(name, one.context) for name in theirs)
    )


def _of(sort: Sort, statement: Statement) -> set[str]:
    return {unit.word for unit in statement.said.units if unit.sort is sort and not (unit.aside and sort is Sort.TIME)}


def _is_named(name: str, content: Content) -> bool:
    return name in content.all_words or any(
        same_name(name, word) for word in content.by_beginning.get(beginning(name), ())
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names in lower case are one but for the ending of a people or its language: Iran, Iranian."""
    if one == other:
        return True
    if one[:_STEM] != other[:_STEM]:
        return False
    short, long = sorted((one, other), key=len)
    stem = short[:-1] if short[-1] in "aey" else short
    return len(stem) >= _STEM and long.startswith(stem) and long[len(stem) :] in _PEOPLE


def _opposed(mine: Content, theirs: Content, pairs: Pairs, known: Vocabulary) -> bool:
    """Whether one says what the other says is not so: an odd number of negations and opposites between them."""
    turns = _turns(mine, theirs, {i for i, _, _ in pairs}, known) + _turns(
        theirs, mine, {j for _, j, _ in pairs}, known
    )
    for i, j, _ in pairs:
        if _opposite(mine.units[i], theirs.units[j], known):
            turns += 1
    paired = {j for _, j, _ in pairs}, {i for i, _, _ in pairs}
    for some, rest, seen in ((theirs, mine, paired[0]), (mine, theirs, paired[1])):
        echoes = [
            unit
            for k, unit in enumerate(some.units)
            if k not in seen and unit.negated and any(_opposite(unit, each, known) for each in rest.units)
        ]
        turns += len(echoes)
    return turns % 2 == 1


def _turns(content: Content, other: Content, matched: set[int], known: Vocabulary) -> int:
    """How often what a text says is turned: negations, words for not knowing, and verbs such as refuse.

    Such a verb counts only where the other text has none that says the same.
    """
    verbs = [
        unit
        for unit in content.units
        if unit.verb
        and unit.word in known.turning
        and not unit.senses & other.senses
        and unit.word not in other.words
        and not any(_opposite(unit, each, known) for each in other.units)
    ]
    places = {content.units[i].at for i in matched}
    governing = [scope for scope in content.negations if scope & places or len(content.negations) == len(content.units)]
    return len(governing) + bool(content.hedges & _IGNORANCE) + len(verbs)


def _opposite(unit: Unit, other: Unit, known: Vocabulary) -> bool:
    """Whether two words say opposite things and in no sense the same."""
    if unit.lines.isdisjoint(other.lines):
        return False
    senses = dict(other.senses)
    sides = {side * senses[line] for line, side in unit.senses if line in senses and line in known.two_sided}
    return sides == {-1} and not unit.senses & other.senses


def _other_tense(mine: Content, theirs: Content, pairs: Pairs) -> bool:
    """Whether one tells as done what the other announces."""
    return any(
        (a in mine.future and b in theirs.past) or (a in mine.past and b in theirs.future)
        for i, j, _ in pairs
        for a, b in [(mine.units[i].word, theirs.units[j].word)]
        if mine.units[i].verb and theirs.units[j].verb
    )


def _undone(mine: Content, theirs: Content, known: Vocabulary) -> bool:
    """Whether only one tells of what is tried, wanted or offered, or each of another of these."""
    one, other = (
        [unit for unit in content.units if unit.verb and unit.word in known.unrealised] for content in (mine, theirs)
    )
    if not one and not other:
        return False
    return not all(
        any(unit.word == each.word or unit.senses & each.senses for each in rest.units)
        for units, rest in ((one, theirs), (other, mine))
        for unit in units
    )


def _other_role(mine: Content, theirs: Content, pairs: Pairs, known: Vocabulary) -> bool:
    """Whether the parties have changed places."""
    parties = [(mine.units[i], theirs.units[j]) for i, j, _ in pairs if _same_party(mine.units[i], theirs.units[j])]
    for i, j, relation in pairs:
        a, b = mine.units[i], theirs.units[j]
        if not (a.verb and b.verb) and relation == 1:
            continue
        lines = a.lines & b.lines
        other_end = bool(lines & known.converses) and relation == -1 and not a.senses & b.senses
        roles = [(_role(mine, p.at, a) * _role(theirs, q.at, b), p) for p, q in parties]
        named_votes = [vote for vote, party in roles if vote and party.sort is Sort.NAME]
        if lines & known.converses:
            if any(vote != (-1 if other_end else 1) for vote in named_votes):
                return True
        elif a.verb and b.verb and named_votes and all(vote < 0 for vote in named_votes):
            return True
    return False


def _same_party(unit: Unit, other: Unit) -> bool:
    return (
        unit.word == other.word
        and not unit.aside
        and not other.aside
        and not unit.verb
        and not other.verb
        and unit.sort is not Sort.TIME
    )


def _role(content: Content, name: int, predicate: Unit) -> int:
    """1 for who does what the predicate says, -1 for whom it is done to, 0 for a place or the like."""
    words = content.printed
    before = list(words[max(0, name - 3) : name])
    if "by" in before:
        return 1
    if _PLACED & set(before[-2:]) - {"from"} or ("from" in before[-2:] and predicate.word != "receiv"):
        return 0
    passive = (
        "be" in content.bases[max(0, predicate.at - 3) : predicate.at]
        and words[predicate.at] != content.bases[predicate.at]
    )
    passive = passive and not words[predicate.at].endswith("ing")
    place = 1 if name < predicate.at else -1
    return -1 if passive and place == 1 else place


def _other_word(
    mine: Content, theirs: Content, pairs: Pairs, one: Statement, other: Statement, known: Vocabulary
) -> bool:
    """Whether they are the same sentence but for a word that changes what is said."""
    matched = {i: j for i, j, _ in pairs}
    left = _alone(mine, matched.keys(), theirs, other, known)
    right = _alone(theirs, set(matched.values()), mine, one, known)
    predicates = any(_is_predicate(mine.units[i], known) or _is_predicate(theirs.units[j], known) for i, j, _ in pairs)
    if not predicates and any(unit.verb and unit.senses for unit in (*left, *right)):
        return True
    if not left or not right:
        return False
    verbs = [any(unit.verb and unit.senses for unit in units) for units in (left, right)]
    if all(verbs) and not any(mine.units[i].verb or theirs.units[j].verb for i, j, _ in pairs):
        return True
    return _alike(mine, theirs)


def _says_more(mine: Content, theirs: Content, pairs: Pairs) -> bool:
    """Whether one tells another story that only touches on the other: other events, and no figure in common."""
    if any(_same_value(a, b) for a in mine.quantities for b in theirs.quantities):
        return False
    matched = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    return any(
        sum(unit.verb and bool(unit.senses) and i not in found for i, unit in enumerate(content.units)) >= _OTHER_EVENTS
        for content, found in zip((mine, theirs), matched, strict=True)
    )


def _is_predicate(unit: Unit, known: Vocabulary) -> bool:
    """Whether a word says what happens: a verb that is known, or a known word with an opposite."""
    return bool(unit.senses) and (unit.verb or not unit.lines.isdisjoint(known.two_sided))


def _alike(mine: Content, theirs: Content) -> bool:
    """Whether two texts are nearly the same words in the same order, so that a word that differs is meant to."""
    return Indel.normalized_similarity(mine.words_in_order, theirs.words_in_order) >= _ALIKE


def _alone(content: Content, matched: Container[int], rest: Content, other: Statement, known: Vocabulary) -> list[Unit]:
    """The units of a statement to which nothing in the other answers."""
    return [
        unit
        for i, unit in enumerate(content.units)
        if i not in matched
        and not unit.title
        and unit.word not in known.light | known.turning
        and not unit.senses & rest.senses
        and (unit.sort is Sort.NAME or unit.word not in other.speaker_words)
        and not (unit.sort is Sort.NAME and _is_named(unit.word, other.context))
    ]
