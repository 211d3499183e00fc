"""One run over the articles that the user named: from the options to the exit code."""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from briefer.articles import Input, find_inputs, read
from briefer.briefing import Briefing, EndpointKind, Provenance
from briefer.cli import cycles
from briefer.cli.digesting import Asked, Gathering
from briefer.cli.emit import Emit, Format, default_format, emitter
from briefer.cli.failures import ONLY_FAILED, failed_before, failure, rerun_command, show_table, write_failures
from briefer.cli.pages import Pages
from briefer.cli.preview import Preview, no_preview, preview_on
from briefer.cli.progress import progress
from briefer.cli.stderr import INTERRUPTED, say, warn_on_stderr
from briefer.cli.tally import Tally
from briefer.errors import ArticleError, EndpointRefusedError, UsageError
from briefer.llm.account import Account, BudgetError, parse_budget
from briefer.llm.prices import price_of
from briefer.pipelines.batch import Outcome, outcomes
from briefer.pipelines.plan import Plan, make_plan
from briefer.pipelines.precedence import Precedence
from briefer.pipelines.session import BriefArticle, concurrency_for, context_for, open_pipeline, waits
from briefer.render.escape import terminal_safe
from briefer.store.answers import AnswerStore, user_store
from briefer.store.output import make_private_folder, plan_outputs, sweep, write_private

_CHARACTERS_A_TOKEN = 4
_HELD = 2
"""Articles in memory for each request that may be under way."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A run, ready to start: every usage error has been raised by now."""

    inputs: tuple[Input, ...]
    plan: Plan
    output: Path | None
    outputs: Mapping[Input, Path] | None
    chosen_format: Format | None
    pages: Pages | None
    gathering: Gathering
    store: AnswerStore | None
    refresh: bool
    concurrency: int
    context: int | None
    account: Account
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
    html: bool,
    digest: bool,
    offline: bool,
    ask_again: bool,
    cache: bool,
    refresh: bool,
    only_failed: bool,
    concurrency: int | None,
    context: int | None,
    budget: str | None,
    usage: bool,
    quiet: bool,
    verbose: bool,
) -> Desk:
    """Find the articles and decide how to brief them; raises UsageError for anything that the user must mend first."""
    inputs = find_inputs(paths, exclude=() if output is None else (output,))
    if html and output is None:
        chosen_format = "html"
        if len(inputs) > 1:
            raise UsageError(f"--html prints one page and there are {len(inputs)} articles; give a folder with -o DIR")
    plan = make_plan(
        model=model, pipeline=pipeline, prompts=prompts, offline=offline, ask_again=ask_again, environ=os.environ
    )
    account = _account(plan, budget)
    if only_failed and output is None:
        raise UsageError(f"{ONLY_FAILED} reads what failed from the output folder; name it with -o DIR")
    several = len(inputs) > 1
    outputs = None
    if output is not None:
        make_private_folder(output)
        sweep(output)
        # Planned for all, so that each file has the name that it would have had.
        outputs = plan_outputs(inputs, output)
        inputs = failed_before(output, inputs) if only_failed else inputs
    return Desk(
        inputs=inputs,
        plan=plan,
        output=output,
        outputs=outputs,
        chosen_format=chosen_format,
        pages=Pages(output) if html and output is not None else None,
        gathering=Gathering(wanted=digest and several, prompts=prompts, html=html),
        store=user_store() if cache else None,
        refresh=refresh,
        concurrency=concurrency or concurrency_for(plan.endpoint),
        context=context,
        account=account,
        usage=usage,
        quiet=quiet,
        verbose=verbose,
    )


def _account(plan: Plan, budget: str | None) -> Account:
    """Where spending is counted; raises UsageError for a budget in a currency in which nothing can be counted."""
    limit = None if budget is None else parse_budget(budget)
    price = None if plan.endpoint is None else price_of(plan.endpoint)
    if limit is not None and limit.usd is not None and price is None and plan.endpoint is not None:
        model = plan.endpoint.model or "a model that is not named"
        raise UsageError(f"--budget {budget}: the price of {model} is not known; give the budget in tokens: 200000tok")
    return Account(price, limit)


def brief_all(desk: Desk) -> int:
    """Brief every article, each written or printed as it finishes; returns the exit code."""
    warn_on_stderr()
    _announce(desk)
    tally = Tally(total=len(desk.inputs), account=desk.account)
    left = dict.fromkeys(desk.inputs)
    written: dict[Input, Briefing] = {}
    prints = desk.outputs is None or desk.chosen_format is not None
    chosen = desk.chosen_format or default_format()
    terminal = sys.stdout.isatty()
    stopped: str | None = None
    code: int | None = None
    with emitter(
        chosen,
        several=len(desk.inputs) > 1,
        colour=terminal and not os.environ.get("NO_COLOR"),
        width=shutil.get_terminal_size((100, 24)).columns if terminal else 100,
    ) as emit:
        shows_draft = terminal and prints and chosen == "text" and desk.plan.pipeline == "assist"
        shows_draft = shows_draft and not waits(desk.plan.endpoint)
        preview = preview_on(sys.stdout) if shows_draft else no_preview
        shown = not desk.quiet and len(desk.inputs) > 1 and not (terminal and prints)
        try:
            stopped = asyncio.run(_run(desk, tally, left, written, emit if prints else None, preview, shown=shown))
        except KeyboardInterrupt:
            stopped, code = "interrupted", INTERRUPTED
        except EndpointRefusedError as error:
            say(f"brief: {error}")
            stopped, code = "stopped", error.exit_code
    # What is on the disk is finished, also where the run ended before it heard so.
    for item, briefing in written.items():
        del left[item]
        _settle(desk, tally, Outcome(item, briefing, None))
    if stopped is None:
        try:
            _digest(desk, chosen if prints else None)
        except ArticleError as error:
            # What came of the articles is still to be told.
            say(f"brief: {error}")
            code = error.exit_code
    _report(desk, tally, left, stopped)
    return tally.exit_code if code is None else code


def _digest(desk: Desk, chosen: Format | None) -> None:
    """End the run with what its articles say together; an array of briefings and tables hold briefings alone."""
    asked = None
    if desk.plan.endpoint is not None:
        asked = Asked(desk.plan.endpoint, desk.gathering.prompts, desk.store, desk.refresh, desk.account)
    desk.gathering.conclude(
        asked,
        folder=desk.output,
        stems=() if desk.outputs is None else desk.outputs.values(),
        shown=chosen if chosen in {"text", "md"} else None,
    )


async def _run(
    desk: Desk,
    tally: Tally,
    left: dict[Input, None],
    written: dict[Input, Briefing],
    emit: Emit | None,
    preview: Preview,
    *,
    shown: bool,
) -> str | None:
    """Brief what is left, and take it off; returns why the run ended early, if it did.

    ``written`` holds what is on the disk and not taken off yet.
    """
    overspent = False
    embedded = desk.plan.endpoint is not None and not waits(desk.plan.endpoint)
    # While requests are under way, as many more articles are read before theirs and written after theirs.
    most = 1 if embedded else desk.concurrency
    precedence = Precedence(most)
    async with AsyncExitStack() as stack:
        brief_article = await stack.enter_async_context(
            open_pipeline(
                desk.plan,
                notice=(lambda _line: None) if desk.quiet else say,
                store=desk.store,
                refresh=desk.refresh,
                concurrency=desk.concurrency,
                account=desk.account,
                context=desk.context,
                precedence=precedence,
            )
        )
        if shown:
            await stack.enter_async_context(progress(tally, bar=sys.stderr.isatty()))

        async def work(item: Input) -> Briefing:
            async with precedence.article():
                return await _brief_one(desk, item, brief_article, preview, written)

        affordable = takewhile(lambda _item: not overspent, desk.inputs)
        held = most if embedded else most * _HELD
        async for outcome in outcomes(affordable, work, concurrency=held, ordered=emit is not None):
            if isinstance(outcome.error, BudgetError):
                overspent = True
                continue
            if len(left) == tally.total:
                # The first article is done: all libraries are loaded.
                cycles.search_as_usual()
            del left[outcome.item]
            written.pop(outcome.item, None)
            _settle(desk, tally, outcome)
            if outcome.result is not None:
                desk.gathering.add(outcome.result, None if desk.outputs is None else desk.outputs[outcome.item])
            if emit is not None and outcome.result is not None:
                emit(outcome.result)
    return "stopped: the budget is used up" if overspent else None


async def _brief_one(
    desk: Desk, item: Input, brief_article: BriefArticle, preview: Preview, written: dict[Input, Briefing]
) -> Briefing:
    article = read(item)
    try:
        with preview(article):
            briefing = await brief_article(article)
    except BudgetError:
        raise
    except ArticleError as error:
        raise ArticleError(f"{item.shown}: {error}") from error
    if desk.outputs is not None:
        # A disk takes its time, and the others' answers come in meanwhile.
        await asyncio.to_thread(_write, desk, item, desk.outputs[item], briefing, written)
    return briefing


def _write(desk: Desk, item: Input, stem: Path, briefing: Briefing, written: dict[Input, Briefing]) -> None:
    from briefer.render.json import to_json
    from briefer.render.markdown import markdown

    write_private(stem.with_name(stem.name + ".json"), to_json(briefing))
    write_private(stem.with_name(stem.name + ".md"), markdown(briefing))
    if desk.pages is not None:
        desk.pages.write(item, stem, briefing)
    written[item] = briefing


def describe(desk: Desk) -> int:
    """Say on stdout what would be sent for each article, and send nothing; returns the exit code."""
    from briefer.draft import draft as read_draft
    from briefer.pipelines.calls import looks_twice, planned_calls
    from briefer.pipelines.second_look import to_be_read

    warn_on_stderr()
    _announce(desk)
    failed = False
    context = None if desk.plan.endpoint is None else context_for(desk.plan.endpoint, desk.context)
    for item in desk.inputs:
        try:
            article = read(item)
        except ArticleError as error:
            failed = True
            say(f"brief: {error}")
            continue
        drafted = read_draft(article)
        calls = (
            ()
            if desk.plan.prompts is None
            else planned_calls(article, drafted, desk.plan.prompts, context, desk.plan.endpoint)
        )
        read_twice = desk.plan.pipeline == "assist" and looks_twice(desk.plan.endpoint) and drafted.lexicon is not None
        characters = sum(len(message["content"]) for call in calls for message in call.messages)
        characters += sum(len(shown.text) for shown in to_be_read(article, drafted).sentences) if read_twice else 0
        most_out = sum(call.max_tokens for call in calls)
        about = f"about {characters // _CHARACTERS_A_TOKEN:,} tokens in, at most {most_out:,} out"
        sys.stdout.write(f"{terminal_safe(item.shown)}: {len(calls) + read_twice} requests, {about}\n")
    return 1 if failed else 0


def _settle(desk: Desk, tally: Tally, outcome: Outcome[Input, Briefing]) -> None:
    if outcome.result is None:
        tally.failed += 1
        if desk.pages is not None:
            desk.pages.failed(outcome.item, str(outcome.error))
        tally.failures.append(failure(outcome.item, "failed", str(outcome.error)))
        say(f"brief: {outcome.error}")
        return
    tally.add(outcome.result)
    if outcome.result.degraded:
        why = _why_degraded(outcome.result)
        tally.failures.append(failure(outcome.item, "degraded", why))
        say(f"brief: {outcome.item.shown}: degraded: {why}")
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
        f"({_cost(briefing.provenance)}{briefing.provenance.seconds:.1f} s)"
    )


def _cost(made: Provenance) -> str:
    if made.cached:
        return "from the cache, "
    if not made.requests:
        return ""
    usd = "" if made.cost_usd is None else f"{made.cost_usd:.4f} usd, "
    return f"{made.tokens_in:,} tokens in, {made.tokens_out:,} out, {usd}"


def _announce(desk: Desk) -> None:
    """Say what will leave the machine before it does, or how to get more than a draft."""
    endpoint = desk.plan.endpoint
    if endpoint is not None and endpoint.kind is EndpointKind.REMOTE:
        count = f"{len(desk.inputs)} article{'s' if len(desk.inputs) != 1 else ''}"
        model = f"model {endpoint.model}" if endpoint.model else "the model that it serves"
        say(f"brief: sending {count} to {endpoint.host} ({model})")
    elif desk.plan.hint and not desk.quiet:
        say(f"brief: {desk.plan.hint}")


def _report(desk: Desk, tally: Tally, left: Iterable[Input], stopped: str | None) -> None:
    """Say what came of the run, and how to go on where something is left to do."""
    failures = [*tally.failures, *(failure(item, "unfinished", stopped) for item in left if stopped)]
    if desk.output is not None:
        write_failures(desk.output, failures)
    if desk.pages is not None and desk.outputs is not None:
        desk.pages.write_index(desk.outputs)
    if desk.usage:
        say(tally.usage_line())
    if len(tally.failures) > 1:
        show_table(tally.failures, desk.output)
    if stopped:
        kept = "" if desk.output is None else " and written"
        say(f"brief: {stopped}; {tally.finished} of {tally.total} articles are finished{kept}")
    elif not desk.quiet and (failures or desk.output is not None or (tally.total > 1 and desk.verbose)):
        say(tally.summary_line())
    if desk.quiet or not failures:
        return
    if desk.output is not None:
        say(f"brief: only what is left: {rerun_command()}")
    elif stopped and desk.store is not None and desk.plan.endpoint is not None:
        say("brief: the same command goes on from here: what was answered is kept and not asked again")
