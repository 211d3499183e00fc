"""The audit lists every cue that nothing accounts for, once a sentence and section."""

from briefer.briefing import DenialStrength, Omission, UncertaintyKind
from briefer.checks import omissions
from briefer.proposal import Cue, Proposal, ProposedClaim, ProposedDenial, ProposedText, ProposedUncertainty

HEADLINE = ProposedText("Headline", (1,))
DENIAL = ProposedDenial("d", "Ostrana denies it.", None, DenialStrength.DENIES, (4,))
UNCERTAINTY = ProposedUncertainty("u", "How is not known.", UncertaintyKind.UNKNOWN, None, (5,))
DENIED = Cue(4, "denied", "denials")
UNCLEAR = Cue(5, "unclear", "uncertainties")
HEDGED = Cue(3, "may have", "uncertainties")


def test_a_cue_whose_sentence_its_section_cites_is_no_omission():
    assert omissions(Proposal(HEADLINE, denials=(DENIAL,), uncertainties=(UNCERTAINTY,)), (DENIED, UNCLEAR)) == ()


def test_every_removed_denial_and_uncertainty_is_listed_in_text_order():
    assert omissions(Proposal(HEADLINE), (UNCLEAR, DENIED)) == (
        Omission(sentence=4, cue="denied", section="denials"),
        Omission(sentence=5, cue="unclear", section="uncertainties"),
    )


def test_an_item_of_another_section_does_not_account_for_a_cue():
    elsewhere = ProposedUncertainty("u", "It is unclear.", UncertaintyKind.UNKNOWN, None, (4,))
    assert [missed.section for missed in omissions(Proposal(HEADLINE, uncertainties=(elsewhere,)), (DENIED,))] == [
        "denials"
    ]


def test_a_sentence_is_listed_once_for_each_section():
    cues = (DENIED, Cue(4, "false", "denials"), Cue(4, "allegedly", "uncertainties"))
    assert [(missed.cue, missed.section) for missed in omissions(Proposal(HEADLINE), cues)] == [
        ("denied", "denials"),
        ("allegedly", "uncertainties"),
    ]


def test_a_hedge_that_a_claim_holds_is_listed_where_no_uncertainty_cites_it():
    claim = ProposedClaim("c", "The crates may have held medicine.", None, (3,), hedges=("may",))
    assert [missed.cue for missed in omissions(Proposal(HEADLINE, claims=(claim,)), (HEDGED,))] == ["may have"]
