"""The draft pipeline: no model, every statement verbatim, milliseconds."""

from briefer.briefing import Article, Briefing
from briefer.draft import draft as read_draft
from briefer.pipelines.finish import finish
from briefer.pipelines.provenance import Record


async def draft(article: Article) -> Briefing:
    """Brief an article with the deterministic reader alone."""
    return draft_now(article)


def draft_now(article: Article) -> Briefing:
    """Do what ``draft`` does, without a loop to run in."""
    drafted = read_draft(article)
    record = Record("draft", drafted.lexicon)
    return finish(article, drafted.proposal, drafted, record.provenance())
