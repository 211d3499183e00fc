"""What every test has: no key, no model, no cache and no prompts of the person who runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest
from warm import WarmBrief

# Started in the background of a script, pytest ignores Ctrl-C, and so would the commands that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# By the clock on the wall an example takes as long as a busy machine likes; what must be fast is timed by tests of its own.
hypothesis.settings.register_profile("briefer", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("briefer")

REPOSITORY = Path(__file__).resolve().parents[1]
SEED = REPOSITORY / "seeds" / "000_50707cac18e41cab.txt"
_OURS = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "BRIEF_MODEL", "BRIEF_PROMPTS", "NO_COLOR", "FORCE_COLOR")

RunBrief = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No workers, which take some seconds to start, where less is asked for than a folder of tests."""
    narrowed = any(config.getoption(name, None) for name in ("keyword", "markexpr", "lf"))
    return 0 if narrowed or not all(Path(path).is_dir() for path in config.args) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured: they give it as the property of that name, since a worker's own output is lost."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(str(value))


@pytest.fixture(autouse=True)
def _nothing_of_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in _OURS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def warm_brief() -> Iterator[WarmBrief]:
    """The process from which the runs of a session are forked."""
    warm = WarmBrief(_environment(), REPOSITORY)
    yield warm
    warm.close()


def _environment() -> dict[str, str]:
    """The variables of a run, but for its own: those of whoever runs the tests, without what is for the command.

    The package is the one that stands here, whichever is installed and wherever it runs.
    """
    theirs = {name: value for name, value in os.environ.items() if name not in _OURS}
    path = os.pathsep.join(filter(None, [str(REPOSITORY), theirs.get("PYTHONPATH")]))
    return theirs | {"COLUMNS": "100", "PYTHONPATH": path}


@pytest.fixture
def run_brief(tmp_path_factory: pytest.TempPathFactory, warm_brief: WarmBrief) -> RunBrief:
    """Run the real command as a user does: its own process, its streams captured, nothing of ours in the environment.

    The process is a fork of one that has imported the libraries, which takes a second: that is all that it has done.
    With ``fresh`` it is a new interpreter, for what might turn on the order of imports, or on the seed of Python's
    hashes, which forks share. So it is wherever the environment is another than the libraries were imported with.
    """

    cache = {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}

    def run(
        *arguments: str | Path,
        stdin: bytes | str = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path = REPOSITORY,
        timeout: float = 120,
        fresh: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        words = list(map(str, arguments))
        given = stdin.encode() if isinstance(stdin, str) else stdin
        environment = _environment() | cache | dict(env or {})
        if fresh or not warm_brief.suits(environment):
            command = [sys.executable, "-m", "briefer", *words]
            done = subprocess.run(
                command, input=given, capture_output=True, env=environment, cwd=cwd, timeout=timeout, check=False
            )
        else:
            done = warm_brief.run(words, stdin=given, environment=environment, cwd=cwd, timeout=timeout)
        return subprocess.CompletedProcess(
            words, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run
