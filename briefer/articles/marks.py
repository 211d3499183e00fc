"""Straight quotation marks, which look the same where they open and where they close."""

from typing import Final

_STOPS: Final = frozenset(".!?…")


def reopens(text: str, at: int, opened: int) -> bool:
    """Whether the straight mark at ``at`` opens anew a quotation open since ``opened``: paragraphs that were joined.

    It stands before a word and after the end of a sentence, as no closing mark does.
    """
    if not text[at] == text[opened] == '"' or not text[at + 1 : at + 2].strip():
        return False
    end = at
    while end > opened + 1 and text[end - 1].isspace():
        end -= 1
    return end < at and text[end - 1] in _STOPS
