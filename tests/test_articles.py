"""One input becomes one article, or one clear line."""

import contextlib
import hashlib
import io
import os
import sys
import time
from pathlib import Path

import pytest

from briefer.articles import find_inputs, parse, read
from briefer.articles.language import detect_language
from briefer.errors import ArticleError

SEED = Path(__file__).parent.parent / "seeds" / "000_50707cac18e41cab.txt"


@pytest.fixture(scope="module")
def seed():
    return read(find_inputs([str(SEED)])[0])


def test_the_seed_has_its_metadata(seed):
    assert seed.title == "White House says North Korea covertly shipping artillery to Russia"
    assert seed.published == "2022-11-02T15:25"
    assert (seed.outlet, seed.url, seed.language) == (None, None, "en")


def test_the_seed_has_one_sentence_for_each_paragraph(seed):
    paragraphs = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line][3:]
    assert [seed.text[start:end] for start, end in seed.sentences] == paragraphs
    assert len(paragraphs) == 12


def test_the_text_is_the_file_and_its_digest_the_id(seed):
    data = SEED.read_bytes()
    assert seed.text.encode() == data
    assert seed.text_sha256 == hashlib.sha256(data).hexdigest()
    assert seed.id == seed.text_sha256[:16]
    assert seed.path == str(SEED)


def test_reading_twice_gives_the_same_article(seed):
    assert read(find_inputs([str(SEED)])[0]) == seed


def test_carriage_returns_stay_in_the_text_and_outside_the_sentences():
    made = parse(b"Ferry sinks\r\n\r\nIt sank. All swam.\r\n", shown="a.txt", suffix=".txt")
    assert made.text == "Ferry sinks\r\n\r\nIt sank. All swam.\r\n"
    assert [made.text[start:end] for start, end in made.sentences] == ["It sank.", "All swam."]


def test_a_byte_order_mark_does_not_count_in_the_offsets():
    made = parse("\ufeffIt sank.".encode(), shown="a.txt", suffix=".txt")
    assert (made.text, made.sentences) == ("It sank.", ((0, 8),))


def test_standard_input_is_read_from_its_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Élodie swam.".encode("cp1252")), encoding="ascii"))
    made = read(find_inputs(["-"])[0])
    assert (made.path, made.text) == ("-", "Élodie swam.")


def test_an_empty_standard_input_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(ArticleError, match=r"^standard input: the file is empty; name a file with an article$"):
        read(find_inputs(["-"])[0])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty; name a file with an article"),
        (b" \r\n\t\xc2\xa0 \n", "nothing but white space; name a file with an article"),
        (b"***\n\nMenu | Search\n\n2031-03-14\n", "no sentence in it, only metadata; name a file with an article"),
        (b"%PDF-1.7 ...", "a PDF document, not text; save or convert it as .txt, .md or .html"),
        (b"x" * (64 * 1024 * 1024 + 1), "larger than 64 MB; split it into articles"),
    ],
)
def test_what_is_no_article_is_one_clear_line(data, message):
    with pytest.raises(ArticleError) as caught:
        parse(data, shown="desk/a\n.txt", suffix=".txt")
    assert str(caught.value) == rf"desk/a\n.txt: {message}"


def test_a_file_that_vanished_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_text("It sank.")
    (source,) = find_inputs([str(tmp_path)])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ArticleError, match=r"a\.txt: the file is gone or its link leads nowhere; check the path$"):
        read(source)


def test_a_file_that_may_not_be_read_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("It sank.")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArticleError, match=r"a\.txt: no permission to read it; check its permissions$"):
        read(find_inputs([str(tmp_path)])[0])


def test_a_folder_that_could_not_be_listed_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "desk" / "shut").mkdir(parents=True)
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if str(path).endswith("shut") else scandir(path))
    with pytest.raises(ArticleError, match=r"desk/shut: a folder, not a file; .* check that you may list it$"):
        read(find_inputs([str(tmp_path / "desk")])[0])


def test_a_file_name_that_is_no_text_is_replaced_in_the_article(tmp_path):
    name = os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")
    Path(name).write_text("It sank.")
    made = read(find_inputs([name])[0])
    assert made.path == f"{tmp_path}/caf\ufffd.txt"
    assert made.model_dump_json()


@pytest.mark.parametrize(
    "unit",
    ["word ", "The ferry sank. ", "Он ушёл. ", "渡", "“a. ", "e\u0301", "\u200b", "- ", '"', "<", "[a](b", "14 March "],
)
def test_a_very_long_line_takes_time_in_proportion(unit):
    elapsed = []
    for size in (20_000, 160_000):
        begun = time.process_time()
        with contextlib.suppress(ArticleError):
            parse((unit * (size // len(unit))).encode(), shown="a.md", suffix=".md")
        elapsed.append(time.process_time() - begun)
    assert elapsed[1] < 24 * elapsed[0] + 0.5  # eight times the size; were it quadratic, 64 times the time


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry struck the reef and sank.", "en"),
        ("De veerboot liep voor zonsopgang op een rif, zei de kustwacht, en van de bemanning is niets bekend.", "nl"),
        (
            "Færgen ramte revet før daggry, og for de fleste om bord var det for sent at komme fra borde, siger kystvagten.",
            "da",
        ),
        ("Более 1200 человек эвакуированы в субботу из трёх сёл ниже водохранилища.", "ru"),
        ("フェリーは夜明け前に座礁した。沿岸警備隊によると七人が死亡した。", "ja"),
        ("اصطدمت العبارة بالشعاب المرجانية قبل الفجر وقتل سبعة أشخاص.", "ar"),
        ("12:30 – 14.5 %", None),
        ("ok", None),
        ("😀😀😀", None),
    ],
)
def test_the_language_is_told_or_left_open(text, language):
    assert detect_language(text) == language


def test_english_is_told_without_loading_a_model(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert detect_language("The ferry struck the reef and sank off the coast of Verrin.") == "en"


def refuse(path, *_args, **_options):
    raise PermissionError(13, "Permission denied", path)
