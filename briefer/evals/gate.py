"""The gate: what a score must not fall below, and the accepted baseline."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefer.errors import UsageError
from briefer.evals.marks import FIELDS, Count, Counts, total
from briefer.evals.running import Run, Runner
from briefer.evals.scoring import CaseScore
from briefer.evals.thresholds import PIPELINES, Thresholds

BASELINE = "baseline.json"
_VERSION = 1


class _CaseBaseline(BaseModel):
    model_config = ConfigDict(extra="forbid")

    counts: dict[str, tuple[int, int, int]]

    @property
    def by_field(self) -> Counts:
        """The counts of every field."""
        return {field: Count(*self.counts.get(field, (0, 0, 0))) for field in FIELDS}


class Baseline(BaseModel):
    """Accepted results: by runner and case, the counts of each field."""

    model_config = ConfigDict(extra="forbid")

    version: int = _VERSION
    runs: dict[Annotated[str, Field(pattern=r"^(draft|(assist|extract)/.+)$")], dict[str, _CaseBaseline]] = {}


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that must not pass: a field too low, or a trap fallen into; ``cases`` are those that tell."""

    runner: Runner
    field: str
    message: str
    cases: tuple[str, ...] = ()


def read_baseline(folder: Path) -> Baseline | None:
    """The accepted baseline, None where there is none yet; raises UsageError where it is damaged."""
    path = folder / BASELINE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        baseline = Baseline.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        mend = "delete it and run brief eval --accept-baseline"
        raise UsageError(f"{path}: damaged at {place or 'its start'}: {first['msg']}; {mend}") from None
    return baseline


def baseline_text(runs: Sequence[Run], kept: Baseline | None) -> str:
    """The file that accepts what these runs gave: one line for each case, so that a review shows what moved.

    Args:
        runs: Full runs without problems.
        kept: What was accepted before: it stays for other runners.
    """
    accepted = {
        runner: {name: _line(case) for name, case in cases.items()}
        for runner, cases in (kept.runs if kept else {}).items()
    }
    for run in runs:
        accepted[str(run.runner)] = {one.case.name: _line(_accepted(one)) for one in run.scores}
    blocks = []
    for runner in sorted(accepted, key=lambda name: (PIPELINES.index(name.partition("/")[0]), name)):
        rows = [f"      {json.dumps(name)}: {line}" for name, line in sorted(accepted[runner].items())]
        blocks.append(f"    {json.dumps(runner)}: {{\n" + ",\n".join(rows) + "\n    }")
    return f'{{\n  "version": {_VERSION},\n  "runs": {{\n' + ",\n".join(blocks) + "\n  }\n}\n"


def breaches(run: Run, thresholds: Thresholds, baseline: Baseline | None, *, full: bool) -> tuple[Breach, ...]:
    """What of a run must not pass.

    Args:
        run: A run without problems.
        thresholds: They hold for all cases together, so they are applied to a full run only.
        baseline: Compared on the cases that both have.
        full: Whether all cases were run.
    """
    found = [
        Breach(
            run.runner, "must_not", f"{one.case.name}: {hit.found} says “{hit.note}”: {hit.expected}", (one.case.name,)
        )
        for one in run.scores
        for hit in one.hits
    ]
    now = run.counts
    if full:
        for field, least in thresholds.get(run.runner.pipeline, {}).items():
            value = now[field].f1
            if (value or 0.0) < least:
                found.append(Breach(run.runner, field, f"{_shown(value)} is below the threshold of {_shown(least)}"))
    known = baseline.runs.get(str(run.runner), {}) if baseline else {}
    both = [one for one in run.scores if one.case.name in known]
    accepted = {name: case.by_field for name, case in known.items()}
    before, after = total(accepted[one.case.name] for one in both), total(one.counts for one in both)
    for field in FIELDS:
        old, new = before[field].f1, after[field].f1
        if old is not None and (new or 0.0) < old:
            cases = tuple(one.case.name for one in both if _fell(accepted[one.case.name][field], one.counts[field]))
            found.append(Breach(run.runner, field, f"{_shown(new)} is below the baseline of {_shown(old)}", cases))
    return tuple(found)


def _accepted(one: CaseScore) -> _CaseBaseline:
    counted = {
        field: (count.right, count.false, count.missed) for field, count in one.counts.items() if count != Count()
    }
    return _CaseBaseline(counts=counted)


def _line(case: _CaseBaseline) -> str:
    return json.dumps(case.model_dump(), ensure_ascii=False)


def _fell(before: Count, after: Count) -> bool:
    return after.right < before.right or after.false > before.false or after.missed > before.missed


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
