"""Words that call something false: called it a lie, dismissed it as nonsense, that is wrong, falsely claimed."""

from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Frame, Lexicon

_REACH = 22
_BACK = 6
FLAT, WEAK, _JUDGING, _TRUE = "flat", "weak", "judging", "true"


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
        if found[1] == FLAT:
            return FLAT
        if _said(words[start:opens], lexicon):
            return WEAK
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
    words = sentence.words
    if words[at] not in lexicon.grammar.copulas or sentence.tokens[at].tag is Tag.GENITIVE:
        return None
    supposed = at > 0 and words[at - 1] in lexicon.grammar.modals | lexicon.grammar.infinitive
    if supposed or any(word in lexicon.grammar.subordinators for word in words[max(0, at - _BACK) : at]):
        return None
    found = _predicate(sentence, at, lexicon)
    if found is None:
        return None
    end, label, negated = found
    if negated is not (label == _TRUE) or not _complement(sentence, end):
        return None
    if label in {FLAT, _TRUE}:
        return end, FLAT
    told = of_what_is_said(sentence, at, end, lexicon, pointing=label == WEAK)
    return (end, WEAK) if told else None


def _predicate(sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, str, bool] | None:
    """What follows the form of "be" at ``at``: the place after the word, its label, and whether it is negated."""
    tokens, words = sentence.tokens, sentence.words
    strengthening = lexicon.falsity_words["strengthening"]
    negated = words[at] in lexicon.negations
    for place in range(at + 1, len(tokens)):
        found = lexicon.falsities.match(words, place)
        if found is not None:
            return place + found[0], found[1], negated
        if words[place] in lexicon.negations:
            negated = True
        elif tokens[place].tag not in {Tag.DETERMINER, Tag.ADVERB, Tag.QUOTE} and words[place] not in strengthening:
            return None
    return None


def of_what_is_said(sentence: Sentence, at: int, end: int, lexicon: Lexicon, *, pointing: bool = True) -> bool:
    """Whether the subject before ``at`` is something said, and no infinitive follows: it is wrong to tax.

    With ``pointing``, a pronoun that points to what was said just before will do: that is a fiction.
    """
    words = sentence.words
    if end < len(words) and words[end] in lexicon.grammar.infinitive:
        return False
    start = next((p + 1 for p in range(at - 1, -1, -1) if sentence.tokens[p].tag is Tag.PUNCTUATION), 0)
    # What was said just before: that is a fiction; she said that was absurd.
    led = sentence.tokens[at - 2].tag in {Tag.VERB, Tag.QUOTE} if at > 1 else at == 1
    points = pointing and led and words[at - 1] in lexicon.grammar.demonstratives
    return points or _said(words[max(start, at - _BACK) : at], lexicon) or _told_of(words[start:at], lexicon)


def _told_of(words: list[str], lexicon: Lexicon) -> bool:
    """Whether ``words`` open with something said and tell it: any suggestion that funds had been touched."""
    marks = (p for p, word in enumerate(words) if word in lexicon.grammar.content_marks)
    mark = next(marks, 0)
    named = words[max(0, mark - 2) : mark]
    return any(lexicon.denial_objects.get(word) in {"claim", "topic"} for word in named[-1:])


def _said(words: list[str], lexicon: Lexicon) -> bool:
    """Whether ``words`` name something said: the claim, these reports."""
    return any(lexicon.denial_objects.get(word) == "claim" for word in words)


def falsely_said(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``at`` calls false what the verb of saying after it reports: falsely claimed."""
    words = sentence.words
    if words[at] not in lexicon.falsity_words["falsely"] or at + 1 >= len(words):
        return False
    frames = {verb.frame for verb in lexicon.verbs.get(words[at + 1], ())}
    clause = at + 2 < len(words) and words[at + 2] in lexicon.grammar.content_marks
    return bool(frames & {Frame.SAY, Frame.TELL, Frame.THINK} or (clause and Frame.STATE in frames))
