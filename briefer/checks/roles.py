"""Names where they can't stand: "at the Ostrow", "the lead of Maren over Maren", "Marsh Haven cautioned".

All of it is printed in the evidence, and the words around it may be other words than the evidence's. What tells is how
the evidence speaks of a name: with an article or without, how often in one clause, whether ever as someone who speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefer.checks.language import Language
from briefer.checks.words import Kind, Token

_BESIDE = 6
"""How many words from a verb of saying its subject may stand."""
_BEFORE = "before"
"""The label of words behind which the speaker follows: according to."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: its first and last token by index, and its words."""

    first: int
    last: int
    words: frozenset[str]
    source: frozenset[str] = frozenset()
    """The words of the names of its source, where it is one of them."""

    def is_one(self, other: "Mention") -> bool:
        """Whether two mentions are of one name, or of its longer and its shorter form."""
        return self.words <= other.words or other.words <= self.words


Text = tuple[Sequence[Token], Sequence[Mention]]
"""A sentence with the names in it."""


def is_out_of_role(mention: Mention, statement: Text, sentences: Sequence[Text], language: Language) -> bool:
    """Whether a name of the statement, which the evidence prints, stands where the evidence would have none such."""
    told = [(found, each) for found, mentions in sentences for each in mentions if each.is_one(mention)]
    found, _ = statement
    return bool(told) and (
        _has_another_article(mention, found, told, language)
        or _lacks_its_article(mention, found, told, language)
        or _takes_a_month(mention, found, [text for text, _ in sentences], told, language)
        or (_is_speaking(found, mention, language) and not _may_speak(mention, sentences, language))
        or (_is_echo(mention, statement, language) and not any(_echoes(text, mention, language) for text in sentences))
    )


def _has_another_article(
    mention: Mention, found: Sequence[Token], told: Sequence[tuple[Sequence[Token], Mention]], language: Language
) -> bool:
    """Whether a name stands alone behind an article where the evidence always has it alone and without one.

    "The river Lauer" may be the Lauer.
    """
    if not _is_alone(found, mention, language) or not _article(found, mention, language):
        return False
    return all(
        _is_alone(text, each, language) and not _article(text, each, language) and not _is_named(text, each, language)
        for text, each in told
    )


def _lacks_its_article(
    mention: Mention, found: Sequence[Token], told: Sequence[tuple[Sequence[Token], Mention]], language: Language
) -> bool:
    """Whether a name stands alone without the article that the evidence always has."""
    if not _is_alone(found, mention, language) or _is_determined(found, mention, language):
        return False
    return all(_article(text, each, language) and _is_alone(text, each, language) for text, each in told)


def _is_named(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    """Whether a noun right before a name says what it is: "river Lauer"."""
    before = found[mention.first - 1] if mention.first else None
    return (
        before is not None
        and before.kind is Kind.WORD
        and before.lower == before.text
        and before.word not in language.closed | language.saying
    )


def _is_determined(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    """Whether an article, a possessive or another noun stands before a name, or it opens the text."""
    if mention.first == 0:
        return True
    before = found[mention.first - 1]
    return before.word not in language.prepositions and before.word not in language.saying


def _takes_a_month(
    mention: Mention,
    found: Sequence[Token],
    sentences: Sequence[Sequence[Token]],
    told: Sequence[tuple[Sequence[Token], Mention]],
    language: Language,
) -> bool:
    """Whether a name stands before a day of the month: "on Rill. 9" for "on Sept. 9", but not Apollo 9."""
    day = _after_stop(found, mention.last)
    own = {number.text for text, each in told if (number := _after_stop(text, each.last)) is not None}
    return (
        day is not None
        and day.text not in own
        and any(
            token.text == day.text and any(other.word in language.times for other in text[max(0, i - 2) : i])
            for text in sentences
            for i, token in enumerate(text)
        )
    )


def _after_stop(found: Sequence[Token], at: int) -> Token | None:
    """The number right behind a word or behind its abbreviating stop."""
    following = [token for token in found[at + 1 : at + 3] if token.kind is not Kind.STOP][:1]
    return following[0] if following and following[0].kind is Kind.NUMBER else None


def _is_speaking(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    """Whether a name is who says the rest of its sentence: Banti said, according to Banti, in Banti's view."""
    before = found[mention.first - 1] if mention.first else None
    after = found[mention.last + 1 : mention.last + 3]
    if before is not None and after and after[0].word in language.saying:
        ends = len(after) == 1 or after[1].kind in {Kind.STOP, Kind.COMMA}
        return before.kind is Kind.COMMA and ends
    if before is not None and found[mention.last].lower != found[mention.last].word:
        return before.word in language.prepositions and bool(after) and after[0].word in language.opinions
    words = [token.lower for token in found[max(0, mention.first - _BESIDE) : mention.first]]
    while words and (words[-1] in language.articles or words[-1] in language.titles):
        words.pop()
    return any(language.crediting.match(words, at) == (len(words) - at, _BEFORE) for at in range(len(words)))


def _may_speak(mention: Mention, sentences: Sequence[Text], language: Language) -> bool:
    """Whether the evidence has a name speak, or has it, or a pronoun that may stand for it, beside a verb of saying."""
    if not mention.source.isdisjoint(mention.words):
        return True
    telling = language.saying | language.thinking
    for found, mentions in sentences:
        if any(
            {one.word, other.word} & language.personal and {one.word, other.word} & telling
            for one, other in pairwise(found)
        ):
            return True
        for each in mentions:
            near = found[max(0, each.first - _BESIDE) : each.last + 1 + _BESIDE]
            beside = any(token.word in telling for token in near)
            other = _describes(found, each, language) or _belongs(found, each, language)
            if each.is_one(mention) and (_is_speaking(found, each, language) or (beside and not other)):
                return True
    return False


def _describes(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    """Whether a name only describes a noun that is nobody who speaks: the Tarvia harbour wall."""
    following = found[mention.last + 1] if mention.last + 1 < len(found) else None
    if following is None or following.kind is not Kind.WORD or not following.text.islower():
        return False
    whole = found[mention.last].lower == found[mention.last].word
    inflected = following.word.endswith(language.verb_endings or ("\0",))
    return whole and not inflected and following.word not in language.closed | language.common | language.parties


def _belongs(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    """Whether a name is only where the one before it belongs: Ada Rill of Tul. "A spokesman for Tul" may be Tul."""
    at = mention.first - 1 - _article(found, mention, language)
    return (
        at > 0 and found[at].word in language.attaching and found[at - 1].word not in language.common | language.parties
    )


def _article(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    return mention.first > 0 and found[mention.first - 1].lower in language.articles


def _is_alone(found: Sequence[Token], mention: Mention, language: Language) -> bool:
    """Whether no noun follows that the name only describes: "the Wexbury swing"."""
    following = found[mention.last + 1] if mention.last + 1 < len(found) else None
    if found[mention.last].lower != found[mention.last].word:
        return False
    if following is None or following.kind in {Kind.STOP, Kind.COMMA}:
        return True
    return following.word in language.closed or following.word in language.saying


def _is_echo(mention: Mention, statement: Text, language: Language) -> bool:
    """Whether the same name stands before it in one clause."""
    found, mentions = statement
    before = [each for each in mentions if each.last < mention.first and each.is_one(mention)]
    between = range(before[-1].last + 1, mention.first) if before else range(0)
    return bool(before) and (len(between) == 1 or not any(_parts(found, i, language) for i in between))


def _echoes(text: Text, mention: Mention, language: Language) -> bool:
    return any(each.is_one(mention) and _is_echo(each, text, language) for each in text[1])


def _parts(found: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a clause ends or begins."""
    return found[at].kind is Kind.STOP or found[at].word in language.breaks | language.complementizers
