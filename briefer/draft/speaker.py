"""The parties that an article credits, and which attribution is whose."""

from dataclasses import dataclass, field

from briefer.briefing import SourceKind


@dataclass(slots=True)
class Speaker:
    """One party that the article credits; ``names`` holds every way it is printed as a source, first to last."""

    name: str
    key: str
    kind: SourceKind
    gender: str
    description: str | None = None
    plausible: bool = True
    head: str = ""
    """The noun of one who is only described: official."""
    credited: bool = False
    """Whether it is credited with words, writing, a finding or a view."""
    names: list[str] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other ways it is printed, in order."""
        return tuple(name for name in dict.fromkeys(self.names) if name != self.name)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The speakers of an article, and for each attribution its speaker's place among them, or None."""

    speakers: tuple[Speaker, ...]
    of: tuple[int | None, ...]
    beside: tuple[tuple[int, ...], ...]
    """For each attribution the places of who says it with its speaker: Mara Venn and (Tom Hall)."""
