"""``brief cache``: what is kept of paid answers, and how to be rid of it."""

import typer

cache = typer.Typer(name="cache", no_args_is_help=True, rich_markup_mode=None, help="Look at kept answers, or clear.")


@cache.command("info")
def info() -> None:
    """Say where answers are kept, how many there are and how much room they take."""
    from briefer.render.escape import terminal_safe
    from briefer.store.answers import user_store

    extent = user_store().extent()
    typer.echo(f"{terminal_safe(str(extent.folder))}: {_counted(extent.entries)}, {extent.size / 1e6:.1f} MB")


@cache.command("clear")
def clear() -> None:
    """Remove every kept answer; the embedded model's file stays."""
    from briefer.errors import UsageError
    from briefer.store.answers import user_store

    store = user_store()
    try:
        removed = store.clear()
    except OSError as error:
        raise UsageError(
            f"{store.folder}: can't be cleared ({error.strerror or error}); check its permissions"
        ) from error
    typer.echo(f"removed {_counted(removed.entries)}, {removed.size / 1e6:.1f} MB")


def _counted(entries: int) -> str:
    return f"{entries:,} answer{'' if entries == 1 else 's'}"
