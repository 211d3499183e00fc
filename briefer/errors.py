"""Errors that a user can mend: each is one line that names the thing and the mend, and carries its exit code."""


class BrieferError(Exception):
    """Base of every expected error; ``str(error)`` is the line that the user reads."""

    exit_code = 1


class UsageError(BrieferError):
    """The command, an option, a prompt file or a case file is wrong."""

    exit_code = 2


class ArticleError(BrieferError):
    """One article can't be read or briefed; others go on."""


class EndpointRefusedError(BrieferError):
    """The endpoint refuses us (wrong key, unknown model): asking for the next article would be pointless."""

    exit_code = 3


class TransportError(ArticleError):
    """The endpoint could not be reached or kept failing after the retries; the article has failed."""
