"""Prompt files → messages and the model of the answer; answers → proposal.

``load`` a set (``extract``, ``assist``) with a user's overrides, ``render`` one of its ``calls_for`` an article, and
turn the answer into a ``proposal`` (extract) or into ``denial_choices``, ``summary`` and ``added_items`` (assist).
What the audit misses is asked with ``render_again`` and joined with ``amended``. ``names``, ``file`` and
``PromptSet.fingerprints`` tell the files apart; ``briefing_schema`` is the contract with a user's sections.
docs/prompts.md explains the files.
"""

from briefer.message import Message
from briefer.templates.answers import Shortlist
from briefer.templates.conversion import added_items, amended, denial_choices, proposal, summary
from briefer.templates.files import PromptFile, file, locate, names, sets
from briefer.templates.prompt_set import PromptSet, load
from briefer.templates.rendering import RenderedCall, render, render_again
from briefer.templates.schema import briefing_schema
from briefer.templates.sections import Call, Field, Section
from briefer.templates.values import Listed, Values, listed_cues, listing

__all__ = [
    "Call",
    "Field",
    "Listed",
    "Message",
    "PromptFile",
    "PromptSet",
    "RenderedCall",
    "Section",
    "Shortlist",
    "Values",
    "added_items",
    "amended",
    "briefing_schema",
    "denial_choices",
    "file",
    "listed_cues",
    "listing",
    "load",
    "locate",
    "names",
    "proposal",
    "render",
    "render_again",
    "sets",
    "summary",
]
