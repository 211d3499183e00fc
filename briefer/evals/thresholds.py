"""``thresholds.toml``: the floors."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefer.errors import UsageError
from briefer.evals.marks import FIELDS

THRESHOLDS = "thresholds.toml"
PIPELINES = ("draft", "assist", "extract")

Thresholds = Mapping[str, Mapping[str, float]]
"""The least F1 by pipeline and field."""


def read_thresholds(folder: Path) -> Thresholds:
    """The thresholds of an evals folder, none where there is no file.

    Raises UsageError where the file is wrong; the line names file and line.
    """
    path = folder / THRESHOLDS
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: can't be read ({error})") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from None
    for key, complaint in _mistakes(document):
        line = next((number for number, line in enumerate(text.splitlines(), 1) if key in line), 1)
        raise UsageError(f"{path}:{line}: {complaint}")
    return document


def _mistakes(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each mistake, with the key that it is at."""
    for pipeline, fields in document.items():
        if pipeline not in PIPELINES or not isinstance(fields, dict):
            yield pipeline, f"no pipeline is called {pipeline!r}; there are: {', '.join(PIPELINES)}"
            continue
        for field, least in fields.items():
            if field not in FIELDS:
                yield field, f"no field is called {field!r}; there are: {', '.join(FIELDS)}"
            elif isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
                yield field, f"{field} is not between 0 and 1"
