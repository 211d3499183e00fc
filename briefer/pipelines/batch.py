"""Many inputs, one stream of outcomes: bounded, nothing lost on the way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefer.errors import ArticleError

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4
"""How many times ``concurrency`` may be held where the order is kept: a slow one must not stop all behind it."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of one input: a result, or the error that it failed with; never both, never neither."""

    item: Item
    result: Result | None
    error: ArticleError | None


async def outcomes(
    items: Iterable[Item],
    work: Callable[[Item], Awaitable[Result]],
    *,
    concurrency: int,
    ordered: bool = True,
) -> AsyncIterator[Outcome[Item, Result]]:
    """Yield each item's outcome, with at most ``concurrency`` under way.

    Args:
        items: The inputs, taken one by one as places come free.
        work: Turns one input into its result; an ArticleError fails that input alone, any other error stops the run.
        concurrency: How many inputs may be under way at once, at least 1.
        ordered: Yield in the order of ``items``, for which up to four times as many may be held; else as they finish.
    """
    finished: asyncio.Queue[tuple[int, Outcome[Item, Result] | BaseException]] = asyncio.Queue()

    async def attempt(number: int, item: Item) -> None:
        outcome: Outcome[Item, Result] | BaseException
        try:
            outcome = Outcome(item, await work(item), None)
        except ArticleError as error:
            outcome = Outcome(item, None, error)
        except BaseException as error:  # noqa: BLE001 - handed over and raised where the outcomes are taken
            outcome = error
        finished.put_nowait((number, outcome))

    running: dict[int, asyncio.Task[None]] = {}
    early: dict[int, Outcome[Item, Result]] = {}
    numbered = enumerate(items)
    following = 0
    most = concurrency * _AHEAD if ordered else concurrency
    try:
        while True:
            while len(running) < concurrency and len(running) + len(early) < most and (each := next(numbered, None)):
                running[each[0]] = asyncio.create_task(attempt(*each))
            if not running:
                return
            number, outcome = await finished.get()
            del running[number]
            if isinstance(outcome, BaseException):
                raise outcome
            early[number] = outcome
            del outcome
            # Where the order does not matter, whatever has come is the next.
            following = following if ordered else number
            while following in early:
                yield early.pop(following)
                following += 1
    finally:
        for task in running.values():
            task.cancel()
        await asyncio.gather(*running.values(), return_exceptions=True)
