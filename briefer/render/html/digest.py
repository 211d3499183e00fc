"""A digest as one HTML page: the cited sentences of all articles beside what they say together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from briefer.digest.contract import Digest, DigestArticle
from briefer.render.digest_outline import DigestEntry, DigestOutline, DigestSectionKind, digest_outline
from briefer.render.html.document import document
from briefer.render.html.marks import Mark, by_sentence
from briefer.render.html.parts import Item, ItemGroup, Part, address, anchor, beside, choices, language_mark
from briefer.render.outline import OWN_VOICE
from briefer.render.phrases import SEPARATOR

_KINDS: dict[DigestSectionKind, str] = {
    "denials": "denial",
    "conflicts": "conflict",
    "uncertainties": "uncertainty",
    "claims": "claim",
    "sources": "source",
    "articles": "article",
    "summary": "summary",
    "timeline": "step",
}
"""What an item of a section is, for the style; the first that cites a sentence decides how it is marked."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A cited sentence: ``cite`` is article and number, ``href`` where its number leads."""

    cite: str
    text: str
    href: str
    marks: tuple[Mark, ...]

    @property
    def kind(self) -> str:
        return self.marks[0].kind if self.marks else ""


@dataclass(frozen=True, slots=True)
class _From:
    """The article that sentences stand in: what it is called, and the whole of its origin for a citation."""

    id: str
    name: str
    origin: str


def digest_page(digest: Digest, pages: Mapping[str, str] | None = None) -> str:
    """The digest as one HTML file that loads nothing and runs no script but ours; nothing is left out.

    Every item has an anchor, its id (``#C3``); sentence 4 of the second article is ``#sA2:4``.

    Args:
        digest: The digest.
        pages: The articles' own pages: for an article's id its path relative to this page, ``/`` between its parts.
    """
    shown = digest_outline(digest, whole=True)
    sections = tuple(_sections(shown))
    items = [item for section in sections for group in section.groups for item in group.items]
    hrefs = {article: beside(path) for article, path in (pages or {}).items()}
    speakers = {by for item in items if item.kind != "source" for by in item.entry.speakers}
    marked = {article.id: language_mark(article.language) for article in digest.articles}
    return document(
        "digest.html.j2",
        script=True,
        shown=shown,
        sections=sections,
        statements={item.entry.id: item.entry.text for item in items if item.anchor == item.entry.id},
        speakers=choices(
            ((source.id, source.name) for source in digest.sources if source.id in speakers), own=OWN_VOICE in speakers
        ),
        sentences=dict(shown.evidence),
        languages={cite: language for cite, _ in shown.evidence if (language := marked[_article_of(cite)])},
        pages=hrefs,
        addresses={article.id: web for article in digest.articles if (web := address(article.url))},
        articles=digest.articles,
        evidence=tuple(_evidence(digest, shown, items, hrefs)),
        citation=f"{shown.title}{SEPARATOR}{digest.provenance.created_at.isoformat(timespec='seconds')}",
        made=digest.provenance,
    )


def _sections(shown: DigestOutline) -> Iterator[Part[DigestEntry]]:
    taken: set[str] = set()
    for number, section in enumerate(shown.sections, 1):
        kind = _KINDS[section.kind]
        # An article's id is the address of what tells of the article, not of its step in the timeline.
        items = tuple(
            Item(anchor(None if kind == "step" else entry.id, taken), kind, entry) for entry in section.entries
        )
        yield Part(f"section.{number}", section.title, section.note, (ItemGroup(None, None, items),) if items else ())


def _evidence(
    digest: Digest, shown: DigestOutline, items: list[Item[DigestEntry]], pages: Mapping[str, str]
) -> Iterator[tuple[_From, tuple[_Quoted, ...]]]:
    """Every article that is cited, with its cited sentences."""
    marks = by_sentence(
        (
            (cite, Mark(item.anchor, item.entry.id or "bottom line", item.kind))
            for item in items
            for cite in item.entry.all_cites
        ),
        tuple(_KINDS.values()),
    )
    articles = {article.id: article for article in digest.articles}
    for article, cited in groupby(shown.evidence, key=lambda found: _article_of(found[0])):
        page = pages.get(article)
        yield (
            _from(articles[article]),
            tuple(
                _Quoted(cite, text, f"{page}#s{cite.partition(':')[2]}" if page else f"#s{cite}", marks.get(cite, ()))
                for cite, text in cited
            ),
        )


def _article_of(cite: str) -> str:
    return cite.partition(":")[0]


def _from(article: DigestArticle) -> _From:
    place = article.path or article.url or ""
    parts = (article.title, article.outlet, article.published, place)
    return _From(article.id, article.title or place, SEPARATOR.join(part for part in parts if part))
