"""The ``brief`` command: its subcommands, and ``run`` as the one that needs no name."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from briefer.cli import cycles
from briefer.cli.cache import cache
from briefer.cli.diff import diff
from briefer.cli.digest import digest
from briefer.cli.evals import evaluate
from briefer.cli.models import models
from briefer.cli.prompts import prompts
from briefer.cli.run import run
from briefer.cli.schema import schema

app = typer.Typer(
    name="brief",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`brief PATH...` is short for `brief run PATH...`; see `brief run --help` for its options.",
)
app.command("run")(run)
app.add_typer(cache, name="cache")
app.add_typer(prompts, name="prompts")
app.command("digest")(digest)
app.command("diff")(diff)
app.command("eval")(evaluate)
app.command("models")(models)
app.command("schema")(schema)

_OWN_OPTIONS = frozenset({"-h", "--help", "--version"})


def _print_version(wanted: bool) -> None:
    if wanted:
        from briefer import __version__

        typer.echo(f"brief {__version__}")
        raise typer.Exit


@app.callback()
def _brief(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn news articles into structured briefings, each line tied to the sentences that support it."""


def with_default_command(arguments: Sequence[str], *, terminal: bool) -> list[str]:
    """Put ``run`` before arguments that name no command.

    Args:
        arguments: The command line without the program's name.
        terminal: Whether standard input is a terminal; if not, no arguments at all mean an article on standard input.
    """
    commands = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    if not arguments:
        return [] if terminal else ["run", "-"]
    if arguments[0] in commands | _OWN_OPTIONS:
        return list(arguments)
    return ["run", *arguments]


def main() -> None:
    """Run the command line; every expected error is one line on stderr and its own exit code."""
    from briefer.cli.stderr import exit_code_for

    cycles.search_rarely()
    try:
        app(with_default_command(sys.argv[1:], terminal=sys.stdin is not None and sys.stdin.isatty()))
    except Exception as error:  # noqa: BLE001 - the edge: expected errors become a line, others are re-raised
        raise SystemExit(exit_code_for(error)) from None
    finally:
        cycles.set_aside()
