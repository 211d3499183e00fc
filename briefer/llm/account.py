"""What a run has spent and may still spend: each request's most is set aside before it is sent."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from briefer.errors import ArticleError, UsageError
from briefer.llm.prices import Price
from briefer.llm.usage import Usage

_BUDGET = re.compile(r"(\d[\d_,]*(?:\.\d+)?)\s*(usd|tok)", re.IGNORECASE)
_FEWEST_BYTES_A_TOKEN = 2
"""No ordinary text in any script has more tokens than half its UTF-8 bytes."""

_BYTES_A_TOKEN = 4.0

_WEIGHT = 0.1
"""Of the latest request, in the running mean of tokens a byte."""


class BudgetError(ArticleError):
    """The next request might exceed the budget, so it was not sent."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a run may spend: US dollars or tokens, one of the two."""

    usd: float | None = None
    tokens: int | None = None

    def __str__(self) -> str:
        return f"{self.usd:g} usd" if self.usd is not None else f"{self.tokens:,} tokens"


def parse_budget(text: str) -> Budget:
    """Read ``5usd`` or ``200000tok``; raises UsageError for anything else."""
    match = _BUDGET.fullmatch(text.strip())
    amount = float(re.sub("[_,]", "", match[1])) if match else 0.0
    if match is None or amount <= 0:
        raise UsageError(f"--budget {text}: give US dollars or tokens, such as 5usd or 200000tok")
    return Budget(usd=amount) if match[2].lower() == "usd" else Budget(tokens=int(amount))


class Account:
    """The spending of one run; ``spent`` counts every request, also those of articles that failed."""

    def __init__(self, price: Price | None = None, budget: Budget | None = None) -> None:
        self.price = price
        self.spent = Usage()
        self._budget = budget
        self._used = self._reserved = 0.0
        self._open = 0
        self._tokens_a_byte = 1 / _BYTES_A_TOKEN
        self._waiting: list[asyncio.Future[None]] = []

    def tokens_in(self, size: int) -> float:
        """About how many tokens a request of so many bytes has."""
        return size * self._tokens_a_byte

    @asynccontextmanager
    async def reserved(self, size: int, tokens_out: int) -> AsyncIterator[None]:
        """Set a request's most aside while it is under way; what it really cost is added by ``paid``.

        Args:
            size: Bytes of the request.
            tokens_out: Most tokens of its answer.

        Raises:
            BudgetError: It might exceed the budget, also once all that is under way has been paid.
        """
        if self._budget is None:
            yield
            return
        most = self._amount(-(-size // _FEWEST_BYTES_A_TOKEN), tokens_out)
        while not self._fits(most) and self._open:
            # What is under way may turn out to cost less than its most.
            settled = asyncio.get_running_loop().create_future()
            self._waiting.append(settled)
            await settled
        if not self._fits(most):
            raise BudgetError(f"the budget of {self._budget} would not cover its next request, which was not sent")
        self._reserved += most
        self._open += 1
        try:
            yield
        finally:
            self._reserved -= most
            self._open -= 1
            for settled in self._waiting:
                if not settled.done():
                    settled.set_result(None)
            self._waiting.clear()

    def paid(self, size: int, usage: Usage) -> None:
        """Add what a request of so many bytes cost; ``usage`` as counted by the endpoint."""
        self.spent += usage
        self._used += usage.cost_usd or 0.0 if self._in_usd else usage.tokens_in + usage.tokens_out
        if usage.tokens_in:
            self._tokens_a_byte += _WEIGHT * (usage.tokens_in / size - self._tokens_a_byte)

    def unanswered(self, size: int, tokens_out: int) -> None:
        """Count a request that was cut off on the way as if it had been answered: it may be on the bill."""
        self._used += self._amount(int(self.tokens_in(size)), tokens_out)

    def usage(self, tokens_in: int, tokens_out: int, tokens_cached: int) -> Usage:
        """Tokens with their price, where it is known; the request itself is counted when it is sent."""
        cost = None if self.price is None else self.price.usd(tokens_in, tokens_out, tokens_cached)
        return Usage(tokens_in, tokens_out, cost_usd=cost)

    @property
    def _in_usd(self) -> bool:
        return self._budget is not None and self._budget.usd is not None

    def _amount(self, tokens_in: int, tokens_out: int) -> float:
        if not self._in_usd:
            return tokens_in + tokens_out
        return 0.0 if self.price is None else self.price.usd(tokens_in, tokens_out)

    def _fits(self, most: float) -> bool:
        assert self._budget is not None
        limit = self._budget.usd if self._budget.usd is not None else float(self._budget.tokens or 0)
        return self._used + self._reserved + most <= limit
