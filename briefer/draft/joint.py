"""Those who say something together: Mara Venn and Tom Hall said C; France and the Port Authority said C."""

from collections.abc import Container

from briefer.briefing import SourceKind
from briefer.draft.attributed import Attribution
from briefer.draft.mentions import Mention, mention_of, without_brackets
from briefer.draft.tokens import Tag, Text, Token
from briefer.lexicon import Lexicon


def together(text: Text, attribution: Attribution, known: Container[str], lexicon: Lexicon) -> list[Mention]:
    """Those whom an attribution's subject joins, the first named first; none where it is one party.

    ``known`` are the last names, lower case, of whoever the article names in full.
    """
    if attribution.name is None:
        return []
    start, end = attribution.name
    around = text.sentences[attribution.sentence - 1].tokens
    tokens = [token for token in around if start <= token.start < end]
    if not any(token.word in lexicon.grammar.coordinators for token in tokens):
        return []
    before = [token for token in around if token.start < start][-1:]
    if any(token.tag is Tag.PREPOSITION for token in before):  # candidates like Mara Venn and Tom Hall
        return []
    parts: list[list[Token]] = [[]]
    for token in without_brackets(tokens[tokens[0].word in lexicon.grammar.quantifiers :]):
        if token.word == "," or token.word in lexicon.grammar.coordinators:
            parts.append([])
        else:
            parts[-1].append(token)
    spans = [(part[0].start, part[-1].end) for part in parts if part]
    found = [mention_of(text, attribution.sentence, span, span, lexicon) for span in spans]
    if len(found) > 1 and found[0].kind is SourceKind.NAMED_PERSON and all(_is_relation(m, lexicon) for m in found[1:]):
        return found
    if len(found) > 1 and all(m.kind is SourceKind.NAMED_PERSON and " " in m.name for m in found):
        return found if any(_is_person(m, known, lexicon) for m in found) else []
    fits = (_is_person(m, known, lexicon) or _is_state(m, led=bool(n), lexicon=lexicon) for n, m in enumerate(found))
    return found if len(found) > 1 and all(fits) else []


def _is_state(mention: Mention, *, led: bool, lexicon: Lexicon) -> bool:
    """Whether a place stands for those who govern it, or a body is named apart: France and (the Port Authority)."""
    people = lexicon.people
    if mention.kind is not SourceKind.NAMED_ORGANISATION:
        return False
    body = led and mention.definite and any(word in people.organisations for word in mention.name.lower().split())
    return body or mention.name.lower() in people.places | people.metonyms


def _is_relation(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether someone's relation is meant: Mara Venn and (her husband)."""
    return mention.owned and mention.key in lexicon.people.relations


def _is_person(mention: Mention, known: Container[str], lexicon: Lexicon) -> bool:
    """Whether someone is named: with a given name that is known, with a role before it, by a last name met in full."""
    if mention.name.lower() in known:
        return True
    named = mention.name.lower().split()[0] in lexicon.people.given_names or mention.description is not None
    return mention.kind is SourceKind.NAMED_PERSON and named
