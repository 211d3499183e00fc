"""News articles in, structured briefings out: who claims what, what is denied, what is not known, and where it says so.

``brief`` and ``abrief`` make a ``Briefing`` of one article; everything else is private to its room.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefer.api import abrief as abrief
    from briefer.api import brief as brief
    from briefer.briefing import Briefing as Briefing
    from briefer.errors import BrieferError as BrieferError

__all__ = ["BrieferError", "Briefing", "abrief", "brief"]
__version__ = "0.1.0"

_ROOMS = {"abrief": "api", "brief": "api", "Briefing": "briefing", "BrieferError": "errors"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command line starts without the contract's libraries."""
    if name in _ROOMS:
        return getattr(import_module(f"briefer.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'briefer' has no attribute {name!r}")
