"""``brief eval``: judge the pipelines, and every prompt edit, by cases with expected fields."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.options import PromptsFolder
from briefer.cli.stderr import INTERRUPTED, say

if TYPE_CHECKING:
    from briefer.evals.evaluation import Evaluation, Selection

_NEEDS = ("rapidfuzz", "munkres", "vcr")
_FAILED = 1
_BROAD = 120


def evaluate(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR] [CASE...]", help="An evals folder (./evals by default), or cases by name or file."
        ),
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", metavar="NAME", help="Only draft, assist or extract.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "-m", "--model", metavar="NAME", help="Only this model's recordings; with --record, the model to ask."
        ),
    ] = None,
    prompts: PromptsFolder = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print each case in full: expected and found side by side.")
    ] = False,
    record: Annotated[bool, typer.Option("--record", help="Ask the model and keep its answers.")] = False,
    stale: Annotated[
        bool, typer.Option("--stale", help="With --record: only what can't be used any more, and what is missing.")
    ] = False,
    accept_baseline: Annotated[
        bool, typer.Option("--accept-baseline", help="Take these scores as the ones not to fall below.")
    ] = False,
    self_test: Annotated[
        bool, typer.Option("--self-test", help="Make mistakes on purpose and require each to be caught.")
    ] = False,
    ab: Annotated[
        tuple[str, Path] | None,
        typer.Option("--ab", metavar="SET DIR", help="Compare a set of prompts with yours in DIR."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML as well.")] = None,
    scoreboard: Annotated[bool, typer.Option("--scoreboard", help="Print the scores as a Markdown table.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a case file.")] = False,
) -> None:
    """Judge recorded answers by expected fields: no network, no key, no model."""
    _require_libraries()
    from briefer.errors import UsageError

    if schema:
        _print_schema()
        return
    _check_options(
        {"--record": record, "--self-test": self_test, "--ab": ab is not None, "--accept-baseline": accept_baseline}
    )
    if stale and not record:
        raise UsageError("--stale goes with --record; say brief eval --record --stale")
    from briefer.evals.evaluation import select

    selection = select(targets or [])
    if self_test:
        _self_test(selection, verbose=show)
    elif ab is not None:
        _compare(selection, *ab, model=model)
    elif record:
        _record(selection, pipeline=pipeline, model=model, prompts=prompts, stale=stale)
    else:
        evaluation = _evaluated(selection, pipeline=pipeline, model=model, prompts=prompts)
        if accept_baseline:
            _accept(evaluation, prompts)
            return
        _print(evaluation, show=show, as_json=as_json, scoreboard=scoreboard, junit=junit)
        raise typer.Exit(evaluation.exit_code)


def _require_libraries() -> None:
    from importlib.util import find_spec

    from briefer.errors import UsageError

    if missing := [name for name in _NEEDS if find_spec(name) is None]:
        raise UsageError(
            f"brief eval needs libraries that are not installed ({', '.join(missing)}): pip install 'briefer[dev]'"
        )


def _check_options(given: dict[str, bool]) -> None:
    from briefer.errors import UsageError

    chosen = [name for name, here in given.items() if here]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} are different things to do; give one of them")


def _print_schema() -> None:
    import json
    import sys

    from briefer.evals.cases import case_schema

    sys.stdout.write(json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n")


def _evaluated(
    selection: "Selection", *, pipeline: str | None, model: str | None, prompts: Path | None
) -> "Evaluation":
    import asyncio

    from briefer.evals.evaluation import evaluate as judge
    from briefer.evals.evaluation import wanted_runners

    runners = wanted_runners(selection, pipeline=pipeline, model=model)
    return asyncio.run(judge(selection, runners, prompts=prompts))


def _print(evaluation: "Evaluation", *, show: bool, as_json: bool, scoreboard: bool, junit: Path | None) -> None:
    import os
    import shutil
    import sys

    from briefer.evals import report
    from briefer.evals.files import write_whole
    from briefer.evals.show import shown

    if junit is not None:
        write_whole(junit, report.junit(evaluation))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in report.github(evaluation):
            say(line)
    if as_json:
        sys.stdout.write(report.as_json(evaluation))
        return
    if scoreboard:
        sys.stdout.write(report.scoreboard(evaluation))
        return
    if show:
        width = shutil.get_terminal_size((_BROAD, 24)).columns
        for run in evaluation.runs:
            for one in run.scores:
                _write(shown(run, one, width=width) + "\n")
    _write(report.text(evaluation))


def _write(text: str) -> None:
    """Write lines that may hold an article's words, made harmless for a terminal."""
    from briefer.render.escape import terminal_safe

    for line in text.splitlines():
        typer.echo(terminal_safe(line))


def _accept(evaluation: "Evaluation", prompts: Path | None) -> None:
    from dataclasses import replace

    from briefer.errors import UsageError
    from briefer.evals import report
    from briefer.evals.evaluation import accept
    from briefer.evals.gate import read_baseline

    if prompts is not None:
        raise UsageError("--accept-baseline takes the packaged prompts; put yours in their place first")
    if any(run.problems for run in evaluation.runs):
        _write(report.text(evaluation))
        say("brief: the baseline is not written: first mend the recordings above")
        raise typer.Exit(3)
    path = accept(evaluation)
    _write(report.text(replace(evaluation, breaches=(), baseline=read_baseline(evaluation.selection.folder))))
    say(f"brief: {path} holds these scores now; commit it with what brought them about")


def _record(
    selection: "Selection", *, pipeline: str | None, model: str | None, prompts: Path | None, stale: bool
) -> None:
    import asyncio
    import os

    from briefer.evals.recording_run import choose_recording, record_cases

    chosen = choose_recording(selection, pipeline=pipeline, model=model, environ=os.environ)
    try:
        failed = asyncio.run(
            record_cases(
                selection, chosen, prompts=prompts, stale_only=stale, notice=lambda line: say(f"brief: {line}")
            )
        )
    except KeyboardInterrupt:
        say("brief: interrupted; what is recorded is kept, brief eval --record --stale goes on")
        raise typer.Exit(INTERRUPTED) from None
    if failed:
        raise typer.Exit(_FAILED)


def _self_test(selection: "Selection", *, verbose: bool) -> None:
    from briefer.evals.self_test import summary, trials

    text, well = summary(trials(selection.cases), verbose=verbose)
    _write(text)
    raise typer.Exit(0 if well else _FAILED)


def _compare(selection: "Selection", set_name: str, folder: Path, *, model: str | None) -> None:
    import asyncio
    import os

    from briefer.evals.ab import compare
    from briefer.evals.comparing import compared

    comparison = asyncio.run(
        compare(selection, set_name, folder, model=model, environ=os.environ, notice=lambda line: say(f"brief: {line}"))
    )
    _write(compared(comparison))
