"""An OpenAI-compatible server on loopback that answers as a test tells it to, and keeps a ledger of what it was asked."""

import asyncio
import itertools
import json
import math
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeAlias

from aiohttp import web

from briefer.signals import Signals

SIGNALS = tuple(signal.name for signal in fields(Signals))


@dataclass(frozen=True)
class Says:
    """A completion; in tools mode ``content`` is the tool's arguments."""

    content: str | None
    finish_reason: str = "stop"
    refusal: str | None = None
    tokens_in: int = 10
    tokens_out: int = 5


@dataclass(frozen=True)
class Fails:
    """A status code with an error body in OpenAI's shape."""

    status: int
    message: str = "no"
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sends:
    """Any bytes at all, with status 200."""

    body: str
    content_type: str = "application/json"


@dataclass(frozen=True)
class Resets:
    """The connection is cut."""


@dataclass(frozen=True)
class Hangs:
    """Nothing comes for so many seconds."""

    seconds: float = 30.0


Reply: TypeAlias = Says | Fails | Sends | Resets | Hangs
Script: TypeAlias = Callable[[dict[str, Any]], Reply]
"""From the request's body to the reply."""


def in_turn(*replies: Reply) -> Script:
    """One reply after another, the last one for ever."""
    rest = itertools.chain(replies, itertools.repeat(replies[-1]))
    return lambda _body: next(rest)


@dataclass(frozen=True)
class Limits:
    """How much is let through: requests and tokens a minute, each from a bucket that starts full, and at once.

    ``tells`` is what the headers say: everything, whole seconds in Retry-After, or nothing.
    """

    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None
    bucket: float = 20.0
    tokens_bucket: float = 40_000.0
    at_once: int | None = None
    tells: Literal["both", "seconds", "none"] = "both"


@dataclass
class Asked:
    """One request as it came in; ``at`` and ``left`` are the server's clock in seconds, ``outcome`` is what it got."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    at: float
    left: float = 0.0
    outcome: str = ""


@dataclass
class Stub:
    """A running server: where it is, and what it was asked so far."""

    url: str
    ledger: list[Asked] = field(default_factory=list)

    @property
    def questions(self) -> list[Asked]:
        return [asked for asked in self.ledger if asked.path.endswith("/chat/completions")]

    @property
    def readings(self) -> list[Asked]:
        return [asked for asked in self.ledger if asked.path.endswith("/signals")]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [asked.body for asked in self.questions]


def faulty(script: Script, share: float, *, seed: int = 0, hang: float = 15.0) -> Script:
    """A script that meets each request with a fault of any kind, by chance: the same requests, the same faults."""
    chance = random.Random(seed)
    kinds: tuple[Callable[[Says], Reply], ...] = (
        lambda _said: Fails(500, "internal"),
        lambda _said: Fails(503, "overloaded"),
        lambda _said: Resets(),
        lambda _said: Hangs(hang),
        lambda said: replace(said, content=(said.content or "")[:100], finish_reason="length"),
        lambda said: replace(said, content='{"claims": "none"}'),
        lambda _said: Says(None, refusal="I can't help with that."),
    )

    def faulted(body: dict[str, Any]) -> Reply:
        said = script(body)
        if chance.random() >= share or not isinstance(said, Says):
            return said
        return chance.choice(kinds)(said)

    return faulted


class _Gauge:
    """One token bucket."""

    def __init__(self, a_minute: float | None, size: float) -> None:
        self.rate = None if a_minute is None else a_minute / 60
        self.size = self.level = size
        self.at = 0.0

    def fill(self, now: float) -> None:
        if self.rate is not None:
            self.level = min(self.size, self.level + self.rate * (now - self.at))
        self.at = now

    def lacks(self, cost: float) -> float:
        """Seconds until ``cost`` is there."""
        return 0.0 if self.rate is None else max(cost - self.level, 0.0) / self.rate

    def headers(self, kind: str) -> dict[str, str]:
        if self.rate is None:
            return {}
        return {
            f"x-ratelimit-limit-{kind}": f"{self.rate * 60:.0f}",
            f"x-ratelimit-remaining-{kind}": f"{max(self.level, 0):.0f}",
            f"x-ratelimit-reset-{kind}": f"{(self.size - self.level) / self.rate:.3f}s",
        }


class _Gate:
    """The server's limits at work."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.inside = 0
        self.requests = _Gauge(limits.requests_a_minute, limits.bucket)
        self.tokens = _Gauge(limits.tokens_a_minute, limits.tokens_bucket)

    def enter(self, tokens: float, now: float) -> Fails | None:
        """None where the request may pass, else the refusal."""
        self.requests.fill(now)
        self.tokens.fill(now)
        wait = max(self.requests.lacks(1), self.tokens.lacks(tokens))
        crowded = self.limits.at_once is not None and self.inside >= self.limits.at_once
        if wait > 0 or crowded:
            kind = "tokens per min" if self.tokens.lacks(tokens) else "requests per min"
            told = {"retry-after": str(max(math.ceil(wait), 1))}
            if self.limits.tells == "both":
                told |= {"retry-after-ms": f"{max(wait, 0.1) * 1000:.0f}", **self.headers()}
            return Fails(429, f"Rate limit reached on {kind}", headers={} if self.limits.tells == "none" else told)
        self.requests.level -= 1
        self.tokens.level -= tokens
        return None

    def headers(self) -> dict[str, str]:
        if self.limits.tells != "both":
            return {}
        return self.requests.headers("requests") | self.tokens.headers("tokens")


class _Server:
    """The paths, the gate in front of those that cost something, and the ledger."""

    def __init__(self, script: Script, models: tuple[str, ...] | None, latency: float, limits: Limits) -> None:
        self.script, self.models, self.latency, self.gate = script, models, latency, _Gate(limits)
        self.stub = Stub("")
        self.stopping = asyncio.Event()
        self.loop = asyncio.new_event_loop()
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_get("/v1/models", self.list_models)
        application.router.add_post("/v1/chat/completions", self.complete)
        application.router.add_post("/v1/signals", self.complete)
        self.runner = web.AppRunner(application, access_log=None)

    async def start(self) -> None:
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.stub.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}/v1"

    async def stop(self) -> None:
        self.stopping.set()
        await self.runner.cleanup()

    async def record(self, request: web.Request) -> Asked:
        body = await request.json() if request.can_read_body else {}
        asked = Asked(request.path, dict(request.headers), body, self.loop.time())
        self.stub.ledger.append(asked)
        return asked

    async def list_models(self, request: web.Request) -> web.Response:
        await self.record(request)
        if self.models is None:
            return web.json_response({"error": {"message": "no such path"}}, status=404)
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]})

    async def complete(self, request: web.Request) -> web.Response:
        asked = await self.record(request)
        shown = [message.get("content") or "" for message in asked.body.get("messages", [])]
        shown += [sentence["text"] for sentence in asked.body.get("sentences", [])]
        refusal = self.gate.enter(sum(map(len, shown)) / 4, self.loop.time())
        headers = self.gate.headers()
        if refusal is not None:
            return self.finished(asked, refusal, refusal.headers)
        self.gate.inside += 1
        try:
            reply = self.script(asked.body)
            wait = reply.seconds if isinstance(reply, Hangs) else self.latency
            if wait:
                await asyncio.wait({asyncio.ensure_future(self.stopping.wait())}, timeout=wait)
        finally:
            self.gate.inside -= 1
        if isinstance(reply, (Hangs, Resets)):
            asked.outcome = type(reply).__name__
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return self.finished(asked, reply, headers)

    def finished(self, asked: Asked, reply: Says | Fails | Sends, headers: Mapping[str, str]) -> web.Response:
        asked.left = self.loop.time()
        asked.outcome = str(reply.status) if isinstance(reply, Fails) else "200"
        response = _response(reply, asked.body)
        response.headers.update(headers)
        return response


@contextmanager
def stub_server(
    script: Script,
    *,
    models: tuple[str, ...] | None = ("stub-model",),
    latency: float = 0.0,
    limits: Limits = Limits(),
) -> Iterator[Stub]:
    """Run a server for the block.

    Args:
        script: What to reply to each question.
        models: What GET /models lists; None for a server that knows no such path.
        latency: Seconds that every answer takes; refusals to serve come at once.
        limits: What is let through.
    """
    server = _Server(script, models, latency, limits)
    loop = server.loop
    loop.run_until_complete(server.start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.stub
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def signals_like(body: dict[str, Any]) -> Sends:
    """The engine's answer to a request for signals: a sentence's number, with a minus where it is cited as no denial."""
    kinds = [sentence["kind"] for sentence in body["sentences"]]
    numbers = [float(place if kind == "denials" else -place) for place, kind in enumerate(kinds, 1)]
    data = [dict.fromkeys(SIGNALS, number) for number in numbers]
    usage = {"prompt_tokens": 7 * len(data), "total_tokens": 7 * len(data)}
    return Sends(json.dumps({"object": "list", "model": body["model"], "data": data, "usage": usage}))


def _response(reply: Says | Fails | Sends, body: dict[str, Any]) -> web.Response:
    if isinstance(reply, Sends):
        return web.Response(text=reply.body, content_type=reply.content_type)
    if isinstance(reply, Fails):
        error = {"message": reply.message, "type": "error", "param": None, "code": reply.code}
        return web.json_response({"error": error}, status=reply.status, headers=reply.headers)
    message: dict[str, Any] = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    if "tools" in body and reply.content is not None:
        function = {"name": body["tools"][0]["function"]["name"], "arguments": reply.content}
        message |= {"content": None, "tool_calls": [{"id": "call-1", "type": "function", "function": function}]}
    completion = {
        "id": "stub",
        "object": "chat.completion",
        "created": 0,
        "model": body.get("model", ""),
        "choices": [{"index": 0, "finish_reason": reply.finish_reason, "message": message}],
        "usage": {
            "prompt_tokens": reply.tokens_in,
            "completion_tokens": reply.tokens_out,
            "total_tokens": reply.tokens_in + reply.tokens_out,
        },
    }
    return web.Response(text=json.dumps(completion), content_type="application/json")
