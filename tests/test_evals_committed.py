"""The evals as they are committed: judged as in CI, without a network."""

import json
import sys
import time
from collections.abc import Iterator

import pytest
from conftest import REPOSITORY
from pytest_socket import disable_socket, enable_socket

from briefer.cli import main

SECONDS = 10.0
BEGIN, END = "<!-- scoreboard -->\n", "<!-- /scoreboard -->"
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def no_socket() -> Iterator[None]:
    """Every socket is refused, loopback too; the event loop's own pair leads nowhere."""
    import urllib3  # noqa: F401 - looks whether there is IPv6 when it is first imported

    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


def brief_eval(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setattr(sys, "argv", ["brief", "eval", *options])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0), capsys.readouterr().out


def test_all_cases_and_pipelines_are_judged_without_a_socket_the_same_twice(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, no_socket: None
) -> None:
    started = time.process_time()
    first = brief_eval(capsys, monkeypatch, "--json")
    seconds = time.process_time() - started
    assert first == brief_eval(capsys, monkeypatch, "--json")
    judged = {run["pipeline"] for run in json.loads(first[1])["runs"]}
    assert judged == {"draft"} | {path.name for path in (REPOSITORY / "evals" / "recordings").glob("*")}
    assert seconds < SECONDS


@pytest.mark.skipif(END not in README, reason="the README has no scoreboard yet")
def test_the_readme_shows_the_scoreboard_as_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = README.partition(BEGIN)[2].partition(END)[0]
    assert shown == brief_eval(capsys, monkeypatch, "--scoreboard")[1]


def test_no_recording_holds_anything_like_a_key() -> None:
    for path in (REPOSITORY / "evals" / "recordings").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "authorization" not in text.lower(), path
        assert "Bearer " not in text, path
