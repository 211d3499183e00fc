"""Dates and times as printed in lines of metadata, as ISO 8601 and no more precise than printed."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Final

from briefer.articles.words import either, metadata_words

_NUMERIC: Final = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)(?:T(?=\d))?", re.ASCII),
    re.compile(r"(?<!\d)(?P<year>\d{4})([./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)", re.ASCII),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日", re.ASCII),
)
_EITHER_ORDER: Final = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})([./-])(?P<second>\d{1,2})\2(?P<year>\d{4})(?!\d)", re.ASCII
)
_ZONE = r"(?:\s?(?:Z|GMT|UTC|[A-Z]{1,3}[SD]T|CET|WIB|(?:GMT|UTC)?[+-]\d{2}:?\d{2}|hrs|local time)\b)?"
_TIME: Final = re.compile(
    r"(?<![\d.:])(?:(?P<half_before>[午上下오][前後午전후])\s?)?(?:(?P<hour>\d{1,2})\s?[:.h時]\s?(?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?分?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<full>\d{1,2})\s?(?P<full_half>[ap])\.?m\b\.?)(?!\d)" + _ZONE,
    re.ASCII | re.IGNORECASE,
)
_DIGIT: Final = re.compile("[0-9]")
_HALVES: Final = {"午前": "a", "上午": "a", "오전": "a", "午後": "p", "下午": "p", "오후": "p"}
_NOON = 12
_FIRST_YEAR = 1000


@dataclass(frozen=True, slots=True)
class Printed:
    """What a line says of a moment: ``day`` is None where it has no full or no unambiguous date.

    ``rest`` is the line without its dates, times, zones and weekdays; ``found`` tells whether there were any.
    """

    day: date | None
    clock: time | None
    rest: str
    found: bool

    def iso(self) -> str | None:
        """``2031-03-14``, or ``2031-03-14T08:05`` if a local time is printed; seconds and zone are left out."""
        if self.day is None:
            return None
        return self.day.isoformat() + (f"T{self.clock:%H:%M}" if self.clock else "")


def read_moment(line: str) -> Printed:
    """The first date and time in ``line``.

    ``03/04/2031`` is a date but an ambiguous one: ``found`` without a ``day``; so is a date without a year.
    """
    day, clock, dated, timed = None, None, False, False
    # Every date and time has a digit, and most lines have none.
    if _DIGIT.search(line):
        day, line, dated = _take_day(line)
        clock, line, timed = _take_time(line)
    rest, weekdays = _weekday().subn(" ", line)
    return Printed(day, clock, rest, dated or timed or weekdays > 0)


def _take_day(line: str) -> tuple[date | None, str, bool]:
    for pattern in (*_NUMERIC, *_named()):
        if (match := pattern.search(line)) and (day := _day(match)):
            return day, _cut(line, match), True
    if match := _EITHER_ORDER.search(line):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        days = {day for day in (_date(year, second, first), _date(year, first, second)) if day}
        return (next(iter(days)) if len(days) == 1 else None), _cut(line, match), bool(days)
    if match := _yearless().search(line):
        return None, _cut(line, match), True
    return None, line, False


def _take_time(line: str) -> tuple[time | None, str, bool]:
    match = _TIME.search(line)
    if not match:
        return None, line, False
    hour, minute = int(match["hour"] or match["full"]), int(match["minute"] or 0)
    if half := (match["half"] or match["full_half"] or _HALVES.get(match["half_before"], "")).lower():
        if not 1 <= hour <= _NOON:
            return None, line, False
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute), _cut(line, match), True
    except ValueError:
        return None, line, False


def _day(match: re.Match[str]) -> date | None:
    month = match["month"]
    return _date(
        int(match["year"]), int(month) if month.isdigit() else _month_numbers()[month.lower()], int(match["day"])
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _cut(line: str, match: re.Match[str]) -> str:
    return f"{line[: match.start()]} {line[match.end() :]}"


@cache
def _month_numbers() -> dict[str, int]:
    return {
        name: number
        for months in metadata_words("months").values()
        for number, names in enumerate(months, start=1)
        for name in names.split()
    }


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{either(_month_numbers())})\b\.?"
    day = r"(?<!\d)(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|er|º|ª)?"
    year = r"(?P<year>[12][0-9]{3})(?!\d)"
    return (
        re.compile(rf"{day}\.?\s+(?:of\s+|de\s+)?{month},?\s+(?:de\s+|del\s+)?{year}", re.IGNORECASE),
        re.compile(rf"\b{month}\s+{day},?\s+{year}", re.IGNORECASE),
        re.compile(rf"{day}-{month}-{year}", re.IGNORECASE),
    )


@cache
def _yearless() -> re.Pattern[str]:
    month = rf"(?:{either(_month_numbers())})\b\.?"
    return re.compile(
        rf"(?<!\d)[0-3]?[0-9](?:st|nd|rd|th|\.)?\s+{month}|\b{month}\s+[0-3]?[0-9](?:st|nd|rd|th)?(?!\d)", re.IGNORECASE
    )


@cache
def _weekday() -> re.Pattern[str]:
    names = " ".join(metadata_words("weekdays").values()).split()
    return re.compile(rf"\b(?:{either(names)})\b\.?", re.IGNORECASE)
