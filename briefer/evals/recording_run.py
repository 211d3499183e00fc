"""Recording: cases through a real endpoint, one after the other, each recording kept as it is made."""

import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from briefer import templates
from briefer.briefing import EndpointKind
from briefer.errors import ArticleError, UsageError
from briefer.evals.cases import SUFFIX, Case
from briefer.evals.evaluation import Selection
from briefer.evals.recordings import RecordedPipeline, play, record, recording_path
from briefer.evals.running import recorded_runners, runner_for
from briefer.llm.client import named
from briefer.llm.embedded import serve
from briefer.llm.endpoints import Endpoint, choose
from briefer.templates import PromptSet

Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The endpoint to record at, and the pipelines to record."""

    endpoint: Endpoint
    pipelines: tuple[RecordedPipeline, ...]


def choose_recording(
    selection: Selection, *, pipeline: str | None, model: str | None, environ: Mapping[str, str]
) -> Chosen:
    """Decide where to record what; no pipeline named means those recorded with the model before, or the one that suits.

    Raises UsageError where no model is there.
    """
    if pipeline == "draft":
        raise UsageError("the draft asks no model, so there is nothing to record; leave out --pipeline draft")
    choice = choose(model=model, pipeline=pipeline, offline=False, environ=environ)
    if choice.endpoint is None:
        raise UsageError(f"--record needs a model: {choice.hint}")
    suited = cast("RecordedPipeline", choice.pipeline)
    known: list[RecordedPipeline] = []
    if pipeline is None and choice.endpoint.model is not None:
        recorded = recorded_runners(selection.recordings)
        known = [name for name in get_args(RecordedPipeline) if runner_for(name, choice.endpoint.model) in recorded]
    pipelines = tuple(known) or (suited,)
    return Chosen(choice.endpoint, pipelines)


async def record_cases(
    selection: Selection, chosen: Chosen, *, prompts: Path | None, stale_only: bool, notice: Notice
) -> int:
    """Record cases; each file is written when its case is done, so that an interrupted run keeps what it has.

    Args:
        selection: The cases.
        chosen: Where, and which pipelines.
        prompts: The user's prompts, if any.
        stale_only: Leave alone every recording that can still be used, and remove those of no case.
        notice: Told in a line what is going on.

    Returns:
        How many cases could not be recorded.
    """
    endpoint = await named(chosen.endpoint)
    assert endpoint.model is not None
    failed = 0
    for pipeline in chosen.pipelines:
        prompt_set = templates.load(pipeline, overrides=prompts)
        cases = selection.cases
        paths = {case.name: recording_path(selection.recordings, pipeline, endpoint.model, case.name) for case in cases}
        todo: Sequence[Case] = cases
        if stale_only:
            todo = [case for case in cases if not await usable(case, paths[case.name], prompt_set)]
            folder = recording_path(selection.recordings, pipeline, endpoint.model, "").parent
            _remove_orphans(folder, selection, notice)
        notice(f"{pipeline}, {endpoint.model}: {len(todo)} of {len(cases)} cases to record")
        if todo:
            failed += await _record(todo, paths, endpoint, pipeline, prompt_set, notice)
    return failed


async def usable(case: Case, path: Path, prompts: PromptSet) -> bool:
    """Whether a case's recording is there and holds what would be asked."""
    played = await play(case, path, prompts)
    return played.unusable is None


async def _record(
    cases: Sequence[Case],
    paths: Mapping[str, Path],
    endpoint: Endpoint,
    pipeline: RecordedPipeline,
    prompts: PromptSet,
    notice: Notice,
) -> int:
    failed = 0
    async with _served(endpoint, pipeline, notice) as open_endpoint:
        if endpoint.kind is EndpointKind.REMOTE:
            notice(f"sending {len(cases)} articles to {endpoint.host} (model {endpoint.model})")
        for number, case in enumerate(cases, 1):
            started = time.monotonic()
            try:
                briefing = await record(case, paths[case.name], open_endpoint, pipeline, prompts)
            except ArticleError as error:
                failed += 1
                notice(f"[{number}/{len(cases)}] {case.name}: not recorded: {error}")
                continue
            fallbacks = ", ".join(f"{it.section} {it.reason.value}" for it in briefing.provenance.fallbacks)
            fell_back = f"; the draft stands for {fallbacks}" if fallbacks else ""
            notice(f"[{number}/{len(cases)}] {case.name}: {time.monotonic() - started:.1f} s{fell_back}")
    return failed


@asynccontextmanager
async def _served(endpoint: Endpoint, pipeline: RecordedPipeline, notice: Notice) -> AsyncIterator[Endpoint]:
    if endpoint.kind is not EndpointKind.EMBEDDED:
        yield endpoint
        return
    async with serve(endpoint, notice=notice, signals=pipeline == "assist") as served:
        yield served


def _remove_orphans(folder: Path, selection: Selection, notice: Notice) -> None:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.stem not in selection.all_cases:
            path.unlink()
            notice(f"removed {path}: there is no case of this name")
