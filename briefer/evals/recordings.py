"""Recorded answers to a case: made once against an endpoint, played through the pipeline without one."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from briefer.briefing import Briefing, EndpointKind
from briefer.draft import draft
from briefer.errors import ArticleError, UsageError
from briefer.evals import tape
from briefer.evals.cases import SUFFIX, Case
from briefer.evals.staleness import Unusable, Why, asks_for_signals, differences, shown
from briefer.llm.client import Client, open_client
from briefer.llm.endpoints import OPENAI_URL, Endpoint
from briefer.llm.patience import Patience
from briefer.llm.signals.service import PATH
from briefer.llm.weights import MODEL
from briefer.pipelines.assist import assist
from briefer.pipelines.calls import planned_calls
from briefer.pipelines.extract import extract
from briefer.pipelines.session import context_for
from briefer.templates import Call, PromptSet, RenderedCall

RecordedPipeline = Literal["assist", "extract"]

_KEY = "recording"
_SIGNALS = "signals"
_ONCE_MORE = " (asked once more)"
_NEW_LIMIT = "max_completion_tokens"
_ONE_TRY = Patience(connect=1.0, read=1.0, deadline=60.0, tries=1)
"""Nothing is waited for: a request that is not on the tape will not be there the next time."""


class _Request(BaseModel):
    """One request of a recording, in order: the prompt it came from, and the fingerprints of both sides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prompt: str
    rendered_sha256: str
    answer_sha256: str


class Metadata(BaseModel):
    """What a recording says about itself.

    ``prompts`` are the fingerprints of the prompt files that its requests came from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    pipeline: RecordedPipeline
    model: str
    endpoint: EndpointKind
    tool_version: str
    schema_sha256: str | None
    prompts: dict[str, str]
    requests: tuple[_Request, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """What playing a recording gave: a briefing, or why the recording can't be used, or how the pipeline failed.

    ``aged`` names what has changed since without changing what is asked.
    """

    briefing: Briefing | None = None
    unusable: Unusable | None = None
    failure: str | None = None
    aged: tuple[str, ...] = ()


def recording_path(recordings: Path, pipeline: str, model: str, case: str) -> Path:
    """Where a recording lies; a model's name becomes a folder's by replacing what no file system likes."""
    folder = re.sub(r"[^A-Za-z0-9._-]+", "_", model).strip(".") or "_"
    return recordings / pipeline / folder / f"{case}{SUFFIX}"


def read_metadata(path: Path) -> Metadata:
    """What a recording says about itself; raises UsageError where it says nothing."""
    return _metadata(path, tape.read_tape(path))


async def play(case: Case, path: Path, prompts: PromptSet) -> Played:
    """Brief a case's article with recorded answers; no socket is opened.

    Args:
        case: The case.
        path: Its recording.
        prompts: The pipeline's prompt set, as it is now.
    """
    if not path.is_file():  # noqa: ASYNC240 - one case after the other: there is nobody to hold up
        return Played(unusable=Unusable(Why.MISSING, "  it was never recorded"))
    try:
        document = tape.read_tape(path)
        metadata = _metadata(path, document)
    except UsageError as error:
        return Played(unusable=Unusable(Why.EDITED, str(error)))
    if fault := _integrity(metadata, document, case, prompts):
        return Played(unusable=Unusable(Why.EDITED, fault))
    sent = [json.loads(interaction["request"]["body"]) for interaction in document["interactions"]]
    briefing, failure = None, None
    with tape.playing(path) as cassette:
        try:
            async with open_client(_stand_in(metadata, sent), patience=_ONE_TRY) as client:
                briefing = await _brief(metadata.pipeline, case, client, prompts)
        except ArticleError as error:
            if asked := tape.unrecorded(error):
                return Played(unusable=_stale(case, metadata, prompts, sent, asked.body, cassette.play_count))
            failure = str(error)
    if failure is None and not cassette.all_played:
        left = [request for place, request in enumerate(metadata.requests) if not cassette.play_counts[place]]
        lines = "\n".join(f"  {request.prompt} is no longer asked" for request in left)
        return Played(unusable=Unusable(Why.STALE, lines))
    return Played(briefing, failure=failure, aged=_aged(metadata, prompts))


async def record(
    case: Case, path: Path, endpoint: Endpoint, pipeline: RecordedPipeline, prompts: PromptSet
) -> Briefing:
    """Brief a case's article at an endpoint; what was asked and answered replaces the file when all went well.

    Raises what the pipeline raises.
    """
    from briefer import __version__

    with tape.recording(path) as cassette:
        async with open_client(endpoint) as client:
            briefing = await _brief(pipeline, case, client, prompts)
        planned = _planned(case, prompts)
        requests = []
        files: set[str] = set()
        for body, answer in tape.exchanges(cassette):
            name, used = _prompt(body, planned, prompts)
            files.update(used)
            requests.append(_Request(prompt=name, rendered_sha256=_rendered(body), answer_sha256=_sha256(answer)))
        assert client.endpoint.model is not None
        metadata = Metadata(
            case=case.name,
            pipeline=pipeline,
            model=client.endpoint.model,
            endpoint=endpoint.kind,
            tool_version=__version__,
            schema_sha256=briefing.provenance.schema_sha256,
            prompts={name: prompts.fingerprints[name] for name in sorted(files)},
            requests=tuple(requests),
        )
        cassette.get_metadata(_KEY, metadata.model_dump(mode="json"))
    return briefing


async def _brief(pipeline: RecordedPipeline, case: Case, client: Client, prompts: PromptSet) -> Briefing:
    if pipeline == "extract":
        return await extract(case.article, client, prompts, context=context_for(client.endpoint))
    return await assist(case.article, client, prompts)


def _metadata(path: Path, document: Mapping[str, Any]) -> Metadata:
    try:
        return Metadata.model_validate((document.get("metadata") or {}).get(_KEY))
    except ValidationError as error:
        raise UsageError(f"{path}: its metadata is damaged ({error.error_count()} faults); record it anew") from None


def _integrity(metadata: Metadata, document: Mapping[str, Any], case: Case, prompts: PromptSet) -> str | None:
    """What shows that a recording is not as it was made, or None."""
    if metadata.case != case.name or metadata.pipeline != prompts.name:
        return f"it was recorded for {metadata.pipeline} of {metadata.case}"
    answers = [interaction["response"]["body"]["string"] for interaction in document["interactions"]]
    if len(answers) != len(metadata.requests):
        return f"it holds {len(answers)} answers where {len(metadata.requests)} were recorded"
    for number, (request, answer) in enumerate(zip(metadata.requests, answers, strict=True), 1):
        if (now := _sha256(answer)) != request.answer_sha256:
            return (
                f"answer {number}, to {request.prompt}, was edited by hand: "
                f"sha256 {request.answer_sha256[:12]} → {now[:12]}"
            )
    return None


def _stand_in(metadata: Metadata, sent: Sequence[Mapping[str, Any]]) -> Endpoint:
    """The endpoint as it was, as far as it decides what is asked.

    Which limit a server knows goes by its host; our own embedded model has signals.
    """
    hosted = any(_NEW_LIMIT in body for body in sent[:1])
    base_url = OPENAI_URL if hosted else f"https://{tape.HOST}/v1"
    endpoint = Endpoint(metadata.endpoint, metadata.model, base_url=base_url, api_key="recorded")
    # A file of the user's is named with its suffix.
    reads = endpoint.ours and endpoint.model == MODEL
    return replace(endpoint, signals_url=f"https://{tape.HOST}{PATH}") if reads else endpoint


def _stale(
    case: Case,
    metadata: Metadata,
    prompts: PromptSet,
    sent: Sequence[Mapping[str, Any]],
    asked: Mapping[str, Any],
    played: int,
) -> Unusable:
    name, _ = _prompt(asked, _planned(case, prompts), prompts)
    changed = [f"  {line}" for line in _aged(metadata, prompts)]
    if played >= len(sent) or asks_for_signals(asked) is not asks_for_signals(sent[played]):
        return Unusable(Why.STALE, "\n".join([f"  {name} was not asked when it was recorded", *changed]))
    old = metadata.requests[played]
    new = _rendered(asked)
    heading = f"  {old.prompt}: rendered sha256 {old.rendered_sha256[:12]} → {new[:12]}"
    if old.rendered_sha256 == new:
        heading = f"  {old.prompt}: the prompt is the same, what is asked for with it is not"
    return Unusable(Why.STALE, "\n".join([heading, *changed, *differences(sent[played], asked)]))


def _aged(metadata: Metadata, prompts: PromptSet) -> tuple[str, ...]:
    return tuple(
        f"prompts/{name}.md: sha256 {old[:12]} → {prompts.fingerprints.get(name, 'gone')[:12]}"
        for name, old in metadata.prompts.items()
        if prompts.fingerprints.get(name) != old
    )


def _planned(case: Case, prompts: PromptSet) -> tuple[RenderedCall, ...]:
    return planned_calls(case.article, draft(case.article), prompts)


def _prompt(
    body: Mapping[str, Any], planned: Sequence[RenderedCall], prompts: PromptSet
) -> tuple[str, tuple[str, ...]]:
    """The name of the prompt that a request came from, and the files it was made of; signals come from no file."""
    if asks_for_signals(body):
        return _SIGNALS, ()
    texts = [message.get("content") for message in body["messages"]]
    for call in planned:
        wanted = [message["content"] for message in call.messages]
        if texts == wanted:
            return call.name, call.prompts
        if texts[: len(wanted)] == wanted:
            return f"{call.name}{_ONCE_MORE}", call.prompts
    if prompts.again is None:
        return _by_sections(body, prompts)
    return f"{prompts.name}/again", tuple(prompts.fingerprints)


def _by_sections(body: Mapping[str, Any], prompts: PromptSet) -> tuple[str, tuple[str, ...]]:
    """The same by the sections that the answer must have: a prompt may hold what the draft found after its signals."""
    asked = body["response_format"]["json_schema"] if "response_format" in body else body["tools"][0]["function"]
    properties = (asked.get("schema") or asked["parameters"])["properties"]
    call = Call(tuple(section for section in prompts.sections if section.name in properties))
    again = _ONCE_MORE if any(message["role"] == "assistant" for message in body["messages"]) else ""
    files = tuple(f"{prompts.name}/{name}" for name in ("frame", *(section.name for section in call.sections)))
    return f"{prompts.name}/{call.name}{again}", files


def _rendered(body: Mapping[str, Any]) -> str:
    return _sha256(shown(body))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
