"""A briefing as one HTML page: the article beside what it says, each leading to the other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefer.briefing import Briefing
from briefer.render.html.document import document
from briefer.render.html.marks import Mark, paragraphs
from briefer.render.outline import OWN_VOICE, Entry, Group, Outline, Section, SectionKind, outline
from briefer.render.phrases import SEPARATOR, count, speaker

_KINDS: dict[SectionKind, str] = {
    "denials": "denial",
    "uncertainties": "uncertainty",
    "claims": "claim",
    "added": "added",
    "checks": "check",
    "sources": "source",
    "summary": "summary",
}
"""What an item of a section is, for the style; the first that cites a sentence decides how it is marked."""

_LABELS = {"summary": "bottom line", "check": "uncited cue"}
"""What an item without an id is called beside the sentences that it cites."""

_HEADLINE = Mark("headline", "headline", "summary")
# The contract's ids and those of added sections: nothing else on the page is called so.
_ANCHOR = re.compile(r"[A-Z][1-9][0-9]*|[a-z][a-z0-9_]*-[1-9][0-9]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry and its place on the page."""

    anchor: str
    kind: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Group:
    """Items under a heading; ``source`` is the id of the source that it names."""

    title: str | None
    source: str | None
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    anchor: str
    title: str
    note: str | None
    groups: tuple[_Group, ...]

    @property
    def size(self) -> int:
        return sum(len(group.items) for group in self.groups)


def page(briefing: Briefing) -> str:
    """The briefing as one HTML file that loads nothing and runs no script but ours.

    Every item has an anchor: its id (``#C3``), or ``#headline``; sentence 4 is ``#s4``.
    """
    shown = outline(briefing)
    sections = tuple(_sections(shown, briefing))
    items = [item for section in sections for group in section.groups for item in group.items]
    article = briefing.article
    language = article.language or ""
    return document(
        "page.html.j2",
        script=True,
        shown=shown,
        sections=sections,
        # Ids of added sections are their own affair: only the contract's can be pointed at.
        statements={item.entry.id: item.entry.text for item in items if item.anchor == item.entry.id},
        speakers=_speakers(briefing, items),
        paragraphs=paragraphs(article, _marks(shown, items)),
        last_sentence=len(article.sentences),
        language=language if _LANGUAGE.fullmatch(language) and language != "en" else None,
        address=_address(article.url),
        citation=SEPARATOR.join(
            part for part in (article.title, article.outlet, article.published, shown.place) if part
        ),
        article=article,
        made=briefing.provenance,
        count=count,
        own_voice=OWN_VOICE,
    )


def _sections(shown: Outline, briefing: Briefing) -> Iterator[_Section]:
    names = {source.id: source.name for source in briefing.sources}
    taken = {_HEADLINE.anchor}
    for number, section in enumerate(shown.sections, 1):
        groups = _by_source(section, names) if section.kind == "claims" else [(group, None) for group in section.groups]
        kind = _KINDS[section.kind]
        yield _Section(
            f"section.{number}",
            section.title,
            section.note,
            tuple(
                _Group(group.title, source, tuple(_Item(_anchor(entry, taken), kind, entry) for entry in group.entries))
                for group, source in groups
            ),
        )


def _by_source(section: Section, names: Mapping[str, str]) -> list[tuple[Group, str | None]]:
    """The claims under who makes them; a source's most important claim decides its place."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for group in section.groups:
        for entry in group.entries:
            entries[entry.speakers[0]].append(entry)
    return [
        (Group(speaker(names, None if by == OWN_VOICE else by, ()), tuple(found)), None if by == OWN_VOICE else by)
        for by, found in entries.items()
    ]


def _anchor(entry: Entry, taken: set[str]) -> str:
    """The entry's id where it can be an address and is the first of its name, else a number that no id can be."""
    anchor = entry.id or ""
    if anchor in taken or not _ANCHOR.fullmatch(anchor):
        anchor = f"item.{len(taken)}"
    taken.add(anchor)
    return anchor


def _marks(shown: Outline, items: Iterable[_Item]) -> dict[int, tuple[Mark, ...]]:
    kinds = list(_KINDS.values())
    found: dict[int, list[Mark]] = defaultdict(list)
    for number in shown.headline.numbers:
        found[number].append(_HEADLINE)
    for item in items:
        for number in dict.fromkeys(item.entry.numbers):
            found[number].append(Mark(item.anchor, item.entry.id or _LABELS.get(item.kind, item.kind), item.kind))
    return {number: tuple(sorted(marks, key=lambda mark: kinds.index(mark.kind))) for number, marks in found.items()}


def _speakers(briefing: Briefing, items: Iterable[_Item]) -> list[tuple[str, str]]:
    """Who can be chosen in the filter: the sources, and the article where something is in its own voice."""
    own = any(OWN_VOICE in item.entry.speakers for item in items)
    sources = [(source.id, source.name) for source in briefing.sources]
    return [*sources, (OWN_VOICE, speaker({}, None, ()))] if own else sources


def _address(url: str | None) -> str | None:
    """The article's address where following it is what a reader expects, never a script."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
