"""The articles of a digest in order: which carry another's text, which lean on another, which tell the same story."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.briefing import SourceKind
from briefer.digest.held import Held, HeldSource

_COPIED = 0.6
"""The share of the shorter article's sentences from which on it is the same text."""
_LEAST_SHARED = 3
_NAMES_OF_ONE_STORY = 2


@dataclass(frozen=True)
class Leaning:
    """An article that credits another, by place, with the source that it credits."""

    article: int
    on: int
    source: HeldSource


@dataclass(frozen=True)
class Story:
    """Articles by date, each known by its place from 0.

    ``names`` are the names in what each says, by which two articles on one story know each other; ``copy_of`` leads
    from a copy to the earliest article with its text.
    """

    articles: tuple[Held, ...]
    names: tuple[frozenset[str], ...]
    copy_of: Mapping[int, int]
    leanings: tuple[Leaning, ...]

    def origin(self, place: int) -> int:
        """The article whose text an article carries: its own place where it is no copy."""
        return self.copy_of.get(place, place)

    def related(self, one: int, other: int) -> bool:
        """Whether two articles name enough in common to be about one story."""
        if self.origin(one) == self.origin(other):
            return True
        return len(self.names[one] & self.names[other]) >= _NAMES_OF_ONE_STORY

    def later(self, one: int, other: int) -> bool:
        """Whether ``one`` was published after ``other``; not where a date is missing."""
        a, b = self.articles[one].published, self.articles[other].published
        return a is not None and b is not None and _moment(a) > _moment(b)

    def leans(self, place: int, credited: Iterable[str | None]) -> int | None:
        """The article that an article credits with one of these sources; None where it is none of these articles."""
        return next((self._leans[place, source] for source in credited if (place, source) in self._leans), None)

    def is_own(self, place: int, names: Iterable[str]) -> bool:
        """Whether one of the names is that of the article's own outlet."""
        return _folded(self.articles[place].outlet or "") in map(_folded, names)

    @cached_property
    def _leans(self) -> dict[tuple[int, str | None], int]:
        return {(leaning.article, leaning.source.id): leaning.on for leaning in self.leanings}


def in_order(found: Iterable[Held]) -> tuple[Held, ...]:
    """Articles by date; the same text given twice is one article."""
    unique = {each.text_sha256: each for each in reversed(list(found))}
    return tuple(sorted(unique.values(), key=_order))


def story(articles: tuple[Held, ...], names: tuple[frozenset[str], ...]) -> Story:
    """See which articles depend on which; linear in the number of their sentences.

    Args:
        articles: The articles, in order.
        names: The names in what each says.

    """
    copies = _copies(articles)
    return Story(articles, names, copies, tuple(_leanings(articles, names, copies)))


def _order(article: Held) -> tuple[bool, str, str]:
    # Undated articles come last: nothing can be said of what they add.
    return article.published is None, _moment(article.published or ""), article.path or article.url or ""


def _moment(published: str) -> str:
    """A date or time that compares: a date is the beginning of its day."""
    return published.replace(" ", "T")


def _copies(articles: Sequence[Held]) -> dict[int, int]:
    places: dict[int, list[int]] = defaultdict(list)
    copy_of: dict[int, int] = {}
    for place, article in enumerate(articles):
        shared = Counter(earlier for mark in article.prints for earlier in places[mark])
        for earlier, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            least = min(len(article.prints), len(articles[earlier].prints))
            if count >= _LEAST_SHARED and count >= _COPIED * least:
                copy_of[place] = copy_of.get(earlier, earlier)
                break
        # Only originals are looked up again: a sentence that thousands carry would be compared thousands of times.
        if place not in copy_of:
            for mark in article.prints:
                places[mark].append(place)
    return copy_of


def _leanings(
    articles: Sequence[Held], names: Sequence[frozenset[str]], copies: Mapping[int, int]
) -> Iterable[Leaning]:
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        if article.outlet and place not in copies:
            by_outlet[_folded(article.outlet)].append(place)
    for place, article in enumerate(articles):
        own = _folded(article.outlet or "")
        for source in article.sources:
            if source.kind not in {SourceKind.MEDIA, SourceKind.NAMED_ORGANISATION}:
                continue
            for name in map(_folded, (source.name, *source.aliases)):
                earlier = [each for each in by_outlet.get(name, ()) if each < place]
                on = next((each for each in reversed(earlier) if names[each] & names[place]), None)
                if name != own and on is not None and copies.get(place) != on:
                    yield Leaning(place, on, source)
                    break


def _folded(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()
