"""Many inputs, one stream of outcomes: bounded, in the order of the inputs, nothing lost on the way."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefer.errors import ArticleError

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of one input: a result, or the error that it failed with; never both, never neither."""

    item: Item
    result: Result | None
    error: ArticleError | None


async def outcomes(
    items: Iterable[Item], work: Callable[[Item], Awaitable[Result]], *, concurrency: int
) -> AsyncIterator[Outcome[Item, Result]]:
    """Yield each item's outcome, in order, with at most ``concurrency`` of them under way or waiting to be taken.

    Args:
        items: The inputs, taken one by one as places come free.
        work: Turns one input into its result; an ArticleError fails that input alone, any other error stops the run.
        concurrency: How many inputs may be held at once, at least 1.
    """

    async def attempt(item: Item) -> Outcome[Item, Result]:
        try:
            return Outcome(item, await work(item), None)
        except ArticleError as error:
            return Outcome(item, None, error)

    waiting: deque[asyncio.Task[Outcome[Item, Result]]] = deque()
    remaining = iter(items)
    try:
        while True:
            while len(waiting) < concurrency and (item := next(remaining, None)) is not None:
                waiting.append(asyncio.create_task(attempt(item)))
            if not waiting:
                return
            yield await waiting[0]
            waiting.popleft()
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
