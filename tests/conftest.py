"""What every test has: no key, no model, no cache and no prompts of the person who runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

# Started in the background of a script, pytest ignores Ctrl-C, and so would the commands that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parents[1]
SEED = REPOSITORY / "seeds" / "000_50707cac18e41cab.txt"
_OURS = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "BRIEF_MODEL", "BRIEF_PROMPTS", "NO_COLOR", "FORCE_COLOR")

RunBrief = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _nothing_of_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in _OURS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run_brief(tmp_path_factory: pytest.TempPathFactory) -> RunBrief:
    """Run the real command as a user does: its own process, its streams captured, nothing of ours in the environment."""

    cache = {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}

    def run(
        *arguments: str | Path,
        stdin: bytes | str = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name not in _OURS}
        command: Sequence[str] = [sys.executable, "-m", "briefer", *map(str, arguments)]
        done = subprocess.run(
            command,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=environment | cache | {"COLUMNS": "100"} | dict(env or {}),
            cwd=cwd or REPOSITORY,
            timeout=timeout,
            check=False,
        )
        return subprocess.CompletedProcess(
            command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run
