"""The words of metadata.toml and abbreviations.toml, read once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def metadata_words(name: str) -> Any:
    """The entry ``name`` of metadata.toml."""
    return _read("metadata.toml")[name]


@cache
def abbreviations() -> Any:
    """The whole of abbreviations.toml."""
    return _read("abbreviations.toml")


def either(words: Iterable[str]) -> str:
    """A regular expression that matches any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("briefer.articles").joinpath(name).read_text(encoding="utf-8"))
