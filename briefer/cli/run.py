"""``brief PATH...``: briefings of the articles that the user names."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from briefer.cli.options import AsJson, Cache, Model, Offline, Pipeline, PromptsFolder


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Articles or folders of them; - is stdin.")],
    model: Model = None,
    pipeline: Pipeline = None,
    prompts: PromptsFolder = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Write a .json and a .md for each article under DIR."),
    ] = None,
    chosen_format: Annotated[
        Literal["text", "md", "html", "json", "jsonl", "csv"] | None,
        typer.Option("--format", help="What to print: text on a terminal and md in a pipe unless you say so."),
    ] = None,
    as_json: AsJson = False,
    html: Annotated[
        bool, typer.Option("--html", help="Write a page for each article and an index under DIR, or print one page.")
    ] = False,
    digest: Annotated[
        bool, typer.Option("--digest/--no-digest", help="End with a digest where there are several articles.")
    ] = True,
    offline: Offline = False,
    ask_again: Annotated[
        bool,
        typer.Option("--ask-again/--no-ask-again", help="Ask once more about denials and uncertainties left out."),
    ] = True,
    cache: Cache = True,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again, and keep the new answers.")] = False,
    concurrency: Annotated[
        int | None,
        typer.Option("-j", "--concurrency", min=1, max=1000, help="Most articles under way at once; 32 by default."),
    ] = None,
    context: Annotated[
        int | None,
        typer.Option(
            "--context",
            metavar="TOKENS",
            min=1000,
            help="How much the model reads at once; longer articles are split. Known for most hosted models.",
        ),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="AMOUNT", help="Spend no more than, say, 5usd or 200000tok, then stop."),
    ] = None,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Of these articles, brief those in DIR/failures.jsonl.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent where, and its size; send nothing.")
    ] = False,
    usage: Annotated[bool, typer.Option("--usage", help="Print tokens, requests and seconds on stderr.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print only errors on stderr.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print what happens to each article.")] = False,
) -> None:
    """Brief articles: who claims what, what is denied, what is not known, and which sentences say so."""
    from briefer.cli.desk import brief_all, describe, open_desk
    from briefer.errors import UsageError

    if as_json and chosen_format not in (None, "json"):
        raise UsageError(f"--json and --format {chosen_format} ask for different things; give one of them")
    html = html or chosen_format == "html"
    if html and output is None and (as_json or chosen_format not in (None, "html")):
        raise UsageError("--html prints a page and another format something else; give -o DIR or one of them")
    if refresh and not cache:
        raise UsageError("--refresh keeps the new answers and --no-cache keeps none; give one of them")
    desk = open_desk(
        paths,
        model=model,
        pipeline=pipeline,
        prompts=prompts,
        output=output,
        chosen_format="json" if as_json else None if chosen_format == "html" else chosen_format,
        html=html,
        digest=digest,
        offline=offline,
        ask_again=ask_again,
        cache=cache,
        refresh=refresh,
        only_failed=only_failed,
        concurrency=concurrency,
        context=context,
        budget=budget,
        usage=usage,
        quiet=quiet,
        verbose=verbose,
    )
    raise typer.Exit(describe(desk) if dry_run else brief_all(desk))
