"""``POST /v1/signals``: the engine's second server, beside llama.cpp's own, which reads the states for it."""

import hmac
import http.client
import json
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from briefer.llm.signals.probe import Probe
from briefer.llm.signals.windows import windows

PATH = "/v1/signals"
MAX_BYTES = 64 * 1024 * 1024
"""Longest request: some ten million words."""

_UNREADABLE = (OSError, http.client.HTTPException, ValueError, LookupError, TypeError)
"""What reading from llama.cpp's server can raise, its answer not being as expected included."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model served by llama.cpp: where, its key, and its name."""

    url: str
    key: str
    name: str

    def tokens(self, text: str) -> list[int]:
        """A text in tokens."""
        tokens: list[int] = self._asked("/tokenize", text)["tokens"]
        return tokens

    def states(self, tokens: list[int]) -> list[list[float]]:
        """The hidden state after each token."""
        states: list[list[float]] = self._asked("/embedding", tokens)[0]["embedding"]
        return states

    def _asked(self, path: str, content: object) -> Any:
        # Not by urllib, which would go through the user's proxy.
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        try:
            connection.request("POST", path, json.dumps({"content": content}), headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != HTTPStatus.OK:
            raise ValueError(f"{path} answers {answer.status}")
        return json.loads(body)


def serve(model: Model, probe: Probe) -> str:
    """Answer in a thread of its own until the process ends; gives the URL. The key is the model's."""
    server = _Server(model, probe)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}{PATH}"


class _RefusedError(Exception):
    """A request that is not answered, and with which status."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class _Server(ThreadingTCPServer):
    """On a random loopback port; the HTTP server of the standard library would look its own name up first."""

    daemon_threads = True

    def __init__(self, model: Model, probe: Probe) -> None:
        self.model = model
        self.probe = probe
        super().__init__(("127.0.0.1", 0), _Handler)

    def answer(self, request: Any) -> dict[str, Any]:
        """The answer to a request's body."""
        title, sentences = self._checked(request)
        marked: list[list[float]] = []
        read = 0
        try:
            for window in windows(self.probe, title, sentences, self.model.tokens):
                states = self.model.states(window.tokens)
                marked += [states[place] for place in window.marks]
                read += len(window.tokens)
            data = self.probe.values(marked)
        except _UNREADABLE as error:
            raise _RefusedError(HTTPStatus.BAD_GATEWAY, f"the model can't be read: {error}") from error
        usage = {"prompt_tokens": read, "total_tokens": read}
        return {"object": "list", "model": self.model.name, "data": data, "usage": usage}

    def _checked(self, request: Any) -> tuple[str, list[tuple[str, str]]]:
        """The title and the sentences with their kinds."""
        try:
            title, weights = request["title"], request.get("signals", self.probe.fingerprint)
            sentences = [(sentence["text"], sentence["kind"]) for sentence in request["sentences"]]
        except (AttributeError, LookupError, TypeError) as error:
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "give a title, and sentences with text and kind") from error
        if not all(isinstance(text, str) for text in (title, *(text for text, _ in sentences))):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "titles and sentences are texts")
        if not all(isinstance(kind, str) and kind in self.probe.kinds for _, kind in sentences):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, f"a sentence's kind is one of {list(self.probe.kinds)}")
        if weights != self.probe.fingerprint:
            raise _RefusedError(HTTPStatus.CONFLICT, f"the weights are those of {self.probe.fingerprint}")
        return title, sentences


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: _Server

    def do_POST(self) -> None:
        """Answer, or say what is wrong as OpenAI's API does."""
        try:
            status, answer = HTTPStatus.OK, self.server.answer(self._request())
        except _RefusedError as error:
            status, answer = error.status, {"error": {"message": str(error), "type": "error", "code": None}}
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name for it
        """Say nothing: a line for each request would hold what nobody asked for."""

    def _request(self) -> Any:
        """The body, where it may be asked for."""
        given = self.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self.server.model.key}".encode()):
            raise _RefusedError(HTTPStatus.UNAUTHORIZED, "wrong key")
        if self.path != PATH:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "no such path")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise _RefusedError(HTTPStatus.LENGTH_REQUIRED, "say how long the request is")
        if int(length) > MAX_BYTES:
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MAX_BYTES} bytes")
        try:
            return json.loads(self.rfile.read(int(length)))
        except ValueError as error:
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "not JSON") from error
