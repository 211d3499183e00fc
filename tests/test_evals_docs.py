"""docs/evals.md and the walk through an edit in docs/prompts.md do what they say."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY
from eval_folder import QUAY, obliging
from stub_server import stub_server

from briefer.evals.cases import load_cases

WALK = "## From idea to accepted baseline"
CASES = ("clerk-testimony", "airline-outage", "lido-reopens")
EXIT_CODES = {"brief eval": [3, 0]}
"""Commands of the walk that exit with something else than 0, in the order in which they stand there."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with two cases, and ``brief`` on the path."""
    shutil.copytree(REPOSITORY / "briefer", tmp_path / "briefer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPOSITORY / "prompts", tmp_path / "prompts")
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    for name in CASES:
        for part in ("cases", "articles"):
            (tmp_path / "evals" / part).mkdir(parents=True, exist_ok=True)
            for file in (REPOSITORY / "evals" / part).glob(f"{name}.*"):
                shutil.copy(file, tmp_path / "evals" / part)
    command = tmp_path / "bin" / "brief"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefer "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def run(checkout: Path, command: str, url: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATH": f"{checkout / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(checkout),
        "OPENAI_BASE_URL": url,
        "BRIEF_MODEL": "stub-model",
        # What the first command has compiled of this checkout, which goes with the test, the others need not.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return subprocess.run(
        ["bash", "-euc", command],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def walk() -> Iterator[str]:
    """The commands of the walk, in order."""
    section = (REPOSITORY / "docs" / "prompts.md").read_text(encoding="utf-8").partition(WALK)[2].partition("\n## ")[0]
    return (line.strip() for line in section.splitlines() if line.startswith("    "))


def test_each_command_of_the_walk_through_an_edit_does_what_the_page_says(checkout: Path) -> None:
    with stub_server(obliging) as stub:
        made = run(checkout, "brief eval --record --pipeline assist && brief eval --accept-baseline", stub.url)
        assert made.returncode == 0, made.stderr
        due = {command: iter(codes) for command, codes in EXIT_CODES.items()}
        for command in walk():
            done = run(checkout, command, stub.url)
            expected = next(due.get(command, iter(())), 0)
            assert done.returncode == expected, f"{command}\n{done.stdout}\n{done.stderr}"
    assert "my-prompts" not in (checkout / "evals" / "baseline.json").read_text(encoding="utf-8")


def test_the_walk_edits_a_packaged_prompt(checkout: Path) -> None:
    commands = list(walk())
    edit = next(command for command in commands if command.startswith("sed"))
    before = (REPOSITORY / "prompts" / "assist" / "summary.md").read_text(encoding="utf-8")
    run(checkout, "; ".join(commands[1:3]) + f"; {edit}", "")
    after = (checkout / "my-prompts" / "assist" / "summary.md").read_text(encoding="utf-8")
    assert after != before


def test_the_case_that_the_page_shows_is_sound(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs" / "evals.md").read_text(encoding="utf-8")
    for folder in ("articles", "cases"):
        (tmp_path / folder).mkdir()
    (tmp_path / "articles" / "quay.txt").write_text(QUAY, encoding="utf-8")
    path = tmp_path / "cases" / "quay.yaml"
    path.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    (case,) = load_cases([path])
    assert case.expect.denials[0].denies == ("warned",)


def test_the_page_names_every_way_to_match_and_every_exit() -> None:
    page = (REPOSITORY / "docs" / "evals.md").read_text(encoding="utf-8")
    assert all(f"`{way}`" in page for way in ("contains", "any_of", "regex", "fuzzy"))
    assert all(f"| {code} |" in page for code in (0, 1, 2, 3))
