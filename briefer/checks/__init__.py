"""What stands between a proposal and a briefing.

``ground`` ties every item to sentences that exist and quarantines what can't be tied; ``guard`` puts back the
article's own words where a text adds or drops a number, name, negation or hedge; ``omissions`` lists the cues that no
item accounts for. None of them changes what an item says other than to the article's own words.
"""

from briefer.checks.audit import omissions
from briefer.checks.faults import Fault, faults
from briefer.checks.grounding import Grounded, ground
from briefer.checks.guard import Guarded, guard
from briefer.checks.note import Note
from briefer.checks.speakers import first_mention
from briefer.checks.verbatim import evidence

__all__ = [
    "Fault",
    "Grounded",
    "Guarded",
    "Note",
    "evidence",
    "faults",
    "first_mention",
    "ground",
    "guard",
    "omissions",
]
