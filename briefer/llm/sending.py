"""One request on its way: sent when its turn comes, retried, and its cost counted."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from httpx2 import Response
from openai import APIConnectionError, APIStatusError, AsyncOpenAI

from briefer.llm.account import Account
from briefer.llm.answer import Value
from briefer.llm.endpoints import OPENAI_HOST, Endpoint
from briefer.llm.pacing import Pace
from briefer.llm.patience import Patience
from briefer.llm.retries import NoCompletionError, Retries, is_limited
from briefer.llm.usage import Usage

LIMITS = ("max_tokens", "max_completion_tokens")
"""The names by which servers know the limit on an answer's length."""


@dataclass
class Dialect:
    """What this server turned out to understand, remembered from one question to the next."""

    json_schema: bool = True
    limit: str = "max_tokens"

    @classmethod
    def expected_of(cls, endpoint: Endpoint) -> "Dialect":
        """A first guess: OpenAI's own models want the newer name of the length limit, most servers know the older."""
        return cls(limit=LIMITS[endpoint.host == OPENAI_HOST])


@dataclass(frozen=True, slots=True)
class Line:
    """What all questions to one endpoint share."""

    sdk: AsyncOpenAI
    endpoint: Endpoint
    patience: Patience
    dialect: Dialect
    pace: Pace
    account: Account


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent, and where: a path below the endpoint's base URL, or a URL of its own.

    ``size`` is its bytes and ``max_tokens`` the most of its answer, for the pace and the budget. ``hangs`` says whether
    an answer that takes far longer than others won't come.
    """

    path: str
    body: dict[str, Any]
    size: int
    max_tokens: int = 0
    hangs: bool = True


class Sender:
    """Sends what one question takes; ``usage`` grows with every try, and stays when it fails.

    ``clock`` is the deadline that it is asked under: it stands still while a request waits for its turn.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.clock = asyncio.timeout(line.patience.deadline)
        self.usage = Usage()

    async def sent(self, outgoing: Outgoing, read: Callable[[dict[str, Any]], Value]) -> Value:
        """Send with retries.

        Args:
            outgoing: The request.
            read: Makes the answer's JSON object into what is wanted; raises NoCompletionError where it can't.

        Raises:
            OpenAIError, NoCompletionError, HungError: The last try's failure.
        """
        retries = Retries(self.line.patience, reached=self.line.pace.reached)
        value: Value = await retries.caller(self._posted, outgoing, read, retries)
        return value

    async def _posted(self, outgoing: Outgoing, read: Callable[[dict[str, Any]], Value], retries: Retries) -> Value:
        """Send one HTTP request when its turn comes, and count it."""
        account, pace, size = self.line.account, self.line.pace, outgoing.size
        patience = 2.0**retries.hangs if outgoing.hangs else float("inf")
        async with (
            self._clock_stopped() as stopped,
            account.reserved(size, outgoing.max_tokens),
            pace.turn(account.tokens_in(size), tries=self.usage.requests, patience=patience) as turn,
        ):
            stopped()
            self._count(size, Usage(requests=1))
            try:
                # Not by the library's typed method: it copies each request piece by piece, the schema's tree with it,
                # and loads every resource of the API, a quarter of a second's worth.
                response = await self.line.sdk.post(outgoing.path, cast_to=Response, body=outgoing.body)
            except APIStatusError as error:
                if is_limited(error):
                    turn.refused(error.response.headers, about_tokens="token" in str(error.body).lower())
                elif error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    turn.failed()
                raise
            except APIConnectionError:
                turn.failed()
                account.unanswered(size, outgoing.max_tokens)
                raise
            except asyncio.CancelledError:
                account.unanswered(size, outgoing.max_tokens)
                raise
            turn.answered(response.headers)
        given = _object(response)
        value = read(given)
        if isinstance(usage := given.get("usage"), dict):
            details = usage.get("prompt_tokens_details")
            cached = details.get("cached_tokens") if isinstance(details, dict) else None
            tokens = usage.get("prompt_tokens"), usage.get("completion_tokens"), cached
            self._count(size, account.usage(*map(_counted, tokens)))
        return value

    def _count(self, size: int, usage: Usage) -> None:
        self.usage += usage
        self.line.account.paid(size, usage)

    @asynccontextmanager
    async def _clock_stopped(self) -> AsyncIterator[Callable[[], None]]:
        """Stop the deadline until the function given is called, or the block ends."""
        loop, end = asyncio.get_running_loop(), self.clock.when()
        left = None if end is None else end - loop.time()
        running = False

        def go_on() -> None:
            nonlocal running
            if not running and left is not None:
                running = True
                self.clock.reschedule(loop.time() + left)

        self.clock.reschedule(None)
        try:
            yield go_on
        finally:
            go_on()


def _object(response: Response) -> dict[str, Any]:
    """The JSON object that was answered; raises NoCompletionError for anything else."""
    try:
        given = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise NoCompletionError from error
    if not isinstance(given, dict):
        raise NoCompletionError
    return given


def _counted(tokens: object) -> int:
    return tokens if isinstance(tokens, int) else 0
