"""Recorded requests and answers as vcrpy cassettes: the one door to vcrpy.

One tape at a time: vcrpy patches the HTTP library for the whole process.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import vcr
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.record_mode import RecordMode
from vcr.request import Request
from vcr.serialize import deserialize, serialize

from briefer.errors import UsageError
from briefer.evals.files import write_whole

HOST = "recorded.invalid"
"""Stands for every endpoint in a recording; the top-level domain is reserved for names that never exist (RFC 2606)."""

_PATH = "/v1/chat/completions"
_HEADERS = frozenset({"content-type"})
"""All that is kept of the headers, both ways: no key, no cookie, no version of any library."""

_NOTHING_SAID = {"id": "recorded", "created": 0}
_DROPPED = ("timings", "system_fingerprint")
"""What differs from one recording to the next and says nothing about the answer."""

_RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504})
_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unrecorded(Exception):  # noqa: N818 - not a failure: it is how a stale recording shows
    """A request that the tape does not hold; ``body`` is what would have been sent."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__("not recorded")
        self.body = body


def read_tape(path: Path) -> dict[str, Any]:
    """A recording's document: ``metadata`` and ``interactions``; raises UsageError where it is none."""
    try:
        document = yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 - the loader is the safe one
        for interaction in document["interactions"]:
            _ = interaction["request"]["body"], interaction["response"]["body"]["string"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not a recording ({error}); record it anew") from None
    return dict(document)


@contextmanager
def playing(path: Path) -> Iterator[Any]:
    """Answer every request from the tape; nothing is sent. Gives the cassette."""
    with _tape(path, RecordMode.NONE, _Shelf) as cassette:
        yield cassette


@contextmanager
def recording(path: Path) -> Iterator[Any]:
    """Send requests and keep them with their answers; the file is written, whole, when the block ends well."""
    with _tape(path, RecordMode.ALL, _EmptyShelf) as cassette:
        yield cassette


def unrecorded(error: BaseException) -> Unrecorded | None:
    """The request that a failure comes from, where it comes from one that the tape does not hold."""
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        if isinstance(step, CannotOverwriteExistingCassetteException):
            return Unrecorded(json.loads(step.failed_request.body))
        step = step.__cause__ or step.__context__
    return None


def exchanges(cassette: Any) -> list[tuple[dict[str, Any], str]]:
    """What was asked and answered so far, in order: the request's body, and the answer's as the file will hold it."""
    return [
        (json.loads(request.body), _pretty(answer["body"]["string"].decode(), answer=True))
        for request, answer in zip(cassette.requests, cassette.responses, strict=True)
    ]


def _tape(path: Path, mode: RecordMode, shelf: type["_Shelf"]) -> Any:
    recorder = vcr.VCR(
        record_mode=mode,
        match_on=("method", "path", "body"),
        before_record_request=_without_traces,
        before_record_response=_plain_answer,
        decode_compressed_response=True,
        record_on_exception=False,
    )
    recorder.register_serializer("readable", _Readable)
    recorder.register_persister(shelf)
    return recorder.use_cassette(str(path), serializer="readable")


def _without_traces(request: Request) -> Request:
    path = urlsplit(request.uri).path
    uri = f"https://{HOST}{_PATH if path.endswith('/chat/completions') else path}"
    return Request(request.method, uri, request.body, _allowed(request.headers))


def _plain_answer(response: dict[str, Any]) -> dict[str, Any] | None:
    if response["status"]["code"] in _RETRIED:
        return None
    return {**response, "headers": _allowed(response["headers"])}


def _allowed(headers: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in headers.items() if name.lower() in _HEADERS}


class _Readable:
    """Cassettes as YAML with pretty JSON bodies, in UTF-8."""

    @staticmethod
    def serialize(document: dict[str, Any]) -> str:
        for interaction in document["interactions"]:
            request, answer = interaction["request"], interaction["response"]["body"]
            request["body"] = _pretty(request["body"])
            answer["string"] = _pretty(answer["string"], answer=True)
        ordered = {key: document[key] for key in ("metadata", "version", "interactions") if key in document}
        text: str = yaml.dump(ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
        return text

    @staticmethod
    def deserialize(text: str) -> Any:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is the safe one


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


def _pretty(body: str, *, answer: bool = False) -> str:
    try:
        value = json.loads(body)
    except ValueError:
        return body
    if answer and isinstance(value, dict):
        value = {key: _NOTHING_SAID.get(key, part) for key, part in value.items() if key not in _DROPPED}
        if isinstance(value.get("usage"), dict):
            value["usage"] = {key: part for key, part in value["usage"].items() if not key.endswith("_details")}
    return json.dumps(value, indent=2, ensure_ascii=False).translate(_BREAKS) + "\n"


class _Shelf:
    """Reads and writes cassettes as UTF-8, each file whole or not at all."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        return deserialize(Path(path).read_text(encoding="utf-8"), serializer)

    @staticmethod
    def save_cassette(path: str, document: dict[str, Any], serializer: Any) -> None:
        write_whole(Path(path), serialize(document, serializer))


class _EmptyShelf(_Shelf):
    """Holds nothing yet, whatever lies there: a recording is made anew."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> NoReturn:  # noqa: ARG004 - the signature is vcrpy's
        raise CassetteNotFoundError
