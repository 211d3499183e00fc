"""How much a reader needs a claim: a few features of its sentences, each with a weight."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from briefer.briefing import SourceKind
from briefer.draft.candidates import FoundClaim
from briefer.draft.credits import Reading
from briefer.draft.cues import CueKind
from briefer.draft.headline import headlines
from briefer.draft.overlap import content_words
from briefer.draft.tokens import Tag, Text
from briefer.lexicon import Frame, Lexicon

WEIGHTS: Mapping[str, float] = {
    "of a long article": -1.17,
    "deep": -0.4,
    "lead": -0.78,
    "near the lead": -0.02,
    "headline": -1.8,
    "long": 0.5,
    "short": -0.73,
    "told at length": 0.36,
    "central": 0.74,
    "of frequent words": 0.23,
    "of the headline": 0.56,
    "mostly content": 0.14,
    "own voice": -0.26,
    "own voice, quotes": -0.33,
    "before another's words": -0.26,
    "says": 0.55,
    "tells": 0.14,
    "judges": -0.12,
    "urges": 0.2,
    "no verb": 0.3,
    "named person": -0.06,
    "unnamed person": -0.33,
    "introduced": 0.29,
    "first words": 0.32,
    "often credited": 0.07,
    "goes on": 0.32,
    "unquoted": -0.14,
    "dated": 0.4,
    "numbers": 0.51,
    "nouns": 0.37,
    "negated": 0.58,
    "hedged": 0.24,
    "denied": 0.78,
    "opens with a condition": -0.42,
}
"""Log odds that a labelled article has the claim among its key claims: fitted by ``benchmarks/fit_claims.py``, which
prints this table, on the half of the labelled articles that is for tuning."""
SIGNALLED: Mapping[str, float] = {
    "of a long article": -0.72,
    "deep": -0.31,
    "lead": -0.7,
    "near the lead": -0.22,
    "headline": -1.23,
    "long": 0.13,
    "short": -0.62,
    "told at length": 0.71,
    "central": 0.29,
    "of frequent words": 0.08,
    "of the headline": 0.59,
    "mostly content": 0.04,
    "own voice": -0.12,
    "own voice, quotes": -0.11,
    "before another's words": -0.31,
    "says": 0.38,
    "tells": -0.05,
    "judges": -0.3,
    "urges": 0.28,
    "no verb": 0.26,
    "named person": 0.02,
    "unnamed person": -0.41,
    "introduced": 0.24,
    "first words": 0.25,
    "often credited": 0.1,
    "goes on": 0.23,
    "unquoted": 0.05,
    "dated": 0.33,
    "numbers": 0.31,
    "nouns": 0.08,
    "negated": 0.41,
    "hedged": 0.15,
    "denied": 0.57,
    "opens with a condition": -0.22,
    "signalled": 0.49,
    "not read": -0.45,
}
"""The same where a model's signals are known: fitted by ``benchmarks/fit_signals.py``."""
_LONG, _SHORT = 40, 10
_DAMPED = 3
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about and who speaks in it."""

    words: Mapping[int, frozenset[str]]
    """The content words of each sentence."""
    frequent: Counter[str]
    """In how many sentences each word stands."""
    most: int
    headline: frozenset[str]
    headlines: frozenset[int]
    """The sentences that are headlines."""
    places: Mapping[int, int]
    """The place of each sentence that is no heading or headline, from 0."""
    credits: Mapping[int, int]
    """How often each speaker is credited, by id."""
    first: Mapping[int, int]
    """The sentence in which each speaker is first credited, by id."""
    spoken: Mapping[int, frozenset[int]]
    """The ids of those who speak in each sentence."""


def topic_of(reading: Reading, lexicon: Lexicon) -> Topic:
    """Count the words and the speakers of an article."""
    text = reading.text
    words = {s.number: content_words(s.tokens, lexicon) for s in text.sentences}
    titles = headlines(text, lexicon)
    body = [s.number for s in text.sentences if not s.heading and s.number not in titles]
    frequent = Counter(w for number in body for w in words[number])
    credited: Counter[int] = Counter()
    first: dict[int, int] = {}
    spoken: dict[int, set[int]] = {}
    for credit in reading.credits:
        if credit.speaker is None:
            continue
        key = id(credit.speaker)
        credited[key] += credit.attribution.kind is not CueKind.REFUSAL
        first.setdefault(key, credit.attribution.sentence)
        for number in {credit.attribution.sentence, *credit.sentences}:
            spoken.setdefault(number, set()).add(key)
    return Topic(
        words,
        frequent,
        max(frequent.values(), default=1),
        _headline_words(text, words, lexicon),
        titles,
        {number: place for place, number in enumerate(body)},
        credited,
        first,
        {number: frozenset(keys) for number, keys in spoken.items()},
    )


def features_of(
    reading: Reading, topic: Topic, claim: FoundClaim, *, denied: bool, lexicon: Lexicon
) -> dict[str, float]:
    """What tells how much a reader needs ``claim``; ``denied``: somebody denies it."""
    text = reading.text
    sentence = text.sentences[claim.sentence - 1]
    tokens, words = sentence.tokens, topic.words[claim.sentence]
    about = claim.words or words
    speaker, key = claim.speaker, id(claim.speaker)
    place = topic.places.get(claim.sentence, 0)
    tags = Counter(token.tag for token in tokens)
    quoted = sum(token.quote >= 0 for token in tokens)
    longest = max(len(text.sentences[number - 1].tokens) for number in claim.sentences)
    nobody: frozenset[int] = frozenset()
    before, after = (topic.spoken.get(claim.sentence + step, nobody) for step in (-1, 1))
    found: dict[str, float] = {
        "of a long article": len(topic.places) / 50,
        "deep": log(1 + place),
        "lead": place == 0,
        "near the lead": 0 < place < _OFTEN,
        "headline": claim.sentence in topic.headlines,
        "long": min(longest, _LONG) / _LONG,
        "short": len(tokens) < _SHORT,
        "told at length": len(claim.sentences) > 1,
        "central": sum(topic.frequent[w] for w in words) / (len(words) + _DAMPED) / topic.most,
        "of frequent words": sum(topic.frequent[w] >= _OFTEN for w in words) / 5,
        "of the headline": len(about & topic.headline) / max(1, len(topic.headline)),
        "mostly content": len(about) / (len(words) + 1),
        "own voice": speaker is None,
        "own voice, quotes": speaker is None and quoted > 0,
        "before another's words": speaker is None and bool(after),
        "says": claim.frame is Frame.SAY,
        "tells": claim.frame is Frame.TELL,
        "judges": claim.frame is Frame.JUDGE,
        "urges": claim.frame is Frame.URGE,
        "no verb": speaker is not None and claim.frame is None,
        "named person": speaker is not None and speaker.kind is SourceKind.NAMED_PERSON,
        "unnamed person": speaker is not None and speaker.kind is SourceKind.UNNAMED_PERSON,
        "introduced": speaker is not None and bool(speaker.description),
        "first words": speaker is not None and topic.first.get(key) == claim.sentence,
        "often credited": topic.credits.get(key, 0) / max(topic.credits.values(), default=1) if speaker else 0.0,
        "goes on": speaker is not None and key in before,
        "unquoted": quoted == 0,
        "dated": tags[Tag.TIME] > 0,
        "numbers": min(3, tags[Tag.NUMBER]) / 3,
        "nouns": min(12, tags[Tag.NOUN] + tags[Tag.NAME]) / 12,
        "negated": any(word in lexicon.negations for word in sentence.words),
        "hedged": bool(claim.hedges),
        "denied": denied,
        "opens with a condition": sentence.words[0] in lexicon.grammar.subordinators,
    }
    return {name: float(value) for name, value in found.items()}


def importance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The importance of a claim with these features, in log odds."""
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def _headline_words(text: Text, words: Mapping[int, frozenset[str]], lexicon: Lexicon) -> frozenset[str]:
    title = text.article.title
    if title:
        return frozenset(
            w.strip(".,;:!?\"'“”‘’").lower()[:5] for w in title.split() if w.lower() not in lexicon.grammar.stop_words
        )
    return words.get(1, frozenset())
