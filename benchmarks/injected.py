"""Mistakes put into a true statement, each of which turns what it says into something the evidence does not say.

Made with patterns of their own, not with the guard's code or lexicon, so that the two can't share a blind spot. Every
place where a mistake of a sort can be made is used, up to ``MOST`` for each sort and statement.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

MOST = 4
_DIGITS = re.compile(r"(?<![\w.,:-])\d+(?:[.,:]\d+)*(?![\w:]|[.,]\d)")
_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_SCALES = ("dozen", "hundred", "thousand", "million", "billion")
_NUMBER_WORDS = re.compile(rf"\b(?:{'|'.join((*_UNITS, *_TENS, *_TEENS, *_SCALES))})\b(?!-)", re.IGNORECASE)
_TIMES = [*calendar.day_name, *calendar.month_name]
_NAME = re.compile(
    r"(?<=[a-z,;] )(?:[A-Z][\w’-]*[a-z][\w-]*|[A-Z]{2,}(?![\w-]))"
    r"(?: (?:(?:of|the|de|al) )*(?:[A-Z][\w-]*[a-z][\w-]*|[A-Z]{2,}(?![\w-])))*"
)
_NO_NAMES = frozenset(
    ["The", "A", "An", "It", "Its", "He", "She", "They", "We", "In", "On", "At", "But", "And", "IT", "Mr", "Ms", "Dr"]
)
_STRANGERS = ("Osterling", "Petra Zwicky", "Kwamboland", "NATO", "Vantress Group", "Lake Tarn")
_AUXILIARY = re.compile(
    r"\b(is|was|were|are|has|had|have|will|would|can|could|may|might|must|should)\b"
    r"(?! not\b|n[’']t| never\b| no\b| neither\b| nothing\b| none\b| yet\b)"
)
_CLAUSES = ("which angered residents", "after months of pressure from neighbours", "as the firm had long feared")


@dataclass(frozen=True)
class Mistake:
    """A statement with one mistake in it; ``sort`` says how it was made, ``kind`` what the guard should call it."""

    kind: str
    sort: str
    statement: str


@dataclass(frozen=True)
class Ground:
    """What a mistake may be made of: a statement, its evidence, the text of its article."""

    statement: str
    sentences: tuple[str, ...]
    article: str
    names: tuple[str, ...] = ()
    """The source's, which count as evidence."""

    @property
    def evidence(self) -> str:
        return " ".join((*self.sentences, *self.names))


def mistakes(ground: Ground) -> Iterator[Mistake]:
    """All mistakes, sort by sort; none leaves the statement as it was."""
    sorts: tuple[tuple[str, str, Callable[[Ground], Iterator[str]]], ...] = (
        ("number", "number ×10", _times_ten),
        ("number", "another number", _next_number),
        ("number", "another number of the article", _number_of_the_article),
        ("number", "another number of the evidence", _number_of_the_evidence),
        ("name", "a name from outside", _stranger),
        ("name", "another name of the article", _name_of_the_article),
        ("name", "another name of the evidence", _name_of_the_evidence),
        ("negation", "negation dropped", _negation_dropped),
        ("negation", "negation added", _negation_added),
        ("hedge", "hedge dropped", _hedge_dropped),
        ("hedge", "hedge added", _hedge_added),
        ("fact", "a clause of another sentence added", _clause_of_the_article),
        ("fact", "an invented clause added", _invented_clause),
    )
    for kind, sort, make in sorts:
        made = dict.fromkeys(
            text for text in make(ground) if " ".join(text.split()) != " ".join(ground.statement.split())
        )
        for text in islice(made, MOST):
            yield Mistake(kind, sort, text)


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _value(number: str) -> str:
    word = number.lower().replace(",", "")
    for words, first, step in ((_UNITS, 1, 1), (_TEENS, 11, 1), (_TENS, 10, 10)):
        if word in words:
            return str(first + step * words.index(word))
    return word


def _numbers(text: str) -> list[re.Match[str]]:
    return sorted((*_DIGITS.finditer(text), *_NUMBER_WORDS.finditer(text)), key=lambda match: match.start())


def _times_ten(ground: Ground) -> Iterator[str]:
    for match in _numbers(ground.statement):
        if new := _ten_times(match[0].lower()):
            yield _replaced(ground.statement, match, new)


def _ten_times(number: str) -> str | None:
    if number in _UNITS:
        return _TENS[_UNITS.index(number)]
    if number in _SCALES:
        return _SCALES[_SCALES.index(number) + 1] if number != _SCALES[-1] else None
    if number in _TENS:
        return f"{_TENS.index(number) + 1}00"
    if not number[0].isdigit() or ":" in number:
        return None
    if "." in number:
        return f"{float(number.replace(',', '')) * 10:g}"
    ten = int(number.replace(",", "")) * 10
    return f"{ten:,}" if "," in number or ten > 9999 else str(ten)


def _next_number(ground: Ground) -> Iterator[str]:
    stated = {_value(match[0]) for match in _numbers(ground.evidence)}
    for match in _numbers(ground.statement):
        number = match[0].lower()
        others = [words[(words.index(number) + 1) % len(words)] for words in (_UNITS, _TEENS, _TENS) if number in words]
        if number[0].isdigit():
            others.append(number[:-1] + str((int(number[-1]) + 1) % 10 or 1))
        yield from (_replaced(ground.statement, match, other) for other in others if _value(other) not in stated)


def _number_of_the_article(ground: Ground) -> Iterator[str]:
    stated = {_value(match[0]) for match in _numbers(ground.evidence)}
    others = [m[0] for m in _numbers(ground.article) if _value(m[0]) not in stated]
    yield from _swapped_numbers(ground, others)


def _number_of_the_evidence(ground: Ground) -> Iterator[str]:
    yield from _swapped_numbers(ground, [match[0] for match in _numbers(ground.evidence)])


def _swapped_numbers(ground: Ground, others: list[str]) -> Iterator[str]:
    for match in _numbers(ground.statement):
        for other in dict.fromkeys(others):
            if (
                _value(other) != _value(match[0])
                and other.isalpha() == match[0].isalpha()
                and not _is_scale(other, match[0])
            ):
                yield _replaced(ground.statement, match, other)


def _is_scale(one: str, other: str) -> bool:
    """Whether exactly one of two number words is a magnitude, which does not stand where a plain number does."""
    return (one.lower() in _SCALES) != (other.lower() in _SCALES)


def _names(text: str) -> list[re.Match[str]]:
    """The names in a text that open no sentence, whole."""
    found = _NAME.finditer(text)
    found = (match for match in found if match[0] not in _NO_NAMES)
    return [match for match in found if not (text[: match.start()].split() or [""])[-1][:1].isupper()]


def _is_printed(name: str, text: str) -> bool:
    return all(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in name.split())


def _is_time(name: str) -> bool:
    return name in _TIMES


def _apart(one: str, other: str) -> bool:
    """Whether two names can't be one party: no word and no initials in common."""
    words = [{word.lower()[:4] for word in name.split() if word[:1].isupper()} for name in (one, other)]
    initials = ["".join(word[0] for word in name.split() if word[:1].isupper()) for name in (one, other)]
    return (
        not (words[0] & words[1]) and one != initials[1] and other != initials[0] and _is_time(one) == _is_time(other)
    )


def _stranger(ground: Ground) -> Iterator[str]:
    for i, match in enumerate(_names(ground.statement)):
        if not _is_time(match[0]):
            yield _replaced(ground.statement, match, _STRANGERS[(i + len(ground.statement)) % len(_STRANGERS)])


def _name_of_the_article(ground: Ground) -> Iterator[str]:
    printed = [match[0] for match in _names(ground.article)]
    yield from _swapped_names(ground, [name for name in printed if not _is_printed(name, ground.evidence)])


def _name_of_the_evidence(ground: Ground) -> Iterator[str]:
    printed = [match[0] for match in (*_names(ground.evidence), *_names(ground.article))]
    yield from _swapped_names(ground, [name for name in printed if _is_printed(name, ground.evidence)])


def _swapped_names(ground: Ground, others: list[str]) -> Iterator[str]:
    for match in _names(ground.statement):
        for other in islice((name for name in dict.fromkeys(others) if _apart(name, match[0])), 2):
            yield _replaced(ground.statement, match, other)


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The text with one change made at one place, for every change and place."""
    for pattern, new in changes:
        for match in re.finditer(pattern, text):
            made = match.expand(new)
            yield (
                text[: match.start()]
                + (made[:1].upper() + made[1:] if match[0][:1].isupper() else made)
                + text[match.end() :]
            )


_UNNEGATED = (
    (r"\b([Cc])an[’']t\b", r"\1an"),
    (r"\b[Ww]on[’']t\b", "will"),
    (r"\b([Cc])annot\b", r"\1an"),
    (r"\b(?!can|won)(\w+)n[’']t\b", r"\1"),
    (r"\b(?:not|never) ", ""),
    (r"\b[Nn]either (\w+ ){1,3}nor ", ""),
    (r"\b[Nn]o (?!one\b|longer\b)(?=\w)", "some "),
    (r"\b(?:[Nn]obody|[Nn]o one)\b", "someone"),
    (r"\b[Nn]othing\b", "something"),
    (r"\b[Nn]one of\b", "some of"),
    (r"\b[Ww]ithout\b", "with"),
    (r"(?<!nor )\b[Dd]enied\b", "confirmed"),
    (r"\b[Dd]enies\b", "confirms"),
    (r"(?<!nor )\b[Dd]eny\b", "confirm"),
    (r"\brejected\b", "accepted"),
    (r"\brejects\b", "accepts"),
    (r"\b(?:declined|refused) to (\w+)\b", r"agreed to \1"),
    (r"\bfailed to\b", "managed to"),
    (r"\b(?:false|untrue)\b", "true"),
    (r"\bunable to\b", "able to"),
)


def _negation_dropped(ground: Ground) -> Iterator[str]:
    yield from _changed(ground.statement, _UNNEGATED)


def _negation_added(ground: Ground) -> Iterator[str]:
    text = ground.statement
    for match in _AUXILIARY.finditer(text):
        yield _replaced(text, match, f"{match[0]} not")
    yield from _changed(
        text, ((r"\bsaid (?=that\b|the\b|it\b|he\b|she\b|they\b)", "denied "), (r"\bconfirmed\b", "denied"))
    )
    yield from _changed(
        text, ((r"\b(?:says|said) (?!that\b|the\b|it\b|he\b|she\b|they\b|\w+ to\b|[“\"])", "never said "),)
    )


_FLAT = (
    (r"\b(?:may|might|could) have\b", "have"),
    (r"\b(?:may|might|could) be\b", "is"),
    (r"\b(?:may|might|could)\b(?! not\b| have\b| be\b)", "will"),
    (r"\b(?:is|are|was|were) (?:expected|likely|set|due) to\b", "will"),
    (r"\b(?:is|are|was|were) (?:believed|thought|alleged|said|reported) to have\b", "have"),
    (r"\b(?:appears|appeared|seems|seemed|appear|seem) to be\b", "is"),
    (r"\b(?:appears|appeared|seems|seemed|appear|seem) to have\b", "have"),
    (r"\b(?:allegedly|reportedly|apparently|probably|possibly|perhaps|seemingly|supposedly) ", ""),
    (r"\b(?:suggests|suggested|suggest) (?:that )?", "shows "),
    (
        r"(?<!not )(?<!n[’']t )\b(?:believes|believed|believe|fears|thinks|suspects|suspected|fear|suspect) (?:that )?",
        "knows ",
    ),
    (r"\b[Ii]t (?:is|was) (?:unclear|not clear|unknown|not known) whether ", ""),
    (r"\bunconfirmed\b", "confirmed"),
    (r"\balleged ", ""),
)


def _hedge_dropped(ground: Ground) -> Iterator[str]:
    """Take out a hedge; "could" beside "possible" leaves one, and is no mistake."""
    if "possible" not in ground.statement:
        yield from _changed(ground.statement, _FLAT)


def _hedge_added(ground: Ground) -> Iterator[str]:
    yield from _changed(
        ground.statement,
        (
            (r"\bwill\b(?! not\b| probably\b| likely\b)", "may"),
            (r"\b(?:is|are)\b(?= (?:a|an|the|in|at|on|too|safe|sound)\b)", "may be"),
            (r"\b(was|were|has|had|have) (?!not\b|no\b|never\b|been\b)", r"\1 allegedly "),
            (r"\b(has|had|have) been\b", r"\1 probably been"),
            (r"\bsaid (?=(?:the|it|he|she|they)\b)", "suggested "),
        ),
    )


def _clause_of_the_article(ground: Ground) -> Iterator[str]:
    body = ground.statement.rstrip(" .”\"'")
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", ground.article):
        words = sentence.split()
        if 6 <= len(words) <= 25 and sentence not in ground.evidence and "“" not in sentence and '"' not in sentence:
            yield f"{body}, and {words[0] if words[0][1:2].isupper() else words[0].lower()} {' '.join(words[1:])}"


def _invented_clause(ground: Ground) -> Iterator[str]:
    yield f"{ground.statement.rstrip(' .')}, {_CLAUSES[len(ground.statement) % len(_CLAUSES)]}."
