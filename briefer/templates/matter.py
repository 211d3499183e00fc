"""The YAML front matter of a prompt file: its keys, their types, and the line of each for errors."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Generic, Literal, NoReturn, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefer.errors import UsageError
from briefer.templates.files import PromptFile

FieldType = Literal["string", "list of strings", "claims"]
_FENCE = "---"


class _Matter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FieldMatter(_Matter):
    """A field of an added section; written as its type alone, or with a description for the model."""

    type: FieldType
    description: str | None = None


class SectionMatter(_Matter):
    """What a section's file says of itself; ``fields`` only for a section that the contract does not have."""

    section: str
    title: str
    variables: list[str] = []
    needs: list[str] = []
    max_tokens: Annotated[int, Field(ge=1)] = 1000
    fields: dict[
        str,
        Annotated[FieldMatter, BeforeValidator(lambda given: {"type": given} if isinstance(given, str) else given)],
    ] = {}


class AgainMatter(_Matter):
    """What the file of the second request says: the sections that it asks for, and the variables it takes."""

    sections: list[str]
    variables: list[str]
    max_tokens: Annotated[int, Field(ge=1)] = 1000


class FrameMatter(_Matter):
    """What a set's frame says of the whole set; docs/prompts.md explains each key."""

    calls: list[list[str]]
    added: Literal["join the last call", "a call of their own"]
    quotes: Literal["as printed", "single"]
    answers: Literal["one schema for all articles", "one schema per article"]
    variables: dict[str, str] = {}


MatterType = TypeVar("MatterType", bound=_Matter)


@dataclass(frozen=True)
class Parsed(Generic[MatterType]):
    """A prompt file taken apart: its front matter, and its template with line ends in place of the front matter.

    The line ends keep every line number of the template that of the file.
    """

    file: PromptFile
    matter: MatterType
    template: str
    node: yaml.Node

    def refuse(self, what: str, *location: Hashable) -> NoReturn:
        """Raise UsageError at the line of the front matter that ``location`` (keys and indices) leads to."""
        raise UsageError(f"{self.file.path}:{_line(self.node, location)}: {what}")


def parse(file: PromptFile, kind: type[MatterType]) -> Parsed[MatterType]:
    """Take a prompt file apart; raises UsageError with path, line, what is wrong and how to mend it."""
    lines = file.text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != _FENCE:
        raise UsageError(f"{file.path}:1: no front matter; begin the file with a line {_FENCE!r} and its keys")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise UsageError(f"{file.path}:1: the front matter does not end; close it with a line {_FENCE!r}")
    node = _compose(file, "\n".join(lines[1:end]))
    try:
        matter = kind.model_validate(yaml.SafeLoader("").construct_document(node))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{file.path}:{_line(node, first['loc'])}: {_mend(kind, first)}") from None
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(file, error) from None
    return Parsed(file, matter, "\n" * (end + 1) + "\n".join(lines[end + 1 :]), node)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The end of an error line: the nearest known word, else all of them."""
    if near := get_close_matches(word, known, n=1):
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(sorted(known)) or 'none'}"


def _compose(file: PromptFile, text: str) -> yaml.Node:
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(file, error) from None
    except yaml.YAMLError:
        raise UsageError(f"{file.path}:1: the front matter holds a character that YAML forbids; remove it") from None
    if not isinstance(node, yaml.MappingNode):
        raise UsageError(
            f"{file.path}:1: the front matter is not a list of keys; write lines such as 'section: claims'"
        )
    _refuse_duplicates(file, node)
    return node


def _refuse_duplicates(file: PromptFile, node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[Any] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 2
                raise UsageError(f"{file.path}:{line}: {key.value!r} stands here a second time; keep one of the two")
            seen.add(key.value if isinstance(key.value, str) else None)
            _refuse_duplicates(file, value)


def _yaml_error(file: PromptFile, error: yaml.MarkedYAMLError) -> UsageError:
    line = error.problem_mark.line + 2 if error.problem_mark else 1
    return UsageError(f"{file.path}:{line}: the front matter is not YAML ({error.problem}); mend this line")


def _line(node: yaml.Node, location: Sequence[Hashable]) -> int:
    """The file's line of the deepest node that ``location`` reaches; front matter starts on line 2."""
    line = -1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            entry = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if entry is None:
                break
            line, node = entry[0].start_mark.line, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 2


def _mend(kind: type[BaseModel], error: Any) -> str:
    """One pydantic error in the words of someone who edits prompt files."""
    location = [part for part in error["loc"] if part != "[key]"]
    key = ".".join(str(part) for part in location)
    if error["type"] == "extra_forbidden":
        model = FieldMatter if location[0] == "fields" else kind
        return f"unknown key {location[-1]!r}; {did_you_mean(str(location[-1]), list(model.model_fields))}"
    if error["type"] == "missing":
        return f"the key {key!r} is missing; add it"
    if error["type"] == "literal_error":
        return f"{key!r} is {error['input']!r}; write {error['ctx']['expected']}"
    message = error["msg"].removeprefix("Input should be ")
    return f"{key!r} is {error['input']!r}; it should be {message}"
