"""Claims, denials and uncertainties as a table for a spreadsheet: one row each, with its citation."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from briefer.briefing import Briefing, Claim, Denial, Uncertainty
from briefer.render.escape import one_line
from briefer.render.phrases import place

COLUMNS = (
    "article",
    "article_id",
    "title",
    "outlet",
    "published",
    "type",
    "id",
    "statement",
    "standing",
    "source",
    "via",
    "cue",
    "quote",
    "hedges",
    "about",
    "sentences",
    "offsets",
    "evidence",
)
"""``standing`` is a claim's status, a denial's strength or an uncertainty's kind; ``about`` claims it is of."""

# What a spreadsheet may read as a formula: at the beginning of a cell, and after a semicolon, which in half the world
# is what separates cells, so that the rest of a text becomes a cell. Quotes and spaces before it don't help.
_FORMULA = re.compile(r"(^|;)(?=[\s\"']*[=+\-@＝＋－＠])")
_BETWEEN = " | "


def header() -> str:
    """The first line, ending in a line break."""
    return _written([COLUMNS])


def rows(briefing: Briefing) -> str:
    """A line for each claim, denial and uncertainty (RFC 4180, UTF-8), nothing for none; no cell is a formula.

    A cell that a spreadsheet would compute begins with an apostrophe. Control and reordering characters are treated as
    in a terminal; several values in a cell stand between ``|``.
    """
    names = {source.id: source.name for source in briefing.sources}
    article = briefing.article
    about = (place(article), article.id, article.title or "", article.outlet or "", article.published or "")
    return _written([*about, *cells] for cells in _cells(briefing, names))


def _cells(briefing: Briefing, names: dict[str, str]) -> Iterator[list[str]]:
    for claim in briefing.claims:
        yield [
            *("claim", claim.id, claim.statement, claim.status.value),
            *_said(claim, names),
            *(claim.quote or "", _BETWEEN.join(claim.hedges), ""),
            *_citation(claim),
        ]
    for denial in briefing.denials:
        yield [
            *("denial", denial.id, denial.statement, denial.strength.value),
            *_said(denial, names),
            *("", "", " ".join(denial.denies)),
            *_citation(denial),
        ]
    for item in briefing.uncertainties:
        yield [
            *("uncertainty", item.id, item.statement, item.kind.value),
            *_said(item, names),
            *("", "", " ".join(item.about)),
            *_citation(item),
        ]


def _said(item: Claim | Denial | Uncertainty, names: dict[str, str]) -> list[str]:
    """Who says it, through whom and in which words; no name is the article's own voice."""
    source = names.get(item.source, item.source) if item.source else ""
    return [source, _BETWEEN.join(names.get(each, each) for each in item.via), item.cue or ""]


def _citation(item: Claim | Denial | Uncertainty) -> list[str]:
    return [
        " ".join(str(each.sentence) for each in item.evidence),
        " ".join(f"{each.start}..{each.end}" for each in item.evidence),
        _BETWEEN.join(each.exact for each in item.evidence),
    ]


def _written(lines: Iterable[Sequence[str]]) -> str:
    table = StringIO()
    csv.writer(table, lineterminator="\r\n").writerows([_inert(cell) for cell in line] for line in lines)
    return table.getvalue()


def _inert(cell: str) -> str:
    return _FORMULA.sub(r"\1'", one_line(cell))
