"""An endpoint with a memory in front: what was answered before is not asked again."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Generic
from weakref import WeakValueDictionary

from pydantic import TypeAdapter

from briefer.briefing import EndpointKind
from briefer.llm.answer import Answer, AnswerModel, Asks, Value
from briefer.llm.endpoints import Endpoint
from briefer.llm.schema import schema_sha256
from briefer.llm.signals.probe import fingerprint
from briefer.llm.usage import Usage
from briefer.message import Message
from briefer.signals import SentenceText, Signals
from briefer.store.answers import AnswerStore, key_of

SERVED_SECONDS = 3600.0
"""How long we go by what an endpoint said it serves, where the user names no model: asking is a request too."""

Open = Callable[[], Awaitable[Asks]]
"""Opens the endpoint when the first question needs it; later it gives the same again."""


class Remembering:
    """Answers from the store where it can, else from the endpoint, which is opened only then.

    Answers are kept under everything that decides them: where and which model was asked, every message (so the article
    and the prompts), the schema, the length limit, and this tool's version; signals under the title, the sentences and
    the weights that they are read with. Refused, cut off and invalid ones are not kept. Keeping fails in silence but
    for one line to ``notice``: an article that was paid for is worth more.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        opened: Open,
        store: AnswerStore | None,
        *,
        refresh: bool = False,
        notice: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._endpoint = endpoint
        self._open = opened
        self._store = store
        self._refresh = refresh
        self._notice = notice
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def endpoint(self) -> Endpoint:
        """Where it asks; ``ready`` has named the model."""
        return self._endpoint

    async def ready(self) -> None:
        """Find out which model the endpoint serves, where the user named none: remembered from before, or asked."""
        if self._endpoint.model is not None:
            return
        known = None if self._store is None or self._refresh else self._store.read(self._served_key())
        if known is not None and abs(time.time() - float(known.get("at", 0))) < SERVED_SECONDS:
            self._endpoint = replace(self._endpoint, model=str(known["model"]))
            return
        client = await self._opened()
        self._keep(self._served_key(), {"model": client.endpoint.model, "at": time.time()})

    async def ask(
        self, messages: Sequence[Message], answer_model: type[AnswerModel], *, max_tokens: int
    ) -> Answer[AnswerModel]:
        """Answer a question from the store or the endpoint; raises what ``Client.ask`` raises."""
        return await self._remembered(
            lambda: self._key(list(messages), schema_sha256(answer_model), max_tokens),
            lambda client: client.ask(messages, answer_model, max_tokens=max_tokens),
            _Form(lambda value: value.model_dump_json(by_alias=True), answer_model.model_validate_json),
        )

    async def signals(self, title: str, sentences: Sequence[SentenceText]) -> Answer[Signals] | None:
        """Signals from the store or our own embedded model, None for others; raises what ``Client.signals`` raises."""
        if not self._endpoint.ours:
            return None
        return await self._remembered(
            lambda: self._key("signals", fingerprint(), title, list(map(asdict, sentences))),
            partial(_read, title=title, sentences=sentences),
            _signals_form(len(sentences)),
        )

    async def _remembered(
        self, key_now: Callable[[], str], asked: Callable[[Asks], Awaitable[Answer[Value]]], form: "_Form[Value]"
    ) -> Answer[Value]:
        """What the store holds, or else what the endpoint is asked for, which is kept.

        Args:
            key_now: The key, which changes where the endpoint turns out to serve another model.
            asked: Asks an open endpoint.
            form: How the value is written and read.
        """
        if self._store is None:
            return await asked(await self._opened())
        key = key_now()
        # The same text may be in a folder twice: the second waits for what the first is told.
        async with self._asking.setdefault(key, asyncio.Lock()):
            if not self._refresh and (known := _restored(self._store.read(key), form)):
                return known
            before = self._endpoint
            answer = await asked(await self._opened())
            self._keep(key if self._endpoint == before else key_now(), _document(answer, form))
            return answer

    async def _opened(self) -> Asks:
        client = await self._open()
        if self._endpoint.model != client.endpoint.model:
            # It was not named, or serves another model than it did an hour ago.
            self._endpoint = replace(self._endpoint, model=client.endpoint.model)
        return client

    def _key(self, *asked: object) -> str:
        from briefer import __version__

        return key_of(__version__, self._where(), self._endpoint.model, *asked)

    def _where(self) -> list[object]:
        """The endpoint as far as it decides an answer: an embedded one's port is random, its file is what counts."""
        if self._endpoint.kind is not EndpointKind.EMBEDDED:
            return [self._endpoint.kind.value, self._endpoint.base_url]
        if self._endpoint.gguf is None:
            return [self._endpoint.kind.value]
        found = self._endpoint.gguf.stat()
        return [self._endpoint.kind.value, found.st_size, found.st_mtime_ns]

    def _served_key(self) -> str:
        return key_of("served", self._endpoint.base_url)

    def _keep(self, key: str, document: dict[str, object]) -> None:
        if self._store is None:
            return
        try:
            self._store.write(key, document)
        except OSError as error:
            self._notice(
                f"brief: answers can't be kept in {self._store.folder} ({error.strerror or error}); "
                "a second run will pay for them again"
            )
            self._store = None


@dataclass(frozen=True, slots=True)
class _Form(Generic[Value]):
    """How a kind of answer is kept: written as text and read again, which raises ValueError for what is none."""

    written: Callable[[Value], str]
    read: Callable[[str], Value]


def _signals_form(count: int) -> _Form[Signals]:
    """How the signals of so many sentences are kept."""

    def read(text: str) -> Signals:
        signals = TypeAdapter(Signals).validate_json(text)
        if any(len(row) != count for row in asdict(signals).values()):
            raise ValueError("the signals of another number of sentences")
        return signals

    return _Form(lambda value: json.dumps(asdict(value)), read)


async def _read(client: Asks, title: str, sentences: Sequence[SentenceText]) -> Answer[Signals]:
    answer = await client.signals(title, sentences)
    assert answer is not None, "our own model is served with its signals or not at all"
    return answer


def _document(answer: Answer[Value], form: _Form[Value]) -> dict[str, object]:
    usage = answer.usage
    return {
        "answer": form.written(answer.value),
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "requests": usage.requests,
        "cost_usd": usage.cost_usd,
    }


def _restored(document: dict[str, object] | None, form: _Form[Value]) -> Answer[Value] | None:
    """The answer that a document holds; None where it holds none that can be used."""
    if document is None:
        return None
    try:
        value = form.read(str(document["answer"]))
        cost = document["cost_usd"]
        tokens_in, tokens_out, requests = (int(str(document[name])) for name in ("tokens_in", "tokens_out", "requests"))
        usage = Usage(tokens_in, tokens_out, requests, None if cost is None else float(str(cost)))
    except (KeyError, ValueError):
        return None
    return Answer(value, usage, cached=True)
