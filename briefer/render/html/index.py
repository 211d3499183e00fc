"""The index of a folder of pages: every article with its counts, and who claims most and stands unopposed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.briefing import Briefing, ClaimStatus
from briefer.render.html.document import document
from briefer.render.html.parts import beside
from briefer.render.html.pictures import Bar, Counts, bars, in_words, strip
from briefer.render.phrases import SEPARATOR, count, origin, place, speaker

_MOST_SOURCES = 12


@dataclass(frozen=True, slots=True)
class Card:
    """What the index keeps of one briefing: a few hundred bytes, whatever the article's length."""

    title: str
    origin: str
    href: str
    statuses: Counts
    sources: dict[str, Counts]
    tally: str
    degraded: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that has no page, and why."""

    place: str
    reason: str


def card(briefing: Briefing, href: str) -> Card:
    """What the index shows of a briefing.

    Args:
        briefing: The briefing.
        href: Its page, as a path relative to the index, with ``/`` between its parts.
    """
    names = {source.id: source.name for source in briefing.sources}
    by_source: dict[str, Counter[ClaimStatus]] = defaultdict(Counter)
    for claim in briefing.claims:
        by_source[speaker(names, claim.source, ())][claim.status] += 1
    statuses = Counter(claim.status for claim in briefing.claims)
    counted = (
        count(len(briefing.claims), "claim") + in_words(statuses),
        count(len(briefing.denials), "denial"),
        _plural(len(briefing.uncertainties), "uncertainty", "uncertainties"),
        count(len(briefing.sources), "source"),
        f"{len(briefing.quarantine):,} quarantined" if briefing.quarantine else "",
        count(len(briefing.omissions), "uncited cue") if briefing.omissions else "",
    )
    return Card(
        title=briefing.headline.text or briefing.article.title or "No headline",
        origin=SEPARATOR.join([*origin(briefing), place(briefing.article)]),
        href=beside(href),
        statuses=dict(statuses),
        sources={name: dict(counts) for name, counts in by_source.items()},
        tally=SEPARATOR.join(filter(None, counted)),
        degraded=briefing.degraded,
    )


def index(cards: Sequence[Card], failures: Sequence[Failure] = (), digest: str | None = None) -> str:
    """The index as one HTML file without a script: pictures of all claims, then a link to every article's page.

    Args:
        cards: The articles, in the order in which they stand.
        failures: What has no page.
        digest: The page of their digest, as a path relative to the index; None where there is none.
    """
    statuses = sum((Counter(each.statuses) for each in cards), Counter[ClaimStatus]())
    most, others = _by_source(cards)
    return document(
        "index.html.j2",
        totals=SEPARATOR.join([count(len(cards), "article"), count(statuses.total(), "claim") + in_words(statuses)]),
        by_status=bars(
            "Claims by status",
            [
                Bar(status.value, f"{statuses[status]:,} of {statuses.total():,}", {status: statuses[status]})
                for status in ClaimStatus
            ],
            name="bystatus",
        ),
        by_source=bars("Claims by source", most, name="bysource"),
        others=others,
        cards=[(each, strip(each.statuses)) for each in cards],
        failures=failures,
        digest=None if digest is None else beside(digest),
    )


def _by_source(cards: Sequence[Card]) -> tuple[list[Bar], str]:
    """The sources with most claims, and the others in words; one name in two articles counts as one source."""
    found: dict[str, Counter[ClaimStatus]] = defaultdict(Counter)
    for each in cards:
        for name, counts in each.sources.items():
            found[name].update(counts)
    ranked = sorted(found.items(), key=lambda one: (-one[1].total(), one[0]))
    most, others = ranked[:_MOST_SOURCES], ranked[_MOST_SOURCES:]
    together = sum((counts for _, counts in others), Counter[ClaimStatus]())
    told = f"{count(len(others), 'other source')}: {together.total():,}{in_words(together)}" if others else ""
    return [Bar(name, f"{counts.total():,}{in_words(counts)}", dict(counts)) for name, counts in most], told


def _plural(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
