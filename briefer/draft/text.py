"""An article's text, tokenised, tagged and ready to be read."""

from itertools import pairwise

from briefer.briefing import Article
from briefer.draft.quotes import find_quotes
from briefer.draft.tagging import tag
from briefer.draft.tokens import GENITIVE, Sentence, Text, Token, tokenise
from briefer.lexicon import Lexicon

_SHORT = 3
_APOSTROPHES = frozenset("'’")
_PLURAL = "s"
_HEADING_WORDS = 14
_TITLE_WORDS = 25
_ENDS = frozenset(".!?…:;,”\"’')»")


def read_text(article: Article, lexicon: Lexicon) -> Text:
    """Tokenise and tag every sentence of ``article``."""
    quotes = find_quotes(article.text, article.sentences)
    sentences: list[Sentence] = []
    paragraph = 0
    at_quote = 0
    for number, (start, end) in enumerate(article.sentences, start=1):
        if sentences and "\n" in article.text[sentences[-1].span[1] : start]:
            paragraph += 1
        tokens = tokenise(article.text, start, end, lexicon)
        first_quote = at_quote
        for token in tokens:
            while at_quote < len(quotes) and quotes[at_quote].end <= token.start:
                at_quote += 1
            if at_quote < len(quotes) and quotes[at_quote].start <= token.start < quotes[at_quote].end:
                token.quote = at_quote
        _mark_plural_genitives(tokens, {quote.end for quote in quotes[first_quote : at_quote + 1]})
        words = [token.word for token in tokens]
        heading = _is_heading(article, number, tokens)
        tag(tokens, words, lexicon, capitals=not _in_title_case(tokens))
        sentences.append(Sentence(number, paragraph, (start, end), tokens, words, lexicon.grammar, heading))
    return Text(article, tuple(sentences), tuple(quotes))


def _mark_plural_genitives(tokens: list[Token], closing: set[int]) -> None:
    """Read an apostrophe after a plural as tying it to the next word, unless a quotation ends there: pilots' union."""
    for before, token in pairwise(tokens):
        ties = token.text in _APOSTROPHES and before.end == token.start and before.word.endswith(_PLURAL)
        if ties and before.word[0].isalpha() and token.end not in closing:
            token.word = GENITIVE


def _is_heading(article: Article, number: int, tokens: list[Token]) -> bool:
    """Whether a sentence is a paragraph of its own: short, without a mark at its end, or the first in title case."""
    text, sentences = article.text, article.sentences
    start, end = sentences[number - 1]
    alone_before = number == 1 or "\n" in text[sentences[number - 2][1] : start]
    alone_after = number == len(sentences) or "\n" in text[end : sentences[number][0]]
    if not (alone_before and alone_after):
        return False
    if number == 1 and len(sentences) > 1 and len(tokens) <= _TITLE_WORDS and _in_title_case(tokens):
        return True
    return len(tokens) <= _HEADING_WORDS and text[end - 1] not in _ENDS


def _in_title_case(tokens: list[Token]) -> bool:
    """Whether capitals say nothing: most words have one."""
    long = [token for token in tokens if token.word[0].isalpha() and len(token.word) > _SHORT]
    return len(long) > _SHORT and sum(token.text[0].isupper() for token in long) >= 0.8 * len(long)
