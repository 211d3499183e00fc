"""Articles that were not briefed as asked: told in a table, kept in a file, and found again to be done alone."""

import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from briefer.articles import Input
from briefer.cli.stderr import say
from briefer.errors import UsageError
from briefer.store.output import write_private

NAME = "failures.jsonl"
ONLY_FAILED = "--only-failed"
_ROWS = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """One article, as the user named it: failed, degraded, or not finished when the run ended; and why."""

    path: str
    status: Literal["failed", "degraded", "unfinished"]
    reason: str


def show_table(failures: Sequence[Failure], folder: Path | None) -> None:
    """Print what failed and what came out degraded, one line each, at most twenty."""
    told = [failure for failure in failures if failure.status != "unfinished"]
    width = min(max((len(failure.path) for failure in told), default=0), 60)
    for failure in told[:_ROWS]:
        say(f"  {failure.status:<9} {failure.path:<{width}}  {failure.reason}")
    if len(told) > _ROWS:
        more = f"  and {len(told) - _ROWS} more"
        say(more if folder is None else f"{more} in {folder / NAME}")


def rerun_command() -> str:
    """The command that does again only what is in the file."""
    arguments = [each for each in sys.argv[1:] if each != ONLY_FAILED]
    return shlex.join(["brief", *arguments, ONLY_FAILED])


def write_failures(folder: Path, failures: Iterable[Failure]) -> None:
    """Write the file, or remove the last run's where there is nothing to write; raises ArticleError if it can't."""
    rerun = rerun_command()
    lines = [json.dumps({**asdict(failure), "rerun": rerun}, ensure_ascii=False) for failure in failures]
    if lines:
        write_private(folder / NAME, "\n".join(lines) + "\n")
    else:
        (folder / NAME).unlink(missing_ok=True)


def failed_before(folder: Path, inputs: Sequence[Input]) -> tuple[Input, ...]:
    """Of the inputs those in the file; raises UsageError where there is no file, or one that can't be read."""
    path = folder / NAME
    try:
        names = {str(json.loads(line)["path"]) for line in path.read_text(encoding="utf-8").splitlines() if line}
    except FileNotFoundError:
        raise UsageError(f"{path}: not there; the last run into this folder left nothing to do again") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: can't be read ({error}); leave out {ONLY_FAILED}") from error
    found = tuple(item for item in inputs if _key(item) in names)
    if not found:
        raise UsageError(f"{path}: names none of these articles; name the same paths as in the run that wrote it")
    return found


def _key(item: Input) -> str:
    return item.shown.encode("utf-8", "backslashreplace").decode()


def failure(item: Input, status: Literal["failed", "degraded", "unfinished"], reason: str) -> Failure:
    """A failure of an input, its name fit for a file; the reason without the name in front."""
    return Failure(_key(item), status, reason.removeprefix(f"{item.shown}: "))
