"""How a run is getting on, on stderr: a bar on a terminal, a line every few seconds elsewhere, nothing when quiet."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from briefer.cli.stderr import say
from briefer.cli.tally import Tally

_FEW_SECONDS = 5.0
_FRAME_SECONDS = 0.25


@asynccontextmanager
async def progress(tally: Tally, *, bar: bool) -> AsyncIterator[None]:
    """Show how a run is getting on while the block runs.

    Args:
        tally: Looked at, never changed.
        bar: Whether there is a terminal to draw on; else a line is printed every few seconds.
    """
    started = time.monotonic()
    task = asyncio.create_task(_bar(tally, started) if bar else _lines(tally, started))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _lines(tally: Tally, started: float) -> None:
    while True:
        await asyncio.sleep(_FEW_SECONDS)
        say(f"brief: {_state(tally, started)}")


async def _bar(tally: Tally, started: float) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(file=sys.stderr, stderr=True, highlight=False)
    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as shown:
        task = shown.add_task("", total=tally.total)
        while True:
            shown.update(task, completed=tally.finished + tally.failed, description=_state(tally, started))
            shown.refresh()
            await asyncio.sleep(_FRAME_SECONDS)


def _state(tally: Tally, started: float, clock: Callable[[], float] = time.monotonic) -> str:
    """Done, failed, cached, rate, tokens, cost and time left, in one line."""
    done, seconds = tally.finished + tally.failed, clock() - started
    parts = [f"{done:,} of {tally.total:,} done"]
    parts += [f"{count:,} {word}" for count, word in ((tally.failed, "failed"), (tally.cached, "cached")) if count]
    spent = tally.spent
    if spent.requests:
        parts.append(f"{(spent.tokens_in + spent.tokens_out):,} tokens")
    if spent.cost_usd is not None:
        parts.append(f"{spent.cost_usd:.4f} usd")
    if done and seconds > 0:
        rate = done / seconds
        parts.append(f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.1f}/min")
        left = round((tally.total - done) / rate)
        parts.append(f"{left // 60}:{left % 60:02d} left")
    return ", ".join(parts)
