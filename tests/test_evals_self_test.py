"""The harness can fail: mistakes made on purpose cost something, harmless changes nothing."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import REPOSITORY
from eval_folder import small_evals

from briefer.evals import scoring
from briefer.evals.cases import load_cases
from briefer.evals.self_test import Trial, trials

CASES = ("ferry-grounding", "grain-takeover", "ashby-hearing", "lake-emmer", "dambreak-ru")
MISTAKES = {
    "drop",
    "duplicate",
    "×10",
    "flip polarity",
    "wrong source",
    "no source",
    "shifted evidence",
    "no evidence",
    "denial → claim",
    "invented item",
    "empty",
}


@pytest.fixture(scope="module")
def tried() -> list[Trial]:
    return list(trials(load_cases(REPOSITORY / "evals" / "cases" / f"{name}.yaml" for name in CASES)))


def test_every_mistake_of_at_least_200_is_caught(tried: list[Trial]) -> None:
    mistakes = [trial for trial in tried if not trial.harmless]
    assert len(mistakes) >= 200
    assert [str(trial) for trial in mistakes if not trial.passed] == []


def test_every_kind_of_mistake_is_tried(tried: list[Trial]) -> None:
    kinds = Counter(trial.mutant.mistake for trial in tried if not trial.harmless)
    assert kinds.keys() >= MISTAKES


def test_order_white_space_letter_case_and_quotes_make_no_difference(tried: list[Trial]) -> None:
    harmless = [trial for trial in tried if trial.harmless]
    assert {trial.mutant.mistake for trial in harmless} == {"reorder", "white space", "letter case", "straight quotes"}
    assert [str(trial) for trial in harmless if not trial.passed] == []


def test_a_tenfold_number_is_named_with_field_and_item(tried: list[Trial]) -> None:
    tenfold = next(trial for trial in tried if trial.mutant.mistake == "×10" and trial.mutant.item.startswith("C"))
    grounded = next(fault for fault in tenfold.faults if fault.field == "grounded")
    assert grounded.found == tenfold.mutant.item
    assert "adds the number" in (grounded.note or "")


def test_the_command_counts_what_was_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = small_evals(tmp_path, capsys, monkeypatch).run("--self-test")
    assert done.code == 0
    assert "mistakes caught, 8 harmless changes tried" in done.out


def test_a_harness_that_overlooks_a_field_fails_its_self_test(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "cites", lambda *_: True)
    done = small_evals(tmp_path, capsys, monkeypatch).run("--self-test")
    assert done.code == 1
    assert "NOT CAUGHT: quay: shifted evidence of" in done.out
