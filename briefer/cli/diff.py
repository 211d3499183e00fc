"""``brief diff``: what changed between two runs."""

from typing import Annotated, Literal

import typer

from briefer.cli.options import AsJson


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The first run: a briefing (.json) or a folder of them.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The second run.")],
    chosen_format: Annotated[
        Literal["text", "md", "json"] | None,
        typer.Option("--format", help="What to print: text on a terminal and md in a pipe unless you say so."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two runs: claims new, gone, reworded or newly denied, and uncertainties resolved."""
    import sys

    from briefer.digest.difference import difference
    from briefer.digest.held import held
    from briefer.digest.reading import find_briefings, read_briefings
    from briefer.errors import UsageError
    from briefer.render.digest_difference import difference_markdown, difference_text
    from briefer.render.digest_json import contract_json

    if as_json and chosen_format not in (None, "json"):
        raise UsageError(f"--json and --format {chosen_format} ask for different things; give one of them")
    runs = [
        [held(briefing) for path in find_briefings([run]) for briefing in read_briefings(path)]
        for run in (before, after)
    ]
    found = difference(*runs)
    wanted = "json" if as_json else chosen_format or ("text" if sys.stdout.isatty() else "md")
    render = {"json": contract_json, "md": difference_markdown, "text": difference_text}[wanted]
    typer.echo(render(found), nl=False)
