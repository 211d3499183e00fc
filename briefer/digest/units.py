"""What a statement says, taken apart to be compared: words, names, times, quantities, and what is negated."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from functools import cache, cached_property
from sys import intern
from typing import NamedTuple

from briefer.checks.cues import CueKind, Governing, governing
from briefer.checks.language import Language, language
from briefer.checks.numbers import Number, numbers
from briefer.checks.words import Kind, Token, tokens
from briefer.digest.vocabulary import Sense, Vocabulary, vocabulary
from briefer.lexicon import Frame, load

_DATELINE = re.compile(r"^\W{0,2}[A-Z][A-Z'’. -]{2,40}\b[^\n]{0,80}?\s[-–—]{1,2}\s")
_SIGNS = {"%": " percent ", "€": " euro ", "£": " pound ", "$": " dollar "}
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
_NOUN_WITHIN = 4
_BEGINNING = 4
_SAME_MEASURE = {"year": ("month", 12), "week": ("minut", 10080), "day": ("minut", 1440), "hour": ("minut", 60)}
_BOUNDS = {
    **dict.fromkeys(("at least", "no fewer", "no less", "or more"), "least"),
    **dict.fromkeys(("at most", "up to", "no more", "or fewer"), "most"),
    **dict.fromkeys(("more than", "over"), "over"),
    **dict.fromkeys(("less than", "fewer than"), "under"),
}


class Sort(Enum):
    """What a unit is."""

    WORD = auto()
    NAME = auto()
    TIME = auto()
    NUMBER = auto()


class Unit(NamedTuple):
    """A content word, phrase, name, time or number of a statement.

    ``word`` is its base form; ``senses`` the lines of the vocabulary that hold it; ``negated`` whether an odd number of
    negations governs it; ``at`` its first token. ``verb`` is true where it is used as one; ``title`` where it only
    describes the name that follows.
    """

    word: str
    sort: Sort
    senses: frozenset[Sense]
    negated: bool
    at: int
    lines: frozenset[int] = frozenset()
    """The lines of its senses."""
    verb: bool = False
    title: bool = False
    aside: bool = False
    """Whether it stands beside a verb of saying, where the speaker does."""


class Quantity(NamedTuple):
    """A number with what it counts.

    ``values`` is every value that it can be read as, years given as months and the like; ``of`` the base form of the
    noun beside it, empty where there is none; ``bound`` is least, most, over or under.
    """

    values: frozenset[str]
    of: str
    at: int
    bound: str = ""
    share: str = ""
    """For a percentage: ``change`` where something rose or fell by it, ``level`` where that much is left."""


@dataclass(frozen=True)
class Statement:
    """A statement to compare, with the sentences that it stands on and the names of who makes it.

    ``speakers`` are left out of what it says; ``language`` is its article's.
    """

    text: str
    sentences: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    language: str | None = "en"

    @cached_property
    def said(self) -> "Content":
        """What the statement itself says."""
        return content(self.text, self.speakers, self.language, others=self.sentences)

    @cached_property
    def context(self) -> "Content":
        """What its sentences say besides."""
        return beside("\n".join(self.sentences), self.language)

    @cached_property
    def speaker_words(self) -> frozenset[str]:
        """The base forms of the words in the speakers' names."""
        known = vocabulary(self.language)
        words = [token.word for name in self.speakers for token in tokens(name)]
        return frozenset(words) | {known.base(word) for word in words}


@dataclass(frozen=True)
class Content:
    """The units, quantities and cues of a text, in order."""

    units: tuple[Unit, ...]
    quantities: tuple[Quantity, ...]
    hedges: frozenset[str]
    negations: tuple[frozenset[int], ...]
    """For each negation, the places of the words that it governs."""
    future: frozenset[str]
    """Base forms of what is said of the future: will open, is to open."""
    past: frozenset[str]
    singles: frozenset[str]
    """Base forms of what there is one of: a painting."""
    printed: tuple[str, ...]
    """Every token in lower case, without a possessive."""
    bases: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """The base forms of all units."""
        return frozenset(unit.word for unit in self.units)

    @cached_property
    def senses(self) -> frozenset[Sense]:
        """The senses of all units."""
        return frozenset(sense for unit in self.units for sense in unit.senses)

    @cached_property
    def places(self) -> dict[object, tuple[int, ...]]:
        """Where its units stand among them: by word, by each line of the vocabulary, by their first four letters."""
        found: dict[object, tuple[int, ...]] = {}
        for place, unit in enumerate(self.units):
            for key in (unit.word, *unit.lines, beginning(unit.word)):
                found[key] = (*found.get(key, ()), place)
        return found

    @cached_property
    def by_beginning(self) -> dict[str, tuple[str, ...]]:
        """All words of four letters and more by their first four."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self.all_words:
            if len(word) >= _BEGINNING:
                found[beginning(word)] = (*found.get(beginning(word), ()), word)
        return found

    @cached_property
    def words_in_order(self) -> tuple[str, ...]:
        """Every word of the text in lower case."""
        return tuple(word for word in self.printed if word[0].isalnum())

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines of the vocabulary that hold any of its units."""
        return frozenset(line for unit in self.units for line in unit.lines)

    @cached_property
    def all_words(self) -> frozenset[str]:
        """The base forms of all words, those of closed classes too."""
        return frozenset(self.bases) | frozenset(self.printed)


def beginning(word: str) -> str:
    """A word's first four letters, marked so that they are no word; one string for all that begin so."""
    return intern(f"{word[:_BEGINNING]}-")


def plain(text: str) -> str:
    """``text`` without the dateline that opens a first sentence, and with signs as words."""
    text = _DATELINE.sub("", text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return text


def content(text: str, speakers: Iterable[str], code: str | None, others: Sequence[str] = ()) -> Content:
    """Take a text apart.

    Args:
        text: A statement or sentences.
        speakers: Names of who says it: their words are left out, and so are the words that attribute.
        code: The language; without a lexicon nothing is negated or hedged.
        others: More text that shows which words are names.

    """
    return _Reader(text, speakers, code, others).content()


def beside(text: str, code: str | None) -> Content:
    """Sentences as context: their words and quantities, without what is negated or said of whom."""
    known, words = language(load(code) if code else None), vocabulary(code)
    found = tokens(plain(text))
    bases = tuple(intern(words.base(token.word)) for token in found)
    quantities = tuple(_quantity(number, found, bases, known) for number in numbers(found, known.number_words))
    printed = tuple(intern(token.word) for token in found)
    return Content((), quantities, frozenset(), (), frozenset(), frozenset(), frozenset(), printed, bases)


class _Reader:
    """One text being taken apart."""

    def __init__(self, text: str, speakers: Iterable[str], code: str | None, others: Sequence[str]) -> None:
        lexicon = load(code) if code else None
        self.known: Language = language(lexicon)
        self.indefinites = frozenset() if lexicon is None else lexicon.grammar.indefinites
        self.possessives = frozenset() if lexicon is None else lexicon.grammar.possessives
        self.vocabulary: Vocabulary = vocabulary(code)
        self.found = tokens(plain(text))
        self.bases = tuple(self.vocabulary.base(token.word) for token in self.found)
        self.own = {token.word for name in speakers for token in tokens(name)}
        self.silent = frozenset() if lexicon is None else _attributing(code or "")
        self.numbers = [
            number
            for number in numbers(self.found, self.known.number_words)
            if [token.word for token in self.found[max(0, number.last - 2) : number.last + 1]] != _AND_A_HALF
        ]
        self.counted = {i for number in self.numbers for i in range(number.first, number.last + 1)}
        self.phrases = {at: self._phrase(at) for at in range(len(self.found))}
        inside = {i for at, (size, _) in self.phrases.items() if size > 1 for i in range(at, at + size)}
        self.bounds = {i for number in self.numbers for i in _bound(number, self.found)[1]}
        self.measured = {
            number.last + 1
            for number in self.numbers
            if number.last + 1 < len(self.found) and self.found[number.last + 1].word.removesuffix("s") in _MEASURES
        }
        seen = governing(self.found, self.known)
        denying = {i for cue in seen if cue.label == "denial" for i in (cue.first, cue.last)}
        spoken = denying | {i for i, token in enumerate(self.found) if token.word in _saying(code or "")}
        self.speech = {j for i in spoken for j in range(i - _SPEAKER_WITHIN, i + _SPEAKER_WITHIN + 1)}
        cues = [
            cue
            for cue in seen
            if not {cue.first, cue.last} & (inside | self.bounds)
            and not self._only_contrasts(cue)
            # A verb such as reject is a word of its own here: what it says may have a counterpart.
            and not (cue.first == cue.last and self.bases[cue.first] in self.vocabulary.turning)
        ]
        self.cues = cues
        self.negations = [cue for cue in cues if cue.kind is CueKind.NEGATION]
        self.mid = _capitals((text, *others))

    def _phrase(self, at: int) -> tuple[int, str]:
        return self.vocabulary.phrase(self.bases, at)

    def _only_contrasts(self, cue: Governing) -> bool:
        """Whether a negation only says what is meant instead: to Prewitt, not to Marr; not a copy but a fake."""
        following = [token.word for token in self.found[cue.last + 1 : cue.last + _CONTRAST_WITHIN]]
        if cue.label == "negation" and "but" in following:
            return True
        return cue.first > 0 and self.found[cue.first - 1].kind is Kind.COMMA and cue.label == "negation"

    def _before(self, cue: Governing) -> Iterator[int]:
        """The places before a cue in its clause: its subject."""
        for i in range(cue.first - 1, -1, -1):
            if self.found[i].kind in {Kind.COMMA, Kind.STOP} or self.found[i].word in self.known.conjunctions:
                return
            yield i

    def content(self) -> Content:
        future, past = _tenses(self.found, self.bases, self.known, self.vocabulary.forms)
        return Content(
            units=tuple(self._units()),
            quantities=tuple(_quantity(number, self.found, self.bases, self.known) for number in self.numbers),
            hedges=frozenset(cue.label for cue in self.cues if cue.kind is CueKind.HEDGE),
            negations=tuple(
                frozenset((*_reach(cue), *self._before(cue))) for cue in self.negations if not cue.continues
            ),
            future=future,
            past=past,
            singles=frozenset(
                self.bases[i + 1]
                for i, token in enumerate(self.found[:-1])
                if token.lower in self.indefinites and not self.found[i + 1].word.endswith("s")
            ),
            printed=tuple(intern(token.word) for token in self.found),
            bases=tuple(map(intern, self.bases)),
        )

    def _units(self) -> Iterator[Unit]:
        at = 0
        while at < len(self.found):
            size, base = self.phrases[at]
            if self.found[at].kind is Kind.WORD and at not in self.counted and not self._is_left_out(at, size, base):
                yield self._unit(at, size, base)
            at += size

    def _is_left_out(self, at: int, size: int, base: str) -> bool:
        word = self.found[at].word
        if size > 1:
            return False
        if at in self.bounds or at in self.measured or (word in self.own and at in self.speech):
            return True
        if any(cue.first <= at <= cue.last for cue in self.cues) or self._only_helps(at):
            return True
        return (word in self.known.closed or word in self.silent) and base not in self.vocabulary.senses

    def _only_helps(self, at: int) -> bool:
        """Whether a word that could be a verb of its own is an auxiliary here: has agreed, but not has a majority."""
        following = self.found[at + 1].word if at + 1 < len(self.found) else ""
        return self.found[at].word in self.known.unstressed and following not in self.known.determiners

    def _unit(self, at: int, size: int, base: str) -> Unit:
        token = self.found[at]
        senses = self.vocabulary.senses.get(base, frozenset())
        places = range(at, at + size)
        governed = sum(any(place in _reach(cue) for place in places) for cue in self.negations)
        capital = size == 1 and not token.text[0].islower()
        sort = Sort.WORD
        if capital and token.word in self.known.times:
            sort = Sort.TIME
        elif capital:
            opens = at == 0 or self.found[at - 1].kind is Kind.STOP
            plain_word = token.word in self.known.common or senses
            if token.text in self.mid or not (opens and plain_word):
                sort, base = Sort.NAME, token.word
        following = self.found[at + size] if at + size < len(self.found) else None
        title = sort is Sort.WORD and following is not None and following.text in self.mid
        lines = _lines(senses)
        return Unit(
            base,
            sort,
            senses,
            governed % 2 == 1,
            at,
            lines,
            verb=sort is Sort.WORD and self._is_verb(at),
            title=title,
            aside=at in self.speech,
        )

    def _is_verb(self, at: int) -> bool:
        """Whether a word is used as a verb, by what stands before it and its ending."""
        before, known = self.found[at - 1].word if at else "", self.known
        if before in self.possessives:
            return False
        if before in known.subjects_end or before in known.unstressed:
            return True
        if before in known.determiners or before in known.prepositions:
            return False
        token = self.found[at]
        after = self.found[at + 1] if at + 1 < len(self.found) else None
        if after is not None and (after.word in known.determiners or not after.text[0].islower()):
            return True
        return (token.lower != self.bases[at] and token.lower.endswith(("ed", "es", "ing"))) or (
            token.lower in self.vocabulary.forms and token.lower != self.bases[at]
        )


def _reach(cue: Governing) -> tuple[int, ...]:
    return cue.places if cue.far else cue.places[: len(cue.near)]


def _capitals(texts: Sequence[str]) -> frozenset[str]:
    """The words that are printed with a capital where no sentence begins."""
    capitals = set()
    for text in texts:
        opens = True
        for token in tokens(plain(text)):
            if not opens and token.kind is Kind.WORD and not token.text[0].islower():
                capitals.add(token.text)
            opens = token.kind is Kind.STOP
    return frozenset(capitals)


def _quantity(number: Number, found: Sequence[Token], bases: Sequence[str], known: Language) -> Quantity:
    of = ""
    for i in range(number.last + 1, min(number.last + 1 + _NOUN_WITHIN, len(found))):
        if found[i].kind is not Kind.WORD:
            break
        if found[i].word in known.closed or found[i].word == "half":
            if of or found[i].word not in {"a", "an", "and", "half", "of", "more", "other", "the", "per"}:
                break
            continue
        of = bases[i]
        if found[i].word.removesuffix("s") in _MEASURES:
            break
        if found[i].text.islower() and found[i].word.endswith("s"):
            break
    if not of and number.first and found[number.first - 1].word in known.times:
        of = bases[number.first - 1]
    values = _with_half(number, found)
    if of in _SAME_MEASURE and not any(value.startswith("~") for value in values):
        of, factor = _SAME_MEASURE[of]
        values = frozenset(_times(value, factor) for value in values)
    following = found[number.last + 1] if number.last + 1 < len(found) else None
    counts = following is not None and following.text[0].islower() and following.word not in known.closed
    if any(_YEAR.fullmatch(value) for value in values) and found[number.first].text.isdecimal() and not counts:
        of = "year"
    return Quantity(values, of, number.first, _bound(number, found)[0], _share(number, found))


def _share(number: Number, found: Sequence[Token]) -> str:
    before = found[number.first - 1].word if number.first else ""
    after = {token.word for token in found[number.last + 1 : number.last + 3]}
    if before == "by" or after & {"less", "fewer", "more", "lower", "higher"}:
        return "change"
    return "level" if before == "to" or "of" in after else ""


def _with_half(number: Number, found: Sequence[Token]) -> frozenset[str]:
    """What a number can mean, a half counted: half, two and a half."""
    if number.readings == {"half"}:
        return frozenset({"0.5"})
    after = [token.word for token in found[number.last + 1 : number.last + 4]]
    return frozenset(_plus_half(value) for value in number.readings) if after == _AND_A_HALF else number.readings


_AND_A_HALF = ["and", "a", "half"]


def _plus_half(value: str) -> str:
    return f"{value}.5" if value.isdecimal() else value


def _bound(number: Number, found: Sequence[Token]) -> tuple[str, frozenset[int]]:
    """What bounds a number (least, most, over, under, or empty) and where the words for it stand."""
    for phrase, kind in _BOUNDS.items():
        words = phrase.split()
        for start in (number.first - len(words), number.first - len(words) - 1, number.last + 1):
            if start >= 0 and [token.word for token in found[start : start + len(words)]] == words:
                end = max(number.first, start + len(words)) if start < number.first else start + len(words)
                return kind, frozenset(range(start, end))
    return "", frozenset()


def _times(value: str, factor: int) -> str:
    try:
        return format((Decimal(value) * factor).normalize(), "f")
    except InvalidOperation:
        return value


@cache
def _lines(senses: frozenset[Sense]) -> frozenset[int]:
    """The lines of some senses; one set for all words that have them."""
    return frozenset(line for line, _ in senses)


_MEASURES = frozenset({"percent", "year", "month", "week", "day", "hour", "minute"})
_CONTRAST_WITHIN = 7
_SPEAKER_WITHIN = 5
"""How many words from a verb of saying the speaker's name may stand."""


_LASTING = frozenset({"stay", "sta", "remain", "keep"})
_FUTURE = frozenset({"will", "shall", "'ll", "won't"})


def _tenses(
    found: Sequence[Token], bases: Sequence[str], known: Language, irregular: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The base forms of verbs told of the future, and of those in a past form with no auxiliary before them."""
    future: set[str] = set()
    past: set[str] = set()
    for i, token in enumerate(found):
        before = found[i - 1].word if i else ""
        ahead = token.word in _FUTURE or (
            bases[i] == "be" and i + 1 < len(found) and found[i + 1].word in {"to", "set", "due", "about"}
        )
        if ahead:
            verbs = [j for j in range(i + 1, min(i + 6, len(found))) if found[j].word not in known.closed]
            # What will stay shut is shut in the future.
            future.update(bases[j] for j in verbs[: 2 if verbs and bases[verbs[0]] in _LASTING else 1])
        elif (
            token.kind is Kind.WORD
            and token.lower != bases[i]
            and (token.lower.endswith("ed") or (token.lower in irregular and not token.lower.endswith(("s", "ing"))))
            and (i == 0 or bases[i - 1] not in _LASTING)
            and not (before in known.determiners or before in known.unstressed or before in known.prepositions)
        ):
            past.add(bases[i])
    return frozenset(future), frozenset(past - future)


@cache
def _saying(code: str) -> frozenset[str]:
    """The forms of verbs of saying and telling in a language: said, told."""
    lexicon = load(code) if code else None
    verbs = () if lexicon is None else [verb for found in lexicon.verbs.values() for verb in found]
    say = {verb.words[0] for verb in verbs if len(verb.words) == 1 and verb.frame in {Frame.SAY, Frame.TELL}}
    return frozenset(word for word in say if vocabulary(code).base(word) not in vocabulary(code).senses)


@cache
def _attributing(code: str) -> frozenset[str]:
    """Words that only attribute: said, told, according, statement."""
    lexicon = load(code) if code else None
    phrases = () if lexicon is None else [word for phrase in lexicon.attributions for word in phrase.split()]
    return _saying(code) | {*phrases, "statement", "reporters", "journalists", "conference", "ago"}
