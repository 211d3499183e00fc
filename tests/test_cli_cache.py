"""Nothing is paid for twice: answers are kept, found again, and left out where that is asked for."""

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, RunBrief
from reading_stub import reads
from stub_server import Says, Stub, stub_server

TOWNS = ("Tarn", "Emmer", "Halden", "Volk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for town in TOWNS:
        (articles / f"{town}.txt").write_text(
            f"Ferry runs aground off {town}\n\nThe ferry ran aground off {town} on Tuesday, harbour master Mara Venn "
            f"said.\n\nAll passengers are safe in {town}.\n"
        )
    return articles


@pytest.fixture
def brief(run_brief: RunBrief, folder: Path):
    """Run over the folder against a stub, printing JSON; further arguments are options."""

    def run(
        stub: Stub, *options: str | Path, env: dict[str, str] | None = None, fresh: bool = False
    ) -> list[dict[str, Any]]:
        env = {"OPENAI_BASE_URL": stub.url, **(env or {})}
        done = run_brief(folder, "--no-digest", "--json", *options, env=env, fresh=fresh)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def lasting(briefing: dict[str, Any]) -> dict[str, Any]:
    made = {
        key: value for key, value in briefing["provenance"].items() if key not in {"seconds", "cached", "created_at"}
    }
    return briefing | {"provenance": made}


def test_a_second_run_makes_no_request_and_gives_the_same_briefings(brief):
    with stub_server(reads) as stub:
        first = brief(stub, fresh=True)
        asked = len(stub.ledger)
        second = brief(stub, fresh=True)  # an interpreter with another seed for its hashes: the same keys all the same
        assert len(stub.ledger) == asked
    assert [one["provenance"]["cached"] for one in first + second] == [False] * 4 + [True] * 4
    assert list(map(lasting, first)) == list(map(lasting, second))


@pytest.mark.parametrize("option", ["--no-cache", "--refresh"])
def test_a_run_can_be_told_to_ask_again(brief, option: str):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        again = brief(stub, "-m", "m", option)
        assert len(stub.questions) == 8
    assert not any(one["provenance"]["cached"] for one in again)


def test_without_the_cache_nothing_is_kept(brief):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m", "--no-cache")
        brief(stub, "-m", "m")
        assert len(stub.questions) == 8


def test_another_model_is_asked_for_itself(brief):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        brief(stub, "-m", "n")
        assert len(stub.questions) == 8


def test_an_edited_prompt_is_asked_anew(brief, tmp_path: Path):
    prompts = tmp_path / "prompts" / "extract"
    prompts.mkdir(parents=True)
    claims = (REPOSITORY / "prompts" / "extract" / "claims.md").read_text()
    (prompts / "claims.md").write_text(claims + "\nBe brief.\n")
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        brief(stub, "-m", "m", "-t", prompts.parent)
        assert len(stub.questions) == 8


def test_of_an_edited_folder_only_what_is_new_is_asked(brief, folder: Path):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        (folder / "Tarn.txt").write_text("A bridge fell in Tarn\n\nA bridge fell in Tarn, police said.\n")
        brief(stub, "-m", "m")
        assert len(stub.questions) == 5


def test_a_moved_article_is_found_again_under_its_new_path(brief, folder: Path):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        shutil.move(folder / "Tarn.txt", folder / "Zarn.txt")
        moved = brief(stub, "-m", "m")
        assert len(stub.questions) == 4
    assert {Path(one["article"]["path"]).name for one in moved} == {"Emmer.txt", "Halden.txt", "Volk.txt", "Zarn.txt"}


def test_the_same_text_twice_in_a_folder_is_paid_for_once(brief, folder: Path):
    shutil.copy(folder / "Tarn.txt", folder / "Copy.txt")
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        assert len(stub.questions) == 4


def test_a_refused_article_is_asked_again_the_next_time(run_brief: RunBrief, folder: Path):
    with stub_server(lambda body: Says(None, refusal="no") if "Tarn" in str(body) else reads(body)) as stub:
        for _ in range(2):
            done = run_brief(folder, "--no-digest", "-m", "m", env={"OPENAI_BASE_URL": stub.url})
            assert done.returncode == 1
        assert len(stub.questions) == 5


def test_a_damaged_entry_is_asked_anew(brief, tmp_path: Path):
    cache = {"XDG_CACHE_HOME": str(tmp_path / "mine")}
    with stub_server(reads) as stub:
        brief(stub, "-m", "m", env=cache)
        for path in (tmp_path / "mine").rglob("*.json"):
            path.write_text('{"answer": "{')
        brief(stub, "-m", "m", env=cache)
        assert len(stub.questions) == 8


def test_what_is_kept_is_private_to_the_user(brief, tmp_path: Path):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m", env={"XDG_CACHE_HOME": str(tmp_path / "mine")})
    kept = list((tmp_path / "mine").rglob("*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept if path.is_dir()} == {0o700}


def test_a_cache_that_can_not_be_written_costs_a_line_and_no_article(brief, run_brief: RunBrief, folder: Path):
    in_the_way = folder.parent / "file"
    in_the_way.write_text("")
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url, "XDG_CACHE_HOME": str(in_the_way)}
        done = run_brief(folder, "--no-digest", "-m", "m", "--json", env=env)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 4
    assert [line for line in done.stderr.splitlines() if "can't be kept" in line and "pay" in line]


def test_the_cache_tells_its_size_and_can_be_cleared(brief, run_brief: RunBrief):
    with stub_server(reads) as stub:
        brief(stub, "-m", "m")
        assert ": 4 answers, 0.0 MB" in run_brief("cache", "info").stdout
        assert run_brief("cache", "clear").stdout == "removed 4 answers, 0.0 MB\n"
        brief(stub, "-m", "m")
        assert len(stub.questions) == 8


def test_options_that_contradict_each_other_are_a_usage_error(run_brief: RunBrief, folder: Path):
    assert run_brief(folder, "--refresh", "--no-cache").returncode == 2
