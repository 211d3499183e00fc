"""The calls that are known before any answer: what a dry run shows, what is rendered, what a recording must hold."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from briefer import templates
from briefer.briefing import Article
from briefer.llm.endpoints import Endpoint
from briefer.pipelines.choices import open_choices
from briefer.pipelines.parts import Context, split
from briefer.pipelines.small_model import shortlist
from briefer.proposal import Draft, Proposal
from briefer.templates import PromptSet, RenderedCall, Shortlist, Values

SHOWN_CHARACTERS = 2400
"""How much of an article a small model is shown: about 550 tokens, read in a quarter of a minute on two cores."""

BOTTOM_LINE_CHARACTERS = 1200
"""How much our own is shown for the bottom line: a second look at the article takes most of its time."""


def planned_calls(
    article: Article,
    drafted: Draft,
    prompts: PromptSet,
    context: Context | None = None,
    endpoint: Endpoint | None = None,
) -> tuple[RenderedCall, ...]:
    """The calls that an article needs, in order, but for the one that asks again, which depends on the answers.

    A set with a schema per article is for a small model, which is slow to read: it is shown the sentences that the
    draft cites first, and asked about nothing that the draft has settled. So is a model that chooses from a shortlist.
    Another is shown the whole article, in parts where ``context`` says that it would not fit. Without an endpoint a set
    for small models is rendered as our own embedded model is asked.
    """
    values = listed(article, drafted, prompts)
    among = None if prompts.per_article else shortlist(drafted, endpoint)
    if prompts.per_article or among is not None:
        most = BOTTOM_LINE_CHARACTERS if prompts.per_article and looks_twice(endpoint) else SHOWN_CHARACTERS
        return part_calls(article, values, prompts, telling(article, drafted.proposal, most), context, among)
    whole = part_calls(article, values, prompts, None, context)
    parts = parts_of(article, whole, context)
    if parts == (None,):
        return whole
    return tuple(call for part in parts for call in part_calls(article, values, prompts, part, context))


def parts_of(article: Article, whole: Sequence[RenderedCall], context: Context | None) -> tuple[range | None, ...]:
    """The parts in which an article is shown: runs of sentence numbers, or None alone for the whole.

    Args:
        article: The article.
        whole: The calls that show all of it.
        context: How much the model reads and writes at once; None for as much as there is.
    """
    if context is None:
        return (None,)
    parts = split(article, min((context.room(call, article) for call in whole), default=0))
    return parts if len(parts) > 1 else (None,)


def part_calls(
    article: Article,
    values: Values,
    prompts: PromptSet,
    only: Collection[int] | None,
    context: Context | None,
    among: Shortlist | None = None,
) -> tuple[RenderedCall, ...]:
    """The calls for some sentences of an article, or all; ``values`` as ``listed``, ``among`` a ``shortlist``."""
    calls = (
        templates.render(prompts, call, article, values, only=only, shortlist=among)
        for call in prompts.calls_for(values)
    )
    return tuple(calls if context is None else map(context.fitted, calls))


def listed(article: Article, drafted: Draft, prompts: PromptSet) -> Values:
    """What the templates of a set may list, for a small model also which denials are open to a choice."""
    values: Values = templates.listing(drafted.proposal)
    if not prompts.per_article:
        return values
    open_to_choice = open_choices(article, drafted)
    return {**values, "open_denials": tuple(denial for denial in values["denials"] if denial.key in open_to_choice)}


def looks_twice(endpoint: Endpoint | None) -> bool:
    """Whether an article gets a second look there: our own embedded model, for which None stands too."""
    return endpoint is None or endpoint.ours


def telling(article: Article, proposal: Proposal, most: int) -> tuple[int, ...]:
    """The numbers of the most telling sentences, of ``most`` characters together, at least one if there is one."""
    return within(article, _by_weight(article, proposal), most)


def within(article: Article, numbers: Iterable[int], most: int) -> tuple[int, ...]:
    """The first of these sentences that have no more than ``most`` characters together, at least one, in text order."""
    chosen: list[int] = []
    room = most
    for number in dict.fromkeys(numbers):
        room -= len(article.sentence(number))
        if room < 0 and chosen:
            break
        chosen.append(number)
    return tuple(sorted(chosen))


def _by_weight(article: Article, proposal: Proposal) -> Iterator[int]:
    """Sentence numbers, the most telling first: lead, the draft's bottom line, its key claims, then the rest."""
    if not article.sentences:
        return
    yield 1
    for items in (proposal.summary, proposal.claims, proposal.denials, proposal.uncertainties):
        for item in items:
            yield from item.sentences
    yield from range(1, len(article.sentences) + 1)
