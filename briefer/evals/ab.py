"""An A/B run: a set's packaged prompts against the user's, both recorded where they are not yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from briefer import templates
from briefer.errors import ArticleError, UsageError
from briefer.evals.comparing import Comparison, recordings_of
from briefer.evals.evaluation import Selection
from briefer.evals.files import write_whole
from briefer.evals.recording_run import Notice, choose_recording, record_cases, usable
from briefer.evals.recordings import RecordedPipeline, recording_path
from briefer.evals.running import Run, Runner, recorded_runners, run_recorded, runner_for
from briefer.llm.client import named
from briefer.templates import PromptSet


async def compare(
    selection: Selection, set_name: str, folder: Path, *, model: str | None, environ: Mapping[str, str], notice: Notice
) -> Comparison:
    """Run both sides over the cases.

    The endpoint is asked only for what is not recorded: A's answers among the committed recordings, B's in a folder of
    their own beside them.

    Args:
        selection: The cases.
        set_name: The pipeline whose prompts are compared.
        folder: The user's prompts.
        model: The model, as ``-m`` names it; by default the one that would be used.
        environ: The environment.
        notice: Told in a line what is going on.

    Raises:
        UsageError: The set or the folder is none, or nothing is changed.
        ArticleError: An article could not be recorded.
    """
    if set_name not in get_args(RecordedPipeline):
        raise UsageError(f"--ab {set_name}: no pipeline's prompts; there are: {', '.join(get_args(RecordedPipeline))}")
    pipeline = cast("RecordedPipeline", set_name)
    packaged, mine = templates.load(pipeline), templates.load(pipeline, overrides=folder)
    if packaged.fingerprints == mine.fingerprints:
        raise UsageError(f"{folder}: its prompts for {set_name} are the packaged ones; edit one first")
    side = _Side(pipeline, _runner(selection, pipeline, model, environ), model, environ, notice)
    apart = replace(selection, folder=recordings_of(selection.folder, mine))
    _keep_out_of_git(selection.folder / ".ab")
    before = await side.run(selection, None)
    await side.share(selection, apart, mine)
    return Comparison(before, await side.run(apart, folder))


@dataclass(frozen=True, slots=True)
class _Side:
    """What both sides share: the pipeline, whose answers, and how to get those that are missing."""

    pipeline: RecordedPipeline
    runner: Runner
    model: str | None
    environ: Mapping[str, str]
    notice: Notice

    async def run(self, selection: Selection, prompts: Path | None) -> Run:
        run = await self._played(selection, prompts)
        if not run.problems:
            return run
        chosen = choose_recording(selection, pipeline=self.pipeline, model=self.model, environ=self.environ)
        chosen = replace(chosen, endpoint=await named(chosen.endpoint))
        assert chosen.endpoint.model is not None
        if runner_for(self.pipeline, chosen.endpoint.model) != self.runner:
            raise UsageError(f"A is recorded with {self.runner.model}, not {chosen.endpoint.model}; name it with -m")
        if failed := await record_cases(selection, chosen, prompts=prompts, stale_only=True, notice=self.notice):
            raise ArticleError(f"{failed} cases could not be recorded, so there is nothing to compare; try again")
        return await self._played(selection, prompts)

    async def share(self, selection: Selection, apart: Selection, prompts: PromptSet) -> None:
        """Take A's recording of each case for which B would ask the same."""
        for case in selection.cases:
            path, copy = (
                recording_path(of.recordings, self.pipeline, self.runner.model or "", case.name)
                for of in (selection, apart)
            )
            if not copy.is_file() and await usable(case, path, prompts):
                write_whole(copy, path.read_text(encoding="utf-8"))

    async def _played(self, selection: Selection, prompts: Path | None) -> Run:
        return await run_recorded(
            self.runner, selection.cases, selection.recordings, prompts=prompts, all_cases=selection.all_cases
        )


def _runner(selection: Selection, pipeline: RecordedPipeline, model: str | None, environ: Mapping[str, str]) -> Runner:
    """Whose answers: the model that is named, or the one that is recorded, or the one that would be asked."""
    recorded = [runner for runner in recorded_runners(selection.recordings) if runner.pipeline == pipeline]
    if model is None and len(recorded) == 1:
        return recorded[0]
    chosen = choose_recording(selection, pipeline=pipeline, model=model, environ=environ)
    if chosen.endpoint.model is None:
        raise UsageError("--ab needs the model's name; give it with -m")
    return runner_for(pipeline, chosen.endpoint.model)


def _keep_out_of_git(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
