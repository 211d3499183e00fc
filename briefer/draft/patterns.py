"""The shapes of an attribution: X said C; C, said X; according to X; C was announced by X; X's claim that C."""

from dataclasses import replace

from briefer.briefing import Span
from briefer.draft.attributed import Attribution, made_of
from briefer.draft.content import content_left, content_of_noun, content_right, sentence_end
from briefer.draft.cues import SPEECH, CueAt, CueKind
from briefer.draft.phrases import HEADS, Phrase, noun_phrase_left, noun_phrase_right
from briefer.draft.subjects import antecedent, before_comma, subject_before
from briefer.draft.tokens import Sentence, Tag, Text, Token
from briefer.lexicon import Frame, Lexicon

_BREAKS = frozenset({",", ";", "?", "!", "–", "—"})

_DASHES = frozenset({"–", "—"})
_ADDRESS = frozenset(
    {
        Tag.ADVERB,
        Tag.TIME,
        Tag.NAME,
        Tag.NOUN,
        Tag.DETERMINER,
        Tag.POSSESSIVE,
        Tag.PREPOSITION,
        Tag.NUMBER,
        Tag.GENITIVE,
    }
)
_NO_SUBJECT = frozenset({CueKind.NOUN, CueKind.PHRASE, CueKind.CITED, CueKind.POLLED})
"""Kinds of cue whose speaker is no verb's subject: C1, according to Y, and said C2."""
_FINITE = frozenset({Tag.VERB, Tag.AUXILIARY})
_INNER = frozenset({Frame.SHOW, Frame.STATE, Frame.THINK})
"""Frames of a second verb that may be of whom the first tells: said its post heard it but could not determine C."""


def match(
    text: Text, sentence: Sentence, cue: CueAt, earlier: list[Attribution], lexicon: Lexicon
) -> Attribution | None:
    """The attribution that ``cue`` makes; ``earlier`` are those of its sentence before it. None where it makes none."""
    if cue.kind in {CueKind.PHRASE, CueKind.CITED, CueKind.POLLED}:
        return _by_phrase(text, sentence, cue)
    if cue.kind is CueKind.NOUN:
        return _by_noun(sentence, cue)
    if cue.kind is CueKind.REFUSAL:
        return _by_refusal(sentence, cue)
    if cue.kind is CueKind.PASSIVE:
        return _by_passive(text, sentence, cue, lexicon)
    return _by_verb(text, sentence, cue, earlier, lexicon)


def _by_verb(
    text: Text, sentence: Sentence, cue: CueAt, earlier: list[Attribution], lexicon: Lexicon
) -> Attribution | None:
    tokens = sentence.tokens
    before = _quoted_as(sentence, cue) or _told_by(sentence, cue) if cue.ing else subject_before(sentence, cue.start)
    if cue.frame in SPEECH and cue.frame is not Frame.TELL and not cue.ing:
        inverted = _inverted(sentence, cue, before)
        if inverted is not None:
            contents = content_left(text, sentence, cue.start)
            contents += content_right(text, sentence, inverted.tail, cue, lexicon, only_quote=True)
            return made_of(sentence, cue, inverted, contents)
    if before is None and not earlier and _clause_after(sentence, cue.end):
        before = before_comma(sentence, cue.start)
    if before is None:
        fronted = cue.ing and cue.start == 0 and cue.frame not in _INNER
        shared = None if fronted else _by_shared_subject(text, sentence, cue, earlier, lexicon)
        return _fronted(text, sentence, cue, lexicon) if fronted else shared
    likened = _likened(text, sentence, cue, before)
    if likened:
        return made_of(sentence, cue, before, likened)
    left = content_left(text, sentence, before.start) if _parenthetical(sentence, cue, before) else ()
    right = content_right(text, sentence, cue.end, cue, lexicon, only_quote=bool(left))
    if not right and cue.frame in SPEECH:
        right = _after_insertion(sentence, cue, before)
    if before.start > 1 and tokens[before.start - 1].tag is Tag.NOUN and not (left or right):
        left = ((tokens[before.start - 2].start, tokens[before.start - 1].end),)
    if left and not right and cue.frame in SPEECH:
        right = _resumed(sentence, cue, lexicon)
    made = made_of(sentence, cue, before, left + right)
    if made is not None and tokens[cue.start - 1].tag is Tag.RELATIVE:
        return replace(made, relative=True)
    return made


def _fronted(text: Text, sentence: Sentence, cue: CueAt, lexicon: Lexicon) -> Attribution | None:
    """What the subject of the main clause says before it: Noting that C, Mara Venn left."""
    tokens = sentence.tokens
    for place in range(cue.end + 1, len(tokens) - 1):
        if tokens[place].word != "," or tokens[place].quote >= 0:
            continue
        phrase = noun_phrase_right(sentence, place + 1)
        ahead = tokens[phrase.end :] if phrase is not None else []
        if phrase is None or not ahead or ahead[0].tag not in _FINITE | {Tag.ADVERB}:
            continue
        right = content_right(text, sentence, cue.end, cue, lexicon)
        contents = tuple((start, min(end, tokens[place].start)) for start, end in right if start < tokens[place].start)
        return made_of(sentence, cue, phrase, contents)
    return None


def _clause_after(sentence: Sentence, at: int) -> bool:
    """Whether a clause or a content mark follows the cue, so that who speaks cannot stand there."""
    tokens = sentence.tokens
    if at < len(tokens) and (tokens[at].word in sentence.grammar.content_marks or tokens[at].tag is Tag.PRONOUN):
        return True
    phrase = noun_phrase_right(sentence, at)
    return phrase is not None and phrase.end < len(tokens) and tokens[phrase.end].tag in _FINITE | {Tag.ADVERB}


def _likened(text: Text, sentence: Sentence, cue: CueAt, before: Phrase) -> tuple[Span, ...]:
    """What is said where a clause within the sentence tells who says it: but, as Mara Venn said, C."""
    tokens = sentence.tokens
    opens = before.start - 1
    if opens < 1 or tokens[opens].word not in sentence.grammar.likening or cue.frame not in SPEECH | {Frame.SHOW}:
        return ()
    if tokens[opens - 1].tag is not Tag.CONJUNCTION and tokens[opens - 1].word not in _BREAKS:
        return ()
    at = _after_address(sentence, cue.end)
    if at >= len(tokens) - 1:
        return content_left(text, sentence, opens)
    if tokens[at].word != ",":
        return ()
    after = (tokens[at + 1].start, sentence_end(sentence))
    inserted = not any(token.tag in _FINITE for token in tokens[at:])
    return (*content_left(text, sentence, opens - 1), after) if inserted else (after,)


def _after_insertion(sentence: Sentence, cue: CueAt, before: Phrase) -> tuple[Span, ...]:
    """What goes on after a speaker who stands before the verb of what is said: And yet, Mara Venn says, C."""
    tokens = sentence.tokens
    at = _after_address(sentence, cue.end)
    if before.start == 0 or tokens[before.start - 1].word != "," or at >= len(tokens) - 1 or tokens[at].word != ",":
        return ()
    ahead, behind = tokens[: before.start], tokens[at:]
    said = not any(t.tag in _FINITE for t in ahead) and any(t.tag in _FINITE for t in behind)
    return ((tokens[at + 1].start, sentence_end(sentence)),) if said else ()


def _resumed(sentence: Sentence, cue: CueAt, lexicon: Lexicon) -> tuple[Span, ...]:
    """What goes on after who says it, told by nobody else: six died, Mara Venn said, (and ten were hurt)."""
    tokens = sentence.tokens
    at = _after_address(sentence, cue.end)
    if at + 2 >= len(tokens) or tokens[at].word != "," or tokens[at + 1].word not in sentence.grammar.coordinators:
        return ()
    rest = tokens[at + 1 :]
    told = any(token.tag is Tag.VERB and token.word in lexicon.verbs for token in rest)
    clause = rest[1].tag not in _FINITE and any(token.tag in _FINITE for token in rest)
    return ((rest[0].start, sentence_end(sentence)),) if clause and not told and rest[1].quote < 0 else ()


def _quoted_as(sentence: Sentence, cue: CueAt) -> Phrase | None:
    """Whom others quote: Y quoted (Mara Venn) as saying C."""
    tokens = sentence.tokens
    if cue.start < 2 or tokens[cue.start - 1].word not in sentence.grammar.likening:  # noqa: PLR2004
        return None
    phrase = noun_phrase_left(sentence, cue.start - 2)
    return phrase if phrase is not None and phrase.start > 0 and tokens[phrase.start - 1].tag is Tag.VERB else None


def _told_by(sentence: Sentence, cue: CueAt) -> Phrase | None:
    """The subject of a verb in -ing: Mara Venn is now telling them that; C1, with polls showing C2; – Venn saying C."""
    tokens = sentence.tokens
    at = cue.start - 1
    while at > 0 and tokens[at].tag is Tag.ADVERB:
        at -= 1
    if at >= 0 and tokens[at].tag is Tag.AUXILIARY:
        return subject_before(sentence, cue.start)
    phrase = noun_phrase_left(sentence, at) if at > 0 and tokens[at].tag in HEADS else None
    if phrase is None or phrase.start < 2:  # noqa: PLR2004
        return None
    opens = tokens[phrase.start - 1]
    if opens.word in sentence.grammar.absolutes:
        told = tokens[phrase.start].tag is Tag.POSSESSIVE or tokens[at].tag is Tag.NAME or cue.frame is Frame.SHOW
        return phrase if told or tokens[phrase.start - 2].word in _BREAKS else None
    return phrase if opens.word in _DASHES and tokens[at].tag is Tag.NAME else None


def _inverted(  # noqa: PLR0911  (one return for each shape)
    sentence: Sentence, cue: CueAt, before: Phrase | None
) -> Phrase | None:
    """The speaker after the cue: the ferry sank, said the harbour master."""
    tokens = sentence.tokens
    at = cue.end
    while at < len(tokens) and tokens[at].tag in {Tag.ADVERB, Tag.TIME}:
        at += 1
    if at >= len(tokens):
        return None
    prior = tokens[cue.start - 1] if cue.start else None
    if prior is not None and prior.word == "," and before is not None and before.start == 0:
        return None  # Mara Venn, the marshal, estimated the crowd at 900
    if prior is not None and not (prior.tag is Tag.QUOTE or prior.word in _BREAKS | sentence.grammar.likening):
        return None
    phrase = noun_phrase_right(sentence, at)
    if phrase is None:
        return None
    after = tokens[phrase.end] if phrase.end < len(tokens) else None
    if after is not None and after.tag in _FINITE:
        return None
    if (
        prior is not None
        and prior.word == ","
        and before is not None
        and after is not None
        and after.word not in {",", "."}
    ):
        return None
    return phrase


def _parenthetical(  # noqa: PLR0911  (one return for each shape)
    sentence: Sentence, cue: CueAt, before: Phrase
) -> bool:
    """Whether what X said stands before X: C, X said."""
    tokens = sentence.tokens
    if before.start == 0:
        return sentence.number > 1 and tokens[0].text[0].islower()
    prior = tokens[before.start - 1]
    if prior.tag is Tag.QUOTE:
        fronted = tokens[0].quote < 0 and tokens[0].tag in {Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.VERB}
        return not (fronted and (_clause_after(sentence, cue.end) or _has_object(sentence, cue.end)))
    if prior.word not in _BREAKS | {")"} or cue.frame not in SPEECH | {Frame.SHOW}:
        return False
    ahead = [token for token in tokens[: before.start] if token.tag in _FINITE]
    if cue.frame is Frame.TELL and not ahead:
        return False
    if not ahead and tokens[0].tag in {Tag.PREPOSITION, Tag.ADVERB, Tag.SUBORDINATOR, Tag.TIME}:
        return False  # In fact, Mara Venn believes in it
    gerunds = sentence.grammar.gerund_endings
    if tokens[0].tag is Tag.VERB and tokens[0].word.endswith(gerunds) and len(ahead) == 1:
        return False  # Presenting the budget, Mara Venn said with prices so high, C
    if cue.frame is not Frame.TELL and _has_object(sentence, cue.end):
        return False
    at = _after_address(sentence, cue.end)
    return at >= len(tokens) or tokens[at].word in {",", ".", ";"}


def _has_object(sentence: Sentence, at: int) -> bool:
    """Whether a thing follows the verb at once, which is what is said: in Ondry, Mara Venn announced (the truce)."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].tag not in {Tag.DETERMINER, Tag.POSSESSIVE}:
        return False
    phrase = noun_phrase_right(sentence, at)
    return phrase is not None and tokens[phrase.end - 1].tag is Tag.NOUN and tokens[at + 1].tag is not Tag.TIME


def _after_address(sentence: Sentence, at: int) -> int:
    """The place after adverbs, times, addressees and occasions: told reporters on Monday in a statement."""
    tokens = sentence.tokens
    while at < len(tokens) and (tokens[at].tag in _ADDRESS or tokens[at].word in sentence.grammar.object_pronouns):
        at += 1
    return at


def _by_shared_subject(  # noqa: C901, PLR0911  (one return for each shape)
    text: Text, sentence: Sentence, cue: CueAt, earlier: list[Attribution], lexicon: Lexicon
) -> Attribution | None:
    """A second cue of one speaker: he praised the plan and said C; ..., adding that C."""
    if cue.start == 0:
        return None
    prior = sentence.tokens[cue.start - 1]
    k = cue.start - 1
    while k >= 0 and sentence.tokens[k].tag in {Tag.ADVERB, Tag.AUXILIARY}:
        k -= 1
    prior = sentence.tokens[k] if k >= 0 else prior
    if cue.ing and _has_own_subject(sentence, k):
        return None
    joins = prior.word in _BREAKS or prior.word in sentence.grammar.joins
    if not (joins or cue.ing or prior.tag is Tag.QUOTE) or (prior.tag is Tag.PREPOSITION and not joins):
        return None
    right = content_right(text, sentence, cue.end, cue, lexicon)
    top = [
        a
        for a in earlier
        if a.speaker is not None and a.outer is None and not a.relative and a.real and a.kind not in _NO_SUBJECT
    ]
    if prior.tag is Tag.CONJUNCTION and not cue.ing and not top:
        return made_of(sentence, cue, _last_subject(sentence, k), right)
    inner = _last_subject(sentence, k) if top and _tells_speaker(sentence, cue, prior) else None
    if inner is not None and sentence.tokens[inner.start].start > top[-1].cue[1]:
        return made_of(sentence, cue, inner, right)
    own = _clause_subject(sentence, cue, top[-1].cue[1]) if top and cue.ing and prior.word == "," else None
    if own is not None:
        return made_of(sentence, cue, own, right)
    if top:
        led = any(token.tag is Tag.AUXILIARY for token in sentence.tokens[k + 1 : cue.start])
        described = _described_before(sentence, k, top[-1].cue[1]) if led and prior.tag is Tag.CONJUNCTION else None
        if described is not None:
            return made_of(sentence, cue, described, right)
        made = made_of(sentence, cue, None, right)
        last = k - 1 - (sentence.words[k - 1] == ",") if prior.tag is Tag.CONJUNCTION else -1
        spoken = cue.real and cue.frame not in _INNER
        joined = sentence.tokens[last].end if last > 0 and spoken else None
        return made and replace(made, speaker=top[-1].speaker, name=top[-1].name, joined=joined)
    subject = first_subject(sentence, cue.start)
    if subject is None and cue.ing and prior.word == ",":
        subject = noun_phrase_left(sentence, k - 1)  # Mara Venn, blaming the union, left
    if subject is None and cue.ing and prior.tag in HEADS:
        return None  # farmers opposing the dam
    return made_of(sentence, cue, subject, right)


def _clause_subject(sentence: Sentence, cue: CueAt, after: int) -> Phrase | None:
    """The subject of a clause set against what the first speaker says: X said C1, but (Mara Venn) left, saying C2."""
    tokens, grammar = sentence.tokens, sentence.grammar
    for place in range(cue.start - 2, 1, -1):
        if tokens[place].start < after or tokens[place].quote >= 0:
            return None
        if tokens[place].word in grammar.opposing and tokens[place - 1].word == ",":
            phrase = noun_phrase_right(sentence, place + 1)
            told = phrase is not None and phrase.end < cue.start and tokens[phrase.end].tag in _FINITE
            return phrase if told and phrase is not None and tokens[phrase.start].tag is not Tag.PRONOUN else None
    return None


def _described_before(sentence: Sentence, joint: int, start: int) -> Phrase | None:
    """Whom a clause with "who" describes that goes on after ``joint``: X told of a man who was held and confessed C."""
    tokens, grammar = sentence.tokens, sentence.grammar
    for place in range(joint - 1, 0, -1):
        if tokens[place].start < start or tokens[place].tag in {Tag.PUNCTUATION, Tag.QUOTE}:
            return None
        if tokens[place].word in grammar.personal_relatives:
            return antecedent(sentence, place - 1)
    return None


def _tells_speaker(sentence: Sentence, cue: CueAt, prior: Token) -> bool:
    """Whether a second verb is of who the first speaker tells of: she said a manager had come and told (her)."""
    after = sentence.tokens[cue.end : cue.end + 1]
    told = any(token.word in sentence.grammar.object_pronouns for token in after)
    return cue.frame is Frame.TELL and prior.tag is Tag.CONJUNCTION and told


def _has_own_subject(sentence: Sentence, last: int) -> bool:
    """Whether what ends at ``last`` is the subject of a verb in -ing: they left, with (each side) blaming the other."""
    phrase = noun_phrase_left(sentence, last) if last > 0 and sentence.tokens[last].tag in HEADS else None
    return phrase is not None and phrase.start > 0 and sentence.words[phrase.start - 1] in sentence.grammar.absolutes


def _last_subject(sentence: Sentence, before: int) -> Phrase | None:
    """The subject of the last verb before ``before`` that has one of its own, relative clauses passed over."""
    tokens = sentence.tokens
    for place in range(before - 1, 0, -1):
        if tokens[place].tag in _FINITE and tokens[place].quote < 0:
            if tokens[place - 1].tag in {Tag.RELATIVE, Tag.CONJUNCTION}:
                continue
            phrase = subject_before(sentence, place)
            embedded = phrase is not None and phrase.start > 0 and tokens[phrase.start - 1].tag is Tag.RELATIVE
            if phrase is not None and not embedded:
                return phrase
    return None


def first_subject(sentence: Sentence, before: int) -> Phrase | None:
    """The subject of the sentence's first verb, a clause before the main one left out.

    As they met in Lowen, Mara Venn was in Carrow, promising C.
    """
    tokens = sentence.tokens
    led = 1 if tokens[0].tag is Tag.ADVERB and len(tokens) > 1 else 0  # Soon after they met
    fronted = tokens[led].word in sentence.grammar.subordinators
    comma = next((p for p in range(before) if tokens[p].word == "," and tokens[p].quote < 0), 0) if fronted else 0
    for place in range(comma, before):
        if sentence.tokens[place].tag in _FINITE and sentence.tokens[place].quote < 0:
            phrase = subject_before(sentence, place)
            if phrase is not None:
                return phrase
    return None


def _by_phrase(text: Text, sentence: Sentence, cue: CueAt) -> Attribution | None:
    """According to X, C; C, according to X."""
    tokens = sentence.tokens
    at = cue.end
    while at < len(tokens) - 1 and tokens[at].tag in {Tag.TIME, Tag.GENITIVE}:
        at += 1  # according to Friday's report
    phrase = noun_phrase_right(sentence, at)
    if phrase is None:
        return None
    if cue.start <= 1 or tokens[cue.start - 1].tag is Tag.CONJUNCTION:
        at = _after_opening(sentence, phrase)
        if at >= len(tokens) or tokens[at].start >= sentence_end(sentence):
            return None
        contents: tuple[Span, ...] = ((tokens[at].start, sentence_end(sentence)),)
        return made_of(sentence, cue, phrase, contents)
    if cue.kind is CueKind.CITED and not any(t.tag in _FINITE for t in tokens[: cue.start]):
        after = _after_opening(sentence, phrase)  # Mara Venn, citing Y, said C
        at = next((p + 1 for p in range(after, len(tokens) - 1) if tokens[p].tag is Tag.VERB), len(tokens))
        return (
            made_of(sentence, cue, phrase, ((tokens[at].start, sentence_end(sentence)),)) if at < len(tokens) else None
        )
    first = tokens[cue.start - 1].end if tokens[cue.start - 1].word != "," else tokens[cue.start - 1].start
    contents = ((_clause_start(text, sentence, cue.start), first),)
    return made_of(sentence, cue, phrase, contents)


def _after_opening(sentence: Sentence, phrase: Phrase) -> int:
    """The first token of what follows ``According to X,``, an apposition to X left out."""
    tokens = sentence.tokens
    commas = [p for p in range(phrase.end, len(tokens)) if tokens[p].word == "," and tokens[p].quote < 0]
    if not commas:
        return len(tokens)
    inserted = tokens[commas[0] + 1 : commas[1]] if len(commas) > 1 else []
    if inserted and not any(t.tag in _FINITE for t in inserted) and inserted[0].tag in {Tag.DETERMINER, Tag.NOUN}:
        return commas[1] + 1
    return commas[0] + 1


def _clause_start(text: Text, sentence: Sentence, at: int) -> int:
    tokens = sentence.tokens
    quote = tokens[at - 1].quote if tokens[at - 1].quote >= 0 else (tokens[at - 2].quote if at > 1 else -1)
    if quote >= 0:
        return min(text.quotes[quote].start, tokens[0].start)
    return tokens[0].start


def _by_noun(sentence: Sentence, cue: CueAt) -> Attribution | None:
    """X's claim that C; the claim that C."""
    tokens = sentence.tokens
    contents = content_of_noun(sentence, cue.end)
    phrase: Phrase | None = None
    j = cue.start - 1
    while j >= 0 and tokens[j].tag is Tag.NOUN:
        j -= 1
    if j >= 0 and tokens[j].tag is Tag.GENITIVE:
        phrase = noun_phrase_left(sentence, j - 1) if j else None
    elif j >= 0 and tokens[j].tag is Tag.POSSESSIVE:
        phrase = Phrase(j, j + 1, j + 1)
    return made_of(sentence, cue, phrase, contents)


def _by_passive(text: Text, sentence: Sentence, cue: CueAt, lexicon: Lexicon) -> Attribution | None:
    """C was announced by X; Y was criticised by X for C; X was quoted as saying is the verb ``saying``."""
    tokens = sentence.tokens
    by = next(
        (p for p in range(cue.end, min(cue.end + 12, len(tokens))) if tokens[p].word in sentence.grammar.agents), None
    )
    if by is None or any(t.tag is Tag.VERB or t.tag is Tag.PUNCTUATION for t in tokens[cue.end : by]):
        if cue.frame is Frame.TELL:
            return None
        contents = content_right(text, sentence, cue.end, cue, lexicon)
        return made_of(sentence, cue, None, contents)
    phrase = noun_phrase_right(sentence, by + 1)
    if phrase is None or all(token.word in sentence.grammar.times for token in tokens[phrase.start : phrase.end]):
        return None
    phrase = _without_cause(sentence, phrase)
    patient = _with_purpose(sentence, subject_before(sentence, cue.start))
    empty = patient is not None and tokens[patient.start].tag is Tag.PRONOUN  # it was revealed by X that C
    contents = ((tokens[patient.start].start, tokens[patient.end - 1].end),) if patient and not empty else ()
    rest = (
        content_right(text, sentence, phrase.end, cue, lexicon)
        if phrase.end < len(tokens) and tokens[phrase.end].word in sentence.grammar.passive_links
        else ()
    )
    return made_of(sentence, cue, phrase, contents + rest)


def _with_purpose(sentence: Sentence, patient: Phrase | None) -> Phrase | None:
    """The whole subject of a passive, of which an infinitive is part: (plans to lift) the ban were condemned."""
    tokens = sentence.tokens
    if patient is None or patient.start < 3 or tokens[patient.start - 1].tag is not Tag.VERB:  # noqa: PLR2004
        return patient
    if sentence.words[patient.start - 2] not in sentence.grammar.infinitive:
        return patient
    head = noun_phrase_left(sentence, patient.start - 3)
    return Phrase(head.start, patient.end, patient.tail) if head is not None else patient


def _without_cause(sentence: Sentence, phrase: Phrase) -> Phrase:
    """The agent of a passive without what it was for: rebuked by opponents (for his plan)."""
    tokens, links = sentence.tokens, sentence.grammar.passive_links
    for place in range(phrase.start + 1, phrase.end - 1):
        if tokens[place].word in links and tokens[place + 1].tag is Tag.POSSESSIVE:
            return Phrase(phrase.start, place, place)
    return phrase


def _whom_calls_sought(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Whom somebody tried to reach: calls to (the board) were not returned."""
    words, grammar = sentence.words, sentence.grammar
    for place in range(phrase.start + 1, phrase.end - 1):
        if words[place] in grammar.infinitive and not grammar.contacts.isdisjoint(words[phrase.start : place]):
            return Phrase(place + 1, phrase.end, phrase.end)
    return phrase


def _by_refusal(sentence: Sentence, cue: CueAt) -> Attribution | None:
    """X declined to say C: the sentence from the refusal on is what is withheld."""
    phrase = subject_before(sentence, cue.start) or first_subject(sentence, cue.start)
    phrase = phrase and _whom_calls_sought(sentence, phrase)
    return made_of(sentence, cue, phrase, ((sentence.tokens[cue.start].start, sentence_end(sentence)),))
