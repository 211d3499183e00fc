"""An embedded model as an endpoint: a process of its own, on a random loopback port, with a random key."""

import asyncio
import json
import os
import secrets
import sys
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from briefer.errors import EndpointRefusedError, UsageError
from briefer.llm import weights
from briefer.llm.endpoints import GET_LOCAL, Endpoint, engine_installed
from briefer.llm.shallow import first_layers
from briefer.llm.signals import probe

DEFAULT_CONTEXT = 8192
"""Tokens of prompt and answer: about 4,000 words of article. Each thousand costs the embedded model 28 MB."""

MAX_CONTEXT = 16384
_MIN_CONTEXT = 2048
_MAGIC = b"GGUF"
_ENGINE = Path(__file__).with_name("engine.py")
_LOAD_SECONDS = 300.0


@asynccontextmanager
async def serve(
    endpoint: Endpoint,
    *,
    notice: Callable[[str], None],
    context_tokens: int = DEFAULT_CONTEXT,
    signals: bool = False,
) -> AsyncIterator[Endpoint]:
    """Load the endpoint's model and give the endpoint where it now answers; the model is gone when the block ends.

    Args:
        endpoint: An embedded one, as chosen.
        notice: Told in a line what takes long, where something does.
        context_tokens: Room for prompt and answer together; kept between 2,048 and 16,384.
        signals: Whether our own model also gives the signals of sentences; it then takes more memory.

    Raises:
        UsageError: The user's file is no model that the engine can load.
        EndpointRefusedError: Our own model can't be prepared or loaded.
    """
    if not engine_installed():
        raise EndpointRefusedError(f"the engine for embedded models is not installed: {GET_LOCAL}")
    signalled = signals and endpoint.ours
    own = _own_probe() if signalled else None
    gguf = await _own_weights(notice) if endpoint.gguf is None else _checked(endpoint.gguf)
    key = secrets.token_urlsafe(24)
    context = min(max(context_tokens, _MIN_CONTEXT), MAX_CONTEXT)
    order = {
        "gguf": str(gguf),
        "context": context,
        "key": key,
        "name": endpoint.model,
        "signals": str(probe.OWN) if own else None,
        "shallow": str(await first_layers(gguf, own.layers, notice=notice)) if own else None,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        str(_ENGINE),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
        # Ctrl-C is ours to handle: the engine ends when we say so.
        start_new_session=True,
    )
    try:
        answer = await _load(process, order)
        if "url" not in answer or (signalled and "signals" not in answer):
            raise _cannot_load(endpoint, answer.get("error"))
        yield replace(endpoint, base_url=f"{answer['url']}/v1", api_key=key, signals_url=answer.get("signals"))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _own_weights(notice: Callable[[str], None]) -> Path:
    """Our own model's file, joined in a thread that stops soon after we are cancelled."""
    stop = threading.Event()
    try:
        return await asyncio.to_thread(weights.ensure, notice=notice, stopped=stop.is_set)
    finally:
        stop.set()


async def _load(process: asyncio.subprocess.Process, order: Mapping[str, object]) -> dict[str, str]:
    """Hand the engine its order and wait for its URLs, or why it can't load the model; nothing where it dies of it."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(order).encode() + b"\n")
        async with asyncio.timeout(_LOAD_SECONDS):
            await process.stdin.drain()
            answer = json.loads(await process.stdout.readline() or b"{}")
    except (ConnectionError, TimeoutError, ValueError):
        return {}
    if not isinstance(answer, dict):
        return {}
    return {name: url for name, url in answer.items() if isinstance(url, str)}


def _checked(gguf: Path) -> Path:
    try:
        with gguf.open("rb") as source:
            magic = source.read(len(_MAGIC))
    except OSError as error:
        raise UsageError(f"{gguf}: {error.strerror or error}") from error
    if magic != _MAGIC:
        raise UsageError(f"{gguf} is not a GGUF file; -m local/PATH.gguf takes a model in that format")
    return gguf


def _own_probe() -> probe.Probe:
    try:
        return probe.read_probe(probe.OWN)
    except (OSError, ValueError, KeyError) as error:
        raise EndpointRefusedError(
            f"{probe.OWN} is missing or damaged: pip install --force-reinstall 'briefer[local]'"
        ) from error


def _cannot_load(endpoint: Endpoint, why: str | None) -> UsageError | EndpointRefusedError:
    if endpoint.gguf is not None:
        return UsageError(
            f"{endpoint.gguf} can't be loaded: it is damaged, larger than the free memory, or of a kind that the "
            "engine does not know"
        )
    reason = f" ({' '.join(why.split())})" if why else ""
    return EndpointRefusedError(
        f"the embedded model can't be loaded{reason}; it needs 4 GB of free memory (--pipeline draft needs no model)"
    )


def _environment() -> dict[str, str]:
    """Ours, but for the key, which is none of the engine's business; an abort starts no debugger to print where."""
    return {**os.environ, "OPENAI_API_KEY": "", "GGML_NO_BACKTRACE": "1"}
