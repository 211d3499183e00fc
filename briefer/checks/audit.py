"""The audit: denial and uncertainty cues that nothing in the briefing accounts for."""

from collections.abc import Iterable

from briefer.briefing import Omission
from briefer.checks.verbatim import find
from briefer.proposal import Cue, Proposal


def omissions(proposal: Proposal, cues: Iterable[Cue]) -> tuple[Omission, ...]:
    """The cues whose sentence no item of their section cites: one for each sentence and section, in text order.

    A cue of the uncertainties is also accounted for by a claim that cites its sentence and holds it among its hedges.

    Args:
        proposal: The final proposal, after grounding and guard.
        cues: Every cue that the draft reader saw.

    """
    cited = {
        "uncertainties": {number for item in proposal.uncertainties for number in item.sentences},
        "denials": {number for item in proposal.denials for number in item.sentences},
    }
    hedges: dict[int, list[str]] = {}
    for claim in proposal.claims:
        for number in claim.sentences:
            hedges.setdefault(number, []).extend(claim.hedges)
    missed: dict[tuple[int, str], str] = {}
    for cue in sorted(cues, key=lambda cue: (cue.sentence, cue.section)):
        if cue.sentence in cited.get(cue.section, ()):
            continue
        if cue.section == "uncertainties" and _held(cue.text, hedges.get(cue.sentence, [])):
            continue
        missed.setdefault((cue.sentence, cue.section), cue.text)
    return tuple(Omission(sentence=sentence, cue=text, section=section) for (sentence, section), text in missed.items())


def _held(cue: str, hedges: list[str]) -> bool:
    return any(find(cue, hedge) or find(hedge, cue) for hedge in hedges)
