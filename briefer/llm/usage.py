"""What asking a model has cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the endpoint counts them, and HTTP requests sent, with every retry and re-ask."""

    tokens_in: int = 0
    tokens_out: int = 0
    requests: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out, self.requests + other.requests
        )
