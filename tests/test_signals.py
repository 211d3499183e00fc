"""The engine's second server: an article laid out in windows, each sentence read once, and requests that are refused."""

import base64
import http.client
import json
import struct
import threading
from collections.abc import Iterator
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.llm import weights
from briefer.llm.signals import service
from briefer.llm.signals.probe import OWN, Head, Linear, Probe, fingerprint, read_probe
from briefer.llm.signals.windows import Window, windows
from briefer.signals import Signals

KEY = "key-of-the-test"
PROBE = Probe(
    opening="Examples follow.",
    title="T: ",
    mark=">>",
    kinds={"denials": "D\n", "uncertainties": "U\n", "claims": "C\n", "": "F\n"},
    window=60,
    longest=20,
    title_tokens=10,
    layers=2,
    heads={
        "denials": Head(Linear(0.5, (1.0, 0.0))),
        "flat": Head(Linear(0.0, (0.0, 0.25)), before=Linear(1000.0, (0.0, 0.0))),
    },
    fingerprint="0123456789abcdef",
)


def tokens_of(text: str) -> list[int]:
    """A token for each character, so that what is shown can be read again."""
    return [ord(character) for character in text]


def shown(tokens: list[int]) -> str:
    return "".join(map(chr, tokens))


def laid_out(*sentences: tuple[str, str], title: str = "Mill") -> list[Window]:
    return list(windows(PROBE, title, sentences, tokens_of))


# Windows


def test_each_sentence_stands_with_its_mark_and_then_its_kind():
    (window,) = laid_out(("He denied  it.", "denials"), ("It\nrained.", ""))
    assert shown(window.tokens) == "Examples follow.T: Mill\nHe denied it.>>D\nIt rained.>>F\n"
    assert [shown(window.tokens[: place + 1])[-6:] for place in window.marks] == [" it.>>", "ned.>>"]


def test_a_new_window_shows_the_sentence_before_once_more():
    first, second = laid_out(("One is short.", ""), ("Two is short.", "claims"), ("Three is it.", ""))
    assert shown(first.tokens) == "Examples follow.T: Mill\nOne is short.>>F\nTwo is short.>>C\n"
    assert shown(second.tokens) == "Examples follow.T: Mill\nTwo is short.>>C\nThree is it.>>F\n"
    assert (len(first.marks), len(second.marks)) == (2, 1)


def test_a_sentence_before_that_would_not_fit_is_left_out():
    first, second = laid_out(("A" * 18, ""), ("B" * 18, ""), title="A long title")
    assert shown(second.tokens) == f"Examples follow.T: A long {'B' * 18}>>F\n"
    assert len(first.tokens) <= PROBE.window


def test_no_sentences_are_no_window():
    assert laid_out() == []


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(list(PROBE.kinds)))), st.text("title", max_size=20))
def test_each_sentence_is_read_once_in_order_and_no_window_is_too_long(sizes: list[tuple[int, str]], title: str):
    sentences = [(chr(ord("α") + place % 20) * size, kind) for place, (size, kind) in enumerate(sizes)]
    made = laid_out(*sentences, title=title)
    head = "Examples follow." + f"T: {title}\n"[: PROBE.title_tokens]
    read: list[str] = []
    for window in made:
        text = shown(window.tokens)
        assert text.startswith(head)
        assert len(text) <= PROBE.window
        assert window.marks
        assert all(one < other for one, other in pairwise(window.marks))
        for place in window.marks:
            assert text[place - 1 : place + 1] == PROBE.mark
            before = max(text.rfind("\n", len(head), place) + 1, len(head))
            read.append(text[before : text.index("\n", place) + 1])
    assert read == [f"{text[: PROBE.longest]}>>{PROBE.kinds[kind]}" for text, kind in sentences]


# The data file


def test_a_probe_is_read_from_its_file(tmp_path: Path):
    path = tmp_path / "probe.json"

    def linear(bias: float, *numbers: float) -> dict[str, Any]:
        return {"bias": bias, "weights": base64.b64encode(struct.pack(f"<{len(numbers)}e", *numbers)).decode()}

    data = {
        "model_sha256": "0",
        "opening": "O",
        "title": "T",
        "mark": "M",
        "kinds": {"": "F"},
        "window": 512,
        "longest": 200,
        "title_tokens": 60,
        "layers": 18,
        "heads": {
            "denials": linear(-1.5, 0.25, -2.0),
            "claims": linear(0.0, 1.0, 0.0) | {"before": linear(0.5, 10.0, 0.0), "after": linear(0.0, 100.0, 0.0)},
        },
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    probe = read_probe(path)
    assert probe.values([[4.0, 1.0]]) == [{"denials": -2.5, "claims": 4.0}]
    assert [said["claims"] for said in probe.values([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])] == [201.0, 312.5, 23.5]
    assert probe.values([]) == []
    assert probe.fingerprint == fingerprint(path)
    with pytest.raises(ValueError, match="zip"):
        probe.values([[4.0, 1.0, 0.0]])


def test_our_own_probe_is_for_our_own_model_and_has_every_signal():
    data = json.loads(OWN.read_bytes())
    probe = read_probe(OWN)
    assert data["model_sha256"] == weights.SHA256
    assert set(probe.heads) == {field.name for field in fields(Signals)}
    read = [part for head in probe.heads.values() for part in (head.own, head.before, head.after) if part is not None]
    assert {len(part.weights) for part in read} == {1536}
    assert set(probe.kinds) == {"", "claims", "denials", "uncertainties"}


# The server


class LlamaCpp(BaseHTTPRequestHandler):
    """As llama.cpp's server: a token for each character, whose state is the character and how many came before."""

    fails = False

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["content"]
        allowed = self.headers["Authorization"] == f"Bearer {KEY}" and not self.fails
        answer: Any = {"tokens": tokens_of(content)} if self.path == "/tokenize" else None
        if self.path == "/embedding":
            states = [[float(token), float(place)] for place, token in enumerate(content)]
            answer = [{"index": 0, "embedding": states}]
        self.send_response(200 if allowed else 500)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_request(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The server of signals before a stand-in for llama.cpp's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), LlamaCpp) as llama:
        threading.Thread(target=llama.serve_forever, daemon=True).start()
        yield service.serve(service.Model(f"http://127.0.0.1:{llama.server_address[1]}", KEY, "ours"), PROBE)
        llama.shutdown()


def post(url: str, body: bytes | dict[str, Any], *, key: str = KEY, path: str | None = None) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request("POST", path or urlsplit(url).path, content, {"Authorization": f"Bearer {key}"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def asked_about(*texts: str, **more: Any) -> dict[str, Any]:
    sentences = [{"text": text, "kind": "denials"} for text in texts]
    return {"model": "ours", "title": "Mill", "sentences": sentences, **more}


def test_each_sentence_gets_what_the_heads_read_at_its_mark(url: str):
    status, answer = post(url, asked_about("He denied it.", "No."))
    (window,) = laid_out(("He denied it.", "denials"), ("No.", "denials"))
    assert status == 200
    assert answer == {
        "object": "list",
        "model": "ours",
        "data": [
            {"denials": 0.5 + ord(">"), "flat": place / 4 + (1000 if number else 0)}
            for number, place in enumerate(window.marks)
        ],
        "usage": {"prompt_tokens": len(window.tokens), "total_tokens": len(window.tokens)},
    }


def test_sentences_of_several_windows_come_back_in_order(url: str):
    _, answer = post(url, asked_about(*["A sentence."] * 9))
    assert [said["flat"] >= 1000 for said in answer["data"]] == [False] + [True] * 8


def test_no_sentences_get_no_numbers(url: str):
    assert post(url, asked_about())[1]["data"] == []


@pytest.mark.parametrize("key", ["", "wrong", f"{KEY}x", "sk-\u00e9"])
def test_another_key_is_refused(url: str, key: str):
    assert post(url, asked_about("No."), key=key) == (401, {"error": error_of("wrong key")})


@pytest.mark.parametrize("path", ["/", "/v1/chat/completions", "/v1/signals/", "/v1/signals?x"])
def test_another_path_is_not_there(url: str, path: str):
    assert post(url, asked_about("No."), path=path)[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b"null",
        asked_about() | {"sentences": None},
        asked_about() | {"sentences": ["text"]},
        asked_about() | {"sentences": [{"text": 1, "kind": ""}]},
        asked_about() | {"sentences": [{"text": "No.", "kind": "rumours"}]},
        asked_about() | {"sentences": [{"text": "No.", "kind": []}]},
        asked_about() | {"title": None},
        {"sentences": []},
    ],
)
def test_a_request_of_another_shape_is_refused(url: str, body: bytes | dict[str, Any]):
    assert post(url, body)[0] == 400


def test_a_request_for_other_weights_is_refused(url: str):
    assert post(url, asked_about("No.", signals=PROBE.fingerprint))[0] == 200
    status, answer = post(url, asked_about("No.", signals="of another file"))
    assert (status, PROBE.fingerprint in answer["error"]["message"]) == (409, True)


def test_a_request_that_is_too_long_is_refused(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MAX_BYTES", 10)
    assert post(url, asked_about())[0] == 413


def test_a_model_that_can_not_be_read_is_one_line(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(LlamaCpp, "fails", True)
    status, answer = post(url, asked_about("No."))
    assert (status, answer) == (502, {"error": error_of("the model can't be read: /tokenize answers 500")})


def error_of(message: str) -> dict[str, Any]:
    return {"message": message, "type": "error", "code": None}
