"""What has become of the articles of a run, and what it cost."""

from dataclasses import dataclass

from briefer.briefing import Briefing


@dataclass
class Tally:
    """Counts over one run; ``total`` is the number of articles that it began with."""

    total: int
    finished: int = 0
    degraded: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    requests: int = 0
    seconds: float = 0.0

    def add(self, briefing: Briefing) -> None:
        """Count a finished article and what it cost."""
        made = briefing.provenance
        self.finished += 1
        self.degraded += briefing.degraded
        self.tokens_in += made.tokens_in
        self.tokens_out += made.tokens_out
        self.requests += made.requests
        self.seconds += made.seconds

    @property
    def exit_code(self) -> int:
        """0 where every article is briefed as asked, else 1."""
        return 1 if self.failed or self.degraded else 0

    def usage_line(self) -> str:
        """Tokens, requests and seconds, in one line."""
        return (
            f"usage: {self.tokens_in:,} tokens in, {self.tokens_out:,} out, {self.requests:,} requests, "
            f"{self.seconds:.1f} s"
        )

    def summary_line(self) -> str:
        """How many articles are briefed, degraded and failed, in one line."""
        parts = [f"{self.finished} of {self.total} article{'s' if self.total != 1 else ''} briefed"]
        if self.degraded:
            parts.append(f"{self.degraded} degraded")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return ", ".join(parts)
