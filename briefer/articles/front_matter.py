"""The YAML block at the head of a Markdown file."""

import re
from dataclasses import dataclass
from typing import Final

from briefer.articles.dates import read_moment
from briefer.articles.words import metadata_words

_BLOCK: Final = re.compile(r"---[ \t]*\r?\n(?P<yaml>(?:.{0,2000}\r?\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_ENTRY: Final = re.compile(r"(?P<key>[\w-]+)\s*:\s+(?P<value>\S.*)")
_ENTRY_LINE: Final = re.compile(r"[\w-]+\s*:(?:\s|$)|\s+\S|-\s|#|\s*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter states, and where the text below it begins."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """The front matter that ``text`` begins with; an empty one, ending at 0, where there is none.

    A block that is not valid YAML but has one ``key: value`` on each line is read line by line; anything else between
    two rules is running text.
    """
    block = _BLOCK.match(text)
    if not block or not all(map(_ENTRY_LINE.match, block["yaml"].splitlines())):
        return FrontMatter()
    entries = _entries(block["yaml"])
    date = _first(entries, "published")
    return FrontMatter(
        title=_first(entries, "title"),
        outlet=_first(entries, "outlet"),
        published=read_moment(date).iso() if date else None,
        end=block.end(),
    )


def _entries(block: str) -> dict[str, str]:
    import yaml  # only Markdown needs it

    try:
        # BaseLoader makes no objects and leaves every scalar a string: dates stay as printed.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        loaded = {
            match["key"]: match["value"].strip("\"' \t\r") for match in map(_ENTRY.match, block.splitlines()) if match
        }
    if not isinstance(loaded, dict):
        return {}
    return {key.lower(): value for key, value in loaded.items() if isinstance(key, str) and isinstance(value, str)}


def _first(entries: dict[str, str], field: str) -> str | None:
    return next((entries[key] for key in metadata_words("front_matter")[field] if entries.get(key, "").strip()), None)
