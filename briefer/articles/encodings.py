"""Bytes to text: byte order marks, UTF-8, UTF-16, a page's declared encoding, Windows-1252; never normalised."""

import codecs
import re
import warnings
from typing import Final

from briefer.articles.binary import control_share, kind_of_file
from briefer.errors import ArticleError

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 65_536
_MAX_CONTROL_SHARE = 0.1
_NON_LATIN_SHARE = 0.3
"""Above this share of bytes over 0x7F, Windows-1252 would be mojibake: Western text measured at most 0.18, text in
other scripts at least 0.77."""

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PAGE_ENCODINGS: Final = frozenset(
    (
        *(f"cp{page}" for page in (866, 874, 932, 949, *range(1250, 1259))),
        *(f"iso8859-{part}" for part in range(2, 17)),
        *("gb2312", "gbk", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "euc_kr"),
        *("koi8-r", "koi8-u", "mac-roman"),
    )
)
"""Python's names of what a page may declare beside UTF-8: the WHATWG's list, and no codec that does other things."""


class ArticleWarning(UserWarning):
    """Something about an article that its reader should know; ``str(warning)`` is one line that names the file."""


def decode(data: bytes, *, shown: str, page: bool) -> str:
    """The text of ``data`` without its byte order mark, line ends as they are; never a lone surrogate.

    In this order: a byte order mark; UTF-16 that lacks one but can be nothing else; for a ``page`` the encoding that
    its ``meta`` declares; UTF-8; for bytes that are no UTF-8 Windows-1252, or, where many of them are beyond ASCII, the
    best guess of charset-normalizer. What is mostly valid UTF-8 is UTF-8: its bad bytes become U+FFFD.

    Issues an ArticleWarning for replaced bytes and for a guess. Raises ArticleError for empty and binary data.
    ``shown`` names the file in both.
    """
    if not data:
        raise ArticleError(f"{shown}: the file is empty; name a file with an article")
    text = None if (kind := kind_of_file(data)) else _decoded(data, shown, page=page)
    if text is None or control_share(text[:_SAMPLE_BYTES]) > _MAX_CONTROL_SHARE:
        raise ArticleError(f"{shown}: {kind or 'a binary file'}, not text; save or convert it as .txt, .md or .html")
    return text


def _decoded(data: bytes, shown: str, *, page: bool) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding, shown)
    if b"\0" in data:
        utf16 = _unmarked_utf16(data)
        return _replacing(data, utf16, shown) if utf16 else None
    if page and (declared := _declared(data)):
        return _replacing(data, declared, shown)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded_otherwise(data, shown, cut_short=error.reason == "unexpected end of data")


def _decoded_otherwise(data: bytes, shown: str, *, cut_short: bool) -> str:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good > bad or cut_short:
        return _replacing(data, "utf-8", shown)
    sample = data[:_SAMPLE_BYTES]
    beyond_ascii = len(sample) - len(sample.decode("ascii", "ignore"))
    if beyond_ascii > _NON_LATIN_SHARE * len(sample):
        return _guessed(data, shown)
    return data.decode("cp1252", "replace")


def _guessed(data: bytes, shown: str) -> str:
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    encoding = best.encoding if best else "cp1252"
    warnings.warn(f"{shown}: not UTF-8; read as {encoding}, which is a guess", ArticleWarning, stacklevel=2)
    return data.decode(encoding, "replace")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
    # A page that says UTF-8 and is not gets the same treatment as any other file.
    return name if name in _PAGE_ENCODINGS else None


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[: _SAMPLE_BYTES // 2 * 2]
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        # Every script's spaces and full stops are ASCII: zeros are frequent on one side, unheard of on the other.
        if zeros.count(0) * 10 > len(zeros) and not others.count(0):
            text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
            if control_share(text) <= _MAX_CONTROL_SHARE and text.count("\ufffd") * 100 <= len(text):
                return encoding
    return None


def _replacing(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    warnings.warn(
        f"{shown}: damaged {encoding.upper()} text; its unreadable bytes are shown as \ufffd",
        ArticleWarning,
        stacklevel=2,
    )
    return text
