"""Who asks what, in which order: three ways to make a briefing, one contract.

``draft`` reads without a model, ``assist`` lets a small model add to the draft, ``extract`` lets a strong model fill
the sections and keeps the draft as the audit. Each is ``async (article, ...) -> Briefing``. ``open_pipeline`` gives the
one that a plan asks for, with its endpoint opened when the first article needs it.
"""
