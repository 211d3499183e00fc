"""How long answers have taken, and so how long to wait for one before it counts as hung."""

from collections import deque

_FEWEST = 10
_REMEMBERED = 200
_LEAST = 5.0
_TIMES = 4.0
_SHARE = 0.95


class Latency:
    """Seconds that recent answers took."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=_REMEMBERED)
        self._known: float | None = None

    def took(self, seconds: float) -> None:
        """Note an answer."""
        self._recent.append(seconds)
        self._known = None

    def limit(self) -> float | None:
        """Seconds after which an answer won't come: four times what all but 5% take, None until ten are known."""
        if len(self._recent) < _FEWEST:
            return None
        if self._known is None:
            ordered = sorted(self._recent)
            self._known = max(_TIMES * ordered[int(_SHARE * (len(ordered) - 1))], _LEAST)
        return self._known
