"""``brief PATH...`` as a user runs it: its own process, real files, a real server on loopback."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import REPOSITORY, SEED, RunBrief
from stub_server import Fails, Hangs, Says, stub_server

from briefer.briefing import Briefing

STORY = """Ferry runs aground off Tarn

12 March 2031

The ferry Halden Star ran aground off the island of Tarn on Tuesday, harbour master Mara Venn said.

"All 84 passengers are safe," Ms Venn said.

Union leader Orlo Pike said the ship had been overloaded. Halden Lines denied that the ship was overloaded.

Ms Venn declined to say who had been at the helm.
"""
FINNISH = "Lautta ajoi karille Tarnin saaren edustalla tiistaina. Satamakapteeni kertoi, että kaikki matkustajat ovat turvassa.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two articles, one of them further down, with things in it that are no articles."""
    articles = tmp_path / "articles"
    (articles / "north").mkdir(parents=True)
    (articles / "ferry.txt").write_text(STORY)
    (articles / "north" / "again.md").write_text("# " + STORY)
    (articles / "README.md").write_text("Not an article.")
    (articles / ".hidden.txt").write_text(STORY)
    (articles / "notes.csv").write_text("a,b\n")
    return articles


def test_a_path_alone_is_briefed_as_markdown_in_a_pipe(run_brief: RunBrief) -> None:
    done = run_brief("--pipeline", "draft", SEED, fresh=True)
    assert done.returncode == 0
    assert done.stdout.startswith("# White House says North Korea covertly shipping artillery to Russia")
    assert done.stderr == ""


def test_a_folder_named_like_a_command_is_reached_through_run(run_brief: RunBrief, folder: Path) -> None:
    folder.rename(folder.parent / "models")
    done = run_brief("run", "--pipeline", "draft", "models", cwd=folder.parent)
    assert done.returncode == 0
    assert "Halden Lines" in done.stdout


@pytest.fixture
def no_engine(tmp_path: Path) -> dict[str, str]:
    """An environment in which no engine can be imported, as where the extra `local` is not installed."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'xllamacpp' else find(name, *rest)\n"
    )
    return {"PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"}


def test_no_arguments_and_a_pipe_read_standard_input(run_brief: RunBrief, no_engine: dict[str, str]) -> None:
    done = run_brief(stdin=STORY, env=no_engine)
    assert "Ferry runs aground off Tarn" in done.stdout


def test_a_dash_reads_standard_input(run_brief: RunBrief) -> None:
    done = run_brief("--pipeline", "draft", "--json", "-", stdin=STORY)
    assert Briefing.model_validate_json(done.stdout).article.path == "-"


def test_json_is_one_object_for_one_article(run_brief: RunBrief) -> None:
    done = run_brief("--pipeline", "draft", "--json", SEED)
    assert Briefing.model_validate_json(done.stdout).article.published == "2022-11-02T15:25"


def test_json_is_an_array_for_several_articles_in_the_order_of_their_paths(run_brief: RunBrief, folder: Path) -> None:
    done = run_brief("--pipeline", "draft", "--json", folder)
    assert [Path(one["article"]["path"]).name for one in json.loads(done.stdout)] == ["ferry.txt", "again.md"]


def test_json_lines_hold_one_briefing_each(run_brief: RunBrief, folder: Path) -> None:
    done = run_brief("--pipeline", "draft", "--format", "jsonl", folder)
    assert len([Briefing.model_validate_json(line) for line in done.stdout.splitlines()]) == 2


def test_json_stays_valid_and_the_failure_is_told_where_one_of_several_articles_is_bad(
    run_brief: RunBrief, folder: Path
) -> None:
    (folder / "blank.txt").write_bytes(b"")
    done = run_brief("--pipeline", "draft", "--json", folder)
    assert done.returncode == 1
    assert len(json.loads(done.stdout)) == 2
    assert "blank.txt" in done.stderr


def test_output_mirrors_the_folder_and_is_private_to_the_user(run_brief: RunBrief, folder: Path) -> None:
    out = folder / "out"
    done = run_brief("--pipeline", "draft", "-o", out, folder)
    assert done.returncode == 0
    assert done.stdout == ""
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert written == ["digest.json", "digest.md", "ferry.json", "ferry.md", "north/again.json", "north/again.md"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_what_lies_under_the_output_folder_is_never_an_input(run_brief: RunBrief, folder: Path) -> None:
    out = folder / "out"
    run_brief("--pipeline", "draft", "-o", out, folder)
    before = sorted(out.rglob("*"))
    run_brief("--pipeline", "draft", "-o", out, folder)
    assert sorted(out.rglob("*")) == before


def test_without_any_model_the_draft_stands_and_one_line_says_how_to_get_more(
    run_brief: RunBrief, no_engine: dict[str, str]
) -> None:
    done = run_brief(SEED, env=no_engine)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert "briefer[local]" in done.stderr


def test_an_article_in_a_language_without_a_lexicon_is_degraded_where_no_model_reads_it(
    run_brief: RunBrief, tmp_path: Path
) -> None:
    (tmp_path / "lautta.txt").write_text(FINNISH)
    done = run_brief("--pipeline", "draft", tmp_path / "lautta.txt")
    assert done.returncode == 1
    assert "no draft" in done.stdout.lower()
    assert "degraded" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("blank.txt", b"", "blank.txt"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "picture.txt"),
        ("page.html", b"<html><body><nav>Menu</nav></body></html>", "page.html"),
    ],
)
def test_bad_input_is_one_clear_line_and_the_good_article_is_briefed(
    run_brief: RunBrief, folder: Path, name: str, content: bytes, said: str
) -> None:
    (folder / name).write_bytes(content)
    done = run_brief("--pipeline", "draft", folder / name, folder / "ferry.txt")
    assert done.returncode == 1
    assert "Halden Lines" in done.stdout
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if said in line and ";" in line]


def test_ten_megabytes_of_one_line_are_briefed(run_brief: RunBrief, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("The harbour stayed closed and nobody said why " * 220_000)
    done = run_brief("--pipeline", "draft", "--json", tmp_path / "long.txt")
    assert done.returncode == 0
    Briefing.model_validate_json(done.stdout)


def test_broken_utf8_is_read_and_told(run_brief: RunBrief, tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(STORY.encode().replace(b"Halden", "Håldén".encode()) + b"The end \xff\xfe.\n")
    done = run_brief("--pipeline", "draft", tmp_path / "broken.txt")
    assert done.returncode == 0
    assert "Håldén" in done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert "broken.txt" in done.stderr


def test_a_missing_path_is_a_usage_error(run_brief: RunBrief) -> None:
    done = run_brief("--pipeline", "draft", "nowhere.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("brief: nowhere.txt: ")
    assert len(done.stderr.splitlines()) == 1


def test_contradictory_formats_are_a_usage_error(run_brief: RunBrief) -> None:
    assert run_brief("--json", "--format", "md", SEED).returncode == 2


def test_a_bad_gguf_is_a_usage_error(run_brief: RunBrief, tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + b"\0" * 2000)
    done = run_brief("-m", f"local/{tmp_path / 'bad.gguf'}", SEED)
    assert done.returncode == 2
    assert "bad.gguf" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_refused_connection_fails_the_article_in_one_line(run_brief: RunBrief) -> None:
    with stub_server(lambda _body: Says("{}")) as stub:
        url = stub.url
    done = run_brief("-m", "some-model", SEED, env={"OPENAI_BASE_URL": url}, timeout=300)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"{SEED}: asking" in done.stderr
    assert "the connection was refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_key_stops_the_run_at_once_with_exit_3_and_never_shows_the_key(
    run_brief: RunBrief, folder: Path
) -> None:
    with stub_server(lambda _body: Fails(401, "bad key sk-secret-123")) as stub:
        done = run_brief("-m", "m", folder, env={"OPENAI_BASE_URL": stub.url, "OPENAI_API_KEY": "sk-secret-123"})
        assert len(stub.questions) <= 2
    assert done.returncode == 3
    assert "OPENAI_API_KEY" in done.stderr
    assert "sk-secret-123" not in done.stderr + done.stdout


def test_offline_refuses_a_remote_endpoint_before_any_request(run_brief: RunBrief) -> None:
    done = run_brief(
        "--offline", "-m", "m", SEED, env={"OPENAI_BASE_URL": "http://models.example/v1", "OPENAI_API_KEY": "k"}
    )
    assert done.returncode == 2
    assert "models.example" in done.stderr


def test_host_model_and_number_of_articles_are_told_before_a_remote_request(run_brief: RunBrief, folder: Path) -> None:
    done = run_brief(
        "--dry-run",
        "-m",
        "big-model",
        folder,
        env={"OPENAI_BASE_URL": "http://models.example/v1", "OPENAI_API_KEY": "k"},
    )
    assert done.returncode == 0
    assert "2 articles to models.example (model big-model)" in done.stderr


def test_a_dry_run_sends_nothing_and_tells_the_size(run_brief: RunBrief) -> None:
    with stub_server(lambda _body: Says("{}")) as stub:
        done = run_brief("--dry-run", "-m", "m", SEED, env={"OPENAI_BASE_URL": stub.url})
        assert stub.ledger == []
    assert "tokens in" in done.stdout


def test_a_refusal_leaves_the_draft_and_degrades_the_article(run_brief: RunBrief) -> None:
    with stub_server(lambda _body: Says(None, refusal="I can't help with that.")) as stub:
        done = run_brief("-m", "m", "--json", SEED, env={"OPENAI_BASE_URL": stub.url}, fresh=True)
    briefing = Briefing.model_validate_json(done.stdout)
    assert done.returncode == 1
    assert "degraded" in done.stderr
    assert {fallback.reason.value for fallback in briefing.provenance.fallbacks} == {"refused"}
    assert briefing.claims


def test_an_interrupted_run_keeps_what_is_finished_and_exits_130(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with stub_server(lambda body: Hangs(60) if "again" in json.dumps(body) else Says(None, refusal="no")) as stub:
        (folder / "north" / "again.md").write_text("# Tarn again\n\n" + STORY.replace("Tarn", "Tarn again"))
        running = subprocess.Popen(
            [sys.executable, "-m", "briefer", "-m", "m", "-o", tmp_path / "out", folder],
            env=os.environ | {"OPENAI_BASE_URL": stub.url},
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 30
        while not (tmp_path / "out" / "ferry.md").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "1 of 2" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["failures.jsonl", "ferry.json", "ferry.md"]


def test_usage_goes_to_stderr(run_brief: RunBrief) -> None:
    done = run_brief("--pipeline", "draft", "--usage", "--json", SEED)
    json.loads(done.stdout)
    assert "usage: 0 tokens in" in done.stderr


def test_a_reader_that_goes_away_ends_the_run_quietly(folder: Path) -> None:
    for number in range(30):
        (folder / f"more{number}.txt").write_text(STORY * 20)
    done = subprocess.run(
        f"{sys.executable} -m briefer --pipeline draft {folder} | head -1",
        shell=True, capture_output=True, text=True, cwd=REPOSITORY, check=False,
    )  # fmt: skip
    assert done.stderr == ""


def test_a_hostile_file_name_reaches_no_terminal(run_brief: RunBrief, tmp_path: Path) -> None:
    (tmp_path / "\x1b]0;owned\x07[link=x].txt").write_bytes(b"")
    done = run_brief("--pipeline", "draft", tmp_path)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr + done.stdout
    assert "[link=x]" in done.stderr
