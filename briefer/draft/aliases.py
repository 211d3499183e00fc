"""Names that mean one party: with and without a middle name, an organisation in full and for short."""

from collections.abc import Sequence
from itertools import takewhile

from briefer.briefing import SourceKind
from briefer.draft.parties import is_role
from briefer.draft.speaker import Speaker
from briefer.lexicon import Lexicon

_NAMED_GROUPS = frozenset({SourceKind.NAMED_ORGANISATION, SourceKind.MEDIA})
_FULL = 2
"""Words of a full name, at least."""


def is_same_name(one: str, other: str) -> bool:
    """Whether two full names may be one person's, printed with and without a middle name: Mara (Ines) Venn."""
    first, second = one.split(), other.split()
    shorter, longer = sorted((first, second), key=len)
    return first == second or (len(shorter) == _FULL < len(longer) and shorter == [longer[0], longer[-1]])


def printed_alike(speakers: Sequence[Speaker], lexicon: Lexicon) -> dict[int, int]:
    """The places of speakers that are another one under a like name, each with that one's place.

    Alike are parties of one name, and an organisation printed short with the one full name that is so shortened.
    """
    full: dict[str, list[int]] = {}
    first: dict[str, int] = {}
    names = [_plain(speaker, lexicon) for speaker in speakers]
    for place, (speaker, name) in enumerate(zip(speakers, names, strict=True)):
        first.setdefault(name, place)
        if speaker.kind in _NAMED_GROUPS and " " in name:
            for short in _shortened(name, lexicon):
                full.setdefault(short, []).append(place)
    same: dict[int, int] = {}
    for place, (speaker, name) in enumerate(zip(speakers, names, strict=True)):
        longer = full.get(name, []) if speaker.kind in _NAMED_GROUPS else []
        one = first[names[longer[0]] if len(longer) == 1 else name]
        if one != place:
            same[place] = one
    return {place: _last(same, place) for place in same}


def _last(same: dict[int, int], place: int) -> int:
    """Where a chain of names ends: SB, for Safety Board, for Safety Board of Ondry. Each is longer, so it does."""
    while place in same:
        place = same[place]
    return place


def _plain(speaker: Speaker, lexicon: Lexicon) -> str:
    """How a party is called, in lower case, without an article."""
    words = speaker.name.lower().replace("’", "'").split()
    articles = lexicon.grammar.definites | lexicon.grammar.indefinites
    words = words[1:] if len(words) > 1 and words[0] in articles else words
    return circle_of(words, lexicon) or " ".join(words)


def circle_of(words: list[str], lexicon: Lexicon) -> str:
    """How a body is called by the last name of whose it is, empty where it is not: the campaign of Mara Venn.

    Bodies called by an office or a kind are several: a sheriff's office, a press office.
    """
    people, grammar = lexicon.people, lexicon.grammar
    if len(words) < _FULL:
        return ""
    if words[0] in people.circles and len(words) > _FULL and words[1] in grammar.partitives:
        rest = [*takewhile(lambda word: word not in grammar.prepositions, words[2:])]
        owner, circle = (rest or [""])[-1], words[0]
    else:
        owned = next((word for word in reversed(words[:-1]) if word.endswith(("'s", "s'"))), "")
        bare = len(words) == _FULL or words[0] in people.given_names
        owner, circle = owned or (words[-2] if bare else ""), words[-1]
    owner = owner.removesuffix("'s").removesuffix("'")
    known = circle in people.circles and owner and not is_role(owner, lexicon)
    return f"{owner} {circle}" if known else ""


def _shortened(name: str, lexicon: Lexicon) -> set[str]:
    """What an organisation may be called for short: the Port Trust of Ondry is the PTO, the Port Trust, or Port."""
    words = name.split()
    people, grammar = lexicon.people, lexicon.grammar
    initials = "".join(word[0] for word in words if word not in grammar.stop_words)
    tie = next((p for p, word in enumerate(words) if word in grammar.prepositions), 0)
    short = {words[-1], initials}
    if tie > 1:
        short.add(" ".join(words[:tie]))
    if words[0] not in people.places | people.metonyms:
        short.add(words[0])
    return short
