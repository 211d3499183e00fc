"""Where briefings are written under an output folder, and how: atomically, and readable by the user alone."""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path, PurePath

from briefer.articles.inputs import Input
from briefer.errors import ArticleError, UsageError

RESERVED_STEMS = frozenset({"index", "digest", "failures"})
"""Names of the files that a run writes about all its articles."""

_OUTPUT_SUFFIXES = (".json", ".md", ".html")
_BEGUN = ".brief-"
"""How the name of a file begins that is being written; the process's number and a random part follow."""

_LONGEST_NAME = 200
"""Bytes of a stem: file systems allow 255 in a name, and the ending and a counter follow it."""


def write_private(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 to ``path``, whole or not at all, with mode 0600; a killed process leaves the old file.

    Missing folders are made with mode 0700; folders that exist keep theirs. Raises ArticleError, naming the path, where
    it can't be written.
    """
    temporary: Path | None = None
    try:
        make_private(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=f"{_BEGUN}{os.getpid()}-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with open(descriptor, "wb") as file:  # noqa: PTH123  # a descriptor, not a path
            file.write(text.encode())
            file.flush()
            os.fsync(descriptor)
        os.replace(name, path)  # noqa: PTH105  # a name already
        temporary = None
    except OSError as error:
        # Unlike Path.is_dir, os.path.isdir does not raise where a folder above may not be entered.
        in_the_way = os.path.isdir(path)  # noqa: PTH112
        mend = "move that folder away" if in_the_way else "make room there or choose another output folder"
        raise ArticleError(f"{path}: can't be written ({_reason(error)}); {mend}") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what processes that are no more left half written under ``folder``."""
    for left_over in folder.rglob(f"{_BEGUN}*.tmp"):
        number = left_over.name.removeprefix(_BEGUN).partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            with contextlib.suppress(OSError):
                left_over.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` and its missing parents with mode 0700; raises UsageError where it can't be made or written to.

    For the output folder itself, before any article is paid for.
    """
    try:
        make_private(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise UsageError(f"{folder}: can't be an output folder ({_reason(error)}); choose another") from error


def make_private(folder: Path) -> None:
    """Make ``folder`` and its missing parents with mode 0700; raises OSError where that can't be done."""
    if folder.is_dir():
        return
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


class OutputPlan(Mapping[Input, Path]):
    """Where each input's files go; held as strings, since a path object takes half a kilobyte."""

    def __init__(self, folder: Path, names: Mapping[Input, str]) -> None:
        self._folder = folder
        self._names = names

    def __getitem__(self, each: Input) -> Path:
        return self._folder / self._names[each]

    def __iter__(self) -> Iterator[Input]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def plan_outputs(inputs: Sequence[Input], folder: Path) -> OutputPlan:
    """Where each input's files go: a path under ``folder`` without the ending (append ``.json``, ``.md``).

    Mirrors each input's path below the folder that the user named, without its suffix. Names that would collide, also
    on a file system that ignores case, and reserved ones keep their suffix (``a.txt.json``); what collides still gets
    the named folder before it (``left/a.txt.json``), then that folder's parents, then a number. The same inputs in the
    same order always give the same plan; nothing an input is called leads out of ``folder``.
    """
    # Strings here too: Python keeps room for every name of all path objects that were ever there at once.
    names = {each: str(_candidate(each, 0)) for each in inputs}
    level = dict.fromkeys(inputs, 0)
    while colliding := _colliding(names):
        for each in colliding:
            level[each] += 1
            if level[each] <= 1 + len(_parents(each)):
                names[each] = str(_candidate(each, level[each]))
            else:
                del names[each]
    taken = {_key(name) for name in names.values()}
    for twin in (each for each in inputs if each not in names):
        names[twin] = str(_numbered(_candidate(twin, 1), taken))
        taken.add(_key(names[twin]))
    return OutputPlan(folder, {each: names[each] for each in inputs})


def _colliding(names: Mapping[Input, str]) -> list[Input]:
    groups = defaultdict(list)
    for each, name in names.items():
        groups[_key(name)].append(each)
    return [each for group in groups.values() if len(group) > 1 for each in group]


def _candidate(each: Input, level: int) -> PurePath:
    """The name tried for an input: 0 its stem, 1 its name, 2 and more its name below one more folder at each level."""
    *folders, name = [_safe(part) for part in each.relative.parts if part != each.relative.anchor] or ["_"]
    stem = PurePath(name).stem if level == 0 else name
    if stem.casefold() in RESERVED_STEMS:
        stem = f"{name}_" if name.casefold() in RESERVED_STEMS else name
    above = _parents(each)[1 - level :] if level > 1 else ()
    return PurePath(*(_folder(part) for part in (*above, *folders)), _shortened(stem))


def _parents(each: Input) -> tuple[str, ...]:
    """The folder that the user named, or that holds the file named, and its parents, outermost first."""
    if each.path is None:
        return ()
    parts = Path(os.path.abspath(each.path)).parts[1:]  # noqa: PTH100  # resolve() would follow links
    return tuple(_safe(part) for part in parts[: max(len(parts) - len(each.relative.parts), 0)])


def _numbered(name: PurePath, taken: Container[str]) -> PurePath:
    """``name``, or the first of ``name~2``, ``name~3`` that is not taken."""
    candidates = chain([name], (name.with_name(f"{name.name}~{number}") for number in count(2)))
    return next(each for each in candidates if _key(str(each)) not in taken)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _safe(part: str) -> str:
    """One part of a path that is only a name: nothing unprintable in it, no way up, no leading dash."""
    name = "".join(char if char.isprintable() else "_" for char in part)
    return "_" if name in {"", ".", ".."} else re.sub("^-", "_", name)


def _folder(name: str) -> str:
    # A folder called a.json would stand where the briefing of a.txt goes.
    return _shortened(f"{name}_" if name.lower().endswith(_OUTPUT_SUFFIXES) else name)


def _shortened(name: str) -> str:
    encoded = name.encode()
    if len(encoded) <= _LONGEST_NAME:
        return name
    # What tells long names apart may be at their ends.
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[: _LONGEST_NAME - 9].decode('utf-8', 'ignore')}~{digest}"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
