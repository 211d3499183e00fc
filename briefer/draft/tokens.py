"""Words with offsets, a coarse word class each, and the quotation each stands in."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from briefer.briefing import Article, Span
from briefer.draft.quotes import Quote
from briefer.lexicon import Grammar, Lexicon

_TOKEN = re.compile(
    r"""(?:[^\W\d_]\.){2,}                          # U.S.
      | \b[A-Z]\.(?=\s+[A-Z])                        # initials
      | [@\#]\w+                                     # handles
      | [^\W\d_][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|tv|uk|fr|de|eu|ca|au|ru)\b  # web sites
      | \b[A-Z][a-z]+\.[A-Z][a-z]+\b                 # names with a stop inside
      | \d+[-–]\d+\b(?:-[^\W\d_]+)*                    # scores
      | [$£€]?\d+(?:[.,:/]\d+)*(?:%|st|nd|rd|th|s)?(?:-[^\W\d_]+)*   # numbers
      | [^\W\d_]+\d*(?:[’'‑/-]\w+)*                  # words, with inner apostrophes and hyphens
      | ''|``|\S""",
    re.VERBOSE,
)
LONGEST = 500
GENITIVE = "'s"
"""The word of the clitic that ties a noun to the next, however it is printed: the keeper's, the pilots'."""
_CLITIC = re.compile(r"(?<=.)'(?:s|re|ve|d|m|ll)$")


class Tag(StrEnum):
    """A coarse word class: enough to tell where a noun phrase ends and where a clause has its verb."""

    DETERMINER = "D"
    PRONOUN = "P"
    FIRST_PERSON = "F"
    POSSESSIVE = "S"
    GENITIVE = "G"
    RELATIVE = "W"
    PREPOSITION = "I"
    CONJUNCTION = "C"
    SUBORDINATOR = "B"
    AUXILIARY = "X"
    ADVERB = "A"
    VERB = "V"
    NOUN = "N"
    NAME = "M"
    NUMBER = "#"
    TIME = "T"
    QUOTE = "Q"
    PUNCTUATION = "."


@dataclass(slots=True)
class Token:
    """One word or mark; ``word`` is lower case with straight apostrophes, ``quote`` the quotation's index or -1."""

    word: str
    text: str
    start: int
    end: int
    quote: int = -1
    tag: Tag = Tag.NOUN
    indefinite: bool = False
    """Whether it is an article for one thing: a, an."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as tokens; ``number`` counts from 1, ``paragraph`` from 0."""

    number: int
    paragraph: int
    span: Span
    tokens: list[Token]
    words: list[str] = field(repr=False)
    grammar: Grammar = field(repr=False)
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """An article's body, ready to be read: its sentences as tokens and its quotations."""

    article: Article
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]

    def sentences_of(self, spans: tuple[Span, ...]) -> tuple[int, ...]:
        """The numbers of the sentences that ``spans`` touch, in text order."""
        found: set[int] = set()
        for start, end in spans:
            number = bisect_right(self.article.sentences, start, key=lambda span: span[1])
            while number < len(self.sentences) and self.sentences[number].span[0] < end:
                number += 1
                found.add(number)
        return tuple(sorted(found))


def tokenise(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """The words and marks of ``text[start:end]``, at most ``LONGEST`` of them, untagged.

    A longer sentence is no prose but a table or a blob: reading on would cost more than it can give.
    """
    found: list[Token] = []
    titles = lexicon.people.titles
    for match in islice(_TOKEN.finditer(text, start, end), LONGEST):
        printed = match.group()
        word = printed.lower().replace("’", "'")
        at, to = match.span()
        if word == "." and found and found[-1].end == at and found[-1].word + "." in titles:
            found[-1] = Token(found[-1].word + ".", found[-1].text + ".", found[-1].start, to)
            continue
        firm = found and found[-1].word in lexicon.people.firms and found[-1].text[0].isupper()  # Co., but not: oil.
        if word == "." and to < end and firm and found[-1].end == at:
            found[-1] = Token(found[-1].word, found[-1].text + ".", found[-1].start, to)
            continue
        clitic = _CLITIC.search(word) if "'" in word else None
        if clitic:
            cut = at + clitic.start()
            found.append(Token(word[: clitic.start()], text[at:cut], at, cut))
            found.append(Token(clitic.group(), text[cut:to], cut, to))
        else:
            found.append(Token(word, printed, at, to))
    return found
