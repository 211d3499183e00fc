"""Briefings already written, read back one at a time."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from briefer.articles.inputs import printable
from briefer.briefing import Briefing
from briefer.errors import ArticleError, UsageError

_SKIPPED = frozenset({"digest.json", "index.json"})


def find_briefings(paths: Sequence[str]) -> tuple[Path, ...]:
    """The briefings that ``paths`` name: JSON files, and those in folders to any depth, sorted, each once.

    Raises UsageError for a path that does not exist and for a folder without a briefing.
    """
    found: dict[str, Path] = {}
    for typed in paths:
        path = Path(typed)
        if not path.exists():
            raise UsageError(f"{printable(typed)}: no such file or folder; check the path")
        inside = [path]
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*.json") if each.name not in _SKIPPED and each.is_file())
            if not inside:
                raise UsageError(
                    f"{printable(typed)}: holds no briefing (.json); write some with `brief PATH... -o DIR`"
                )
        for each in inside:
            found.setdefault(os.path.realpath(each), each)
    return tuple(found.values())


def read_briefings(path: Path) -> Iterator[Briefing]:
    """The briefings that a file holds: one, an array, or one a line.

    Raises ArticleError, naming the file, where it holds anything else.
    """
    shown = printable(str(path))
    try:
        if path.suffix == ".jsonl":
            # One line at a time: a run of thousands is one file.
            with path.open(encoding="utf-8") as lines:
                yield from (Briefing.model_validate_json(line) for line in lines if line.strip())
            return
        text = path.read_text("utf-8")
        if text.lstrip()[:1] == "[":
            yield from TypeAdapter(list[Briefing]).validate_json(text)
        else:
            yield Briefing.model_validate_json(text)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ArticleError(f"{shown}: can't be read ({reason}); name a briefing that brief wrote") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "document"
        raise ArticleError(
            f"{shown}: is no briefing ({place}: {first['msg']}); name the .json that brief wrote for an article"
        ) from error
