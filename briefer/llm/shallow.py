"""The embedded model's first layers as a model of their own, which reads and writes nothing, made once and kept.

What a sentence is shows best half way up: after 18 of 28 layers, states tell denials from the rest with an area under
the curve of .946 where the last tell .924 (135 passages, cross-validated), in little more than half of the time.
"""

import asyncio
import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from briefer.errors import EndpointRefusedError
from briefer.llm import weights

_CUT = Path(__file__).with_name("cut.py")
_MAKING = ".cutting"
_STALE_SECONDS = 3600
_ROOM = 700_000_000
"""Bytes: a little more than the file of our own model's first 18 layers."""


async def first_layers(model: Path, layers: int, *, notice: Callable[[str], None]) -> Path:
    """The path of a file with the first ``layers`` layers of ``model``, made where it is not there yet.

    Args:
        model: Our own model's verified file.
        layers: How many.
        notice: Told in a line that the file is being prepared, only where it is.

    Raises:
        EndpointRefusedError: There is no room or no right to write, or the file can't be made.
    """
    path = model.with_suffix(f".states-{layers}.gguf")
    if weights.is_stamped(path):
        return path
    notice(f"preparing the embedded model's first {layers} layers (once)")
    try:
        if shutil.disk_usage(path.parent).free < _ROOM:
            raise EndpointRefusedError(
                f"the embedded model's first layers need {_ROOM / 1e9:.1f} GB in {path.parent}, which has less; "
                "make room or set XDG_CACHE_HOME to a folder that has it"
            )
        _sweep(path.parent)
        with tempfile.TemporaryDirectory(suffix=_MAKING, dir=path.parent) as folder:
            made = Path(folder, path.name)
            await _cut(model, made, layers)
            _keep(made, path)
    except OSError as error:
        raise EndpointRefusedError(
            f"the embedded model's first layers can't be prepared in {path.parent}: {error.strerror or error}"
        ) from error
    return path


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed left here; a younger one may be another's that is still at it."""
    for left_over in folder.glob(f"*{_MAKING}"):
        if time.time() - left_over.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left_over, ignore_errors=True)


def _keep(made: Path, path: Path) -> None:
    made.replace(path)
    weights.stamp(path)


async def _cut(model: Path, target: Path, layers: int) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        str(_CUT),
        str(model),
        str(target),
        str(layers),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode:
        why = said.decode(errors="replace").strip().splitlines()[-1:] or [
            "it was stopped for want of memory or by hand"
        ]
        raise EndpointRefusedError(
            f"the embedded model's first layers can't be made: {why[0]}; make room in {target.parent.parent}, or "
            "reinstall: pip install --force-reinstall 'briefer[local]'"
        )
