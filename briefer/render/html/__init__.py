"""A briefing as a page for a browser, and the index of a folder of them.

``page.page`` is ``(briefing) -> str``; ``index.card`` keeps of a briefing what the index shows, ``index.index`` makes
the index of cards. Each page is one file that loads nothing: ``document.document`` fills one of the templates here and
allows ``style.css`` and ``page.js`` by their hashes, nothing else. Import the module that is needed: this package
imports nothing.
"""
