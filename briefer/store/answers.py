"""Answers that were paid for, kept in the user's cache, so that no run pays for the same one twice."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.store.output import make_private

_SUFFIX = ".json"
_FOLDED = 1
"""Letters of a key that name the folder of its file: no folder grows beyond what a file system likes."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a store holds: where, how many answers, how many bytes."""

    folder: Path
    entries: int
    size: int


class AnswerStore:
    """Documents by key in a folder; safe for any number of processes at once.

    A document appears whole or not at all, and is readable by the user alone. One that is damaged counts as not there.
    Nothing is flushed to the disk for it: what a power failure takes is asked for again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str) -> dict[str, Any] | None:
        """The document under ``key``, or None."""
        try:
            document = json.loads(self._path(key).read_bytes())
        except (OSError, ValueError):
            return None
        return document if isinstance(document, dict) else None

    def write(self, key: str, document: Mapping[str, Any]) -> None:
        """Keep a document; raises OSError where that can't be done."""
        path = self._path(key)
        if not path.parent.is_dir():
            make_private(path.parent)
        descriptor, name = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(json.dumps(document, ensure_ascii=False))
            os.replace(name, path)  # noqa: PTH105 - both are names already
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - as above
            raise

    def extent(self) -> Extent:
        """Count what is there."""
        sizes = [size for path in self._files() if path.suffix == _SUFFIX and (size := _size(path)) is not None]
        return Extent(self.folder, len(sizes), sum(sizes))

    def clear(self) -> Extent:
        """Remove everything, and say how much it was; raises OSError where something can't be removed."""
        removed = self.extent()
        for path in self._files():
            path.unlink(missing_ok=True)
        return removed

    def _path(self, key: str) -> Path:
        return self.folder / key[:_FOLDED] / f"{key}{_SUFFIX}"

    def _files(self) -> Iterator[Path]:
        return (path for path in self.folder.glob(f"{'[0-9a-f]' * _FOLDED}/*") if path.is_file())


def user_store() -> AnswerStore:
    """The store in the user's cache folder; XDG_CACHE_HOME counts where it is used."""
    from platformdirs import user_cache_dir

    return AnswerStore(Path(user_cache_dir("briefer", appauthor=False)) / "answers")


def key_of(*parts: object) -> str:
    """The key for everything that decides an answer: JSON values, equal parts giving equal keys."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
