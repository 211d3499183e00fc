"""Where a model runs and how it is asked: the only room that speaks to one.

``endpoints`` decides which model would be used and why, without a request; ``available`` lists what there is to choose
from. ``embedded`` serves the model that comes with the ``local`` extra: ``weights`` puts its file together, ``engine``
runs it, ``signals`` reads its hidden states there. ``client`` asks one question and gives a validated answer or says
what went wrong. Behind it, ``connection``, ``sending``, ``question`` and ``reading`` are the one door to openai and
instructor, ``retries`` is the one place that decides to try again, and ``faults`` puts a failure into plain words; they
are imported when the first question is asked.
"""
