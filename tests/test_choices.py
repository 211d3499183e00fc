"""Which claims may be chosen as what a denial denies."""

from briefer.articles import parse
from briefer.briefing import DenialStrength
from briefer.pipelines.choices import open_choices
from briefer.proposal import Draft, Proposal, ProposedClaim, ProposedDenial, ProposedText

ARTICLE = parse(
    b"""Mill at Verrin under suspicion

The mill poured acid into the stream, neighbours said.

The owner, Halden Ores, denied that the mill had poured acid into the stream, as neighbours said.

The mayor said that the bridge would be closed until May.
""",
    shown="article",
    suffix=".txt",
)
POURED = "The mill poured acid into the stream"
NEAR = ProposedClaim("near", POURED, None, (2,))
ELSEWHERE = ProposedClaim("elsewhere", POURED, None, (1,))
ANOTHER = ProposedClaim("another", "the bridge would be closed until May", None, (3,))


def choices(denies: tuple[str, ...] = ()) -> dict[str, frozenset[str]]:
    denial = ProposedDenial("denial", ARTICLE.sentence(2), None, DenialStrength.DENIES, (2,), denies=denies)
    proposal = Proposal(ProposedText("Mill", ()), claims=(NEAR, ELSEWHERE, ANOTHER), denials=(denial,))
    return dict(open_choices(ARTICLE, Draft(proposal, cues=(), heard={}, lexicon="en")))


def test_a_claim_made_elsewhere_in_the_same_words_may_be_chosen() -> None:
    assert choices() == {"denial": frozenset({"elsewhere"})}


def test_a_denial_that_the_draft_has_linked_is_not_open() -> None:
    assert choices(denies=("elsewhere",)) == {}
