"""A web page to its article: the main text by trafilatura, the metadata that the page itself states."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from briefer.articles.dates import read_moment
from briefer.errors import ArticleError

_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_FORBIDDEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NUMBERED: Final = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,8})|(?P<decimal>[0-9]{1,9}));?", re.IGNORECASE | re.ASCII)
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""Where a page has no name for its outlet, trafilatura gives the host's."""

_SEPARATOR: Final = re.compile(r"\s+[-–—|•:]+\s+")
"""What stands between an article's title and the name of its site."""

_SHORTEST_PARAGRAPH = 40
"""Letters that at least one paragraph has, wide ones counted twice; menus and log-in pages have less."""

_PUBLISHED_META: Final = (
    *("article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date"),
    *("pubdate", "publishdate", "publish-date", "dc.date.issued", "dcterms.issued", "dc.date", "date"),
)
"""Names under which a page states when its article was published, best first."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page. ``titles`` are the forms in which the page states its title."""

    text: str
    title: str | None
    titles: tuple[str, ...]
    outlet: str | None
    published: str | None


def looks_like_html(text: str) -> bool:
    """Whether ``text`` begins as an HTML document does."""
    return _HTML.match(text) is not None


def read_page(source: str, *, shown: str) -> Page:
    """The article of the HTML document ``source``; nothing is fetched.

    ``published`` is only what the page's markup states: no date is guessed from an address or the text.
    Raises ArticleError, naming ``shown``, where there is no article.
    """
    # Slow to import, and only pages need them.
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    try:
        # The text is decoded already, whatever the page declares.
        tree = document_fromstring(_allowed(source).encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True))
        # The extraction prunes its tree, so what the markup states is read first.
        published = _published(tree)
        headings = [" ".join(heading.itertext()) for heading in tree.iter("h1")]
        found: Any = bare_extraction(
            tree, favor_recall=True, include_comments=False, include_tables=True, with_metadata=True
        )
    except (LxmlError, RecursionError, ValueError):
        found = None
    if not found or not any(map(_is_paragraph, (found.text or "").splitlines())):
        raise ArticleError(f"{shown}: no article in this page; save the article's own page, or its text as .txt")
    titles = tuple(title for title in (found.title, *headings) if title and title.strip())
    title = _without_site(found.title, headings, found.sitename)
    outlet = None if found.sitename and _HOST.fullmatch(found.sitename) else found.sitename
    return Page(_allowed(found.text), title, titles, outlet, published)


def _without_site(title: str | None, headings: Sequence[str], site: str | None) -> str | None:
    """``title`` without the site's name behind it: what a heading of the page says, or what stands before the name."""
    if not title:
        return title
    for heading in (" ".join(words.split()) for words in headings):
        if heading and title.startswith(heading) and _SEPARATOR.match(title, len(heading)):
            return heading
    *_, last = [None, *_SEPARATOR.finditer(title)]
    named = last is not None and site is not None and title[last.end() :].casefold() == site.casefold()
    return title[: last.start()] if last is not None and named else title


def _allowed(source: str) -> str:
    """``source`` without what a document may not hold: control characters, and numbers that stand for no character."""
    return _NUMBERED.sub(_numbered, _FORBIDDEN.sub("", source))


def _numbered(reference: re.Match[str]) -> str:
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    allowed = code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF and not _FORBIDDEN.match(chr(code))  # noqa: PLR2004
    return reference[0] if allowed else "\ufffd"


def _is_paragraph(line: str) -> bool:
    letters = sum(2 if unicodedata.east_asian_width(char) == "W" else 1 for char in line[:1000] if char.isalnum())
    return letters >= _SHORTEST_PARAGRAPH


def _published(tree: Any) -> str | None:
    stated = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content") or ""
        for meta in reversed(list(tree.iter("meta")))
    }
    candidates = [stated.get(name, "") for name in _PUBLISHED_META]
    candidates += _linked_data(tree)
    candidates += [
        time.get("datetime") or ""
        for time in tree.iter("time")
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None
    ]
    return next((day for candidate in candidates if (day := read_moment(candidate[:100]).iso())), None)


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                waiting = [json.loads(script.text or "")]
            except (ValueError, RecursionError):
                continue
            while waiting:
                match waiting.pop():
                    case {"datePublished": str(published)}:
                        yield published
                    case {"@graph": list(nodes)} | list(nodes):
                        waiting.extend(reversed(nodes))
