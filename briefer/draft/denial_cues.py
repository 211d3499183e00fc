"""Words that could hold something false: denial verbs with a proposition after them, and phrases such as "not true"."""

from dataclasses import dataclass

from briefer.briefing import DenialStrength
from briefer.draft.falsity import FLAT, WEAK, called_false, falsely_said, judged_false, of_what_is_said
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Frame, Lexicon

_UNTRUE = "untrue"
_FAR = 8
_STRENGTHS = {FLAT: DenialStrength.DENIES, WEAK: DenialStrength.DISPUTES}
FRAMES = {Frame.DENY: DenialStrength.DENIES, Frame.DISPUTE: DenialStrength.DISPUTES}


@dataclass(frozen=True, slots=True)
class DenialCue:
    """Words that could announce a denial, by token places."""

    start: int
    end: int
    strength: DenialStrength
    verb: bool
    untrue: bool = False
    """Whether, in the article's own voice, it is a rebuttal: is false."""


def denial_cues(sentence: Sentence, lexicon: Lexicon) -> list[DenialCue]:
    """Every denial cue of ``sentence``; uses such as "denied bail" are left out."""
    found = (
        _phrase(sentence, i, lexicon) or _verb(sentence, i, lexicon)
        for i, token in enumerate(sentence.tokens)
        if token.tag is Tag.VERB or token.word in lexicon.denial_openers
    )
    return [cue for cue in found if cue is not None and not _negated(sentence, cue, lexicon)]


def _phrase(sentence: Sentence, i: int, lexicon: Lexicon) -> DenialCue | None:
    """The denial that the words from ``i`` on make by themselves: not true, is a lie, falsely claimed."""
    phrase = lexicon.denials.match(sentence.words, i)
    if phrase is not None:
        after = sentence.words[i + phrase[0] : i + phrase[0] + 1]
        if phrase[1] == DenialStrength.DISPUTES and not lexicon.grammar.infinitive.isdisjoint(after):
            return None  # it was wrong to take bribes
        untrue = phrase[1] == _UNTRUE
        label = DenialStrength.DENIES if untrue else DenialStrength(phrase[1])
        return DenialCue(i, i + phrase[0], label, verb=False, untrue=untrue)
    act = lexicon.denial_acts.match(sentence.words, i)
    if act is not None:
        return DenialCue(i, i + act[0], DenialStrength(act[1]), verb=True)
    if falsely_said(sentence, i, lexicon):
        return DenialCue(i, i + 2, DenialStrength.REBUTS, verb=False)
    false = called_false(sentence, i, lexicon)
    if false is None:
        return None
    end, how = false
    told = how == FLAT and of_what_is_said(sentence, i, end, lexicon)
    return DenialCue(i, end, _STRENGTHS[how], verb=False, untrue=told)


def _verb(sentence: Sentence, i: int, lexicon: Lexicon) -> DenialCue | None:
    """The denial that the verb at ``i`` makes with what it takes: denied that C, rejected the claim."""
    if sentence.tokens[i].tag is not Tag.VERB:
        return None
    for verb in lexicon.verbs.get(sentence.words[i], ()):
        end = i + len(verb.words)
        if tuple(sentence.words[i:end]) != verb.words:
            continue
        judged = judged_false(sentence, i, lexicon)
        if judged is not None:
            return DenialCue(i, end, _STRENGTHS[judged], verb=True)
        frame = FRAMES.get(verb.frame)
        if frame is not None and _takes_proposition(sentence, i, end, lexicon, default=True):
            return DenialCue(i, end, frame, verb=True)
        rejects = lexicon.denial_verbs.get(verb.lemma)
        if rejects is not None and _takes_proposition(sentence, i, end, lexicon, default=False):
            return DenialCue(i, end, DenialStrength(rejects), verb=True)
    return None


def _negated(sentence: Sentence, cue: DenialCue, lexicon: Lexicon) -> bool:
    """Whether the denial itself is negated, asked about or only possible: did not deny."""
    before = sentence.words[max(0, cue.start - 3) : cue.start]
    if not cue.verb:
        if (
            cue.strength is DenialStrength.DISPUTES
            and before
            and sentence.tokens[cue.start - 1].tag is Tag.FIRST_PERSON
        ):
            # I got it wrong: an admission.
            return True
        supposed = any(w in lexicon.grammar.modals or w in lexicon.grammar.subordinators for w in before)
        return "?" in sentence.words[cue.end :] or (supposed and cue.strength is not DenialStrength.REBUTS)
    if "?" in sentence.words[cue.end :] and sentence.tokens[cue.start].quote >= 0:
        return True  # Do you dispute that?
    unsure = lexicon.negations | lexicon.grammar.modals | lexicon.grammar.infinitive | lexicon.conditions
    own = [w for w in before if w in unsure]
    avowed = own and set(own) <= lexicon.grammar.conditional and before[-2:-1] and _is_own(sentence, cue.start - 2)
    return bool(own) and not avowed


def _is_own(sentence: Sentence, at: int) -> bool:
    """Whether the speaker is the subject: (I) would dispute that."""
    return sentence.tokens[at].tag is Tag.FIRST_PERSON


def _told(sentence: Sentence, start: int, lexicon: Lexicon) -> bool:
    """Whether the noun before ``start`` is told of by a clause: attacks from the mayor that she was careless."""
    for place in range(start, min(len(sentence.words), start + _FAR)):
        if sentence.words[place] in lexicon.grammar.content_marks:
            return True
        if sentence.tokens[place].tag in {Tag.VERB, Tag.AUXILIARY, Tag.PUNCTUATION}:
            return False
    return False


def _has_two_objects(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Whether someone at ``at`` is denied something: denied him a visa, denied rescuers a view."""
    if at + 1 >= len(sentence.tokens):
        return False
    token, after = sentence.tokens[at], sentence.tokens[at + 1]
    if token.word in lexicon.grammar.object_pronouns:
        return after.tag in {Tag.NOUN, Tag.DETERMINER, Tag.POSSESSIVE}
    return token.tag in {Tag.NOUN, Tag.NAME} and after.indefinite


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
        return default or (at + 1 < len(tokens) and tokens[at + 1].tag is not Tag.PUNCTUATION)
    if words[at] in lexicon.grammar.agents or (
        tokens[at].tag is Tag.VERB and words[at].endswith(lexicon.grammar.gerund_endings)
    ):
        return default
    if _has_two_objects(sentence, at, lexicon):
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
            told = label[1] == "topic" and _told(sentence, place + label[0], lexicon)
            return told or label[1] == "claim" or (default and (clause or label[1] == "topic"))
        if tokens[place].tag is Tag.PREPOSITION and place > at:
            break
    if passive:
        return False
    return default and not (at < len(tokens) and words[at] in lexicon.grammar.infinitive)
