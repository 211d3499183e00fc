"""The extract pipeline: a strong model fills the sections, the draft is the audit of what it left out."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from briefer import templates
from briefer.briefing import Article, Briefing, EndpointKind
from briefer.llm.answer import Asks, TooLongError
from briefer.pipelines.asking import all_of, ask, schema_sha256
from briefer.pipelines.calls import SHOWN_CHARACTERS, listed, part_calls, parts_of, telling
from briefer.pipelines.parts import Context, halves, within
from briefer.pipelines.precedence import Precedence
from briefer.pipelines.provenance import Record
from briefer.pipelines.small_model import credited, shortlist
from briefer.proposal import Cue, Draft, Proposal
from briefer.templates import PromptSet, RenderedCall, Shortlist, Values

_LINKED = frozenset({"sources", "claims", "uncertainties", "denials"})
"""Sections that name each other's items: the model's or the draft's stand together, never a mixture."""

_NEIGHBOURS = 1


async def extract(
    article: Article,
    client: Asks,
    prompts: PromptSet,
    *,
    ask_again: bool = True,
    context: Context | None = None,
    precedence: Precedence | None = None,
    notice: Callable[[str], None] = lambda _line: None,
) -> Briefing:
    """Brief an article with a strong model.

    Args:
        article: The article.
        client: The open endpoint.
        prompts: The set ``extract``, with the user's overrides.
        ask_again: Whether to ask once more about denials and uncertainties that only the draft found.
        context: How much the model reads at once: a longer article is shown in parts. None to show it whole.
        precedence: By which it waits for the other articles' requests; None where there are no others.
        notice: Told in a line how an article was read in parts.

    Raises:
        TransportError: The endpoint could not be reached or kept failing.
        EndpointRefusedError: The endpoint refuses us.
    """
    precedence = precedence or Precedence(1)
    small = client.endpoint.kind is EndpointKind.EMBEDDED
    # What may be asked without the draft is on its way while the draft is read.
    drafted = read_draft(article) if prompts.variables or small else None
    values = {} if drafted is None else listed(article, drafted, prompts)
    among = None if drafted is None else shortlist(drafted, client.endpoint)
    shown = telling(article, drafted.proposal, SHOWN_CHARACTERS) if small and drafted is not None else None
    whole = part_calls(article, values, prompts, shown, context, among)
    parts = (None,) if small else parts_of(article, whole, context)
    record = Record(
        "extract",
        endpoint=client.endpoint.kind,
        prompts=prompts.fingerprints,
        schema_sha256=schema_sha256(whole),
    )
    reading = _Reading(article, drafted, precedence)
    ask_again = ask_again and not small
    work = _Work(article, values, among, whole, reading, client, prompts, record, ask_again=ask_again, context=context)
    meanwhile = asyncio.create_task(reading.soon())
    try:
        proposals = [proposal for found in await all_of(work.part(part) for part in parts) for proposal in found]
    finally:
        meanwhile.cancel()
    if len(proposals) > 1:
        notice(f"{len(article.sentences):,} sentences, all of them read, in {len(proposals)} parts")
    elif shown is not None and len(shown) < len(article.sentences):
        notice(f"{len(article.sentences):,} sentences; the model was shown {len(shown)}, the draft covers all")
    from briefer.pipelines.finish import finish
    from briefer.pipelines.merging import merged

    drafted = await reading.now()
    async with precedence.turn():
        record.lexicon, record.model = drafted.lexicon, client.endpoint.model
        return finish(article, merged(proposals), drafted, record.provenance())


def read_draft(article: Article) -> Draft:
    """The draft; its reader is loaded when it is first needed, while a request is under way."""
    from briefer.draft import draft

    return draft(article)


class _Reading:
    """The draft of one article, read once: when it is wanted, or sooner, while the request is under way."""

    def __init__(self, article: Article, drafted: Draft | None, precedence: Precedence) -> None:
        self._article = article
        self._drafted = drafted
        self._precedence = precedence

    async def now(self) -> Draft:
        """The draft."""
        if self._drafted is None:
            async with self._precedence.turn():
                self._drafted = self._drafted or read_draft(self._article)
        return self._drafted

    async def soon(self) -> None:
        """Read it once the requests have left, and load what is needed at the end."""
        await self._precedence.left()
        await self.now()
        import briefer.pipelines.finish  # noqa: F401


@dataclass(frozen=True, slots=True)
class _Work:
    """One article at work; ``whole`` are the calls that show all of it."""

    article: Article
    values: Values
    among: Shortlist | None
    whole: tuple[RenderedCall, ...]
    reading: _Reading
    client: Asks
    prompts: PromptSet
    record: Record
    ask_again: bool
    context: Context | None

    async def part(self, part: range | None) -> tuple[Proposal, ...]:
        """What is proposed for a part, in more than one piece where that turns out to be too long."""
        calls = self.whole
        if part is not None:
            calls = part_calls(self.article, self.values, self.prompts, part, self.context, self.among)
        try:
            answers = [(call, await ask(self.client, call, self.record)) for call in calls]
        except TooLongError as error:
            return await self._in_two(part, calls, error)
        drafted = await self.reading.now()
        if part is not None:
            drafted = within(drafted, part)
        usable = _usable(answers)
        proposal = templates.proposal(self.prompts, usable, base=drafted.proposal)
        if self.among is not None and usable:
            proposal = credited(proposal, drafted)
        if self.ask_again and any(answer is not None for _, answer in answers):
            proposal = await self._asked_again(proposal, drafted)
        return (proposal,)

    async def _in_two(
        self, part: range | None, calls: Sequence[RenderedCall], error: TooLongError
    ) -> tuple[Proposal, ...]:
        numbers = range(1, len(self.article.sentences) + 1) if part is None else part
        if self.context is None or len(numbers) < 2:  # noqa: PLR2004 - a sentence is not split
            raise error
        self.context.was_too_much(max(len(message["content"]) for message in calls[0].messages), error.tokens)
        pieces = halves(self.article, numbers)
        return tuple([proposal for found in [await self.part(piece) for piece in pieces] for proposal in found])

    async def _asked_again(self, proposal: Proposal, drafted: Draft) -> Proposal:
        cues = _left_out(self.article, proposal, drafted)
        if not cues:
            return proposal
        values = {**templates.listing(proposal), "cues": templates.listed_cues(cues)}
        shown = {cue.sentence + step for cue in cues for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1)}
        call = templates.render_again(self.prompts, self.article, values, only=shown)
        if call is None:
            return proposal
        try:
            answer = await ask(self.client, call if self.context is None else self.context.fitted(call), self.record)
        except TooLongError:
            # They stand in the omissions.
            return proposal
        return proposal if answer is None else templates.amended(proposal, answer, values)


def _usable(answers: Sequence[tuple[RenderedCall, BaseModel | None]]) -> list[BaseModel]:
    """The answers that may stand: none with linked sections where another call's linked sections fell back."""
    torn = any(answer is None and _LINKED & set(call.sections) for call, answer in answers)
    return [answer for call, answer in answers if answer is not None and not (torn and _LINKED & set(call.sections))]


def _left_out(article: Article, proposal: Proposal, drafted: Draft) -> tuple[Cue, ...]:
    """A cue for each sentence of the draft's denials and uncertainties that nothing proposed accounts for."""
    from briefer.checks import ground, omissions
    from briefer.lexicon import load

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
