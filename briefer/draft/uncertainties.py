"""What is withheld, unconfirmed, hedged, in conflict or unknown, and on whose word."""

from dataclasses import dataclass

from briefer.briefing import UncertaintyKind
from briefer.draft.credits import Credit, Reading
from briefer.draft.cues import CueKind
from briefer.draft.denials import innermost
from briefer.draft.overlap import content_words, shared
from briefer.draft.speakers import Speaker
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Lexicon

_SAME = 0.6
_LABELS = frozenset({"alleged", "allegedly", "reportedly", "purported", "purportedly"})


@dataclass(frozen=True, slots=True)
class FoundUncertainty:
    """One uncertainty with the sentence that shows it."""

    sentence: int
    cue: str
    kind: UncertaintyKind
    speaker: Speaker | None
    via: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class UncertaintyCue:
    """Words that could announce an uncertainty, by token places."""

    start: int
    end: int
    kind: UncertaintyKind


def find_uncertainties(reading: Reading, central: frozenset[int], lexicon: Lexicon) -> list[FoundUncertainty]:
    """Every uncertainty of an article, in text order, one for each sentence and kind.

    ``central`` are the numbers of the sentences that the story turns on: only there a hedge counts, and one allegation
    counts once.
    """
    found: list[FoundUncertainty] = []
    alleged: list[frozenset[str]] = []
    for sentence in reading.text.sentences:
        if sentence.heading:
            continue
        for cue in uncertainty_cues(sentence, lexicon):
            if cue.kind is UncertaintyKind.HEDGED and sentence.number not in central:
                continue
            if any(
                f.sentence == sentence.number and (f.kind is cue.kind or cue.kind is UncertaintyKind.HEDGED)
                for f in found
            ):
                continue
            if cue.kind is UncertaintyKind.UNCONFIRMED and sentence.words[cue.start].startswith(("alleg", "accus")):
                about = content_words(sentence.tokens, lexicon)
                if any(shared(about, other) >= _SAME for other in alleged):
                    continue
                alleged.append(about)
            found.append(_uncertainty(reading, sentence, cue))
    return found


def uncertainty_cues(sentence: Sentence, lexicon: Lexicon) -> list[UncertaintyCue]:
    """Every uncertainty cue of ``sentence``, refusals first to last, then hedges."""
    found: list[UncertaintyCue] = []
    i = 0
    while i < len(sentence.words):
        phrase = lexicon.uncertainties.match(sentence.words, i)
        if phrase is None:
            i += 1
            continue
        found.append(UncertaintyCue(i, i + phrase[0], UncertaintyKind(phrase[1])))
        i += phrase[0]
    taken = {p for cue in found for p in range(cue.start, cue.end)}
    for i, token in enumerate(sentence.tokens):
        hedge = lexicon.hedges.match(sentence.words, i)
        if hedge is not None and i not in taken and hedge[1] in {"modal", "forecast"} and is_hedge(sentence, i):
            found.append(UncertaintyCue(i, i + hedge[0], UncertaintyKind.HEDGED))
        elif (
            hedge is not None
            and i not in taken
            and hedge[1] == "evidential"
            and token.tag is Tag.VERB
            and token.word.startswith(("appear", "seem"))
        ):
            found.append(UncertaintyCue(i, i + hedge[0], UncertaintyKind.HEDGED))
    return found


def is_hedge(sentence: Sentence, i: int) -> bool:
    """Whether the hedge word at ``i`` is one, and no name of a month."""
    token = sentence.tokens[i]
    return token.tag not in {Tag.NAME, Tag.TIME}


def _uncertainty(reading: Reading, sentence: Sentence, cue: UncertaintyCue) -> FoundUncertainty:
    start, end = sentence.tokens[cue.start].start, sentence.tokens[cue.end - 1].end
    holder: Credit | None = next(
        (
            c
            for c in reading.credits
            if c.attribution.kind is CueKind.REFUSAL and c.attribution.cue[0] <= start < c.attribution.cue[1]
        ),
        None,
    )
    if holder is None:
        holder = next(
            (c for c in reading.credits if c.attribution.cue[0] <= start < c.attribution.cue[1]), None
        ) or innermost(reading, sentence, start)
    speaker = holder.speaker if holder is not None else None
    return FoundUncertainty(
        sentence.number, reading.text.article.text[start:end], cue.kind, speaker, holder.via if holder else ()
    )
