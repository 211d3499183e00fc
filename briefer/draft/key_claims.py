"""The key claims: which of an article's assertions a reader needs, most important first."""

from dataclasses import dataclass, replace

from briefer.briefing import MAX_EVIDENCE, Span
from briefer.draft.credits import Credit, Reading
from briefer.draft.cues import CueKind
from briefer.draft.importance import importance, topic_of
from briefer.draft.overlap import content_words, shared, tokens_within
from briefer.draft.speakers import Speaker
from briefer.draft.tokens import Sentence, Tag, Token
from briefer.lexicon import Frame, Lexicon

FEWEST, MOST = 3, 10
LINKS = 0.34
"""The share of its words that a claim and what denies it have in common, at least."""
_SHARE = 0.75
_SAME = 0.7
_PREAMBLE = 0.45
_CLAUSAL = frozenset({Frame.SAY, Frame.STATE, Frame.TELL, Frame.SHOW})
_ASSERTING = frozenset(
    {Frame.SAY, Frame.STATE, Frame.TELL, Frame.SHOW, Frame.THINK, Frame.JUDGE, Frame.INTEND, Frame.URGE, None}
)


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One key claim; ``speaker`` None for the article's own voice, ``words`` its topic, ``score`` its importance."""

    sentences: tuple[int, ...]
    statement: Span
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    cue: Span | None
    quote: Span | None
    hedges: tuple[str, ...]
    words: frozenset[str]
    score: float = 0.0


def find_claims(
    reading: Reading, taken: frozenset[int], denied: tuple[frozenset[str], ...], lexicon: Lexicon
) -> list[FoundClaim]:
    """The 3 to 10 key claims of an article, by its length, most important first.

    ``taken`` are sentences that only deny or withhold and so assert nothing, ``denied`` the topics of denials.
    """
    topic = topic_of(reading.text, lexicon)
    scored = [
        replace(
            claim,
            score=importance(
                reading.text,
                topic,
                reading.text.sentences[number - 1],
                claim.speaker,
                frame,
                several=len(claim.sentences) > 1,
                denied=_is_denied(claim, denied),
                lexicon=lexicon,
            ),
        )
        for claim, number, frame in _candidates(reading, taken, lexicon)
    ]
    wanted = how_many(len(reading.text.sentences))
    merged: list[FoundClaim] = []
    for claim in sorted(scored, key=lambda c: (-c.score, c.statement)):
        twin = next(
            (p for p, m in enumerate(merged) if m.speaker is claim.speaker and shared(m.words, claim.words) >= _SAME),
            None,
        )
        if twin is None and len(merged) == wanted:
            continue
        if twin is None:
            merged.append(claim)
        else:
            both = tuple(sorted({*merged[twin].sentences, *claim.sentences}))
            if len(both) <= MAX_EVIDENCE:
                merged[twin] = replace(merged[twin], sentences=both)
    return merged


def how_many(sentences: int) -> int:
    """How many key claims an article of so many sentences has."""
    return max(FEWEST, min(MOST, round(sentences * _SHARE)))


def _candidates(
    reading: Reading, taken: frozenset[int], lexicon: Lexicon
) -> list[tuple[FoundClaim, int, Frame | None]]:
    """What could be a key claim, with the sentence that asserts it and the frame of the cue that credits it."""
    found: list[tuple[FoundClaim, int, Frame | None]] = []
    credited: set[int] = set()
    for credit in reading.credits:
        a = credit.attribution
        sentence = reading.text.sentences[a.sentence - 1]
        credited.update((*credit.sentences, a.sentence))
        if (
            sentence.heading
            or a.sentence in taken
            or a.kind in {CueKind.REFUSAL, CueKind.NOUN}
            or a.frame not in _ASSERTING
        ):
            continue
        if credit.speaker is None or any(n in taken for n in credit.sentences[:1]):
            continue
        if any(_passes_on(credit, inner) for inner in reading.by_sentence.get(a.sentence, ())):
            continue
        found.append((_of_credit(reading, credit, lexicon), a.sentence, a.frame))
    for sentence in reading.text.sentences:
        if (
            sentence.number not in credited
            and sentence.number not in taken
            and not sentence.heading
            and sentence.words[-1] != "?"
        ):
            words = content_words(sentence.tokens, lexicon)
            hedges = hedges_in(sentence, lexicon)
            own = FoundClaim((sentence.number,), sentence.span, None, (), None, None, hedges, words)
            found.append((own, sentence.number, None))
    return found


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


def _of_credit(reading: Reading, credit: Credit, lexicon: Lexicon) -> FoundClaim:
    a = credit.attribution
    sentences = tuple(sorted({a.sentence, *credit.sentences}))
    if len(sentences) > MAX_EVIDENCE:
        near = sorted(sentences, key=lambda n: abs(n - a.sentence))[:MAX_EVIDENCE]
        sentences = tuple(sorted(near))
    span = reading.text.sentences[a.sentence - 1].span
    statement = _stands_alone(reading, credit, lexicon) or span
    words = content_words(tokens_within(reading.text, a.contents), lexicon)
    quote = _quote(reading, credit, sentences)
    hedges = hedges_in(reading.text.sentences[a.sentence - 1], lexicon)
    return FoundClaim(sentences, statement, credit.speaker, credit.via, a.cue, quote, hedges, words)


def _stands_alone(reading: Reading, credit: Credit, lexicon: Lexicon) -> Span | None:
    """The content where it is one clause of one sentence that can be read alone, ``that`` left out."""
    a = credit.attribution
    if (
        len(a.contents) != 1
        or len(credit.sentences) != 1
        or a.frame not in {Frame.SAY, Frame.STATE, Frame.TELL, Frame.SHOW, None}
    ):
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
    if any(q.start < start < q.end or q.start < end < q.end for q in reading.text.quotes):
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


def hedges_in(sentence: Sentence, lexicon: Lexicon) -> tuple[str, ...]:
    """The hedges of ``sentence`` as printed, each once, approximations left out."""
    found: dict[str, str] = {}
    for i, token in enumerate(sentence.tokens):
        match = lexicon.hedges.match(sentence.words, i)
        if match is None or match[1] == "approximate" or token.tag in {Tag.NAME, Tag.TIME}:
            continue
        found.setdefault(token.word, " ".join(t.text for t in sentence.tokens[i : i + match[0]]))
    return tuple(found.values())


def _is_denied(claim: FoundClaim, denied: tuple[frozenset[str], ...]) -> bool:
    """Whether someone else's denial is about the claim's topic."""
    return claim.speaker is not None and any(
        len(words & claim.words) > 1 and shared(words, claim.words) >= LINKS for words in denied
    )
