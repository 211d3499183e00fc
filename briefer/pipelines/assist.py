"""The assist pipeline: the draft decides, a small model chooses what is denied and writes the bottom line."""

from collections.abc import Mapping
from dataclasses import replace

from briefer import templates
from briefer.briefing import Article, Briefing
from briefer.draft import draft as read_draft
from briefer.llm.client import Client
from briefer.pipelines.asking import ask, schema_sha256
from briefer.pipelines.calls import planned_calls
from briefer.pipelines.finish import finish
from briefer.pipelines.provenance import Record
from briefer.proposal import Proposal, ProposedDenial
from briefer.templates import PromptSet


async def assist(article: Article, client: Client, prompts: PromptSet) -> Briefing:
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
    calls = planned_calls(article, drafted, prompts)
    record = Record(
        "assist",
        drafted.lexicon,
        endpoint=client.endpoint.kind,
        model=client.endpoint.model,
        prompts=prompts.fingerprints,
        schema_sha256=schema_sha256(calls),
    )
    values = templates.listing(drafted.proposal)
    proposal = drafted.proposal
    for call in calls:
        answer = await ask(client, call, record)
        if answer is None:
            continue
        if "denials" in call.sections:
            proposal = _with_choices(proposal, templates.denial_choices(answer, values))
        if "summary" in call.sections:
            proposal = replace(proposal, summary=templates.summary(answer))
        for section in prompts.sections:
            if section.added and section.name in call.sections:
                items = templates.added_items(section, answer, values)
                proposal = replace(proposal, sections={**proposal.sections, section.name: items})
    return finish(article, proposal, drafted, record.provenance())


def _with_choices(proposal: Proposal, choices: Mapping[str, tuple[str, ...]]) -> Proposal:
    """The proposal with each denial's links as chosen; a denial that the draft has linked keeps its links."""

    def chosen(denial: ProposedDenial) -> ProposedDenial:
        return denial if denial.denies else replace(denial, denies=choices.get(denial.key, ()))

    return replace(proposal, denials=tuple(chosen(denial) for denial in proposal.denials))
