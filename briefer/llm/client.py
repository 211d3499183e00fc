"""One question to a model, one validated answer."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.errors import TransportError
from briefer.llm.answer import Answer, AnswerModel, UnusableAnswerError
from briefer.llm.endpoints import Endpoint
from briefer.llm.patience import Patience, patience_for
from briefer.llm.schema import response_format
from briefer.message import Message

if TYPE_CHECKING:
    from openai import AsyncOpenAI

__all__ = ["Answer", "Client", "UnusableAnswerError", "named", "open_client", "response_format"]


class Client:
    """An open endpoint; ``endpoint`` names the model that is asked. Use ``open_client``."""

    def __init__(self, sdk: "AsyncOpenAI", endpoint: Endpoint, patience: Patience) -> None:
        from briefer.llm.question import Dialect

        self.endpoint = endpoint
        self._sdk = sdk
        self._patience = patience
        self._dialect = Dialect.expected_of(endpoint)

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

        question = Question(self._sdk, self.endpoint, self._patience, self._dialect, answer_model, max_tokens)
        try:
            async with asyncio.timeout(self._patience.deadline):
                value = await question.answered(messages)
        except TimeoutError as error:
            raise TransportError(
                f"{self.endpoint.host} gave no usable answer in {self._patience.deadline:g} s "
                f"({question.usage.requests} requests)"
            ) from error
        return Answer(value, question.usage)


@asynccontextmanager
async def open_client(endpoint: Endpoint, *, patience: Patience | None = None) -> AsyncIterator[Client]:
    """Open an endpoint; where it names no model, it is asked which one it serves.

    Args:
        endpoint: Where to ask; an embedded one must be served already.
        patience: How long to wait and how often to try; None for what suits the endpoint.

    Raises:
        UsageError: The endpoint serves several models and none is named.
        EndpointRefusedError: The key is not accepted.
        TransportError: The endpoint could not be reached.
    """
    from briefer.llm.connection import connected, served_model

    patience = patience or patience_for(endpoint.kind)
    async with connected(endpoint, patience) as sdk:
        if endpoint.model is None:
            endpoint = replace(endpoint, model=await served_model(sdk, endpoint, patience))
        yield Client(sdk, endpoint, patience)


async def named(endpoint: Endpoint) -> Endpoint:
    """The endpoint with its model's name, asked for where it is not known; no article is sent."""
    if endpoint.model is not None:
        return endpoint
    async with open_client(endpoint) as client:
        return client.endpoint
