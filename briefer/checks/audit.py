"""The audit: denial and uncertainty cues that nothing in the briefing accounts for."""

from collections.abc import Iterable

from briefer.briefing import Omission
from briefer.proposal import Cue, Proposal


def omissions(proposal: Proposal, cues: Iterable[Cue]) -> tuple[Omission, ...]:
    """The cues whose sentence no item of their section cites: one for each sentence and section, in text order.

    A claim that keeps a hedge does not account for it: an uncertainty that is left out must be seen to be.

    Args:
        proposal: The final proposal, after grounding and guard.
        cues: Every cue that the draft reader saw.

    """
    cited = {
        "uncertainties": {number for item in proposal.uncertainties for number in item.sentences},
        "denials": {number for item in proposal.denials for number in item.sentences},
    }
    missed: dict[tuple[int, str], str] = {}
    for cue in sorted(cues, key=lambda cue: (cue.sentence, cue.section)):
        if cue.sentence not in cited.get(cue.section, ()):
            missed.setdefault((cue.sentence, cue.section), cue.text)
    return tuple(Omission(sentence=sentence, cue=text, section=section) for (sentence, section), text in missed.items())
