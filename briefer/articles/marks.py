"""Straight quotation marks, which look the same where they open and where they close."""

from typing import Final

_STOPS: Final = frozenset(".!?…")


def reopens(text: str, at: int, opened: int) -> bool:
    """Whether the straight mark at ``at`` opens anew a quotation open since ``opened``: paragraphs that were joined.

    It stands before a word and after the end of a sentence, as no closing mark does.
    """
    before = text[opened + 1 : at]
    ended = before[-1:].isspace() and before.rstrip()[-1:] in _STOPS
    return ended and text[at] == '"' and text[opened] == '"' and not text[at + 1 : at + 2].isspace()
