"""One rendered call, asked: what it cost goes on the record, an unusable answer falls back."""

import hashlib
import json
from collections.abc import Iterable

from pydantic import BaseModel

from briefer.llm.client import Client, UnusableAnswerError
from briefer.llm.schema import response_format
from briefer.pipelines.provenance import Record
from briefer.templates import RenderedCall


async def ask(client: Client, call: RenderedCall, record: Record) -> BaseModel | None:
    """Ask one call; None where the answer is unusable, noted as a fallback of its sections.

    Raises what ``Client.ask`` raises but for UnusableAnswerError: a transport failure fails the article.
    """
    try:
        answer = await client.ask(call.messages, call.answer_model, max_tokens=call.max_tokens)
    except UnusableAnswerError as error:
        record.spend(error.usage)
        record.fall_back(call.sections, error.reason)
        return None
    record.spend(answer.usage)
    return answer.value


def schema_sha256(calls: Iterable[RenderedCall]) -> str:
    """The fingerprint of every schema that is sent, in order."""
    schemas = [response_format(call.answer_model) for call in calls]
    return hashlib.sha256(json.dumps(schemas, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
