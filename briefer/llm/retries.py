"""The one place that decides whether and when a request is sent again."""

import random

from openai import APIConnectionError, APIStatusError, APITimeoutError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_before_delay

from briefer.llm.limits import told_to_wait
from briefer.llm.pacing import HungError
from briefer.llm.patience import Patience

_LIMITED = 429
_TRANSIENT = frozenset({408, 409, _LIMITED, 500, 502, 503, 504})
_SPREAD = 0.1


class NoCompletionError(Exception):
    """The endpoint answered 200 with something that is no completion."""


class Retries:
    """How the tries of one request have gone; ``caller`` is tenacity's, which goes by it.

    Transient failures are tried again ``patience.tries`` times. Being told that we ask too much is no failure of the
    request: that is borne ``patience.limited_tries`` times, and when it may go again is the pace's to say. An endpoint
    that was never reached is given up sooner.
    """

    def __init__(self, patience: Patience, *, reached: bool) -> None:
        self._patience = patience
        self._reached = reached
        self._failed = self._limited = 0
        self.hangs = 0
        self.caller = AsyncRetrying(
            retry=retry_if_exception(is_transient),
            wait=self._wait,
            stop=lambda state: self._stop(state) or stop_before_delay(patience.deadline)(state),
            reraise=True,
        )

    def _stop(self, state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        if is_limited(error):
            self._limited += 1
            return self._limited >= (self._patience.limited_tries or self._patience.tries)
        self._failed += 1
        self.hangs += isinstance(error, HungError)
        unreachable = isinstance(error, APIConnectionError) and not isinstance(error, APITimeoutError)
        if unreachable and not self._reached:
            return self._failed >= min(self._patience.tries, self._patience.first_tries)
        self._reached = True
        return self._failed >= self._patience.tries

    def _wait(self, state: RetryCallState) -> float:
        """What the server says, within reason and spread a little; else a random time below a doubling bound.

        A refusal without a time is waited for by all together, in ``Pace``.
        """
        error = state.outcome.exception() if state.outcome else None
        patience = self._patience
        told = told_to_wait(error.response.headers) if isinstance(error, APIStatusError) else None
        if told is not None:
            wait = min(told, patience.longest_wait)
            return wait + random.uniform(0, min(_SPREAD * wait, patience.first_wait))  # noqa: S311 - no secret
        if is_limited(error):
            return 0.0
        # Tenacity asks how long to wait before it asks whether to stop, where this failure is counted.
        bound = min(patience.first_wait * 2.0**self._failed, patience.longest_backoff)
        return random.uniform(bound / 2, bound)  # noqa: S311 - no secret


def is_limited(error: BaseException | None) -> bool:
    """Whether the endpoint says that we ask too much for now."""
    return isinstance(error, APIStatusError) and error.status_code == _LIMITED and not out_of_credit(error)


def out_of_credit(error: APIStatusError) -> bool:
    """Whether a 429 means that the account has nothing left, which no waiting mends."""
    return error.code in {"insufficient_quota", "billing_hard_limit_reached"}


def is_transient(error: BaseException) -> bool:
    """Whether the same request may well succeed later."""
    if isinstance(error, APIStatusError):
        return error.status_code in _TRANSIENT and not out_of_credit(error)
    return isinstance(error, (APIConnectionError, NoCompletionError, HungError))
