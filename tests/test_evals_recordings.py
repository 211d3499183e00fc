"""Recordings: made at an endpoint, played without one, refused when they no longer say what is asked."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import RunBrief
from eval_folder import Evals, obliging, small_evals
from pytest_socket import disable_socket, enable_socket
from stub_server import Fails, Says, Script, Stub, in_turn, signals_like, stub_server

from briefer import templates
from briefer.briefing import Article, Briefing, EndpointKind
from briefer.evals import recordings
from briefer.evals.cases import Case, load_cases
from briefer.evals.recordings import Played, recording_path
from briefer.evals.staleness import Why
from briefer.llm import reading as llm_reading
from briefer.llm.answer import Asks
from briefer.llm.endpoints import Endpoint
from briefer.pipelines.assist import assist as real_assist
from briefer.pipelines.draft import draft_now
from briefer.signals import SentenceText
from briefer.templates import PromptSet

KEY = "sk-test-do-not-keep-0123456789"


@pytest.fixture
def evals(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Evals:
    return small_evals(tmp_path / "evals", capsys, monkeypatch)


@pytest.fixture
def recorded(evals: Evals) -> Evals:
    """The two cases with their recordings."""
    record(evals)
    return evals


@pytest.fixture
def my_prompts(tmp_path: Path) -> Path:
    """A copy of the set ``assist`` to edit."""
    folder = tmp_path / "my-prompts" / "assist"
    folder.mkdir(parents=True)
    for file in templates.load("assist").files.values():
        (folder / file.path.name).write_bytes(file.data)
    return folder.parent


@pytest.fixture
def no_socket() -> Iterator[None]:
    """Every socket is refused, loopback too; the event loop's own pair is not one to anywhere."""
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


def record(evals: Evals, *more: str | Path, script: Script = obliging) -> Stub:
    with stub_server(script) as stub:
        arguments = ("--record", "--pipeline", "assist", "-m", "stub-model", *more)
        done = evals.run(*arguments, env={"OPENAI_BASE_URL": stub.url, "OPENAI_API_KEY": KEY})
    assert done.code == 0, done.err
    return stub


def reword(folder: Path, name: str) -> tuple[str, str]:
    """Change the first word of a prompt's first plain line; gives the line before and after."""
    path = folder / "assist" / f"{name}.md"
    front, text = path.read_text(encoding="utf-8").split("\n---\n", 1)
    line = next(line for line in text.splitlines() if line[:1].isalpha())
    changed = f"Reworded {line.partition(' ')[2]}"
    path.write_text(f"{front}\n---\n{text.replace(line, changed, 1)}", encoding="utf-8")
    return line, changed


def test_a_recording_holds_no_key_no_real_host_and_no_header_but_the_type(recorded: Evals) -> None:
    text = recorded.recording("quay").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert KEY not in text
    assert "127.0.0.1" not in text
    assert {interaction["request"]["uri"] for interaction in document["interactions"]} == {
        "https://recorded.invalid/v1/chat/completions"
    }
    headers = [part["headers"] for interaction in document["interactions"] for part in interaction.values()]
    assert {name for one in headers for name in one} == {"content-type"}


def test_a_recording_reads_well_in_review(recorded: Evals) -> None:
    text = recorded.recording("quay").read_text(encoding="utf-8")
    assert "    body: |\n      {\n" in text
    assert "\\u" not in text
    assert list(yaml.safe_load(text)) == ["metadata", "version", "interactions"]


def test_a_recording_names_its_prompts_schema_model_tool_and_answers(recorded: Evals) -> None:
    metadata = yaml.safe_load(recorded.recording("quay").read_text(encoding="utf-8"))["metadata"]["recording"]
    assert (metadata["case"], metadata["pipeline"], metadata["model"]) == ("quay", "assist", "stub-model")
    assert metadata["tool_version"]
    assert re.fullmatch("[0-9a-f]{64}", metadata["schema_sha256"])
    assert metadata["prompts"] == dict(templates.load("assist").fingerprints)
    assert [request["prompt"] for request in metadata["requests"]] == ["assist/denials", "assist/summary"]
    hashes = [value for request in metadata["requests"] for name, value in request.items() if name != "prompt"]
    assert all(re.fullmatch("[0-9a-f]{64}", value) for value in hashes)


def test_playing_opens_no_socket_and_gives_the_same_twice(recorded: Evals, no_socket: None) -> None:
    first, second = recorded.run("--json"), recorded.run("--json")
    assert first.code == 0, first.out
    assert first == second
    assert [run["model"] for run in json.loads(first.out)["runs"]] == [None, "stub-model"]


def test_a_recorded_answer_counts(recorded: Evals) -> None:
    runs = json.loads(recorded.run("--json").out)["runs"]
    links = [run["fields"]["denials.denies"]["recall"] for run in runs]
    assert links == [0.0, 1.0]


def test_one_digit_changed_in_a_recorded_answer_is_exit_3_and_names_the_case(recorded: Evals) -> None:
    path = recorded.recording("quay")
    text = path.read_text(encoding="utf-8")
    edited = re.sub(r'(D1\\": \[\\"C)(\d)', lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    done = recorded.run()
    assert done.code == 3
    assert "edited: assist/stub-model: quay" in done.out
    assert "answer 1, to assist/denials, was edited by hand: sha256 " in done.out
    assert "fair" not in done.out


def test_one_word_of_one_prompt_makes_stale_just_the_cases_that_render_it(recorded: Evals, my_prompts: Path) -> None:
    reword(my_prompts, "denials")
    done = recorded.run("-t", my_prompts)
    assert done.code == 3
    assert "stale: assist/stub-model: quay" in done.out
    assert "fair" not in done.out


def test_what_is_stale_is_told_with_prompt_hashes_diff_and_command(recorded: Evals, my_prompts: Path) -> None:
    before = templates.file("assist/denials").sha256[:12]
    old, new = reword(my_prompts, "denials")
    after = templates.file("assist/denials", my_prompts).sha256[:12]
    lines = recorded.run("-t", my_prompts).out.splitlines()
    assert any(re.fullmatch(r"  assist/denials: rendered sha256 [0-9a-f]{12} → [0-9a-f]{12}", line) for line in lines)
    assert f"  prompts/assist/denials.md: sha256 {before} → {after}" in lines
    assert f"-{old}" in lines
    assert f"+{new}" in lines
    assert lines[-2].endswith(f"brief eval {recorded.folder} --record --stale --pipeline assist -m openai/stub-model")


def test_a_frame_edit_makes_every_case_stale(recorded: Evals, my_prompts: Path) -> None:
    reword(my_prompts, "frame")
    done = recorded.run("-t", my_prompts)
    assert "stale: assist/stub-model: quay" in done.out
    assert "stale: assist/stub-model: fair" in done.out


def test_an_edit_that_changes_nothing_that_is_asked_is_a_warning(recorded: Evals, my_prompts: Path) -> None:
    path = my_prompts / "assist" / "denials.md"
    path.write_text(re.sub("(?m)^title: .*$", "title: Retitled", path.read_text("utf-8")), encoding="utf-8")
    done = recorded.run("-t", my_prompts)
    assert done.code == 0
    assert "warning: assist/stub-model: quay: prompts/assist/denials.md: sha256" in done.out


def test_the_draft_is_judged_while_recordings_are_stale(recorded: Evals, my_prompts: Path) -> None:
    reword(my_prompts, "denials")
    recorded.write("thresholds.toml", "[draft]\nclaims = 1.0\n")
    done = recorded.run("-t", my_prompts)
    assert "FAIL: draft: claims" in done.out
    assert "assist/stub-model is not judged" in done.out
    assert done.code == 1


def test_a_missing_recording_is_exit_3(recorded: Evals) -> None:
    recorded.recording("fair").unlink()
    done = recorded.run()
    assert (done.code, "missing: assist/stub-model: fair" in done.out) == (3, True)


def test_a_recording_of_no_case_is_exit_3(recorded: Evals) -> None:
    (recorded.folder / "cases" / "fair.yaml").unlink()
    done = recorded.run()
    assert (done.code, "orphaned: assist/stub-model: fair" in done.out) == (3, True)


def test_a_recording_put_under_another_name_is_refused(recorded: Evals) -> None:
    recorded.recording("fair").write_bytes(recorded.recording("quay").read_bytes())
    done = recorded.run()
    assert done.code == 3
    assert "it was recorded for assist of quay" in done.out


@pytest.mark.parametrize("damage", ["", "[1, 2]", "metadata: {}\nversion: 1\ninteractions: []\n", "a: [", "\udcff"])
def test_a_damaged_recording_is_exit_3_in_words(recorded: Evals, damage: str) -> None:
    recorded.recording("fair").write_bytes(damage.encode("utf-8", "surrogateescape"))
    done = recorded.run()
    assert done.code == 3
    assert "record it anew" in done.out


def test_stale_records_again_just_what_is_stale_and_removes_orphans(recorded: Evals, my_prompts: Path) -> None:
    untouched = recorded.recording("fair").stat().st_mtime_ns
    orphan = recorded.recording("gone")
    orphan.write_bytes(recorded.recording("fair").read_bytes())
    reword(my_prompts, "denials")
    stub = record(recorded, "--stale", "-t", my_prompts)
    assert len(stub.questions) == 2
    assert recorded.recording("fair").stat().st_mtime_ns == untouched
    assert not orphan.exists()
    assert recorded.run("-t", my_prompts).code == 0


def test_nothing_stale_means_no_request(recorded: Evals) -> None:
    assert record(recorded, "--stale").questions == []


def test_a_request_that_was_refused_for_a_while_leaves_no_trace(evals: Evals) -> None:
    busy = in_turn(Fails(429, "slow down", headers={"retry-after": "0"}), Says("again"))
    turns = iter(range(100))
    stub = record(evals, "fair", script=lambda body: busy(body) if next(turns) == 0 else obliging(body))
    assert len(stub.questions) == 2
    assert "429" not in evals.recording("fair").read_text(encoding="utf-8")
    assert evals.run("fair").code == 0


def test_an_answer_that_had_to_be_asked_for_twice_plays_as_it_was(evals: Evals) -> None:
    turns = iter(range(100))
    record(evals, "fair", script=lambda body: Says('{"summary": 1}') if next(turns) == 0 else obliging(body))
    document = yaml.safe_load(evals.recording("fair").read_text(encoding="utf-8"))
    prompts = [request["prompt"] for request in document["metadata"]["recording"]["requests"]]
    assert prompts == ["assist/summary", "assist/summary (asked once more)"]
    assert "errors.pydantic.dev" not in str(document)
    assert evals.run("fair").code == 0


@pytest.mark.parametrize("planned", [True, False])
def test_prompts_are_named_whether_or_not_the_draft_alone_would_ask_them(
    evals: Evals, monkeypatch: pytest.MonkeyPatch, *, planned: bool
) -> None:
    if not planned:
        monkeypatch.setattr(recordings, "planned_calls", lambda *_: ())
    turns = iter(range(100))
    record(evals, "quay", script=lambda body: Says('{"denials": 1}') if next(turns) == 0 else obliging(body))
    metadata = yaml.safe_load(evals.recording("quay").read_text(encoding="utf-8"))["metadata"]["recording"]
    names = [request["prompt"] for request in metadata["requests"]]
    assert names == ["assist/denials", "assist/denials (asked once more)", "assist/summary"]
    assert set(metadata["prompts"]) == {"assist/frame", "assist/denials", "assist/summary"}


def test_an_unusable_answer_plays_as_the_draft_that_stood_for_it(evals: Evals) -> None:
    record(evals, "fair", script=lambda _body: Says(None, refusal="I can't help with that."))
    assert evals.run("fair").code == 0


def test_a_server_without_json_schema_plays_as_it_answered(evals: Evals, run_brief: RunBrief) -> None:
    def tools_only(body: dict[str, object]) -> Says | Fails:
        if "response_format" in body:
            return Fails(400, "response_format json_schema is not supported")
        return Says(json.dumps({"summary": [{"sentences": [1], "text": "A fair."}]}))

    case = evals.folder / "cases" / "fair.yaml"
    with stub_server(tools_only) as stub:
        arguments = ("--record", "--pipeline", "assist", "-m", "stub-model")
        made = run_brief("eval", case, *arguments, env={"OPENAI_BASE_URL": stub.url})
    assert made.returncode == 0, made.stderr
    played = run_brief("eval", case)
    assert played.returncode == 0, played.stdout


def test_a_recording_that_fails_leaves_the_old_one(recorded: Evals) -> None:
    before = recorded.recording("fair").read_bytes()
    with stub_server(lambda _body: Fails(400, "too odd")) as stub:
        done = recorded.run(
            "fair", "--record", "--pipeline", "assist", "-m", "stub-model", env={"OPENAI_BASE_URL": stub.url}
        )
    assert done.code == 1
    assert "fair: not recorded" in done.err
    assert recorded.recording("fair").read_bytes() == before
    assert [path.name for path in recorded.recording("fair").parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("model", ["org/model:free", "../../up", "..", "a b"])
def test_a_models_name_stays_within_its_folder(model: str) -> None:
    path = recording_path(Path("recordings"), "assist", model, "fair")
    assert path.parts[:2] == ("recordings", "assist")
    assert len(path.parts) == 4
    assert path.parts[2] not in {"", ".", ".."}


def test_one_models_recordings_can_be_judged_alone(recorded: Evals) -> None:
    assert "draft: " not in recorded.run("-m", "openai/stub-model").out
    done = recorded.run("-m", "another-model")
    assert (done.code, "no recording of another-model" in done.err) == (2, True)


def test_the_draft_has_nothing_to_record(evals: Evals) -> None:
    done = evals.run("--record", "--pipeline", "draft")
    assert (done.code, "nothing to record" in done.err) == (2, True)


def test_stale_without_record_is_a_usage_error(evals: Evals) -> None:
    assert evals.run("--stale").code == 2


# Signals


OURS = "qwen2.5-coder-1.5b-instruct-q4_k_m"


@pytest.fixture
def reading(evals: Evals, monkeypatch: pytest.MonkeyPatch) -> Evals:
    """The folder, and a pipeline that takes away the draft's headline where a signal says that there is a denial."""

    async def assist(article: Article, client: Asks, _prompts: PromptSet) -> Briefing:
        made = draft_now(article)
        denied = {part.sentence for denial in made.denials for part in denial.evidence}
        kinds = ("denials" if number in denied else "" for number in range(1, len(article.sentences) + 1))
        sentences = [SentenceText(article.sentence(place), kind) for place, kind in enumerate(kinds, 1)]
        answer = await client.signals(article.title or "", sentences)
        assert answer is not None
        return made.model_copy(update={"headline": None if max(answer.value.denials) > 0 else made.headline})

    monkeypatch.setattr(recordings, "assist", assist)
    return evals


def recorded_signals(evals: Evals, script: Script = signals_like) -> Stub:
    """Record the case with a denial at a stand-in for the engine."""
    with stub_server(script) as stub:
        endpoint = Endpoint(EndpointKind.EMBEDDED, OURS, stub.url, KEY, signals_url=f"{stub.url}/signals")
        path = evals.recording("quay", model=OURS)
        asyncio.run(recordings.record(quay(evals), path, endpoint, "assist", templates.load("assist")))
    return stub


def quay(evals: Evals) -> Case:
    (case,) = load_cases([evals.folder / "cases" / "quay.yaml"])
    return case


def played(evals: Evals) -> Played:
    path = evals.recording("quay", model=OURS)
    return asyncio.run(recordings.play(quay(evals), path, templates.load("assist")))


def test_recorded_signals_play_without_a_socket(reading: Evals, no_socket: None) -> None:
    enable_socket()
    assert len(recorded_signals(reading).readings) == 1
    disable_socket(allow_unix_socket=True)
    for played_once in (played(reading), played(reading)):
        assert (played_once.unusable, played_once.failure) == (None, None)
        assert played_once.briefing is not None
        assert played_once.briefing.headline is None


def test_recorded_signals_are_kept_without_key_or_host_and_named(reading: Evals) -> None:
    recorded_signals(reading)
    text = reading.recording("quay", model=OURS).read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    (interaction,) = document["interactions"]
    assert KEY not in text
    assert interaction["request"]["uri"] == "https://recorded.invalid/v1/signals"
    assert [request["prompt"] for request in document["metadata"]["recording"]["requests"]] == ["signals"]
    assert document["metadata"]["recording"]["prompts"] == {}


def test_a_number_changed_in_recorded_signals_is_told(reading: Evals) -> None:
    recorded_signals(reading)
    path = reading.recording("quay", model=OURS)
    path.write_text(path.read_text(encoding="utf-8").replace('"denials": -1.0', '"denials": -3.0'), encoding="utf-8")
    unusable = played(reading).unusable
    assert unusable is not None
    assert unusable.why is Why.EDITED
    assert unusable.detail.startswith("answer 1, to signals, was edited by hand: sha256 ")


def test_a_sentence_of_another_kind_makes_signals_stale_and_is_shown(
    reading: Evals, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded_signals(reading)
    monkeypatch.setitem(globals(), "draft_now", lambda article, read=draft_now: without_denials(read(article)))
    unusable = stale_now(reading)
    assert re.match(r"  signals: rendered sha256 [0-9a-f]{12} → [0-9a-f]{12}\n", unusable)
    assert "-[denials] Brack Lines denied that it had been warned of cracks." in unusable.splitlines()
    assert "+[] Brack Lines denied that it had been warned of cracks." in unusable.splitlines()


def test_other_weights_make_signals_stale(reading: Evals, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded_signals(reading)
    monkeypatch.setattr(llm_reading, "fingerprint", lambda: "of another file")
    unusable = stale_now(reading)
    assert unusable.startswith("  signals: the prompt is the same, what is asked for with it is not\n")
    assert '+ "signals": "of another file"' in unusable.splitlines()


def test_a_recording_from_before_there_were_signals_is_stale(reading: Evals, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(recordings, "assist", real_assist)
        recorded_signals(reading, script=lambda body: signals_like(body) if "sentences" in body else obliging(body))
    path = reading.recording("quay", model=OURS)
    leave_out_signals(path)
    assert stale_now(reading) == "  signals was not asked when it was recorded"


def test_signals_that_are_no_longer_asked_for_make_a_recording_stale(
    reading: Evals, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def assist(article: Article, _client: Asks, _prompts: PromptSet) -> Briefing:
        return draft_now(article)

    recorded_signals(reading)
    monkeypatch.setattr(recordings, "assist", assist)
    assert stale_now(reading) == "  signals is no longer asked"


def stale_now(evals: Evals) -> str:
    unusable = played(evals).unusable
    assert unusable is not None
    assert unusable.why is Why.STALE
    return unusable.detail


def leave_out_signals(path: Path) -> None:
    """Make of a recording one from before."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = document["metadata"]["recording"]["requests"]
    kept = [place for place, request in enumerate(asked) if request["prompt"] != "signals"]
    document["metadata"]["recording"]["requests"] = [asked[place] for place in kept]
    document["interactions"] = [document["interactions"][place] for place in kept]
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")


def without_denials(made: Briefing) -> Briefing:
    return made.model_copy(update={"denials": ()})
