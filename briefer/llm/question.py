"""One question: asked as the server understands it, read, and asked once more where the answer is not valid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

from openai import APIStatusError, OpenAIError
from openai.types.chat import ChatCompletion
from openai.types.chat.chat_completion import Choice
from pydantic import BaseModel, ValidationError

from briefer.briefing import EndpointKind, FallbackReason
from briefer.errors import BrieferError
from briefer.llm.answer import AnswerModel, UnusableAnswerError
from briefer.llm.endpoints import Endpoint
from briefer.llm.faults import harmless, in_plain_words, is_refusal, rejects_limit, rejects_schema
from briefer.llm.pacing import HungError
from briefer.llm.retries import NoCompletionError
from briefer.llm.schema import response_format, schema_size
from briefer.llm.sending import LIMITS, Outgoing, Sender
from briefer.message import Message

_RE_ASKS = 1
_VERSION_LINKS = re.compile(r"\n *For further information visit \S+")


class _SchemaRejectedError(Exception):
    """The server does not do JSON Schema answers."""


@dataclass
class Question(Generic[AnswerModel]):
    """A question to one endpoint; the sender counts what it costs."""

    sender: Sender
    answer_model: type[AnswerModel]
    max_tokens: int

    @property
    def endpoint(self) -> Endpoint:
        """Where it is asked."""
        return self.sender.line.endpoint

    async def answered(self, messages: Sequence[Message]) -> AnswerModel:
        """Ask with a JSON Schema, or with a tool where the server does not take one."""
        if self.sender.line.dialect.json_schema:
            try:
                return await self._asked(messages, json_schema=True)
            except _SchemaRejectedError:
                pass
        return await self._asked(messages, json_schema=False)

    async def _asked(self, messages: Sequence[Message], *, json_schema: bool) -> AnswerModel:
        """Ask; where the answer is not valid as it is, or comes by a tool, instructor reads it and asks once more.

        Most answers are valid as they are, and instructor takes as long to look at one as the library to fetch it.
        """
        first: ChatCompletion | None = None
        if json_schema:
            first = await self._sent(model=self.endpoint.model, messages=list(messages), response_format={})
            try:
                return self.answer_model.model_validate_json(first.choices[0].message.content or "")
            except ValidationError:
                pass
        return await self._read_or_asked_again(messages, first)

    async def _read_or_asked_again(self, messages: Sequence[Message], first: ChatCompletion | None) -> AnswerModel:
        """Let instructor read the first answer, or fetch it, and re-ask; what it wraps its failures in is taken off."""
        import instructor
        from instructor.core import InstructorRetryException

        from briefer.llm.prepared import prepared

        unread = [first] if first else []

        async def created(**request: Any) -> ChatCompletion:
            return unread.pop() if unread else await self._sent(**request)

        mode = instructor.Mode.JSON_SCHEMA if first else instructor.Mode.TOOLS
        create: Any = instructor.patch(create=created, mode=mode)
        try:
            answer = await create(
                response_model=prepared(self.answer_model),
                max_retries=_RE_ASKS,
                model=self.endpoint.model,
                messages=list(messages),
            )
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, (BrieferError, _SchemaRejectedError)):
                raise cause from cause.__cause__
            raise self._unusable(FallbackReason.INVALID, _complaint(cause or error)) from error
        # Validated as a subclass of ours; the caller gets what it asked for.
        return self.answer_model.model_construct(**{name: getattr(answer, name) for name in type(answer).model_fields})

    async def _sent(self, **request: Any) -> ChatCompletion:
        """Send a request that instructor made, retry it where that helps, and pass on an answer that is whole."""
        request["messages"] = [_without_version_links(message) for message in request["messages"]]
        if "response_format" in request:
            request["response_format"] = response_format(self.answer_model)
        if self.endpoint.kind is EndpointKind.EMBEDDED:
            # The same answer each time. Elsewhere it is left alone: some hosted models refuse a temperature.
            request |= {"temperature": 0, "seed": 0}
        before = self.sender.usage.requests
        try:
            completion = await self._retried(request)
        except APIStatusError as error:
            if is_refusal(error):
                raise self._unusable(FallbackReason.REFUSED, "the provider's content filter stopped it") from error
            if "response_format" in request and self._rejects_schema(error):
                raise _SchemaRejectedError from error
            raise self._told(error, before) from error
        except (OpenAIError, NoCompletionError, HungError) as error:
            raise self._told(error, before) from error
        if "tools" in request:
            self.sender.line.dialect.json_schema = False
        self._check_whole(completion)
        return completion

    async def _retried(self, request: dict[str, Any]) -> ChatCompletion:
        """Send with retries; where the server knows the length limit by its other name, once more with that."""
        limit = self.sender.line.dialect.limit
        try:
            return await self._tried({**request, limit: self.max_tokens})
        except APIStatusError as error:
            if not rejects_limit(error, limit):
                raise
            self.sender.line.dialect.limit = LIMITS[limit == LIMITS[0]]
            return await self._tried({**request, self.sender.line.dialect.limit: self.max_tokens})

    async def _tried(self, request: dict[str, Any]) -> ChatCompletion:
        size = schema_size(self.answer_model) + sum(
            len((message.get("content") or "").encode()) for message in request["messages"]
        )
        return await self.sender.sent(Outgoing("/chat/completions", request, size, self.max_tokens), _completion)

    def _check_whole(self, completion: ChatCompletion) -> None:
        """Tell a refusal and a cut-off answer from an invalid one: neither is worth a re-ask."""
        choice = completion.choices[0]
        if choice.message.refusal:
            raise self._unusable(FallbackReason.REFUSED, choice.message.refusal)
        if choice.finish_reason == "content_filter":
            raise self._unusable(FallbackReason.REFUSED, "the provider's content filter stopped it")
        if choice.finish_reason == "length":
            raise self._unusable(FallbackReason.TRUNCATED, f"it was cut off at {self.max_tokens} tokens")

    def _told(self, error: Exception, before: int) -> BrieferError:
        """The error to raise for a request that failed for good; ``before`` is how many were sent before it."""
        tries = self.sender.usage.requests - before
        return in_plain_words(error, self.endpoint, self.sender.line.patience, tries)

    def _rejects_schema(self, error: APIStatusError) -> bool:
        return self.endpoint.kind is not EndpointKind.EMBEDDED and rejects_schema(error)

    def _unusable(self, reason: FallbackReason, detail: str) -> UnusableAnswerError:
        return UnusableAnswerError(reason, self.sender.usage, harmless(detail, self.endpoint))


def _completion(given: dict[str, Any]) -> ChatCompletion:
    """The library's object, loosely built, with the one thing that we read: a choice with a message."""
    completion = ChatCompletion.construct(**given)
    choices = completion.choices if isinstance(completion.choices, list) else []
    if not choices or not isinstance(choices[0], Choice) or not isinstance(choices[0].message, BaseModel):
        raise NoCompletionError
    return completion


def _without_version_links(message: dict[str, Any]) -> dict[str, Any]:
    """A message as it is, but for the links to pydantic's version that a re-ask quotes: they would age a recording."""
    content = message.get("content")
    return {**message, "content": _VERSION_LINKS.sub("", content)} if isinstance(content, str) else message


def _complaint(error: BaseException) -> str:
    """What is wrong with an answer, in a few words."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "answer"
        return f"{place}: {first['msg']}" + (f" and {error.error_count() - 1} more" if error.error_count() > 1 else "")
    return str(error)
