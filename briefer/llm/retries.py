"""The one place that decides whether and when a request is sent again."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from openai import APIConnectionError, APIStatusError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay

from briefer.llm.patience import Patience

_TRANSIENT = frozenset({408, 409, 429, 500, 502, 503, 504})


class NoCompletionError(Exception):
    """The endpoint answered 200 with something that is no completion."""


def retrying(patience: Patience) -> AsyncRetrying:
    """Tenacity's caller, which retries transient failures as often and as patiently as told."""
    return AsyncRetrying(
        retry=retry_if_exception(_is_transient),
        wait=lambda state: _wait(state, patience),
        stop=stop_after_attempt(patience.tries) | stop_before_delay(patience.deadline),
        reraise=True,
    )


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


def out_of_credit(error: APIStatusError) -> bool:
    """Whether a 429 means that the account has nothing left, which no waiting mends."""
    return error.code in {"insufficient_quota", "billing_hard_limit_reached"}


def _is_transient(error: BaseException) -> bool:
    if isinstance(error, APIStatusError):
        return error.status_code in _TRANSIENT and not out_of_credit(error)
    return isinstance(error, (APIConnectionError, NoCompletionError))


def _wait(state: RetryCallState, patience: Patience) -> float:
    """What the server says, within reason and spread a little; else a random time below a doubling bound."""
    error = state.outcome.exception() if state.outcome else None
    told = told_to_wait(error.response.headers) if isinstance(error, APIStatusError) else None
    if told is not None:
        return min(told, patience.longest_wait) + random.uniform(0, patience.first_wait)  # noqa: S311 - no secret
    bound = min(patience.first_wait * 2.0 ** (state.attempt_number - 1), patience.longest_wait)
    return random.uniform(bound / 2, bound)  # noqa: S311 - no secret


def _number(text: str) -> float | None:
    """A number of at least 0, or None for anything else, infinity among it."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
