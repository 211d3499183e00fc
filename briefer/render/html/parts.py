"""What the pages are made of: parts with their items and addresses, and the links that may lead out of a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote, urlsplit

from briefer.render.outline import OWN_VOICE
from briefer.render.phrases import speaker

E = TypeVar("E")
"""The sort of entry that a page shows."""

# The contracts' ids and those of added sections: nothing else on a page is called so.
_ANCHOR = re.compile(r"[A-Z][1-9][0-9]*|[a-z][a-z0-9_]*-[1-9][0-9]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Item(Generic[E]):
    """An entry, its place on the page, and what it is, for the style."""

    anchor: str
    kind: str
    entry: E


@dataclass(frozen=True, slots=True)
class ItemGroup(Generic[E]):
    """Items under a heading, or under none; ``source`` is the id of the source that it names."""

    title: str | None
    source: str | None
    items: tuple[Item[E], ...]


@dataclass(frozen=True, slots=True)
class Part(Generic[E]):
    """A part of the page; ``note`` is said first."""

    anchor: str
    title: str
    note: str | None
    groups: tuple[ItemGroup[E], ...]

    @property
    def size(self) -> int:
        """How many items it has."""
        return sum(len(group.items) for group in self.groups)


def anchor(identity: str | None, taken: set[str]) -> str:
    """An item's id where it can be an address and is the first of its name, else a number that no id can be."""
    wanted = identity or ""
    if wanted in taken or not _ANCHOR.fullmatch(wanted):
        wanted = f"item.{len(taken)}"
    taken.add(wanted)
    return wanted


def choices(sources: Iterable[tuple[str, str]], *, own: bool) -> list[tuple[str, str]]:
    """Who can be chosen in the filter: the sources, and the article where something is in its own voice."""
    return [*sources, (OWN_VOICE, speaker({}, None, ()))] if own else [*sources]


def language_mark(language: str | None) -> str | None:
    """An article's language, where it is one and not the page's own."""
    return language if language and _LANGUAGE.fullmatch(language) and language != "en" else None


def address(url: str | None) -> str | None:
    """An article's address where following it is what a reader expects, never a script."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def beside(href: str) -> str:
    """The address of a page in the same folder or further down, from its path with ``/`` between its parts."""
    return "./" + quote(href, errors="surrogateescape")  # a file name that is not UTF-8 keeps its bytes
