"""What a text changes against its evidence: numbers, names, negations and hedges, compared exactly.

Similarity can't tell: "denied" and "admitted" score 0.9.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from briefer.checks import names
from briefer.checks.cues import CueKind, Governing, governing
from briefer.checks.language import Language, language
from briefer.checks.numbers import Number, numbers, spanned
from briefer.checks.places import Sort, misplaced
from briefer.checks.polarity import turned
from briefer.checks.words import Kind, Token, normal, tokens
from briefer.lexicon import Lexicon


class FaultKind(StrEnum):
    """What a text changed."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"


class Direction(StrEnum):
    """Whether a text has too much or too little, or what it has in another's place."""

    ADDED = "added"
    DROPPED = "dropped"
    MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing on which a text differs from its evidence; ``str(fault)`` is a line for the reader."""

    kind: FaultKind
    word: str
    direction: Direction

    def __str__(self) -> str:
        if self.direction is Direction.MISPLACED:
            return f"puts the {self.kind} “{self.word}” in the place of another"
        verb = "adds" if self.direction is Direction.ADDED else "drops"
        return f"{verb} the {self.kind} “{self.word}”"


def faults(
    statement: str,
    sentences: Sequence[str],
    *,
    also: Sequence[str] = (),
    kept: Sequence[str] = (),
    common: Container[str] = frozenset(),
    lexicon: Lexicon | None,
) -> tuple[Fault, ...]:
    """What ``statement`` adds to its evidence, drops from it or puts in another's place.

    Quotes, dashes, white space and the spelling of numbers make no difference. Without a lexicon, negations and
    hedges can't be seen and only numbers and names are compared: such a text may stand only where it is the article's
    own sentences.

    Args:
        statement: The text to be checked.
        sentences: The sentences that support it, as printed.
        also: Names that count as evidence: the resolved source's name and aliases.
        kept: Words of the evidence that the item carries in a field of its own, such as its hedges.
        common: Words that are no names where they open a sentence, beside the lexicon's and the evidence's.
        lexicon: The article's language's; None where there is none.

    """
    if is_sentences(statement, sentences):
        return ()
    known = language(lexicon)
    mine = tokens(statement)
    theirs = [tokens(sentence) for sentence in dict.fromkeys(sentences)]
    carried = list(_carried(theirs, kept, known))
    if _is_cut(mine, theirs, carried, known):
        return ()
    grounds = [*theirs, *map(tokens, also)]
    found = [Fault(FaultKind.NUMBER, word, Direction.ADDED) for word in _added_numbers(mine, grounds, known)]
    found += [Fault(FaultKind.NAME, word, Direction.ADDED) for word in names.added(mine, grounds, known, common)]
    found += [
        Fault(FaultKind.NUMBER if sort is Sort.NUMBER else FaultKind.NAME, text, Direction.MISPLACED)
        for sort, text in misplaced(mine, theirs, grounds[len(theirs) :], known)
    ]
    found += [
        Fault(FaultKind(change.kind.value), change.word, Direction.ADDED if change.added else Direction.DROPPED)
        for change in turned(mine, theirs, known, kept=carried)
    ]
    return tuple(dict.fromkeys(found))


def is_sentences(statement: str, sentences: Sequence[str]) -> bool:
    """Whether a text is one of the sentences, or all of them in order, but for quotes, dashes and white space."""
    given = " ".join(normal(statement).split())
    return given in {" ".join(normal(text).split()) for text in (*sentences, " ".join(sentences))}


def _is_cut(
    mine: Sequence[Token], sentences: Sequence[Sequence[Token]], carried: Sequence[Governing], known: Language
) -> bool:
    """Whether a text is a run of one sentence's own words and leaves no cue behind, so that it changes nothing.

    Most of what is checked is: all that the draft reader states, and much of what a model copies.
    """
    words = [token.text for token in mine]
    for found in sentences:
        texts = [token.text for token in found]
        for at in range(len(texts) - len(words) + 1):
            if words and texts[at] == words[0] and texts[at : at + len(words)] == words:
                kept = range(at, at + len(words))
                return all(
                    cue in carried or (each is found and cue.first in kept and cue.last in kept)
                    for each in sentences
                    for cue in governing(each, known)
                )
    return False


def _added_numbers(mine: Sequence[Token], grounds: Sequence[Sequence[Token]], known: Language) -> Iterator[str]:
    """The numbers that no sentence states; "one soldier" may stand for "a soldier", and "no one" is none."""
    stated = {
        reading
        for found in grounds
        for number in numbers(found, known.number_words, known.spans)
        for reading in number.readings
    }
    one = known.articles - known.definites
    stated |= {span for found in grounds for i in range(len(found)) if (span := spanned(found, i, known.spans, one))}
    stated |= {word for word, share in known.percentages.items() if str(share) in stated}
    stated |= {
        str(known.percentages[token.word]) for found in grounds for token in found if token.word in known.percentages
    }
    stated |= {str(known.counts[token.word]) for found in grounds for token in found if token.word in known.counts}
    singular = {
        after.word
        for found in grounds
        for before, after in pairwise(found)
        if before.word in known.determiners and before.word not in known.number_words
    }
    for number in numbers(mine, known.number_words, known.spans):
        counted = mine[number.last + 1].word if number.last + 1 < len(mine) else None
        single = number.spelled and number.readings == {"1"}
        nobody = number.first > 0 and mine[number.first - 1].word in known.negations
        idle = _counts_nothing(mine, number, known)
        if not (number.readings & stated or idle or (single and (nobody or counted in singular))):
            yield number.text


def _counts_nothing(found: Sequence[Token], number: Number, known: Language) -> bool:
    """Whether a number word opens a clause, or only points: "once the vote was over", "the one in Tul"."""
    if number.first != number.last or number.readings != {"1"} or not number.spelled:
        return False
    before = found[number.first - 1].word if number.first else ""
    after = found[number.last + 1 : number.last + 3]
    if found[number.first].word in known.subordinators:
        timed = len(after) > 1 and after[0].word in known.determiners and after[1].word in known.times
        clausal = bool(after) and after[0].kind is Kind.WORD and after[0].word not in known.prepositions
        return clausal and not timed
    pointing = before in known.definites
    return pointing and (not after or after[0].kind is not Kind.WORD or after[0].word in known.closed)


def _carried(sentences: Sequence[Sequence[Token]], kept: Iterable[str], known: Language) -> Iterator[Governing]:
    """The cues of the sentences that stand among the words that the item keeps."""
    wanted = [[token.lower for token in tokens(words)] for words in kept]
    for found in sentences:
        lowers = [token.lower for token in found]
        places = {
            place
            for words in wanted
            if words
            for at in range(len(lowers) - len(words) + 1)
            if lowers[at] == words[0] and lowers[at : at + len(words)] == words
            for place in range(at, at + len(words))
        }
        yield from (cue for cue in governing(found, known) if not places.isdisjoint(range(cue.first, cue.last + 1)))


def negates(words: str, lexicon: Lexicon | None) -> bool:
    """Whether words of attribution deny, refuse or otherwise negate: "denied", "would not say"."""
    return any(cue.kind is CueKind.NEGATION for cue in governing(tokens(words), language(lexicon)))
