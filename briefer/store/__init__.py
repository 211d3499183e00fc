"""What a run leaves on disk, private to the user and never half written.

``output.plan_outputs`` decides where each article's files go, ``output.write_private`` puts one there atomically.
``answers`` keeps what a model answered in the user's cache, for the next run.
"""
