"""What asking a model has cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the endpoint counts them, HTTP requests sent, with every retry and re-ask, and the price where known.

    ``tokens_in`` includes those that the provider had in its own prompt cache, which may cost less.
    """

    tokens_in: int = 0
    tokens_out: int = 0
    requests: int = 0
    cost_usd: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        costs = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return Usage(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.requests + other.requests,
            sum(costs) if costs else None,
        )
