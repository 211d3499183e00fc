"""Attribution cues: which words of a sentence credit someone, and with what frame."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Form, Frame, Lexicon, Verb


class CueKind(StrEnum):
    """How a cue is built: this decides on which side its speaker stands."""

    VERB = "verb"
    PASSIVE = "passive"
    PHRASE = "phrase"
    NOUN = "noun"
    COLON = "colon"


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


_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "isn't", "aren't", "wasn't", "weren't", "am"}
)
_ANTICIPATES = frozenset({"that", "to", "of", ":"})


def cues_of(sentence: Sentence, lexicon: Lexicon) -> Iterator[CueAt]:
    """Every attribution cue of ``sentence`` outside quotations, left to right."""
    i = 0
    while i < len(sentence.tokens):
        cue = None if sentence.tokens[i].quote >= 0 else _cue_at(sentence, i, lexicon)
        if cue is None:
            i += 1
        else:
            yield cue
            i = cue.end


def _cue_at(sentence: Sentence, i: int, lexicon: Lexicon) -> CueAt | None:
    tokens, words = sentence.tokens, sentence.words
    phrase = lexicon.attributions.match(words, i)
    if phrase is not None and phrase[1] == "before":
        return CueAt(i, i + phrase[0], CueKind.PHRASE, None, " ".join(words[i : i + phrase[0]]))
    if tokens[i].tag is Tag.VERB:
        verb = _verb_at(sentence, i, lexicon)
        if verb is not None:
            return _verb_cue(sentence, i, verb, lexicon)
    if tokens[i].tag is Tag.NOUN:
        noun = lexicon.attribution_nouns.match(words, i)
        after = words[i + 1] if i + 1 < len(words) else ""
        if noun is not None and after in {"that", "of", "by", "about", "to", "for"}:
            return CueAt(i, i + noun[0], CueKind.NOUN, None, words[i])
    return None


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
    preferred = (
        (Frame.URGE, Frame.INTEND, Frame.SAY) if after == "to" else (Frame.SAY, Frame.DENY, Frame.TELL, Frame.THINK)
    )
    return next((frames[frame] for frame in preferred if frame in frames), options[0])


def _verb_cue(sentence: Sentence, i: int, verb: Verb, lexicon: Lexicon) -> CueAt | None:
    tokens, words = sentence.tokens, sentence.words
    end = i + len(verb.words)
    ing = Form.ING in verb.forms
    j = i - 1
    passive = False
    real = True
    while j >= 0 and tokens[j].tag in {Tag.ADVERB, Tag.AUXILIARY}:
        if words[j] in _BE:
            passive = Form.PARTICIPLE in verb.forms
        if words[j] in lexicon.negations or words[j] in lexicon.grammar.modals:
            real = False
        j -= 1
    if j >= 0 and (words[j] in lexicon.grammar.infinitive or words[j] in lexicon.negations):
        real = False
    reduced = (
        Form.PARTICIPLE in verb.forms
        and not passive
        and end < len(words)
        and words[end] == "by"
        and j >= 0
        and tokens[i - 1].tag in {Tag.NOUN, Tag.NAME, Tag.ADVERB, Tag.PUNCTUATION}
    )
    if passive and words[i - 1] in {"'s", "'d"} and verb.frame is Frame.SAY:
        passive = False
    kind = CueKind.PASSIVE if passive or reduced else CueKind.VERB
    return CueAt(i, end, kind, verb.frame, verb.lemma, real=real, ing=ing)
