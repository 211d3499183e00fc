"""The gate: what makes ``brief eval`` exit 0, 1, 2 and 3, and how each is told."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from eval_folder import Evals, small_evals


@pytest.fixture
def evals(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Evals:
    return small_evals(tmp_path / "evals", capsys, monkeypatch)


@pytest.fixture
def accepted(evals: Evals) -> Evals:
    """The folder with its scores accepted as the baseline."""
    assert evals.run("--accept-baseline").code == 0
    return evals


def test_without_thresholds_and_baseline_all_is_fine_and_the_next_step_is_named(evals: Evals) -> None:
    done = evals.run()
    assert done.code == 0
    assert "brief eval --accept-baseline writes it" in done.out


def test_a_field_below_its_threshold_is_exit_1(evals: Evals) -> None:
    evals.write("thresholds.toml", '[draft]\nsources = 0.5\n"denials.denies" = 0.9\n')
    done = evals.run()
    assert done.code == 1
    assert "FAIL: draft: denials.denies: 0.000 is below the threshold of 0.900" in done.out
    assert "sources: " not in done.out.partition("FAIL")[2]


def test_thresholds_are_for_all_cases_together(evals: Evals) -> None:
    evals.write("thresholds.toml", '[draft]\n"denials.denies" = 0.9\n')
    assert evals.run("quay").code == 0


def test_a_field_below_the_baseline_is_exit_1_and_names_the_case(accepted: Evals) -> None:
    accepted.edit("cases/quay.yaml", "evidence: [4]", "evidence: [2]")
    done = accepted.run()
    assert done.code == 1
    assert "FAIL: draft: denials.evidence: 0.000 is below the baseline of 1.000 (quay)" in done.out


def test_the_baseline_is_compared_on_the_cases_that_both_have(accepted: Evals) -> None:
    (accepted.folder / "cases" / "fair.yaml").rename(accepted.folder / "cases" / "feast.yaml")
    assert accepted.run().code == 0
    assert accepted.run("quay").code == 0


def test_a_trap_is_exit_1_and_says_what_was_said(evals: Evals) -> None:
    evals.edit("cases/quay.yaml", 'source: {any_of: ["Dahl"]}\n      why', 'source: {any_of: ["Brack"]}\n      why')
    done = evals.run()
    assert done.code == 1
    assert "FAIL: draft: must_not: quay: D1 says “Brack Lines denied that it had been warned of cracks.”" in done.out


def test_no_baseline_accepts_a_trap(evals: Evals) -> None:
    evals.edit("cases/quay.yaml", 'source: {any_of: ["Dahl"]}\n      why', 'source: {any_of: ["Brack"]}\n      why')
    evals.run("--accept-baseline")
    assert evals.run().code == 1


def test_the_baseline_is_written_only_when_asked(evals: Evals) -> None:
    evals.run()
    assert not (evals.folder / "baseline.json").exists()


def test_the_baseline_is_one_line_a_case_so_that_a_review_shows_what_moved(accepted: Evals) -> None:
    lines = (accepted.folder / "baseline.json").read_text(encoding="utf-8").splitlines()
    assert [line.split('"')[1] for line in lines if line.startswith("      ")] == ["fair", "quay"]
    before = lines
    accepted.run("--accept-baseline")
    assert (accepted.folder / "baseline.json").read_text(encoding="utf-8").splitlines() == before


def test_a_baseline_of_some_cases_is_refused(evals: Evals) -> None:
    done = evals.run("quay", "--accept-baseline")
    assert (done.code, (evals.folder / "baseline.json").exists()) == (2, False)


def test_a_baseline_is_refused_while_a_recording_is_missing(accepted: Evals) -> None:
    before = (accepted.folder / "baseline.json").read_bytes()
    (accepted.folder / "recordings" / "assist" / "some-model").mkdir(parents=True)
    done = accepted.run("--accept-baseline")
    assert done.code == 3
    assert "is not written" in done.err
    assert (accepted.folder / "baseline.json").read_bytes() == before


def test_what_the_baseline_has_accepted_must_stay_recorded(accepted: Evals) -> None:
    path = accepted.folder / "baseline.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["runs"]["assist/some-model"] = document["runs"]["draft"]
    path.write_text(json.dumps(document), encoding="utf-8")
    done = accepted.run()
    assert done.code == 3
    assert "missing: assist/some-model: quay" in done.out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[draft]\nsources = 0.5\nsorces = 0.5\n", "thresholds.toml:3: no field is called 'sorces'"),
        ("[drafts]\nsources = 0.5\n", "thresholds.toml:1: no pipeline is called 'drafts'"),
        ("[draft]\nsources = 50\n", "thresholds.toml:2: sources is not between 0 and 1"),
        ("[draft\n", "thresholds.toml: not TOML"),
    ],
)
def test_a_mistake_in_the_thresholds_is_exit_2_with_file_and_line(evals: Evals, text: str, complaint: str) -> None:
    evals.write("thresholds.toml", text)
    done = evals.run()
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert complaint in done.err


def test_a_damaged_baseline_is_exit_2_in_one_line(accepted: Evals) -> None:
    accepted.write("baseline.json", '{"version": 1, "runs": {"draft": 3}}')
    done = accepted.run()
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "baseline.json: damaged at runs.draft" in done.err


def test_a_pipeline_that_crashes_on_a_case_misses_all_of_it_and_judges_the_rest(
    accepted: Evals, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefer.evals import running
    from briefer.pipelines.draft import draft_now

    def crash(article: object) -> object:
        if "quay" in str(getattr(article, "text", "")):
            raise RuntimeError("a bug")
        return draft_now(article)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "draft_now", crash)
    done = accepted.run("--json")
    run = json.loads(done.out)["runs"][0]
    assert done.code == 1
    assert run["failures"] == {"quay": "RuntimeError: a bug"}
    assert run["fields"]["denials"] == {"n": 1, "precision": None, "recall": 0.0, "f1": 0.0}
    assert run["cases"]["fair"]["fields"]["claims"]["recall"] == 1.0


def test_the_junit_file_has_a_test_for_each_field_and_case(evals: Evals, tmp_path: Path) -> None:
    evals.write("thresholds.toml", '[draft]\n"denials.denies" = 0.9\n')
    report = tmp_path / "report.xml"
    evals.run("--junit", report)
    suite = ET.parse(report).getroot().find("testsuite")
    assert suite is not None
    names = [test.get("name") for test in suite]
    assert {"field claims", "case quay", "case fair"} <= set(names)
    assert [test.get("name") for test in suite if test.find("failure") is not None] == ["field denials.denies"]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (str(len(names)), "1", "0")


def test_on_github_what_is_wrong_is_an_error_line_beside_its_file(accepted: Evals) -> None:
    accepted.edit("cases/quay.yaml", "evidence: [4]", "evidence: [2]")
    done = accepted.run(env={"GITHUB_ACTIONS": "true"})
    quay = accepted.folder / "cases" / "quay.yaml"
    assert f"::error file={quay},title=draft denials.evidence::0.000 is below the baseline of 1.000\n" in done.err
    assert "::error" not in accepted.run().err


def test_json_holds_every_figure_with_its_n(evals: Evals) -> None:
    run = json.loads(evals.run("--json").out)["runs"][0]
    assert run["fields"]["sources"] == {"n": 4, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert "denials.denies missed D1 (denies: warned → warned)" in run["cases"]["quay"]["faults"]


def test_show_prints_the_article_with_expected_and_found_side_by_side(evals: Evals) -> None:
    lines = evals.run("quay", "--show").out.splitlines()
    assert "[4] Brack Lines denied that it had been warned of cracks." in lines
    row = next(line for line in lines if line.startswith("= denies warned"))
    assert "| D1 denies: Brack Lines denied that" in row
    assert "denials.denies missed D1 (denies: warned → warned)" in lines


def test_the_scoreboard_is_a_markdown_table(evals: Evals) -> None:
    lines = evals.run("--scoreboard").out.splitlines()
    assert lines[:2] == ["| field | n | draft |", "| --- | ---: | ---: |"]
    assert "| sources | 4 | 1.00 (1.00 / 1.00) |" in lines


def test_without_its_libraries_one_line_says_how_to_get_them(evals: Evals, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "vcr" else find(name, *rest))
    done = evals.run()
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "pip install 'briefer[dev]'" in done.err


def test_an_articles_escape_codes_do_not_reach_the_terminal(evals: Evals) -> None:
    evals.edit("articles/quay.txt", "gave way on", "gave\x1b[31m way on")
    assert "\x1b" not in evals.run("quay", "--show").out


def test_a_report_that_cant_be_written_is_one_line(evals: Evals, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = evals.run("--junit", tmp_path / "file" / "report.xml")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "report.xml: can't be written" in done.err


def test_things_to_do_are_done_one_at_a_time(evals: Evals) -> None:
    done = evals.run("--self-test", "--record")
    assert (done.code, "--record and --self-test are different things" in done.err) == (2, True)
