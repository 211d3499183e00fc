"""Attribution cues: which words of a sentence credit someone, and with what frame."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from briefer.draft.parties import is_group, is_role
from briefer.draft.shares import is_share
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Form, Frame, Lexicon, Verb


class CueKind(StrEnum):
    """How a cue is built: this decides on which side its speaker stands."""

    VERB = "verb"
    PASSIVE = "passive"
    PHRASE = "phrase"
    NOUN = "noun"
    COLON = "colon"
    SIGNATURE = "signature"
    LETTER = "letter"
    CITED = "cited"
    POLLED = "polled"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class CueAt:
    """A cue by token places, half open; ``frame`` None for phrases; ``real`` False where it did not happen (yet)."""

    start: int
    end: int
    kind: CueKind
    frame: Frame | None
    lemma: str
    real: bool = True
    ing: bool = False


_PHRASES = {"before": CueKind.PHRASE, "cited": CueKind.CITED, "polled": CueKind.POLLED}
_HELD = {"insists": Frame.SAY, "thinks": Frame.THINK}
DENIAL_FRAMES = {"denies": Frame.DENY, "disputes": Frame.DISPUTE}
_BESIDE = 6
_MEASURED = 14
"""Words in which a number follows what it measures, at most."""
_ENDS = frozenset({",", ".", ";", ":"})
_SUBJECT = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NOUN, Tag.NAME, Tag.PRONOUN, Tag.NUMBER, Tag.ADVERB})
_THING = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NOUN, Tag.NAME, Tag.PRONOUN, Tag.NUMBER, Tag.GENITIVE})
_NAMING_A_POLL = frozenset(
    {Tag.DETERMINER, Tag.NAME, Tag.NOUN, Tag.TIME, Tag.NUMBER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.ADVERB}
)
SPEECH = frozenset({Frame.SAY, Frame.STATE, Frame.TELL, Frame.ASK, Frame.THINK})
"""Frames whose content may stand before the cue: C, said X."""


def cues_of(sentence: Sentence, lexicon: Lexicon) -> Iterator[CueAt]:
    """Every attribution cue of ``sentence`` outside quotations, left to right."""
    end = 0
    for i, token in enumerate(sentence.tokens):
        opens = token.tag is Tag.VERB or token.word in lexicon.attribution_openers
        if i < end or token.quote >= 0 or not (opens or _is_of_poll(sentence, i, lexicon)):
            continue
        phrase = lexicon.attributions.match(sentence.words, i)
        if phrase is not None and _is_idle(sentence, i, phrase):
            end = i + phrase[0]
            continue
        cue = _cue_at(sentence, i, phrase, lexicon)
        if cue is not None:
            yield cue
            end = cue.end


def _is_idle(sentence: Sentence, i: int, phrase: tuple[int, str]) -> bool:
    """Whether the words of ``phrase`` at ``i`` look like a cue and credit nobody: reported from Ondry.

    What follows soon after a content mark is said all the same: reported to the police that C.
    """
    length, label = phrase
    if label != "idle":
        return False
    near = range(i + length, min(i + length + _BESIDE, len(sentence.tokens)))
    marks = sentence.grammar.content_marks
    return not any(sentence.words[p] in marks and not _opens_relative(sentence, p) for p in near)


def _cue_at(  # noqa: C901, PLR0911  (one branch for each kind)
    sentence: Sentence, i: int, phrase: tuple[int, str] | None, lexicon: Lexicon
) -> CueAt | None:
    tokens, words = sentence.tokens, sentence.words
    named = i > 0 and tokens[i].tag is Tag.NAME  # the minister, Per Aas
    credits_here = phrase is not None and phrase[1] in _PHRASES and not named
    if phrase and credits_here and (phrase[1] != "polled" or _tells_a_poll(sentence, i, lexicon)):
        kind = _PHRASES[phrase[1]]
        return CueAt(i, i + phrase[0], kind, None, " ".join(words[i : i + phrase[0]]))
    if phrase and phrase[1] in _HELD:
        real = not lexicon.negations.intersection(words[max(0, i - 1) : i + phrase[0]])
        lemma = " ".join(words[i : i + phrase[0]])
        return CueAt(i, i + phrase[0] - 1, CueKind.VERB, _HELD[phrase[1]], lemma, real=real)
    if tokens[i].tag is not Tag.NOUN or (i > 0 and tokens[i - 1].tag is Tag.AUXILIARY):
        refusal = lexicon.uncertainties.match(words, i)
        if refusal is not None and refusal[1] == "undisclosed":
            return CueAt(i, i + refusal[0], CueKind.REFUSAL, None, " ".join(words[i : i + refusal[0]]))
    if lexicon.people.anonymous.match(words, i) is not None:
        return None
    if _is_of_poll(sentence, i, lexicon):
        return CueAt(i, i + 1, CueKind.VERB, Frame.SHOW, words[i])
    act = lexicon.denial_acts.match(words, i)
    if act is not None:
        return CueAt(i, i + act[0], CueKind.REFUSAL, DENIAL_FRAMES[act[1]], " ".join(words[i : i + act[0]]))
    if tokens[i].tag is Tag.VERB:
        verb = _verb_at(sentence, i, lexicon)
        if verb is not None and (verb.frame is not Frame.STATE or _says_something(sentence, i, verb, lexicon)):
            return _verb_cue(sentence, i, verb, lexicon)
    if tokens[i].tag is Tag.NOUN:
        noun = lexicon.attribution_nouns.match(words, i)
        after = words[i + 1] if i + 1 < len(words) else ""
        if noun is not None and after in lexicon.grammar.content_marks:
            return CueAt(i, i + noun[0], CueKind.NOUN, None, words[i])
    return None


def _tells_a_poll(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether a poll follows the word at ``i``: in a survey, most would pay; led by 2 points in an Ondry Times poll."""
    following = [*takewhile(lambda token: token.tag in _NAMING_A_POLL, sentence.tokens[i + 1 :])]
    if not any(token.word in lexicon.people.polls for token in following):
        return False
    told = any(token.indefinite or token.tag is Tag.NAME for token in following)
    numbers = (token.tag is Tag.NUMBER or token.word in lexicon.number_words for token in sentence.tokens)
    return i <= 1 or (told and any(numbers))


def _is_of_poll(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether a poll is the subject of a verb that tells what it found: a poll had (Venn ahead), gave her 40 points."""
    words = sentence.words
    poll = i - 1
    while poll > 0 and sentence.tokens[poll].tag is Tag.TIME:
        poll -= 1
    if i == 0 or words[i] not in lexicon.shares.giving or words[poll] not in lexicon.people.polls:
        return False
    after = sentence.tokens[i + 1 : i + 2]
    named = any(token.tag is not Tag.VERB for token in after)
    found = sentence.tokens[i + 1 :]
    return named and (is_share(found, lexicon) or any(token.word in lexicon.shares.polled for token in found))


def _verb_at(sentence: Sentence, i: int, lexicon: Lexicon) -> Verb | None:
    """The attribution verb printed at ``i``, its frame chosen by what follows where it has several."""
    words = sentence.words
    options = [v for v in lexicon.verbs.get(words[i], ()) if tuple(words[i : i + len(v.words)]) == v.words]
    if not options:
        return None
    longest = max(len(v.words) for v in options)
    options = [v for v in options if len(v.words) == longest]
    if len(options) == 1:
        return options[0]
    after = words[i + longest] if i + longest < len(words) else ""
    frames = {v.frame: v for v in options}
    if after in lexicon.grammar.infinitive and Frame.INTEND in frames:
        return frames[Frame.INTEND]
    if Frame.STATE in frames and not marks_content(sentence, i, i + longest):
        return next((v for v in options if v.frame is not Frame.STATE), None)
    return options[0]


def _says_something(sentence: Sentence, i: int, verb: Verb, lexicon: Lexicon) -> bool:
    """Whether a verb that only may say something does: before a mark of content, a clause, or how much something is."""
    end = i + len(verb.words)
    if marks_content(sentence, i, end):
        return True
    if verb.lemma in lexicon.clausal:
        return _clause_follows(sentence, end)
    if verb.lemma in lexicon.viewing and _sees_as(sentence, end):
        return True
    return verb.lemma in lexicon.gauging and _tells_how_much(sentence, end)


def _sees_as(sentence: Sentence, at: int) -> bool:
    """Whether a thing and "as" follow the verb: views (the levy as) a mistake."""
    thing = [*takewhile(lambda t: t.tag in _THING, sentence.tokens[at : at + _BESIDE])]
    words = sentence.words[at + len(thing) : at + len(thing) + 1]
    return bool(thing) and any(word in sentence.grammar.likening for word in words)


def _clause_follows(sentence: Sentence, at: int) -> bool:
    """Whether a subject and its verb follow: swore (the price had doubled), but not: swore an oath."""
    following = [*takewhile(lambda t: t.tag in _SUBJECT, sentence.tokens[at : at + _BESIDE])]
    after = sentence.tokens[at + len(following) : at + len(following) + 1]
    return bool(following) and any(t.tag in {Tag.VERB, Tag.AUXILIARY} for t in after)


def _tells_how_much(sentence: Sentence, at: int) -> bool:
    """Whether a number or a quotation follows after "at": put (the crowd at 5,000)."""
    tokens = sentence.tokens
    near = takewhile(lambda p: tokens[p].word not in _ENDS, range(at, min(at + _MEASURED, len(tokens) - 1)))
    place = next((p + 1 for p in near if tokens[p].word in sentence.grammar.gauged_at), 0)
    while 0 < place < len(tokens) - 1 and tokens[place].tag in {Tag.ADVERB, Tag.DETERMINER, Tag.PREPOSITION}:
        place += 1
    return place > 0 and tokens[place].tag in {Tag.NUMBER, Tag.QUOTE}


def marks_content(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a content mark stands beside the cue: that, a colon or a quotation after it, a quotation before it."""
    tokens = sentence.tokens
    marks = sentence.grammar.content_marks | {":"}
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.word in marks and _opens_relative(sentence, end):
        return False
    if after is not None and (after.word in marks or after.tag is Tag.QUOTE):
        return True
    if after is not None and after.word == "," and end + 1 < len(tokens) and tokens[end + 1].tag is Tag.QUOTE:
        return True
    near = tokens[max(0, start - _BESIDE) : start]
    closing = after is None or after.word == "."
    apart = closing and any(token.word == "," for token in near)  # “Q” in March, the memo stated.
    if any(token.tag is Tag.QUOTE for token in (tokens[:start] if apart else near)):
        return True
    aside = after is not None and after.tag in {Tag.TIME, Tag.PREPOSITION}
    return aside and any(
        token.word in marks and not _opens_relative(sentence, place)
        for place, token in enumerate(tokens[end : end + 6], end)
    )


def _opens_relative(sentence: Sentence, place: int) -> bool:
    """Whether "that" is the subject of what follows: rules that bind them, states that will vote."""
    after = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
    return sentence.tokens[place].tag is Tag.RELATIVE and after is not None and after.tag in {Tag.VERB, Tag.AUXILIARY}


def _names_noun(sentence: Sentence, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a participle tells a thing's name: a group called Boatmen for Ondry."""
    tokens = sentence.tokens
    before, after = tokens[start - 1] if start else None, tokens[end] if end < len(tokens) else None
    if before is None or after is None:
        return False
    if before.word == "," and after.tag in {Tag.NAME, Tag.DETERMINER}:
        alone = sum(token.word == "," for token in tokens[:start]) == 1  # the patrol, called the Port Unit, is new
        agent = any(word in sentence.grammar.agents for word in sentence.words[end : end + _MEASURED])
        return alone and start > 1 and tokens[start - 2].tag is Tag.NOUN and not agent
    if before.tag is not Tag.NOUN or after.tag is not Tag.NAME:
        return False
    if not is_role(before.word, lexicon) and not is_group(before.word, lexicon):
        return True
    named = [*takewhile(lambda token: token.tag is Tag.NAME, tokens[end:])]
    closed = end + len(named) < len(tokens) and tokens[end + len(named)].tag in {Tag.PUNCTUATION, Tag.RELATIVE}
    opens = [*takewhile(lambda token: token.tag in {Tag.NOUN, Tag.NAME}, reversed(tokens[:start]))]
    led = start - len(opens) - 1
    return closed and led >= 0 and tokens[led].indefinite  # a free editor called Inkpad, which


def _is_open(sentence: Sentence, i: int) -> bool:
    """Whether the clause of the verb at ``i`` only asks or supposes: whether (the firm told them)."""
    for place in range(i - 1, max(-1, i - _BESIDE), -1):
        if sentence.tokens[place].tag in {Tag.PUNCTUATION, Tag.QUOTE, Tag.VERB}:
            return False
        if sentence.words[place] in sentence.grammar.supposing:
            return True
    return False


def _is_dated_thing(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a participle only tells when a thing came to be: after a plan announced Friday, the fund fell."""
    tokens = sentence.tokens
    if start < 2 or tokens[start - 1].tag is not Tag.NOUN or end >= len(tokens) or tokens[end].tag is not Tag.TIME:  # noqa: PLR2004
        return False
    after = next((t for t in tokens[end:] if t.tag is not Tag.TIME), None)
    opens = start - 1
    while opens > 0 and tokens[opens - 1].tag in {Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.NUMBER}:
        opens -= 1
    tied = opens > 0 and tokens[opens - 1].tag is Tag.PREPOSITION
    return after is not None and (after.tag in {Tag.AUXILIARY, Tag.VERB} or tied)


def _before_infinitive(sentence: Sentence, at: int) -> bool:
    """Whether the infinitive of an auxiliary follows: (to be), (to have)."""
    words = sentence.words[at : at + 2]
    return len(words) > 1 and words[0] in sentence.grammar.infinitive and words[1] in sentence.grammar.auxiliaries


def _is_reduced(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a participle and its agent describe what stands before: the plan (announced by) the board."""
    grammar = sentence.grammar
    near = sentence.words[end : end + 2]
    by_agent = bool(near) and near[0] in grammar.agents and near[-1] not in grammar.channels  # but not: said by phone
    return by_agent and sentence.tokens[start - 1].tag in {Tag.NOUN, Tag.NAME, Tag.ADVERB, Tag.PUNCTUATION}


def _verb_cue(  # noqa: C901  (one branch for each thing that a verb may be)
    sentence: Sentence, i: int, verb: Verb, lexicon: Lexicon
) -> CueAt | None:
    tokens, words = sentence.tokens, sentence.words
    end = i + len(verb.words)
    ing = Form.ING in verb.forms
    j = i - 1
    passive = False
    real = True
    if (
        verb.frame is Frame.JUDGE
        and j >= 0
        and tokens[j].tag is Tag.RELATIVE
        and words[j] not in lexicon.grammar.personal_relatives
    ):
        return None
    if verb.lemma in lexicon.namings and _names_noun(sentence, i, end, lexicon):
        return None
    while j >= 0 and tokens[j].tag in {Tag.ADVERB, Tag.AUXILIARY}:
        if words[j] in lexicon.grammar.copulas:
            passive = Form.PARTICIPLE in verb.forms
        if words[j] in lexicon.negations or words[j] in lexicon.grammar.modals:
            real = False
        j -= 1
    if j >= 0 and words[j] in lexicon.grammar.infinitive:
        real = j > 0 and words[j - 1] in lexicon.grammar.carried_out
    elif j >= 0 and words[j] in lexicon.negations:
        real = False
    if _is_open(sentence, i):
        real = False
    if Form.PARTICIPLE in verb.forms and not passive and _is_dated_thing(sentence, i, end):
        return None
    reduced = Form.PARTICIPLE in verb.forms and not passive and j >= 0 and _is_reduced(sentence, i, end)
    if passive and words[i - 1] in lexicon.grammar.contracted and verb.frame in SPEECH:
        passive = False
    believed = Form.PARTICIPLE in verb.forms and verb.lemma in lexicon.passives and _before_infinitive(sentence, end)
    kind = CueKind.PASSIVE if passive or reduced or believed else CueKind.VERB
    return CueAt(i, end, kind, verb.frame, verb.lemma, real=real, ing=ing)
