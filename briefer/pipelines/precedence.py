"""Requests go first: what takes the processor waits until they have left, and for its turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_LEAD = 0.3
"""Seconds that requests are given to leave."""

_ROUNDS = 8
"""Of the loop, in which a request that may be sent now is on its way."""


class Precedence:
    """One for all articles of a run; more than ``at_first`` are not read before the first requests have left."""

    def __init__(self, at_first: int) -> None:
        self._at_first = at_first
        self._begun = 0
        self._first_left = asyncio.Event()
        self._busy = asyncio.Lock()

    @asynccontextmanager
    async def article(self) -> AsyncIterator[None]:
        """Wait until there is time for one more article, which is read and briefed within."""
        self._begun += 1
        if self._begun > self._at_first:
            await self._first_left.wait()
        try:
            yield
        finally:
            # Where nothing needs to be asked, too.
            self._first_left.set()

    def opened(self) -> None:
        """The endpoint is open: the first requests leave now."""
        asyncio.get_running_loop().call_later(_LEAD, self._first_left.set)

    async def left(self) -> None:
        """Wait until a request that is being made has left."""
        if self._first_left.is_set():
            await asyncio.sleep(_LEAD)
        await self._first_left.wait()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn of a piece of work, which is done within: one after the other, with requests between."""
        async with self._busy:
            for _ in range(_ROUNDS):
                await asyncio.sleep(0)
            yield
