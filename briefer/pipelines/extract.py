"""The extract pipeline: a strong model fills the sections, the draft is the audit of what it left out."""

from collections.abc import Sequence

from pydantic import BaseModel

from briefer import templates
from briefer.briefing import Article, Briefing
from briefer.checks import ground, omissions
from briefer.draft import draft as read_draft
from briefer.lexicon import load
from briefer.llm.answer import Asks
from briefer.pipelines.asking import ask, schema_sha256
from briefer.pipelines.calls import planned_calls
from briefer.pipelines.finish import finish
from briefer.pipelines.provenance import Record
from briefer.proposal import Cue, Draft, Proposal
from briefer.templates import PromptSet, RenderedCall

_LINKED = frozenset({"sources", "claims", "uncertainties", "denials"})
"""Sections that name each other's items: the model's or the draft's stand together, never a mixture."""

_NEIGHBOURS = 1


async def extract(article: Article, client: Asks, prompts: PromptSet, *, ask_again: bool = True) -> Briefing:
    """Brief an article with a strong model.

    Args:
        article: The article.
        client: The open endpoint.
        prompts: The set ``extract``, with the user's overrides.
        ask_again: Whether to ask once more about denials and uncertainties that only the draft found.

    Raises:
        TransportError: The endpoint could not be reached or kept failing.
        EndpointRefusedError: The endpoint refuses us.
    """
    drafted = read_draft(article)
    calls = planned_calls(article, drafted, prompts)
    record = Record(
        "extract",
        drafted.lexicon,
        endpoint=client.endpoint.kind,
        model=client.endpoint.model,
        prompts=prompts.fingerprints,
        schema_sha256=schema_sha256(calls),
    )
    answers = [(call, await ask(client, call, record)) for call in calls]
    proposal = templates.proposal(prompts, _usable(answers), base=drafted.proposal)
    if ask_again and any(answer is not None for _, answer in answers):
        proposal = await _asked_again(article, proposal, drafted, client, prompts, record)
    return finish(article, proposal, drafted, record.provenance())


def _usable(answers: Sequence[tuple[RenderedCall, BaseModel | None]]) -> list[BaseModel]:
    """The answers that may stand: none with linked sections where another call's linked sections fell back."""
    torn = any(answer is None and _LINKED & set(call.sections) for call, answer in answers)
    return [answer for call, answer in answers if answer is not None and not (torn and _LINKED & set(call.sections))]


async def _asked_again(
    article: Article, proposal: Proposal, drafted: Draft, client: Asks, prompts: PromptSet, record: Record
) -> Proposal:
    cues = _left_out(article, proposal, drafted)
    if not cues:
        return proposal
    values = {**templates.listing(proposal), "cues": templates.listed_cues(cues)}
    shown = {cue.sentence + step for cue in cues for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1)}
    call = templates.render_again(prompts, article, values, only=shown)
    if call is None:
        return proposal
    answer = await ask(client, call, record)
    return proposal if answer is None else templates.amended(proposal, answer, values)


def _left_out(article: Article, proposal: Proposal, drafted: Draft) -> tuple[Cue, ...]:
    """A cue for each sentence of the draft's denials and uncertainties that nothing proposed accounts for."""
    found = {
        (section, number)
        for section, items in (
            ("denials", drafted.proposal.denials),
            ("uncertainties", drafted.proposal.uncertainties),
        )
        for item in items
        for number in item.sentences
    }
    lexicon = load(drafted.lexicon) if drafted.lexicon else None
    grounded = ground(proposal, article, drafted, lexicon).proposal
    return tuple(
        Cue(omission.sentence, omission.cue, omission.section)
        for omission in omissions(grounded, drafted.cues)
        if (omission.section, omission.sentence) in found
    )
