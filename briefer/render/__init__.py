"""A finished briefing for a reader or a program: terminal, Markdown, HTML, JSON, CSV.

Each renderer is ``(briefing) -> str`` and reads the contract only: ``terminal.text``, ``markdown.markdown``,
``html.page.page``, ``json.to_json``, ``json.to_jsonl`` and ``csv.rows``. ``outline`` decides what a reader sees and in
which order, ``phrases`` in which words; the renderers only lay it out. ``escape`` makes untrusted text harmless in each
medium, ``escape.terminal_safe`` also for lines on stderr. Import the module that is needed: this package imports
nothing, so the command starts fast.
"""
