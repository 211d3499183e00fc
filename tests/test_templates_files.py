import hashlib
import shutil
from pathlib import Path

import pytest

from briefer import templates
from briefer.errors import BrieferError, UsageError

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"


@pytest.fixture
def mine(tmp_path):
    """A user's prompt folder with one overriding file."""
    folder = tmp_path / "my-prompts"
    (folder / "extract").mkdir(parents=True)
    claims = (PROMPTS / "extract" / "claims.md").read_text("utf-8")
    (folder / "extract" / "claims.md").write_text(claims.replace("3 to 8", "2 to 5"), "utf-8")
    return folder


def test_a_checkout_uses_its_own_prompts_in_place():
    assert templates.locate() == PROMPTS


def test_the_working_directory_never_provides_prompts(tmp_path, monkeypatch):
    (tmp_path / "prompts").mkdir()
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert templates.locate() == PROMPTS


def test_an_installed_package_uses_the_prompts_inside_it(tmp_path):
    package = tmp_path / "site-packages" / "briefer"
    shutil.copytree(PROMPTS, package / "_prompts")
    assert templates.locate(package) == package / "_prompts"


def test_an_installation_without_prompts_says_to_reinstall(tmp_path):
    with pytest.raises(BrieferError, match="reinstall briefer"):
        templates.locate(tmp_path / "briefer")


def test_names_list_every_prompt_with_the_frame_first():
    assert templates.names() == (
        "assist/frame",
        "assist/denials",
        "assist/summary",
        "digest/frame",
        "digest/merges",
        "digest/summary",
        "extract/frame",
        "extract/again",
        "extract/claims",
        "extract/denials",
        "extract/sources",
        "extract/summary",
        "extract/uncertainties",
    )


def test_names_include_a_section_that_the_user_adds(mine):
    (mine / "extract" / "timeline.md").touch()
    assert "extract/timeline" in templates.names(mine)


def test_the_name_of_no_prompt_is_refused():
    with pytest.raises(UsageError, match="no prompt is called 'extract/clams'; `brief prompts list` names them all"):
        templates.file("extract/clams")


def test_a_users_file_stands_in_for_the_packaged_one_of_its_name(mine):
    assert "The 2 to 5 assertions" in templates.file("extract/claims", mine).text


def test_files_that_the_user_does_not_override_stay_packaged(mine):
    assert templates.file("extract/denials", mine).packaged


def test_the_packaged_files_are_not_written_to(mine):
    before = {path: path.read_bytes() for path in PROMPTS.rglob("*.md")}
    templates.load("extract", overrides=mine)
    assert {path: path.read_bytes() for path in PROMPTS.rglob("*.md")} == before


def test_a_folder_with_the_files_of_one_set_overrides_the_set_in_use(mine):
    assert not templates.file("extract/claims", mine / "extract").packaged


def test_a_folder_called_like_another_set_leaves_this_one_alone(mine):
    assert templates.load("assist", overrides=mine / "extract").fingerprints == templates.load("assist").fingerprints


def test_a_readme_in_a_prompt_folder_is_no_prompt(mine):
    (mine / "README.md").write_text("My prompts.", "utf-8")
    (mine / "extract" / "README.md").write_text("My prompts.", "utf-8")
    assert "extract/README" not in templates.names(mine)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere: no such folder of prompts"):
        templates.load("extract", overrides=tmp_path / "nowhere")


def test_a_folder_without_prompts_is_an_error(tmp_path):
    with pytest.raises(UsageError, match=r"holds no prompt file; add one, such as .*claims.md"):
        templates.load("extract", overrides=tmp_path)


def test_a_misspelt_set_folder_is_an_error(mine):
    (mine / "extract").rename(mine / "extrct")
    with pytest.raises(
        UsageError, match="extrct: no prompt set has this name; rename the folder to one of: assist, digest, extract"
    ):
        templates.load("extract", overrides=mine)


def test_a_prompt_beside_the_set_folders_is_an_error(mine):
    (mine / "claims.md").touch()
    with pytest.raises(UsageError, match=r"claims.md:1: stands beside the folders of sets; move it into .*extract"):
        templates.load("extract", overrides=mine)


def test_an_unknown_set_is_refused():
    with pytest.raises(UsageError, match="no prompt set is called 'extrakt'; there are: assist, digest, extract"):
        templates.load("extrakt")


def test_a_fingerprint_is_the_digest_of_the_files_bytes():
    digest = hashlib.sha256((PROMPTS / "extract" / "claims.md").read_bytes()).hexdigest()
    assert templates.load("extract").fingerprints["extract/claims"] == digest


def test_editing_one_file_changes_its_fingerprint_alone(mine):
    before, after = templates.load("extract").fingerprints, templates.load("extract", overrides=mine).fingerprints
    assert {name for name in before if before[name] != after[name]} == {"extract/claims"}
