"""``--html``: a page beside each article's other files, and the index of all pages when the run ends."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.articles import Input
from briefer.briefing import Briefing
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

        path = stem.with_name(stem.name + ".html")
        write_private(path, page(briefing))
        self.cards[item] = card(briefing, path.relative_to(self.folder).as_posix())

    def failed(self, item: Input, reason: str) -> None:
        """Note an article that has no page."""
        from briefer.render.html.index import Failure

        self.failures[item] = Failure(item.shown, reason)

    def write_index(self, inputs: Iterable[Input]) -> None:
        """Write ``index.html``, in the order of ``inputs``; also after an interrupted run, of what was finished."""
        from briefer.render.html.index import index

        inputs = tuple(inputs)
        cards = [self.cards[item] for item in inputs if item in self.cards]
        failures = [self.failures[item] for item in inputs if item in self.failures]
        write_private(self.folder / "index.html", index(cards, failures))
