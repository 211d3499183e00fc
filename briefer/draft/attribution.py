"""All attributions of a text in order, and which stands inside which."""

from collections.abc import Sequence
from dataclasses import replace

from briefer.briefing import Span
from briefer.draft.attributed import Attribution
from briefer.draft.beside import beside_quote
from briefer.draft.continued import following_quotes
from briefer.draft.cues import CueKind, cues_of
from briefer.draft.patterns import match
from briefer.draft.signed import signed_words
from briefer.draft.tokens import Text
from briefer.draft.turns import turns
from briefer.lexicon import Lexicon

_NEAR = 8
"""How many attributions back a signature looks."""


def find_attributions(text: Text, lexicon: Lexicon) -> list[Attribution]:
    """Every attribution of ``text`` in text order."""
    found: list[Attribution] = []
    signatures = {signed.sentence: signed for signed in signed_words(text, lexicon)}
    spoken = turns(text, lexicon)
    for sentence in text.sentences:
        first = len(found)
        if sentence.number in spoken:
            found.append(spoken[sentence.number])
        for cue in cues_of(sentence, lexicon):
            made = match(text, sentence, cue, found[first:], lexicon)
            if made is not None:
                found.append(_placed(found, first, made))
        if len(found) == first:
            beside = beside_quote(text, sentence)
            if beside is not None:
                found.append(beside)
        signed = signatures.get(sentence.number)
        if signed is not None and not _is_credited(found[-_NEAR:], signed):
            found.append(signed)
    return following_quotes(text, found)


def _is_credited(near: Sequence[Attribution], signed: Attribution) -> bool:
    """Whether the end of a signed quotation is somebody's already: “Q,” he said — Mara Venn."""
    if signed.kind is CueKind.LETTER:
        return False
    end = signed.contents[0][1] - 1
    return any(a.speaker and any(s <= end < e for s, e in a.contents) for a in near)


def _placed(found: list[Attribution], first: int, made: Attribution) -> Attribution:
    """``made`` with the attribution of its sentence, from place ``first`` on, that it stands in.

    Where each holds the other (C1, which Y says, X added), the later is the outer one and the earlier is cut.
    """
    for place in range(first, len(found)):
        if _holds(found[place], made) and _holds(made, found[place]):
            kept = _before(found[place].contents, made.contents[0][1]) or found[place].contents
            found[place] = replace(found[place], contents=kept, outer=len(found))
    if made.joined is not None:
        for place in range(first, len(found)):
            if found[place].speaker == made.speaker and _holds(found[place], made):
                kept = _before(found[place].contents, made.joined)
                found[place] = replace(found[place], contents=kept or found[place].contents)
    around = (
        p for p in range(len(found) - 1, first - 1, -1) if found[p].outer != len(found) and _holds(found[p], made)
    )
    return replace(made, outer=next(around, None))


def _before(contents: tuple[Span, ...], end: int) -> tuple[Span, ...]:
    """What of ``contents`` stands before ``end``: C1, which Y says, X added."""
    return tuple((s, min(e, end)) for s, e in contents if s < end)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return any(start <= inner.cue[0] and inner.cue[1] <= end for start, end in outer.contents)
