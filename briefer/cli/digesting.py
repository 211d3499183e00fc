"""The digest of a run: gathered while the briefings are made, printed and written after the last."""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

DigestFormat: TypeAlias = Literal["text", "md", "json"]
SEPARATOR: Mapping[DigestFormat, str] = {"text": "\n", "md": "\n---\n\n", "json": ""}
"""What stands before a digest that follows briefings."""

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


class Gathering:
    """What the digest needs of each briefing of a run; nothing where no digest is wanted."""

    def __init__(self, *, wanted: bool, prompts: Path | None = None) -> None:
        self.prompts = prompts
        self._wanted = wanted
        self._kept: list[Held] = []

    def add(self, briefing: Briefing) -> None:
        """Keep a finished briefing's items."""
        if self._wanted:
            from briefer.digest.held import held

            self._kept.append(held(briefing))

    def conclude(
        self, asked: Asked | None, *, folder: Path | None, written: Iterable[Path], shown: DigestFormat | None
    ) -> None:
        """Write and print the digest, where one is wanted and there are at least two articles.

        Args:
            asked: The model to ask; None for the rules alone.
            folder: Where ``digest.json`` and ``digest.md`` go; None to write nothing.
            written: Briefings that may be on disk from an earlier run and belong to it.
            shown: The format to print; None to print nothing.
        """
        if not self._wanted or (folder is None and shown is None):
            return
        done = {each.text_sha256 for each in self._kept}
        earlier = read_back(path for path in written if path.is_file())
        kept = [*self._kept, *(each for each in earlier if each.text_sha256 not in done)]
        if len({each.text_sha256 for each in kept}) < FEWEST:
            return
        digest = make(kept, asked)
        if folder is not None:
            write(digest, folder)
        if shown is not None:
            sys.stdout.write(SEPARATOR[shown] + printed(digest, shown))
            sys.stdout.flush()


def read_back(written: "Iterable[Path]") -> "Iterable[Held]":
    """What was held of briefings already written, one at a time: their texts are let go."""
    from briefer.digest.held import held
    from briefer.digest.reading import read_briefings

    for path in written:
        yield from (held(briefing) for briefing in read_briefings(path))


def make(kept: "Iterable[Held]", asked: Asked | None) -> "Digest":
    """The digest, by the rules and, where one is given, with a model.

    Where the model can't be asked, the rules alone stand and a line on stderr says why: the briefings are made already.
    """
    from briefer.digest.making import make_digest

    found = list(kept)
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


def write(digest: "Digest", folder: Path) -> None:
    """Write ``digest.json`` and ``digest.md`` into a folder, each whole or not at all."""
    from briefer.render.digest_json import contract_json
    from briefer.render.digest_markdown import digest_markdown

    write_private(folder / "digest.json", contract_json(digest))
    write_private(folder / "digest.md", digest_markdown(digest))


def printed(digest: "Digest", chosen: DigestFormat | None) -> str:
    """The digest in a format; None for text on a terminal and Markdown in a pipe."""
    terminal = sys.stdout.isatty()
    match chosen or ("text" if terminal else "md"):
        case "json":
            from briefer.render.digest_json import contract_json

            return contract_json(digest)
        case "md":
            from briefer.render.digest_markdown import digest_markdown

            return digest_markdown(digest)
        case _:
            from briefer.render.digest_terminal import digest_text

            width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
            return digest_text(digest, width=width, colour=terminal and not os.environ.get("NO_COLOR"))
