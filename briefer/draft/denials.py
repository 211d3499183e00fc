"""Who holds what false: denial verbs with a proposition, and words such as "not true" or "did nothing wrong"."""

from dataclasses import dataclass

from briefer.briefing import MAX_EVIDENCE, DenialStrength, Span
from briefer.draft.credits import Credit, Reading
from briefer.draft.overlap import content_words, shared, tokens_within
from briefer.draft.speakers import Speaker
from briefer.draft.subjects import subject_before
from briefer.draft.tokens import Sentence, Tag, Token
from briefer.lexicon import Frame, Lexicon

_UNTRUE = "untrue"
_SPEAKING = frozenset({Frame.SAY, Frame.STATE, Frame.TELL, None})
_NEAR, _BEFORE, _AFTER = 8, 4, 10
_SHARED, _SAME = 2, 0.45
_FRAMES = {Frame.DENY: DenialStrength.DENIES, Frame.DISPUTE: DenialStrength.DISPUTES}


@dataclass(frozen=True, slots=True)
class FoundDenial:
    """One denial; ``denied`` is what it holds false, ``speaker`` None for the article's own voice."""

    sentences: tuple[int, ...]
    cue: str
    strength: DenialStrength
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    denied: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DenialCue:
    """Words that could announce a denial, by token places."""

    start: int
    end: int
    strength: DenialStrength
    verb: bool
    untrue: bool = False
    """Whether, in the article's own voice, it is a rebuttal: is false."""


def find_denials(reading: Reading, lexicon: Lexicon) -> list[FoundDenial]:
    """Every denial of an article, in text order, one for each sentence and speaker."""
    found: list[FoundDenial] = []
    by_sentence: dict[int, list[FoundDenial]] = {}
    for sentence in reading.text.sentences:
        if sentence.heading:
            continue
        for cue in denial_cues(sentence, lexicon):
            made = _denial(reading, sentence, cue)
            if made is not None and not any(d.speaker is made.speaker for d in by_sentence.get(sentence.number, ())):
                found.append(made)
                for number in made.sentences:
                    by_sentence.setdefault(number, []).append(made)
    silent = (c for c in reading.credits if by_sentence.keys().isdisjoint((c.attribution.sentence, *c.sentences)))
    replies = [reply for credit in silent if (reply := _reply(reading, credit, lexicon)) is not None]
    return sorted([*found, *replies], key=lambda d: d.sentences)


def _reply(reading: Reading, credit: Credit, lexicon: Lexicon) -> FoundDenial | None:
    """A denial without a word for it: "We did not touch the depot", after someone else said that they did.

    What is said must negate a past act, and share its topic with a sentence near before it that negates nothing.
    """
    a = credit.attribution
    if credit.speaker is None or a.frame not in _SPEAKING or a.lemma in lexicon.concessions or not credit.sentences:
        return None
    tokens = tokens_within(reading.text, a.contents)
    negated = _negated_act(tokens, lexicon)
    if negated is None:
        return None
    words = content_words(tokens[max(0, negated - _BEFORE) : negated + _AFTER], lexicon)
    first = min(a.sentence, *credit.sentences)
    own = reading.text.sentences[a.sentence - 1]
    if any(word in lexicon.accusations for word in own.words):
        return _from(reading, credit, tokens[negated])
    for sentence in reading.text.sentences[max(0, first - 1 - _NEAR) : first - 1]:
        if not _charges(reading, sentence, credit, lexicon):
            continue
        about = content_words(sentence.tokens, lexicon)
        if len(words & about) >= _SHARED and shared(words, about) >= _SAME:
            return _from(reading, credit, tokens[negated])
    return None


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


def _negated_act(tokens: list[Token], lexicon: Lexicon) -> int | None:
    """The place of the negation of a past act: did not, had never."""
    for i, token in enumerate(tokens):
        before = tokens[i - 1].word if i else ""
        if token.word in lexicon.past_denials or (
            token.word in lexicon.plain_negations and before in lexicon.past_auxiliaries
        ):
            return i
    return None


def denial_cues(sentence: Sentence, lexicon: Lexicon) -> list[DenialCue]:
    """Every denial cue of ``sentence``; uses such as "denied bail" are left out."""
    found: list[DenialCue] = []
    words, tokens = sentence.words, sentence.tokens
    for i, token in enumerate(tokens):
        phrase = lexicon.denials.match(words, i)
        if phrase is not None:
            untrue = phrase[1] == _UNTRUE
            label = DenialStrength.DENIES if untrue else DenialStrength(phrase[1])
            found.append(DenialCue(i, i + phrase[0], label, token.tag is Tag.VERB and not untrue, untrue))
            continue
        for verb in lexicon.verbs.get(token.word, ()):
            if tuple(words[i : i + len(verb.words)]) != verb.words:
                continue
            strength = _FRAMES.get(verb.frame)
            rejects = lexicon.denial_verbs.get(verb.lemma)
            end = i + len(verb.words)
            if (
                strength is not None
                and token.tag is Tag.VERB
                and _takes_proposition(sentence, i, end, lexicon, default=True)
            ):
                found.append(DenialCue(i, end, strength, verb=True))
                break
            if (
                rejects is not None
                and token.tag is Tag.VERB
                and _takes_proposition(sentence, i, end, lexicon, default=False)
            ):
                found.append(DenialCue(i, end, DenialStrength(rejects), verb=True))
                break
    return [cue for cue in found if not _negated(sentence, cue, lexicon)]


def _negated(sentence: Sentence, cue: DenialCue, lexicon: Lexicon) -> bool:
    """Whether the denial itself is negated, asked about or only possible: did not deny."""
    if not cue.verb:
        return sentence.words[-1] == "?"
    before = sentence.words[max(0, cue.start - 3) : cue.start]
    return any(w in lexicon.negations | lexicon.grammar.modals | lexicon.grammar.infinitive for w in before)


def _takes_proposition(  # noqa: PLR0911  (one return for each shape of object)
    sentence: Sentence, start: int, end: int, lexicon: Lexicon, *, default: bool
) -> bool:
    """Whether a denial verb has a proposition as its object, and no request: denied the claim, but not: denied bail."""
    tokens, words = sentence.tokens, sentence.words
    passive = start > 0 and any(w in lexicon.grammar.copulas for w in words[max(0, start - 3) : start])
    at = end
    while (
        at < len(tokens)
        and tokens[at].tag in {Tag.ADVERB, Tag.TIME}
        and tokens[at].word not in lexicon.grammar.complementizers
    ):
        at += 1
    if at >= len(tokens) or tokens[at].tag is Tag.PUNCTUATION:
        fronted = any(lexicon.denial_objects.get(w) == "claim" for w in words[max(0, start - 6) : start])
        return (default or fronted) and not passive
    if words[at] in lexicon.grammar.content_marks:
        return True
    if words[at] in lexicon.grammar.agents or (
        tokens[at].tag is Tag.VERB and words[at].endswith(lexicon.grammar.gerund_endings)
    ):
        return default
    if (
        words[at] in lexicon.grammar.object_pronouns
        and at + 1 < len(tokens)
        and tokens[at + 1].tag in {Tag.NOUN, Tag.DETERMINER, Tag.POSSESSIVE}
    ):
        return False
    stop = next(
        (
            p
            for p in range(at, len(tokens))
            if tokens[p].tag in {Tag.PUNCTUATION, Tag.AUXILIARY, Tag.RELATIVE, Tag.QUOTE}
        ),
        len(tokens),
    )
    clause = stop < len(tokens) and tokens[stop].tag is Tag.AUXILIARY
    for place in range(at, min(stop, at + 7)):
        label = lexicon.denial_objects.match(words, place)
        if label is not None:
            return label[1] == "claim" or (default and (clause or label[1] == "topic"))
        if tokens[place].tag is Tag.PREPOSITION and place > at:
            break
    if passive:
        return False
    return default and not (at < len(tokens) and words[at] in lexicon.grammar.infinitive)


def _by_speaker(sentence: Sentence, at: int) -> bool:
    """Whether the quoted verb at ``at`` has the speaker as its subject: "I deny it"."""
    subject = subject_before(sentence, at)
    return subject is not None and sentence.tokens[subject.start].tag is Tag.FIRST_PERSON


def _denial(reading: Reading, sentence: Sentence, cue: DenialCue) -> FoundDenial | None:
    """The denial that ``cue`` announces, by whoever uses the verb or says the words; None where nobody does."""
    token = sentence.tokens[cue.start]
    printed = reading.text.article.text[token.start : sentence.tokens[cue.end - 1].end]
    own = reading.cued(sentence.number, token.start)
    if own is not None and (own.attribution.frame in _FRAMES or cue.verb):
        if own.speaker is None:
            return None
        cited = tuple(sorted({sentence.number, *own.sentences}))[:MAX_EVIDENCE]
        return FoundDenial(cited, printed, cue.strength, own.speaker, own.via, own.attribution.contents)
    if cue.verb and (token.quote < 0 or not _by_speaker(sentence, cue.start)):
        return None
    holder = reading.holder(sentence.number, token.start)
    if holder is None:
        own_voice = (cue.strength is DenialStrength.REBUTS or cue.untrue) and token.quote < 0
        rebuttal = FoundDenial((sentence.number,), printed, DenialStrength.REBUTS, None, (), (sentence.span,))
        return rebuttal if own_voice else None
    if holder.speaker is None or cue.strength is DenialStrength.REBUTS:
        return None
    return FoundDenial((sentence.number,), printed, cue.strength, holder.speaker, holder.via, (sentence.span,))
