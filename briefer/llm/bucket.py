"""A server's limit on one kind of thing (requests, tokens) as far as it has shown: a model of its token bucket."""

from collections import deque
from dataclasses import dataclass
from itertools import takewhile

from briefer.llm.limits import Level

_FEWEST = 8
"""Units let through between two refusals that make an estimate of the rate."""

_BASELINE = 60.0
"""Seconds over which the rate is measured: a longer one is more exact, a shorter one follows changes."""

_REMEMBERED = 1024
"""Units sent that are remembered one by one: more than are ever under way."""

_MARGIN = 0.99
_BURST = 1.0
"""Seconds of saved-up rate that may go at once."""

_LEAST_STEP = 5.0
_LEAST_RESET_STEP = 0.1


@dataclass(slots=True)
class _Refusal:
    """When something was sent that was refused, and how much had been let through before."""

    sent: float
    through: float


class Bucket:
    """How much may be sent when; without limit until a server refuses or tells what remains.

    Between two refusals the server's bucket ran from empty to empty, so what it let through in that time, divided by
    the time, is the rate at which it fills, whatever its size. Times are seconds of one clock; a cost is in units.
    """

    def __init__(self) -> None:
        self.rate: float | None = None
        self.measured = False
        self._mean_cost = 1.0
        self._level = 0.0
        self._at = 0.0
        self._sent: deque[tuple[float, float]] = deque(maxlen=_REMEMBERED)
        self._through = 0.0
        self._refusals: deque[_Refusal] = deque(maxlen=256)
        self._noticed = float("-inf")
        self._heard = float("-inf")
        self._reference: tuple[float, Level] | None = None

    def take(self, cost: float, now: float) -> None:
        """Note that something is sent."""
        self._mean_cost += (cost - self._mean_cost) / min(len(self._sent) + 1, 20)
        if self.rate is not None:
            self._level, self._at = self._level_at(now) - cost, max(now, self._at)
        self._sent.append((now, cost))
        self._through += cost

    def give_back(self, cost: float, sent: float) -> None:
        """Note that something sent at ``sent`` was not let through."""
        try:
            self._sent.remove((sent, cost))
        except ValueError:
            return
        self._through -= cost
        for refusal in self._refusals:
            if refusal.sent > sent:
                refusal.through -= cost

    def wait(self, cost: float, now: float) -> float:
        """Seconds until so much may be sent."""
        if self.rate is None:
            return 0.0
        missing = min(cost, self._cap()) - self._level_at(now)
        return max(missing / self.rate, 0.0) + max(self._at - now, 0.0)

    def refused(self, cost: float, sent: float, now: float, until: float, at_most: float | None, *, told: bool) -> bool:
        """Learn from a refusal; returns whether it was news, not one more of the same burst.

        Args:
            cost: What was refused.
            sent: When it was sent.
            now: When the refusal came.
            until: Nothing is sent before then; a first unit may go at that moment.
            at_most: Units a second that the server can't exceed by what it said, if it said so.
            told: Whether the server said to wait until then.
        """
        self.give_back(cost, sent)
        if sent <= self._noticed:
            return False
        self._noticed = now
        before = self._through - self._after(sent, included=True)
        began = next((refusal for refusal in self._refusals if sent - refusal.sent <= _BASELINE), None)
        if began is None:
            oldest = self._sent[0][0] if self._sent else sent
            let_through = sum(each for moment, each in self._sent if moment < sent)
            self.rate = max(let_through, cost) / max(sent - oldest, 1.0)
        elif before - began.through >= _FEWEST * self._mean_cost and sent > began.sent:
            self.rate, self.measured = _MARGIN * (before - began.through) / (sent - began.sent), True
        elif self.rate is not None:
            self.rate *= 0.7
        if at_most is not None and self.rate is not None and not self.measured:
            self.rate = min(self.rate, at_most)
        self._refusals.append(_Refusal(sent, before))
        # Empty when it refused, it fills while we wait; one that does not say how long may mind how many come at once.
        filled = self.rate * (until - now) if told and self.measured and self.rate is not None else 0.0
        self._level, self._at = min(max(cost, filled), max(self._cap(), cost)), until
        return True

    def heard(self, level: Level, sent: float, now: float) -> None:
        """Learn from what the answer to something sent at ``sent`` says is left."""
        if sent < self._heard:
            return
        self._heard = sent
        if not self.measured:
            self._compare(level, now)
        left = level.remaining - self._after(sent) + (self.rate or 0.0) * (now - sent)
        if self.rate is None and left < self._mean_cost:
            # Nothing is left, and how fast more comes is not known yet: no faster than until now.
            began = self._sent[0][0] if self._sent else now
            self.rate = max(sum(cost for _, cost in self._sent), self._mean_cost) / max(now - began, 1.0)
            self._level, self._at = 0.0, now
        elif self.rate is not None and now >= self._at:
            self._level, self._at = min(left, max(self._level_at(now), 0.0)) if self.measured else left, now

    def grow(self, seconds: float, now: float) -> None:
        """Dare a little more after so many seconds without a refusal: a limit found once may be lifted."""
        if self.rate is None or not self._refusals:
            return
        calm = now - self._refusals[-1].sent
        if calm > (5.0 if self.measured else 2.0):
            self.rate *= 1 + (0.01 if self.measured else 0.1) * seconds

    def _compare(self, level: Level, now: float) -> None:
        """The rate by two things told: so much less is left, so much longer it takes to fill."""
        if self._reference is None or now - self._reference[0] > _BASELINE:
            self._reference = (now, level)
        earlier = self._reference[1]
        if earlier.reset is None or level.reset is None:
            return
        less, longer = earlier.remaining - level.remaining, level.reset - earlier.reset
        if abs(less) >= _LEAST_STEP * self._mean_cost and abs(longer) >= _LEAST_RESET_STEP and less * longer > 0:
            if self.rate is None:
                self._level, self._at = level.remaining, now
            self.rate = _MARGIN * less / longer

    def _after(self, moment: float, *, included: bool = False) -> float:
        """How much was sent after a moment, with what was sent at that moment where that is ``included``."""
        later = takewhile(lambda each: each[0] > moment or (included and each[0] == moment), reversed(self._sent))
        return sum(cost for _, cost in later)

    def _level_at(self, now: float) -> float:
        assert self.rate is not None
        return min(self._level + self.rate * max(now - self._at, 0.0), self._cap())

    def _cap(self) -> float:
        assert self.rate is not None
        return max(self.rate * _BURST, self._mean_cost)
