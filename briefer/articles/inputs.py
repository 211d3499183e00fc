"""What the user named on the command line, as a list of inputs to read."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from briefer.errors import UsageError

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""Suffixes of the files that count as articles in a folder."""

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One article to read.

    ``file`` is its path, None for standard input; ``shown`` is the path as typed, joined for a file found in a folder,
    ``-`` for standard input; ``below`` is the path below the named folder, for mirroring under an output folder: for a
    file named directly just its name, for standard input ``stdin``. All are strings: a run holds them for thousands of
    articles, and a path object takes half a kilobyte.
    """

    file: str | None
    shown: str
    below: str

    @property
    def path(self) -> Path | None:
        """Where it is, None for standard input."""
        return None if self.file is None else Path(self.file)

    @property
    def relative(self) -> PurePath:
        """``below`` as a path."""
        return PurePath(self.below)


def find_inputs(paths: Sequence[str], *, exclude: Sequence[Path] = ()) -> tuple[Input, ...]:
    """The articles that ``paths`` name: in the order typed, sorted within a folder, each file once.

    Folders are walked to any depth, through links too; hidden entries, other suffixes than `SUFFIXES` and README.md are
    passed over there. A file named directly is read whatever its suffix. A folder further down that can't be listed
    becomes an input of its own, so that reading it says so. Nothing under ``exclude`` (the output folder) is an input.

    Raises UsageError for a path that does not exist or lies under ``exclude``, and for a folder that can't be listed or
    holds no article.
    """
    excluded = frozenset(os.path.realpath(folder) for folder in exclude)
    found: dict[str, Input] = {}
    for typed in paths:
        for item in _named(typed, excluded):
            found.setdefault(STANDARD_INPUT if item.file is None else os.path.realpath(item.file), item)
    return tuple(found.values())


def printable(shown: str) -> str:
    """``shown`` fit for one line of text: undecodable bytes and control characters become visible escapes."""
    clean = shown.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in clean)


def _named(typed: str, excluded: frozenset[str]) -> Iterator[Input]:
    if typed == STANDARD_INPUT:
        yield Input(None, STANDARD_INPUT, "stdin")
        return
    name = printable(typed) or "''"
    if not os.path.lexists(typed):
        raise UsageError(f"{name}: no such file or folder; check the path")
    if _lies_under(typed, excluded):
        raise UsageError(f"{name}: lies in the output folder, where nothing is an input; choose another output folder")
    path = Path(typed)
    if not path.is_dir():
        yield Input(typed, typed, path.name)
        return
    inside = sorted(_walk(typed, excluded), key=lambda item: item.below.split(os.sep))  # noqa: PTH206  # as strings
    if not inside:
        raise UsageError(f"{name}: no article in this folder ({', '.join(SUFFIXES)}); name another, or the files")
    yield from inside


def _walk(root: str, excluded: frozenset[str]) -> Iterator[Input]:
    unreadable: list[str] = []
    visited = {os.path.realpath(root)}
    # os.walk and os.path.join, not pathlib: they keep the path as typed ("./seeds/a.txt").
    walk = os.walk(root, followlinks=True, onerror=lambda error: unreadable.append(os.fsdecode(error.filename)))
    for folder, folders, files in walk:
        folders[:] = [name for name in sorted(folders) if _enter(os.path.join(folder, name), visited, excluded)]  # noqa: PTH118
        for name in files:
            shown = os.path.join(folder, name)  # noqa: PTH118
            if _is_article(Path(shown)) and not _lies_under(shown, excluded):
                yield _inside(root, shown)
    for folder in unreadable:
        if folder == root:
            raise UsageError(f"{printable(root)}: this folder can't be listed; check its permissions")
        yield _inside(root, folder)


def _inside(root: str, shown: str) -> Input:
    return Input(shown, shown, str(Path(shown).relative_to(root)))


def _enter(folder: str, visited: set[str], excluded: frozenset[str]) -> bool:
    real = os.path.realpath(folder)
    if Path(folder).name.startswith(".") or real in visited or _lies_under(real, excluded):
        return False
    visited.add(real)
    return True


def _is_article(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith(".") or name == "readme.md" or path.suffix.lower() not in SUFFIXES:
        return False
    # A link that leads nowhere is an input too, so that reading it says so.
    return path.is_file() or (path.is_symlink() and not path.exists())


def _lies_under(path: str, excluded: frozenset[str]) -> bool:
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(folder) for folder in excluded)
