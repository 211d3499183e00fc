"""An article of little more than 5,000 words: those of the evals, one after the other, and its draft."""

from functools import cache
from itertools import cycle

from conftest import REPOSITORY

from briefer.articles import parse
from briefer.briefing import Briefing
from briefer.pipelines.draft import draft_now

WORDS = 5_000


@cache
def long_briefing() -> Briefing:
    """The draft of one long article of our own."""
    texts = [page.read_text() for page in sorted((REPOSITORY / "evals" / "articles").glob("*[!u].txt"))]
    parts: list[str] = []
    for text in cycle(texts):
        if sum(len(part.split()) for part in parts) >= WORDS:
            break
        parts.append(text)
    return draft_now(parse("\n\n".join(parts).encode(), shown="long.txt", suffix=".txt"))
