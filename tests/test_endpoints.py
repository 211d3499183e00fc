"""Which model would be asked, where and why: decided without a request."""

from pathlib import Path
from typing import get_args

import pytest

from briefer.briefing import EndpointKind
from briefer.errors import UsageError
from briefer.llm import available, endpoints, weights
from briefer.llm.available import describe_models
from briefer.llm.endpoints import DEFAULT_MODEL, Choice, Endpoint, choose

KEY = "sk-secret-of-the-test-0123456789"
LOOPBACK = {"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}
REMOTE = {"OPENAI_BASE_URL": "https://models.example.org/v1", "OPENAI_API_KEY": KEY}


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine without the ``local`` extra; a test that needs it installs it."""
    for module in (endpoints, available):
        monkeypatch.setattr(module, "engine_installed", lambda: False)
    monkeypatch.setattr(weights, "PACKAGES", ("briefer-no-such-package",))
    monkeypatch.setattr(weights, "cached_path", lambda: tmp_path / "model.gguf")


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    found = weights.Found(weights.State.PACKAGED, 22, Path("model.gguf"))
    monkeypatch.setattr(endpoints, "engine_installed", lambda: True)
    monkeypatch.setattr(weights, "find", lambda: found)


def chosen(
    environ: dict[str, str], model: str | None = None, pipeline: str | None = None, *, offline: bool = False
) -> Choice:
    return choose(model=model, pipeline=pipeline, offline=offline, environ=environ)


def refused(
    environ: dict[str, str], model: str | None = None, pipeline: str | None = None, *, offline: bool = False
) -> str:
    with pytest.raises(UsageError) as caught:
        chosen(environ, model, pipeline, offline=offline)
    assert KEY not in str(caught.value)
    return str(caught.value)


# What is available decides


def test_with_nothing_there_it_is_the_draft_and_a_hint_says_how_to_get_more():
    choice = chosen({})
    assert (choice.pipeline, choice.endpoint) == ("draft", None)
    assert choice.hint is not None
    assert "briefer[local]" in choice.hint


@pytest.mark.usefixtures("embedded")
def test_the_embedded_model_assists():
    choice = chosen({})
    assert choice.pipeline == "assist"
    assert choice.endpoint == Endpoint(EndpointKind.EMBEDDED, weights.MODEL)
    assert choice.hint is None


@pytest.mark.usefixtures("embedded")
def test_a_key_means_extracting_at_openai_with_the_default_model():
    choice = chosen({"OPENAI_API_KEY": KEY})
    assert choice.pipeline == "extract"
    assert choice.endpoint == Endpoint(EndpointKind.REMOTE, DEFAULT_MODEL, "https://api.openai.com/v1", KEY)


def test_the_default_model_is_one_that_the_installed_library_knows():
    from openai.types.shared import ChatModel

    assert DEFAULT_MODEL in get_args(ChatModel)


@pytest.mark.usefixtures("embedded")
def test_a_base_url_means_extracting_there_and_the_server_names_the_model():
    assert chosen(LOOPBACK).endpoint == Endpoint(EndpointKind.LOOPBACK, None, LOOPBACK["OPENAI_BASE_URL"])
    assert chosen(REMOTE).endpoint == Endpoint(EndpointKind.REMOTE, None, REMOTE["OPENAI_BASE_URL"], KEY)


def test_openais_own_base_url_is_not_asked_which_of_its_many_models():
    choice = chosen({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "https://api.openai.com/v1"})
    assert choice.endpoint is not None
    assert choice.endpoint.model == DEFAULT_MODEL


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL", "BRIEF_MODEL"])
def test_an_empty_variable_is_as_good_as_none(name: str):
    assert chosen({name: ""}).pipeline == "draft"


# Naming a model


@pytest.mark.parametrize(
    ("named", "sent"),
    [
        ("gpt-x", "gpt-x"),
        ("openai/gpt-x", "gpt-x"),
        ("openai/openai/oss", "openai/oss"),
        ("org/model:8b", "org/model:8b"),
    ],
)
def test_a_model_is_sent_under_the_name_given(named: str, sent: str):
    choice = chosen(LOOPBACK, named)
    assert choice.endpoint is not None
    assert choice.endpoint.model == sent


def test_the_option_goes_before_the_variable():
    choice = chosen({**LOOPBACK, "BRIEF_MODEL": "theirs"}, "ours")
    assert choice.endpoint is not None
    assert choice.endpoint.model == "ours"
    assert "-m" in choice.why


def test_the_variable_names_a_model_too():
    choice = chosen({**LOOPBACK, "BRIEF_MODEL": "theirs"})
    assert choice.endpoint is not None
    assert choice.endpoint.model == "theirs"
    assert "BRIEF_MODEL" in choice.why


def test_a_model_at_openai_without_a_key_is_refused_naming_the_variable():
    assert "OPENAI_API_KEY" in refused({}, "gpt-x")


def test_a_model_without_a_name_is_refused():
    assert "openai/" in refused(LOOPBACK, "openai/")


@pytest.mark.usefixtures("embedded")
def test_local_means_the_embedded_model_though_a_key_is_set():
    choice = chosen({"OPENAI_API_KEY": KEY}, "local")
    assert choice == Choice("assist", Endpoint(EndpointKind.EMBEDDED, weights.MODEL), choice.why)


def test_local_without_the_engine_is_refused_with_the_command_that_installs_it():
    assert "pip install 'briefer[local]'" in refused({}, "local")


def test_local_without_the_weights_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(endpoints, "engine_installed", lambda: True)
    assert "weights are not installed" in refused({}, "local")


@pytest.mark.usefixtures("embedded")
def test_local_with_a_path_means_that_file(tmp_path: Path):
    gguf = tmp_path / "other.gguf"
    gguf.touch()
    choice = chosen({}, f"local/{gguf}")
    assert choice.endpoint == Endpoint(EndpointKind.EMBEDDED, "other.gguf", gguf=gguf)


@pytest.mark.usefixtures("embedded")
def test_local_with_a_path_that_is_not_there_is_refused_naming_it(tmp_path: Path):
    assert "nowhere.gguf" in refused({}, f"local/{tmp_path}/nowhere.gguf")


# The pipeline


@pytest.mark.parametrize("environ", [{}, LOOPBACK, REMOTE, {"BRIEF_MODEL": "local"}, {"OPENAI_BASE_URL": "nonsense"}])
def test_a_draft_asks_no_model_whatever_is_set(environ: dict[str, str]):
    choice = chosen(environ, pipeline="draft")
    assert (choice.pipeline, choice.endpoint, choice.hint) == ("draft", None, None)


@pytest.mark.parametrize("pipeline", ["assist", "extract"])
def test_a_pipeline_that_needs_a_model_is_refused_without_one(pipeline: str):
    assert "needs a model" in refused({}, pipeline=pipeline)


@pytest.mark.usefixtures("embedded")
def test_the_pipeline_is_overridden_either_way():
    assert chosen({}, pipeline="extract").pipeline == "extract"
    assert chosen(LOOPBACK, pipeline="assist").pipeline == "assist"


def test_an_unknown_pipeline_is_refused_listing_those_there_are():
    assert "draft, assist, extract" in refused({}, pipeline="summarise")


# Offline


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.8.9.10:1", "[::1]:8080"])
def test_this_machine_is_loopback(host: str):
    choice = chosen({"OPENAI_BASE_URL": f"http://{host}/v1"}, "m", offline=True)
    assert choice.endpoint is not None
    assert choice.endpoint.kind is EndpointKind.LOOPBACK


@pytest.mark.parametrize(
    "host",
    [
        "models.example.org", "localhost.example.org", "127.0.0.1.example.org", "0.0.0.0", "10.0.0.1", "[::]", "[::2]",
        "2130706433", "0x7f.1", "127.1", "192.168.0.1:8080", "my-laptop",
    ],
)  # fmt: skip
def test_anything_else_is_remote_and_refused_offline(host: str):
    environ = {"OPENAI_BASE_URL": f"http://{host}/v1"}
    choice = chosen(environ, "m")
    assert choice.endpoint is not None
    assert choice.endpoint.kind is EndpointKind.REMOTE
    assert "--offline" in refused(environ, "m", offline=True)


def test_a_model_at_openai_is_refused_offline():
    assert "api.openai.com" in refused({"OPENAI_API_KEY": KEY}, "gpt-x", offline=True)


@pytest.mark.usefixtures("embedded")
def test_a_key_alone_is_passed_over_offline_for_what_is_on_this_machine():
    choice = chosen({"OPENAI_API_KEY": KEY}, offline=True)
    assert choice.pipeline == "assist"
    assert "--offline" in choice.why


# Base URLs and keys


@pytest.mark.parametrize(
    "url",
    [
        "nonsense", "ftp://127.0.0.1/v1", "http://", "http:///v1", "http://127.0.0.1:port/v1", "http://127.0.0.1:99999/v1",
        "http://[::1/v1", "http://127.0.0.1\\@example.org/v1", "http://127.0.0.1 /v1", "http://127.0.0.1/v1\n",
        "http://127.0.0.1/v1?key=1", "http://127.0.0.1/v1#x", f"http://user:{KEY}@127.0.0.1/v1",
    ],
)  # fmt: skip
def test_a_base_url_that_could_be_read_in_two_ways_is_refused(url: str):
    assert "OPENAI_BASE_URL" in refused({"OPENAI_BASE_URL": url}, "m")


def test_a_key_is_stripped_of_the_line_end_that_came_with_it():
    choice = chosen({"OPENAI_API_KEY": f" {KEY}\n"})
    assert choice.endpoint is not None
    assert choice.endpoint.api_key == KEY


@pytest.mark.parametrize("key", ["sk-\u2026", "sk-a\nb", "sk-\x1b[31m"])
def test_a_key_that_no_header_can_carry_is_refused_without_showing_it(key: str):
    message = refused({"OPENAI_API_KEY": key})
    assert "OPENAI_API_KEY" in message
    assert key not in message


def test_the_key_is_in_no_text_made_of_an_endpoint():
    choice = chosen(REMOTE)
    assert KEY not in repr(choice)
    assert KEY not in str(choice.endpoint)


def test_an_endpoint_names_its_host_with_the_port():
    assert Endpoint(EndpointKind.LOOPBACK, None, "http://127.0.0.1:8080/v1").host == "127.0.0.1:8080"
    assert Endpoint(EndpointKind.EMBEDDED, "m", "http://127.0.0.1:8080/v1").host == "the embedded model"


# brief models


def test_what_is_available_is_described_without_the_key():
    described = describe_models(REMOTE)
    assert KEY not in repr(described)
    assert described.key_set
    assert described.base_url == REMOTE["OPENAI_BASE_URL"]
    assert described.choice == chosen(REMOTE)
    assert described.weights.state is weights.State.MISSING
    assert not described.engine


def test_a_wrong_setting_is_described_and_not_raised():
    described = describe_models({"OPENAI_BASE_URL": f"http://user:{KEY}@host/v1"})
    assert described.choice is None
    assert described.problem is not None
    assert described.base_url is None
    assert KEY not in repr(described)
