"""Many briefings → one: what is one claim, who makes it, who denies it, which figures differ, what was answered since.

``held.held`` keeps of a briefing what is needed and lets its text go; ``making.make_digest`` turns what was held into a
``contract.Digest`` by the rules alone, ``session.digest_with_model`` lets a model add to it. ``difference.difference``
compares two runs. Behind them: ``units`` takes a statement apart, ``statements`` keeps many of them in little memory,
``vocabulary`` knows which words say the same (one file a language), ``same`` compares two statements, ``items`` knows
who says each, ``working`` gathers what is one, ``build`` makes the contract.
"""
