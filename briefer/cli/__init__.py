"""The command line: parses, prints, exits; knows no model.

``main`` is the console script. Every command imports the rooms it needs when it runs, so that ``brief --help`` stays
fast.
"""

from briefer.cli.app import main

__all__ = ["main"]
