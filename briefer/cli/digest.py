"""``brief digest``: one digest of briefings already written."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from briefer.cli.options import AsJson, Cache, Model, Offline, PromptsFolder


def digest(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Briefings (.json, .jsonl) or folders of them.")
    ],
    model: Model = None,
    prompts: PromptsFolder = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write digest.json and digest.md under DIR.")
    ] = None,
    chosen_format: Annotated[
        Literal["text", "md", "html", "json"] | None,
        typer.Option("--format", help="What to print: text on a terminal and md in a pipe unless you say so."),
    ] = None,
    as_json: AsJson = False,
    html: Annotated[bool, typer.Option("--html", help="Write digest.html too, or print that page.")] = False,
    offline: Offline = False,
    cache: Cache = True,
) -> None:
    """Make one digest of several briefings: what is one claim, who denies it, which figures differ."""
    import os

    from briefer.briefing import EndpointKind
    from briefer.cli.digesting import Asked, make, printed, read_back, write
    from briefer.cli.stderr import say
    from briefer.digest.reading import find_briefings
    from briefer.digest.session import can_judge
    from briefer.errors import UsageError
    from briefer.llm.endpoints import choose
    from briefer.store.answers import user_store
    from briefer.store.output import make_private_folder

    if as_json and chosen_format not in (None, "json"):
        raise UsageError(f"--json and --format {chosen_format} ask for different things; give one of them")
    html = html or chosen_format == "html"
    if html and output is None and (as_json or chosen_format not in (None, "html")):
        raise UsageError("--html prints a page and another format something else; give -o DIR or one of them")
    endpoint = choose(model=model, pipeline=None, offline=offline, environ=os.environ).endpoint
    found = find_briefings(paths)
    if output is not None:
        make_private_folder(output)
    asked = None
    if endpoint is not None and can_judge(endpoint):
        asked = Asked(endpoint, prompts, user_store() if cache else None)
        if endpoint.kind is EndpointKind.REMOTE:
            say(f"brief: sending the claims of {len(found)} briefings to {endpoint.host}")
    gathered = read_back(found)
    made = make(gathered.kept, asked)
    gathered.kept.clear()
    wanted = "json" if as_json else chosen_format
    if output is not None:
        write(made, output, gathered.stems if html else None)
        wanted = None if wanted == "html" else wanted
    elif html:
        wanted = "html"
    if output is None or wanted is not None:
        typer.echo(printed(made, wanted), nl=False)
