"""YAML with line numbers: a mistake is shown where the author can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from briefer.errors import UsageError

Model = TypeVar("Model", bound=BaseModel)
Loc = Sequence[int | str]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class MarkedYaml:
    """A YAML document as data, with the line of each of its values."""

    path: Path
    data: Any
    root: yaml.Node | None

    def line(self, loc: Loc) -> int:
        """The line, from 1, of the value at ``loc``; of the nearest one around it where there is none."""
        node = self.root
        line = 1 if node is None else node.start_mark.line + 1
        for step in loc:
            found = _step(node, step)
            if found is None:
                break
            line, node = found
        return line

    def refuse(self, loc: Loc, message: str) -> UsageError:
        """The error that names the file and the line of ``loc``."""
        return UsageError(f"{self.path}:{self.line(loc)}: {message}")

    def validated(self, model: type[Model]) -> Model:
        """The data as ``model``; raises UsageError with file and line of the first mistake."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            # A misspelt key is two mistakes: one unknown, one missing. The unknown one is where to mend it.
            found = sorted(error.errors(include_url=False), key=lambda mistake: mistake["type"] != "extra_forbidden")
            first, *more = found
            rest = f" (and {len(more)} more)" if more else ""
            raise self.refuse(first["loc"], _in_words(first["loc"], first["type"], first["msg"]) + rest) from None


def read_marked(path: Path) -> MarkedYaml:
    """Read a YAML file; raises UsageError with file and line where it is none or repeats a key."""
    try:
        loader = _LOADER(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}); check the path") from None
    except yaml.YAMLError:
        raise UsageError(f"{path}:1: not UTF-8 text; save the file as UTF-8") from None
    try:
        root = loader.get_single_node()
        data = None if root is None else loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise UsageError(f"{path}:{line}: not YAML: {getattr(error, 'problem', None) or error}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}:1: not YAML that can be read: {error}") from None
    finally:
        loader.dispose()
    if root is not None:
        _check_keys(path, root)
    return MarkedYaml(path, data, root)


def _step(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _check_keys(path: Path, node: yaml.Node) -> None:
    """Refuse a key that stands twice: YAML readers quietly keep the last."""
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _check_keys(path, value)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise UsageError(f"{path}:{key.start_mark.line + 1}: the key {key.value!r} stands twice; keep one")
            seen.add(str(key.value))
            _check_keys(path, value)


def _in_words(loc: Loc, kind: str, message: str) -> str:
    place = ".".join(str(step) for step in loc)
    if kind == "extra_forbidden":
        return f"there is no key {str(loc[-1])!r} here; mend or remove it ({place})"
    if kind == "missing":
        return f"the key {str(loc[-1])!r} is missing; add it ({place})"
    return f"{place}: {message.removeprefix('Value error, ')}" if place else message.removeprefix("Value error, ")
