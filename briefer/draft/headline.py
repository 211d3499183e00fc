"""Headlines that stand in the text itself, as its first lines, and are no sentences of the story."""

from briefer.draft.tokens import Sentence, Tag, Text
from briefer.lexicon import Lexicon

_LONGEST, _SHORT = 25, 16
_MOST = 2


def headlines(text: Text, lexicon: Lexicon) -> frozenset[int]:
    """The numbers of the sentences that are a headline or the line below it.

    Where the article has no title of its own: the first lines of one sentence each, short and without an article
    (harbour master denies sale of lido), if anything but such lines follows.
    """
    if text.article.title:
        return frozenset()
    found: list[int] = []
    for sentence in text.sentences[:_MOST]:
        if not _is_headline(text, sentence, lexicon):
            break
        found.append(sentence.number)
    return frozenset(found) if len(found) < len(text.sentences) else frozenset()


def _is_headline(text: Text, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether ``sentence`` is a line of its own, worded as headlines are: undated, with one article at most.

    Measured on the labelled articles for tuning, of which nearly all open with their headline: all but five of these
    are found, and one sentence of a story is taken for one.
    """
    around = text.sentences[max(0, sentence.number - 2) : sentence.number + 1]
    if any(other is not sentence and other.paragraph == sentence.paragraph for other in around):
        return False
    if any(token.tag is Tag.TIME for token in sentence.tokens):
        return False
    articles = lexicon.grammar.indefinites | lexicon.grammar.definites
    unquoted = [t for t in sentence.tokens if t.quote < 0]
    few = sum(t.word in articles for t in unquoted)
    short = len(sentence.tokens) <= _SHORT
    longest = _LONGEST if sentence.number == 1 else _SHORT
    return len(sentence.tokens) <= longest and (few == 0 or (few == 1 and short and sentence.words[0] not in articles))
