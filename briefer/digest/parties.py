"""One entry for each party that any article credits, under whatever names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.briefing import SourceKind
from briefer.checks.words import tokens
from briefer.digest.groups import Groups
from briefer.digest.held import HeldSource
from briefer.digest.story import Story
from briefer.lexicon import load

_SPACES = re.compile(r"\s+")
_PEOPLE = frozenset({SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON})
_FULL = 2


@dataclass(frozen=True)
class Party:
    """A source of the digest: its id, and the sources of articles that it stands for, by article and id there."""

    id: str
    members: tuple[tuple[int, HeldSource], ...]

    @cached_property
    def named(self) -> HeldSource:
        """The member whose name is the fullest: of those, the first."""
        return max((source for _, source in self.members), key=lambda source: len(source.name.split()))

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Every other name, in the order in which they are met."""
        names = (name for _, source in self.members for name in (source.name, *source.aliases))
        return tuple(name for name in dict.fromkeys(names) if name != self.named.name)


def parties(story: Story) -> tuple[tuple[Party, ...], Mapping[tuple[int, str], str]]:
    """The parties in the order in which they are met, and the party of each article's source by its id there.

    Sources are one party where they share a full name; a surname alone joins the one person who has it among related
    articles. A name without a capital ("the company") joins only where the articles are related.
    """
    places = [(place, source) for place, article in enumerate(story.articles) for source in article.sources]
    groups = Groups(len(places))
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, (place, source) in enumerate(places):
        for name in _keys(source, story.articles[place].language):
            for other in _first_of_each(by_name[name], groups):
                elsewhere, theirs = places[other]
                if _one_party(name, source, theirs, related=story.related(place, elsewhere)):
                    groups.join(index, other)
            by_name[name].append(index)
    _join_surnames(places, groups, story)
    found = sorted(groups.members().values())
    made = tuple(Party(f"S{number}", tuple(places[i] for i in group)) for number, group in enumerate(found, 1))
    return made, {(place, source.id): party.id for party in made for place, source in party.members}


def _first_of_each(found: Iterable[int], groups: Groups) -> list[int]:
    """One index for each group among ``found``: comparing with every member would take the square of them."""
    return list({groups.root(index): index for index in found}.values())


def _keys(source: HeldSource, language: str | None) -> list[str]:
    return list(dict.fromkeys(_folded(name, language) for name in (source.name, *source.aliases)))


def _folded(name: str, language: str | None) -> str:
    """A name without article, possessive and honorific, in lower case."""
    lexicon = load(language) if language else None
    words = [token.lower for token in tokens(name)]
    skipped: frozenset[str] = frozenset()
    if lexicon is not None:
        skipped = lexicon.grammar.determiners | lexicon.people.honorifics
    while len(words) > 1 and words[0] in skipped:
        words.pop(0)
    return " ".join(words) or _SPACES.sub(" ", name.casefold()).strip()


def _one_party(name: str, one: HeldSource, other: HeldSource, *, related: bool) -> bool:
    words = name.split()
    if (one.kind in _PEOPLE) is not (other.kind in _PEOPLE) and len(words) < _FULL:
        # Mr Veltner is not the firm that bears his name.
        return False
    proper = any(word[:1].isupper() for source in (one, other) for word in source.name.split()[1:]) or (
        one.name[:1].isupper() and other.name[:1].isupper() and len(words) == 1
    )
    return related if len(words) < _FULL or not proper else True


def _join_surnames(places: Sequence[tuple[int, HeldSource]], groups: Groups, story: Story) -> None:
    """Let "Solm" in one article be Greta Solm in a related one, where one person alone has the name."""
    full: dict[str, set[int]] = defaultdict(set)
    short: list[tuple[str, int]] = []
    for index, (place, source) in enumerate(places):
        if source.kind is not SourceKind.NAMED_PERSON:
            continue
        key = _folded(source.name, story.articles[place].language).split()
        if len(key) >= _FULL:
            full[key[-1]].add(index)
        elif key:
            short.append((key[0], index))
    for surname, index in short:
        near = [other for other in full[surname] if story.related(places[index][0], places[other][0])]
        if near and len({groups.root(other) for other in near}) == 1:
            groups.join(index, near[0])
