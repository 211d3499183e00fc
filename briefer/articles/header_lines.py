"""What a line above or around an article says: a date, a section, a byline, a dateline, a crawler's residue."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from briefer.articles.dates import Printed, read_moment
from briefer.articles.lines import ends_like_a_sentence
from briefer.articles.words import either, metadata_words

_LONGEST_RESIDUE = 80
_LONGEST_NOTE = 160
_LONGEST_DATELINE = 100
_LONGEST_PLACE = 3
_LONGEST_NAME = 4
_PART: Final = re.compile(r"\s*[|·•»]\s*|\s+[/>–—-]\s+")
_WORD: Final = re.compile(r"[\w’'.-]*\w")
_READING_TIME: Final = re.compile(r"\s*\d{1,3}[- ]?min(?:ute)?s?(?: read)?\s*", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_DATELINE_END: Final = re.compile(r"\s*[—–]|\s--?\s|:\s")
_BRACKETS: Final = re.compile(r"\(([^()]{2,40})\)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the words before the dash of an article's first sentence state."""

    published: str | None
    outlet: str | None
    end: int
    """Where the running text begins, in characters from the beginning of the line."""


def parts(line: str) -> list[str]:
    """The parts of ``line`` that bars, dots or spaced slashes and dashes set apart."""
    return [part for part in _PART.split(line) if part]


def moment_of(part: str, *, place: bool = False) -> Printed | None:
    """The date or time that ``part`` consists of, labels aside, or None if it says anything else.

    A full date may follow the name of a place: in capitals ("STANNER. Thursday, 4 September 2031"), or, if ``place``
    allows it, in up to three capitalised words.
    """
    moment = read_moment(part)
    if not moment.found:
        return None
    words = _WORD.findall(moment.rest)
    if {word.lower().strip(".") for word in words} <= _known("date_labels", "update_labels", "residue"):
        return moment
    named = " ".join(words).isupper() or (place and len(words) <= _LONGEST_PLACE and all(map(_capitalised, words)))
    return moment if moment.day and named else None


def is_update(moment: Printed) -> bool:
    """Whether a date is labelled as that of a change, or stands among residue, and not as that of publication."""
    return not {word.lower() for word in _WORD.findall(moment.rest)}.isdisjoint(_known("update_labels", "residue"))


def is_labelled(moment: Printed) -> bool:
    """Whether a date comes with a word such as "published" and nothing else."""
    labels = {word.lower() for word in _WORD.findall(moment.rest)}
    return bool(labels) and labels <= _known("date_labels", "update_labels")


def is_residue(line: str) -> bool:
    """Whether ``line`` is what a page says around an article ("Menu | Search", "date 2022-11-02 Search")."""
    if _is_note(line):
        return True
    if len(line) > _LONGEST_RESIDUE:
        return False
    if all(_READING_TIME.fullmatch(part) or part.strip(" :").lower() in _known("residue") for part in parts(line)):
        return True
    # To look for a date takes far longer than to see that nothing of residue can be beside it.
    lowered = line.lower()
    if not any(word in lowered for word in _known("residue")):
        return False
    words = {word.lower() for word in _WORD.findall(read_moment(line).rest)}
    return not words.isdisjoint(_known("residue")) and moment_of(line) is not None


def _is_note(line: str) -> bool:
    """Whether ``line`` links to something else or tells of the text itself ("Read more: Ferry sinks")."""
    if len(line) > _LONGEST_NOTE:
        return False
    lowered = line.lower().strip(" |")
    opener = next((words for words in metadata_words("residue_openers") if lowered.startswith(words)), "")
    linked = bool(opener) and (opener.endswith(":") or not ends_like_a_sentence(line))
    noted = lowered.startswith(tuple(metadata_words("residue_notes")))
    return linked or noted or lowered.rstrip(" .").endswith(tuple(metadata_words("residue_enders")))


def is_section(part: str) -> bool:
    """Whether ``part`` names sections of a newspaper ("Tech & Travel", "Science desk") and nothing else."""
    names = re.split(r"\s*(?:&|/|,|\band\b)\s*", part.lower().removesuffix(" desk").strip(" :"))
    return set(names) <= _known("sections")


def is_byline(part: str) -> bool:
    """Whether ``part`` says who wrote the article ("By Mara Venn and Tor Askell in Verrin")."""
    opener = _byline().match(part)
    words = _WORD.findall(part[opener.end() :]) if opener else []
    small = _known("byline_words")
    return (
        not part.endswith((".", "?", "!"))
        and any(word.lower() in small or _capitalised(word) for word in words[:1])
        and all(word in small or _capitalised(word) for word in words)
    )


def is_name(part: str) -> bool:
    """Whether ``part`` may be a person's or an outlet's name: up to four capitalised words and no full stop."""
    words = _WORD.findall(part)
    return 0 < len(words) <= _LONGEST_NAME and all(map(_capitalised, words)) and not part.endswith((".", "?", "!", ":"))


def is_copyright(line: str) -> bool:
    """Whether ``line`` is a short copyright notice."""
    return len(line) <= _LONGEST_DATELINE and _COPYRIGHT.match(line) is not None


def read_dateline(line: str) -> Dateline | None:
    """The dateline that ``line`` begins with: place, perhaps a date and an outlet, before a dash or a colon.

    The outlet is the name in brackets, if it is plainly an agency's.
    """
    opening = len(line) - len(line.lstrip("*_ "))
    line = line[opening : opening + _LONGEST_DATELINE]
    for end in _DATELINE_END.finditer(line):
        prefix = line[: end.start()]
        brackets = _BRACKETS.search(prefix)
        moment = read_moment(_BRACKETS.sub(" ", prefix))
        words = _WORD.findall(moment.rest)
        agency = brackets[1].strip() if brackets and _agency().search(brackets[1]) else None
        if not words or not all(map(_capitalised, words)) or not (words[0].isupper() or agency):
            return None
        if moment.found or agency:
            text = line[end.end() :]
            return Dateline(moment.iso(), agency, opening + end.end() + len(text) - len(text.lstrip()))
    return None


def _capitalised(word: str) -> bool:
    return not word[0].islower()


@cache
def _known(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in metadata_words(name))


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(metadata_words('byline_openers'))}):?\s+", re.IGNORECASE)


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(metadata_words('agency_words'))})\b", re.IGNORECASE)
