"""What the user names becomes a list of inputs."""

import os
from pathlib import Path

import pytest

from briefer.articles import Input, find_inputs
from briefer.errors import UsageError


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder of articles, and the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.md", "sub/c.HTML", "sub/deep/d.htm"):
        path = tmp_path / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The ferry sank.")
    return tmp_path / "desk"


def shown(*paths, **options):
    return [item.shown for item in find_inputs(paths, **options)]


def test_a_folder_is_walked_to_any_depth_and_sorted(desk):
    assert shown("desk") == ["desk/a.md", "desk/b.txt", "desk/sub/c.HTML", "desk/sub/deep/d.htm"]


def test_an_input_of_a_folder_keeps_its_place_below_it(desk):
    assert find_inputs(["./desk/"])[2] == Input("./desk/sub/c.HTML", "./desk/sub/c.HTML", "sub/c.HTML")


def test_a_file_named_directly_has_just_its_name(desk):
    assert find_inputs(["desk/sub/c.HTML"]) == (Input("desk/sub/c.HTML", "desk/sub/c.HTML", "c.HTML"),)


def test_standard_input_is_a_dash(desk):
    assert find_inputs(["-", "-"]) == (Input(None, "-", "stdin"),)


def test_files_and_folders_keep_the_order_typed(desk):
    assert shown("desk/sub/deep", "-", "desk/a.md") == ["desk/sub/deep/d.htm", "-", "desk/a.md"]


def test_a_file_named_twice_is_one_input(desk):
    assert shown("desk/b.txt", "./desk/../desk/b.txt", "desk") == [
        "desk/b.txt",
        "desk/a.md",
        "desk/sub/c.HTML",
        "desk/sub/deep/d.htm",
    ]


@pytest.mark.parametrize(
    "name", [".hidden.txt", ".git/x.txt", "notes.json", "README.md", "sub/readme.md", "picture.png"]
)
def test_a_walk_passes_over_what_is_no_article(desk, name):
    (desk / name).parent.mkdir(exist_ok=True)
    (desk / name).write_text("The ferry sank.")
    assert f"desk/{name}" not in shown("desk")


@pytest.mark.parametrize("name", [".hidden.txt", "notes.json", "README.md", "bare"])
def test_a_file_named_directly_is_an_input_whatever_its_name(desk, name):
    (desk / name).write_text("The ferry sank.")
    assert shown(f"desk/{name}") == [f"desk/{name}"]


def test_nothing_under_the_output_folder_is_found(desk):
    assert shown("desk", exclude=[Path("desk/sub")]) == ["desk/a.md", "desk/b.txt"]


def test_naming_a_file_in_the_output_folder_is_an_error(desk):
    with pytest.raises(UsageError, match=r"^desk/a.md: lies in the output folder.*choose another"):
        find_inputs(["desk/a.md"], exclude=[desk])


def test_a_loop_of_links_ends(desk):
    (desk / "sub" / "loop").symlink_to(desk)
    (desk / "self").symlink_to(desk / "self")
    assert shown("desk") == ["desk/a.md", "desk/b.txt", "desk/sub/c.HTML", "desk/sub/deep/d.htm"]


def test_a_linked_folder_is_walked(desk, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "e.txt").write_text("The ferry sank.")
    (desk / "linked").symlink_to(tmp_path / "elsewhere")
    assert "desk/linked/e.txt" in shown("desk")


def test_a_link_that_leads_nowhere_is_not_passed_over_in_silence(desk):
    (desk / "gone.txt").symlink_to(desk / "nothing.txt")
    assert "desk/gone.txt" in shown("desk")


def test_a_pipe_in_a_folder_is_passed_over(desk):
    os.mkfifo(desk / "pipe.txt")
    assert "desk/pipe.txt" not in shown("desk")


def test_a_folder_below_that_cannot_be_listed_is_an_input_of_its_own(desk, monkeypatch):
    forbid(monkeypatch, "desk/sub")
    assert shown("desk") == ["desk/a.md", "desk/b.txt", "desk/sub"]


def test_a_named_folder_that_cannot_be_listed_is_an_error(desk, monkeypatch):
    forbid(monkeypatch, "desk")
    with pytest.raises(UsageError, match=r"^desk: this folder can't be listed; check its permissions$"):
        find_inputs(["desk"])


@pytest.mark.parametrize("path", ["nowhere.txt", "desk/nowhere", "", "x\0y"])
def test_a_missing_path_is_an_error_that_names_it(desk, path):
    with pytest.raises(UsageError, match=r": no such file or folder; check the path$") as caught:
        find_inputs(["desk", path])
    assert str(caught.value).startswith(path.replace("\0", r"\x00") or "''")


def test_a_folder_without_articles_is_an_error_that_names_it(desk):
    (desk / "empty").mkdir()
    with pytest.raises(UsageError, match=r"^desk/empty: no article in this folder \(\.txt, \.md, \.html, \.htm\)"):
        find_inputs(["desk/empty"])


def test_an_error_stays_on_one_line_whatever_the_name(desk):
    with pytest.raises(UsageError) as caught:
        find_inputs(["a\nb\x1b[31m\udcff"])
    assert str(caught.value).splitlines() == [r"a\nb\x1b[31m\udcff: no such file or folder; check the path"]


def forbid(monkeypatch, folder):
    scandir = os.scandir

    def guarded(path):
        if os.fspath(path) == folder:
            raise PermissionError(13, "Permission denied", folder)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
