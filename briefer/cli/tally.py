"""What has become of the articles of a run, and what it cost."""

from dataclasses import dataclass, field

from briefer.briefing import Briefing
from briefer.cli.failures import Failure
from briefer.llm.account import Account
from briefer.llm.usage import Usage


@dataclass
class Tally:
    """Counts over one run; ``total`` is the number of articles that it began with."""

    total: int
    account: Account = field(default_factory=Account)
    finished: int = 0
    degraded: int = 0
    cached: int = 0
    failures: list[Failure] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0

    def add(self, briefing: Briefing) -> None:
        """Count a finished article."""
        self.finished += 1
        self.degraded += briefing.degraded
        self.cached += briefing.provenance.cached
        self.seconds += briefing.provenance.seconds

    @property
    def spent(self) -> Usage:
        """What this run has spent so far, articles that failed included."""
        return self.account.spent

    @property
    def exit_code(self) -> int:
        """0 where every article is briefed as asked, else 1."""
        return 1 if self.failed or self.degraded or self.finished < self.total else 0

    def usage_line(self) -> str:
        """Tokens, requests, price and seconds, in one line."""
        spent = self.spent
        cost = "" if spent.cost_usd is None else f", {spent.cost_usd:.4f} usd"
        return (
            f"usage: {spent.tokens_in:,} tokens in, {spent.tokens_out:,} out, {spent.requests:,} requests{cost}, "
            f"{self.seconds:.1f} s"
        )

    def summary_line(self) -> str:
        """How many articles are briefed, taken from the cache, degraded and failed, in one line."""
        parts = [f"{self.finished} of {self.total} article{'s' if self.total != 1 else ''} briefed"]
        parts += [
            f"{count} {word}"
            for count, word in (
                (self.cached, "from the cache"),
                (self.degraded, "degraded"),
                (self.failed, "failed"),
            )
            if count
        ]
        return ", ".join(parts)
