"""What a prompt set asks for: sections, their fields, and which of them share a call."""

from dataclasses import dataclass

from briefer.templates.matter import FieldType

CONTRACT_SECTIONS = ("sources", "claims", "uncertainties", "denials", "summary")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that an added section declares."""

    name: str
    type: FieldType
    description: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a set; ``fields`` is empty for a section of the contract.

    ``variables`` are those its template takes; it is asked for only where none of the lists in ``needs`` is empty;
    ``max_tokens`` is its share of the call's limit.
    """

    name: str
    title: str
    variables: tuple[str, ...]
    needs: tuple[str, ...]
    max_tokens: int
    fields: tuple[Field, ...]

    @property
    def added(self) -> bool:
        """Whether a user added it, so that the contract holds it under ``sections``."""
        return self.name not in CONTRACT_SECTIONS


@dataclass(frozen=True, slots=True)
class Call:
    """The sections that are asked for in one request, in order."""

    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The sections' names, joined: ``sources+claims``."""
        return "+".join(section.name for section in self.sections)
