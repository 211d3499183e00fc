"""Proposals for the parts of one article, made one: nothing twice, nothing lost, the weightiest of each part first."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import JsonValue

from briefer.briefing import MAX_EVIDENCE, SourceKind
from briefer.proposal import (
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
)
from briefer.templates.answers import MAX_SUMMARY

Item = TypeVar("Item", bound=ProposedClaim | ProposedUncertainty | ProposedDenial)


def merged(proposals: Sequence[Proposal]) -> Proposal:
    """One proposal out of those for an article's parts, in the order of the parts.

    The headline is the first part's. The bottom line takes the first sentence of each part, then the second, up to its
    length; claims are ordered the same way, all of them. A source is the same where its name or an alias is; a
    statement is the same where its words and its source are, and then it has the evidence of both.
    """
    if len(proposals) == 1:
        return proposals[0]
    keyed = [_renamed(proposal, f"{number}.") for number, proposal in enumerate(proposals, 1)]
    sources = _Sources()
    for proposal in keyed:
        for source in proposal.sources:
            sources.add(source)
    claims = _Statements(_by_rank([proposal.claims for proposal in keyed]), sources.keys, {})
    uncertainties = _Statements(_in_a_row([one.uncertainties for one in keyed]), sources.keys, claims.keys)
    denials = _Statements(_in_a_row([one.denials for one in keyed]), sources.keys, claims.keys)
    return Proposal(
        headline=keyed[0].headline,
        summary=_distinct(_by_rank([proposal.summary for proposal in keyed]))[:MAX_SUMMARY],
        sources=tuple(sources.kept),
        claims=tuple(claims.kept),
        uncertainties=tuple(uncertainties.kept),
        denials=tuple(denials.kept),
        sections=MappingProxyType(
            {
                name: _items(_in_a_row([one.sections.get(name, ()) for one in keyed]), claims.keys)
                for name in dict.fromkeys(name for one in keyed for name in one.sections)
            }
        ),
    )


@dataclass
class _Sources:
    """Sources without duplicates; ``keys`` leads from every key to the one that was kept."""

    kept: list[ProposedSource] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def add(self, source: ProposedSource) -> None:
        same = self._same(source)
        if same is None:
            self.keys[source.key] = source.key
            self.kept.append(source)
            return
        known = self.kept[same]
        self.keys[source.key] = known.key
        names = dict.fromkeys((*known.aliases, source.name, *source.aliases))
        self.kept[same] = replace(
            known,
            aliases=tuple(name for name in names if name != known.name),
            description=known.description or source.description,
            sentences=_joined(known.sentences, source.sentences),
        )

    def _same(self, source: ProposedSource) -> int | None:
        names = {_folded(name) for name in (source.name, *source.aliases)}
        for place, known in enumerate(self.kept):
            if known.kind is source.kind and names & {_folded(name) for name in (known.name, *known.aliases)}:
                return place
        if source.kind is not SourceKind.NAMED_PERSON:
            return None
        # "Kirby" or "Mr Kirby" of a later part, where only one Kirby is known.
        last = _folded(source.name).split()[-1:]
        alike = [
            place
            for place, known in enumerate(self.kept)
            if known.kind is source.kind and _folded(known.name).split()[-1:] == last
        ]
        short = len(source.name.split()) == 1 or source.name.split()[0].rstrip(".") in {"Mr", "Mrs", "Ms", "Dr"}
        return alike[0] if short and len(alike) == 1 else None


class _Statements:
    """Statements without duplicates, their links led to what was kept."""

    def __init__(self, items: Iterable[Any], sources: dict[str, str], claims: dict[str, str]) -> None:
        self.keys: dict[str, str] = {}
        found: dict[Hashable, Any] = {}
        for each in items:
            item = _linked(each, sources, claims)
            sameness = (_folded(item.statement), item.source)
            if (known := found.get(sameness)) is None:
                found[sameness] = item
                self.keys[item.key] = item.key
            else:
                found[sameness] = replace(known, sentences=_joined(known.sentences, item.sentences))
                self.keys[item.key] = known.key
        self.kept = list(found.values())


def _linked(item: Item, sources: dict[str, str], claims: dict[str, str]) -> Item:
    links: dict[str, Any] = {
        name: tuple(dict.fromkeys(claims.get(key, key) for key in getattr(item, name)))
        for name in ("about", "denies")
        if hasattr(item, name)
    }
    source = None if item.source is None else sources.get(item.source, item.source)
    return replace(item, source=source, via=tuple(sources.get(key, key) for key in item.via), **links)


def _items(items: Iterable[ProposedItem], claims: dict[str, str]) -> tuple[ProposedItem, ...]:
    return tuple(_with_claims(item, lambda key: claims.get(key, key)) for item in items)


def _renamed(proposal: Proposal, prefix: str) -> Proposal:
    """The proposal with ``prefix`` before every key, so that those of other parts are others."""

    def key(old: str) -> str:
        return prefix + old

    def renamed(item: Any) -> Any:
        links: dict[str, Any] = {
            name: tuple(map(key, getattr(item, name))) for name in ("via", "about", "denies") if hasattr(item, name)
        }
        if getattr(item, "source", None) is not None:
            links["source"] = key(item.source)
        return replace(item, key=key(item.key), **links)

    return replace(
        proposal,
        sources=tuple(map(renamed, proposal.sources)),
        claims=tuple(map(renamed, proposal.claims)),
        uncertainties=tuple(map(renamed, proposal.uncertainties)),
        denials=tuple(map(renamed, proposal.denials)),
        sections={
            name: tuple(replace(_with_claims(item, key), key=key(item.key)) for item in items)
            for name, items in proposal.sections.items()
        },
    )


def _with_claims(item: ProposedItem, key: Callable[[str], str]) -> ProposedItem:
    fields: dict[str, JsonValue] = {
        name: [key(each) for each in value if isinstance(each, str)]
        if name in item.claim_fields and isinstance(value, list)
        else value
        for name, value in item.fields.items()
    }
    return replace(item, fields=MappingProxyType(fields))


def _by_rank(lists: Sequence[Sequence[Any]]) -> list[Any]:
    """The first of each list, then the second of each, to the end of the longest."""
    return [item for rank in zip_longest(*lists) for item in rank if item is not None]


def _in_a_row(lists: Sequence[Sequence[Any]]) -> list[Any]:
    return [item for items in lists for item in items]


def _distinct(texts: Iterable[ProposedText]) -> tuple[ProposedText, ...]:
    return tuple({_folded(text.text): text for text in reversed(list(texts))}.values())[::-1]


def _joined(some: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(dict.fromkeys((*some, *more)))[:MAX_EVIDENCE])


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
