"""One ``brief eval``: the cases that were named, through every pipeline, judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.errors import UsageError
from briefer.evals.cases import SUFFIX, Case, case_files, load_cases
from briefer.evals.files import write_whole
from briefer.evals.gate import BASELINE, Baseline, Breach, baseline_text, breaches, read_baseline
from briefer.evals.running import DRAFT, RECORDINGS, Run, Runner, folder_name, recorded_runners, run_draft, run_recorded
from briefer.evals.thresholds import read_thresholds

DEFAULT_FOLDER = Path("evals")
_BREACHED = 1
_UNUSABLE = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases of which evals folder; ``full`` where none were named, so that thresholds hold."""

    folder: Path
    cases: tuple[Case, ...]
    all_cases: frozenset[str]
    full: bool

    @property
    def recordings(self) -> Path:
        """The folder of recordings."""
        return self.folder / RECORDINGS


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of it. A run with problems is not judged; the others are."""

    selection: Selection
    runs: tuple[Run, ...]
    breaches: tuple[Breach, ...]
    baseline: Baseline | None

    @property
    def exit_code(self) -> int:
        """0 fine; 1 below a threshold or the baseline, or in a trap; 3 recordings that can't be used."""
        if self.breaches:
            return _BREACHED
        return _UNUSABLE if any(run.problems for run in self.runs) else 0


def select(targets: Sequence[str]) -> Selection:
    """Load the cases that the user names: an evals folder, case files, or names of cases in ./evals.

    Raises UsageError where there is no such folder or case, and with file and line for a mistake in a case.
    """
    folders = [Path(target) for target in targets if Path(target).is_dir()]
    named = [target for target in targets if not Path(target).is_dir()]
    files = [Path(target) for target in named if target.endswith(SUFFIX)]
    if len(folders) > 1:
        raise UsageError(f"{folders[1]}: one evals folder at a time; {folders[0]} is named already")
    folder = folders[0] if folders else files[0].parent.parent if files else DEFAULT_FOLDER
    if not (folder / "cases").is_dir():
        raise UsageError(f"{folder}: no evals folder; brief eval takes one that holds cases/, by default ./evals")
    every = {path.stem: path for path in case_files(folder)}
    chosen: dict[str, Path] = {}
    for target in named:
        name = Path(target).stem if target.endswith(SUFFIX) else target
        if name not in every or (target.endswith(SUFFIX) and Path(target).resolve() != every[name].resolve()):
            raise UsageError(f"{target}: no such case in {folder / 'cases'}; there are: {', '.join(every)}")
        chosen[name] = every[name]
    cases = load_cases((chosen or every).values())
    return Selection(folder, cases, frozenset(every), full=not chosen)


def wanted_runners(selection: Selection, *, pipeline: str | None, model: str | None) -> tuple[Runner, ...]:
    """The runners to judge: the draft, whatever was recorded, and whatever the baseline has accepted.

    Args:
        selection: The cases.
        pipeline: Only this one.
        model: Only this one's recordings, as ``-m`` names it; the draft has none.
    """
    folder = None if model is None else folder_name(model)
    baseline = read_baseline(selection.folder)
    accepted = [Runner(*name.split("/", 1)) for name in (baseline.runs if baseline else {})]
    runners = sorted({DRAFT, *recorded_runners(selection.recordings), *accepted}, key=_order)
    chosen = tuple(
        runner for runner in runners if pipeline in (None, runner.pipeline) and folder in (None, runner.model)
    )
    if not chosen:
        asked = " ".join(word for word in (pipeline, model) if word)
        raise UsageError(f"{selection.recordings}: no recording of {asked}; make one with brief eval --record")
    return chosen


async def evaluate(selection: Selection, runners: Sequence[Runner], *, prompts: Path | None) -> Evaluation:
    """Judge the cases; no request is sent.

    Args:
        selection: The cases.
        runners: The pipelines and models.
        prompts: The user's prompts, if any.
    """
    thresholds, baseline = read_thresholds(selection.folder), read_baseline(selection.folder)
    cases = selection.cases
    runs: list[Run] = []
    for runner in runners:
        if runner == DRAFT:
            runs.append(run_draft(cases))
        else:
            names = selection.all_cases
            runs.append(await run_recorded(runner, cases, selection.recordings, prompts=prompts, all_cases=names))
    found = [
        breach
        for run in runs
        if not run.problems
        for breach in breaches(run, thresholds, baseline, full=selection.full)
    ]
    return Evaluation(selection, tuple(runs), tuple(found), baseline)


def accept(evaluation: Evaluation) -> Path:
    """Write the baseline from what was found; raises UsageError where it must not be.

    Returns:
        The file.
    """
    if not evaluation.selection.full:
        raise UsageError("--accept-baseline takes all cases; leave out their names")
    path = evaluation.selection.folder / BASELINE
    write_whole(path, baseline_text(evaluation.runs, evaluation.baseline))
    return path


def _order(runner: Runner) -> tuple[int, str]:
    return (("draft", "assist", "extract").index(runner.pipeline), runner.model or "")
