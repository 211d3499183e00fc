"""What a name or a pronoun shows of whom it stands for: male, female, a person, a thing."""

from collections.abc import Iterable, Sequence

from briefer.checks.language import Language
from briefer.checks.words import Token

PERSON, THING = "person", "thing"
WHOSE = frozenset({"male", "female"})
"""Genders that only a person's pronouns show: he, her."""


def shown(found: Sequence[Token], first: int, last: int, language: Language) -> str:
    """What a name shows where it stands: Ms Rill, Ada Rill, Tarvia Lines, in Tul; empty where it shows nothing."""
    words = [token.word for token in found[first : last + 1]]
    titles = [word for word in words if word in language.titles]
    if titles or (len(words) > 1 and words[0] in language.genders):
        return language.genders.get(titles[0] if titles else words[0], PERSON)
    before = found[first - 1].lower if first else ""
    placed = before in language.placing and found[last].lower == found[last].word
    organised = any(word in language.organisations for word in words)
    return THING if placed or organised or before in language.articles else ""


def together(genders: Iterable[str]) -> str:
    """What the mentions of one name show; empty where they differ."""
    known = {gender for gender in genders if gender}
    if THING not in known and len(known) > 1:
        known.discard(PERSON)
    return known.pop() if len(known) == 1 else ""


def agree(one: str, other: str) -> bool:
    """Whether two may be of one party: an empty one may be any."""
    if not one or not other or one == other:
        return True
    return THING not in {one, other} and PERSON in {one, other}
