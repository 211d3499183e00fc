"""The calls that are known before any answer: what a dry run shows, what is rendered, what a recording must hold."""

from briefer import templates
from briefer.briefing import Article
from briefer.proposal import Draft
from briefer.templates import PromptSet, RenderedCall


def planned_calls(article: Article, drafted: Draft, prompts: PromptSet) -> tuple[RenderedCall, ...]:
    """The calls that an article needs, in order, but for the one that asks again, which depends on the answers."""
    values = templates.listing(drafted.proposal)
    return tuple(templates.render(prompts, call, article, values) for call in prompts.calls_for(values))
