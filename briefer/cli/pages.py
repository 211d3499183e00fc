"""``--html``: a page beside each article's other files, and the index of all pages when the run ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.articles import Input
from briefer.briefing import Briefing
from briefer.cli.digesting import DIGEST_PAGE
from briefer.store.output import write_private

if TYPE_CHECKING:
    from briefer.render.html.index import Card, Failure


@dataclass(slots=True)
class Pages:
    """The pages of one run under ``folder``; holds what the index shows of each, not the briefings."""

    folder: Path
    cards: "dict[Input, Card]" = field(default_factory=dict)
    failures: "dict[Input, Failure]" = field(default_factory=dict)

    def write(self, item: Input, stem: Path, briefing: Briefing) -> None:
        """Write a briefing's page at ``stem`` with ``.html`` behind it; raises ArticleError where it can't."""
        from briefer.render.html.index import card
        from briefer.render.html.page import page

        write_private(_page_at(stem), page(briefing))
        self.cards[item] = card(briefing, self._href(stem))

    def failed(self, item: Input, reason: str) -> None:
        """Note an article that has no page."""
        from briefer.render.html.index import Failure

        self.failures[item] = Failure(item.shown, reason)

    def write_index(self, outputs: Mapping[Input, Path]) -> None:
        """Write ``index.html``, in the order of ``outputs``; also after an interrupted run, of what was finished.

        An article that an earlier run finished, and this one did not take up, keeps its place.
        """
        from briefer.render.html.index import index

        found = (self.cards.get(item) or self._earlier(item, stem) for item, stem in outputs.items())
        cards = [card for card in found if card is not None]
        failures = [self.failures[item] for item in outputs if item in self.failures]
        digest = DIGEST_PAGE if (self.folder / DIGEST_PAGE).is_file() else None
        write_private(self.folder / "index.html", index(cards, failures, digest))

    def _earlier(self, item: Input, stem: Path) -> "Card | None":
        from briefer.render.html.index import card

        if item in self.failures or not _page_at(stem).exists():
            return None
        try:
            briefing = Briefing.model_validate_json(stem.with_name(stem.name + ".json").read_bytes())
        except (OSError, ValueError):
            return None
        return card(briefing, self._href(stem))

    def _href(self, stem: Path) -> str:
        return _page_at(stem).relative_to(self.folder).as_posix()


def _page_at(stem: Path) -> Path:
    return stem.with_name(stem.name + ".html")
