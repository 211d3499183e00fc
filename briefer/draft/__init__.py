"""The deterministic reader: an article's attributions, sources, denials and uncertainties, by cue, quotation and place.

``draft(article)`` proposes a whole briefing with verbatim statements and lists every cue seen, for the audit.
``attributions(article)`` gives all attributions with exact spans, of which the briefing keeps the key ones.
"""

from briefer.draft.credits import Credit, attributions
from briefer.draft.reader import draft

__all__ = ["Credit", "attributions", "draft"]
