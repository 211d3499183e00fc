"""The openai library, loaded without a transport that we don't use."""

import sys
from typing import Any

_OPTIONAL = "aiohttp"
"""instructor installs it; openai, for which it is optional, loads it wherever it is: a tenth of a second."""


def load() -> None:
    """Load openai; while it looks for what is optional, it finds nothing."""
    modules: dict[str, Any] = sys.modules
    if _OPTIONAL in modules:
        return
    # What Python documents for a module that must not be found.
    modules[_OPTIONAL] = None
    try:
        import openai  # noqa: F401
    finally:
        del modules[_OPTIONAL]
