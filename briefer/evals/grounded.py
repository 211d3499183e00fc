"""Whether each item of a finished briefing stands on its evidence, checked anew from the article."""

import re
from collections.abc import Iterator, Sequence

from briefer.briefing import Briefing, Claim, Denial, Evidence, GroundedText, Source, Uncertainty
from briefer.checks import faults
from briefer.checks.faults import negates
from briefer.evals.marks import Mark, Verdict
from briefer.evals.matching import plain
from briefer.lexicon import Lexicon

_FIELD = "grounded"
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def grounded_marks(briefing: Briefing, lexicon: Lexicon | None) -> Iterator[Mark]:
    """A mark for each item: right where it cites evidence and adds, drops or turns nothing against it.

    A number, name, negation or hedge that is not the evidence's is wrong, as are a quote or a hedge that the evidence
    does not print. Where the language has no lexicon, only the article's own words stand.
    """
    names = {source.id: (source.name, *source.aliases) for source in briefing.sources}
    title = briefing.article.title
    yield _mark("headline", _text_fault(briefing.headline, lexicon, also=title))
    for number, sentence in enumerate(briefing.summary, 1):
        yield _mark(f"summary {number}", _text_fault(sentence, lexicon))
    for source in briefing.sources:
        yield _mark(source.id, _source_fault(source, briefing.article.text))
    stated: tuple[Claim | Uncertainty | Denial, ...] = (*briefing.claims, *briefing.uncertainties, *briefing.denials)
    for item in stated:
        yield _mark(item.id, _item_fault(item, names, lexicon))


def _mark(item: str, fault: str | None) -> Mark:
    return Mark(_FIELD, Verdict.WRONG if fault else Verdict.RIGHT, found=item, note=fault)


def _text_fault(text: GroundedText, lexicon: Lexicon | None, *, also: str | None = None) -> str | None:
    if also is not None and plain(text.text) == plain(also):
        return None
    more = [also] if also else []
    return _fault(text.text, text.evidence, lexicon, more=more)


def _source_fault(source: Source, article: str) -> str | None:
    if not source.evidence:
        return "no evidence"
    return None if plain(source.name) in plain(article) else f"the article does not print “{source.name}”"


def _item_fault(
    item: Claim | Uncertainty | Denial, names: dict[str, tuple[str, ...]], lexicon: Lexicon | None
) -> str | None:
    printed = plain(" ".join(evidence.exact for evidence in item.evidence))
    kept: list[str] = []
    if isinstance(item, Claim):
        kept = [cue for cue in (item.cue,) if cue and not negates(cue, lexicon)] + list(item.hedges)
        for words in (item.quote, *item.hedges):
            if words and plain(words) not in printed:
                return f"the evidence does not print “{words}”"
    speakers = [name for source in (item.source, *item.via) if source for name in names.get(source, ())]
    return _fault(item.statement, item.evidence, lexicon, speakers=speakers, kept=kept)


def _fault(
    text: str,
    evidence: Sequence[Evidence],
    lexicon: Lexicon | None,
    *,
    more: Sequence[str] = (),
    speakers: Sequence[str] = (),
    kept: Sequence[str] = (),
) -> str | None:
    if not evidence:
        return "no evidence"
    sentences = [part.exact for part in evidence]
    if plain(text) in {plain(part) for part in (*sentences, " ".join(sentences))}:
        return None
    if lexicon is None:
        return "not the article's own words"
    cased = _in_the_case_of([*sentences, *more, *speakers], text)
    found = faults(cased, [*sentences, *more], also=speakers, kept=kept, lexicon=lexicon)
    return "; ".join(map(str, found)) or None


def _in_the_case_of(printed: Sequence[str], text: str) -> str:
    """A text all in capitals with its words as printed: in capitals every word would pass for a name."""
    if not text.isupper():
        return text
    words = {word.upper(): word for part in reversed(printed) for word in _WORD.findall(part)}
    return _WORD.sub(lambda word: words.get(word[0], word[0]), text)
