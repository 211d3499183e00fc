"""An article of at least 5,000 words: those of the evals, one after the other, and its draft."""

from functools import cache

from conftest import REPOSITORY

from briefer.articles import parse
from briefer.briefing import Briefing
from briefer.pipelines.draft import draft_now

WORDS = 5_000


@cache
def long_briefing() -> Briefing:
    """The draft of one long article of our own."""
    parts: list[str] = []
    pages = sorted((REPOSITORY / "evals" / "articles").glob("*.txt"))
    while sum(len(part.split()) for part in parts) < WORDS:
        parts += [page.read_text() for page in pages if "-ru" not in page.stem]
    return draft_now(parse("\n\n".join(parts).encode(), shown="long.txt", suffix=".txt"))
