"""Shares of people: 46 percent of voters, one in four, a majority."""

from collections.abc import Sequence

from briefer.draft.tokens import Tag, Token
from briefer.lexicon import Lexicon


def is_share(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether ``tokens`` tell a share or a lead: 46 percent, 7 points, one in four, a majority."""
    shares = lexicon.shares
    return any(
        token.word.endswith(shares.signs) or token.word in shares.fractions or _counts(tokens, place, lexicon)
        for place, token in enumerate(tokens)
    )


def _counts(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a number at ``place`` is of percent or points, or of another number: eight of 10."""
    if not _is_number(tokens[place], lexicon):
        return False
    after = tokens[place + 1 : place + 3]
    if after and after[0].word in lexicon.shares.units:
        return True
    return len(after) > 1 and after[0].word in lexicon.shares.ties and _is_number(after[1], lexicon)


def _is_number(token: Token, lexicon: Lexicon) -> bool:
    return token.tag is Tag.NUMBER or token.word in lexicon.number_words
