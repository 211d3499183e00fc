"""An event loop whose clock jumps to the next thing due: hours of waiting in milliseconds, the same each time."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.SelectSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or timeout > 0:
            self.now += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.clock = _Selector()
        super().__init__(self.clock)

    def time(self) -> float:
        return self.clock.now


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to the end in virtual time; threads and sockets have none, so nothing may wait for them."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(coroutine)
