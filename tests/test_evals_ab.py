"""A/B: two prompt sets on the same cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from eval_folder import Evals, Result, obliging, small_evals
from stub_server import Says, Stub, stub_server

from briefer import templates


@pytest.fixture
def evals(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Evals:
    return small_evals(tmp_path / "evals", capsys, monkeypatch)


@pytest.fixture
def my_prompts(tmp_path: Path) -> Path:
    """An edit that makes the stub deny nothing."""
    folder = tmp_path / "my-prompts" / "assist"
    folder.mkdir(parents=True)
    text = templates.file("assist/denials").text
    (folder / "denials.md").write_text(f"{text}\nAnswer WRONGLY.\n", encoding="utf-8")
    return folder.parent


def wrong_where_told(body: dict[str, Any]) -> Says:
    if "WRONGLY" in json.dumps(body["messages"]) and "denials" in json.dumps(body["response_format"]):
        return Says(json.dumps({"denials": {"D1": []}}), tokens_in=20)
    return obliging(body)


def compare(evals: Evals, prompts: Path, set_name: str = "assist") -> tuple[Result, Stub]:
    with stub_server(wrong_where_told) as stub:
        done = evals.run("--ab", set_name, prompts, "-m", "stub-model", env={"OPENAI_BASE_URL": stub.url})
    return done, stub


def test_both_sides_are_recorded_where_needed_and_only_there(evals: Evals, my_prompts: Path) -> None:
    first, asked = compare(evals, my_prompts)
    assert first.code == 0, first.err
    assert len(asked.questions) == 3 + 2, "three for A, and for B those of the one case that renders the edit"
    again, not_asked = compare(evals, my_prompts)
    assert again.out == first.out
    assert not_asked.questions == []


def test_changes_are_told_by_field_case_item_and_tokens(evals: Evals, my_prompts: Path) -> None:
    lines = compare(evals, my_prompts)[0].out.splitlines()
    field = next(line for line in lines if line.startswith("  denials.denies")).split()
    assert field[1:4] == ["1.000", "0.000", "-1.000"]
    assert "cases: 0 won, 1 lost, 1 tied" in lines
    assert "  - quay: denials.denies right: denies: warned → warned" in lines
    assert "  + quay: denials.denies missed: denies: warned → warned" in lines
    assert lines[-1] == "tokens: 30 in and 15 out with A, 40 in and 15 out with B"


def test_recordings_of_an_experiment_stay_out_of_the_committed_ones(evals: Evals, my_prompts: Path) -> None:
    compare(evals, my_prompts)
    assert evals.run().code == 0
    assert (evals.folder / ".ab" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_prompts_that_change_nothing_are_refused(evals: Evals, my_prompts: Path) -> None:
    (my_prompts / "assist" / "denials.md").write_bytes(templates.file("assist/denials").data)
    done, stub = compare(evals, my_prompts)
    assert (done.code, stub.questions) == (2, [])
    assert "edit one first" in done.err


def test_a_set_that_is_none_is_refused(evals: Evals, my_prompts: Path) -> None:
    done, _ = compare(evals, my_prompts, "draft")
    assert (done.code, "no pipeline's prompts" in done.err) == (2, True)
