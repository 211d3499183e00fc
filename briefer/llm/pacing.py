"""When a request may be sent: as many at once as allowed, no faster than the server lets us; and hangs cut short."""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from briefer.llm.bucket import Bucket
from briefer.llm.latency import Latency
from briefer.llm.limits import told
from briefer.llm.patience import Patience

_FIRST_GAP = 0.005
"""Seconds between requests until the first answer or refusal: a limit is met by a few, not by all at once."""

_STALL = 0.25
"""Seconds that our own loop may be late before a time-out is put off: the answer may be there, unread."""

_LOOK = 1.0
"""Seconds between looks at a request on its way: what counts as hung changes as answers come in."""

_TICK = 0.001
"""Seconds too few to wait for."""

_WATCHED = 40
"""Requests by which a server that mostly fails is told from one that sometimes does."""


class HungError(Exception):
    """No answer came in the time that answers take; ``seconds`` is how long we waited."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class Turn:
    """One request on its way: when it was sent and what it is thought to cost in tokens."""

    pace: "Pace"
    tokens: float
    sent: float

    def answered(self, headers: Mapping[str, str]) -> None:
        """The server answered, with these headers."""
        self.pace.answered(self, headers)

    def refused(self, headers: Mapping[str, str], *, about_tokens: bool) -> None:
        """The server says that we ask too much (429)."""
        self.pace.refused(self, headers, about_tokens=about_tokens)

    def failed(self) -> None:
        """The server failed or was not reached."""
        self.pace.failed()


class Pace:
    """Decides for all questions to one endpoint when each request is sent.

    ``concurrency`` is the most at once. Below it, the number falls where most requests fail and recovers as they
    succeed; and each of requests and tokens has its ``Bucket``. Requests that were tried before go first. ``reached``
    tells whether the server has answered anything yet.
    """

    def __init__(self, concurrency: int, patience: Patience) -> None:
        self._ceiling = concurrency
        self._window = float(concurrency)
        self._patience = patience
        self._requests, self._tokens = Bucket(), Bucket()
        self._latency = Latency()
        self._in_flight = 0
        self._waiting: list[tuple[int, int, float, asyncio.Future[float]]] = []
        self._arrivals = itertools.count()
        self._next = 0.0
        self.reached = False
        self._paused = 0.0
        self._refusals_in_a_row = 0
        self._outcomes: deque[bool] = deque(maxlen=_WATCHED)
        self._grown = 0.0
        self._wake: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, tokens: float, *, tries: int, patience: float = 1.0) -> AsyncIterator[Turn]:
        """Wait until a request may be sent, and watch over it.

        Args:
            tokens: What it will cost, about.
            tries: How often it was sent before.
            patience: How many times the usual longest wait for an answer this one gets.

        Raises:
            HungError: No answer came in time.
        """
        sent = await self._admitted(tokens, tries)
        turn, loop = Turn(self, tokens, sent), asyncio.get_running_loop()
        watch: asyncio.TimerHandle | None = None
        try:
            async with asyncio.timeout(None) as hang:

                def look(due: float) -> None:
                    nonlocal watch
                    now, end = loop.time(), sent + patience * (self._latency.limit() or float("inf"))
                    if now >= end and now - due <= _STALL:
                        hang.reschedule(now)
                        return
                    due = now + min(max(end - now, _STALL), _LOOK)
                    watch = loop.call_at(due, look, due)

                watch = loop.call_later(_LOOK, look, sent + _LOOK)
                yield turn
            self._latency.took(loop.time() - sent)
        except TimeoutError as error:
            if not hang.expired():
                raise
            self.failed()
            raise HungError(loop.time() - sent) from error
        finally:
            if watch is not None:
                watch.cancel()
            self._in_flight -= 1
            self._dispatch()

    def answered(self, turn: Turn, headers: Mapping[str, str]) -> None:
        """Learn from an answer."""
        now = asyncio.get_running_loop().time()
        heard = told(headers)
        self.reached, self._refusals_in_a_row = True, 0
        for bucket, level in ((self._requests, heard.requests), (self._tokens, heard.tokens)):
            if level is not None:
                bucket.heard(level, turn.sent, now)
            bucket.grow(now - self._grown, now)
        self._grown = now
        self._outcomes.append(True)
        self._window = min(self._window + 1.0, self._ceiling)

    def refused(self, turn: Turn, headers: Mapping[str, str], *, about_tokens: bool) -> None:
        """Learn from a refusal: pause everyone, and go on no faster than the server lets us."""
        now = asyncio.get_running_loop().time()
        heard = told(headers)
        self.reached = True
        bucket, cost = (self._tokens, turn.tokens) if about_tokens else (self._requests, 1.0)
        wait = heard.wait
        if wait is None:
            wait = self._patience.first_wait * 2.0**self._refusals_in_a_row
        until = now + min(wait, self._patience.longest_wait)
        at_most = cost / heard.wait if heard.precise and heard.wait else None
        if bucket.refused(cost, turn.sent, now, until, at_most, told=heard.wait is not None):
            self._refusals_in_a_row += 1
            self._paused = max(self._paused, until)
        elif heard.wait is not None:
            self._paused = max(self._paused, until)
        other = self._requests if about_tokens else self._tokens
        other.give_back(1.0 if about_tokens else turn.tokens, turn.sent)

    def failed(self) -> None:
        """Where most requests fail, send half as many at once."""
        self._outcomes.append(False)
        if len(self._outcomes) == _WATCHED and sum(self._outcomes) < _WATCHED / 2:
            self._window = max(self._window / 2, 1.0)
            self._outcomes.clear()

    async def _admitted(self, tokens: float, tries: int) -> float:
        """Wait for a place; gives the moment of sending."""
        admitted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-tries, next(self._arrivals), tokens, admitted))
        self._dispatch()
        try:
            return await admitted
        except asyncio.CancelledError:
            if admitted.done() and not admitted.cancelled():
                self._in_flight -= 1
                self._dispatch()
            raise

    def _dispatch(self) -> None:
        """Let go whoever may go now, and come back when the next may."""
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        loop = asyncio.get_running_loop()
        while self._waiting and self._in_flight < int(self._window):
            *_, tokens, admitted = self._waiting[0]
            if admitted.done():
                heapq.heappop(self._waiting)
                continue
            now = loop.time()
            wait = max(
                self._requests.wait(1.0, now), self._tokens.wait(tokens, now), self._paused - now, self._next - now
            )
            if wait > _TICK:
                self._wake = loop.call_later(wait, self._dispatch)
                return
            heapq.heappop(self._waiting)
            self._requests.take(1.0, now)
            self._tokens.take(tokens, now)
            self._in_flight += 1
            if not self.reached:
                self._next = now + _FIRST_GAP
            admitted.set_result(now)
