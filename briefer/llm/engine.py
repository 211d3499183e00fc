"""The embedded model's own process: loads a GGUF file with xllamacpp and answers on a loopback port until told to end.

Run as a script, never imported: llama.cpp holds Python's lock while it loads a model and aborts the process on some
damaged ones, and neither may happen to the process that holds the user's articles. One JSON object comes in on standard
input (``gguf``, ``context``, ``threads``, ``key``, ``name``), one goes out on standard output (``url`` or ``error``).
The process ends when its standard input is closed, so also when its parent dies in any way.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Serve until standard input ends."""
    order = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever native code prints must not end up among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        server = _serve(order)
    except Exception as error:  # noqa: BLE001 - the parent turns any failure to load into one line
        answers.write(json.dumps({"error": str(error)}) + "\n")
        answers.flush()
        os._exit(1)
    answers.write(json.dumps({"url": server.listening_address}) + "\n")
    answers.flush()
    sys.stdin.read()
    # No orderly end: there is nothing to save, and a request that still runs would hold it up.
    os._exit(0)


def _serve(order: dict[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order["gguf"]
    params.model_alias = {order["name"]}
    params.api_keys = [order["key"]]
    params.n_ctx = order["context"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = order["threads"]
    params.verbosity = -1
    # One slot: on few cores a second only halves the first. What another article had there is kept aside (MiB), so
    # that asking about two articles by turns does not read both again and again.
    params.n_parallel = 1
    params.cache_prompt = True
    params.cache_ram_mib = 512
    # Nothing but the API.
    params.ui = False
    params.endpoint_slots = False
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
