"""Which claims may be chosen as what a denial denies, where the draft links it to none."""

from collections.abc import Mapping

from briefer.briefing import Article
from briefer.checks.topics import share_a_topic
from briefer.lexicon import load
from briefer.proposal import Draft, ProposedDenial


def open_choices(article: Article, drafted: Draft) -> Mapping[str, frozenset[str]]:
    """The keys of the draft's denials that it links to no claim, each with the keys of the claims that it may deny.

    A claim may be chosen only where it is made elsewhere and the denial's sentences hold half of its content words.
    With less in common, the embedded model's choices on the eval cases added wrong links and no right one.
    """
    lexicon = load(drafted.lexicon) if drafted.lexicon else None

    def choices(denial: ProposedDenial) -> frozenset[str]:
        said = " ".join(article.sentence(number) for number in denial.sentences)
        return frozenset(
            claim.key
            for claim in drafted.proposal.claims
            if not set(claim.sentences) & set(denial.sentences) and share_a_topic(claim.statement, said, lexicon)
        )

    found = {denial.key: choices(denial) for denial in drafted.proposal.denials if not denial.denies}
    return {key: claims for key, claims in found.items() if claims}
