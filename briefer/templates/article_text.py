"""An article as a model sees it: numbered sentences between fences that its text can't forge."""

import re
import unicodedata
from collections.abc import Collection
from typing import Literal

from briefer.briefing import Article

Quotes = Literal["as printed", "single"]

# The joiners carry meaning in Persian, Indic scripts and emoji; every other format character is invisible: bidi
# controls reorder what a reader sees, and tag characters carry text that only a model reads.
_KEPT_FORMATS = "\u200c\u200d"
_OPENING = re.compile("[<＜﹤]")
_BRACKETED = re.compile(r"[\[［]\s*(\d+|/?[A-Z][A-Z_]*)\s*[\]］]")
_DOUBLE_QUOTES = re.compile('["“”„‟«»″＂]')


def inert(text: str, quotes: Quotes = "as printed") -> str:
    """Fold ``text`` to one line in which nothing can pass for a fence, a sentence number or a chat control word.

    ``<`` becomes ``‹`` (a fence, ``<|im_end|>``), ``[3]`` becomes ``(3)`` (a sentence number), ``[INST]`` becomes
    ``(INST)``; invisible and control characters go. Evidence is copied from the article itself, so nothing of this
    reaches a briefing.

    Args:
        text: Any text out of an article.
        quotes: ``single`` turns every double quotation mark into ``'``: a small model ends a JSON string where one
            opens.
    """
    folded = " ".join(text.translate(_VISIBLE).split())
    fenced = _BRACKETED.sub(r"(\1)", _OPENING.sub("‹", folded))
    return _DOUBLE_QUOTES.sub("'", fenced) if quotes == "single" else fenced


def numbered(article: Article, quotes: Quotes, only: Collection[int] | None = None) -> str:
    """The article's metadata and sentences, ``[n] text`` one a line, between tags that carry its id.

    The id is a digest of the text, so no text can hold its own fence.

    Args:
        article: The article.
        quotes: How quotation marks are given; see ``inert``.
        only: The sentence numbers to show, all by default.
    """
    metadata = (("Title", article.title), ("Outlet", article.outlet), ("Published", article.published))
    lines = [f"{label}: {inert(value, quotes)}" for label, value in metadata if value]
    lines += [
        f"[{number}] {inert(article.sentence(number), quotes)}"
        for number in range(1, len(article.sentences) + 1)
        if only is None or number in only
    ]
    return "\n".join((f"<article-{article.id}>", *lines, f"</article-{article.id}>"))


class _Visible(dict[int, str]):
    """What stands for each character, by code point; looked up once."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"}:
            character = " "
        elif category == "Cs":
            character = "\ufffd"
        elif category == "Cf" and character not in _KEPT_FORMATS:
            character = ""
        self[point] = character
        return character


_VISIBLE = _Visible()
