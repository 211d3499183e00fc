"""What could be a key claim: every assertion with the sentences that make it, on whose word."""

from bisect import bisect_left
from dataclasses import dataclass, replace

from briefer.briefing import MAX_EVIDENCE, Span
from briefer.draft.credits import Credit, Reading
from briefer.draft.cues import CueKind
from briefer.draft.hedging import is_hedge, is_literal
from briefer.draft.overlap import content_words, tokens_within
from briefer.draft.parties import is_role
from briefer.draft.polled import told_by_polls
from briefer.draft.speakers import Speaker
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Frame, Lexicon

TOGETHER = 2
"""How many sentences a claim cites that is put together: what is said, and what bears it out."""
_PREAMBLE = 0.6
QUOTED = 0.6
"""The share of its words from which a sentence is a quotation."""
_LINKING = 2
_BESIDE, _RELATIVE = 0.65, 0.4
"""The share of a sentence below which a clause that credits somebody is beside what it tells, by the kind of clause."""
_CLAUSAL = frozenset({Frame.SAY, Frame.STATE, Frame.TELL, Frame.SHOW})
_ASSERTING = _CLAUSAL | {Frame.THINK, Frame.JUDGE, Frame.INTEND, Frame.URGE, Frame.DENY, Frame.DISPUTE, None}
_ACTING = frozenset({Frame.JUDGE, Frame.INTEND, Frame.URGE})
"""What someone does rather than says, where it is all that they are credited with: the article tells of it."""
_SAID = _CLAUSAL | {None}


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One claim; ``speaker`` None for the article's own voice, ``words`` its topic, ``score`` its importance.

    ``sentence`` is the one that asserts it, ``frame`` that of the cue that credits it.
    """

    sentence: int
    sentences: tuple[int, ...]
    statement: Span
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    cue: Span | None
    frame: Frame | None
    quote: Span | None
    hedges: tuple[str, ...]
    words: frozenset[str]
    score: float = 0.0
    aside: bool = False
    """Whether its speaker is credited beside what it tells: the ferry sailed after Mara Venn said C."""


def candidates(reading: Reading, taken: frozenset[int], lexicon: Lexicon) -> list[FoundClaim]:
    """What could be a key claim, in text order; ``taken`` are sentences that only withhold and so assert nothing."""
    found = [_of_credit(reading, credit, lexicon) for credit in reading.credits if _asserts(reading, credit, taken)]
    covered = {number for claim in found for number in claim.sentences} | taken
    letters = {n: c for c in reading.credits if c.attribution.kind is CueKind.LETTER for n in c.sentences}
    polls = told_by_polls(reading, lexicon)
    voices = {number: letter.speaker for number, letter in letters.items()}
    found += [
        _uncued(sentence, voices.get(sentence.number) or polls.get(sentence.number), lexicon)
        for sentence in reading.text.sentences
        if sentence.number not in covered and not sentence.heading and sentence.words[-1] != "?"
    ]
    joined = _together(reading.text, sorted(found, key=lambda c: (c.sentence, c.statement)), lexicon)
    return [_with_signature(claim, letters.get(claim.sentence)) for claim in joined]


def _with_signature(claim: FoundClaim, letter: Credit | None) -> FoundClaim:
    """``claim`` with the line that tells whose letter it is from: a source must be named in what is cited or before."""
    if letter is None or claim.speaker is not letter.speaker:
        return claim
    return replace(claim, sentences=(*claim.sentences, letter.attribution.sentence))


def _asserts(reading: Reading, credit: Credit, taken: frozenset[int]) -> bool:
    """Whether ``credit`` tells a reader what its speaker holds to be so."""
    a = credit.attribution
    if reading.text.sentences[a.sentence - 1].heading or a.kind in {CueKind.REFUSAL, CueKind.NOUN, CueKind.LETTER}:
        return False
    if credit.speaker is None or a.frame not in _ASSERTING:
        return False
    if not credit.speaker.credited and a.frame in _ACTING:
        return False
    if a.sentence in taken or any(n in taken for n in credit.sentences[:1]):
        return False
    if _repeats_main(reading, credit):
        return False
    return not any(_passes_on(credit, inner) for inner in reading.by_sentence.get(a.sentence, ()))


def _is_aside(reading: Reading, credit: Credit) -> bool:
    """Whether a clause beside the main one credits somebody, and the sentence tells of something else.

    As in: The ferry sailed after Mara Venn said C. Measured on the labelled articles for tuning: of 24 such claims 2
    are the speaker's.
    """
    a = credit.attribution
    tokens = reading.text.sentences[a.sentence - 1].tokens
    beside = _is_led(reading, credit)
    if a.speaker is None or not (beside or a.relative):
        return False
    if next((token.tag for token in tokens if token.start >= a.speaker[0]), None) is Tag.PRONOUN:
        return False  # she said C, though she noted D
    spans = (*a.contents, a.cue, a.speaker)
    told = sum(any(start <= token.start < end for start, end in spans) for token in tokens) / len(tokens)
    return told < (_BESIDE if beside else _RELATIVE)


def _is_led(reading: Reading, credit: Credit) -> bool:
    """Whether who is credited opens a clause beside the main one: she said C, though (she noted D)."""
    a = credit.attribution
    tokens = reading.text.sentences[a.sentence - 1].tokens
    start = a.speaker[0] if a.speaker else a.cue[0]
    led = bisect_left(tokens, start, key=lambda token: token.start) - 1
    while led >= 0 and tokens[led].tag is Tag.ADVERB:
        led -= 1
    return led >= 0 and tokens[led].tag is Tag.SUBORDINATOR


def _repeats_main(reading: Reading, credit: Credit) -> bool:
    """Whether a clause beside the main one credits whom the main one credits."""
    near = reading.by_sentence.get(credit.attribution.sentence, ())
    return _is_led(reading, credit) and any(
        other.speaker is credit.speaker
        and other.attribution.sentence == credit.attribution.sentence
        and other.attribution.frame in _ASSERTING
        and not _is_led(reading, other)
        for other in near
    )


def _passes_on(outer: Credit, inner: Credit) -> bool:
    """Whether what ``outer`` says is in the main what ``inner`` says: X said Y told him that C."""
    a, b = outer.attribution, inner.attribution
    if (
        inner is outer
        or b.frame not in _CLAUSAL
        or inner.speaker is None
        or b.relative
        or not a.contents
        or not b.contents
    ):
        return False
    (start, end), (inner_start, inner_end) = a.contents[0], b.contents[0]
    return start <= b.cue[0] < end and inner_end == end and inner_start - start < _PREAMBLE * (end - start)


def _together(text: Text, found: list[FoundClaim], lexicon: Lexicon) -> list[FoundClaim]:
    """``found`` with each claim and the next sentence, where that bears it out, as one.

    Measured on the labelled articles for tuning: where both of two such neighbours are part of key claims, it is one
    claim in 7 of 10 pairs; where a speaker goes on without a quotation, in 3 of 10.
    """
    following: dict[int, list[FoundClaim]] = {}
    for claim in found:
        following.setdefault(claim.sentence, []).append(claim)
    kept: list[FoundClaim] = []
    used: set[int] = set()
    for claim in found:
        if id(claim) in used:
            continue
        after = next(
            (
                other
                for other in following.get(claim.sentences[-1] + 1, ())
                if len({*claim.sentences, *other.sentences}) <= TOGETHER and _bears_out(text, claim, other, lexicon)
            ),
            None,
        )
        if after is None:
            kept.append(claim)
            continue
        used.add(id(after))
        both = tuple(sorted({*claim.sentences, *after.sentences}))
        kept.append(replace(claim, sentences=both, quote=claim.quote or after.quote))
    return kept


def _bears_out(text: Text, claim: FoundClaim, after: FoundClaim, lexicon: Lexicon) -> bool:
    """Whether ``after`` goes on with ``claim``: in the speaker's own words, or in the same paragraph."""
    one, other = text.sentences[claim.sentences[-1] - 1], text.sentences[after.sentence - 1]
    opens_quoted = other.tokens[0].quote >= 0
    same_paragraph = one.paragraph == other.paragraph
    if after.speaker is claim.speaker and claim.cue is after.cue is None:
        linked = other.words[0] in lexicon.grammar.pronouns or len(claim.words & after.words) >= _LINKING
        return same_paragraph and linked
    if after.speaker is claim.speaker:
        return opens_quoted
    return after.speaker is None and opens_quoted and quoted_share(other) > QUOTED


def quoted_share(sentence: Sentence) -> float:
    """The share of a sentence's words and marks that are quoted."""
    return sum(token.quote >= 0 for token in sentence.tokens) / len(sentence.tokens)


def _uncued(sentence: Sentence, speaker: Speaker | None, lexicon: Lexicon) -> FoundClaim:
    """What a sentence says in the article's own voice, or as whose letter or poll it is told."""
    words = content_words(sentence.tokens, lexicon)
    hedges = hedges_in(sentence, lexicon)
    return FoundClaim(sentence.number, (sentence.number,), sentence.span, speaker, (), None, None, None, hedges, words)


def _of_credit(reading: Reading, credit: Credit, lexicon: Lexicon) -> FoundClaim:
    a = credit.attribution
    signed = a.kind is CueKind.SIGNATURE
    said = credit.sentences[:TOGETHER] if signed else credit.sentences
    sentences = tuple(sorted({a.sentence, *said}))
    if len(sentences) > MAX_EVIDENCE:
        near = sorted(sentences, key=lambda n: abs(n - a.sentence))[:MAX_EVIDENCE]
        sentences = tuple(sorted(near))
    sentence = reading.text.sentences[(sentences[0] if signed else a.sentence) - 1]
    alone = _stands_alone(reading, credit, lexicon)
    return FoundClaim(
        sentence=sentence.number,
        sentences=sentences,
        statement=alone or sentence.span,
        speaker=credit.speaker,
        via=credit.via,
        cue=a.cue,
        frame=a.frame,
        quote=_quote(reading, credit, sentences),
        hedges=hedges_in(sentence, lexicon, (*a.contents, a.cue) if alone else ()),
        words=content_words(tokens_within(reading.text, a.contents), lexicon),
        aside=_is_aside(reading, credit),
    )


def _stands_alone(reading: Reading, credit: Credit, lexicon: Lexicon) -> Span | None:
    """The content where it is one clause of one sentence that can be read alone, ``that`` left out."""
    a = credit.attribution
    if len(a.contents) != 1 or len(credit.sentences) != 1 or a.frame not in _SAID:
        return None
    tokens = tokens_within(reading.text, a.contents)
    while tokens and tokens[0].word in lexicon.grammar.content_marks | {",", ":"}:
        tokens = tokens[1:]
    if not tokens or not _has_subject_and_verb(tokens):
        return None
    if (
        tokens[0].tag not in {Tag.DETERMINER, Tag.NAME, Tag.NOUN, Tag.NUMBER}
        or tokens[0].word in lexicon.grammar.complementizers
    ):
        return None
    start, end = tokens[0].start, tokens[-1].end
    around = (reading.text.quotes[index] for index in {tokens[0].quote, tokens[-1].quote} - {-1})
    if any(q.start < start < q.end or q.start < end < q.end for q in around):
        return None
    return (start, end)


def _has_subject_and_verb(tokens: list[Token]) -> bool:
    """Whether the first verb follows a noun phrase directly, so that the words are a clause and no mere thing."""
    for place, token in enumerate(tokens):
        if token.tag in {Tag.VERB, Tag.AUXILIARY}:
            before = tokens[place - 1].tag if place else Tag.PUNCTUATION
            return before not in {Tag.PREPOSITION, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.PUNCTUATION} and not (
                before is Tag.ADVERB and place > 1 and tokens[place - 2].tag is Tag.PREPOSITION
            )
    return False


def _quote(reading: Reading, credit: Credit, sentences: tuple[int, ...]) -> Span | None:
    """The longest quotation of the content, marks left out, within the sentences cited."""
    text = reading.text.article.text
    low = reading.text.sentences[sentences[0] - 1].span[0]
    high = reading.text.sentences[sentences[-1] - 1].span[1]
    best: Span | None = None
    within = {token.quote for token in tokens_within(reading.text, credit.attribution.contents)} - {-1}
    for quote in (reading.text.quotes[index] for index in sorted(within)):
        start, end = max(quote.start, low), min(quote.end, high)
        while start < end and text[start] in "“\"'«‘„ ":
            start += 1
        while end > start and text[end - 1] in "”\"'»’“ ,":
            end -= 1
        if end > start and (best is None or end - start > best[1] - best[0]):
            best = (start, end)
    return best


def hedges_in(sentence: Sentence, lexicon: Lexicon, within: tuple[Span, ...] = ()) -> tuple[str, ...]:
    """The hedges of ``sentence`` as printed, each once, approximations left out; only those ``within``, if given."""
    found: dict[str, str] = {}
    for i, token in enumerate(sentence.tokens):
        if within and not any(start <= token.start < end for start, end in within):
            continue
        match = lexicon.hedges.match(sentence.words, i)
        if match is None or match[1] == "approximate" or token.tag in {Tag.NAME, Tag.TIME}:
            continue
        if token.tag is Tag.NOUN and (is_role(token.word, lexicon) or token.word in lexicon.verbs):
            continue  # the suspect, the forecast, a culture of fear
        if not is_hedge(sentence, i, lexicon) or is_literal(sentence, i, lexicon):
            continue
        found.setdefault(token.word, " ".join(t.text for t in sentence.tokens[i : i + match[0]]))
    return tuple(found.values())
