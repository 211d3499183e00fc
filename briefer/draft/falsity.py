"""Words that call something false: called the story a lie, dismissed it as nonsense, that is just wrong, falsely claimed."""

from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Frame, Lexicon

_REACH = 22
_BACK = 6
_SAID = frozenset({"claim", "topic"})
FLAT, _WEAK, _TRUE = "flat", "weak", "true"


def judged_false(sentence: Sentence, at: int, lexicon: Lexicon) -> str | None:
    """How the verb of judging at ``at`` calls what it judges false: ``flat``, ``weak``, or None where it does not.

    "Called the story false" and "dismissed it as a smear" do; "called the plan ridiculous" says nothing of its truth.
    """
    tokens, words = sentence.tokens, sentence.words
    verb = next((v for v in lexicon.verbs.get(words[at], ()) if v.words == tuple(words[at : at + len(v.words)])), None)
    if verb is None or not (verb.frame is Frame.JUDGE or verb.lemma in lexicon.denial_verbs):
        return None
    naming = verb.lemma in lexicon.falsity_words["naming"]
    start = at + len(verb.words)
    for place in range(start, min(len(tokens), start + _REACH)):
        if words[place] == ";" or (tokens[place].tag is Tag.CONJUNCTION and place + 1 < len(tokens) and naming):
            return None
        found = lexicon.falsities.match(words, place)
        if found is None or found[1] == _TRUE:
            continue
        opens = _before_strengthening(sentence, place, start, lexicon)
        alike = opens > start and words[opens - 1] in lexicon.grammar.likening
        if not alike and not naming:
            continue
        if not alike and not _complement(sentence, place + found[0]):
            continue
        said = any(lexicon.denial_objects.get(w) in _SAID for w in words[start:opens])
        if found[1] == FLAT or said:
            return found[1]
    return None


def _complement(sentence: Sentence, end: int) -> bool:
    """Whether the word before ``end`` closes its phrase, and describes no noun after it: not "false claims"."""
    return end >= len(sentence.tokens) or sentence.tokens[end].tag not in {Tag.NOUN, Tag.NAME}


def _before_strengthening(sentence: Sentence, place: int, start: int, lexicon: Lexicon) -> int:
    """Where the phrase that ends with the word at ``place`` opens: a total and utter lie."""
    tokens = sentence.tokens
    strengthening = lexicon.falsity_words["strengthening"]
    while place > start and (
        tokens[place - 1].tag in {Tag.DETERMINER, Tag.ADVERB, Tag.QUOTE} or tokens[place - 1].word in strengthening
    ):
        place -= 1
    return place


def called_false(sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Where the predicate that the form of "be" at ``at`` opens calls its subject false: the place after it and how.

    Weak words ("wrong", "ridiculous") count only of what is said: that is wrong, the claim is absurd.
    """
    tokens, words = sentence.tokens, sentence.words
    if words[at] not in lexicon.grammar.copulas or tokens[at].tag is Tag.GENITIVE:
        return None
    if any(word in lexicon.grammar.subordinators for word in words[max(0, at - _BACK) : at]):
        return None
    place, negated = at + 1, words[at] in lexicon.negations
    strengthening = lexicon.falsity_words["strengthening"]
    while place < len(tokens):
        found = lexicon.falsities.match(words, place)
        if found is not None:
            break
        if words[place] in lexicon.negations:
            negated = True
        elif tokens[place].tag not in {Tag.DETERMINER, Tag.ADVERB, Tag.QUOTE} and words[place] not in strengthening:
            return None
        place += 1
    else:
        return None
    end = place + found[0]
    if negated is not (found[1] == _TRUE) or not _complement(sentence, end):
        return None
    if found[1] == _WEAK and not _of_what_is_said(sentence, at, end, lexicon):
        return None
    return end, _WEAK if found[1] == _WEAK else FLAT


def _of_what_is_said(sentence: Sentence, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the subject before ``at`` is something said, and no infinitive follows: it is wrong to tax."""
    words = sentence.words
    if end < len(words) and words[end] in lexicon.grammar.infinitive:
        return False
    return any(lexicon.denial_objects.get(w) == "claim" for w in words[max(0, at - _BACK) : at])


def falsely_said(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``at`` calls false what the verb of saying after it reports: falsely claimed."""
    words = sentence.words
    if words[at] not in lexicon.falsity_words["falsely"] or at + 1 >= len(words):
        return False
    frames = {verb.frame for verb in lexicon.verbs.get(words[at + 1], ())}
    return bool(frames & {Frame.SAY, Frame.STATE, Frame.TELL, Frame.THINK})
