"""A change that a check made to an item, to be shown with the briefing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What was changed about an item and why; ``key`` is the proposed one, None for headline and summary."""

    section: str
    key: str | None
    reason: str
