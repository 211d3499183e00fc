"""Which hedge words are hedges, and on which the story may turn: may, could, likely, appears to, is expected to."""

from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Lexicon

_NEAR = 6
_ATTRIBUTIVE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.PREPOSITION})


def is_hedge(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the hedge word at ``i`` is one: no month's name, no "could not", no "made it appear"."""
    token = sentence.tokens[i]
    if token.tag in {Tag.NAME, Tag.TIME}:
        return False
    after = sentence.words[i + 1] if i + 1 < len(sentence.words) else ""
    if token.word in lexicon.abilities and after in lexicon.negations:
        return False
    before = sentence.words[i - 1] if i else ""
    made = before in lexicon.grammar.objects and token.word not in lexicon.grammar.modals
    return not (made or before in lexicon.grammar.infinitive)


def is_literal(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``i`` means something else there: appear in court, everything possible."""
    near = ((place, lexicon.literal_hedges.match(sentence.words, place)) for place in range(max(0, i - 1), i + 1))
    return any(found is not None and i < place + found[0] for place, found in near)


def _is_idle(sentence: Sentence, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the hedge from ``start`` to ``end`` says nothing of a fact: some may recall, likely voters."""
    words = sentence.words
    for place in range(max(0, start - 2), end):
        found = lexicon.idle_hedges.match(words, place)
        if found is not None and place < end and start < place + found[0]:
            return True
    return start > 0 and sentence.tokens[start].tag is Tag.ADVERB and sentence.tokens[start - 1].tag in _ATTRIBUTIVE


def on_a_fact(sentence: Sentence, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a hedge is on a matter of fact: in a main or reported clause, no question and no ability."""
    if "?" in sentence.words[end:]:
        return False
    own = start > 0 and sentence.tokens[start - 1].tag is Tag.FIRST_PERSON
    likened = end < len(sentence.words) and sentence.words[end] in lexicon.grammar.likening
    return not (
        likened
        or own
        or _is_ability(sentence, start, lexicon)
        or _is_subordinate(sentence, start, lexicon)
        or _is_idle(sentence, start, end, lexicon)
    )


def _is_ability(sentence: Sentence, start: int, lexicon: Lexicon) -> bool:
    """Whether someone mentioned before was able: she said he could see it; not what a thing may do."""
    tokens = sentence.tokens
    if tokens[start].word not in lexicon.abilities or not start:
        return False
    before = tokens[start - 1]
    return before.tag is Tag.PRONOUN and lexicon.grammar.pronouns.get(before.word) != "thing"


def _is_subordinate(sentence: Sentence, start: int, lexicon: Lexicon) -> bool:
    """Whether a hedge stands in a clause that describes or sets a condition; a reported one does not: said it may."""
    tokens, words = sentence.tokens, sentence.words
    questions = lexicon.grammar.complementizers & lexicon.grammar.subordinators
    condition = max((p for p, word in enumerate(words[:start]) if word in lexicon.conditions), default=-1)
    if condition >= 0:
        advice = not lexicon.grammar.addressees.isdisjoint(words)
        return advice or "," not in words[condition:start]  # but not: If talks fail, the plant may close
    if words[0] in questions:
        return True
    for place in range(start - 1, max(-1, start - _NEAR - 1), -1):
        token = tokens[place]
        if token.word in lexicon.grammar.purposes and tokens[start].word in lexicon.abilities:
            return place == 0 or tokens[place - 1].word != ","  # left rifles so they could protect themselves
        if token.word in lexicon.grammar.subordinators:
            return True
        if token.tag is Tag.RELATIVE:
            told = token.word in lexicon.grammar.content_marks and place > 0 and tokens[place - 1].word in lexicon.verbs
            return not told
    return False
