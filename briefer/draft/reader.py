"""The draft reader: an article in, a proposed briefing and every cue out."""

from briefer import lexicon as lexicons
from briefer.briefing import Article
from briefer.draft.candidates import FoundClaim
from briefer.draft.compose import compose, heard
from briefer.draft.credits import Reading, of_parties, read_credits
from briefer.draft.denial_cues import FRAMES, denial_cues
from briefer.draft.denials import FoundDenial, find_denials
from briefer.draft.importance import SIGNALLED, WEIGHTS
from briefer.draft.key_claims import find_claims
from briefer.draft.overlap import content_words, tokens_within
from briefer.draft.second_look import denials_with, uncertainties_with
from briefer.draft.uncertainties import counts, find_uncertainties, uncertainty_cues
from briefer.lexicon import Lexicon
from briefer.proposal import Cue, Draft, Proposal, ProposedText
from briefer.signals import Signals

_CENTRAL = 4
_WEIGHED = 50


def draft(article: Article, signals: Signals | None = None) -> Draft:
    """Read ``article`` without a model: every statement verbatim, every item with the sentences that support it.

    Where the article's language has no lexicon, only a headline and its first sentence are given, and ``lexicon`` is
    None. Deterministic and linear in the article's length.

    With ``signals``, what a model's states say of each sentence, the reader looks at the sentences once more.
    """
    lexicon = lexicons.load(article.language) if article.language else None
    if lexicon is None:
        first = article.sentence(1)
        summary = (ProposedText(first, (1,)),)
        return Draft(Proposal(ProposedText(article.title or first, (1,)), summary), (), None)
    reading = of_parties(read_credits(article, lexicon))
    denials = find_denials(reading, lexicon)
    if signals is not None:
        denials = denials_with(reading, denials, signals, lexicon)
    taken, denied = asserting_nothing(reading, denials), denied_topics(reading, denials, lexicon)
    claims = find_claims(reading, taken, denied, lexicon, WEIGHTS if signals is None else SIGNALLED, signals)
    turned_on = central(claims)
    uncertainties = find_uncertainties(reading, turned_on, frozenset(n for d in denials for n in d.sentences), lexicon)
    if signals is not None:
        uncertainties = uncertainties_with(reading, uncertainties, signals, turned_on, lexicon)
    proposal = compose(reading, claims, uncertainties, denials, lexicon)
    return Draft(proposal, _cues(reading, claims, lexicon), lexicon.language, heard(reading, proposal))


def asserting_nothing(reading: Reading, denials: list[FoundDenial]) -> frozenset[int]:
    """Sentences that only withhold, or only say that someone denies."""
    refused = {c.attribution.sentence for c in reading.credits if c.attribution.kind == "refusal"}
    denied = {d.sentences[0] for d in denials if d.verb}
    said = {
        c.attribution.sentence
        for c in reading.credits
        if c.attribution.kind != "refusal" and c.attribution.frame not in FRAMES
    }
    return frozenset((refused | denied) - said)


def denied_topics(reading: Reading, denials: list[FoundDenial], lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """The words of what the first denials reject."""
    return tuple(content_words(tokens_within(reading.text, d.denied), lexicon) for d in denials[:_WEIGHED])


def central(claims: list[FoundClaim]) -> frozenset[int]:
    """The sentences that the story turns on: those of the most important claims."""
    weightiest = sorted(claims, key=lambda claim: -claim.score)[:_CENTRAL]
    return frozenset(claim.sentence for claim in weightiest)


def _cues(reading: Reading, claims: list[FoundClaim], lexicon: Lexicon) -> tuple[Cue, ...]:
    """Every sentence with a denial or uncertainty cue, once for each section; hedges only where they could count."""
    article = reading.text.article
    turned_on = central(claims)
    found: dict[tuple[int, str], Cue] = {}
    for sentence in reading.text.sentences:
        if sentence.heading:
            continue
        tokens = sentence.tokens
        for denial in denial_cues(sentence, lexicon):
            text = article.text[tokens[denial.start].start : tokens[denial.end - 1].end]
            found.setdefault((sentence.number, "denials"), Cue(sentence.number, text, "denials"))
        for cue in uncertainty_cues(sentence, lexicon):
            if not counts(reading, sentence, cue, turned_on, lexicon):
                continue
            text = article.text[tokens[cue.start].start : tokens[cue.end - 1].end]
            found.setdefault((sentence.number, "uncertainties"), Cue(sentence.number, text, "uncertainties"))
    return tuple(found.values())
