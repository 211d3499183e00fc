"""A finished briefing for a reader or a program: terminal, Markdown, JSON.

Each renderer is ``(briefing) -> str`` and reads the contract only: ``terminal.text``, ``markdown.markdown``,
``json.to_json`` and ``json.to_jsonl``. ``outline`` decides what a reader sees and in which order, ``phrases`` in which
words; the renderers only lay it out. ``escape`` makes untrusted text harmless in each medium, ``escape.terminal_safe``
also for lines on stderr. Import the module that is needed: this package imports nothing, so the command starts fast.
"""
