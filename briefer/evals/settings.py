"""``thresholds.toml``: floors, and what a runner is judged on where it can't be recorded on all cases."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.errors import UsageError
from briefer.evals.cases import Case
from briefer.evals.marks import FIELDS

THRESHOLDS = "thresholds.toml"
PIPELINES = ("draft", "assist", "extract")
_ONLY = "only"

Thresholds = Mapping[str, Mapping[str, float]]
"""The least F1 by pipeline and field."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; ``only`` holds the names of cases by runner, such as ``extract/MODEL``."""

    thresholds: Thresholds
    only: Mapping[str, Sequence[str]]

    def cases(self, runner: str, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Those of the cases that a runner is judged on."""
        wanted = self.only.get(runner)
        return tuple(case for case in cases if wanted is None or case.name in wanted)


def read_settings(folder: Path, all_cases: frozenset[str]) -> Settings:
    """The settings of an evals folder, none where there is no file.

    Args:
        folder: The evals folder.
        all_cases: The names of its cases.

    Raises:
        UsageError: The file is wrong; the line names file and line.
    """
    path = folder / THRESHOLDS
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError:
        return Settings({}, {})
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: can't be read ({error})") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from None
    for key, complaint in _mistakes(document, all_cases):
        line = next((number for number, line in enumerate(text.splitlines(), 1) if key in line), 1)
        raise UsageError(f"{path}:{line}: {complaint}")
    only = document.pop(_ONLY, {})
    return Settings(document, only)


def _mistakes(document: Mapping[str, Any], all_cases: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each mistake, with the key that it is at."""
    for table, entries in document.items():
        if table not in (*PIPELINES, _ONLY) or not isinstance(entries, dict):
            yield table, f"no pipeline is called {table!r}; there are: {', '.join(PIPELINES)}"
        elif table == _ONLY:
            for runner, names in entries.items():
                if not isinstance(names, list):
                    yield runner, f"{runner} is no list of cases"
                else:
                    yield from ((str(name), f"no case is called {name!r}") for name in names if name not in all_cases)
        else:
            for field, least in entries.items():
                if field not in FIELDS:
                    yield field, f"no field is called {field!r}; there are: {', '.join(FIELDS)}"
                elif isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
                    yield field, f"{field} is not between 0 and 1"
