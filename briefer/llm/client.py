"""One question to a model, one validated answer."""

from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.errors import TransportError
from briefer.llm.account import Account
from briefer.llm.answer import Answer, AnswerModel, UnusableAnswerError, Value
from briefer.llm.endpoints import Endpoint
from briefer.llm.patience import Patience, patience_for
from briefer.llm.schema import response_format
from briefer.message import Message
from briefer.signals import SentenceText, Signals

if TYPE_CHECKING:
    from briefer.llm.sending import Line, Sender

__all__ = ["Answer", "Client", "UnusableAnswerError", "named", "open_client", "response_format"]

DEFAULT_CONCURRENCY = 32
"""Most requests under way at once, where the user says nothing: a ceiling, the endpoint decides below it."""


class Client:
    """An open endpoint; ``endpoint`` names the model that is asked. Use ``open_client``."""

    def __init__(self, line: "Line") -> None:
        self.endpoint = line.endpoint
        self._line = line

    async def ask(
        self, messages: Sequence[Message], answer_model: type[AnswerModel], *, max_tokens: int
    ) -> Answer[AnswerModel]:
        """Send the messages and return the answer, validated; an invalid one is asked for once more.

        Args:
            messages: As rendered; they are sent as they are.
            answer_model: Its schema is sent as ``response_format(answer_model)``; the answer's value is one of it.
            max_tokens: Most tokens that one answer may have; a hosted model's reasoning counts among them.

        Raises:
            UnusableAnswerError: The model refused, was cut off at ``max_tokens``, or twice broke the schema.
            EndpointRefusedError: The key or the model is not accepted; no other question would be either.
            TransportError: The endpoint could not be reached or kept failing, after the retries.
            ArticleError: The endpoint rejects this request, for one because it is too long.
        """
        from briefer.llm.question import Question
        from briefer.llm.sending import Sender

        sender = Sender(self._line)
        return await _in_time(sender, Question(sender, answer_model, max_tokens).answered(messages))

    async def signals(self, title: str, sentences: Sequence[SentenceText]) -> Answer[Signals] | None:
        """Let our own embedded model read an article, and return what its states say of each sentence.

        Args:
            title: The article's.
            sentences: As the model is to read them, in order; those of a whole article in one go.

        Returns:
            The signals; None where the endpoint is another, which has none.

        Raises:
            TransportError: As ``ask``.
            ArticleError: As ``ask``.
        """
        if self.endpoint.signals_url is None:
            return None
        from briefer.llm.reading import signals_of
        from briefer.llm.sending import Sender

        sender = Sender(self._line)
        return await _in_time(sender, signals_of(sender, title, sentences))


@asynccontextmanager
async def open_client(
    endpoint: Endpoint,
    *,
    patience: Patience | None = None,
    concurrency: int = DEFAULT_CONCURRENCY,
    account: Account | None = None,
) -> AsyncIterator[Client]:
    """Open an endpoint; where it names no model, it is asked which one it serves.

    Args:
        endpoint: Where to ask; an embedded one must be served already.
        patience: How long to wait and how often to try; None for what suits the endpoint.
        concurrency: Most requests under way at once.
        account: Where what is spent is counted, and what may be; None to count for each answer alone.

    Raises:
        UsageError: The endpoint serves several models and none is named.
        EndpointRefusedError: The key is not accepted.
        TransportError: The endpoint could not be reached.
    """
    from briefer.llm import library

    library.load()
    from briefer.llm.connection import connected, served_model
    from briefer.llm.pacing import Pace
    from briefer.llm.sending import Dialect, Line

    patience = patience or patience_for(endpoint.kind)
    async with connected(endpoint, patience) as sdk:
        if endpoint.model is None:
            endpoint = replace(endpoint, model=await served_model(sdk, endpoint, patience))
        pace = Pace(concurrency, patience)
        yield Client(Line(sdk, endpoint, patience, Dialect.expected_of(endpoint), pace, account or Account()))


async def _in_time(sender: "Sender", work: Awaitable[Value]) -> Answer[Value]:
    """What the work gives and has cost, by the sender's deadline."""
    try:
        async with sender.clock:
            value = await work
    except TimeoutError as error:
        endpoint, deadline = sender.line.endpoint, sender.line.patience.deadline
        raise TransportError(
            f"{endpoint.host} gave no usable answer in {deadline:g} s ({sender.usage.requests} requests)"
        ) from error
    return Answer(value, sender.usage)


async def named(endpoint: Endpoint) -> Endpoint:
    """The endpoint with its model's name, asked for where it is not known; no article is sent."""
    if endpoint.model is not None:
        return endpoint
    async with open_client(endpoint) as client:
        return client.endpoint
