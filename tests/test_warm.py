"""A run that is forked from a warm process is what a new interpreter would make it; and what forks can't show is shown."""

import re
import subprocess
from pathlib import Path

import pytest
from conftest import SEED, RunBrief
from stub_server import Hangs, stub_server
from warm import WarmBrief

STORY = "tests/data/story"
ARTICLE = "Ferry runs aground off Tarn\n\nThe ferry ran aground off Tarn on Tuesday, harbour master Mara Venn said.\n"


def lasting(printed: str) -> str:
    """What two runs print alike: all but when it was, and how long it took."""
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00|\b[\d.]+ m?s\b", "", printed)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("run", "--no-such-option"),
        ("nowhere.txt",),
        ("--pipeline", "draft", "--format", "csv", "-"),
        ("--pipeline", "draft", "--html", "evals/articles/windfarm-check.html"),
        ("digest", "{briefings}", "--html"),
        ("diff", "{briefings}", "{briefings}"),
        ("cache", "info"),
        ("eval", "evals/cases/ransom-mail.yaml"),
        ("models",),
        ("prompts", "list"),
        ("schema", "digest"),
    ],
)
def test_a_fork_prints_says_and_returns_what_a_new_interpreter_does(
    run_brief: RunBrief, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    if "{briefings}" in arguments:
        run_brief("--pipeline", "draft", "-q", "-o", tmp_path, STORY)
    words = [word.format(briefings=tmp_path) for word in arguments]
    fork, new = (run_brief(*words, stdin=ARTICLE, fresh=fresh) for fresh in (False, True))
    assert (fork.returncode, fork.stderr) == (new.returncode, new.stderr)
    assert lasting(fork.stdout) == lasting(new.stdout)


def test_a_fork_has_its_own_folder_and_environment(run_brief: RunBrief, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE)
    done = run_brief("--dry-run", "ferry.txt", cwd=tmp_path, env={"BRIEF_MODEL": "mine", "OPENAI_API_KEY": "k"})
    assert done.returncode == 0, done.stderr
    assert "(model mine)" in done.stderr


def test_a_fork_takes_and_gives_more_than_a_pipe_holds(run_brief: RunBrief) -> None:
    article = ARTICLE + "\nThe ferry lay off Tarn." * 4_000
    done = run_brief("--pipeline", "draft", "--json", "-", stdin=article)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > len(article) > 2**16


def test_a_fork_that_takes_too_long_is_killed_and_the_next_one_runs(run_brief: RunBrief) -> None:
    with stub_server(lambda _body: Hangs(60)) as stub, pytest.raises(subprocess.TimeoutExpired):
        run_brief("-m", "m", SEED, env={"OPENAI_BASE_URL": stub.url}, timeout=1)
    assert run_brief("--version").returncode == 0


def test_a_variable_that_is_read_while_libraries_are_imported_wants_a_new_interpreter(warm_brief: WarmBrief) -> None:
    theirs = dict(warm_brief.environment)
    assert warm_brief.suits(theirs | {"OPENAI_API_KEY": "k"})
    assert not warm_brief.suits(theirs | {"OPENAI_LOG": "debug"})
    assert not warm_brief.suits({name: value for name, value in theirs.items() if name != "PATH"})


# What forks share, and a test of theirs would not show


@pytest.mark.parametrize(
    "arguments",
    [("--pipeline", "draft", "--format", "csv", STORY), ("digest", "{briefings}", "--html")],
)
def test_the_seed_of_pythons_hashes_changes_nothing(
    run_brief: RunBrief, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    if "{briefings}" in arguments:
        run_brief("--pipeline", "draft", "-q", "-o", tmp_path, STORY)
    words = [word.format(briefings=tmp_path) for word in arguments]
    first, second = (run_brief(*words, env={"PYTHONHASHSEED": seed}) for seed in "12")
    assert first.returncode == 0
    assert lasting(first.stdout) == lasting(second.stdout)
