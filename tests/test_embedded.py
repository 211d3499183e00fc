"""The embedded engine: bad files in one line, a good one served and gone again."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field
from stub_server import Says, stub_server

from briefer import templates
from briefer.articles import parse
from briefer.briefing import Briefing, EndpointKind, FallbackReason
from briefer.errors import ArticleError, BrieferError, EndpointRefusedError, UsageError
from briefer.llm import embedded, weights
from briefer.llm.client import Answer, UnusableAnswerError, open_client
from briefer.llm.endpoints import Endpoint, embedded_installed, engine_installed
from briefer.llm.signals.probe import OWN
from briefer.pipelines.extract import extract
from briefer.signals import SentenceText, Signals

needs_engine = pytest.mark.skipif(not engine_installed(), reason="xllamacpp is not installed")
needs_model = pytest.mark.skipif(not embedded_installed(), reason="the embedded model is not installed")


def endpoint_of(gguf: Path | None) -> Endpoint:
    return Endpoint(EndpointKind.EMBEDDED, weights.MODEL if gguf is None else gguf.name, gguf=gguf)


def failure(gguf: Path | None) -> BrieferError:
    async def serving() -> None:
        async with embedded.serve(endpoint_of(gguf), notice=lambda _: None, signals=True):
            pytest.fail("served")

    with pytest.raises(BrieferError) as caught:
        asyncio.run(serving())
    return caught.value


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


@needs_engine
@pytest.mark.parametrize("content", [b"", b"GG", b"PK\x03\x04 not a model", os.urandom(5000).replace(b"GGUF", b"")])
def test_a_file_that_is_no_gguf_is_refused_naming_it(tmp_path: Path, content: bytes):
    gguf = tmp_path / "model.gguf"
    gguf.write_bytes(content)
    error = failure(gguf)
    assert isinstance(error, UsageError)
    assert f"{gguf} is not a GGUF file" in str(error)


@needs_engine
@pytest.mark.parametrize("content", [b"GGUF", b"GGUF\x03\0\0\0" + b"\xff" * 64, b"GGUF\x03\0\0\0" + bytes(64)])
def test_a_gguf_that_can_not_be_loaded_is_refused_naming_it(tmp_path: Path, content: bytes):
    gguf = tmp_path / "model.gguf"
    gguf.write_bytes(content)
    error = failure(gguf)
    assert isinstance(error, UsageError)
    assert f"{gguf} can't be loaded" in str(error)


@needs_engine
def test_a_file_that_may_not_be_read_is_refused_naming_it(tmp_path: Path):
    error = failure(tmp_path)  # a folder: unreadable as a file even for root
    assert isinstance(error, UsageError)
    assert str(tmp_path) in str(error)


@pytest.mark.parametrize(
    "dies", ["import os; os.abort()", "print('no json')", "print('[]')", "", 'print(\'{"error": "x"}\')']
)
def test_an_engine_that_dies_or_talks_nonsense_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies: str):
    engine = tmp_path / "engine.py"
    engine.write_text(dies)
    gguf = tmp_path / "model.gguf"
    gguf.write_bytes(b"GGUF")
    monkeypatch.setattr(embedded, "_ENGINE", engine)
    monkeypatch.setattr(embedded, "engine_installed", lambda: True)
    assert isinstance(failure(gguf), UsageError)


def our_engine(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let our own model be prepared in no time, and its engine be this program."""
    engine = folder / "engine.py"
    engine.write_text(program)
    monkeypatch.setattr(embedded, "_ENGINE", engine)
    monkeypatch.setattr(embedded, "engine_installed", lambda: True)
    monkeypatch.setattr(embedded, "_own_weights", lambda _notice: asyncio.sleep(0, folder))
    monkeypatch.setattr(embedded, "first_layers", lambda *_, **__: asyncio.sleep(0, folder))


@pytest.mark.parametrize("signals", [{}, {"signals": None}])
def test_our_own_model_is_not_served_without_its_signals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signals: dict[str, None]
):
    our_engine(tmp_path, monkeypatch, f"print({json.dumps({'url': 'http://127.0.0.1:1'} | signals)!r}, flush=True)")
    assert "the embedded model can't be loaded" in str(failure(None))


def test_why_our_own_model_can_not_be_loaded_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    said = json.dumps({"error": "it reads in both\ndirections"})
    our_engine(tmp_path, monkeypatch, f"print({said!r}, flush=True)")
    assert "the embedded model can't be loaded (it reads in both directions); it needs" in str(failure(None))


def test_our_own_model_is_served_with_its_signals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    our_engine(
        tmp_path,
        monkeypatch,
        "import json, sys; order = json.loads(sys.stdin.readline()); "
        "print(json.dumps({'url': 'http://127.0.0.1:1', 'signals': 'http://127.0.0.1:2' + order['signals']}), "
        "flush=True); sys.stdin.read()",
    )

    async def serving() -> Endpoint:
        async with embedded.serve(endpoint_of(None), notice=lambda _: None, signals=True) as endpoint:
            return endpoint

    endpoint = asyncio.run(serving())
    assert endpoint.signals_url == f"http://127.0.0.1:2{OWN}"
    assert endpoint.ours


def test_a_damaged_probe_is_named_with_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    damaged = tmp_path / "probe.json"
    damaged.write_text("{}")
    monkeypatch.setattr(embedded.probe, "OWN", damaged)
    monkeypatch.setattr(embedded, "engine_installed", lambda: True)

    async def serving() -> None:
        async with embedded.serve(endpoint_of(None), notice=lambda _: None, signals=True):
            pass

    with pytest.raises(EndpointRefusedError, match=r"probe\.json is missing or damaged: pip install"):
        asyncio.run(serving())


def test_the_engine_reads_signals_with_nothing_but_the_standard_library(tmp_path: Path):
    program = (
        f"import runpy; engine = runpy.run_path({str(embedded._ENGINE)!r}); "
        f"probe = engine['_probe']({{'signals': {str(OWN)!r}}}); "
        "url = engine['_serve_signals']({'key': 'k', 'name': 'n'}, 'http://127.0.0.1:1', probe); print(url, probe.window)"
    )
    # Neither the site's packages nor the working folder are on the path: the package is found beside the engine.
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v1/signals 512\n", done.stdout)


def test_without_the_engine_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedded, "engine_installed", lambda: False)
    error = failure(None)
    assert isinstance(error, EndpointRefusedError)
    assert "pip install 'briefer[local]'" in str(error)


_SERVES = "import json, sys; order = json.loads(sys.stdin.readline()); print(json.dumps({'url': 'http://127.0.0.1:1'}), flush=True); "


def test_the_engine_ends_with_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pid = tmp_path / "pid"
    engine = tmp_path / "engine.py"
    engine.write_text(_SERVES + f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    gguf = tmp_path / "model.gguf"
    gguf.write_bytes(b"GGUF")
    monkeypatch.setattr(embedded, "_ENGINE", engine)
    monkeypatch.setattr(embedded, "engine_installed", lambda: True)

    async def serving() -> None:
        async with embedded.serve(endpoint_of(gguf), notice=lambda _: None):
            await asyncio.to_thread(wait_for, lambda: pid.exists() and pid.read_text() != "")
            raise ValueError("the block fails")

    with pytest.raises(ValueError, match="the block fails"):
        asyncio.run(serving())
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_the_engine_is_told_neither_the_users_key_nor_ours_on_its_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    told = tmp_path / "told"
    engine = tmp_path / "engine.py"
    engine.write_text(f"import os, sys; open({str(told)!r}, 'w').write(repr((sys.argv, dict(os.environ)))); " + _SERVES)
    gguf = tmp_path / "model.gguf"
    gguf.write_bytes(b"GGUF")
    monkeypatch.setattr(embedded, "_ENGINE", engine)
    monkeypatch.setattr(embedded, "engine_installed", lambda: True)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-user")

    async def serving() -> Endpoint:
        async with embedded.serve(endpoint_of(gguf), notice=lambda _: None) as endpoint:
            return endpoint

    endpoint = asyncio.run(serving())
    assert endpoint.api_key
    assert endpoint.api_key not in told.read_text() + repr(endpoint)
    assert "sk-of-the-user" not in told.read_text()


@needs_engine
def test_the_engine_ends_when_its_parent_is_killed(tmp_path: Path):
    # The engine itself, its standard input held by a parent that is killed outright.
    parent = (
        "import subprocess, sys, time; "
        f"child = subprocess.Popen([sys.executable, '-c', {_waits_like_the_engine()!r}], stdin=subprocess.PIPE); "
        "print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        child = int(killed.stdout.readline())
        killed.kill()
    wait_for(lambda: not _is_running(child))


def _waits_like_the_engine() -> str:
    return (
        f"import sys, runpy; sys.stdin.readline = lambda: '{{}}'; import types; "
        f"engine = runpy.run_path({str(embedded._ENGINE)!r}); "
        "engine['main'].__globals__['_serve'] = lambda order, probe: types.SimpleNamespace(listening_address='x'); "
        "engine['main']()"
    )


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


# With the real model


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    sentences: list[Literal[1, 2]] = Field(min_length=1, max_length=1)


class Lines(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lines: list[Line] = Field(min_length=2, max_length=2)
    mood: Literal["zebra", "yak"]


@needs_model
def test_the_embedded_model_answers_within_its_schema_and_the_same_each_time():
    async def asking() -> list[Lines]:
        async with (
            embedded.serve(endpoint_of(None), notice=lambda _: None, context_tokens=2048) as endpoint,
            open_client(endpoint) as client,
        ):
            question = (
                "[1] Dr Ines Varo opened the Emmer bridge.\n[2] It cost 3 million crowns.\n\nSum it up in five lines."
            )
            answers = [
                (await client.ask([{"role": "user", "content": question}], Lines, max_tokens=150)).value
                for _ in range(2)
            ]
            with pytest.raises(ArticleError, match="too long for"):
                await client.ask([{"role": "user", "content": "word " * 3000}], Lines, max_tokens=10)
            with pytest.raises(UnusableAnswerError) as cut:
                await client.ask([{"role": "user", "content": question}], Lines, max_tokens=3)
            assert cut.value.reason is FallbackReason.TRUNCATED
            return answers

    first, second = asyncio.run(asking())
    assert first == second
    assert len(first.lines) == 2


@needs_model
def test_the_embedded_model_tells_a_denial_by_number_and_the_same_each_time():
    async def reading() -> list[Answer[Signals] | None]:
        async with (
            embedded.serve(endpoint_of(None), notice=lambda _: None, context_tokens=2048, signals=True) as endpoint,
            open_client(endpoint) as client,
        ):
            return [await client.signals("A crack in the bridge", sentences) for _ in range(2)]

    sentences = (
        SentenceText("The town opened the bridge in May.", ""),
        SentenceText("The builder said that nobody had told it of any crack.", "denials"),
        # More than is read of a sentence, and twice: no window has room for both.
        *[SentenceText("The bridge has many arches of stone, as old as the town. " * 60, "")] * 2,
    )
    first, second = asyncio.run(reading())
    assert first is not None
    assert first == second
    assert len(first.value.denials) == len(sentences)
    assert first.usage.requests == 1
    assert first.usage.tokens_in > 2 * 200


def test_extract_asks_the_embedded_model_once_and_for_few_items():
    claim = {"id": "C1", "sentences": [1], "statement": "The quay was closed."}
    denial = {"sentences": [2], "statement": "The harbour office denied that a crack had been found."}
    answer = {
        "claims": [claim],
        "uncertainties": [],
        "denials": [{**denial, "strength": "denies", "denies": []}],
    }
    text = b"The quay was closed, Mara Venn said.\n\nThe harbour office denied that a crack had been found.\n"
    article = parse(text, shown="quay.txt", suffix=".txt")

    async def asking(url: str) -> Briefing:
        endpoint = Endpoint(EndpointKind.EMBEDDED, "small", base_url=url, api_key="none")
        async with open_client(endpoint) as client:
            return await extract(article, client, templates.load("extract"))

    with stub_server(lambda _body: Says(json.dumps(answer))) as stub:
        briefing = asyncio.run(asking(stub.url))
    [body] = stub.bodies
    schema = body["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["claims"]["maxItems"] <= 4
    assert schema["$defs"]["ClaimAnswer"]["properties"]["sentences"]["items"]["enum"] == [1, 2]
    # It is trusted with no denial where the draft sees no word for one, and with no name.
    assert schema["$defs"]["DenialAnswer"]["properties"]["sentences"]["items"]["const"] == 2
    assert schema["properties"]["uncertainties"]["maxItems"] == 0
    assert "sources" not in schema["properties"]
    names = {source.id: source.name for source in briefing.sources}
    assert [names[item.source or ""] for item in (*briefing.claims, *briefing.denials)] == [
        "Mara Venn",
        "The harbour office",
    ]
    assert briefing.summary
