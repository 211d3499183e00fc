"""What went wrong, in plain words: failures of the openai library become errors that a user can mend."""

import re
import socket
import ssl
import unicodedata
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

from openai import APIConnectionError, APIStatusError, APITimeoutError

from briefer.briefing import EndpointKind
from briefer.errors import ArticleError, BrieferError, EndpointRefusedError, TransportError
from briefer.llm.answer import TooLongError
from briefer.llm.endpoints import Endpoint
from briefer.llm.pacing import HungError
from briefer.llm.patience import Patience
from briefer.llm.retries import NoCompletionError, out_of_credit

_LONGEST = 200
_TOKENS = re.compile(
    r"(?:maximum context length|context (?:size|window|length)|maximum) (?:of|is) (\d[\d,]{2,9}) tokens"
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

_NO_API = "answers, but not as an OpenAI-compatible endpoint; is OPENAI_BASE_URL right?"
_UNREADABLE = "gave an answer that can't be read"

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "there is no host of that name"),
    (ConnectionRefusedError, "the connection was refused"),
    (ssl.SSLError, "its certificate or encryption is not accepted"),
    (ConnectionResetError, "the connection was cut"),
)


def harmless(text: str, endpoint: Endpoint) -> str:
    """A server's text as one short line, without the key, control characters or changes of direction."""
    if endpoint.api_key:
        text = text.replace(endpoint.api_key, "[key]")
    seen = "".join(" " if unicodedata.category(character) in _UNSEEN else character for character in text)
    line = " ".join(seen.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def in_plain_words(error: Exception, endpoint: Endpoint, patience: Patience, tries: int) -> BrieferError:
    """The error to raise for a request that failed for good.

    Args:
        error: What the library raised last.
        endpoint: Where the request went.
        patience: How long we waited.
        tries: How often it was sent.
    """
    host, after = endpoint.host, f" ({tries} tries)" if tries > 1 else ""
    if isinstance(error, APIStatusError):
        return _refused(error, endpoint) or _failed(error, endpoint, after)
    if isinstance(error, HungError):
        return TransportError(f"{host} did not answer in {error.seconds:.0f} s, far longer than it takes else{after}")
    if isinstance(error, APITimeoutError):
        return TransportError(f"{host} did not answer in {patience.read:g} s{after}")
    if isinstance(error, APIConnectionError):
        return TransportError(f"asking {host} failed: {_reason(error, endpoint)}{after}")
    if isinstance(error, NoCompletionError):
        embedded = endpoint.kind is EndpointKind.EMBEDDED
        return TransportError(f"{host} {_UNREADABLE if embedded else _NO_API}{after}")
    return TransportError(f"{host}: {harmless(str(error), endpoint)}{after}")


def is_refusal(error: APIStatusError) -> bool:
    """Whether a status error is the provider's content filter at work."""
    return error.code in {"content_filter", "content_policy_violation"}


def rejects_schema(error: APIStatusError) -> bool:
    """Whether the server can't do JSON Schema answers: it says so, or does not know such a request."""
    if error.status_code in {422, 501}:
        return True
    said = _said(error).lower()
    named = any(word in said for word in ("response_format", "json_schema", "json schema", "structured output"))
    return error.status_code in {400, 404, 500} and named


def rejects_limit(error: APIStatusError, name: str) -> bool:
    """Whether the server does not know the parameter that limits an answer's length by this name."""
    said = _said(error).lower()
    unknown = any(word in said for word in ("unsupported", "not supported", "unrecognized", "unknown", "unexpected"))
    return error.status_code in {400, 422} and re.search(rf"\b{name}\b", said) is not None and unknown


def _refused(error: APIStatusError, endpoint: Endpoint) -> EndpointRefusedError | None:
    """The error for a status that every other request would meet as well, None for any other."""
    status, host = error.status_code, endpoint.host
    said = harmless(_said(error), endpoint)
    line: str | None = None
    if status == HTTPStatus.UNAUTHORIZED:
        line = (
            "refuses the key (401): check OPENAI_API_KEY"
            if endpoint.api_key
            else "wants a key (401): set OPENAI_API_KEY"
        )
    elif status == HTTPStatus.FORBIDDEN:
        line = f"denies access (403): {said}; check OPENAI_API_KEY and the model {endpoint.model}"
    elif status == HTTPStatus.PAYMENT_REQUIRED or out_of_credit(error):
        line = f"says that the account has no credit left ({status})"
    elif status in {400, 404} and _is_about_model(error, endpoint):
        line = f"does not know the model {endpoint.model}: name another with -m or BRIEF_MODEL"
    elif error.response.is_redirect:
        target = harmless(urlsplit(error.response.headers.get("location", "")).netloc, endpoint)
        line = (
            f"redirects to {target or 'another path'}, which is not followed: set OPENAI_BASE_URL to the final address"
        )
    return None if line is None else EndpointRefusedError(f"{host} {line}")


def _failed(error: APIStatusError, endpoint: Endpoint, after: str) -> ArticleError:
    """The error for a status that fails this article alone."""
    status, host = error.status_code, endpoint.host
    said = harmless(_said(error), endpoint)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TransportError(f"{host} keeps answering that we ask too much (429){after}: try again later")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in {408, 409}:
        return TransportError(f"{host} keeps failing ({status}){after}: {said}")
    if _is_about_length(error):
        told = _TOKENS.search(_said(error))
        return TooLongError(f"too long for {endpoint.model}: {said}", int(told[1].replace(",", "")) if told else None)
    return ArticleError(f"{host} rejects the request ({status}): {said}")


def _said(error: APIStatusError) -> str:
    """The server's own words, out of the shapes that error bodies have."""
    if isinstance(error.body, dict):
        words = [error.body.get(key) for key in ("message", "detail", "error")]
        return next((word for word in words if isinstance(word, str)), str(error.body))
    return str(error.body or error.message)


def _is_about_length(error: APIStatusError) -> bool:
    named = {error.code, error.type} & {"context_length_exceeded", "exceed_context_size_error"}
    said = _said(error).lower()
    return bool(named) or any(words in said for words in ("maximum context length", "context size", "context window"))


def _is_about_model(error: APIStatusError, endpoint: Endpoint) -> bool:
    said, model = _said(error).lower(), str(endpoint.model).lower()
    return error.code == "model_not_found" or (model in said and "model" in said.replace(model, ""))


def _reason(error: BaseException, endpoint: Endpoint) -> str:
    """The first reason in the chain of causes that we have words for, else the last link's own."""
    chain = list(_causes(error))
    for kind, words in _REASONS:
        if any(isinstance(link, kind) for link in chain):
            return words
    if endpoint.kind is EndpointKind.EMBEDDED:
        return "its process has ended"
    return harmless(str(chain[-1]), endpoint) or type(chain[-1]).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from error.exceptions
        error = error.__cause__ or error.__context__
