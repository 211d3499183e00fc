"""What an embedded model may say when it fills the sections, and what the draft says for it: such a model is small."""

from dataclasses import replace
from typing import TypeVar

from briefer.briefing import EndpointKind
from briefer.llm.endpoints import Endpoint
from briefer.proposal import Draft, Proposal, ProposedClaim, ProposedDenial, ProposedUncertainty
from briefer.templates import Shortlist

Said = TypeVar("Said", ProposedClaim, ProposedUncertainty, ProposedDenial)


def shortlist(drafted: Draft, endpoint: Endpoint | None) -> Shortlist | None:
    """The sentences that an embedded model may cite: for denials and uncertainties, those that carry a cue.

    Without a word that denies or leaves open, such a model takes any contrast for a denial and any claim for open.
    None for another endpoint, whose model is trusted with the whole article.
    """
    if endpoint is None or endpoint.kind is not EndpointKind.EMBEDDED:
        return None
    if drafted.lexicon is None:
        return Shortlist()
    return Shortlist(
        tuple(
            (section, tuple(sorted({cue.sentence for cue in drafted.cues if cue.section == section})))
            for section in ("uncertainties", "denials")
        )
    )


def credited(proposal: Proposal, drafted: Draft) -> Proposal:
    """What such a model proposed, each item credited to whom the draft hears in its sentences."""

    def by_whom(item: Said) -> Said:
        chain = next((drafted.heard[number] for number in item.sentences if number in drafted.heard), ())
        return replace(item, source=chain[0] if chain else None, via=chain[1:])

    return replace(
        proposal,
        claims=tuple(map(by_whom, proposal.claims)),
        uncertainties=tuple(map(by_whom, proposal.uncertainties)),
        denials=tuple(map(by_whom, proposal.denials)),
    )
