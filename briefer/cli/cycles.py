"""How often the process searches its objects for cycles: libraries bring some hundred thousand that live to the end."""

import gc

_WHILE_LOADING = 20_000
"""Objects made before the young ones are searched. Python's own 700 make a large import a quarter slower."""

_USUAL = gc.get_threshold()


def search_rarely() -> None:
    """While libraries are loaded."""
    gc.set_threshold(_WHILE_LOADING)


def search_as_usual() -> None:
    """Once they are loaded: what is there is set aside, and what is made from here on searched as Python does.

    To be called once: what is set aside is never let go.
    """
    gc.freeze()
    gc.set_threshold(*_USUAL)


def set_aside() -> None:
    """At the end: a last search through everything takes over half a second."""
    gc.freeze()
