"""Who holds what false: denial verbs with a proposition, and words such as "not true" or "did nothing wrong"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefer.briefing import MAX_EVIDENCE, DenialStrength, Span
from briefer.draft.credits import Credit, Reading
from briefer.draft.cues import CueKind
from briefer.draft.denial_cues import FRAMES, DenialCue, denial_cues
from briefer.draft.overlap import content_words, shared, tokens_within
from briefer.draft.replies import answered_no, insisted, negated_act, outright, own_act
from briefer.draft.speakers import Speaker
from briefer.draft.subjects import subject_before
from briefer.draft.tokens import Sentence, Tag, Token
from briefer.lexicon import Frame, Lexicon

_SPEAKING = frozenset({Frame.SAY, Frame.STATE, Frame.TELL, None})
_NEAR, _BEFORE, _AFTER = 8, 4, 10
_CONTRAST = 5
_CLOSE = 2
_SHORT = 12
"""Words of an answer that only says no, and of who gives it, at most."""
_SHARED, _SAME = 2, 0.45


@dataclass(frozen=True, slots=True)
class FoundDenial:
    """One denial; ``denied`` is what it holds false, ``speaker`` None for the article's own voice."""

    sentences: tuple[int, ...]
    cue: str
    strength: DenialStrength
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    denied: tuple[Span, ...]
    verb: bool = False
    """Whether a verb of denying says so, and not what is said."""


def find_denials(reading: Reading, lexicon: Lexicon) -> list[FoundDenial]:
    """Every denial of an article, in text order, one for each sentence and speaker."""
    found: list[FoundDenial] = []
    by_sentence: dict[int, list[FoundDenial]] = {}
    for sentence in reading.text.sentences:
        if sentence.heading:
            continue
        for cue in denial_cues(sentence, lexicon):
            made = _denial(reading, sentence, cue, lexicon)
            if made is not None and not any(d.speaker is made.speaker for d in by_sentence.get(sentence.number, ())):
                found.append(made)
                for number in made.sentences:
                    by_sentence.setdefault(number, []).append(made)
        opened = None if sentence.number in by_sentence else _opened(reading, sentence, lexicon)
        if opened is not None:
            found.append(opened)
            by_sentence.setdefault(sentence.number, []).append(opened)
    silent = (c for c in reading.credits if by_sentence.keys().isdisjoint((c.attribution.sentence, *c.sentences)))
    replies = [reply for credit in silent if (reply := _reply(reading, credit, lexicon)) is not None]
    return joined(sorted([*found, *replies], key=lambda d: d.sentences))


def joined(denials: list[FoundDenial]) -> list[FoundDenial]:
    """``denials`` with those that run on from one sentence to the next as one: It's a myth. Don't believe it."""
    joined: list[FoundDenial] = []
    for denial in denials:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.speaker is denial.speaker
            and not (last.verb or denial.verb)
            and denial.sentences[0] == last.sentences[-1] + 1
            and len(last.sentences) + len(denial.sentences) <= MAX_EVIDENCE
        ):
            joined[-1] = replace(
                last, sentences=last.sentences + denial.sentences, denied=(*last.denied, *denial.denied)
            )
        else:
            joined.append(denial)
    return joined


def _reply(reading: Reading, credit: Credit, lexicon: Lexicon) -> FoundDenial | None:
    """A denial without a word for it: "We did not touch the depot", after someone else said that they did.

    What is said must negate a past act, and share its topic with a sentence near before it that negates nothing.
    """
    a = credit.attribution
    if credit.speaker is None or a.frame not in _SPEAKING or a.lemma in lexicon.concessions or not credit.sentences:
        return None
    tokens = tokens_within(reading.text, a.contents)
    own = insisted(tokens, lexicon) if a.lemma in lexicon.insistences else own_act(tokens, lexicon)
    if own is not None:
        return _from(reading, credit, tokens[own])
    return _contrary(reading, credit, tokens, lexicon) or _answer(reading, credit, tokens, lexicon)


def _contrary(reading: Reading, credit: Credit, tokens: list[Token], lexicon: Lexicon) -> FoundDenial | None:
    """What negates a past act on the topic of what another said before."""
    a = credit.attribution
    negated = negated_act(tokens, lexicon)
    if negated is None or any(t.word in lexicon.conditions for t in tokens[max(0, negated - _BEFORE) : negated]):
        return None
    words = content_words(tokens[max(0, negated - _BEFORE) : negated + _AFTER], lexicon)
    first = min(a.sentence, *credit.sentences)
    if any(word in lexicon.accusations for word in reading.text.sentences[a.sentence - 1].words):
        return _from(reading, credit, tokens[negated])
    for sentence in reading.text.sentences[max(0, first - 1 - _NEAR) : first - 1]:
        if not _charges(reading, sentence, credit, lexicon):
            continue
        about = content_words(sentence.tokens, lexicon)
        if len(words & about) >= _SHARED and shared(words, about) >= _SAME:
            return _from(reading, credit, tokens[negated])
    return None


def _answer(reading: Reading, credit: Credit, tokens: list[Token], lexicon: Lexicon) -> FoundDenial | None:
    """What says no, or negates outright, beside a charge that another makes or is asked about."""
    said_no = answered_no(tokens, lexicon)
    at = said_no if said_no is not None else outright(tokens, lexicon)
    if at is None or credit.via or any(t.tag is Tag.VERB and t.word in lexicon.verbs for t in tokens[:at]):
        return None
    if said_no is not None and _contradicts(reading, credit):
        return _from(reading, credit, tokens[at])
    words = content_words(tokens, lexicon)
    universal = any(token.word in lexicon.widening for token in tokens[at + 1 :])
    first_person = any(token.tag is Tag.FIRST_PERSON for token in tokens[:at])
    place = credit.attribution.sentence
    held = {token.start for token in tokens}
    numbers = (place, *credit.sentences)
    for number in range(max(1, min(numbers) - _CLOSE), min(len(reading.text.sentences), max(numbers) + 1) + 1):
        sentence = reading.text.sentences[number - 1]
        others = [token for token in sentence.tokens if token.start not in held]
        if sentence.heading or (number not in numbers and _speaks_in(reading, sentence, credit)):
            continue
        charge = _holds_charge(others, lexicon)
        on_topic = bool(words & content_words(others, lexicon))
        told = universal and number < place and _charges(reading, sentence, credit, lexicon)
        said = any(token.word in lexicon.said_charges for token in others)
        if (charge and (on_topic or first_person or said_no is not None)) or (on_topic and (told or said)):
            return _from(reading, credit, tokens[at])
    return None


def _contradicts(reading: Reading, credit: Credit) -> bool:
    """Whether what the sentence before tells is another's word: Y said the money is there. X says it isn't."""
    if len(reading.text.sentences[credit.attribution.sentence - 1].tokens) > _SHORT:
        return False
    number = min(credit.attribution.sentence, *credit.sentences) - 1
    near = reading.by_sentence.get(number, ())
    others = [
        c for c in near if c.speaker is not None and c.speaker is not credit.speaker and c.attribution.outer is None
    ]
    asserted = [c for c in others if c.attribution.frame in _SPEAKING and c.attribution.kind is not CueKind.REFUSAL]
    return bool(asserted) and "?" not in reading.text.sentences[number - 1].words


def _speaks_in(reading: Reading, sentence: Sentence, reply: Credit) -> bool:
    return any(credit.speaker is reply.speaker for credit in reading.by_sentence.get(sentence.number, ()))


def _holds_charge(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether ``tokens`` tell of a charge, or ask about something done."""
    words = [token.word for token in tokens]
    if any(word in lexicon.charges for word in words):
        return True
    clauses = lexicon.grammar.content_marks | lexicon.grammar.subordinators
    past = lexicon.past_auxiliaries
    for i, word in enumerate(words):
        if word not in lexicon.confronting:
            continue
        clause = next((p for p in range(i + 1, min(len(words), i + _NEAR)) if words[p] in clauses), None)
        if clause is not None and not past.isdisjoint(words[clause : clause + _NEAR]):
            return True
    return bool(words) and "?" in words[-2:] and words[0] in past


def _opened(reading: Reading, sentence: Sentence, lexicon: Lexicon) -> FoundDenial | None:
    """What a sentence outside quotation marks opens with, where it says no: Not so, says his sister. They don't."""
    tokens = sentence.tokens
    if not tokens or tokens[0].quote >= 0 or sentence.number == 1:
        return None
    holder = reading.holder(sentence.number, tokens[0].start)
    said = tokens_within(reading.text, holder.attribution.contents[:1]) if holder is not None else tokens
    at = answered_no(tokens, lexicon)
    if at is None and said and said[0] is tokens[0]:
        at = answered_no(said, lexicon)  # It wasn't, two aides said
    if at is None:
        return None
    cue, before = tokens[at], reading.text.sentences[sentence.number - 2]
    told = [c for c in reading.by_sentence.get(before.number, ()) if c.attribution.frame in _SPEAKING and c.speaker]
    if not told and not _holds_charge(before.tokens, lexicon):
        return None
    holder = reading.holder(sentence.number, cue.start)
    if holder is not None:
        return _from(reading, holder, cue) if holder.speaker is not None else None
    refuted = at > 0 or sum(token.word in lexicon.negations for token in tokens) > 1
    narrated = tokens[0].tag is Tag.FIRST_PERSON or any(t.word in lexicon.grammar.modals for t in tokens[: at + 1])
    if not refuted or narrated or reading.by_sentence.get(sentence.number) or "?" in sentence.words:
        return None
    return FoundDenial((sentence.number,), cue.text, DenialStrength.REBUTS, None, (), (sentence.span,))


def _from(reading: Reading, credit: Credit, cue: Token) -> FoundDenial:
    (at,) = reading.text.sentences_of(((cue.start, cue.end),))
    span = reading.text.sentences[at - 1].span
    return FoundDenial((at,), cue.text, DenialStrength.DENIES, credit.speaker, credit.via, (span,))


def _charges(reading: Reading, sentence: Sentence, reply: Credit, lexicon: Lexicon) -> bool:
    """Whether someone other than the one who replies says or is said to allege something in ``sentence``."""
    if sentence.heading or any(word in lexicon.negations for word in sentence.words):
        return False
    near = reading.by_sentence.get(sentence.number, ())
    if any(c.speaker is reply.speaker for c in near):
        return False
    return bool(near) or any(word in lexicon.accusations for word in sentence.words)


def _by_speaker(sentence: Sentence, at: int) -> bool:
    """Whether the quoted verb at ``at`` has the speaker as its subject: "I deny it"."""
    subject = subject_before(sentence, at)
    return subject is not None and sentence.tokens[subject.start].tag is Tag.FIRST_PERSON


def _denial(  # noqa: PLR0911  (one return for each who may deny)
    reading: Reading, sentence: Sentence, cue: DenialCue, lexicon: Lexicon
) -> FoundDenial | None:
    """The denial that ``cue`` announces, by whoever uses the verb or says the words; None where nobody does."""
    token = sentence.tokens[cue.start]
    printed = reading.text.article.text[token.start : sentence.tokens[cue.end - 1].end]
    own = reading.cued(sentence.number, token.start)
    if own is not None and (own.attribution.frame in FRAMES or cue.verb):
        if own.speaker is None or _finds_officially(own, lexicon):
            return None
        cited = tuple(sorted({sentence.number, *own.sentences}))[:MAX_EVIDENCE]
        return FoundDenial(cited, printed, cue.strength, own.speaker, own.via, own.attribution.contents, verb=True)
    if own is not None and own.speaker is not None and cue.untrue:
        return FoundDenial((sentence.number,), printed, cue.strength, own.speaker, own.via, (sentence.span,))
    if cue.verb and (token.quote < 0 or not _by_speaker(sentence, cue.start)):
        return None
    holder = None if _in_contrast(sentence, cue) else reading.holder(sentence.number, token.start)
    after_quote = cue.start > 0 and token.quote < 0 <= sentence.tokens[cue.start - 1].quote
    if token.tag is Tag.CONJUNCTION and not after_quote:
        return None
    if after_quote and cue.strength is DenialStrength.REBUTS:
        return FoundDenial((sentence.number,), printed, cue.strength, None, (), (sentence.span,))
    rebuts = cue.strength is DenialStrength.REBUTS
    if holder is None or (rebuts and holder.speaker is None):
        return _rebuttal(sentence, cue, printed, lexicon)
    if holder.speaker is None or rebuts or _judges_own(reading, sentence, cue, holder, lexicon):
        return None
    return FoundDenial((sentence.number,), printed, cue.strength, holder.speaker, holder.via, (sentence.span,))


def _judges_own(reading: Reading, sentence: Sentence, cue: DenialCue, holder: Credit, lexicon: Lexicon) -> bool:
    """Whether a speaker calls wrong what they tell of themselves: “Banks close,” X said. “That is wrong”."""
    points = sentence.words[max(0, cue.start - 1) : cue.start + 1] if len(sentence.words) <= _NEAR else []
    subjects = lexicon.grammar.demonstratives | {w for w, g in lexicon.grammar.pronouns.items() if g == "thing"}
    if cue.strength is not DenialStrength.DISPUTES or cue.verb or subjects.isdisjoint(points):
        return False
    near = [c for c in reading.by_sentence.get(sentence.number - 1, ()) if c.attribution.frame in _SPEAKING]
    return bool(near) and all(credit.speaker is holder.speaker for credit in near)


def _in_contrast(sentence: Sentence, cue: DenialCue) -> bool:
    """Whether the article sets its own word against what it reported: many assumed so, but that was not true."""
    tags = [token.tag for token in sentence.tokens[max(0, cue.start - _CONTRAST) : cue.start] if token.quote < 0]
    return not cue.verb and (Tag.PUNCTUATION, Tag.CONJUNCTION) in pairwise(tags)


def _finds_officially(credit: Credit, lexicon: Lexicon) -> bool:
    """Whether a court or judge rejects what was argued: a ruling and no denial."""
    speaker = credit.speaker
    described = f"{speaker.name} {speaker.description or ''}".lower().split() if speaker is not None else []
    return credit.attribution.lemma in lexicon.denial_verbs and not lexicon.adjudicators.isdisjoint(described)


def _rebuttal(sentence: Sentence, cue: DenialCue, printed: str, lexicon: Lexicon) -> FoundDenial | None:
    """The rebuttal in the article's own voice that ``cue`` makes; None where others say or rate it so."""
    before = sentence.tokens[: cue.start]
    if not _in_contrast(sentence, cue) and any(t.tag is Tag.VERB and t.word in lexicon.verbs for t in before):
        return None
    likened = any(w in lexicon.grammar.likening for w in sentence.words[max(0, cue.start - _BEFORE) : cue.end])
    outright = cue.strength is DenialStrength.REBUTS or cue.untrue or _in_contrast(sentence, cue)
    own_voice = outright and sentence.tokens[cue.start].quote < 0
    if likened or not own_voice:
        return None
    return FoundDenial((sentence.number,), printed, DenialStrength.REBUTS, None, (), (sentence.span,))
