"""All cases through a pipeline: the draft as it is, the others from their recordings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from briefer import templates
from briefer.briefing import EndpointKind
from briefer.errors import UsageError
from briefer.evals.cases import SUFFIX, Case
from briefer.evals.marks import Counts, total
from briefer.evals.recordings import RecordedPipeline, play, read_metadata, recording_path
from briefer.evals.scoring import CaseScore, score
from briefer.evals.staleness import Unusable, Why
from briefer.llm.weights import MODEL
from briefer.pipelines.draft import draft_now

RECORDINGS = "recordings"
_PIPELINES: tuple[RecordedPipeline, ...] = get_args(RecordedPipeline)


@dataclass(frozen=True, slots=True, order=True)
class Runner:
    """What makes the briefings: a pipeline, and the model whose answers were recorded (None for the draft)."""

    pipeline: str
    model: str | None = None

    def __str__(self) -> str:
        return self.pipeline if self.model is None else f"{self.pipeline}/{self.model}"


DRAFT = Runner("draft")


@dataclass(frozen=True, slots=True)
class Problem:
    """A recording that can't be used; ``case`` is its name, which an orphan's is not a case's."""

    runner: Runner
    case: str
    path: Path
    unusable: Unusable


@dataclass(frozen=True, slots=True)
class Run:
    """One runner over all cases: scores of those that could be judged, and why others could not.

    ``failures`` are the cases whose pipeline failed, with the reason: they are scored as missed. ``aged`` are warnings.
    ``recorded_as`` is what ``-m`` would name to record again, where that is known.
    """

    runner: Runner
    scores: tuple[CaseScore, ...]
    problems: tuple[Problem, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    aged: tuple[str, ...] = ()
    recorded_as: str | None = None

    @property
    def counts(self) -> Counts:
        """The counts of all scored cases."""
        return total(score.counts for score in self.scores)


def run_draft(cases: Iterable[Case]) -> Run:
    """Score the draft reader."""
    scores: list[CaseScore] = []
    failures: list[tuple[str, str]] = []
    for case in cases:
        try:
            scores.append(score(case, draft_now(case.article)))
        except Exception as error:  # noqa: BLE001 - a crash is a result here: the case is missed, the others are judged
            failures.append((case.name, f"{type(error).__name__}: {error}"))
            scores.append(score(case, None))
    return Run(DRAFT, tuple(scores), failures=tuple(failures))


async def run_recorded(
    runner: Runner, cases: Sequence[Case], recordings: Path, *, prompts: Path | None, all_cases: frozenset[str]
) -> Run:
    """Score a pipeline on recorded answers, one case after the other.

    Args:
        runner: The pipeline and the model.
        cases: The cases to score.
        recordings: The folder of recordings.
        prompts: The user's prompts, if any.
        all_cases: The names of all cases: a recording of none of them is an orphan.
    """
    prompt_set = templates.load(runner.pipeline, overrides=prompts)
    folder = _folder(recordings, runner)
    problems = [
        Problem(runner, path.stem, path, Unusable(Why.ORPHANED, "  there is no case of this name"))
        for path in sorted(folder.glob(f"*{SUFFIX}"))
        if path.stem not in all_cases
    ]
    scores: list[CaseScore] = []
    failures: list[tuple[str, str]] = []
    aged: list[str] = []
    for case in cases:
        path = folder / f"{case.name}{SUFFIX}"
        played = await play(case, path, prompt_set)
        if played.unusable is not None:
            problems.append(Problem(runner, case.name, path, played.unusable))
            continue
        if played.failure is not None:
            failures.append((case.name, played.failure))
        aged += [f"{runner}: {case.name}: {line}; what is asked is the same" for line in played.aged]
        scores.append(score(case, played.briefing))
    return Run(runner, tuple(scores), tuple(problems), tuple(failures), tuple(aged), _recorded_as(folder))


def recorded_runners(recordings: Path) -> tuple[Runner, ...]:
    """The pipelines and models that there are recordings of; raises UsageError for a folder that is no pipeline's."""
    found = []
    for pipeline in _entries(recordings):
        if pipeline.name not in _PIPELINES:
            raise UsageError(f"{pipeline}: no pipeline of this name is recorded; there are: {', '.join(_PIPELINES)}")
        found += [Runner(pipeline.name, model.name) for model in _entries(pipeline)]
    return tuple(found)


def runner_for(pipeline: RecordedPipeline, model: str) -> Runner:
    """The runner for a model by its own name."""
    return Runner(pipeline, recording_path(Path(), pipeline, model, "case").parent.name)


def folder_name(model: str) -> str:
    """The name of the folder that holds a model's recordings, for the model as ``-m`` names it."""
    own = MODEL if model == "local" else model.removeprefix("openai/")
    return recording_path(Path(), "", own, "").parent.name


def _folder(recordings: Path, runner: Runner) -> Path:
    return recordings / runner.pipeline / (runner.model or "")


def _entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_dir() and not path.name.startswith("."))


def _recorded_as(folder: Path) -> str | None:
    """What names the model for ``-m``; None where no recording tells, or only the user knows the model's file."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            metadata = read_metadata(path)
        except UsageError:
            continue
        if metadata.endpoint is EndpointKind.EMBEDDED:
            return "local" if metadata.model == MODEL else None
        return f"openai/{metadata.model}"
    return None
