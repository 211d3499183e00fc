"""The eval harness: recorded answers against expected fields, so that every prompt edit is judged before it ships.

``cases`` reads what is expected, ``matching`` says what agrees, ``scoring`` counts it. ``recordings`` plays recorded
answers through a pipeline, ``running`` does so for all cases, ``gate`` compares with thresholds and baseline,
``report`` prints. ``self_test`` shows that a mistake is caught. docs/evals.md explains the files. It needs the extra
``dev``.
"""
