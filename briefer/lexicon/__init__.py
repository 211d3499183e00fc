"""Cue words as data: what announces an attribution, a denial or an uncertainty, one TOML file per language.

``load("en")`` gives a language's :class:`Lexicon`, or None where there is no file for it. Adding a cue, or a language,
is an edit of a file beside this one: see docs/lexicon.md.
"""

from briefer.lexicon.model import Form, Frame, Grammar, Lexicon, People, Phrases, Verb, Words
from briefer.lexicon.reader import load

__all__ = ["Form", "Frame", "Grammar", "Lexicon", "People", "Phrases", "Verb", "Words", "load"]
