"""A process with the command's libraries in memory, which forks a child for each run; ``warm.py`` starts it.

It only imports: whatever a run reads, caches or sets, it does for itself in the child, which goes on from here as
``python -m briefer`` does from its start, and ends as any interpreter.
"""

import gc
import json
import os
import pkgutil
import runpy
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from typing import Any

import briefer

# What the rooms of the package import only where they use it. Not py3langid, whose numpy starts threads, which a fork
# would leave behind.
_LOADED_LATE = (
    "genai_prices",
    "instructor.core",
    "jinja2",
    "lxml.html",
    "platformdirs",
    "rich.live",
    "rich.progress",
    "sentencex",
    "trafilatura",
    "yaml",
)


def load() -> None:
    """Import all that a run may import."""
    rooms = (room.name for room in pkgutil.walk_packages(briefer.__path__, "briefer."))
    for name in (*(room for room in rooms if room != "briefer.__main__"), *_LOADED_LATE):
        import_module(name)
    # What is here is shared with the children for as long as no search for cycles writes to it.
    gc.freeze()


def next_order(client: Connection) -> tuple[dict[str, Any], list[int]] | None:
    """What to run, and its three streams; None once nobody asks any more."""
    try:
        order = json.loads(client.recv_bytes())
        return order, [recv_handle(client) for _ in range(3)]
    except EOFError:
        return None


def become(order: dict[str, Any], streams: list[int]) -> None:
    """Be the process that was asked for."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["cwd"])
    sys.path[0] = order["cwd"]
    sys.argv[1:] = order["arguments"]


def main() -> None:
    """Fork until nobody asks any more; a child leaves the loop, and with it this file."""
    with Connection(int(sys.argv[1])) as client:
        while order := next_order(client):
            child = os.fork()
            if not child:
                break
            for stream in order[1]:
                os.close(stream)
            client.send_bytes(str(child).encode())
            client.send_bytes(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    if order:
        become(*order)
        runpy.run_module("briefer", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    load()
    main()
