"""The README and docs/: every command shown runs and exits as a user expects; the output shown is the real one."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, SEED, RunBrief
from stub_server import Says, stub_server

PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
# Walked through by a test of their own, step by step.
_WALKED = {"evals.md", "prompts.md"}


def commands(page: Path) -> Iterator[str]:
    """The commands that a page shows: indented lines that run brief; what stands after two spaces explains."""
    for line in page.read_text().splitlines():
        if re.match(r"    (\S+=\S+ |cat \S+ \| )*brief( |$)", line):
            yield re.split(r"\s{2,}", line.strip())[0]


SHOWN = [(page.name, command) for page in PAGES if page.name not in _WALKED for command in commands(page)]


@pytest.fixture(scope="module")
def briefings() -> dict[str, str]:
    """Briefings already written, by the name of their file."""
    from briefer.articles import find_inputs, read
    from briefer.pipelines.draft import draft_now
    from briefer.render.json import to_json

    found = find_inputs([str(REPOSITORY / "tests" / "data" / "story")])
    return {f"{number}.json": to_json(draft_now(read(item))) for number, item in enumerate(found)}


@pytest.fixture
def desk(tmp_path: Path, briefings: dict[str, str]) -> Path:
    """A folder with what the commands name."""
    for day in ("monday", "tuesday"):
        (tmp_path / day).mkdir()
        for name, text in briefings.items():
            (tmp_path / day / name).write_text(text, "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "seeds").mkdir()
    shutil.copy(SEED, tmp_path / "seeds")
    shutil.copy(SEED, tmp_path / "folder")
    (tmp_path / "out").mkdir()
    failed = {"path": f"folder/{SEED.name}", "status": "failed", "reason": "the connection was cut"}
    (tmp_path / "out" / "failures.jsonl").write_text(json.dumps(failed), "utf-8")
    shutil.copy(SEED, tmp_path / "article.txt")
    shutil.copy(REPOSITORY / "evals" / "articles" / "windfarm-check.html", tmp_path / "page.html")
    return tmp_path


def test_the_pages_show_commands() -> None:
    assert len(SHOWN) > 8


@pytest.mark.parametrize(("page", "command"), SHOWN)
def test_a_command_that_is_shown_runs(run_brief: RunBrief, desk: Path, page: str, command: str) -> None:
    piped, _, command = command.rpartition(" | ")
    words = shlex.split(command)
    while words[0] != "brief":
        words.pop(0)
    stdin = (desk / piped.split()[1]).read_bytes() if piped else b""
    # Whatever endpoint the page names, the one that answers here is a stub: it refuses, so the draft stands.
    with stub_server(lambda _body: Says(None, refusal="no")) as stub:
        env = {"OPENAI_BASE_URL": stub.url, "XDG_CACHE_HOME": str(desk / "cache")}
        done = run_brief(*words[1:], stdin=stdin, env=env, cwd=desk)
        asked = bool(stub.questions)
    # A digest that falls back to the rules is whole; a briefing that falls back to the draft is degraded.
    assert done.returncode == (1 if asked and words[1] != "digest" else 0), done.stderr
    assert "Traceback" not in done.stderr


def test_the_output_that_the_readme_shows_is_real(run_brief: RunBrief) -> None:
    text = (REPOSITORY / "README.md").read_text()
    [block] = re.findall(r"```console\n\$ brief (.*?)\n(.*?)\n…\n```", text, re.DOTALL)
    done = run_brief(*block[0].split())
    assert done.stdout.startswith(block[1] + "\n")


def test_the_output_that_the_page_on_digests_shows_is_real(run_brief: RunBrief) -> None:
    text = (REPOSITORY / "docs" / "digest.md").read_text()
    [block] = re.findall(r"```console\n\$ brief (.*?)\n…\n(.*?)\n…\n```", text, re.DOTALL)
    done = run_brief(*block[0].split())
    assert f"\n{block[1]}\n" in done.stdout


def test_the_python_that_the_readme_shows_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    [code] = re.findall(r"```python\n(.*?)```", (REPOSITORY / "README.md").read_text(), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "Iranian officials have denied" in capsys.readouterr().out


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [*PAGES, REPOSITORY / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
