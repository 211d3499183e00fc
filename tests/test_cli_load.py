"""A run that meets trouble: what it spends, what it loses, what it says, and how it goes on."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import REPOSITORY
from reading_stub import reads, tokens_of
from stub_server import Fails, Hangs, Limits, Says, faulty, stub_server

from briefer.errors import UsageError
from briefer.llm.account import Account, Budget, BudgetError, parse_budget

TOWNS = ("Tarn", "Emmer", "Halden", "Volk", "Karst", "Merrow")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    (articles / "north").mkdir(parents=True)
    for place, town in enumerate(TOWNS):
        (articles / ("north" if place % 2 else "") / f"{town}.txt").write_text(
            f"Ferry runs aground off {town}\n\nThe ferry ran aground off {town} on Tuesday, harbour master Mara Venn "
            f"said.\n\nAll passengers are safe in {town}.\n"
        )
    return articles


def failures(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "failures.jsonl").read_text().splitlines()]


def about(town: str, reply):
    return lambda body: reply if town in str(body["messages"][1]) else reads(body)


# What failed, and doing it again


def test_what_failed_is_in_a_file_with_the_reason_and_the_command_to_do_it_again(run_brief, folder, tmp_path):
    out = tmp_path / "out"
    with stub_server(about("Karst", Fails(400, "bad words"))) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        done = run_brief(folder, "--no-digest", "-m", "m", "-o", out, env=env)
        assert done.returncode == 1
        [entry] = failures(out)
        assert entry["path"] == str(folder / "Karst.txt")
        assert entry["status"] == "failed"
        assert "bad words" in entry["reason"]
        assert str(folder) not in entry["reason"]
        assert entry["rerun"] == shlex.join(
            ["brief", str(folder), "--no-digest", "-m", "m", "-o", str(out), "--only-failed"]
        )
        assert entry["rerun"] in done.stderr
    assert not (out / "Karst.json").exists()


def test_only_what_failed_is_done_again_under_the_name_that_it_would_have_had(run_brief, folder, tmp_path):
    out = tmp_path / "out"
    broken = True
    with stub_server(
        lambda body: Fails(400) if broken and "Emmer" in str(body["messages"][1]) else reads(body)
    ) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        run_brief(folder, "--no-digest", "-m", "m", "-o", out, env=env)
        broken = False
        before = len(stub.questions)
        done = run_brief(folder, "--no-digest", "-m", "m", "-o", out, "--only-failed", "--no-cache", env=env)
        assert len(stub.questions) == before + 1
    assert done.returncode == 0
    assert (out / "north" / "Emmer.json").exists()
    assert not (out / "failures.jsonl").exists()


def test_with_nothing_failed_there_is_nothing_to_do_again(run_brief, folder, tmp_path):
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        run_brief(folder, "--no-digest", "-m", "m", "-o", tmp_path / "out", env=env)
        done = run_brief(folder, "--no-digest", "-m", "m", "-o", tmp_path / "out", "--only-failed", env=env)
    assert done.returncode == 2
    assert "failures.jsonl" in done.stderr


def test_several_failures_are_told_in_a_table(run_brief, folder, tmp_path):
    with stub_server(lambda _body: Says(None, refusal="no")) as stub:
        done = run_brief(folder, "--no-digest", "-m", "m", "-o", tmp_path / "out", env={"OPENAI_BASE_URL": stub.url})
    rows = [line for line in done.stderr.splitlines() if line.startswith("  degraded ")]
    assert len(rows) == len(TOWNS)
    assert "6 of 6 articles briefed, 6 degraded" in done.stderr


def test_a_transport_failure_is_no_draft_that_passes_for_success(run_brief, folder, tmp_path):
    with stub_server(about("Tarn", Fails(400))) as stub:
        run_brief(folder, "--no-digest", "-m", "m", "-o", tmp_path / "out", env={"OPENAI_BASE_URL": stub.url})
    assert not (tmp_path / "out" / "Tarn.json").exists()
    assert not (tmp_path / "out" / "Tarn.md").exists()


def test_an_answer_cut_off_gets_more_room_once(run_brief, folder):
    limits: list[int] = []

    def script(body):
        limits.append(body["max_tokens"])
        said = reads(body)
        return said if len(limits) > 1 else Says(said.content[:50], finish_reason="length")

    with stub_server(script) as stub:
        done = run_brief(folder / "Tarn.txt", "-m", "m", "--json", env={"OPENAI_BASE_URL": stub.url})
    assert done.returncode == 0
    assert limits[1] == 2 * limits[0]
    assert json.loads(done.stdout)["provenance"]["requests"] == 2


def test_among_many_faults_nothing_is_lost_and_only_what_gave_no_usable_answer_is_degraded(run_brief, folder, tmp_path):
    for number in range(60):
        (folder / f"more{number}.txt").write_text(
            f"Case {number}\n\nThe mill of Tarn was closed {number} days, police said.\n"
        )
    out = tmp_path / "out"
    with stub_server(faulty(reads, 0.2, seed=3, hang=1.0), latency=0.02) as stub:
        done = run_brief(
            folder, "--no-digest", "-m", "m", "-o", out, "--no-ask-again", env={"OPENAI_BASE_URL": stub.url}
        )
    written = sorted(path.stem for path in out.rglob("*.json"))
    assert len(written) == 66
    assert done.returncode == 1
    assert {entry["status"] for entry in failures(out)} == {"degraded"}
    unusable = ("refused", "invalid", "truncated")
    assert all(any(word in entry["reason"] for word in unusable) for entry in failures(out))


# Limits


def test_a_limit_without_headers_loses_nothing(run_brief, folder, tmp_path):
    limits = Limits(requests_a_minute=120, bucket=2, tells="none")
    with stub_server(reads, limits=limits) as stub:
        done = run_brief(folder, "--no-digest", "-m", "m", "-o", tmp_path / "out", env={"OPENAI_BASE_URL": stub.url})
        refused = [asked for asked in stub.questions if asked.outcome == "429"]
    assert done.returncode == 0
    assert len(refused) <= 6


def test_j_is_the_most_requests_at_once(run_brief, folder, tmp_path):
    with stub_server(reads, latency=0.2, limits=Limits(at_once=2, tells="none")) as stub:
        done = run_brief(
            folder, "--no-digest", "-m", "m", "-j", "2", "-o", tmp_path / "out", env={"OPENAI_BASE_URL": stub.url}
        )
        assert {asked.outcome for asked in stub.questions} == {"200"}
    assert done.returncode == 0


# Budget


def test_a_run_stops_before_its_budget_and_says_how_to_go_on(run_brief, folder, tmp_path):
    out = tmp_path / "out"
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        done = run_brief(
            folder, "--no-digest", "-m", "m", "-j", "1", "-o", out, "--budget", "25000tok", "--usage", env=env
        )
        spent = sum(tokens_of(body) + len(reads(body).content) // 4 for body in stub.bodies)
        assert 1 <= len(stub.questions) < 6
        assert spent <= 25_000
    assert done.returncode == 1
    assert "the budget is used up" in done.stderr
    assert "--only-failed" in done.stderr
    assert {entry["status"] for entry in failures(out)} == {"unfinished"}
    assert len(failures(out)) + len(list(out.rglob("*.json"))) == 6


def test_a_budget_in_dollars_needs_a_price(run_brief, folder):
    with stub_server(reads) as stub:
        done = run_brief(
            folder, "--no-digest", "-m", "no-such-model", "--budget", "5usd", env={"OPENAI_BASE_URL": stub.url}
        )
        assert stub.ledger == []
    assert done.returncode == 2
    assert "the price of no-such-model is not known" in done.stderr


def test_a_budget_in_dollars_holds_for_a_model_with_a_price(run_brief, folder):
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        done = run_brief(
            folder, "--no-digest", "-m", "gpt-5.4-mini", "-j", "1", "--json", "--budget", "0.05usd", env=env
        )
        assert 1 <= len(stub.questions) < 6
    briefings = json.loads(done.stdout)
    assert done.returncode == 1
    assert 0 < sum(one["provenance"]["cost_usd"] for one in briefings) <= 0.05


@pytest.mark.parametrize("text", ["5", "usd", "-1usd", "0tok", "five usd", "5eur"])
def test_a_budget_that_is_none_is_a_usage_error(text: str):
    with pytest.raises(UsageError, match="5usd"):
        parse_budget(text)


@pytest.mark.parametrize(("text", "budget"), [("5usd", Budget(usd=5.0)), ("200_000 TOK", Budget(tokens=200_000))])
def test_a_budget_is_dollars_or_tokens(text: str, budget: Budget):
    assert parse_budget(text) == budget


def test_what_is_set_aside_for_requests_under_way_can_not_be_spent_twice():
    import asyncio

    async def everything() -> None:
        account = Account(budget=Budget(tokens=1000))
        async with account.reserved(1000, 300):
            refused = asyncio.create_task(account.reserved(1000, 300).__aenter__())
            await asyncio.sleep(0)
            assert not refused.done()
        account.paid(1000, account.usage(500, 300, 0))
        with pytest.raises(BudgetError):
            await refused

    asyncio.run(everything())


# What the user sees


def test_a_long_run_that_is_no_terminal_says_a_line_now_and_then_and_nothing_on_stdout(run_brief, folder, tmp_path):
    with stub_server(reads, latency=1.2) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        done = run_brief(folder, "--no-digest", "-m", "m", "-j", "1", "-o", tmp_path / "out", env=env)
        quiet = run_brief(folder, "--no-digest", "-m", "m", "-o", tmp_path / "out2", "-q", env=env)
    assert done.stdout == ""
    assert [line for line in done.stderr.splitlines() if " of 6 done, " in line and line.endswith(" left")]
    assert quiet.stderr == ""


def test_usage_counts_what_was_spent_in_this_run(run_brief, folder):
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        first = run_brief(folder, "--no-digest", "-m", "gpt-5.4-mini", "--usage", "--json", env=env)
        again = run_brief(folder, "--no-digest", "-m", "gpt-5.4-mini", "--usage", "--json", env=env)
    assert "6 requests, 0.0" in first.stderr
    assert "usage: 0 tokens in, 0 out, 0 requests" in again.stderr


# Stopped on the way


def started(folder: Path, out: Path, url: str, cache: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefer", "-m", "m", "-o", out, *options, folder],
        env=os.environ | {"OPENAI_BASE_URL": url, "XDG_CACHE_HOME": str(cache)},
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(condition) -> None:
    deadline = time.monotonic() + 40
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)


def test_a_killed_run_goes_on_where_it_stopped_and_pays_for_nothing_twice(run_brief, folder, tmp_path):
    out, cache = tmp_path / "out", tmp_path / "mine"
    with stub_server(reads, latency=0.3) as stub:
        running = started(folder, out, stub.url, cache, "-j", "1")
        wait_for(lambda: len(stub.questions) >= 3)
        running.kill()
        running.communicate()
        done = run_brief(
            folder, "--no-digest", "-m", "m", "-o", out, env={"OPENAI_BASE_URL": stub.url, "XDG_CACHE_HOME": str(cache)}
        )
        assert len(stub.questions) <= 7
    assert done.returncode == 0
    assert len(list(out.rglob("*.json"))) == 6
    assert list(out.rglob(".brief-*")) == []
    assert all(json.loads(path.read_text()) for path in out.rglob("*.json"))


def test_an_interrupted_run_says_how_to_go_on(folder, tmp_path):
    out = tmp_path / "out"
    with stub_server(about("Volk", Hangs(60))) as stub:
        running = started(folder, out, stub.url, tmp_path / "mine")
        wait_for(lambda: len(list(out.rglob("*.md"))) == 5)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "5 of 6 articles are finished and written" in said
    assert f"brief -m m -o {out} {folder} --only-failed" in said
    assert [(Path(entry["path"]).name, entry["status"]) for entry in failures(out)] == [("Volk.txt", "unfinished")]


def test_a_wrong_key_in_the_middle_keeps_what_is_finished(run_brief, folder, tmp_path):
    out = tmp_path / "out"
    with stub_server(about("Volk", Fails(401, "bad key"))) as stub:
        done = run_brief(folder, "--no-digest", "-m", "m", "-j", "1", "-o", out, env={"OPENAI_BASE_URL": stub.url})
    assert done.returncode == 3
    assert "are finished and written" in done.stderr
    assert {entry["status"] for entry in failures(out)} == {"unfinished"}
