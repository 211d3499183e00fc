"""Which words mean a party: a person by role, several people, an organisation, a document, a poll."""

from briefer.briefing import SourceKind
from briefer.draft.tokens import Token
from briefer.lexicon import Lexicon

_INITIALS = 4
WORKS = frozenset({SourceKind.DOCUMENT, SourceKind.POLL})
"""Sources that somebody has made: they show and say what their maker does."""


def is_body(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` means an organisation or an outlet: police, newspaper."""
    return word in lexicon.people.organisations or word in lexicon.people.media_nouns


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a title, a role or a relation of one person."""
    people = lexicon.people
    return (
        word in people.titles or word in people.roles or word in people.relations or word.endswith(people.role_endings)
    )


def is_group(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` means several people: officials, boatmen."""
    return word in lexicon.people.group_roles or word.endswith(lexicon.people.group_endings)


def is_party(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` means people, an organisation, a document or a poll."""
    people = lexicon.people
    things = (people.organisations, people.documents, people.polls)
    return is_role(word, lexicon) or is_group(word, lexicon) or any(word in kind for kind in things)


def kind_of_name(run: list[Token], body: list[Token], lexicon: Lexicon, *, definite: bool) -> SourceKind:
    """The kind of party that the name ``run`` means, the last words of the noun phrase ``body``."""
    people = lexicon.people
    words = [t.word for t in run]
    whole = " ".join(words)
    polled = words[-1] in people.polls or any(t.word in people.polls for t in body)
    if polled or (is_group(words[-1], lexicon) and whole not in people.places):
        return SourceKind.POLL if polled else SourceKind.UNNAMED_GROUP
    strange = (people.organisations, people.firms, people.media, people.places)
    initials = len(run) == 1 and run[0].text.isupper() and 1 < len(run[0].text) <= _INITIALS
    if (
        words[0] in people.given_names
        and not initials
        and not any(words[-1] in kind or whole in kind for kind in strange)
    ):
        return SourceKind.NAMED_PERSON
    if words[-1] in people.media:
        return SourceKind.MEDIA
    capitals = all(t.text.isupper() and len(t.text) > 1 and t.text.isalpha() for t in run)
    acronym = capitals and (len(run) == 1 or all(len(t.text) <= _INITIALS for t in run))
    bodies = any(w in people.organisations or w in people.firms for w in words)
    if acronym or whole in people.metonyms or bodies or len(body) > len(run) + 1:
        return SourceKind.NAMED_ORGANISATION
    if len(run) == 1:
        return SourceKind.NAMED_PERSON if run[0].text.startswith("@") else SourceKind.NAMED_ORGANISATION
    return SourceKind.NAMED_ORGANISATION if definite else SourceKind.NAMED_PERSON
