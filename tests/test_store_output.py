import os
import stat
import tracemalloc
import unicodedata
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.articles.inputs import Input
from briefer.errors import ArticleError, UsageError
from briefer.store.output import make_private_folder, plan_outputs, write_private

OUT = Path("out")


def named(*paths):
    """Inputs as for files named directly."""
    return [Input(path, path, PurePath(path).name) for path in paths]


def below(folder, *relative):
    """Inputs as for files found in a named folder."""
    return [Input(f"{folder}/{each}", f"{folder}/{each}", each) for each in relative]


def planned(*inputs):
    return [str(path.relative_to(OUT)) for path in plan_outputs(inputs, OUT).values()]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


# Where files go


def test_a_file_named_directly_goes_by_its_stem():
    assert planned(*named("some/where/a.txt")) == ["a"]


def test_a_file_in_a_folder_keeps_its_path_below_that_folder():
    assert planned(*below("desk", "a.txt", "east/b.html")) == ["a", "east/b"]


def test_standard_input_goes_by_stdin():
    assert planned(Input(None, "-", "stdin")) == ["stdin"]


def test_a_file_called_stdin_makes_way_for_standard_input():
    assert planned(Input(None, "-", "stdin"), *named("stdin.txt", "x/stdin")) == [
        "stdin",
        "stdin.txt",
        "x/stdin",
    ]


def test_stems_that_collide_keep_their_suffix_and_others_do_not():
    assert planned(*below("desk", "a.html", "a.txt", "b.txt")) == ["a.html", "a.txt", "b"]


def test_stems_that_differ_by_letter_case_collide():
    assert planned(*below("desk", "A.txt", "a.html")) == ["A.txt", "a.html"]


def test_stems_that_differ_by_composition_of_an_accent_collide():
    assert planned(*below("desk", "\u00e9.txt", "e\u0301.html")) == ["\u00e9.txt", "e\u0301.html"]


def test_a_kept_suffix_that_collides_with_another_stem_is_told_apart_too():
    assert len(set(planned(*below("desk", "a.txt", "a.html", "a.txt.md")))) == 3


def test_same_names_in_two_named_folders_go_below_those_folders():
    assert planned(*below("left", "a.txt"), *below("right", "a.txt")) == ["left/a.txt", "right/a.txt"]


def test_same_names_in_same_named_folders_go_below_as_many_folders_as_tell_them_apart():
    assert planned(*below("x/desk", "e/a.txt"), *below("y/desk", "e/a.txt")) == ["x/desk/e/a.txt", "y/desk/e/a.txt"]


def test_names_in_one_folder_that_differ_only_by_case_get_a_number():
    assert planned(*below("desk", "a.txt", "A.txt")) == ["a.txt", "A.txt~2"]


@pytest.mark.parametrize("stem", ["index", "digest", "failures", "Index"])
def test_a_reserved_stem_keeps_its_suffix(stem):
    assert planned(*named(f"{stem}.txt")) == [f"{stem}.txt"]


def test_a_reserved_name_without_a_suffix_is_changed():
    assert planned(*named("digest")) == ["digest_"]


def test_a_folder_called_like_an_output_does_not_stand_in_its_way():
    assert planned(*below("desk", "a.txt", "a.json/b.txt")) == ["a", "a.json_/b"]


@pytest.mark.parametrize(
    "hostile",
    [
        "../../escape.txt",
        "/etc/passwd.txt",
        "..",
        "a/../../b.txt",
        "-rf.txt",
        "--output=x.txt",
        "new\nline\x1b[31m.txt",
        "rtl\u202etxt.exe.txt",
        "lone\udcff.txt",
        "漢" * 85 + ".txt",
        "n" * 255,
        "~",
        " ",
    ],
)
def test_a_hostile_name_never_leads_out_of_the_folder_and_can_be_written(tmp_path, hostile):
    [stem] = plan_outputs([Input("x", hostile, hostile)], tmp_path).values()
    written = stem.with_name(stem.name + ".json")
    write_private(written, "{}")
    relative = Path(os.path.normpath(written)).relative_to(tmp_path)
    assert all(part.isprintable() and not part.startswith("-") for part in relative.parts)


def test_long_names_that_differ_at_their_ends_stay_apart():
    assert len(set(planned(*below("desk", "n" * 240 + "1.txt", "n" * 240 + "2.txt")))) == 2


names = st.lists(
    st.sampled_from(
        [
            "a",
            "A",
            "a.txt",
            "a.html",
            "a.txt.md",
            "index",
            "index.md",
            "stdin",
            "b",
            "a.json",
            "..",
            "-x",
            "é",
            "e\u0301",
        ]
    ),
    min_size=1,
    max_size=3,
).map("/".join)


@given(st.lists(st.tuples(st.sampled_from(["left", "right", "x/left", "left/b"]), names), unique=True))
def test_no_two_articles_are_written_to_one_place_on_any_file_system(found):
    inputs = [each for folder, name in found for each in below(folder, name)]
    inputs.append(Input(None, "-", "stdin"))
    plan = plan_outputs(inputs, OUT)
    keys = {unicodedata.normalize("NFC", str(path)).casefold() for path in plan.values()}
    assert len(keys) == len(plan) == len(inputs)
    assert plan == plan_outputs(inputs, OUT)
    written = {f"{key}{suffix}" for key in keys for suffix in (".json", ".md")}
    assert not written & {str(folder) for key in keys for folder in Path(key).parents}
    assert not any(
        path.name.casefold() in {"index", "digest", "failures"} or ".." in path.parts for path in plan.values()
    )


def test_a_plan_for_thousands_of_articles_holds_little_more_than_their_names():
    inputs = below("desk", *(f"{number:05}.txt" for number in range(5000)))
    plan = plan_outputs(inputs, OUT)
    found = []
    # More than once: Python's own table of names may grow with these, once for all.
    for _ in range(3):
        del plan
        tracemalloc.start()
        plan = plan_outputs(inputs, OUT)
        found.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    held = min(found)
    assert plan[inputs[-1]] == OUT / "04999"
    assert held / len(plan) < 200


# How they are written


def test_a_file_is_written_whole_as_utf_8_with_its_line_ends(tmp_path):
    write_private(tmp_path / "a.md", "é\r\n漢\n")
    assert (tmp_path / "a.md").read_bytes() == "é\r\n漢\n".encode()


def test_what_is_written_is_for_the_user_alone(tmp_path):
    write_private(tmp_path / "new" / "deep" / "a.json", "{}")
    assert mode(tmp_path / "new") == mode(tmp_path / "new" / "deep") == 0o700
    assert mode(tmp_path / "new" / "deep" / "a.json") == 0o600


def test_a_folder_that_exists_keeps_its_mode(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    write_private(tmp_path / "shared" / "a.json", "{}")
    assert mode(tmp_path / "shared") == 0o755


def test_a_file_that_exists_is_replaced_and_made_private(tmp_path):
    (tmp_path / "a.json").write_text("old")
    (tmp_path / "a.json").chmod(0o644)
    write_private(tmp_path / "a.json", "new")
    assert (tmp_path / "a.json").read_text() == "new"
    assert mode(tmp_path / "a.json") == 0o600


def test_a_link_is_replaced_and_what_it_points_at_is_left_alone(tmp_path):
    (tmp_path / "victim").write_text("kept")
    (tmp_path / "a.json").symlink_to(tmp_path / "victim")
    write_private(tmp_path / "a.json", "new")
    assert (tmp_path / "victim").read_text() == "kept"


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text("old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArticleError, match=r"a\.json: can't be written \(no space left on device\)"):
        write_private(tmp_path / "a.json", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.json", "old")]


def test_an_interruption_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text("old")

    def interrupted(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_private(tmp_path / "a.json", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.json", "old")]


def test_a_folder_in_the_way_is_one_clear_line(tmp_path):
    (tmp_path / "a.json").mkdir()
    with pytest.raises(ArticleError, match=r"a\.json: can't be written .*; move that folder away$"):
        write_private(tmp_path / "a.json", "{}")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.json"]


def test_a_file_where_a_folder_must_be_is_one_clear_line(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(ArticleError, match=r"b\.json: can't be written \(not a directory\)"):
        write_private(tmp_path / "a" / "b.json", "{}")


def test_an_output_folder_that_is_a_file_is_a_usage_error(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(UsageError, match=r"a: can't be an output folder \(not a directory\); choose another"):
        make_private_folder(tmp_path / "a")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_one_clear_line(tmp_path):
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(UsageError, match="shut: can't be an output folder"):
        make_private_folder(tmp_path / "shut")
    with pytest.raises(ArticleError, match="permission denied"):
        write_private(tmp_path / "shut" / "a.json", "{}")


def test_a_path_too_long_for_the_system_fails_that_article_only(tmp_path):
    with pytest.raises(ArticleError, match="file name too long"):
        write_private(tmp_path.joinpath(*["n" * 200] * 30, "a.json"), "{}")
