"""Where prompt files come from: the packaged sets, and a user's folder that overrides them file by file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefer.errors import BrieferError, UsageError

FRAME = "frame"
AGAIN = "again"
_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class PromptFile:
    """One prompt file as it stands on disk.

    ``name`` is set and stem, such as ``extract/claims``; ``path`` is shown in errors; ``packaged`` is False for a file
    of the user's folder.
    """

    name: str
    path: Path
    data: bytes
    packaged: bool

    @property
    def stem(self) -> str:
        """The name within its set: the section's name, ``frame`` or ``again``."""
        return self.name.rpartition("/")[2]

    @property
    def sha256(self) -> str:
        """The file's fingerprint: any edit, even of white space, changes it."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """The file's text; raises UsageError with the line where it is not UTF-8."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            raise UsageError(f"{self.path}:{line}: not UTF-8 text; save the file as UTF-8") from None


def locate(package: Path | None = None) -> Path:
    """Find the packaged prompt sets: a checkout's ``prompts/`` in place, else the wheel's ``briefer/_prompts``.

    The working directory is never looked at, so that running inside someone else's folder can't swap the prompts.

    Args:
        package: The folder of the package ``briefer``; its own by default.
    """
    package = package or Path(__file__).resolve().parents[1]
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "prompts").is_dir():
        return checkout / "prompts"
    if (package / "_prompts").is_dir():
        return package / "_prompts"
    raise BrieferError(f"{package / '_prompts'}: the packaged prompts are missing; reinstall briefer")


def sets() -> tuple[str, ...]:
    """The names of the packaged sets, sorted."""
    return tuple(sorted(folder.name for folder in locate().iterdir() if (folder / f"{FRAME}{_SUFFIX}").is_file()))


def names(overrides: Path | None = None) -> tuple[str, ...]:
    """Every prompt file's name, such as ``extract/claims``, with those that ``overrides`` adds; sorted by set.

    Within a set the frame comes first.
    """
    return tuple(file.name for set_name in sets() for file in files(set_name, overrides))


def file(name: str, overrides: Path | None = None) -> PromptFile:
    """The prompt file called ``name``, as it would be used; raises UsageError where there is none."""
    set_name = name.rpartition("/")[0]
    if set_name in sets():
        for found in files(set_name, overrides):
            if found.name == name:
                return found
    raise UsageError(f"no prompt is called {name!r}; `brief prompts list` names them all")


def files(set_name: str, overrides: Path | None = None) -> tuple[PromptFile, ...]:
    """The files of one set, the user's in place of packaged ones of the same name; frame first, then by name.

    Args:
        set_name: A packaged set.
        overrides: The user's folder, or None. Shaped like ``prompts/`` with a folder per set, or the files of a single
            set; a folder that is itself called like a set overrides that set alone.

    Raises:
        UsageError: There is no such set or folder, or the folder holds prompts where none are looked for.
    """
    if set_name not in sets():
        raise UsageError(f"no prompt set is called {set_name!r}; there are: {', '.join(sets())}")
    found = {path.stem: _read(set_name, path, packaged=True) for path in _prompts_in(locate() / set_name)}
    if overrides is not None and (folder := _override_folder(overrides, set_name)) is not None:
        found |= {path.stem: _read(set_name, path, packaged=False) for path in _prompts_in(folder)}
    return tuple(found[stem] for stem in sorted(found, key=lambda stem: (stem != FRAME, stem)))


def _override_folder(overrides: Path, set_name: str) -> Path | None:
    if not overrides.is_dir():
        raise UsageError(f"{overrides}: no such folder of prompts; give one shaped like `brief prompts list`")
    known = sets()
    subfolders = [path for path in _entries(overrides) if path.is_dir() and any(_prompts_in(path))]
    for folder in subfolders:
        if folder.name not in known:
            raise UsageError(f"{folder}: no prompt set has this name; rename the folder to one of: {', '.join(known)}")
    loose = next(_prompts_in(overrides), None)
    if loose is None and not subfolders:
        raise UsageError(f"{overrides}: holds no prompt file; add one, such as {overrides / 'extract' / 'claims.md'}")
    if loose is not None and subfolders:
        raise UsageError(f"{loose}:1: stands beside the folders of sets; move it into {subfolders[0]}")
    if loose is not None:
        return None if overrides.resolve().name in set(known) - {set_name} else overrides
    return next((folder for folder in subfolders if folder.name == set_name), None)


def _prompts_in(folder: Path) -> Iterator[Path]:
    for path in _entries(folder):
        if path.suffix == _SUFFIX and path.stem.lower() != "readme" and path.is_file():
            yield path


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise UsageError(f"{folder}: can't be listed ({error.strerror}); make the folder readable") from None


def _read(set_name: str, path: Path, *, packaged: bool) -> PromptFile:
    try:
        return PromptFile(f"{set_name}/{path.stem}", path, path.read_bytes(), packaged)
    except OSError as error:
        raise UsageError(f"{path}:1: can't be read ({error.strerror}); make the file readable") from None
