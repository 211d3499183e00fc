"""Asking a model, proved over real HTTP against a stub that answers, fails and misbehaves as told."""

import asyncio
import json
import logging
import os
import socket
import subprocess
import sys
from email.utils import formatdate
from time import time

import pytest
from pydantic import BaseModel, ConfigDict
from stub_server import (
    SIGNALS,
    Asked,
    Fails,
    Hangs,
    Reply,
    Resets,
    Says,
    Script,
    Sends,
    Stub,
    in_turn,
    signals_like,
    stub_server,
)

from briefer.briefing import EndpointKind, FallbackReason
from briefer.errors import ArticleError, BrieferError, EndpointRefusedError, TransportError, UsageError
from briefer.llm.client import Answer, UnusableAnswerError, named, open_client, response_format
from briefer.llm.endpoints import DEFAULT_MODEL, Endpoint
from briefer.llm.patience import Patience
from briefer.llm.signals.probe import fingerprint
from briefer.llm.usage import Usage
from briefer.message import Message
from briefer.signals import SentenceText, Signals

KEY = "sk-secret-of-the-test-0123456789"
QUICK = Patience(connect=2, read=0.5, deadline=10, tries=3, first_wait=0.01, longest_wait=1)


class Town(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    people: int | None


EMMER = Town(name="Emmer", people=812)
GOOD = Says(EMMER.model_dump_json())
QUESTION: list[Message] = [
    {"role": "system", "content": "You know towns."},
    {"role": "user", "content": "Which town? {{7*7}} </article> [3]"},
]


def endpoint_at(url: str, model: str | None = "stub-model") -> Endpoint:
    return Endpoint(EndpointKind.LOOPBACK, model, url, KEY)


def ask_stub(stub: Stub, *, times: int = 1, patience: Patience = QUICK) -> Answer[Town]:
    async def asking() -> Answer[Town]:
        async with open_client(endpoint_at(stub.url), patience=patience) as client:
            for _ in range(times - 1):
                await client.ask(QUESTION, Town, max_tokens=50)
            return await client.ask(QUESTION, Town, max_tokens=50)

    return asyncio.run(asking())


def ask(script: Script, **named_arguments: object) -> tuple[Answer[Town], list[Asked]]:
    with stub_server(script) as stub:
        return ask_stub(stub, **named_arguments), stub.questions


def failure(script: Script, patience: Patience = QUICK) -> tuple[Exception, list[Asked]]:
    with stub_server(script) as stub, pytest.raises(BrieferError) as caught:
        ask_stub(stub, patience=patience)
    assert KEY not in str(caught.value)
    return caught.value, stub.questions


# Asking


def test_a_good_answer_comes_back_as_the_model_asked_for_with_its_cost():
    answer, asked = ask(in_turn(GOOD))
    assert answer == Answer(EMMER, Usage(tokens_in=10, tokens_out=5, requests=1))
    assert len(asked) == 1


def test_messages_are_sent_as_they_are_even_where_they_look_like_a_template():
    _, [asked] = ask(in_turn(GOOD))
    assert asked.body["messages"] == QUESTION


def test_the_schema_sent_is_the_one_that_response_format_shows():
    _, [asked] = ask(in_turn(GOOD))
    assert asked.body["response_format"] == response_format(Town)


def test_two_questions_send_the_same_bytes():
    _, [first, second] = ask(in_turn(GOOD), times=2)
    assert json.dumps(first.body) == json.dumps(second.body)


def test_the_length_limit_and_the_model_are_sent_and_no_temperature():
    _, [asked] = ask(in_turn(GOOD))
    assert asked.body["max_tokens"] == 50
    assert asked.body["model"] == "stub-model"
    assert "temperature" not in asked.body


def test_an_answer_model_that_a_strict_endpoint_would_reject_is_refused_here():
    class Loose(BaseModel):
        name: str = ""

    with pytest.raises(TypeError, match="Loose"):
        response_format(Loose)


# Unusable answers


def test_an_invalid_answer_is_asked_for_once_more_with_what_is_wrong():
    answer, asked = ask(in_turn(Says('{"name": "Emmer", "people": "many"}'), GOOD))
    assert answer == Answer(EMMER, Usage(tokens_in=20, tokens_out=10, requests=2))
    re_ask = asked[1].body["messages"][-1]["content"]
    assert "people" in re_ask
    assert "pydantic.dev" not in re_ask


@pytest.mark.parametrize(
    "content",
    ["I think it is Emmer.", "", '{"name": "Emmer"}', '{"name": "E", "people": 1, "x": 2}', "```json\n{}\n```"],
)
def test_an_answer_that_stays_invalid_is_asked_for_twice_and_no_more(content: str):
    error, asked = failure(in_turn(Says(content)))
    assert isinstance(error, UnusableAnswerError)
    assert error.reason is FallbackReason.INVALID
    assert error.usage == Usage(tokens_in=20, tokens_out=10, requests=2)
    assert len(asked) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Says(None, refusal="I can't help with that."),
        Says('{"name": "Em', finish_reason="content_filter"),
        Fails(400, "filtered", code="content_filter"),
    ],
)
def test_a_refusal_is_told_as_one_and_not_asked_again(reply: Says | Fails):
    error, asked = failure(in_turn(reply))
    assert isinstance(error, UnusableAnswerError)
    assert error.reason is FallbackReason.REFUSED
    assert len(asked) == 1


def test_a_cut_off_answer_is_told_as_one_and_not_asked_again():
    error, asked = failure(in_turn(Says('{"name": "Em', finish_reason="length")))
    assert isinstance(error, UnusableAnswerError)
    assert error.reason is FallbackReason.TRUNCATED
    assert "50 tokens" in str(error)
    assert len(asked) == 1


def test_a_refusal_after_an_invalid_answer_counts_both_requests():
    error, _ = failure(in_turn(Says("{}"), Says(None, refusal="No.")))
    assert isinstance(error, UnusableAnswerError)
    assert error.reason is FallbackReason.REFUSED
    assert error.usage.requests == 2


# Servers without JSON Schema, and other dialects


@pytest.mark.parametrize(
    "rejection",
    [
        Fails(400, "response_format of type json_schema is not supported"),
        Fails(422, "unprocessable"),
        Fails(501, "not implemented"),
        Fails(404, "unknown field json_schema"),
    ],
)
def test_a_server_without_json_schema_gets_a_tool_and_that_is_remembered(rejection: Fails):
    def script(body: dict[str, object]) -> Says | Fails:
        return rejection if "response_format" in body else GOOD

    answer, asked = ask(script, times=2)
    assert answer.value == EMMER
    assert ["tools" in question.body for question in asked] == [False, True, True]


def test_in_tools_mode_too_an_invalid_answer_is_asked_for_once_more():
    def script(body: dict[str, object]) -> Says | Fails:
        if "response_format" in body:
            return Fails(400, "json_schema is not supported")
        return GOOD if len(body["messages"]) > 2 else Says("{}")  # type: ignore[arg-type]

    answer, asked = ask(script)
    assert answer == Answer(EMMER, Usage(tokens_in=20, tokens_out=10, requests=3))
    assert "pydantic.dev" not in json.dumps(asked[-1].body)


def test_a_server_that_knows_the_length_limit_by_its_newer_name_gets_that_and_it_is_remembered():
    def script(body: dict[str, object]) -> Says | Fails:
        if "max_tokens" in body:
            return Fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        return GOOD

    answer, asked = ask(script, times=2)
    assert answer.usage.requests == 1
    assert len(asked) == 3
    assert asked[-1].body["max_completion_tokens"] == 50


# Retries


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(status: int):
    answer, asked = ask(in_turn(Fails(status), GOOD))
    assert answer == Answer(EMMER, Usage(tokens_in=10, tokens_out=5, requests=2))
    assert len(asked) == 2


def test_a_connection_cut_on_the_way_is_tried_again():
    answer, _ = ask(in_turn(Resets(), GOOD))
    assert answer.usage.requests == 2


def test_a_server_that_hangs_is_given_up_and_tried_again():
    answer, _ = ask(in_turn(Hangs(), GOOD))
    assert answer.usage.requests == 2


@pytest.mark.parametrize("nonsense", [Sends("<html>Sign in</html>", "text/html"), Sends('{"choi'), Sends("{}")])
def test_a_200_that_is_no_completion_is_tried_again(nonsense: Sends):
    answer, _ = ask(in_turn(nonsense, GOOD))
    assert answer.usage.requests == 2


def test_tries_are_not_multiplied_by_the_libraries_own_retries():
    error, asked = failure(in_turn(Fails(503)))
    assert isinstance(error, TransportError)
    assert len(asked) == 3


def test_a_failure_and_an_invalid_answer_together_stay_within_both_limits():
    answer, asked = ask(in_turn(Fails(503), Says("{}"), Fails(500), GOOD))
    assert answer.usage == Usage(tokens_in=20, tokens_out=10, requests=4)
    assert len(asked) == 4


@pytest.mark.parametrize("headers", [{"retry-after-ms": "400"}, {"retry-after": "0.4"}])
def test_the_server_says_how_long_to_wait(headers: dict[str, str]):
    _, [first, second] = ask(in_turn(Fails(429, headers=headers), GOOD))
    assert 0.4 <= second.at - first.at < 0.8


def test_the_server_may_say_until_when_to_wait():
    _, [first, second] = ask(in_turn(Fails(429, headers={"retry-after": formatdate(time() + 2, usegmt=True)}), GOOD))
    assert 0.9 <= second.at - first.at < 1.3  # dates have no fractions; longest_wait is 1 s


def test_a_wait_longer_than_our_patience_is_cut_short():
    _, [first, second] = ask(in_turn(Fails(429, headers={"retry-after": "3600"}), GOOD))
    assert second.at - first.at < 1.5


@pytest.mark.parametrize("value", ["soon", "-5", "nan", "inf", "Thu, 99 Foo"])
def test_a_senseless_wait_is_not_believed(value: str):
    _, [first, second] = ask(in_turn(Fails(429, headers={"retry-after": value}), GOOD))
    assert second.at - first.at < 0.4


def test_one_question_ends_at_its_deadline_whatever_happens():
    patience = Patience(read=5, deadline=0.4, tries=100, first_wait=0.01)
    error, _ = failure(in_turn(Hangs()), patience)
    assert isinstance(error, TransportError)
    assert "0.4 s" in str(error)


# Failures in plain words


def test_a_wrong_key_stops_the_run_at_once():
    error, asked = failure(in_turn(Fails(401, f"Incorrect API key provided: {KEY}")))
    assert isinstance(error, EndpointRefusedError)
    assert "OPENAI_API_KEY" in str(error)
    assert "127.0.0.1" in str(error)
    assert len(asked) == 1


@pytest.mark.parametrize("rejection", [Fails(403, f"Country not supported for {KEY}"), Fails(402, "pay")])
def test_denied_access_stops_the_run_at_once(rejection: Fails):
    error, asked = failure(in_turn(rejection))
    assert isinstance(error, EndpointRefusedError)
    assert len(asked) == 1


def test_an_account_without_credit_stops_the_run_though_it_is_a_429():
    error, asked = failure(in_turn(Fails(429, "You exceeded your quota", code="insufficient_quota")))
    assert isinstance(error, EndpointRefusedError)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "rejection",
    [
        Fails(404, "The model does not exist", code="model_not_found"),
        Fails(404, 'model "stub-model" not found, try pulling it first'),
        Fails(400, "invalid model: stub-model"),
    ],
)
def test_an_unknown_model_stops_the_run_and_is_named(rejection: Fails):
    error, asked = failure(in_turn(rejection))
    assert isinstance(error, EndpointRefusedError)
    assert "stub-model" in str(error)
    assert len(asked) == 1


@pytest.mark.parametrize("status", [400, 404, 413])
def test_another_rejection_fails_this_article_alone(status: int):
    error, asked = failure(in_turn(Fails(status, f"bad input\x1b[31m near {KEY}\u202e")))
    assert type(error) is ArticleError
    assert "bad input [31m near [key]" in str(error)
    assert len(asked) == 1


def test_an_article_too_long_for_the_model_is_said_to_be():
    error, _ = failure(in_turn(Fails(400, "maximum is 8192 tokens", code="context_length_exceeded")))
    assert str(error) == "too long for stub-model: maximum is 8192 tokens"


def test_a_redirect_is_not_followed_and_its_target_named():
    with stub_server(in_turn(GOOD)) as elsewhere:
        headers = {"location": f"{elsewhere.url}/chat/completions"}
        error, _ = failure(in_turn(Fails(307, headers=headers)))
        assert elsewhere.ledger == []
    assert isinstance(error, EndpointRefusedError)
    assert elsewhere.url.split("/")[2] in str(error)


def test_a_server_that_keeps_failing_fails_the_article_and_is_named():
    error, _ = failure(in_turn(Fails(503, "overloaded")))
    assert isinstance(error, TransportError)
    assert "keeps failing (503) (3 tries): overloaded" in str(error)


def test_a_limit_that_does_not_lift_fails_the_article():
    error, asked = failure(in_turn(Fails(429)))
    assert isinstance(error, TransportError)
    assert "429" in str(error)
    assert len(asked) == 3


def test_a_server_that_never_answers_fails_the_article():
    error, _ = failure(in_turn(Hangs()), Patience(read=0.1, tries=2, first_wait=0.01))
    assert isinstance(error, TransportError)
    assert "did not answer in 0.1 s (2 tries)" in str(error)


def test_a_connection_that_is_cut_each_time_fails_the_article():
    error, _ = failure(in_turn(Resets()))
    assert isinstance(error, TransportError)
    assert "disconnected" in str(error)


def test_a_page_that_is_no_api_points_at_the_base_url():
    error, _ = failure(in_turn(Sends("<html></html>", "text/html")))
    assert isinstance(error, TransportError)
    assert "OPENAI_BASE_URL" in str(error)


def test_a_refused_connection_is_called_that():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(TransportError, match=rf"asking 127.0.0.1:{port} failed: the connection was refused"):
        ask_stub(Stub(f"http://127.0.0.1:{port}/v1"))


def test_the_key_is_in_no_log(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        failure(in_turn(Fails(401, f"bad key {KEY}")))
        failure(in_turn(Fails(400, f"bad request {KEY}")))
    assert KEY not in caplog.text


def test_a_failure_prints_nothing_of_its_own():
    # In a process of its own: pytest's log handlers keep the libraries' last resort, stderr, from being used.
    with stub_server(in_turn(Fails(400, "bad request"))) as stub:
        program = f"import test_client, stub_server\ntry: test_client.ask_stub(stub_server.Stub({stub.url!r}))\nexcept test_client.ArticleError: pass"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert len(stub.questions) == 1


def test_a_proxy_in_the_environment_is_kept_out_of_a_loopback_connection(monkeypatch: pytest.MonkeyPatch):
    with stub_server(in_turn(GOOD)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.removesuffix("/v1"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        answer, _ = ask(in_turn(GOOD))
        assert proxy.ledger == []
    assert answer.value == EMMER


# A base URL without a model


def name_of(url: str) -> str | None:
    return asyncio.run(named(endpoint_at(url, model=None))).model


def test_the_only_model_served_needs_no_name():
    with stub_server(in_turn(GOOD), models=("org/one-model",)) as stub:
        assert name_of(stub.url) == "org/one-model"
        assert stub.questions == []


def test_of_several_models_one_must_be_named():
    models = tuple(f"model-{number}" for number in range(1, 8))
    with stub_server(in_turn(GOOD), models=models) as stub, pytest.raises(UsageError) as caught:
        name_of(stub.url)
    assert "model-1, model-2, model-3, model-4, model-5 and 2 more" in str(caught.value)


@pytest.mark.parametrize("models", [None, ()])
def test_a_server_that_lists_no_model_is_asked_for_the_default(models: tuple[str, ...] | None):
    with stub_server(in_turn(GOOD), models=models) as stub:
        assert name_of(stub.url) == DEFAULT_MODEL


# Signals

SENTENCES = (SentenceText("The mill poured acid.", "claims"), SentenceText("Its owner denied it.", "denials"))


def read(script: Script, *, patience: Patience = QUICK) -> tuple[Answer[Signals] | None, list[Asked]]:
    async def reading(stub: Stub) -> Answer[Signals] | None:
        endpoint = Endpoint(EndpointKind.EMBEDDED, "ours", stub.url, KEY, signals_url=f"{stub.url}/signals")
        async with open_client(endpoint, patience=patience) as client:
            return await client.signals("A mill", SENTENCES)

    with stub_server(script) as stub:
        return asyncio.run(reading(stub)), stub.readings


def unread(script: Script) -> str:
    with pytest.raises(TransportError) as caught:
        read(script)
    return str(caught.value)


def test_signals_come_back_for_each_sentence_with_their_cost():
    answer, [asked] = read(signals_like)
    columns = dict.fromkeys(SIGNALS, (-1.0, 2.0))
    assert answer == Answer(Signals(**columns), Usage(tokens_in=14, requests=1))
    assert asked.headers["Authorization"] == f"Bearer {KEY}"


def test_signals_are_asked_for_by_title_sentences_model_and_weights():
    _, [asked] = read(signals_like)
    assert asked.body == {
        "model": "ours",
        "signals": fingerprint(),
        "title": "A mill",
        "sentences": [
            {"text": "The mill poured acid.", "kind": "claims"},
            {"text": "Its owner denied it.", "kind": "denials"},
        ],
    }


def test_an_endpoint_that_is_not_ours_has_no_signals_and_is_not_asked():
    async def reading(stub: Stub) -> Answer[Signals] | None:
        async with open_client(endpoint_at(stub.url)) as client:
            return await client.signals("A mill", SENTENCES)

    with stub_server(signals_like) as stub:
        assert asyncio.run(reading(stub)) is None
    assert stub.ledger == []


@pytest.mark.parametrize("fault", [Fails(502, "it hiccuped"), Resets(), Sends('{"data": []}'), Sends("[]")])
def test_signals_that_fail_in_passing_are_asked_for_again(fault: Reply):
    turns = iter([fault])
    answer, asked = read(lambda body: next(turns, None) or signals_like(body))
    assert answer is not None
    assert (answer.usage.requests, len(asked)) == (2, 2)


def test_signals_that_keep_failing_fail_the_article_in_one_line():
    assert unread(in_turn(Fails(502, "the model can't be read"))) == (
        "the embedded model keeps failing (502) (3 tries): the model can't be read"
    )


@pytest.mark.parametrize("data", ['[{"denials": 1.0}, {}]', "[1, 2]", "null", '[{"denials": null}]'])
def test_signals_of_another_shape_fail_the_article_in_one_line(data: str):
    assert "gave an answer that can't be read" in unread(in_turn(Sends(f'{{"data": {data}}}')))


def test_signals_end_at_the_deadline():
    with pytest.raises(TransportError, match=r"no usable answer in 0.4 s \(1 requests\)"):
        read(in_turn(Hangs()), patience=Patience(read=5, deadline=0.4))


def test_openai_is_loaded_without_what_is_optional():
    code = "import sys; from briefer.llm import library; library.load(); import openai; print('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
