"""The digest of a run: gathered while the briefings are made, printed and written after the last."""

import asyncio
import gc
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefer.briefing import Briefing
from briefer.cli.stderr import say
from briefer.errors import ArticleError, EndpointRefusedError
from briefer.llm.account import Account
from briefer.llm.endpoints import Endpoint
from briefer.store.answers import AnswerStore
from briefer.store.output import write_private

if TYPE_CHECKING:
    from briefer.digest.contract import Digest
    from briefer.digest.held import Held

DigestFormat: TypeAlias = Literal["text", "md", "html", "json"]
_SEPARATOR: Mapping[DigestFormat, str] = {"text": "\n", "md": "\n---\n\n"}
"""What stands before a digest that follows briefings."""

DIGEST_PAGE = "digest.html"

FEWEST = 2
"""Briefings from which on there is something to compare."""


@dataclass(frozen=True)
class Asked:
    """Which model adds to a digest, with the user's prompts, the store of answers and the account."""

    endpoint: Endpoint
    prompts: Path | None = None
    store: AnswerStore | None = None
    refresh: bool = False
    account: Account | None = None


@dataclass
class Gathered:
    """What the digest needs of each briefing; ``stems`` are their files without the endings, by the text's SHA-256."""

    kept: "list[Held]" = field(default_factory=list)
    stems: dict[str, Path] = field(default_factory=dict)

    def add(self, briefing: Briefing, stem: Path | None) -> None:
        """Keep a briefing's items; its article's text is let go."""
        from briefer.digest.held import held

        found = held(briefing)
        self.kept.append(found)
        if stem is not None:
            self.stems.setdefault(found.text_sha256, stem)


@dataclass
class Gathering:
    """The digest of a run; gathers nothing where none is wanted."""

    wanted: bool
    prompts: Path | None = None
    html: bool = False
    found: Gathered = field(default_factory=Gathered)

    def add(self, briefing: Briefing, stem: Path | None) -> None:
        """Keep a finished briefing's items, and where its files are."""
        if self.wanted:
            self.found.add(briefing, stem)

    def conclude(
        self, asked: Asked | None, *, folder: Path | None, stems: Iterable[Path], shown: DigestFormat | None
    ) -> None:
        """Write and print the digest, where one is wanted and there are at least two articles.

        Args:
            asked: The model to ask; None for the rules alone.
            folder: Where the digest's files go; None to write nothing.
            stems: Where the run's briefings are; those that an earlier run wrote belong to the digest too.
            shown: The format to print; None to print nothing.

        Raises:
            ArticleError: A file of the digest can't be written.

        """
        if not self.wanted or (folder is None and shown is None):
            return
        self._take_in(stems)
        if len({each.text_sha256 for each in self.found.kept}) < FEWEST:
            return
        digest = make(self.found.kept, asked)
        self.found.kept.clear()
        if folder is not None:
            write(digest, folder, self.found.stems if self.html else None)
        if shown is not None:
            sys.stdout.write(_SEPARATOR.get(shown, "") + printed(digest, shown))
            sys.stdout.flush()

    def _take_in(self, stems: Iterable[Path]) -> None:
        """Add what earlier runs wrote and this one did not; a file that is no briefing is passed over, and named."""
        known = set(self.found.stems.values())
        for stem in stems:
            file = _with_ending(stem, ".json")
            if stem in known or not file.is_file():
                continue
            try:
                earlier = read_back([file])
            except ArticleError as error:
                say(f"brief: left out of the digest: {error}")
                continue
            fresh = [each for each in earlier.kept if each.text_sha256 not in self.found.stems]
            self.found.kept += fresh
            self.found.stems.update((each.text_sha256, stem) for each in fresh)


def read_back(written: Iterable[Path]) -> Gathered:
    """What was held of briefings already written, read one at a time; raises ArticleError for what is none."""
    from briefer.digest.reading import read_briefings

    found = Gathered()
    for path in written:
        for briefing in read_briefings(path):
            found.add(briefing, path.with_suffix("") if path.suffix == ".json" else None)
    return found


def _with_ending(stem: Path, ending: str) -> Path:
    # Path.with_suffix would take away what stands after a dot in the article's own name.
    return stem.with_name(stem.name + ending)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Leave the collector off: a digest is made of no cycles, and to look for some takes a third of the time."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


@_no_search_for_cycles()
def make(found: "Sequence[Held]", asked: Asked | None) -> "Digest":
    """The digest, by the rules and, where one is given, with a model.

    Where the model can't be asked, the rules alone stand and a line on stderr says why: the briefings are made already.
    """
    from briefer.digest.making import make_digest

    if asked is not None:
        from briefer.digest.session import can_judge, digest_with_model

        if can_judge(asked.endpoint):
            try:
                return asyncio.run(
                    digest_with_model(
                        found,
                        asked.endpoint,
                        asked.prompts,
                        store=asked.store,
                        refresh=asked.refresh,
                        account=asked.account,
                    )
                )
            except (ArticleError, EndpointRefusedError) as error:
                say(f"brief: the digest is made without a model: {error}")
    return make_digest(found)


@_no_search_for_cycles()
def write(digest: "Digest", folder: Path, stems: Mapping[str, Path] | None) -> None:
    """Write ``digest.json``, ``digest.md`` and maybe ``digest.html`` into a folder, each whole or not at all.

    Args:
        digest: The digest.
        folder: The folder.
        stems: For the page, where each article's files are, by its text's SHA-256; None for no page.
    """
    from briefer.render.digest_json import contract_json
    from briefer.render.digest_markdown import digest_markdown

    write_private(folder / "digest.json", contract_json(digest))
    write_private(folder / "digest.md", digest_markdown(digest))
    if stems is not None:
        from briefer.render.html.digest import digest_page

        write_private(folder / DIGEST_PAGE, digest_page(digest, _pages(digest, folder, stems)))


def _pages(digest: "Digest", folder: Path, stems: Mapping[str, Path]) -> dict[str, str]:
    """The articles' pages that stand under the folder of the digest's, by article id, as paths relative to it."""
    found = ((article.id, stems.get(article.text_sha256)) for article in digest.articles)
    pages = ((article, _with_ending(stem, ".html")) for article, stem in found if stem is not None)
    # Absolute, and with links followed: the briefings may have been named in another way than the folder.
    inside = folder.resolve()
    resolved = ((article, page.resolve()) for article, page in pages if page.is_file())
    return {article: page.relative_to(inside).as_posix() for article, page in resolved if page.is_relative_to(inside)}


def printed(digest: "Digest", chosen: DigestFormat | None) -> str:
    """The digest in a format; None for text on a terminal and Markdown in a pipe."""
    terminal = sys.stdout.isatty()
    match chosen or ("text" if terminal else "md"):
        case "json":
            from briefer.render.digest_json import contract_json

            return contract_json(digest)
        case "html":
            from briefer.render.html.digest import digest_page

            return digest_page(digest)
        case "md":
            from briefer.render.digest_markdown import digest_markdown

            return digest_markdown(digest)
        case _:
            from briefer.render.digest_terminal import digest_text

            width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
            return digest_text(digest, width=width, colour=terminal and not os.environ.get("NO_COLOR"))
