"""What the digest keeps of a briefing: its items and what its sentences look like, never the article's text."""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from briefer.briefing import Briefing, Claim, Denial, Source, Uncertainty
from briefer.digest.units import Sort, Statement, plain

_SPACING = re.compile(r"\W+")
_SHORTEST = 5
"""Words of the shortest sentence that shows where a text comes from."""


@dataclass(frozen=True)
class Held:
    """One article's items; ``prints`` are fingerprints of its sentences."""

    article_id: str
    path: str | None
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    text_sha256: str
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...]
    uncertainties: tuple[Uncertainty, ...]
    prints: frozenset[bytes]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in what it says, by which two articles on one story know each other."""
        items: tuple[Claim | Denial | Uncertainty, ...] = (*self.claims, *self.denials, *self.uncertainties)
        return frozenset(
            unit.word for item in items for unit in self.statement(item).said.units if unit.sort is Sort.NAME
        )

    def statement(self, item: Claim | Denial | Uncertainty) -> Statement:
        """An item as the matcher compares it; taken apart once."""
        known = self._statements.get(item.id)
        if known is None:
            known = self._statements[item.id] = Statement(
                item.statement,
                tuple(evidence.exact for evidence in item.evidence),
                tuple(name for source in self._speakers(item) for name in (source.name, *source.aliases)),
                self.language,
            )
        return known

    def _speakers(self, item: Claim | Denial | Uncertainty) -> list[Source]:
        wanted = {item.source, *item.via}
        return [source for source in self.sources if source.id in wanted]

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        return {}


def held(briefing: Briefing) -> Held:
    """Keep of a briefing what a digest needs; the article's text is let go."""
    article = briefing.article
    return Held(
        article_id=article.id,
        path=article.path,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        language=article.language,
        text_sha256=article.text_sha256,
        sources=briefing.sources,
        claims=briefing.claims,
        denials=briefing.denials,
        uncertainties=briefing.uncertainties,
        prints=frozenset(
            mark for start, end in article.sentences if (mark := _fingerprint(article.text[start:end])) is not None
        ),
    )


def _fingerprint(sentence: str) -> bytes | None:
    """A sentence's words, whatever its dateline, case, spacing and marks; None for one too short to show anything."""
    words = _SPACING.split(plain(sentence).casefold())
    if len(words) < _SHORTEST:
        return None
    return blake2b("".join(words).encode("utf-8", "replace"), digest_size=8).digest()
