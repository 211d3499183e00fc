"""The assist pipeline: a small model gives the draft a second look, chooses what is denied, writes the bottom line."""

from collections.abc import Mapping
from dataclasses import replace

from briefer import templates
from briefer.briefing import Article, Briefing
from briefer.draft import draft as read_draft
from briefer.llm.answer import Asks
from briefer.pipelines.asking import ask, schema_sha256
from briefer.pipelines.calls import listed, planned_calls
from briefer.pipelines.choices import open_choices
from briefer.pipelines.finish import finish
from briefer.pipelines.provenance import Record
from briefer.pipelines.second_look import looked_again
from briefer.proposal import Draft, Proposal, ProposedDenial, ProposedText
from briefer.templates import PromptSet

MAX_SUMMARY = 3


async def assist(article: Article, client: Asks, prompts: PromptSet) -> Briefing:
    """Brief an article with the draft, and let a small model add to it what passes the guard.

    Args:
        article: The article.
        client: The open endpoint.
        prompts: The set ``assist``, with the user's overrides.

    Raises:
        TransportError: The endpoint could not be reached or kept failing.
        EndpointRefusedError: The endpoint refuses us.
    """
    drafted = read_draft(article)
    record = Record(
        "assist",
        drafted.lexicon,
        endpoint=client.endpoint.kind,
        model=client.endpoint.model,
        prompts=prompts.fingerprints,
    )
    drafted = await looked_again(article, drafted, client, record)
    calls = planned_calls(article, drafted, prompts, endpoint=client.endpoint)
    record.schema_sha256 = schema_sha256(calls)
    values = listed(article, drafted, prompts)
    proposal = drafted.proposal
    for call in calls:
        answer = await ask(client, call, record)
        if answer is None:
            continue
        if "denials" in call.sections:
            chosen = templates.denial_choices(answer, values)
            proposal = replace(proposal, denials=_with_choices(article, drafted, chosen))
        if "summary" in call.sections:
            proposal = replace(proposal, summary=_bottom_line(templates.summary(answer), drafted.proposal))
        for section in prompts.sections:
            if section.added and section.name in call.sections:
                items = templates.added_items(section, answer, values)
                proposal = replace(proposal, sections={**proposal.sections, section.name: items})
    return finish(article, proposal, drafted, record.provenance())


def _bottom_line(written: tuple[ProposedText, ...], drafted: Proposal) -> tuple[ProposedText, ...]:
    """The model's sentences, and after them what the draft's bottom line says is denied or not known, if they don't.

    The first of the draft's is the lead, which the model's own first sentence stands for.
    """
    cited = {number for text in written for number in text.sentences}
    missing = tuple(text for text in drafted.summary[1:] if not cited & set(text.sentences))
    return (*written[: max(MAX_SUMMARY - len(missing), 1)], *missing)[:MAX_SUMMARY]


def _with_choices(
    article: Article, drafted: Draft, chosen: Mapping[str, tuple[str, ...]]
) -> tuple[ProposedDenial, ...]:
    """The draft's denials with links as chosen among what each was open to."""
    choices = open_choices(article, drafted)

    def linked(denial: ProposedDenial) -> ProposedDenial:
        links = tuple(key for key in chosen.get(denial.key, ()) if key in choices.get(denial.key, ()))
        return replace(denial, denies=links) if links else denial

    return tuple(map(linked, drafted.proposal.denials))
