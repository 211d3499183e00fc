"""What is withheld, unconfirmed, hedged, in conflict or unknown, and on whose word."""

from dataclasses import dataclass

from briefer.briefing import UncertaintyKind
from briefer.draft.credits import Reading
from briefer.draft.overlap import content_words, shared
from briefer.draft.speakers import Speaker
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Lexicon

_SAME = 0.6
_NEAR = 3


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
            found.append(_uncertainty(reading, sentence, cue))
    return found


def counts(
    reading: Reading, sentence: Sentence, cue: UncertaintyCue, central: frozenset[int], lexicon: Lexicon
) -> bool:
    """Whether a cue can be an uncertainty: a hedge or an accusation only where the story turns on it.

    That is in a sentence of ``central``, and for a hedge that tells by itself anywhere outside quotations.
    """
    if cue.kind is UncertaintyKind.HEDGED:
        unquoted = sentence.tokens[cue.start].quote < 0
        turned_on = sentence.number in central and not _is_asked(sentence, cue, lexicon)
        return unquoted and (turned_on or _tells(sentence, cue, lexicon))
    if sentence.words[cue.start] not in lexicon.accusations:
        return True
    return sentence.number in central and not _passed_on(reading, sentence, cue)


def _tells(sentence: Sentence, cue: UncertaintyCue, lexicon: Lexicon) -> bool:
    """Whether a hedge is on a matter of fact: in a main or reported clause, no question, no ability, no may as well."""
    token = sentence.tokens[cue.start]
    if token.word not in lexicon.telling_hedges or sentence.words[-1] == "?":
        return False
    before = sentence.tokens[max(0, cue.start - _NEAR) : cue.start]
    able = token.word in lexicon.abilities and bool(before) and before[-1].word in lexicon.grammar.pronouns
    likened = cue.end < len(sentence.words) and sentence.words[cue.end] in lexicon.grammar.likening
    return (
        not able
        and not likened
        and not any(t.tag is Tag.RELATIVE or t.word in lexicon.grammar.subordinators for t in before)
    )


def _is_asked(sentence: Sentence, cue: UncertaintyCue, lexicon: Lexicon) -> bool:
    """Whether a hedge stands in a reported question, which asserts nothing: estimated how many might die."""
    questions = lexicon.grammar.complementizers & lexicon.grammar.subordinators
    return any(word in questions for word in sentence.words[max(0, cue.start - _NEAR) : cue.start])


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
    i = 0
    while i < len(sentence.words):
        phrase = lexicon.uncertainties.match(sentence.words, i)
        if phrase is None:
            i += 1
            continue
        kind = UncertaintyKind(phrase[1])
        if kind is not UncertaintyKind.HEDGED or is_hedge(sentence, i, lexicon):
            found.append(UncertaintyCue(i, i + phrase[0], kind))
        i += phrase[0]
    return sorted(found, key=lambda cue: cue.kind is UncertaintyKind.HEDGED)


def is_hedge(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the hedge word at ``i`` is one: no month's name, no "could not", no "made it appear"."""
    token = sentence.tokens[i]
    if token.tag in {Tag.NAME, Tag.TIME}:
        return False
    after = sentence.words[i + 1] if i + 1 < len(sentence.words) else ""
    if token.word in lexicon.abilities and after in lexicon.negations:
        return False
    return not (i > 0 and sentence.words[i - 1] in lexicon.grammar.infinitive | lexicon.grammar.objects)


def _uncertainty(reading: Reading, sentence: Sentence, cue: UncertaintyCue) -> FoundUncertainty:
    start, end = sentence.tokens[cue.start].start, sentence.tokens[cue.end - 1].end
    holder = reading.cued(sentence.number, start) or reading.holder(sentence.number, start)
    speaker = holder.speaker if holder is not None else None
    return FoundUncertainty(
        sentence.number, reading.text.article.text[start:end], cue.kind, speaker, holder.via if holder else ()
    )
