"""The items a model answers with: the contract's, with sentence numbers in place of evidence.

Numbers and ids only point; code copies the text. Every key is required and unknown keys are errors, as strict
structured output demands. Bounds on lists stand in the schema alone: they keep a model from running on, but an answer
that is a little too long is trimmed afterwards, not thrown away. No string has a maximum: it would cut words.
"""

from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from briefer.briefing import MAX_EVIDENCE, DenialStrength, SourceKind, UncertaintyKind


def _bare(schema: dict[str, Any]) -> None:
    """Drop docstrings and the titles of fields: what the model is told stands in the prompt files.

    The object's own title stays: instructor names the tool after it.
    """
    schema.pop("description", None)
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


class Answer(BaseModel):
    """Base of what models answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_bare, protected_namespaces=())


def bounded(most: int) -> Any:
    """A required list of at most ``most`` items, in the schema alone."""
    return Field(json_schema_extra={"maxItems": most})


def _options(kind: type[StrEnum]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [option.value for option in kind]})


SentenceNumbers: TypeAlias = Annotated[list[int], bounded(MAX_EVIDENCE)]
Few: TypeAlias = Annotated[list[str], bounded(8)]


class TextAnswer(Answer):
    """The headline, or a sentence of the summary."""

    sentences: SentenceNumbers
    text: str


class SourceAnswer(Answer):
    """A source."""

    id: str
    sentences: SentenceNumbers
    name: str
    description: str | None
    kind: Annotated[SourceKind, _options(SourceKind)]
    aliases: Few


class ClaimAnswer(Answer):
    """A claim; ``source`` and ``via`` hold ids of sources."""

    id: str
    sentences: SentenceNumbers
    statement: str
    source: str | None
    via: Few
    cue: str | None
    quote: str | None
    hedges: Few


class UncertaintyAnswer(Answer):
    """An uncertainty; ``about`` holds ids of claims."""

    sentences: SentenceNumbers
    statement: str
    kind: Annotated[UncertaintyKind, _options(UncertaintyKind)]
    source: str | None
    via: Few
    cue: str | None
    about: Few


class DenialAnswer(Answer):
    """A denial; ``denies`` holds ids of claims."""

    sentences: SentenceNumbers
    statement: str
    source: str | None
    via: Few
    cue: str | None
    strength: Annotated[DenialStrength, _options(DenialStrength)]
    denies: Few
