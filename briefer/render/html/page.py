"""A briefing as one HTML page: the article beside what it says, each leading to the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from briefer.briefing import Briefing
from briefer.render.html.document import document
from briefer.render.html.marks import Mark, by_sentence, paragraphs
from briefer.render.html.parts import Item, ItemGroup, Part, address, anchor, choices, language_mark
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


def page(briefing: Briefing) -> str:
    """The briefing as one HTML file that loads nothing and runs no script but ours.

    Every item has an anchor: its id (``#C3``), or ``#headline``; sentence 4 is ``#s4``.
    """
    shown = outline(briefing)
    sections = tuple(_sections(shown, briefing))
    items = [item for section in sections for group in section.groups for item in group.items]
    article = briefing.article
    return document(
        "page.html.j2",
        script=True,
        shown=shown,
        sections=sections,
        # Ids of added sections are their own affair: only the contract's can be pointed at.
        statements={item.entry.id: item.entry.text for item in items if item.anchor == item.entry.id},
        speakers=choices(
            ((source.id, source.name) for source in briefing.sources),
            own=any(OWN_VOICE in item.entry.speakers for item in items),
        ),
        paragraphs=paragraphs(article, _marks(shown, items)),
        sentences=range(1, len(article.sentences) + 1),
        language=language_mark(article.language),
        address=address(article.url),
        citation=SEPARATOR.join(
            part for part in (article.title, article.outlet, article.published, shown.place) if part
        ),
        article=article,
        made=briefing.provenance,
        count=count,
        own_voice=OWN_VOICE,
    )


def _sections(shown: Outline, briefing: Briefing) -> Iterator[Part[Entry]]:
    names = {source.id: source.name for source in briefing.sources}
    taken = {_HEADLINE.anchor}
    for number, section in enumerate(shown.sections, 1):
        groups = _by_source(section, names) if section.kind == "claims" else [(group, None) for group in section.groups]
        kind = _KINDS[section.kind]
        yield Part(
            f"section.{number}",
            section.title,
            section.note,
            tuple(
                ItemGroup(
                    group.title, source, tuple(Item(anchor(entry.id, taken), kind, entry) for entry in group.entries)
                )
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


def _marks(shown: Outline, items: Iterable[Item[Entry]]) -> dict[int, tuple[Mark, ...]]:
    found = [(number, _HEADLINE) for number in shown.headline.numbers]
    for item in items:
        mark = Mark(item.anchor, item.entry.id or _LABELS.get(item.kind, item.kind), item.kind)
        found += [(number, mark) for number in dict.fromkeys(item.entry.numbers)]
    return by_sentence(found, tuple(_KINDS.values()))
