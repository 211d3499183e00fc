"""Options that several commands share, declared once."""

from pathlib import Path
from typing import Annotated

import typer

PromptsFolder = Annotated[
    Path | None,
    typer.Option(
        "-t",
        "--prompts",
        envvar="BRIEF_PROMPTS",
        metavar="DIR",
        help="A folder of prompt files that override the packaged ones, file by file.",
    ),
]

Model = Annotated[
    str | None,
    typer.Option(
        "-m",
        "--model",
        envvar="BRIEF_MODEL",
        metavar="NAME",
        help="A model name for the endpoint, local, or local/PATH.gguf.",
    ),
]

Pipeline = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="draft, assist or extract; by default what is available decides."),
]

Offline = Annotated[bool, typer.Option("--offline", help="Refuse every endpoint but this machine's own.")]

AsJson = Annotated[bool, typer.Option("--json", help="Short for --format json.")]

Cache = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Keep answers in the user's cache, and use those kept there.")
]
