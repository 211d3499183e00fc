"""The people that an article names in full, found wherever they are named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from briefer.draft.mentions import ANY, is_surname, without_suffix
from briefer.draft.parties import is_role
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Lexicon

_MOST_NAMES = 4
_ROLE = 6
"""Words beside a name in which a role stands, at most."""
_BESIDE = frozenset({Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.PREPOSITION, Tag.POSSESSIVE, Tag.GENITIVE})
_FINITE = frozenset({Tag.VERB, Tag.AUXILIARY})
_APART = frozenset({Tag.QUOTE, Tag.PUNCTUATION, Tag.CONJUNCTION, Tag.SUBORDINATOR, Tag.RELATIVE, Tag.TIME, Tag.ADVERB})
_CLAUSE = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PRONOUN})


@dataclass(frozen=True, slots=True)
class Person:
    """A full name found anywhere in the article."""

    name: str
    gender: str
    places: tuple[tuple[int, int], ...]
    """Sentence number and token place of each mention, by full or last name."""
    introduced: int = 0
    """The sentence in which the full name is first printed."""
    roles: frozenset[str] = frozenset()
    """The words for what they are that stand beside the name: the mayor, Mara Venn."""


@dataclass(slots=True)
class _Names:
    """What was seen of the names while reading: full runs, last names alone, titles, places."""

    runs: Counter[tuple[str, ...]] = field(default_factory=Counter)
    printed: dict[tuple[str, ...], str] = field(default_factory=dict)
    introduced: dict[tuple[str, ...], int] = field(default_factory=dict)
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    titled: dict[str, str] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    roles: dict[str, set[str]] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    """Roles that stand for somebody by name: Baker said."""


def full_names(text: Text, lexicon: Lexicon) -> dict[str, list[Person]]:
    """The people that the article names in full, by last name in lower case, most often named first."""
    people = lexicon.people
    surnames = _surnames(text, lexicon)
    seen = _Names(surnames=surnames, alone=set(surnames))
    for sentence in text.sentences:
        if sentence.heading:
            continue
        start = 0
        for is_name, group in groupby(sentence.tokens, lambda token: token.tag is Tag.NAME):
            run = list(group)
            if is_name:
                before = sentence.words[start - 1] if start else ""
                _see(seen, text, sentence, start, run, before, lexicon)
            start += len(run)
    found: dict[str, list[Person]] = {}
    for words, _ in seen.runs.most_common():
        last = words[-1]
        given = people.given_names.get(words[0])
        if " ".join(words) in people.places or (given is None and last in people.places):
            continue
        if given is None and (last in people.metonyms or (last not in seen.titled and last not in seen.alone)):
            continue
        gender = given or seen.titled.get(last, ANY)
        roles = frozenset(seen.roles.get(last, ()))
        person = Person(seen.printed[words], gender, tuple(seen.places[last]), seen.introduced[words], roles)
        found.setdefault(last, []).append(person)
    for last, gender in seen.titled.items():
        roles = frozenset(seen.roles.get(last, ()))
        found.setdefault(last, [Person("", gender, tuple(seen.places[last]), roles=roles)])
    return found


def _surnames(text: Text, lexicon: Lexicon) -> frozenset[str]:
    """The words for roles that are somebody's last name here: capitalised, alone, and a subject."""
    return frozenset(
        token.word
        for sentence in text.sentences
        if not sentence.heading
        for before, token, after in zip([None, *sentence.tokens], sentence.tokens, sentence.tokens[1:], strict=False)
        if token.text[0].isupper()
        and after.tag in _FINITE
        and (before is None or before.tag in _APART)
        and is_surname([token], lexicon)
    )


def named_bodies(text: Text, lexicon: Lexicon) -> frozenset[str]:
    """Names of several words, lower case, that are shortened to the first: Corvane Biotech, Corvane. No person's is."""
    people = lexicon.people
    runs: set[tuple[str, ...]] = set()
    alone: set[str] = set()
    for sentence in text.sentences:
        for is_name, group in groupby(sentence.tokens, lambda token: token.tag is Tag.NAME):
            run = tuple(token.word for token in group) if is_name else ()
            if len(run) == 1:
                alone.add(run[0])
            elif run and run[0] not in people.given_names and not is_role(run[0], lexicon):
                runs.add(run)
    return frozenset(" ".join(run) for run in runs if run[0] in alone and run[-1] not in alone)


def _see(
    seen: _Names, text: Text, sentence: Sentence, start: int, names: list[Token], before: str, lexicon: Lexicon
) -> None:
    """Note one run of name words: a title or role before the name, the name, where it stands."""
    people = lexicon.people
    titles = (p for p in range(len(names)) if _is_title(names, p, lexicon) and not _is_last(seen, names, p))
    role = max(titles, default=-1)
    run = without_suffix(names[role + 1 :], lexicon)
    led = before in lexicon.grammar.partitives or (bool(run) and run[0].word in people.places)
    given = next((p for p, token in enumerate(run[:-1]) if p and token.word in people.given_names), 0) if led else 0
    if (given and role < 0) or (len(run) > 2 and run[0].word in people.places):  # noqa: PLR2004
        role, run = role + (given or 1), run[given or 1 :]  # envoy to Dovria Mara Venn, Secretary of State Mara Venn
    if not run:
        seen.alone.add(names[-1].word)
        seen.places.setdefault(names[-1].word, []).append((sentence.number, start + role))
        return
    words = tuple(token.word for token in run)
    title = names[role].word if role >= 0 else before
    end = start + len(names)
    modifies = role < 0 and end < len(sentence.tokens) and sentence.tokens[end].tag is Tag.NOUN
    if role >= 0 or (title in people.roles and not modifies):  # a senior Corvane official
        known = seen.titled.get(words[-1], ANY)
        seen.titled[words[-1]] = people.titles.get(title, people.relations.get(title, ANY)) if known == ANY else known
    body = role < 0 and before in lexicon.grammar.definites and words[0] not in people.given_names  # the Ondry Swans
    if len(run) == 1:
        seen.alone.update(() if body else words)
    elif (
        not body
        and len(run) <= _MOST_NAMES
        and people.organisations.isdisjoint(words)
        and people.firms.isdisjoint(words[1:])
    ):
        seen.runs[words] += 1
        seen.printed.setdefault(words, text.article.text[run[0].start : run[-1].end])
        seen.introduced.setdefault(words, sentence.number)
    seen.places.setdefault(words[-1], []).append((sentence.number, start + role + 1))
    seen.roles.setdefault(words[-1], set()).update(_roles_beside(sentence, start, start + len(names), lexicon))


def _roles_beside(sentence: Sentence, start: int, end: int, lexicon: Lexicon) -> Iterator[str]:
    """The words for what somebody is around the name from ``start`` to ``end``: before it, in it, after a comma."""
    tokens = sentence.tokens
    near = takewhile(lambda t: t.tag in _BESIDE, reversed(tokens[max(0, start - _ROLE) : start]))
    before = [*near]
    closed = not before and start > 1 and tokens[start - 1].word == ","  # the mayor, Mara Venn
    if closed:
        before = [*takewhile(lambda t: t.tag in _BESIDE, reversed(tokens[max(0, start - 1 - _ROLE) : start - 1]))]
    after = tokens[end + 1 : end + 1 + _ROLE] if end < len(tokens) and tokens[end].word == "," else []
    described = takewhile(lambda t: t.tag not in _CLAUSE and t.word != ",", after)
    for token in (*before, *tokens[start:end], *described):
        if is_role(token.word, lexicon):
            yield token.word


def _is_last(seen: _Names, names: list[Token], place: int) -> bool:
    """Whether a word ends a full name, which is a last name in this text: Ilko (Baker)."""
    return 0 < place == len(names) - 1 and names[place].word in seen.surnames


def _is_title(names: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word is a title or role, and no last name that looks like one: Cora Baker, Len T. Burman."""
    if not is_role(names[place].word, lexicon):
        return False
    if not place or place < len(names) - 1:
        return True
    before = names[place - 1]
    given = names[0].word in lexicon.people.given_names or before.text.endswith(".")
    return not given or is_role(before.word, lexicon)
