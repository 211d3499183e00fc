"""How much a reader needs a claim: a few features of its sentence, each with a weight."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from briefer.briefing import SourceKind
from briefer.draft.overlap import content_words
from briefer.draft.speakers import Speaker
from briefer.draft.tokens import Sentence, Text
from briefer.lexicon import Frame, Lexicon

WEIGHTS: Mapping[str, float] = {
    "length": 1.5,
    "short": -0.5,
    "central": 0.8,
    "of the lead": 0.6,
    "of the headline": 0.45,
    "early": 0.2,
    "told at length": 0.7,
    "credited": 0.95,
    "all quoted": 0.6,
    "organisation": 0.2,
    "judges": -0.6,
    "urges": -0.5,
    "opens with a pronoun": -0.4,
    "opens a paragraph": 0.2,
    "lead": 0.9,
    "denied": 0.6,
}
"""Fitted by logistic regression on the half of the labelled articles that is for tuning; "denied" and "lead"
were set by hand: what a denial rejects should stand beside it, and the labelled files open with their titles."""
_LEAD = 3
_LONG, _SHORT = 40, 10
_DAMPED = 3
_ORGANISED = frozenset({SourceKind.NAMED_ORGANISATION, SourceKind.MEDIA})


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about: its frequent words, those of its headline and of its first sentences."""

    frequent: Counter[str]
    most: int
    headline: frozenset[str]
    lead: frozenset[str]
    titled: bool
    """Whether the article's title is known, so that its first sentence is its lead."""
    places: Mapping[int, float]
    """For each sentence that is no heading, how far from the end it stands, from 1 down to 0."""


def topic_of(text: Text, lexicon: Lexicon) -> Topic:
    """Count the words of ``text``."""
    frequent = Counter(w for s in text.sentences for w in content_words(s.tokens, lexicon))
    body = [s for s in text.sentences if not s.heading]
    lead = frozenset(w for s in body[:_LEAD] for w in content_words(s.tokens, lexicon))
    titled = bool(text.article.title) or any(s.heading for s in text.sentences[:1])
    places = {s.number: 1 - p / len(body) for p, s in enumerate(body)}
    return Topic(frequent, max(frequent.values(), default=1), _headline_words(text, lexicon), lead, titled, places)


def importance(
    text: Text,
    topic: Topic,
    sentence: Sentence,
    speaker: Speaker | None,
    frame: Frame | None,
    *,
    several: bool,
    denied: bool,
    lexicon: Lexicon,
) -> float:
    """The importance of what ``sentence`` asserts, on the word of ``speaker``; ``several``: it takes more than one."""
    words = content_words(sentence.tokens, lexicon)
    before = text.sentences[sentence.number - 2] if sentence.number > 1 else None
    features: dict[str, float] = {
        "length": min(len(sentence.words), _LONG) / _LONG,
        "short": len(sentence.words) < _SHORT,
        "central": sum(topic.frequent[w] for w in words) / (len(words) + _DAMPED) / topic.most,
        "of the lead": len(words & topic.lead) / (len(words) + _DAMPED),
        "of the headline": len(words & topic.headline) / max(1, len(topic.headline)),
        "early": topic.places.get(sentence.number, 0.0),
        "told at length": several,
        "credited": speaker is not None,
        "all quoted": all(token.quote >= 0 for token in sentence.tokens),
        "organisation": speaker is not None and speaker.kind in _ORGANISED,
        "judges": frame is Frame.JUDGE,
        "urges": frame is Frame.URGE,
        "opens with a pronoun": sentence.words[0] in lexicon.grammar.pronouns,
        "opens a paragraph": before is None or before.paragraph != sentence.paragraph,
        "lead": topic.places.get(sentence.number) == 1 and topic.titled,
        "denied": denied,
    }
    return sum(WEIGHTS[name] * value for name, value in features.items())


def _headline_words(text: Text, lexicon: Lexicon) -> frozenset[str]:
    title = text.article.title
    if title:
        return frozenset(
            w.strip(".,;:!?\"'“”‘’").lower()[:5] for w in title.split() if w.lower() not in lexicon.grammar.stop_words
        )
    return content_words(text.sentences[0].tokens, lexicon) if text.sentences else frozenset()
