"""What the user reads of an evaluation, and what machines do: text, Markdown, JSON, JUnit, GitHub's lines."""

import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from briefer.evals.evaluation import Evaluation
from briefer.evals.marks import FIELDS, Count, total
from briefer.evals.running import Problem, Run

_WIDTH = 24


def text(evaluation: Evaluation) -> str:
    """A table for each runner, and what is wrong, in plain text."""
    lines: list[str] = []
    for run in evaluation.runs:
        lines += [*_table(run, evaluation), ""]
    lines += _verdict(evaluation)
    return "\n".join(lines) + "\n"


def scoreboard(evaluation: Evaluation) -> str:
    """A Markdown table of all runners: F1, with precision and recall, and how many were expected."""
    runs = [run for run in evaluation.runs if not run.problems]
    names = [" ".join(filter(None, (run.runner.pipeline, run.runner.model))) for run in runs]
    lines = [
        f"| field | n | {' | '.join(names)} |",
        f"| --- | ---: | {' | '.join('---:' for _ in runs)} |",
    ]
    for field in FIELDS:
        counts = [run.counts[field] for run in runs]
        expected = counts[0].n if counts else 0
        cells = [f"{_number(count.f1)} ({_number(count.precision)} / {_number(count.recall)})" for count in counts]
        lines.append(f"| {field} | {expected} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def as_json(evaluation: Evaluation) -> str:
    """Everything, for programs."""
    document = {
        "exit": evaluation.exit_code,
        "runs": [
            {
                "pipeline": run.runner.pipeline,
                "model": run.runner.model,
                "fields": {field: _figures(count) for field, count in run.counts.items()},
                "cases": {
                    one.case.name: {
                        "fields": {field: _figures(count) for field, count in one.counts.items() if count != Count()},
                        "faults": [str(mark) for mark in one.marks if mark.verdict != "right"],
                    }
                    for one in run.scores
                },
                "failures": dict(run.failures),
                "warnings": list(run.aged),
                "problems": [
                    {"case": problem.case, "why": problem.unusable.why, "detail": problem.unusable.detail}
                    for problem in run.problems
                ],
            }
            for run in evaluation.runs
        ],
        "breaches": [
            {"runner": str(breach.runner), "field": breach.field, "message": breach.message, "cases": breach.cases}
            for breach in evaluation.breaches
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def junit(evaluation: Evaluation) -> str:
    """JUnit XML: a suite for each runner, a test for each field and each case."""
    suites = ET.Element("testsuites", name="brief eval")
    for run in evaluation.runs:
        suite = ET.SubElement(suites, "testsuite", name=str(run.runner))
        broken = {breach.field: breach.message for breach in evaluation.breaches if breach.runner == run.runner}
        for field in FIELDS:
            test = ET.SubElement(suite, "testcase", classname=str(run.runner), name=f"field {field}")
            if field in broken:
                ET.SubElement(test, "failure", message=_valid(broken[field]))
        failed = dict(run.failures)
        for one in run.scores:
            test = ET.SubElement(suite, "testcase", classname=str(run.runner), name=f"case {one.case.name}")
            if one.case.name in failed:
                ET.SubElement(test, "error", message=_valid(failed[one.case.name]))
        for problem in run.problems:
            test = ET.SubElement(suite, "testcase", classname=str(run.runner), name=f"case {problem.case}")
            ET.SubElement(test, "error", message=_valid(problem.unusable.why)).text = _valid(problem.unusable.detail)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", str(len(suite.findall("testcase/error"))))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def github(evaluation: Evaluation) -> Iterator[str]:
    """GitHub's ``::error`` lines, which show beside the files of a pull request."""
    for run in evaluation.runs:
        for problem in run.problems:
            title = f"{problem.unusable.why} recording: {problem.case}"
            yield _annotation(str(problem.path), title, f"{problem.unusable.detail.strip()}\n{_mend(evaluation, run)}")
    files = {one.case.name: one.case.path for run in evaluation.runs for one in run.scores}
    for breach in evaluation.breaches:
        path = files[breach.cases[0]] if breach.cases else evaluation.selection.folder
        yield _annotation(str(path), f"{breach.runner} {breach.field}", breach.message)


def _table(run: Run, evaluation: Evaluation) -> Iterator[str]:
    known = evaluation.baseline.runs.get(str(run.runner), {}) if evaluation.baseline else {}
    both = [one.case.name for one in run.scores if one.case.name in known]
    before = total(known[name].by_field for name in both)
    cases = f"{len(run.scores)} case{'s' if len(run.scores) != 1 else ''}"
    yield f"{run.runner}: {cases}"
    yield f"  {'field':<{_WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'n':>6}   baseline"
    for field, count in run.counts.items():
        old = before[field].f1 if both else None
        yield (
            f"  {field:<{_WIDTH}}{_number(count.precision):>7}{_number(count.recall):>7}{_number(count.f1):>7}"
            f"{count.n:>6}   {_number(old)}"
        )


def _verdict(evaluation: Evaluation) -> Iterator[str]:
    for run in evaluation.runs:
        for name, reason in run.failures:
            yield f"failed: {run.runner}: {name}: {reason}"
        for line in run.aged:
            yield f"warning: {line}"
        for problem in run.problems:
            yield from _problem(problem)
        if run.problems:
            yield f"{run.runner} is not judged; {_mend(evaluation, run)}"
    for breach in evaluation.breaches:
        where = f" ({', '.join(breach.cases)})" if breach.cases and breach.field != "must_not" else ""
        yield f"FAIL: {breach.runner}: {breach.field}: {breach.message}{where}"
    if evaluation.baseline is None:
        yield "there is no baseline yet; brief eval --accept-baseline writes it"
    if evaluation.exit_code == 0:
        yield "fine"


def _problem(problem: Problem) -> Iterator[str]:
    yield f"{problem.unusable.why}: {problem.runner}: {problem.case} ({problem.path})"
    yield from problem.unusable.detail.splitlines()


def _mend(evaluation: Evaluation, run: Run) -> str:
    """The command that records again just what can't be used."""
    target = "" if str(evaluation.selection.folder) == "evals" else f" {evaluation.selection.folder}"
    model = f" -m {run.recorded_as}" if run.recorded_as else ""
    return f"brief eval{target} --record --stale --pipeline {run.runner.pipeline}{model}"


def _annotation(file: str, title: str, message: str) -> str:
    def value(words: str) -> str:
        return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def setting(words: str) -> str:
        return value(words).replace(":", "%3A").replace(",", "%2C")

    return f"::error file={setting(file)},title={setting(title)}::{value(message)}"


def _valid(words: str) -> str:
    """Text that XML can hold."""
    return "".join(char if char in "\t\n" or char >= " " else " " for char in words)


def _figures(count: Count) -> dict[str, float | int | None]:
    return {"n": count.n, "precision": count.precision, "recall": count.recall, "f1": count.f1}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
