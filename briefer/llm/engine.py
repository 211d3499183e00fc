"""The embedded model's own process: loads a GGUF file with xllamacpp and answers on a loopback port until told to end.

Run as a script; only the benchmark that fits the probe, and tests, import it: llama.cpp holds Python's lock while it
loads a model and aborts the process on some damaged ones, and neither may happen to the process that holds the user's
articles. One JSON object comes in on standard input (``gguf``, ``context``, ``key``, ``name``, ``signals``: the path of
a probe's data file or null, ``shallow``: the path of the model whose states it reads), one goes out on standard output
(``url``, and ``signals``: a URL or null; or ``error``). The process ends when its standard input is closed, so also
when its parent dies in any way.
"""

import json
import os
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefer.llm.signals.probe import Probe

_TRIAL = [11, 12, 13]
"""Tokens, any."""
_READS_FORWARD = "2026.10.11549"
"""A version that was tried."""
_SAME = 0.01
"""A share of a state's largest number: reading three tokens at once and not two changes a state less than this."""


def main() -> None:
    """Serve until standard input ends."""
    order = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever native code prints must not end up among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        server = _serve(order)
        probe = _probe(order)
        read = probe and serve_states(order, probe)
        signals = probe and read and _serve_signals(order, read.listening_address, probe)
    except Exception as error:  # noqa: BLE001 - the parent turns any failure to load into one line
        answers.write(json.dumps({"error": str(error)}) + "\n")
        answers.flush()
        os._exit(1)
    answers.write(json.dumps({"url": server.listening_address, "signals": signals}) + "\n")
    answers.flush()
    sys.stdin.read()
    # No orderly end: there is nothing to save, and a request that still runs would hold it up.
    os._exit(0)


def _probe(order: dict[str, Any]) -> "Probe | None":
    """The probe that is to be served beside the model; what reads it is the one part of the package loaded here."""
    if order.get("signals") is None:
        return None
    # Found last of all, so that nothing that lies beside the package stands in for anything.
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from briefer.llm.signals.probe import read_probe

    return read_probe(Path(order["signals"]))


def _serve_signals(order: dict[str, Any], url: str, probe: "Probe") -> str:
    from briefer.llm.signals.service import Model, serve

    return serve(Model(url, order["key"], order["name"]), probe)


def _serve(order: dict[str, Any]) -> Any:
    """The model, which writes."""
    params = _params(order, order["gguf"])
    # What another article had in the slot is kept aside (MiB), so that asking about two articles by turns does not read
    # both again and again.
    params.cache_prompt = True
    params.cache_ram_mib = 512
    # Read a prompt in pieces of so many tokens: as fast as larger ones, and less memory for a long context.
    params.n_ubatch = 128
    return _started(params)


def serve_states(order: dict[str, Any], probe: "Probe") -> Any:
    """The model's first layers, which are only read: the state after each token, as it is."""
    import xllamacpp

    params = _params(order, order["shallow"])
    # A window must fit into one piece.
    params.n_ctx = params.n_ubatch = probe.window
    params.embedding = True
    params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_NONE
    params.embd_normalize = -1
    server = _started(params)
    if not _reads_forward(server.listening_address, order):
        raise ValueError(
            f"xllamacpp {version('xllamacpp')} reads the model's first layers in both directions; "
            f"pip install 'xllamacpp=={_READS_FORWARD}'"
        )
    return server


def _reads_forward(url: str, order: dict[str, Any]) -> bool:
    """Whether a token's state is the same whatever comes after it, as it is in the model that the layers are from.

    They are written as a kind of model that may be read in both directions (cut.py).
    """
    from briefer.llm.signals.service import Model

    model = Model(url, order["key"], order["name"])
    before, after = (model.states(_TRIAL[:read])[1] for read in (2, 3))
    return max(abs(one - other) for one, other in zip(before, after, strict=True)) < _SAME * max(map(abs, before))


def _params(order: dict[str, Any], gguf: str) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = gguf
    params.model_alias = {order["name"]}
    params.api_keys = [order["key"]]
    params.n_ctx = order["context"]
    threads = _threads()
    for use in (params.cpuparams, params.cpuparams_batch):
        use.n_threads = threads
        use.poll = 0
    # With flash attention the number of threads changes the answer a little, without it it does not (measured).
    params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.verbosity = -1
    # One slot: on few cores a second only halves the first.
    params.n_parallel = 1
    # Nothing but the API.
    params.ui = False
    params.endpoint_slots = False
    return params


def _started(params: Any) -> Any:
    import xllamacpp

    return xllamacpp.Server(params)


def _threads() -> int:
    """One thread for each core that is free just now, half of the cores at most where there are more than two.

    The threads wait for each other at every step. Measured on two cores: alone, two threads write 27 tokens a second
    and one writes 17; beside other work two write 1 and one writes 10.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores if cores <= 2 else cores // 2, cores - _busy()))  # noqa: PLR2004 - beyond, hyper-threads


def _busy() -> int:
    """How many other threads are running on this machine, over a fifth of a second; 0 where that is not told."""
    samples = []
    for _ in range(10):
        try:
            with open("/proc/loadavg", encoding="ascii") as loads:  # noqa: PTH123 - a device, not a path
                samples.append(int(loads.read().split()[3].split("/")[0]) - 1)
        except (OSError, ValueError, IndexError):
            return 0
        time.sleep(0.02)
    return round(statistics.median(samples))


if __name__ == "__main__":
    main()
