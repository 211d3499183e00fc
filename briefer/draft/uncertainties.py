"""What is withheld, unconfirmed, hedged, in conflict or unknown, and on whose word."""

from dataclasses import dataclass
from itertools import takewhile

from briefer.briefing import UncertaintyKind
from briefer.draft.credits import Reading
from briefer.draft.hedging import is_hedge, on_a_fact
from briefer.draft.overlap import content_words, shared
from briefer.draft.speakers import Speaker
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Lexicon

_SAME = 0.6
_CLAUSE = 6
"""Words between "if" and a silence, at most."""
_SUPPOSED = 3
"""Words between "if" and what is not known, at most."""


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


def find_uncertainties(
    reading: Reading, central: frozenset[int], denied: frozenset[int], lexicon: Lexicon
) -> list[FoundUncertainty]:
    """Every uncertainty of an article, in text order, one for each sentence and kind.

    ``central`` are the numbers of the sentences that the story turns on: only there a hedge counts. One allegation
    counts once, and not in a sentence of ``denied``, which holds denials.
    """
    found: list[FoundUncertainty] = []
    alleged: list[frozenset[str]] = []
    for sentence in reading.text.sentences:
        if sentence.heading:
            continue
        kinds: set[UncertaintyKind] = set()
        for cue in uncertainty_cues(sentence, lexicon):
            if not counts(reading, sentence, cue, central, lexicon):
                continue
            if cue.kind in kinds or (cue.kind is UncertaintyKind.HEDGED and kinds):
                continue
            if cue.kind is UncertaintyKind.UNCONFIRMED and sentence.number in denied:
                continue
            if cue.kind is UncertaintyKind.UNCONFIRMED and sentence.words[cue.start] in lexicon.accusations:
                about = content_words(sentence.tokens, lexicon)
                if any(shared(about, other) >= _SAME for other in alleged):
                    continue
                alleged.append(about)
            kinds.add(cue.kind)
            found.append(found_at(reading, sentence, cue))
    return found


def counts(
    reading: Reading, sentence: Sentence, cue: UncertaintyCue, central: frozenset[int], lexicon: Lexicon
) -> bool:
    """Whether a cue can be an uncertainty: a hedge or an accusation only where the story turns on it.

    That is in a sentence of ``central``, and for a hedge that tells by itself anywhere outside quotations.
    """
    if cue.kind is UncertaintyKind.HEDGED:
        token = sentence.tokens[cue.start]
        turned_on = sentence.number in central or token.word in lexicon.telling_hedges
        said = token.quote < 0 or _held(reading, sentence, token.start)
        fact = on_a_fact(sentence, cue.start, cue.end, lexicon)
        return turned_on and said and fact and not _is_conceded(reading, sentence, cue, lexicon)
    if cue.kind is UncertaintyKind.UNKNOWN and _is_supposed(sentence, cue, lexicon):
        return False
    if cue.kind is UncertaintyKind.UNDISCLOSED and (_if_so(sentence, cue, lexicon) or _words_it(sentence, cue)):
        return False
    if sentence.words[cue.start] not in lexicon.accusations:
        return True
    if sentence.tokens[cue.start].tag in {Tag.VERB, Tag.ADVERB}:
        return not _passed_on(reading, sentence, cue)
    return sentence.number in central and not _passed_on(reading, sentence, cue)


def _is_conceded(reading: Reading, sentence: Sentence, cue: UncertaintyCue, lexicon: Lexicon) -> bool:
    """Whether a modal grants what something else is set against: it may not be easy, but we will get there."""
    words, grammar = sentence.words, lexicon.grammar
    if words[cue.start] not in grammar.conceding:
        return False
    if any(words[place - 1] == "," and words[place] in grammar.contrasting for place in range(cue.end, len(words))):
        return True
    after = reading.text.sentences[sentence.number : sentence.number + 1]
    first = next((token.word for s in after for token in s.tokens if token.tag is not Tag.QUOTE), "")
    return first in grammar.contrasting and after[0].paragraph == sentence.paragraph


def _is_supposed(sentence: Sentence, cue: UncertaintyCue, lexicon: Lexicon) -> bool:
    """Whether what is not known is only supposed, or describes a thing: if we don't know C, tales that nobody knows."""
    near = range(max(0, cue.start - _SUPPOSED), cue.start)
    supposed = any(sentence.words[place] in lexicon.conditions for place in near)
    return supposed or (cue.start > 0 and sentence.tokens[cue.start - 1].tag is Tag.RELATIVE)


def _if_so(sentence: Sentence, cue: UncertaintyCue, lexicon: Lexicon) -> bool:
    """Whether silence is only a condition: if the bishop does not respond, he may be asked again."""
    near = takewhile(lambda word: word != ",", reversed(sentence.words[max(0, cue.start - _CLAUSE) : cue.start]))
    return any(word in lexicon.grammar.supposing & lexicon.grammar.subordinators for word in near)


def _words_it(sentence: Sentence, cue: UncertaintyCue) -> bool:
    """Whether a speaker only chooses words: I wouldn't say we were shocked."""
    after = sentence.tokens[cue.end : cue.end + 1]
    own = cue.start > 0 and sentence.tokens[cue.start - 1].tag is Tag.FIRST_PERSON
    said = any(t.tag in {Tag.PRONOUN, Tag.FIRST_PERSON} or t.word in sentence.grammar.content_marks for t in after)
    return own and said and sentence.tokens[cue.start].quote >= 0


def _held(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Whether someone known says what stands at offset ``at``."""
    holder = reading.holder(sentence.number, at)
    return holder is not None and holder.speaker is not None


def _passed_on(reading: Reading, sentence: Sentence, cue: UncertaintyCue) -> bool:
    """Whether what is alleged is another's finding: alleged that officials had determined that C."""
    own = reading.cued(sentence.number, sentence.tokens[cue.start].start)
    return own is not None and any(
        start <= inner.attribution.cue[0] < end
        for inner in reading.by_sentence[sentence.number]
        if inner is not own
        for start, end in own.attribution.contents
    )


def uncertainty_cues(sentence: Sentence, lexicon: Lexicon) -> list[UncertaintyCue]:
    """Every uncertainty cue of ``sentence``, hedges last."""
    found: list[UncertaintyCue] = []
    end, firsts = 0, lexicon.uncertainties.firsts
    for i, word in enumerate(sentence.words):
        if i < end or word not in firsts:
            continue
        phrase = lexicon.uncertainties.match(sentence.words, i)
        if phrase is None:
            continue
        end, kind = i + phrase[0], UncertaintyKind(phrase[1])
        if kind is not UncertaintyKind.HEDGED or is_hedge(sentence, i, lexicon):
            found.append(UncertaintyCue(i, end, kind))
    return sorted(found, key=lambda cue: cue.kind is UncertaintyKind.HEDGED)


def found_at(reading: Reading, sentence: Sentence, cue: UncertaintyCue) -> FoundUncertainty:
    """The uncertainty that ``cue`` announces, on the word of whoever says it."""
    start, end = sentence.tokens[cue.start].start, sentence.tokens[cue.end - 1].end
    holder = reading.cued(sentence.number, start) or reading.holder(sentence.number, start)
    speaker = holder.speaker if holder is not None else None
    return FoundUncertainty(
        sentence.number, reading.text.article.text[start:end], cue.kind, speaker, holder.via if holder else ()
    )
