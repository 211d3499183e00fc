"""One rendered call, asked: what it cost goes on the record, an unusable answer falls back."""

import asyncio
import hashlib
import json
from collections.abc import Coroutine, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from briefer.briefing import FallbackReason
from briefer.llm.answer import Asks, TooLongError, UnusableAnswerError
from briefer.llm.schema import response_format
from briefer.pipelines.provenance import Record
from briefer.templates import RenderedCall

Result = TypeVar("Result")

_MORE_ROOM = 2
"""How many times the room for an answer that was cut off."""


async def ask(client: Asks, call: RenderedCall, record: Record) -> BaseModel | None:
    """Ask one call; None where the answer is unusable, noted as a fallback of its sections.

    An answer that was cut off is asked for once more with twice the room.

    Raises what ``Asks.ask`` raises but for UnusableAnswerError: a transport failure fails the article.
    """
    max_tokens = call.max_tokens
    while True:
        try:
            answer = await client.ask(call.messages, call.answer_model, max_tokens=max_tokens)
        except UnusableAnswerError as error:
            record.spend(error.usage)
            reason = error.reason
            cut_off = reason is FallbackReason.TRUNCATED and max_tokens == call.max_tokens
        except TooLongError:
            if max_tokens == call.max_tokens:
                raise
            # There is no more room for an answer.
            reason, cut_off = FallbackReason.TRUNCATED, False
        else:
            record.spend(answer.usage, cached=answer.cached)
            return answer.value
        if not cut_off:
            record.fall_back(call.sections, reason)
            return None
        max_tokens *= _MORE_ROOM


async def all_of(works: Iterable[Coroutine[Any, Any, Result]]) -> list[Result]:
    """The results of all, worked on at once; where one fails, the others are stopped."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        return [await task for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def schema_sha256(calls: Iterable[RenderedCall]) -> str:
    """The fingerprint of every schema that is sent, in order."""
    return _fingerprint(tuple(call.answer_model for call in calls))


@lru_cache(maxsize=64)
def _fingerprint(answer_models: tuple[type[BaseModel], ...]) -> str:
    schemas = [response_format(answer_model) for answer_model in answer_models]
    return hashlib.sha256(json.dumps(schemas, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
