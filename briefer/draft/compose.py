"""The draft as a proposal: keys, links, headline and summary."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from briefer.briefing import MAX_EVIDENCE, UncertaintyKind
from briefer.draft.candidates import FoundClaim
from briefer.draft.credits import Reading
from briefer.draft.denials import FoundDenial
from briefer.draft.key_claims import LINKS
from briefer.draft.overlap import content_words, shared, tokens_within
from briefer.draft.speakers import Speaker
from briefer.draft.uncertainties import FoundUncertainty
from briefer.lexicon import Lexicon
from briefer.proposal import Proposal, ProposedClaim, ProposedDenial, ProposedSource, ProposedText, ProposedUncertainty

_SHARED_WORDS = 2
_RARE, _OFTEN = 3, 0.25


def compose(
    reading: Reading,
    claims: list[FoundClaim],
    uncertainties: list[FoundUncertainty],
    denials: list[FoundDenial],
    lexicon: Lexicon,
) -> Proposal:
    """Put together what was found; statements are the article's own words."""
    article = reading.text.article
    keys = _keys(reading)

    def key(speaker: Speaker | None) -> str | None:
        return keys[id(speaker)] if speaker is not None else None

    def via(speakers: tuple[Speaker, ...]) -> tuple[str, ...]:
        return tuple(keys[id(s)] for s in speakers)

    proposed_claims = tuple(
        ProposedClaim(
            key=f"c{n}",
            statement=article.text[slice(*c.statement)],
            source=key(c.speaker),
            sentences=c.sentences,
            via=via(c.via),
            cue=article.text[slice(*c.cue)] if c.cue else None,
            quote=article.text[slice(*c.quote)] if c.quote else None,
            hedges=c.hedges,
        )
        for n, c in enumerate(claims, 1)
    )
    proposed_denials = tuple(
        ProposedDenial(
            key=f"d{n}",
            statement=article.sentence(d.sentences[0]) if len(d.sentences) == 1 else _best_sentence(reading, d),
            source=key(d.speaker),
            strength=d.strength,
            sentences=d.sentences,
            via=via(d.via),
            cue=d.cue or None,
            denies=_denied_claims(reading, d, claims, lexicon),
        )
        for n, d in enumerate(denials, 1)
    )
    everywhere = _everywhere(reading, lexicon)
    proposed_uncertainties = tuple(
        ProposedUncertainty(
            key=f"u{n}",
            statement=article.sentence(u.sentence),
            kind=u.kind,
            source=key(u.speaker),
            sentences=(u.sentence,),
            via=via(u.via),
            cue=u.cue or None,
            about=_claims_about(reading, u, claims, everywhere, lexicon),
        )
        for n, u in enumerate(uncertainties, 1)
    )
    used = {i for c in claims for i in (id(c.speaker), *map(id, c.via))}
    used |= {i for d in denials for i in (id(d.speaker), *map(id, d.via))}
    used |= {i for u in uncertainties for i in (id(u.speaker), *map(id, u.via))}
    sources = tuple(_source(s, keys[id(s)]) for s in reading.speakers if id(s) in used or s.credited)
    return Proposal(
        headline=headline(reading, lexicon),
        summary=_summary(reading, uncertainties, denials),
        sources=sources,
        claims=proposed_claims,
        uncertainties=proposed_uncertainties,
        denials=proposed_denials,
    )


def heard(reading: Reading, proposal: Proposal) -> Mapping[int, tuple[str, ...]]:
    """Whom each sentence credits first, of the proposal's sources: who says it, then through whom."""
    listed = {source.key for source in proposal.sources}
    keys = _keys(reading)
    found = {}
    for sentence, made in reading.by_sentence.items():
        chains = (tuple(keys[id(each)] for each in (credit.speaker, *credit.via)) for credit in made if credit.speaker)
        if chain := next(filter(listed.issuperset, chains), None):
            found[sentence] = chain
    return MappingProxyType(found)


def _keys(reading: Reading) -> dict[int, str]:
    """The key of each speaker, by its ``id()``."""
    return {id(speaker): f"s{n}" for n, speaker in enumerate(reading.speakers, 1)}


def _source(speaker: Speaker, key: str) -> ProposedSource:
    sentences = tuple(sorted(set(speaker.sentences)))[:MAX_EVIDENCE]
    return ProposedSource(key, speaker.name, speaker.kind, sentences, speaker.description, speaker.aliases)


def _best_sentence(reading: Reading, denial: FoundDenial) -> str:
    """The cited sentence that holds the denial's own words."""
    article = reading.text.article
    return next(
        (article.sentence(n) for n in denial.sentences if denial.cue in article.sentence(n)),
        article.sentence(denial.sentences[0]),
    )


def _denied_claims(
    reading: Reading, denial: FoundDenial, claims: list[FoundClaim], lexicon: Lexicon
) -> tuple[str, ...]:
    words = content_words(tokens_within(reading.text, denial.denied), lexicon)
    if len(words) < _SHARED_WORDS:
        return _just_before(denial, claims)
    return tuple(
        f"c{n}"
        for n, claim in enumerate(claims, 1)
        if claim.speaker is not denial.speaker
        and not set(claim.sentences) & set(denial.sentences)
        and len(words & claim.words) >= _SHARED_WORDS
        and shared(words, claim.words) >= LINKS
    )


def _just_before(denial: FoundDenial, claims: list[FoundClaim]) -> tuple[str, ...]:
    """What a denial without a topic of its own rejects, the claims of the sentence before it: That is not true."""
    before = denial.sentences[0] - 1
    return tuple(
        f"c{n}"
        for n, claim in enumerate(claims, 1)
        if before in claim.sentences and (claim.speaker is not denial.speaker or denial.speaker is None)
    )


def _everywhere(reading: Reading, lexicon: Lexicon) -> frozenset[str]:
    """The words of so many sentences that two which share them need not be about the same thing."""
    sentences = reading.text.sentences
    frequent = Counter(word for sentence in sentences for word in content_words(sentence.tokens, lexicon))
    return frozenset(word for word, times in frequent.items() if times > max(_RARE, _OFTEN * len(sentences)))


def _claims_about(
    reading: Reading,
    uncertainty: FoundUncertainty,
    claims: list[FoundClaim],
    everywhere: frozenset[str],
    lexicon: Lexicon,
) -> tuple[str, ...]:
    sentence = reading.text.sentences[uncertainty.sentence - 1]
    words = content_words(sentence.tokens, lexicon) - everywhere
    hedged = uncertainty.kind in {UncertaintyKind.HEDGED, UncertaintyKind.UNCONFIRMED}
    return tuple(
        f"c{n}"
        for n, claim in enumerate(claims, 1)
        if (hedged and uncertainty.sentence in claim.sentences)
        or (
            uncertainty.sentence not in claim.sentences
            and len(words & claim.words) > _SHARED_WORDS
            and shared(words, claim.words - everywhere) >= LINKS
        )
    )


def headline(reading: Reading, lexicon: Lexicon) -> ProposedText:
    """The article's title with the sentence that supports it best, else its first sentence."""
    article = reading.text.article
    body = [s for s in reading.text.sentences if not s.heading] or list(reading.text.sentences)
    if not article.title:
        return ProposedText(article.sentence(body[0].number), (body[0].number,))
    stops = lexicon.grammar.stop_words
    title = frozenset(w.strip(".,;:!?\"'“”‘’").lower()[:5] for w in article.title.split() if w.lower() not in stops)
    best = max(body, key=lambda s: (len(title & content_words(s.tokens, lexicon)), -s.number))
    return ProposedText(article.title, (best.number,))


def _summary(
    reading: Reading, uncertainties: list[FoundUncertainty], denials: list[FoundDenial]
) -> tuple[ProposedText, ...]:
    """The lead, what is denied, what is not known: whole sentences of the article, at most three."""
    article = reading.text.article
    lead = next((s.number for s in reading.text.sentences if not s.heading), 1)
    numbers = [lead]
    if denials:
        numbers.append(
            next((n for n in denials[0].sentences if denials[0].cue in article.sentence(n)), denials[0].sentences[0])
        )
    fresh = [u for u in uncertainties if u.sentence not in numbers]
    known = [u for u in fresh if u.kind is not UncertaintyKind.HEDGED] or fresh
    if known:
        numbers.append(known[0].sentence)
    return tuple(ProposedText(article.sentence(n), (n,)) for n in dict.fromkeys(numbers))
