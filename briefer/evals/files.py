"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from briefer.errors import UsageError


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step, and its folder where there is none; raises UsageError where it can't be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            # To be committed: as readable as any other file, unlike a temporary one.
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path}: can't be written ({error.strerror}); check the folder") from None
