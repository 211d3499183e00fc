"""Words with offsets, a coarse word class each, and the quotation each stands in."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from briefer.briefing import Article, Span
from briefer.draft.quotes import Quote, find_quotes
from briefer.lexicon import Form, Grammar, Lexicon

_TOKEN = re.compile(
    r"""(?:[^\W\d_]\.){2,}                          # U.S.
      | \b[A-Z]\.(?=\s+[A-Z])                        # initials
      | [@\#]\w+                                     # handles
      | [$£€]?\d+(?:[.,:]\d+)*(?:%|st|nd|rd|th|s)?   # numbers
      | [^\W\d_]+\d*(?:[’'‑/-]\w+)*                  # words, with inner apostrophes and hyphens
      | ''|``|\S""",
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?<=.)'(?:s|re|ve|d|m|ll)$")
_OPENERS_AND_CLOSERS = frozenset("“”\"«»„‘’'‹›") | {"''", "``"}


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


def read_text(article: Article, lexicon: Lexicon) -> Text:
    """Tokenise and tag every sentence of ``article``."""
    quotes = find_quotes(article.text, article.sentences)
    sentences: list[Sentence] = []
    paragraph = 0
    at_quote = 0
    for number, (start, end) in enumerate(article.sentences, start=1):
        if sentences and "\n" in article.text[sentences[-1].span[1] : start]:
            paragraph += 1
        tokens = _tokens(article.text, start, end, lexicon)
        for token in tokens:
            while at_quote < len(quotes) and quotes[at_quote].end <= token.start:
                at_quote += 1
            if at_quote < len(quotes) and quotes[at_quote].start <= token.start < quotes[at_quote].end:
                token.quote = at_quote
        words = [token.word for token in tokens]
        heading = _is_heading(article, number, tokens)
        _tag(tokens, words, lexicon, capitals=not _in_title_case(tokens))
        sentences.append(Sentence(number, paragraph, (start, end), tokens, words, lexicon.grammar, heading))
    return Text(article, tuple(sentences), tuple(quotes))


_SHORT = 3
_HEADING_WORDS = 14
_ENDS = frozenset(".!?…:;,”\"’')»")


def _is_heading(article: Article, number: int, tokens: list[Token]) -> bool:
    """Whether a sentence is a paragraph of its own, short and without a mark at its end."""
    text, sentences = article.text, article.sentences
    start, end = sentences[number - 1]
    alone_before = number == 1 or "\n" in text[sentences[number - 2][1] : start]
    alone_after = number == len(sentences) or "\n" in text[end : sentences[number][0]]
    return alone_before and alone_after and len(tokens) <= _HEADING_WORDS and text[end - 1] not in _ENDS


def _tokens(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    titles = lexicon.people.titles
    for match in _TOKEN.finditer(text, start, end):
        printed = match.group()
        word = printed.lower().replace("’", "'")
        at, to = match.span()
        if word == "." and found and found[-1].end == at and found[-1].word + "." in titles:
            found[-1] = Token(found[-1].word + ".", found[-1].text + ".", found[-1].start, to)
            continue
        clitic = _CLITIC.search(word)
        if clitic:
            cut = at + clitic.start()
            found.append(Token(word[: clitic.start()], text[at:cut], at, cut))
            found.append(Token(clitic.group(), text[cut:to], cut, to))
        else:
            found.append(Token(word, printed, at, to))
    return found


def _in_title_case(tokens: list[Token]) -> bool:
    """Whether capitals say nothing: most words have one."""
    long = [token for token in tokens if token.word[0].isalpha() and len(token.word) > _SHORT]
    return len(long) > _SHORT and sum(token.text[0].isupper() for token in long) >= 0.8 * len(long)


def _tag(tokens: list[Token], words: list[str], lexicon: Lexicon, *, capitals: bool) -> None:
    """Give every token its class, left to right, from the lexicon, its shape and what stands before it.

    Without ``capitals``, a capitalised attribution verb counts as a verb: X Says C.
    """
    for i, token in enumerate(tokens):
        token.tag = _class_of(tokens, words, i, lexicon)
        token.indefinite = token.word in lexicon.grammar.indefinites
        if (
            not capitals
            and token.tag is Tag.NAME
            and i > 0
            and token.word in lexicon.verbs
            and _is_verb(tokens, i, lexicon)
        ):
            token.tag = Tag.VERB


def _class_of(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Tag:  # noqa: C901, PLR0911, PLR0912
    token, grammar = tokens[i], lexicon.grammar
    word = token.word
    before = tokens[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) else ""
    if token.text in _OPENERS_AND_CLOSERS:
        return Tag.QUOTE
    if not word[0].isalnum() and word[0] not in "'@#$£€":
        return Tag.PUNCTUATION
    if word[0].isdigit() or word[0] in "$£€":
        return Tag.NUMBER
    if word == "'s" and before is not None:
        follows_subject = (
            before.tag in {Tag.PRONOUN, Tag.RELATIVE} or after in grammar.determiners or after in grammar.adverbs
        )
        return Tag.AUXILIARY if follows_subject else Tag.GENITIVE
    capital = token.text[0].isupper() or word[0] in "@#"
    opens = i == 0 or (i == 1 and tokens[0].tag is Tag.QUOTE) or (before is not None and before.text in {"“", ":"})
    if capital and word in grammar.times and word not in grammar.uncertain_times:
        return Tag.TIME
    acronym = len(word) > 1 and token.text.isupper()
    if capital and (acronym if opens or word in grammar.speakers_own else True) and not (opens and len(word) > 5):
        return Tag.NAME
    if word in grammar.possessives:
        return Tag.POSSESSIVE
    if word in grammar.pronouns:
        return Tag.PRONOUN
    if word in grammar.speakers_own:
        return Tag.FIRST_PERSON
    if word in grammar.relatives:
        is_determiner = word in grammar.content_marks and (
            before is None or before.tag in {Tag.PREPOSITION, Tag.PUNCTUATION}
        )
        return Tag.DETERMINER if is_determiner else Tag.RELATIVE
    if word in grammar.modals or word in grammar.auxiliaries:
        return Tag.AUXILIARY
    if (
        word in grammar.adverbs
        and before is not None
        and before.tag is Tag.AUXILIARY
        and after not in grammar.prepositions
    ):
        return Tag.ADVERB
    if word in grammar.determiners:
        return Tag.DETERMINER
    if word in grammar.times:
        return Tag.TIME
    if word in grammar.conjunctions:
        return Tag.CONJUNCTION
    if word in grammar.prepositions:
        return Tag.PREPOSITION
    if word in grammar.subordinators:
        return Tag.SUBORDINATOR
    if word in grammar.adverbs or (word.endswith(grammar.adverb_endings) and len(word) > 4 and not capital):  # noqa: PLR2004
        return Tag.ADVERB
    if not (capital and opens and after and tokens[i + 1].text[0].isupper()) and _is_verb(tokens, i, lexicon):
        return Tag.VERB
    if (
        before is not None
        and before.tag is Tag.RELATIVE
        and (
            before.word in grammar.personal_relatives
            or (word.endswith("s") and after in grammar.prepositions | grammar.determiners)
        )
    ):
        return Tag.VERB
    if capital and (not opens or (i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper())):
        return Tag.NAME
    if capital:
        return Tag.NAME if word not in lexicon.people.group_roles and word not in lexicon.people.roles else Tag.NOUN
    return Tag.NOUN


_NOMINAL_BEFORE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.PREPOSITION, Tag.NUMBER})


def _is_verb(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    word = tokens[i].word
    forms = {form for verb in lexicon.verbs.get(word, ()) for form in verb.forms}
    common = word in lexicon.grammar.verbs
    forms |= lexicon.grammar.verbs.get(word, frozenset())
    if not forms:
        return word.endswith(lexicon.grammar.verb_endings) and not _follows_nominal(tokens, i)
    if i == 0:
        return Form.ING in forms or word.endswith("ing") or not (forms & {Form.THIRD}) or common
    before = tokens[i - 1]
    if before.tag is Tag.AUXILIARY and forms and not forms & _INFLECTED_ALIKE:
        return before.word in lexicon.grammar.modals or before.word in lexicon.grammar.bare_auxiliaries
    if before.word in lexicon.grammar.infinitive or before.tag is Tag.AUXILIARY:
        return True
    if before.tag is Tag.VERB and not forms & {Form.PAST, Form.ING}:
        return False
    if forms and not forms & _INFLECTED_ALIKE and _nominal_after(tokens, i, lexicon):
        return False
    if _follows_nominal(tokens, i):
        return False
    if forms & {Form.PAST, Form.PARTICIPLE, Form.ING} or word.endswith(lexicon.grammar.verb_endings):
        return True
    if Form.BASE in forms:
        plural = before.word.endswith("s") or before.word in lexicon.people.group_roles
        return (
            before.tag in {Tag.PRONOUN, Tag.FIRST_PERSON, Tag.RELATIVE, Tag.ADVERB, Tag.CONJUNCTION}
            or (before.tag in {Tag.NOUN, Tag.NAME} and plural and not _singular(tokens, i))
            or (
                before.tag in {Tag.NOUN, Tag.NAME, Tag.TIME}
                and not _singular(tokens, i)
                and i + 1 < len(tokens)
                and _opens_clause(tokens[i + 1], lexicon)
            )
            or before.word == ","
        )
    return True


def _singular(tokens: list[Token], i: int) -> bool:
    """Whether an article for one thing opens the noun phrase before ``i``: a preliminary (report)."""
    j = i - 1
    while j >= 0 and tokens[j].tag in {Tag.NOUN, Tag.NAME}:
        j -= 1
    return j >= 0 and tokens[j].indefinite


def _opens_clause(token: Token, lexicon: Lexicon) -> bool:
    """Whether ``token``, after a word that could be a verb, starts what is said: that, he, a quotation."""
    return (
        token.text in _OPENERS_AND_CLOSERS
        or token.word in lexicon.grammar.content_marks
        or lexicon.grammar.pronouns.get(token.word) in {"male", "female", "group"}
    )


_INFLECTED_ALIKE = frozenset({Form.PAST, Form.PARTICIPLE, Form.ING})


def _nominal_after(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether what follows shows a noun: claims of momentum, a report indicates, notes and papers."""
    word = tokens[i].word
    if word not in lexicon.attribution_nouns or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    return (
        after.word in lexicon.grammar.after_nouns
        or after.word == "."
        or after.word in lexicon.verbs
        and after.word.endswith(("s", "ed"))
        and after.word not in lexicon.attribution_nouns
    )


def _follows_nominal(tokens: list[Token], i: int) -> bool:
    """Whether the word before makes this one part of a noun phrase: the reported, his claims, of saying (but not that)."""
    before = tokens[i - 1] if i else None
    if before is None:
        return False
    return before.tag in _NOMINAL_BEFORE and not (before.tag is Tag.PREPOSITION and tokens[i].word.endswith("ing"))
