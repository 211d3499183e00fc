"""The reader's second look: which sentences deny or leave open, by a model's signals and what the reader saw itself."""

from collections.abc import Mapping, Sequence

from briefer.briefing import DenialStrength, SourceKind, UncertaintyKind
from briefer.draft.credits import Credit, Reading
from briefer.draft.cues import CueKind
from briefer.draft.denial_cues import denial_cues
from briefer.draft.denials import FoundDenial, joined
from briefer.draft.tokens import Sentence, Tag, Token
from briefer.draft.uncertainties import FoundUncertainty, found_at, uncertainty_cues
from briefer.lexicon import Lexicon
from briefer.signals import Signals

DENIALS: Mapping[str, float] = {
    "signalled": 1.12,
    "found": 0.93,
    "cued": 1.55,
    "credited": 0.27,
    "quoted": 0.16,
    "negated": 0.16,
    "negated in quotes": -0.27,
    "first person": -0.17,
    "charge": 0.19,
    "charge before": 0.07,
    "charge after": 0.5,
    "question": 1.0,
    "refusal": -0.43,
    "open": -0.37,
    "short": 0.05,
    "after another": 0.03,
    "goes on": -0.13,
    "constant": -0.22,
}
"""Log odds that a sentence is a labelled denial: fitted by ``benchmarks/fit_signals.py``, which prints this table."""
UNCERTAINTIES: Mapping[str, float] = {
    "signalled": 0.9,
    "found": 0.34,
    "found hedged": -0.18,
    "cued": 0.81,
    "hedged": 1.42,
    "central": 0.07,
    "credited": 0.36,
    "quoted": -0.3,
    "negated": -0.02,
    "first person": 0.16,
    "question": 0.13,
    "constant": -0.75,
}
"""The same for uncertainties."""
DENIES, OPEN, STILL_OPEN = 4.0, 0.3, -0.8
"""The log odds from which a sentence counts as a denial, as an uncertainty, and as one that the reader found itself.

A denial that nobody made is worse than one that is missed, and what has a cue is less often wrong than what has none.
"""
_SHORT = 8
_QUOTED = 0.3


def denials_with(
    reading: Reading, found: Sequence[FoundDenial], signals: Signals, lexicon: Lexicon
) -> list[FoundDenial]:
    """``found`` with those that a second look shows; who denies is whoever the reader credits with the sentence.

    Where a verb denies and the reader passed it over, somebody tells of another's denial.
    """
    odds = _odds(denial_features(reading, found, signals, lexicon), DENIALS)
    covered = {number for denial in found for number in denial.sentences}
    added = [
        _denial(reading, sentence, signals)
        for sentence in reading.text.sentences
        if sentence.number not in covered
        and odds.get(sentence.number, DENIES - 1) >= DENIES
        and _is_known(reading, sentence)
        and not any(cue.verb for cue in denial_cues(sentence, lexicon))
    ]
    return joined(sorted([*found, *added], key=lambda d: d.sentences))


def denial_features(
    reading: Reading, found: Sequence[FoundDenial], signals: Signals, lexicon: Lexicon
) -> dict[int, dict[str, float]]:
    """What tells whether a sentence denies, by its number; headings and what was not read are left out."""
    denied = {number for denial in found for number in denial.sentences}
    sentences = reading.text.sentences
    charged = {s.number for s in sentences if any(w in lexicon.charges or w in lexicon.accusations for w in s.words)}
    spoken = {n: {id(c.speaker) for c in near if c.speaker} for n, near in reading.by_sentence.items()}
    nobody: set[int] = set()
    features = {}
    for s in sentences:
        n = s.number
        signal = signals.denials[n - 1]
        if s.heading or signal is None:
            continue
        here, before = spoken.get(n, nobody), spoken.get(n - 1, nobody)
        negated = any(word in lexicon.negations for word in s.words)
        quoted = sum(token.quote >= 0 for token in s.tokens) / len(s.tokens)
        near = reading.by_sentence.get(n, ())
        features[n] = {
            "signalled": signal,
            "found": float(n in denied),
            "cued": float(bool(denial_cues(s, lexicon))),
            "credited": float(bool(here)),
            "quoted": quoted,
            "negated": float(negated),
            "negated in quotes": float(negated and quoted > _QUOTED),
            "first person": float(any(token.tag is Tag.FIRST_PERSON for token in s.tokens)),
            "charge": float(n in charged),
            "charge before": float(n - 1 in charged),
            "charge after": float(n + 1 in charged),
            "question": float("?" in s.words),
            "refusal": float(any(credit.attribution.kind is CueKind.REFUSAL for credit in near)),
            "open": float(bool(uncertainty_cues(s, lexicon))),
            "short": float(len(s.words) < _SHORT),
            "after another": float(bool(here and before - here)),
            "goes on": float(bool(here & before)),
            "constant": 1.0,
        }
    return features


def _odds(features: Mapping[int, Mapping[str, float]], weights: Mapping[str, float]) -> dict[int, float]:
    return {
        number: sum(weights.get(name, 0.0) * value for name, value in found.items())
        for number, found in features.items()
    }


def _denial(reading: Reading, sentence: Sentence, signals: Signals) -> FoundDenial:
    credit = _speaking(reading, sentence)
    if credit is None:
        return FoundDenial((sentence.number,), "", DenialStrength.REBUTS, None, (), (sentence.span,))
    flat = signals.flat[sentence.number - 1] or 0.0
    strength = DenialStrength.DENIES if flat > 0 else DenialStrength.DISPUTES
    a = credit.attribution
    cue = reading.text.article.text[slice(*a.cue)] if a.sentence == sentence.number else ""
    return FoundDenial((sentence.number,), cue, strength, credit.speaker, credit.via, (sentence.span,))


def _is_known(reading: Reading, sentence: Sentence) -> bool:
    """Whether the reader knows on whose word a sentence is: a source's, or the article's own.

    A quotation or a question is not the article's own word, and who only withholds something says nothing.
    """
    if _speaking(reading, sentence) is not None:
        return True
    open_ended = "?" in sentence.words or any(token.quote >= 0 for token in sentence.tokens)
    return not open_ended and not reading.by_sentence.get(sentence.number)


def _speaking(reading: Reading, sentence: Sentence) -> Credit | None:
    """Who is credited with most of a sentence, refusals aside."""
    start, end = sentence.span

    def held(credit: Credit) -> int:
        return sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in credit.attribution.contents)

    near = [
        credit
        for credit in reading.by_sentence.get(sentence.number, ())
        if credit.speaker is not None and credit.attribution.kind is not CueKind.REFUSAL
    ]
    return max(near, key=held, default=None)


def uncertainties_with(
    reading: Reading,
    found: Sequence[FoundUncertainty],
    signals: Signals,
    central: frozenset[int],
    lexicon: Lexicon,
) -> list[FoundUncertainty]:
    """``found`` without those that a second look does not bear out, and with those that it shows."""
    odds = _odds(uncertainty_features(reading, found, signals, central, lexicon), UNCERTAINTIES)
    kept = [one for one in found if odds.get(one.sentence, STILL_OPEN) >= STILL_OPEN]
    covered = {one.sentence for one in found}
    for sentence in reading.text.sentences:
        if sentence.number in covered or odds.get(sentence.number, OPEN - 1) < OPEN:
            continue
        cue = next(iter(uncertainty_cues(sentence, lexicon)), None)
        if cue is not None:
            if _suggests(reading, sentence, sentence.tokens[cue.start]):
                continue
            kept.append(found_at(reading, sentence, cue))
        elif _is_known(reading, sentence) and not _may_not_speak(sentence, lexicon):
            credit = _speaking(reading, sentence)
            speaker, via = (credit.speaker, credit.via) if credit is not None else (None, ())
            # Of 74 labelled ones without a cue, 33 are allegations.
            kept.append(FoundUncertainty(sentence.number, "", UncertaintyKind.UNCONFIRMED, speaker, via))
    return sorted(kept, key=lambda one: one.sentence)


def _suggests(reading: Reading, sentence: Sentence, cue: Token) -> bool:
    """Whether the word of doubt is how a person says it: she suggested that the clerk had made it up."""
    credit = reading.cued(sentence.number, cue.start)
    personal = {SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON}
    return credit is not None and credit.speaker is not None and credit.speaker.kind in personal


def _may_not_speak(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether all that is open is who speaks: a doctor who was not authorised to talk to reporters."""
    words, anonymous = sentence.words, lexicon.people.anonymous
    return any(words[p] in lexicon.negations and anonymous.match(words, p) is not None for p in range(len(words)))


def uncertainty_features(
    reading: Reading,
    found: Sequence[FoundUncertainty],
    signals: Signals,
    central: frozenset[int],
    lexicon: Lexicon,
) -> dict[int, dict[str, float]]:
    """What tells whether a sentence is open, by its number; headings and what was not read are left out."""
    seen = {one.sentence: one.kind for one in found}
    features = {}
    for s in reading.text.sentences:
        signal = signals.uncertainties[s.number - 1]
        if s.heading or signal is None:
            continue
        kinds = {cue.kind for cue in uncertainty_cues(s, lexicon)}
        features[s.number] = {
            "signalled": signal,
            "found": float(s.number in seen),
            "found hedged": float(seen.get(s.number) is UncertaintyKind.HEDGED),
            "cued": float(bool(kinds - {UncertaintyKind.HEDGED})),
            "hedged": float(UncertaintyKind.HEDGED in kinds),
            "central": float(s.number in central),
            "credited": float(any(credit.speaker for credit in reading.by_sentence.get(s.number, ()))),
            "quoted": sum(token.quote >= 0 for token in s.tokens) / len(s.tokens),
            "negated": float(any(word in lexicon.negations for word in s.words)),
            "first person": float(any(token.tag is Tag.FIRST_PERSON for token in s.tokens)),
            "question": float("?" in s.words),
            "constant": 1.0,
        }
    return features
