"""A second look at an article: the embedded model reads its sentences, and the draft reader reads on by its signals."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefer.briefing import Article
from briefer.checks.words import tokens
from briefer.draft import draft
from briefer.lexicon import Lexicon, load
from briefer.llm.answer import Asks
from briefer.llm.signals.probe import sha256
from briefer.pipelines.calls import within
from briefer.pipelines.provenance import Record
from briefer.proposal import Draft, Proposal
from briefer.signals import SentenceText, spread

READ_CHARACTERS = 3500
"""How much of an article is read for its signals: about 850 tokens with what stands around them, ten seconds
on two cores."""

_FIRST = 6


async def looked_again(article: Article, drafted: Draft, client: Asks, record: Record) -> Draft:
    """The draft as it is with the signals of the most telling sentences; as it was where the endpoint has none.

    Raises what ``Asks.signals`` raises.
    """
    if drafted.lexicon is None:
        return drafted
    shown = to_be_read(article, drafted)
    answer = await client.signals(shown.title, shown.sentences)
    if answer is None:
        return drafted
    record.spend(answer.usage, cached=answer.cached)
    record.prompts = {**record.prompts, "assist/signals": sha256()}
    return draft(article, spread(answer.value, shown.numbers, len(article.sentences)))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model reads of an article: the sentences with these numbers, in text order, below a title."""

    title: str
    numbers: tuple[int, ...]
    sentences: tuple[SentenceText, ...]


def to_be_read(article: Article, drafted: Draft) -> Shown:
    """The sentences of an article that promise most, as many as there is room for, with the draft's title and kinds."""
    lexicon = load(drafted.lexicon or "")
    order = _by_promise(article, drafted, lexicon) if lexicon else range(1, len(article.sentences) + 1)
    numbers = within(article, order, READ_CHARACTERS)
    kinds = _kinds(drafted.proposal)
    sentences = tuple(SentenceText(article.sentence(number), kinds.get(number, "")) for number in numbers)
    return Shown(drafted.proposal.headline.text, numbers, sentences)


def _by_promise(article: Article, drafted: Draft, lexicon: Lexicon) -> Iterator[int]:
    """Sentence numbers: the first, those with a cue, the draft's claims, then what is said, doubted, told."""
    numbers = range(1, len(article.sentences) + 1)
    yield from numbers[:_FIRST]
    yield from sorted({cue.sentence for cue in drafted.cues})
    yield from sorted(number for claim in drafted.proposal.claims for number in claim.sentences)
    said = sorted(drafted.heard)
    words = {n: [token.lower for token in tokens(article.sentence(n))] for n in numbers}
    yield from (n for n in said if not lexicon.negations.isdisjoint(words[n]))
    yield from (n for n in numbers if any(lexicon.uncertainties.match(words[n], i) for i in range(len(words[n]))))
    yield from said
    yield from numbers


def _kinds(proposal: Proposal) -> dict[int, str]:
    """The section in which the draft cites each sentence, the weightiest where there are several."""
    kinds = {number: "claims" for claim in proposal.claims for number in claim.sentences}
    kinds |= {number: "uncertainties" for uncertainty in proposal.uncertainties for number in uncertainty.sentences}
    return kinds | {number: "denials" for denial in proposal.denials for number in denial.sentences}
