"""One run over the articles that the user named: from the options to the exit code."""

import asyncio
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.articles import Input, find_inputs, read
from briefer.briefing import Briefing, EndpointKind
from briefer.cli.emit import Emit, Format, default_format, emitter
from briefer.cli.preview import Preview, no_preview, preview_on
from briefer.cli.stderr import INTERRUPTED, say, warn_on_stderr
from briefer.cli.tally import Tally
from briefer.draft import draft as read_draft
from briefer.errors import ArticleError, EndpointRefusedError
from briefer.pipelines.batch import Outcome, outcomes
from briefer.pipelines.plan import Plan, make_plan
from briefer.pipelines.session import BriefArticle, open_pipeline
from briefer.render.escape import terminal_safe
from briefer.store.answers import AnswerStore, user_store
from briefer.store.output import make_private_folder, plan_outputs, write_private

_REMOTE_CONCURRENCY = 4
_CHARACTERS_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """A run, ready to start: every usage error has been raised by now."""

    inputs: tuple[Input, ...]
    plan: Plan
    outputs: Mapping[Input, Path] | None
    chosen_format: Format | None
    store: AnswerStore | None
    refresh: bool
    usage: bool
    quiet: bool
    verbose: bool


def open_desk(
    paths: Sequence[str],
    *,
    model: str | None,
    pipeline: str | None,
    prompts: Path | None,
    output: Path | None,
    chosen_format: Format | None,
    offline: bool,
    ask_again: bool,
    cache: bool,
    refresh: bool,
    usage: bool,
    quiet: bool,
    verbose: bool,
) -> Desk:
    """Find the articles and decide how to brief them; raises UsageError for anything that the user must mend first."""
    inputs = find_inputs(paths, exclude=() if output is None else (output,))
    plan = make_plan(
        model=model, pipeline=pipeline, prompts=prompts, offline=offline, ask_again=ask_again, environ=os.environ
    )
    if output is not None:
        make_private_folder(output)
    return Desk(
        inputs=inputs,
        plan=plan,
        outputs=None if output is None else plan_outputs(inputs, output),
        chosen_format=chosen_format,
        store=user_store() if cache else None,
        refresh=refresh,
        usage=usage,
        quiet=quiet,
        verbose=verbose,
    )


def brief_all(desk: Desk) -> int:
    """Brief every article, each written or printed as it finishes; returns the exit code."""
    warn_on_stderr()
    _announce(desk)
    tally = Tally(total=len(desk.inputs))
    prints = desk.outputs is None or desk.chosen_format is not None
    chosen = desk.chosen_format or default_format()
    terminal = sys.stdout.isatty()
    with emitter(
        chosen,
        several=len(desk.inputs) > 1,
        colour=terminal and not os.environ.get("NO_COLOR"),
        width=shutil.get_terminal_size((100, 24)).columns if terminal else 100,
    ) as emit:
        shows_draft = terminal and prints and chosen == "text" and desk.plan.pipeline == "assist"
        preview = preview_on(sys.stdout) if shows_draft else no_preview
        try:
            asyncio.run(_run(desk, tally, emit if prints else None, preview))
        except KeyboardInterrupt:
            say(f"brief: interrupted; {tally.finished} of {tally.total} articles are finished{_kept(desk)}")
            return INTERRUPTED
        except EndpointRefusedError as error:
            say(f"brief: {error}")
            say(f"brief: stopped; {tally.finished} of {tally.total} articles are finished{_kept(desk)}")
            return error.exit_code
    _report(desk, tally)
    return tally.exit_code


async def _run(desk: Desk, tally: Tally, emit: Emit | None, preview: Preview) -> None:
    def notice(line: str) -> None:
        if not desk.quiet:
            say(line)

    remote = desk.plan.endpoint is not None and desk.plan.endpoint.kind is not EndpointKind.EMBEDDED
    async with open_pipeline(desk.plan, notice=notice, store=desk.store, refresh=desk.refresh) as brief_article:

        async def work(item: Input) -> Briefing:
            return await _brief_one(desk, item, brief_article, preview)

        async for outcome in outcomes(desk.inputs, work, concurrency=_REMOTE_CONCURRENCY if remote else 1):
            _settle(desk, tally, outcome)
            if emit is not None and outcome.result is not None:
                emit(outcome.result)


async def _brief_one(desk: Desk, item: Input, brief_article: BriefArticle, preview: Preview) -> Briefing:
    article = read(item)
    try:
        with preview(article):
            briefing = await brief_article(article)
    except ArticleError as error:
        raise ArticleError(f"{item.shown}: {error}") from error
    if desk.outputs is not None:
        from briefer.render.json import to_json
        from briefer.render.markdown import markdown

        stem = desk.outputs[item]
        write_private(stem.with_name(stem.name + ".json"), to_json(briefing))
        write_private(stem.with_name(stem.name + ".md"), markdown(briefing))
    return briefing


def describe(desk: Desk) -> int:
    """Say on stdout what would be sent for each article, and send nothing; returns the exit code."""
    from briefer.pipelines.calls import planned_calls

    warn_on_stderr()
    _announce(desk)
    failed = False
    for item in desk.inputs:
        try:
            article = read(item)
        except ArticleError as error:
            failed = True
            say(f"brief: {error}")
            continue
        calls = () if desk.plan.prompts is None else planned_calls(article, read_draft(article), desk.plan.prompts)
        characters = sum(len(message["content"]) for call in calls for message in call.messages)
        most_out = sum(call.max_tokens for call in calls)
        about = f"about {characters // _CHARACTERS_A_TOKEN:,} tokens in, at most {most_out:,} out"
        sys.stdout.write(f"{terminal_safe(item.shown)}: {len(calls)} requests, {about}\n")
    return 1 if failed else 0


def _settle(desk: Desk, tally: Tally, outcome: Outcome[Input, Briefing]) -> None:
    if outcome.result is None:
        tally.failed += 1
        say(f"brief: {outcome.error}")
        return
    tally.add(outcome.result)
    if outcome.result.degraded:
        say(f"brief: {outcome.item.shown}: degraded: {_why_degraded(outcome.result)}")
    elif desk.verbose:
        say(f"{outcome.item.shown}: {_counts(outcome.result)}")


def _why_degraded(briefing: Briefing) -> str:
    made = briefing.provenance
    if made.fallbacks:
        fell_back = ", ".join(f"{fallback.section} ({fallback.reason.value})" for fallback in made.fallbacks)
        return f"the draft stands for {fell_back}"
    language = briefing.article.language or "unknown"
    return f"there is no lexicon for its language ({language}) and no model read it; name a model with -m"


def _counts(briefing: Briefing) -> str:
    return (
        f"{len(briefing.claims)} claims, {len(briefing.denials)} denials, {len(briefing.uncertainties)} uncertainties, "
        f"{len(briefing.quarantine)} quarantined, {len(briefing.omissions)} omissions "
        f"({briefing.provenance.seconds:.1f} s)"
    )


def _announce(desk: Desk) -> None:
    """Say what will leave the machine before it does, or how to get more than a draft."""
    endpoint = desk.plan.endpoint
    if endpoint is not None and endpoint.kind is EndpointKind.REMOTE:
        count = f"{len(desk.inputs)} article{'s' if len(desk.inputs) != 1 else ''}"
        model = f"model {endpoint.model}" if endpoint.model else "the model that it serves"
        say(f"brief: sending {count} to {endpoint.host} ({model})")
    elif desk.plan.hint and not desk.quiet:
        say(f"brief: {desk.plan.hint}")


def _kept(desk: Desk) -> str:
    return "" if desk.outputs is None else " and written"


def _report(desk: Desk, tally: Tally) -> None:
    if desk.usage:
        say(tally.usage_line())
    if desk.quiet:
        return
    if tally.failed or tally.degraded or (tally.total > 1 and desk.verbose) or desk.outputs is not None:
        say(tally.summary_line())
