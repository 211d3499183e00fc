"""Which model would be asked, where, and why: decided from the options and the environment, without a request."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from briefer.briefing import EndpointKind, PipelineName
from briefer.errors import UsageError
from briefer.llm import weights

DEFAULT_MODEL = "gpt-5.4-mini"
"""Asked for where the user names no model; a member of the installed SDK's ``ChatModel`` list, which a test checks."""

OPENAI_HOST = "api.openai.com"
OPENAI_URL = f"https://{OPENAI_HOST}/v1"

GET_LOCAL = "pip install 'briefer[local]'"
_GET_MORE = f"no model found, so this is the draft: {GET_LOCAL} adds an embedded model, OPENAI_API_KEY a hosted one"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A place that answers; the key is in no text made of it.

    ``base_url`` is None for an embedded model that is not being served yet, ``model`` None where the endpoint is to be
    asked which one it serves, ``gguf`` None for the embedded model that comes with briefer, which alone has a
    ``signals_url`` once it is served.
    """

    kind: EndpointKind
    model: str | None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    gguf: Path | None = None
    signals_url: str | None = None

    @property
    def ours(self) -> bool:
        """Whether it is the embedded model that comes with briefer."""
        return self.kind is EndpointKind.EMBEDDED and self.gguf is None

    @property
    def host(self) -> str:
        """Host, and port where one is given, as a message names it."""
        if self.kind is EndpointKind.EMBEDDED or self.base_url is None:
            return "the embedded model"
        return urlsplit(self.base_url).netloc


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision; ``endpoint`` is None for the draft pipeline.

    ``why`` says in a few words what decided, ``hint`` is a line on how to get more, where there is more to be had.
    """

    pipeline: PipelineName
    endpoint: Endpoint | None
    why: str
    hint: str | None = None


def choose(*, model: str | None, pipeline: str | None, offline: bool, environ: Mapping[str, str]) -> Choice:
    """Decide which pipeline runs on which model.

    Args:
        model: What ``-m`` names: ``openai/NAME`` or a bare NAME, ``local``, ``local/PATH.gguf``; None to leave it open.
        pipeline: What ``--pipeline`` names, or None for what suits the model.
        offline: Refuse everything that is not on this machine.
        environ: The environment: BRIEF_MODEL, OPENAI_API_KEY, OPENAI_BASE_URL.

    Raises:
        UsageError: An unknown pipeline, a bad URL, a model that is not there or that ``offline`` rules out.
    """
    if pipeline is not None and pipeline not in get_args(PipelineName):
        raise UsageError(f"unknown pipeline {pipeline!r}; take one of {', '.join(get_args(PipelineName))}")
    if pipeline == "draft":
        return Choice("draft", None, "--pipeline draft asks no model")
    endpoint, why = _endpoint(model or None, offline=offline, environ=environ)
    if endpoint is None:
        if pipeline is not None:
            raise UsageError(
                f"--pipeline {pipeline} needs a model: {GET_LOCAL}, or set OPENAI_API_KEY or OPENAI_BASE_URL"
            )
        return Choice("draft", None, why, _GET_MORE)
    suited: PipelineName = "assist" if endpoint.kind is EndpointKind.EMBEDDED else "extract"
    chosen: PipelineName = "extract" if pipeline == "extract" else "assist" if pipeline == "assist" else suited
    return Choice(chosen, endpoint, why)


def embedded_installed() -> bool:
    """Whether an embedded model can be served: the engine is installed, and its weights are joined or can be."""
    return engine_installed() and weights.find().state in (weights.State.READY, weights.State.PACKAGED)


def engine_installed() -> bool:
    """Whether what runs embedded models and cuts them is installed; it is not imported to find out."""
    return all(find_spec(name) is not None for name in ("xllamacpp", "gguf"))


def base_url_from(environ: Mapping[str, str]) -> str | None:
    """OPENAI_BASE_URL, or None where it is not set; raises UsageError for one that could be read in two ways."""
    url = environ.get("OPENAI_BASE_URL")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError on a bad port
    except ValueError as error:
        raise UsageError(f"OPENAI_BASE_URL is no URL: {error}") from error
    odd = any(character <= " " or character in "\\\x7f" for character in url)
    if odd or parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("OPENAI_BASE_URL is no URL that can be asked; it looks like http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.password is not None:
        raise UsageError("OPENAI_BASE_URL holds a user name or password; put the key in OPENAI_API_KEY")
    if parts.query or parts.fragment:
        raise UsageError("OPENAI_BASE_URL has something after ? or #; it ends with a path such as /v1")
    return url


def _endpoint(model: str | None, *, offline: bool, environ: Mapping[str, str]) -> tuple[Endpoint | None, str]:
    """The endpoint and what decided for it; None where nothing is named and nothing is there."""
    why = "-m names it"
    if model is None:
        model, why = environ.get("BRIEF_MODEL") or None, "BRIEF_MODEL names it"
    if model is not None:
        if model == "local" or model.startswith("local/"):
            return _local(model), why
        return _hosted(model.removeprefix("openai/"), offline=offline, environ=environ), why
    if environ.get("OPENAI_BASE_URL"):
        return _hosted(None, offline=offline, environ=environ), "OPENAI_BASE_URL is set"
    passed_over = ""
    if environ.get("OPENAI_API_KEY"):
        if not offline:
            return _hosted(None, offline=False, environ=environ), "OPENAI_API_KEY is set"
        passed_over = f"; --offline rules out {OPENAI_HOST}"
    if embedded_installed():
        return Endpoint(EndpointKind.EMBEDDED, weights.MODEL), f"the embedded model is installed{passed_over}"
    return None, f"no model is there{passed_over}"


def _local(model: str) -> Endpoint:
    if not engine_installed():
        raise UsageError(f"-m {model}: the engine for embedded models is not installed: {GET_LOCAL}")
    name = model.removeprefix("local").removeprefix("/")
    if name:
        gguf = Path(name).expanduser()
        if not gguf.is_file():
            raise UsageError(f"-m {model}: there is no file {gguf}; local/ is followed by the path of a GGUF file")
        return Endpoint(EndpointKind.EMBEDDED, gguf.name, gguf=gguf)
    if not embedded_installed():
        raise UsageError(f"-m {model}: the embedded model's weights are not installed: {GET_LOCAL}")
    return Endpoint(EndpointKind.EMBEDDED, weights.MODEL)


def _hosted(model: str | None, *, offline: bool, environ: Mapping[str, str]) -> Endpoint:
    if model == "":
        raise UsageError("-m openai/: the name of a model is missing after the slash")
    base_url = base_url_from(environ)
    host = urlsplit(base_url or OPENAI_URL).hostname or ""
    kind = EndpointKind.LOOPBACK if _is_loopback(host) else EndpointKind.REMOTE
    if offline and kind is not EndpointKind.LOOPBACK:
        raise UsageError(f"--offline refuses {host}: it is not on this machine; set OPENAI_BASE_URL to one that is")
    api_key = _key(environ)
    if base_url is None and api_key is None:
        raise UsageError(f"the model {model} at {OPENAI_HOST} needs a key: set OPENAI_API_KEY")
    if model is None and host == OPENAI_HOST:
        model = DEFAULT_MODEL
    return Endpoint(kind, model, base_url or OPENAI_URL, api_key)


def _is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name alone: localhost, 127.0.0.0/8 or ::1. No look-up, so no surprise."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key(environ: Mapping[str, str]) -> str | None:
    key = environ.get("OPENAI_API_KEY", "").strip()
    if not key:
        return None
    if not (key.isascii() and key.isprintable()):
        raise UsageError("OPENAI_API_KEY holds characters that no key has; copy it again")
    return key
