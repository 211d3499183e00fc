"""The subject of a verb: who says what the verb reports."""

from briefer.draft.phrases import FINITE, HEADS, Phrase, noun_phrase_left, noun_phrase_right, past_dateline, reduced
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Form

_SKIPPED = frozenset({Tag.ADVERB, Tag.AUXILIARY})
_CLAUSE = 8
"""Words of a clause that describes a subject, at most."""
_DASHES = frozenset({",", "–", "—", "-"})


def subject_before(sentence: Sentence, cue: int) -> Phrase | None:  # noqa: PLR0911  (one return for each shape)
    """The noun phrase that is the subject of the verb at ``cue``, standing before it; None where none does."""
    tokens = sentence.tokens
    j = skip_left(sentence, cue - 1)
    if j < 0:
        return None
    token = tokens[j]
    if token.quote != tokens[cue].quote:
        return None
    if token.tag is Tag.RELATIVE:
        k = j - 1 if tokens[j - 1].word == "," else j
        return antecedent(sentence, k - 1) if k > 0 else None
    if token.tag in {Tag.PRONOUN, Tag.FIRST_PERSON}:
        return Phrase(j, j + 1, j + 1)
    if token.word in _DASHES:
        return _before_insertion(sentence, j)
    comma = next((p + 1 for p in range(j, -1, -1) if tokens[p].word == ","), 0)
    if reduced(sentence, j, cue, comma):
        phrase = noun_phrase_left(sentence, j - 1)
        return phrase and Phrase(phrase.start, phrase.end, j + 1)
    if token.tag is Tag.VERB:
        return _described_so(sentence, j)
    if token.tag in HEADS or token.word == ")" or token.tag is Tag.TIME or (token.tag is Tag.DETERMINER):
        phrase = _past_relative_clause(sentence, j, noun_phrase_left(sentence, j))
        inserted = cue + 1 < len(tokens) and tokens[cue + 1].word == ","  # Mara Venn, the boatmen said, would go
        return phrase if inserted else _named_before(sentence, phrase)
    return None


def _described_so(sentence: Sentence, last: int) -> Phrase | None:
    """Whom a clause describes that ends with the verb at ``last``: an official who asked not to be named (said)."""
    tokens = sentence.tokens
    for place in range(last - 1, max(0, last - _CLAUSE), -1):
        if tokens[place].tag in {Tag.PUNCTUATION, Tag.QUOTE}:
            return None
        if tokens[place].tag is Tag.RELATIVE:
            found = antecedent(sentence, place - 1)
            return found and Phrase(found.start, found.end, last + 1)
    return None


def _named_before(sentence: Sentence, phrase: Phrase | None) -> Phrase | None:
    """Whom an apposition describes that no second comma closes: Mara Venn, the harbour master said."""
    tokens = sentence.tokens
    if phrase is None or phrase.start < 2 or tokens[phrase.start].tag is not Tag.DETERMINER:  # noqa: PLR2004
        return phrase
    if tokens[phrase.start - 1].word != "," or tokens[phrase.start - 2].tag is not Tag.NAME:
        return phrase
    named = noun_phrase_left(sentence, phrase.start - 2)
    if named is None:
        return phrase
    before = tokens[named.start - 1] if named.start else None
    opens = before is None or before.tag is Tag.QUOTE
    joined = before is not None and before.tag is Tag.CONJUNCTION and tokens[named.start].tag is not Tag.DETERMINER
    return Phrase(named.start, named.end, phrase.end) if opens or joined else phrase


def antecedent(sentence: Sentence, last: int) -> Phrase | None:
    """Whom "who" means: the nearest noun phrase, without what it is tied to by "of"."""
    phrase = noun_phrase_left(sentence, last)
    if phrase is None:
        return None
    tokens = sentence.tokens
    if phrase.start > 1 and tokens[phrase.start].tag is Tag.DETERMINER and tokens[phrase.start - 1].word == ",":
        named = noun_phrase_left(sentence, phrase.start - 2) if tokens[phrase.start - 2].tag is Tag.NAME else None
        if named is not None:
            return Phrase(named.start, named.end, phrase.end)
    for place in range(phrase.end - 1, phrase.start, -1):
        if tokens[place].tag is Tag.VERB:
            tied = [p for p in range(place + 1, phrase.end - 1) if tokens[p].tag is Tag.PREPOSITION]
            return Phrase((tied or [place])[-1] + 1, phrase.end, phrase.tail)
        if tokens[place].tag in {Tag.DETERMINER, Tag.POSSESSIVE} and tokens[place - 1].tag is Tag.PREPOSITION:
            return Phrase(place, phrase.end, phrase.tail)
    return phrase


def _past_relative_clause(sentence: Sentence, last: int, phrase: Phrase | None) -> Phrase | None:
    """The real subject where ``phrase`` ends a clause that describes it: people who know the plan said."""
    tokens = sentence.tokens
    if phrase is None or phrase.start == 0:
        return phrase
    before = phrase.start - 1
    while before > 0 and tokens[before].tag in {Tag.TIME, Tag.GENITIVE}:
        before -= 1
    prior = tokens[before]
    if prior.tag not in {Tag.VERB, Tag.AUXILIARY, Tag.PREPOSITION, Tag.ADVERB}:
        return phrase
    first = before
    while (
        first > 0
        and tokens[first - 1].tag not in {Tag.QUOTE, Tag.SUBORDINATOR}
        and tokens[first - 1].word not in sentence.grammar.content_marks | {",", ";", ":"}
    ):
        first -= 1
    while first < phrase.start and tokens[first].tag in {Tag.CONJUNCTION, Tag.ADVERB}:
        first += 1
    if first > 1 and tokens[first].tag is Tag.RELATIVE and tokens[first - 1].word == ",":
        described = sentence.words[first] in sentence.grammar.personal_relatives  # Mara Venn, who is in Ondry (says)
        found = antecedent(sentence, first - 2) if described else None
        return Phrase(found.start, found.end, last + 1) if found else phrase
    head = noun_phrase_right(sentence, first)
    if head is None or head.end >= phrase.start:
        return phrase
    opens = tokens[head.end]
    gerund = opens.word.endswith(sentence.grammar.gerund_endings)
    led = gerund and tokens[head.start].tag is Tag.DETERMINER  # a member of the Alliance attending the talks
    common = tokens[head.end - 1].tag is Tag.NOUN or led
    described = opens.tag is Tag.RELATIVE or (common and _is_participle(sentence, head.end))
    return Phrase(head.start, head.end, last + 1) if described else phrase


def _is_participle(sentence: Sentence, at: int) -> bool:
    """Whether a verb may describe the noun before it: people watching the talks, a tape found in Ondry."""
    token, grammar = sentence.tokens[at], sentence.grammar
    if token.tag is not Tag.VERB:
        return False
    forms = grammar.verbs.get(token.word, frozenset())
    irregular = Form.PARTICIPLE in forms and Form.BASE not in forms
    tied = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].tag is Tag.PREPOSITION
    return token.word.endswith((*grammar.participle_endings, *grammar.gerund_endings)) or (irregular and tied)


def skip_left(sentence: Sentence, j: int) -> int:
    """The place before adverbs, auxiliaries and times such as ``on Monday``, going left from ``j``."""
    tokens = sentence.tokens
    while j >= 0:
        dated = j > 0 and tokens[j].tag is Tag.NUMBER and tokens[j - 1].tag is Tag.TIME
        if tokens[j].tag in _SKIPPED or dated or _floats(sentence, j):
            j -= 1
        elif tokens[j].tag is Tag.TIME:
            k = j
            while k > 0 and tokens[k - 1].tag in {Tag.TIME, Tag.DETERMINER}:
                k -= 1
            if k > 0 and tokens[k - 1].tag is Tag.PREPOSITION:
                k -= 1
            if k == 0:
                return j
            j = k - 1
        else:
            break
    return j


def _floats(sentence: Sentence, place: int) -> bool:
    """Whether a word that counts those named before it stands at ``place``: Mara Venn and Tom Hall all (said)."""
    before = sentence.tokens[place - 1] if place else None
    counts = sentence.words[place] in sentence.grammar.quantifiers
    return counts and before is not None and (before.tag is Tag.NAME or before.word == ")")


def _before_insertion(sentence: Sentence, comma: int) -> Phrase | None:
    """The subject before an insertion that ends at ``comma``: Name, who runs the port, said."""
    tokens = sentence.tokens
    start = comma
    while start > 0 and tokens[start - 1].quote == tokens[comma].quote and tokens[start - 1].word not in {";", ":"}:
        start -= 1
    start = max(start, past_dateline(sentence))
    marks = [place for place in range(start, comma) if tokens[place].word in _DASHES]
    edges = [start, *(place + 1 for place in marks[:-1])]
    for edge, place in zip(edges, marks, strict=False):
        phrase = _whole_segment(sentence, edge, skip_left(sentence, place - 1))
        if phrase is not None and not _tells_when(sentence, phrase, place):
            return Phrase(phrase.start, phrase.end, comma)
    for edge, place in zip(edges, marks, strict=False):
        phrase = _reported(sentence, skip_left(sentence, place - 1), edge)
        if phrase is not None:
            return Phrase(phrase.start, phrase.end, comma)
    return None


def _tells_when(sentence: Sentence, phrase: Phrase, end: int) -> bool:
    """Whether what stands before the mark at ``end`` tells only when or how: a year ago, more broadly."""
    last = sentence.tokens[phrase.end - 1]
    how = phrase.end < end and phrase.end - phrase.start == 1 and last.tag in {Tag.DETERMINER, Tag.NOUN}
    return last.tag is Tag.TIME or (how and all(t.tag is Tag.ADVERB for t in sentence.tokens[phrase.end : end]))


def before_comma(sentence: Sentence, cue: int) -> Phrase | None:
    """The noun phrase that opens the sentence, where a comma alone parts it from its verb at ``cue``.

    As in: The harbour master at Ondry, said the ferry had sunk.
    """
    comma = skip_left(sentence, cue - 1)
    if comma < 1 or sentence.words[comma] != ",":
        return None
    return _whole_segment(sentence, 0, comma - 1)


def _whole_segment(sentence: Sentence, edge: int, last: int) -> Phrase | None:
    """The noun phrase that the tokens from ``edge`` to ``last`` are, openers and a clause that describes it aside."""
    tokens, grammar = sentence.tokens, sentence.grammar
    while edge <= last and (
        tokens[edge].tag in {Tag.CONJUNCTION, Tag.ADVERB, Tag.SUBORDINATOR, Tag.TIME}
        or tokens[edge].word in sentence.grammar.likening
    ):
        edge += 1
    if edge > last:
        return None
    if any(token.tag in FINITE for token in tokens[edge : last + 1]):
        ending = noun_phrase_left(sentence, last, edge)
        named = ending is not None and _names_follow(sentence, last + 1)
        if ending is not None and named and sentence.words[ending.start - 1] in grammar.subordinators:
            return ending  # they left after a letter from their keeper, Mara Venn, (accused)
        phrase = noun_phrase_right(sentence, edge)
        return phrase if phrase is not None and phrase.end <= last and tokens[phrase.end].tag is Tag.RELATIVE else None
    phrase = noun_phrase_left(sentence, last, edge)
    return phrase if phrase is not None and phrase.start == edge else None


def _reported(sentence: Sentence, last: int, edge: int) -> Phrase | None:
    """The subject of a reported clause: the Post said that (Mara Venn), 40, told them C."""
    tokens, marks = sentence.tokens, sentence.grammar.content_marks
    phrase = noun_phrase_left(sentence, last, edge)
    if phrase is None or phrase.start < 2:  # noqa: PLR2004
        return None
    opens = phrase.start - 1
    if tokens[opens].word in marks:
        opens -= 1
    return phrase if tokens[opens].tag is Tag.VERB else None


def _names_follow(sentence: Sentence, comma: int) -> bool:
    """Whether only a name stands between ``comma`` and the next one."""
    end = next((p for p in range(comma + 1, len(sentence.tokens)) if sentence.tokens[p].tag is not Tag.NAME), comma)
    return end > comma + 1 and sentence.words[end] == ","
