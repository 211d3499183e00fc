"""Case files: what they may hold, and how a mistake in one is shown."""

import json
from pathlib import Path

import pytest
from conftest import REPOSITORY
from eval_folder import FAIR_CASE, QUAY_CASE, Evals, small_evals

from briefer.errors import UsageError
from briefer.evals.cases import case_files, case_schema, load_cases


@pytest.fixture
def evals(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Evals:
    return small_evals(tmp_path / "evals", capsys, monkeypatch)


MISTAKES = {
    "an unknown key": ("desk: disaster", "dessk: disaster", "dessk", "no key 'dessk'"),
    "a missing key": ("desk: disaster\n", "", "article:", "'desk' is missing"),
    "an unknown key far down": ("evidence: [6]", "evidense: [6]", "evidense", "no key 'evidense'"),
    "a sentence that is not there": ("evidence: [6]", "evidence: [60]", "[60]", "no sentence 60; the last is 6"),
    "no evidence": ("evidence: [6]", "evidence: []", "evidence: []", "at least 1 item"),
    "an unknown kind": ("kind: unknown", "kind: unsure", "unsure", "expect.uncertainties.0.kind"),
    "a link to nothing": ("[warned]", "[warmed]", "[warmed]", "no claim has the id 'warmed'; there are: lost, warned"),
    "two claims of one name": ("id: warned", "id: lost", "- id: lost", "'lost' stands twice"),
    "two ways to match": ('["14 boats"]}', '["14"], regex: "x"}', "regex", "exactly one of"),
    "a bad pattern": ('{contains: ["14 boats"]}', '{regex: "(14"}', "(14", "not a regular expression"),
    "no article": ("articles/quay.txt", "articles/key.txt", "key.txt", "key.txt"),
    "a key that stands twice": ("desk: disaster", "desk: sport\ndesk: courts", "desk: courts", "'desk' stands twice"),
    "an empty trap": (
        '\n      source: {any_of: ["Dahl"]}\n      why',
        "\n      why",
        "- section",
        "at least one of text",
    ),
}


@pytest.mark.parametrize(("old", "new", "there", "complaint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_case_is_exit_2_with_file_and_line(
    evals: Evals, old: str, new: str, there: str, complaint: str
) -> None:
    evals.edit("cases/quay.yaml", old, new)
    lines = (evals.folder / "cases" / "quay.yaml").read_text(encoding="utf-8").splitlines()
    line = max(number for number, text in enumerate(lines, 1) if there in text)
    done = evals.run()
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert f"quay.yaml:{line}: " in done.err
    assert complaint in done.err
    assert done.out == ""


def test_a_case_that_is_no_yaml_is_exit_2_with_file_and_line(evals: Evals) -> None:
    evals.edit("cases/quay.yaml", "desk: disaster", "desk: [disaster")
    done = evals.run()
    assert done.code == 2
    assert "quay.yaml:3: not YAML" in done.err


def test_where_there_is_no_evals_folder_one_line_says_so(evals: Evals, tmp_path: Path) -> None:
    evals.folder = tmp_path
    done = evals.run()
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "holds cases/" in done.err


def test_a_case_that_is_not_there_is_named_with_those_that_are(evals: Evals) -> None:
    done = evals.run("key")
    assert done.code == 2
    assert "key: no such case" in done.err
    assert "fair, quay" in done.err


def test_a_case_can_be_named_by_its_file(evals: Evals) -> None:
    done = evals.run(evals.folder / "cases" / "quay.yaml")
    assert "draft: 1 case\n" in done.out


def test_the_published_schema_is_that_of_the_code() -> None:
    published = json.loads((REPOSITORY / "evals" / "case.schema.json").read_text(encoding="utf-8"))
    assert published == case_schema()


def test_every_committed_case_is_sound_and_names_the_schema_for_editors() -> None:
    files = case_files(REPOSITORY / "evals")
    cases = load_cases(files)
    assert len(cases) >= 16
    first_lines = {path.read_text(encoding="utf-8").partition("\n")[0] for path in files}
    assert first_lines == {"# yaml-language-server: $schema=../case.schema.json"}


def test_the_committed_cases_cover_the_desks() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in case_files(REPOSITORY / "evals"))
    desks = {line.removeprefix("desk: ") for line in text.splitlines() if line.startswith("desk: ")}
    assert {"conflict", "business", "health", "courts", "science", "sport", "disaster", "elections"} <= desks


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no case in it"):
        case_files(tmp_path)


def test_a_case_needs_a_name_that_every_file_system_takes(evals: Evals) -> None:
    evals.write("cases/Quay 2.yaml", QUAY_CASE)
    assert evals.run().code == 2


def test_published_may_be_left_out(evals: Evals) -> None:
    assert "published" not in FAIR_CASE
    assert evals.run("fair").code == 0
