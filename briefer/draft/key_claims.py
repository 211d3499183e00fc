"""The key claims: which of an article's assertions a reader needs, most important first."""

from collections.abc import Mapping
from dataclasses import replace

from briefer.draft.candidates import QUOTED, TOGETHER, FoundClaim, candidates, quoted_share
from briefer.draft.credits import Reading
from briefer.draft.importance import WEIGHTS, features_of, importance, topic_of
from briefer.draft.overlap import shared
from briefer.lexicon import Lexicon
from briefer.signals import Signals

FEWEST, MOST = 3, 11
LINKS = 0.34
"""The share of its words that a claim and what denies it have in common, at least."""
_SHARE = 0.8
_SURELY = 7
ENOUGH, SIGNALLED_ENOUGH = -0.7, -0.8
"""What a claim beyond the first 7 must tell, in log odds without the constant; the second where there are signals."""
_SAME = 0.7
_WEIGHED = 200
"""Claims weighed against those chosen, at most: the time stays linear in the article's length."""
_FIRST = 3.0
"""What a chosen claim loses in order for each unit of depth: of two claims that labellers ranked, the order is then
theirs in 78 of 100 pairs of the articles for tuning, by the score alone in 61."""
_ALIKE, _NEAR, _CITED = 0.5, 0.3, 2.0
"""What a claim loses in log odds: for each share of its words that a chosen one has, next to one, in its sentence."""


def find_claims(
    reading: Reading,
    taken: frozenset[int],
    denied: tuple[frozenset[str], ...],
    lexicon: Lexicon,
    weights: Mapping[str, float] = WEIGHTS,
    signals: Signals | None = None,
) -> list[FoundClaim]:
    """The 3 to 11 key claims of an article, by its length and by how much they tell, most important first.

    ``taken`` are sentences that only withhold and so assert nothing, ``denied`` the topics of denials.
    """
    found = weighed(reading, taken, denied, lexicon, signals)
    deep = {claim.sentence: features["deep"] for claim, features in found}
    scored = [replace(claim, score=importance(features, weights)) for claim, features in found]
    chosen = _choose(scored, how_many(len(reading.text.sentences)), ENOUGH if signals is None else SIGNALLED_ENOUGH)
    chosen = [_in_own_voice(reading, claim) if claim.aside else claim for claim in chosen]
    return sorted(chosen, key=lambda c: (_FIRST * deep[c.sentence] - c.score, c.statement))


def _in_own_voice(reading: Reading, claim: FoundClaim) -> FoundClaim:
    """``claim`` as the article's own, which only mentions what its speaker says."""
    span = reading.text.sentences[claim.sentence - 1].span
    return replace(claim, speaker=None, via=(), cue=None, frame=None, quote=None, statement=span)


def weighed(
    reading: Reading,
    taken: frozenset[int],
    denied: tuple[frozenset[str], ...],
    lexicon: Lexicon,
    signals: Signals | None = None,
) -> list[tuple[FoundClaim, dict[str, float]]]:
    """What could be a key claim, each with the features that tell its importance."""
    topic = topic_of(reading, lexicon)
    return [
        (
            claim,
            features_of(reading, topic, claim, denied=_is_denied(claim, denied), lexicon=lexicon)
            | _signalled(reading, claim, signals),
        )
        for claim in candidates(reading, taken, lexicon)
    ]


def _signalled(reading: Reading, claim: FoundClaim, signals: Signals | None) -> dict[str, float]:
    """What a model's signals say of the claim's sentence, as features; nothing of a quotation that nobody is known for.

    A model takes what is quoted for what is told: a forged line in a letter, for one.
    """
    if signals is None:
        return {}
    nobodys = claim.speaker is None and quoted_share(reading.text.sentences[claim.sentence - 1]) > QUOTED
    signal = None if nobodys else signals.claims[claim.sentence - 1]
    return {"signalled": 0.0 if signal is None else signal, "not read": float(signal is None)}


def how_many(sentences: int) -> int:
    """How many key claims an article of so many sentences has."""
    return max(FEWEST, min(MOST, round(sentences * _SHARE)))


def _choose(scored: list[FoundClaim], wanted: int, enough: float) -> list[FoundClaim]:
    """The ``wanted`` claims that tell most, one after the other: what repeats a chosen one is worth less.

    One that says the same on the same word is left to stand as evidence of the chosen one.
    """
    left = sorted(scored, key=lambda c: (-c.score, c.statement))[:_WEIGHED]
    lost = [0.0] * len(left)
    chosen: list[FoundClaim] = []
    while left and len(chosen) < wanted:
        place = max(range(len(left)), key=lambda n: left[n].score - lost[n])
        if len(chosen) >= _SURELY and left[place].score - lost[place] < enough:
            break
        claim = left.pop(place)
        lost.pop(place)
        twin = next(
            (p for p, c in enumerate(chosen) if c.speaker is claim.speaker and shared(c.words, claim.words) >= _SAME),
            None,
        )
        if twin is None:
            chosen.append(claim)
            lost = [max(loss, _repeats(claim, other)) for loss, other in zip(lost, left, strict=True)]
            continue
        both = tuple(sorted({*chosen[twin].sentences, *claim.sentences}))
        if len(both) <= TOGETHER:
            chosen[twin] = replace(chosen[twin], sentences=both)
    return chosen


def _repeats(chosen: FoundClaim, other: FoundClaim) -> float:
    """How much less ``other`` tells beside ``chosen``."""
    cited = _CITED if set(chosen.sentences) & set(other.sentences) else 0.0
    apart = abs(chosen.sentence - other.sentence)
    return cited + _ALIKE * shared(chosen.words, other.words) + (_NEAR / apart if apart else 0.0)


def _is_denied(claim: FoundClaim, denied: tuple[frozenset[str], ...]) -> bool:
    """Whether someone else's denial is about the claim's topic."""
    return claim.speaker is not None and any(
        len(words & claim.words) > 1 and shared(words, claim.words) >= LINKS for words in denied
    )
