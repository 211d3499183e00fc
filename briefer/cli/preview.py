"""The draft on screen while a model still works on the same article; gone when its briefing is printed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TextIO, TypeAlias

from briefer.briefing import Article

Preview: TypeAlias = Callable[[Article], AbstractContextManager[object]]


def no_preview(_article: Article) -> AbstractContextManager[object]:
    """Show nothing."""
    return nullcontext()


def preview_on(stream: TextIO) -> Preview:
    """Give the preview for a terminal: the draft, as much as fits, with a line that says what is going on."""

    @contextmanager
    def preview(article: Article) -> Iterator[None]:
        import os

        from rich.console import Console, Group
        from rich.live import Live
        from rich.spinner import Spinner
        from rich.text import Text

        from briefer.pipelines.draft import draft_now
        from briefer.render.terminal import text

        console = Console(file=stream, no_color=bool(os.environ.get("NO_COLOR")), highlight=False)
        height = shutil.get_terminal_size((100, 24)).lines
        drafted = text(draft_now(article), width=console.width, colour=not console.no_color)
        shown = Text.from_ansi("\n".join(drafted.splitlines()[: max(height - 3, 1)]))
        waiting = Spinner("dots", "draft; the model is reading the article", style="dim")
        with Live(Group(shown, Text(), waiting), console=console, transient=True, refresh_per_second=4):
            yield

    return preview
