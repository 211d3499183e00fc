"""What a poll found, told without naming it again: 46 percent of voters said C; Venn leads by 7 points."""

from briefer.briefing import SourceKind
from briefer.draft.credits import Reading
from briefer.draft.shares import is_share
from briefer.draft.speaker import Speaker
from briefer.draft.tokens import Sentence
from briefer.lexicon import Lexicon

_LATELY = 6
"""Sentences for which a poll is still the one told of."""


def told_by_polls(reading: Reading, lexicon: Lexicon) -> dict[int, Speaker]:
    """The poll whose findings a sentence tells that credits nobody, by the sentence's number.

    Measured on the labelled articles for tuning: of 20 key claims among such sentences 19 are the poll's.
    """
    found: dict[int, Speaker] = {}
    poll: Speaker | None = None
    at = 0
    for sentence in reading.text.sentences:
        speakers = [c.speaker for c in reading.by_sentence.get(sentence.number, ()) if c.speaker is not None]
        named = [speaker for speaker in speakers if speaker.kind is SourceKind.POLL]
        if named:
            poll, at = named[-1], sentence.number
        elif poll is not None and not speakers and sentence.number - at <= _LATELY and _tells_shares(sentence, lexicon):
            found[sentence.number] = poll
            at = sentence.number
    return found


def _tells_shares(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a sentence counts voters or tells who leads."""
    if sentence.heading:
        return False
    polled = any(word in lexicon.shares.polled for word in sentence.words)
    return polled and is_share(sentence.tokens, lexicon)
