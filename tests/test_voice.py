"""A summary keeps whose words it gives."""

import pytest
from builders import make_article

from briefer.briefing import SourceKind
from briefer.checks import guard
from briefer.lexicon import load
from briefer.proposal import Proposal, ProposedClaim, ProposedSource, ProposedText

ARTICLE = make_article(
    "The Verrin mine leaked arsenic into the river for years, engineer Mara Orlo said.\n\nThe mine closed on Friday."
)
SAID = "The Verrin mine leaked arsenic into the river for years"
PROPOSAL = Proposal(
    headline=ProposedText("The mine closed on Friday.", (2,)),
    sources=(ProposedSource("s1", "Mara Orlo", SourceKind.NAMED_PERSON, (1,), "engineer", ("Ms Orlo",)),),
    claims=(
        ProposedClaim("c1", SAID, "s1", (1,), cue="said"),
        ProposedClaim("c2", "The mine closed on Friday", None, (2,)),
    ),
)


def guarded(text: str, *sentences: int) -> tuple[str, tuple[str, ...]]:
    proposal = Proposal(
        headline=PROPOSAL.headline,
        sources=PROPOSAL.sources,
        claims=PROPOSAL.claims,
        summary=(ProposedText(text, sentences),),
    )
    result = guard(proposal, ARTICLE, load("en"))
    return result.proposal.summary[0].text, tuple(note.reason for note in result.reverted)


def test_a_credited_claim_stated_flat_is_put_back_to_its_sentence() -> None:
    text, reasons = guarded("The Verrin mine leaked arsenic into the river.", 1)
    assert text == ARTICLE.sentence(1)
    assert reasons == ("states without saying so what the article credits to Mara Orlo",)


@pytest.mark.parametrize(
    "text",
    [
        "Mara Orlo said the Verrin mine leaked arsenic into the river.",
        "Ms Orlo said the Verrin mine leaked arsenic.",
        "According to an engineer, the Verrin mine leaked arsenic into the river.",
    ],
)
def test_a_summary_that_names_the_speaker_in_any_printed_form_stands(text: str) -> None:
    assert guarded(text, 1) == (text, ())


def test_what_the_article_says_itself_needs_no_speaker() -> None:
    assert guarded("The mine closed on Friday.", 2) == ("The mine closed on Friday.", ())


def test_a_text_about_something_else_in_the_sentence_needs_no_speaker() -> None:
    assert guarded("The river.", 1) == ("The river.", ())
