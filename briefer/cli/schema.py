"""``brief schema``: the contracts as JSON Schema."""

from typing import Annotated, Literal

import typer

from briefer.cli.options import PromptsFolder


def schema(
    of: Annotated[
        Literal["briefing", "digest", "diff"],
        typer.Argument(metavar="WHAT", help="briefing, digest or diff: what brief, brief digest or brief diff writes."),
    ] = "briefing",
    prompts: PromptsFolder = None,
) -> None:
    """Print the JSON Schema of a briefing, with the sections that your prompts add; or of a digest or a diff."""
    import json
    import sys

    from briefer import templates
    from briefer.templates.schema import contract_schema

    match of:
        case "digest":
            from briefer.digest.contract import Digest

            document = contract_schema(Digest)
        case "diff":
            from briefer.digest.difference import Difference

            document = contract_schema(Difference)
        case _:
            prompt_set = templates.load("extract", overrides=prompts)
            document = templates.briefing_schema(prompt_set.sections)
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
