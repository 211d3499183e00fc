"""What the user reads on stderr: progress, usage, warnings and errors, one line each, safe for a terminal."""

import os
import sys
import warnings

from briefer.errors import BrieferError

INTERRUPTED = 130
_BROKEN_PIPE = 141


def say(line: str) -> None:
    """Print one line on stderr, whatever file names or texts it holds made harmless."""
    from briefer.render.escape import terminal_safe

    print(terminal_safe(line), file=sys.stderr, flush=True)  # noqa: T201 - the one place that prints to stderr


def warn_on_stderr() -> None:
    """Let every warning about an article (damaged text, a guessed encoding) be one line of ours."""
    from briefer.articles import ArticleWarning

    warnings.simplefilter("always", ArticleWarning)
    warnings.showwarning = lambda message, *_where, **_options: say(f"brief: {message}")


def exit_code_for(error: Exception) -> int:
    """Tell the user of an expected error in one line and return its exit code; re-raise any other."""
    if isinstance(error, BrieferError):
        say(f"brief: {error}")
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        # The reader (head, less) has gone: nothing to say, and nothing more may be flushed to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    raise error
