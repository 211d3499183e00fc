"""Which names and noun phrases lead a sentence or a clause of it: whom a pronoun after it may mean."""

from briefer.draft.tokens import Sentence, Tag, Token

_SENTENCE_HEAD = 4
_OPENING = 20
"""Words before a name that still leads the sentence, at most: by itself, and with a phrase before it."""
_PAIR = 2


def leads(sentence: Sentence, place: int) -> bool:
    """Whether a name at ``place`` opens the sentence, outside quotations: before its first verb, or nearly so."""
    tokens = sentence.tokens
    if tokens[place].quote >= 0:
        return False
    before = tokens[: place if place <= _OPENING else 0]
    after = next((t for t in tokens[place:] if t.tag is not Tag.NAME), None)
    finite = after is not None and after.tag in {Tag.VERB, Tag.AUXILIARY}
    if place > 1 and tokens[place - 1].tag is Tag.CONJUNCTION and tokens[place - 2].word == "," and finite:
        return True  # the crowd left, and Mara Venn laughed
    if _is_cleft(sentence, place, after):
        return True
    if before and before[-1].word == "," and after is not None and after.word == ",":
        before = before[:-1]  # the owner, Mara Venn, answered
    fronted = tokens[0].tag in {Tag.VERB, Tag.PREPOSITION, Tag.SUBORDINATOR}
    if fronted and before and before[-1].word == "," and finite:
        return True  # told of it, Mara Venn laughed
    told = any(t.tag is Tag.VERB for t in tokens[:place])
    return (place <= _SENTENCE_HEAD and not told) or (
        bool(before) and not any(t.tag in {Tag.VERB, Tag.AUXILIARY, Tag.QUOTE} or t.word == "," for t in before)
    )


def _is_cleft(sentence: Sentence, place: int, after: Token | None) -> bool:
    """Whether "it" only points at the name at ``place``: it was Mara Venn who laughed."""
    grammar = sentence.grammar
    if place < _PAIR or after is None or after.word not in grammar.personal_relatives:
        return False
    copula, subject = sentence.words[place - 1], sentence.words[place - 2]
    return copula in grammar.copulas and grammar.pronouns.get(subject) == "thing"


def opens_its_clause(sentence: Sentence, place: int) -> bool:
    """Whether a noun phrase that starts at ``place`` opens the sentence, or what follows a mark or a conjunction."""
    before = sentence.tokens[place - 1] if place else None
    return before is None or before.tag in {Tag.PUNCTUATION, Tag.CONJUNCTION, Tag.ADVERB}
