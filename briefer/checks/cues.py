"""Negations and hedges in a text, each with the words that it governs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefer.checks.language import Language
from briefer.checks.words import Kind, Token
from briefer.lexicon import Form

_NEAR_NEGATION = 3
_NEAR_HEDGE = 5
_FARTHEST = 60
_FEW = 2
_FAR_HEDGES = frozenset({"evidential", "allegation", "unknown"})
_SAME_DOUBT = {"unconfirmed": "allegation", "appearance": "evidential"}
_UNGOVERNING = frozenset({"approximate", "conflicting", "hedged"})
"""Labels left aside: they say nothing of what follows, or repeat the hedges."""
_REFUSAL = "undisclosed"


class CueKind(StrEnum):
    """What a cue does to the words that it governs."""

    NEGATION = "negation"
    HEDGE = "hedge"


@dataclass(frozen=True, slots=True)
class Governing:
    """A cue where it stands, and the content words that it governs, nearest first.

    ``label`` tells hedges apart (modal, evidential, forecast, allegation, unknown). ``far`` is true where the cue
    governs the rest of its clause, as "denied" does, and not only what is near it, as "not" does. ``stacked`` is true
    where the first thing governed is itself a negation, as in "did not deny". ``first`` and ``last`` are its tokens,
    by index.
    """

    kind: CueKind
    label: str
    text: str
    first: int
    last: int
    far: bool
    places: tuple[int, ...]
    scope: tuple[str, ...]
    head: str | None
    """The governed word that counts most: the nearest one that is not a name."""
    stacked: bool
    clausal: bool
    """Whether a clause follows, as in "it is possible that"."""
    continues: bool
    """Whether it only carries on the negation before it, as "nor" does."""
    trails: bool
    """Whether nothing follows that it could govern: and had received none."""
    refers: bool
    """Whether what it holds false was said before: "that was untrue", "the claim is false"."""
    negative: bool
    """Whether a negation is among its words: could not be verified."""
    clause: frozenset[str]
    """The content words of the clause that it stands in."""
    nouns: frozenset[str]
    """The content words among its own: the meeting in "no such meeting"."""
    inner: bool
    """Whether a negation governs it before anything else, as in "did not believe"."""
    earlier: tuple[str, ...] = ()
    """For one that refers: the words of the sentences before its own."""
    families: frozenset[str] = frozenset()
    """The families of contraries in which it says no: those of "turned down" for "not accepted"."""
    saying: tuple[int, int] | None = None
    """The first and last token of the contrary that it is part of: "may not" for each of its two words."""
    phrase: tuple[str, ...] = ()
    """The words of that contrary, or else its own."""
    sentence: int = 0
    """The sentence of its text that it stands in, by index."""

    @property
    def near(self) -> tuple[str, ...]:
        """The governed words close to the cue."""
        return self.scope[: _NEAR_HEDGE if self.kind is CueKind.HEDGE else _NEAR_NEGATION]


@dataclass(frozen=True, slots=True)
class _Spotted:
    kind: CueKind
    label: str
    size: int
    far: bool
    predicate: bool = False
    """Whether it is said of what stands before it: "is not true"."""


def governing(found: Sequence[Token], language: Language) -> list[Governing]:
    """Every negation and hedge among the tokens of one sentence, in order; none where the language has no lexicon."""
    words = [token.lower for token in found]
    spotted: list[tuple[int, _Spotted]] = []
    at = 0
    while at < len(found):
        cue = _spot(found, words, at, language) if found[at].kind is Kind.WORD else None
        if cue and not (spotted and _is_denied(spotted[-1], at, cue)):
            spotted.append((at, cue))
        at += cue.size if cue else 1
    negations = {
        first for first, cue in spotted if cue.kind is CueKind.NEGATION and found[first].word not in language.breaks
    }
    return [_governing(found, first, cue, negations, language) for first, cue in spotted]


def _is_denied(before: tuple[int, _Spotted], at: int, cue: _Spotted) -> bool:
    """Whether a denial's words are only what another denies: "any wrongdoing" in "denied any wrongdoing"."""
    first, other = before
    return other.label == cue.label == "denial" and cue.predicate and first + other.size == at


def _spot(found: Sequence[Token], words: Sequence[str], at: int, language: Language) -> _Spotted | None:
    """The longest cue that starts at a token; of two as long, the one that says more."""
    options: list[_Spotted] = []
    if match := language.denials.match(words, at):
        options.append(_Spotted(CueKind.NEGATION, "denial", match[0], far=True, predicate=True))
    if (match := language.reversals.match(words, at)) and not _is_noun(words, at, match, language):
        denies = match[1] == "denial"
        options.append(_Spotted(CueKind.NEGATION, "denial" if denies else "negation", match[0], far=denies))
    if size := _denial_verb(words, at, language):
        options.append(_Spotted(CueKind.NEGATION, "denial", size, far=True))
    if (match := language.hedges.match(words, at)) and not _is_no_hedge(found, words, at, match, language):
        label = _SAME_DOUBT.get(match[1], match[1])
        options.append(_Spotted(CueKind.HEDGE, label, match[0], far=label in _FAR_HEDGES))
    if (match := language.uncertainties.match(words, at)) and match[1] not in _UNGOVERNING:
        kind = CueKind.NEGATION if match[1] == _REFUSAL else CueKind.HEDGE
        options.append(_Spotted(kind, _SAME_DOUBT.get(match[1], match[1]), match[0], far=True))
    if words[at] in language.negations or words[at].endswith(language.negation_endings or ("\0",)):
        nobody = words[at : at + 2] in language.nobody
        options.append(_Spotted(CueKind.NEGATION, "negation", 1 + nobody, far=False))
    return max(options, key=lambda option: option.size, default=None)


def _denial_verb(words: Sequence[str], at: int, language: Language) -> int:
    """The length in words of a denial verb that starts at ``at``, 0 where none does; "a dispute" is none."""
    for verb in language.denying.get(words[at], ()):
        size = len(verb.words)
        if tuple(words[at : at + size]) != verb.words:
            continue
        before = words[at - 1] if at else ""
        if verb.forms & {Form.PAST, Form.PARTICIPLE, Form.ING} or before in language.subjects_end:
            return size
        if before not in language.closed and (Form.THIRD in verb.forms or before.endswith("s")):
            return size
    return 0


def _is_noun(words: Sequence[str], at: int, match: tuple[int, str], language: Language) -> bool:
    """Whether a reversing verb's form is a noun here: a lack of, the contest."""
    before = words[at - 1] if at else ""
    return match[0] == 1 and match[1] != "word" and before in language.determiners


def _is_no_hedge(
    found: Sequence[Token], words: Sequence[str], at: int, match: tuple[int, str], language: Language
) -> bool:
    """Whether a hedge's word is none here: "could not", which is "couldn't"; the month of May; "roughly"."""
    if match[1] in _UNGOVERNING or language.literal_hedges.match(words, at):
        return True
    if match[0] > 1:
        return False
    if words[at] in language.times and found[at].text[0].isupper() and at:
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    return following in language.negations and any(
        words[at] + ending in language.negations for ending in language.negation_endings
    )


def _governing(found: Sequence[Token], first: int, cue: _Spotted, negations: set[int], language: Language) -> Governing:
    last = first + cue.size - 1
    far = cue.far and cue.kind is CueKind.NEGATION
    relative = _in_relative(found, first, language)
    places = _forward(found, last + 1, language, far=far, relative=relative, negations=negations)
    if (cue.predicate and len(places) < _FEW) or (cue.kind is CueKind.HEDGE and not places):
        places += _backward(found, _before_insertion(found, first, language), language)
    elif _is_passive(found, first, last, language) if cue.kind is CueKind.HEDGE else not (cue.predicate or places):
        places += _backward(found, first - 1, language, within_clause=True)
    if found[first].word in language.negative_nouns and (verb := _verb_before(found, first, language)) is not None:
        places.insert(1, verb)
    following = next((i for i in range(last + 1, len(found)) if i in negations or i in places[:1]), None)
    head = next((i for i in places if found[i].text[0].islower()), places[0] if places else None)
    return Governing(
        kind=cue.kind,
        label=cue.label,
        text=" ".join(token.text for token in found[first : last + 1]),
        first=first,
        last=last,
        far=cue.far,
        places=tuple(places),
        scope=tuple(found[i].word for i in places),
        head=None if head is None else found[head].word,
        clausal=last + 1 < len(found) and found[last + 1].word in language.complementizers,
        continues=(first > 0 and found[first].word in language.breaks & language.negations)
        or _is_taken_up(found, last, negations, language),
        trails=_trails(found, first, last, negations, language),
        refers=(cue.predicate and _refers(found, first, language))
        or (cue.far and cue.kind is CueKind.NEGATION and _is_pointing(found, places, language)),
        negative=any(token.lower in language.negations for token in found[first : last + 1]),
        clause=clause(found, first, last, language),
        nouns=frozenset(token.word for token in found[first : last + 1] if token.word not in language.closed),
        inner=cue.kind is CueKind.HEDGE and _is_inner(found, first, negations, language),
        stacked=cue.kind is CueKind.NEGATION
        and (following in negations or _is_turned_by_verb(found, first, places, negations, language)),
    )


def _is_turned_by_verb(
    found: Sequence[Token], first: int, places: Sequence[int], negations: set[int], language: Language
) -> bool:
    """Whether a negative subject has a verb that says no: no applicant was refused."""
    if found[first].word not in language.negative_nouns or not places:
        return False
    at = places[-1] + 1
    while at < len(found) and found[at].word in language.unstressed:
        at += 1
    return at in negations and found[at].word not in language.negations


def _is_taken_up(found: Sequence[Token], last: int, negations: set[int], language: Language) -> bool:
    """Whether another negation carries on what one begins: is not, and never has been, rented."""
    at = last + 1
    while at < len(found) and (found[at].kind is Kind.COMMA or found[at].word in language.conjunctions):
        at += 1
    return at > last + 1 and at in negations and found[at - 1].kind is not Kind.COMMA


def _trails(found: Sequence[Token], first: int, last: int, negations: set[int], language: Language) -> bool:
    """Whether a plain negation has nothing behind it: "none had been"."""
    plain = first == last and found[first].word in language.negations
    return plain and not _forward(found, last + 1, language, far=False, negations=negations)


def _is_passive(found: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """Whether what a hedge is about stands before it as well: the fire is believed to have been set."""
    if first == 0 or last + 1 == len(found):
        return False
    return found[first - 1].word in language.unstressed and found[last + 1].word in language.infinitive


def _refers(found: Sequence[Token], first: int, language: Language) -> bool:
    """Whether the subject of a predicate that starts at ``first`` only points back: that, it, the claim."""
    at = first - 1
    while at >= 0 and found[at].word in language.unstressed:
        at -= 1
    return at >= 0 and found[at].word in language.pointers and not (at and found[at - 1].word in language.prepositions)


def _is_pointing(found: Sequence[Token], places: Sequence[int], language: Language) -> bool:
    """Whether all that is governed only points back: denies the charges, rejected the accusation."""
    return bool(places) and all(found[i].word in language.pointers for i in places)


def _verb_before(found: Sequence[Token], first: int, language: Language) -> int | None:
    """The word that a negative object negates as well: "taken" in "had taken no statement"."""
    at = first - 1
    while at >= 0 and found[at].word in language.unstressed:
        at -= 1
    token = found[at] if at >= 0 else None
    if token is None or token.kind is not Kind.WORD or token.word in language.closed:
        return None
    # "Said no data was taken" does not negate the saying; "had seen no data" does.
    perfect = at > 0 and found[at - 1].word in language.unstressed
    return at if perfect or token.word not in language.saying else None


def clause(found: Sequence[Token], first: int, last: int, language: Language) -> frozenset[str]:
    """The content words around a cue, up to where another clause begins or ends."""
    start, end = first, last + 1
    while start and not _parts(found, start - 1, language):
        start -= 1
    while end < len(found) and not _parts(found, end, language):
        end += 1
    places = (*range(start, first), *range(last + 1, end))
    return frozenset(found[i].word for i in places if found[i].word not in language.closed)


def _parts(found: Sequence[Token], at: int, language: Language) -> bool:
    return found[at].kind in {Kind.STOP, Kind.COMMA} or found[at].word in language.breaks


def _is_inner(found: Sequence[Token], first: int, negations: set[int], language: Language) -> bool:
    at = first - 1
    while at >= 0 and at not in negations and found[at].word in language.unstressed:
        at -= 1
    return at in negations


def _in_relative(found: Sequence[Token], first: int, language: Language) -> bool:
    """Whether a cue is the verb of a relative clause, which the next comma ends: who denied it, ..."""
    at = first - 1
    while at >= 0 and found[at].word in language.unstressed:
        at -= 1
    return at >= 0 and found[at].word in language.relatives


def _forward(
    found: Sequence[Token], start: int, language: Language, *, far: bool, negations: set[int], relative: bool = False
) -> list[int]:
    """What a cue governs: for one that is not ``far``, up to the next comma, negation or clause."""
    places: list[int] = []
    for i in range(start, min(len(found), start + _FARTHEST)):
        token = found[i]
        if token.kind is Kind.STOP:
            break
        if token.kind is Kind.COMMA:
            following = found[i + 1].word if i + 1 < len(found) else ""
            if not far or relative or i == start or following in language.breaks or following in language.saying:
                break
        elif not far and ((places and i in negations) or _opens_clause(found, i, language)):
            break
        elif token.word not in language.closed:
            places.append(i)
    return places


def _opens_clause(found: Sequence[Token], at: int, language: Language) -> bool:
    """Whether another clause begins: because, although, and that."""
    if found[at].word in language.subordinators:
        return True
    following = found[at + 1].word if at + 1 < len(found) else ""
    return found[at].word in language.conjunctions and following in language.complementizers


def _before_insertion(found: Sequence[Token], first: int, language: Language) -> int:
    """Where what a cue comments on ends: at the comma before ", doctors believe", else right before the cue."""
    at = first - 1
    while at >= 0 and found[at].kind not in {Kind.STOP, Kind.COMMA}:
        if found[at].word in language.breaks:
            return first - 1
        at -= 1
    return at if at > 0 and found[at].kind is Kind.COMMA else first - 1


def _backward(found: Sequence[Token], start: int, language: Language, *, within_clause: bool = False) -> list[int]:
    places: list[int] = []
    for i in range(start, max(-1, start - _FARTHEST), -1):
        if found[i].kind is Kind.STOP:
            break
        if within_clause and (found[i].kind is Kind.COMMA or found[i].word in language.breaks):
            break
        if found[i].kind is not Kind.COMMA and found[i].word not in language.closed:
            places.append(i)
    return places
