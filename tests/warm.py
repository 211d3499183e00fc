"""The command in a process of its own that need not import for a second: a fork of one that has its libraries loaded."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from multiprocessing.reduction import send_handle
from pathlib import Path

_SERVER = Path(__file__).with_name("warm_server.py")
_READ_WHEN_RUN = frozenset(
    {
        "BRIEF_MODEL",
        "BRIEF_PROMPTS",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "PYTEST_CURRENT_TEST",
        "XDG_CACHE_HOME",
    }
)
"""The variables that may be others than those of the process that is forked: nothing reads them while it is imported."""


class WarmBrief:
    """A server that forks, as ``warm_server.py`` says, for one run after the other.

    Args:
        environment: The variables with which it imports; runs get their own.
        cwd: The folder in which it starts; runs get their own.
    """

    def __init__(self, environment: Mapping[str, str], cwd: Path) -> None:
        self.environment = dict(environment)
        self._orders, theirs = Pipe()
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, str(_SERVER), str(theirs.fileno())],
                env=self.environment,
                cwd=cwd,
                pass_fds=[theirs.fileno()],
                # Pipes, as a run has them: Python looks at its streams once, when it starts.
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )

    def close(self) -> None:
        """Let the server end."""
        self._orders.close()
        self._server.communicate()

    def suits(self, environment: Mapping[str, str]) -> bool:
        """Whether a run with these variables does what it would if they had been there when it was imported."""
        names = (environment.keys() | self.environment.keys()) - _READ_WHEN_RUN
        return all(environment.get(name) == self.environment.get(name) for name in names)

    def run(
        self, arguments: Sequence[str], *, stdin: bytes, environment: Mapping[str, str], cwd: Path, timeout: float
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the command and wait for it, as ``subprocess.run`` does."""
        (reads, to_write), (printed, prints), (said, says) = os.pipe(), os.pipe(), os.pipe()
        order = {"arguments": list(arguments), "environment": dict(environment), "cwd": str(cwd)}
        self._orders.send_bytes(json.dumps(order).encode())
        for stream in (reads, prints, says):
            send_handle(self._orders, stream, self._server.pid)
            os.close(stream)
        child = self._answer(None)
        with ThreadPoolExecutor(3) as streams:
            streams.submit(_write, to_write, stdin)
            out, err = (streams.submit(_read, stream) for stream in (printed, said))
            try:
                code = self._answer(timeout)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                self._answer(None)
                raise subprocess.TimeoutExpired(list(arguments), timeout) from None
        return subprocess.CompletedProcess(list(arguments), code, out.result(), err.result())

    def _answer(self, timeout: float | None) -> int:
        if not self._orders.poll(timeout):
            raise TimeoutError
        try:
            return int(self._orders.recv_bytes())
        except EOFError:
            raise RuntimeError(f"the warm process has died: {self._server.communicate()[1].decode()}") from None


def _write(stream: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(stream, "wb") as file:
        file.write(content)


def _read(stream: int) -> bytes:
    with open(stream, "rb") as file:
        return file.read()
