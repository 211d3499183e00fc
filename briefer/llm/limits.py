"""What a server's response headers tell of its limits."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?")
_UNITS = (86400.0, 3600.0, 60.0, 1.0, 0.001)
_EPOCH = 1e9
"""A number of seconds beyond this is a moment, not a duration."""


@dataclass(frozen=True, slots=True)
class Level:
    """How much of one kind (requests, tokens) a server would still take, and the seconds until it would take all."""

    remaining: float
    reset: float | None


@dataclass(frozen=True, slots=True)
class Told:
    """What one response told: how long to wait in seconds, to the fraction or not, and what is left of each kind."""

    wait: float | None = None
    precise: bool = False
    requests: Level | None = None
    tokens: Level | None = None


def told(headers: Mapping[str, str]) -> Told:
    """Read retry-after-ms, Retry-After, x-ratelimit-remaining-* and x-ratelimit-reset-*; nonsense counts as silence."""
    wait = told_to_wait(headers)
    precise = "retry-after-ms" in headers or "." in headers.get("retry-after", "")
    return Told(wait, precise and wait is not None, _level(headers, "requests"), _level(headers, "tokens"))


def told_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks us to wait: retry-after-ms, or Retry-After as seconds or HTTP date (RFC 9110)."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "")
    seconds = _number(value)
    if seconds is not None:
        return seconds
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0) if moment.tzinfo else None


def _level(headers: Mapping[str, str], kind: str) -> Level | None:
    remaining = _number(headers.get(f"x-ratelimit-remaining-{kind}", ""))
    return None if remaining is None else Level(remaining, _duration(headers.get(f"x-ratelimit-reset-{kind}", "")))


def _duration(text: str) -> float | None:
    """Seconds of ``6m0s``, ``250ms``, ``1.5`` or a Unix time; None for anything else."""
    number = _number(text)
    if number is not None:
        return max(number - time.time(), 0.0) if number > _EPOCH else number
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        return None
    return sum(float(part) * unit for part, unit in zip(match.groups(), _UNITS, strict=True) if part)


def _number(text: str) -> float | None:
    """A number of at least 0, or None for anything else, infinity among it."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
