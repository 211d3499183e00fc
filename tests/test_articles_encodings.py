"""Bytes become text without a character changed, or an error that says what the file is."""

import codecs
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.articles import ArticleWarning
from briefer.articles.encodings import decode
from briefer.errors import ArticleError

ENGLISH = "The “ferry” sank – nobody’s hurt, Élodie Orr said.\r\nIt cost €5.\n"
RUSSIAN = "Более 1200 человек эвакуированы в субботу из трёх сёл ниже водохранилища.\n"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text[0] != "\ufeff")


def text_of(data, *, page=False):
    return decode(data, shown="a.txt", page=page)


@pytest.fixture(autouse=True)
def _warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error", ArticleWarning)
        yield


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
@given(text=TEXT)
def test_any_text_survives_an_encoding_that_can_hold_it(mark, encoding, text):
    assert text_of(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN * 3])
def test_utf16_without_a_mark_is_told_by_its_zeros(encoding, text):
    assert text_of(text.encode(encoding)) == text


def test_windows_1252_is_the_fallback():
    assert text_of(ENGLISH.encode("cp1252")) == ENGLISH


def test_line_ends_stay_as_they_are():
    assert text_of(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_nothing_is_normalised():
    assert text_of("e\u0301 \ufb01 \u212b".encode()) == "e\u0301 \ufb01 \u212b"


def test_broken_utf8_keeps_its_good_characters_and_says_so():
    with pytest.warns(ArticleWarning, match=r"^a\.txt: damaged UTF-8 text; .* shown as \ufffd$"):
        text = text_of("“One” – ‘two’".encode() + b" th\xffree")
    assert text == "“One” – ‘two’ th\ufffdree"


def test_utf8_cut_short_within_a_character_stays_utf8():
    with pytest.warns(ArticleWarning, match="damaged UTF-8"):
        assert text_of("The end…".encode()[:-1]) == "The end\ufffd"


def test_utf16_cut_short_is_repaired():
    with pytest.warns(ArticleWarning, match="damaged UTF-16-LE"):
        assert text_of("\ufeffThe end.".encode("utf-16-le")[:-1]) == "The end\ufffd"


def test_a_lone_surrogate_never_gets_in():
    with pytest.warns(ArticleWarning, match="damaged UTF-16-LE"):
        text = text_of("\ufeffab\ud800cd".encode("utf-16-le", "surrogatepass"))
    assert text.encode("utf-8").decode() == "ab\ufffdcd"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_script_is_guessed_and_said_to_be(encoding):
    with pytest.warns(ArticleWarning, match=r"^a\.txt: not UTF-8; read as \w+, which is a guess$"):
        assert text_of(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("Shift_JIS", "shift_jis")]
)
def test_a_page_is_read_as_its_meta_declares(declared, encoding):
    text = f'<html><meta charset="{declared}"><p>' + {"cp1252": "“café”"}.get(encoding, "да")
    assert text_of(text.encode(encoding), page=True) == text


def test_a_byte_order_mark_overrules_what_a_page_declares():
    assert text_of("\ufeff<meta charset=cp1251>é".encode(), page=True) == "<meta charset=cp1251>é"


@pytest.mark.parametrize("declared", ["rot13", "unicode_escape", "zlib_codec", "utf-7", "no-such"])
def test_a_page_cannot_choose_a_codec_that_is_no_page_encoding(declared):
    text = f"<meta charset={declared}>caf\\u00e9 é"
    assert text_of(text.encode(), page=True) == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"PK\x03\x04....word/document.xml", "a Word document"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (rb"{\rtf1\ansi The ferry sank.}", "a rich text \\(RTF\\) document"),
        (b"text\0with\0zeros \x01\x02 here and there", "a binary file"),
        (bytes(range(1, 32)) * 50, "a binary file"),
        (bytes(range(256)), "a binary file"),
    ],
)
def test_a_file_that_is_no_text_is_named_for_what_it_is(data, kind):
    with pytest.raises(ArticleError, match=rf"^a\.txt: {kind}, not text; save or convert it as .txt, .md or .html$"):
        text_of(data)


def test_an_empty_file_is_an_error():
    with pytest.raises(ArticleError, match=r"^a\.txt: the file is empty; name a file with an article$"):
        text_of(b"")


@given(data=st.binary(max_size=300))
def test_any_bytes_are_text_or_one_clear_line(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArticleWarning)
        line = ""
        try:
            text_of(data).encode("utf-8")
        except ArticleError as error:
            line = str(error)
    assert len(line.splitlines()) <= 1
