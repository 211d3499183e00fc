"""Files that are no text: what they are, so that the error can say what to do."""

import unicodedata
from typing import Final

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound recording"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
)
_ZIP_CONTENTS: Final = (
    (b"word/", "a Word document"),
    (b"[Content_Types].xml", "an Office document"),
    (b"opendocument", "an OpenDocument file"),
    (b"application/epub", "an e-book"),
)


def kind_of_file(data: bytes) -> str | None:
    """What sort of file ``data`` begins like ("a PDF document"), or None if it may be text."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIP_CONTENTS if mark in data[:4096]), "a zip archive")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP image"
    return next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), None)


def control_share(text: str) -> float:
    """The share of ``text`` that is control characters other than white space and escape, from 0 to 1."""
    if not text:
        return 0.0
    found = {char for char in set(text) if unicodedata.category(char) == "Cc"}
    return sum(text.count(char) for char in found if not char.isspace() and char != "\x1b") / len(text)
