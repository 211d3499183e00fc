"""An OpenAI-compatible server on loopback that answers as a test tells it to, and keeps a ledger of what it was asked."""

import asyncio
import itertools
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import web


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
class Asked:
    """One request as it came in; ``at`` is the server's clock in seconds."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    at: float


@dataclass
class Stub:
    """A running server: where it is, and what it was asked so far."""

    url: str
    ledger: list[Asked] = field(default_factory=list)

    @property
    def questions(self) -> list[Asked]:
        return [asked for asked in self.ledger if asked.path.endswith("/chat/completions")]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [asked.body for asked in self.questions]


@contextmanager
def stub_server(script: Script, *, models: tuple[str, ...] | None = ("stub-model",)) -> Iterator[Stub]:
    """Run a server for the block.

    Args:
        script: What to reply to each question.
        models: What GET /models lists; None for a server that knows no such path.
    """
    loop = asyncio.new_event_loop()
    stub = Stub("")
    application = web.Application(client_max_size=64 * 1024 * 1024)
    stopping = asyncio.Event()

    async def record(request: web.Request) -> dict[str, Any]:
        body = await request.json() if request.can_read_body else {}
        stub.ledger.append(Asked(request.path, dict(request.headers), body, loop.time()))
        return body

    async def list_models(request: web.Request) -> web.Response:
        await record(request)
        if models is None:
            return web.json_response({"error": {"message": "no such path"}}, status=404)
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in models]})

    async def complete(request: web.Request) -> web.Response:
        body = await record(request)
        reply = script(body)
        if isinstance(reply, Hangs):
            await asyncio.wait({asyncio.ensure_future(stopping.wait())}, timeout=reply.seconds)
            reply = Resets()
        if isinstance(reply, Resets):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return _response(reply, body)

    application.router.add_get("/v1/models", list_models)
    application.router.add_post("/v1/chat/completions", complete)
    runner = web.AppRunner(application, access_log=None)

    async def start() -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"

    async def stop() -> None:
        stopping.set()
        await runner.cleanup()

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


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
