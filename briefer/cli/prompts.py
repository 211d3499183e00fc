"""``brief prompts``: the prompt files as they stand, what they become for an article, and what you changed."""

from typing import Annotated

import typer

from briefer.cli.options import PromptsFolder

prompts = typer.Typer(name="prompts", no_args_is_help=True, rich_markup_mode=None, help="List, show, render prompts.")


@prompts.command("list")
def list_prompts(overrides: PromptsFolder = None) -> None:
    """List every prompt file by name, with the path of the file that would be used."""
    from briefer import templates
    from briefer.render.escape import terminal_safe

    for name in templates.names(overrides):
        file = templates.file(name, overrides)
        typer.echo(f"{name:<24}{'' if file.packaged else 'yours: '}{terminal_safe(str(file.path))}")


@prompts.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A prompt's name, such as extract/claims.")],
    overrides: PromptsFolder = None,
) -> None:
    """Print a prompt file as it stands."""
    from briefer import templates

    typer.echo(templates.file(name, overrides).text, nl=False)


@prompts.command("render")
def render(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A set, such as extract, or one of its prompts.")],
    path: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's file; - is stdin.")],
    overrides: PromptsFolder = None,
) -> None:
    """Print, as JSON, exactly the messages and the schema that would be sent for an article."""
    import json
    import sys

    from briefer import templates
    from briefer.articles import find_inputs, read
    from briefer.draft import draft
    from briefer.errors import UsageError
    from briefer.llm.schema import response_format
    from briefer.pipelines.calls import planned_calls

    set_name, _, section = name.partition("/")
    prompt_set = templates.load(set_name, overrides=overrides)
    inputs = find_inputs([path])
    if len(inputs) != 1:
        raise UsageError(f"{path}: render takes one article, and this names {len(inputs)}")
    article = read(inputs[0])
    calls = planned_calls(article, draft(article), prompt_set)
    if section:
        templates.file(name, overrides)
        calls = tuple(call for call in calls if name in call.prompts)
        if not calls:
            raise UsageError(f"{name}: this article needs no request that uses it")
    document = [
        {
            "call": call.name,
            "messages": list(call.messages),
            "response_format": response_format(call.answer_model),
            "max_tokens": call.max_tokens,
        }
        for call in calls
    ]
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


@prompts.command("diff")
def diff(overrides: PromptsFolder = None) -> None:
    """Show what your prompts change against the packaged ones, as a unified diff; nothing where nothing differs."""
    import difflib

    from briefer import templates
    from briefer.errors import UsageError
    from briefer.render.escape import terminal_safe

    if overrides is None:
        raise UsageError("prompts diff compares a folder of yours with the packaged prompts; name it with -t DIR")
    packaged = set(templates.names())
    for name in templates.names(overrides):
        mine = templates.file(name, overrides)
        if mine.packaged:
            continue
        before = templates.file(name).text.splitlines() if name in packaged else []
        lines = difflib.unified_diff(before, mine.text.splitlines(), f"packaged/{name}", f"yours/{name}", lineterm="")
        for line in lines:
            typer.echo(terminal_safe(line))
