"""One input to one `Article`."""

import hashlib
import re
import sys
from typing import Final

from briefer.articles.encodings import decode
from briefer.articles.front_matter import FrontMatter, read_front_matter
from briefer.articles.inputs import STANDARD_INPUT, Input, printable
from briefer.articles.language import detect_language
from briefer.articles.lines import join_lines, split_lines
from briefer.articles.metadata import read_metadata
from briefer.articles.page import looks_like_html, read_page
from briefer.articles.sentences import split_sentences
from briefer.briefing import Article
from briefer.errors import ArticleError

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is taken for one article."""

_HEAD_BYTES = 4096
_PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_MARKDOWN_SUFFIXES: Final = (".md", ".markdown")


def read(source: Input) -> Article:
    """The article of ``source``; see `parse`.

    Raises ArticleError, in one line that names the input as typed, where it can't be opened or is no article.
    """
    shown = _name(source.shown)
    try:
        if source.path is None:
            # A closed standard input is None.
            data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
        else:
            with source.path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ArticleError(f"{shown}: the file is gone or its link leads nowhere; check the path") from error
    except IsADirectoryError as error:
        raise ArticleError(
            f"{shown}: a folder, not a file; name the files in it, or check that you may list it"
        ) from error
    except PermissionError as error:
        raise ArticleError(f"{shown}: no permission to read it; check its permissions") from error
    except OSError as error:
        raise ArticleError(f"{shown}: can't be read ({error.strerror}); check the file and its disk") from error
    return parse(data, shown=source.shown, suffix=source.path.suffix if source.path else "")


def parse(data: bytes, *, shown: str, suffix: str) -> Article:
    """The article in ``data``: text as decoded, or as extracted from a page, with its metadata and sentences.

    ``shown`` becomes the article's path and names it in errors; ``suffix`` (".md") decides the format, except that what
    begins like HTML is read as HTML whatever its name. Raises ArticleError where there is no article; issues
    an ArticleWarning for damaged or guessed text.
    """
    name, suffix = _name(shown), suffix.lower()
    if len(data) > MAX_BYTES:
        raise ArticleError(f"{name}: larger than {MAX_BYTES >> 20} MB; split it into articles")
    page = suffix in _PAGE_SUFFIXES or looks_like_html(data[:_HEAD_BYTES].decode("latin-1"))
    text = decode(data, shown=name, page=page)
    if not text.strip():
        raise ArticleError(f"{name}: nothing but white space; name a file with an article")
    source = read_page(text, shown=name) if page or looks_like_html(text[:_HEAD_BYTES]) else None
    markdown = suffix in _MARKDOWN_SUFFIXES and source is None
    front = read_front_matter(text) if markdown else FrontMatter()
    if source:
        text = source.text
    titles = source.titles if source else (front.title,) if front.title else ()
    lines = list(split_lines(text, begin=front.end, markdown=markdown))
    metadata = read_metadata(text, lines, markdown=markdown, titles=titles)
    if not metadata.body:
        raise ArticleError(f"{name}: no sentence in it, only metadata; name a file with an article")
    title = _one_line(source.title if source else front.title) or _one_line(metadata.title)
    language = detect_language(f"{title or ''}\n{text[metadata.body[0].start : metadata.body[-1].end]}")
    paragraphs = join_lines(text, metadata.body, wrapped=source is None)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:16],
        path=_valid(shown),
        url=None,
        title=title,
        outlet=_one_line(source.outlet if source else front.outlet) or _one_line(metadata.outlet),
        published=(source.published if source else front.published) or metadata.published,
        language=language,
        text=text,
        text_sha256=digest,
        sentences=tuple(split_sentences(text, paragraphs, language)),
    )


def _name(shown: str) -> str:
    return "standard input" if shown == STANDARD_INPUT else printable(shown)


def _one_line(value: str | None) -> str | None:
    """``value`` on one line, or None if that leaves nothing."""
    return " ".join(_valid(value).split()) or None if value else None


def _valid(value: str) -> str:
    """``value`` with lone surrogates, which no encoding can write, replaced: names and JSON in pages may hold them."""
    return re.sub("[\ud800-\udfff]", "\ufffd", value)
