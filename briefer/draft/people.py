"""The people that an article names in full, found wherever they are named."""

from collections import Counter
from dataclasses import dataclass

from briefer.draft.mentions import ANY, is_role
from briefer.draft.tokens import Tag, Text
from briefer.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Person:
    """A full name found anywhere in the article."""

    name: str
    gender: str
    places: tuple[tuple[int, int], ...]
    """Sentence number and token place of each mention, by full or last name."""


def full_names(text: Text, lexicon: Lexicon) -> dict[str, list[Person]]:
    """The people that the article names in full, by last name in lower case, most often named first."""
    runs: Counter[tuple[str, ...]] = Counter()
    printed: dict[tuple[str, ...], str] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    titled: dict[str, str] = {}
    alone: set[str] = set()
    people = lexicon.people
    for sentence in text.sentences:
        tokens = sentence.tokens
        i = 0
        while i < len(tokens):
            if tokens[i].tag is not Tag.NAME:
                i += 1
                continue
            e = i
            while e < len(tokens) and tokens[e].tag is Tag.NAME:
                e += 1
            role = max((p for p in range(i, e) if is_role(tokens[p].word, lexicon)), default=i - 1)
            run = tokens[role + 1 : e]
            before = tokens[role].word if role >= i else (tokens[i - 1].word if i else "")
            if run:
                words = tuple(t.word for t in run)
                if role >= i or before in people.roles:
                    gender = people.titles.get(before, people.relations.get(before, ANY))
                    titled[words[-1]] = gender if titled.get(words[-1], ANY) == ANY else titled[words[-1]]
                if len(run) == 1:
                    alone.add(words[-1])
                elif len(run) <= 4 and not any(w in people.organisations for w in words):  # noqa: PLR2004
                    runs[words] += 1
                    printed.setdefault(words, text.article.text[run[0].start : run[-1].end])
                places.setdefault(words[-1], []).append((sentence.number, role + 1))
            i = e
    found: dict[str, list[Person]] = {}
    for words, _count in runs.most_common():
        given = people.given_names.get(words[0])
        last = words[-1]
        if given is None and last not in titled and last not in alone:
            continue
        if given is None and last in people.metonyms:
            continue
        gender = given or titled.get(last, ANY)
        found.setdefault(last, []).append(Person(printed[words], gender, tuple(places[last])))
    for last, gender in titled.items():
        if last not in found and last in places:
            found[last] = [Person("", gender, tuple(places[last]))]
    return found
