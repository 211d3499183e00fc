"""``--html`` and ``--format csv`` as a user runs them."""

import csv
import stat
from io import StringIO
from pathlib import Path

import lxml.html
import pytest
from conftest import REPOSITORY, SEED, RunBrief

STORIES = REPOSITORY / "tests" / "data" / "story"


def brief(run_brief: RunBrief, *arguments: str | Path):
    return run_brief("--pipeline", "draft", *arguments)


def cards(folder: Path) -> list[tuple[str, str]]:
    """The index's links and the titles that they stand under."""
    index = lxml.html.parse(folder / "index.html")
    return [(link.get("href"), link.text) for link in index.findall(".//li//a")]


@pytest.mark.parametrize("asked", [["--html"], ["--format", "html"]])
def test_one_article_is_printed_as_a_page(run_brief: RunBrief, asked: list[str]) -> None:
    done = brief(run_brief, *asked, SEED)
    assert done.returncode == 0
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert done.stdout.rstrip().endswith("</html>")


@pytest.mark.parametrize("asked", [["--html"], ["--format", "html"]])
def test_a_folder_gets_a_page_for_each_article_and_an_index(
    run_brief: RunBrief, tmp_path: Path, asked: list[str]
) -> None:
    done = brief(run_brief, *asked, "-o", tmp_path / "out", STORIES)
    assert (done.returncode, done.stdout) == (0, "")
    pages = sorted(path.name for path in (tmp_path / "out").glob("[0-9]*.html"))
    assert pages == [f"{path.stem}.html" for path in sorted(STORIES.glob("*.txt"))]
    assert [href for href, _ in cards(tmp_path / "out")] == [f"./{page}" for page in pages]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {0o600}


def test_several_articles_need_a_folder_for_their_pages(run_brief: RunBrief) -> None:
    done = brief(run_brief, "--html", STORIES)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--html prints one page and there are 5 articles; give a folder with -o DIR" in done.stderr


@pytest.mark.parametrize("other", [["--json"], ["--format", "csv"]])
def test_one_page_and_another_format_cannot_both_be_printed(run_brief: RunBrief, other: list[str]) -> None:
    done = brief(run_brief, "--html", *other, SEED)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_pages_can_be_written_and_another_format_printed(run_brief: RunBrief, tmp_path: Path) -> None:
    done = brief(run_brief, "--html", "--format", "csv", "-o", tmp_path / "out", SEED)
    assert done.returncode == 0
    assert done.stdout.startswith("article,")
    assert (tmp_path / "out" / "index.html").exists()


def test_the_index_names_what_failed(run_brief: RunBrief, tmp_path: Path) -> None:
    (tmp_path / "empty <b>.txt").write_text("")
    done = brief(run_brief, "--html", "-o", tmp_path / "out", tmp_path / "empty <b>.txt", SEED)
    assert done.returncode == 1
    index = lxml.html.parse(tmp_path / "out" / "index.html").getroot()
    [failed] = index.xpath("//section[h2='Failed']")
    assert "empty <b>.txt" in failed.text_content()
    assert len(cards(tmp_path / "out")) == 1


def test_a_run_of_what_had_failed_keeps_the_other_articles_in_the_index(run_brief: RunBrief, tmp_path: Path) -> None:
    late = tmp_path / "late.txt"
    late.write_text("")
    command = ["--html", "-o", tmp_path / "out", SEED, late]
    brief(run_brief, *command)
    late.write_text((STORIES / "4-daily-denial.txt").read_text())
    done = brief(run_brief, "--only-failed", *command)
    assert done.returncode == 0
    assert [href for href, _ in cards(tmp_path / "out")] == [f"./{SEED.stem}.html", "./late.html"]


def test_several_articles_make_one_table(run_brief: RunBrief) -> None:
    done = brief(run_brief, "--format", "csv", STORIES)
    found = list(csv.DictReader(StringIO(done.stdout, newline="")))
    assert len({row["article"] for row in found}) == 5
    assert "article" not in {row["article"] for row in found}
    assert {row["type"] for row in found} == {"claim", "denial", "uncertainty"}
