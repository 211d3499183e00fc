"""An article read by our own embedded model for its signals: one request, one number of each kind for each sentence."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from functools import partial
from typing import Any

from openai import OpenAIError

from briefer.llm.faults import in_plain_words
from briefer.llm.retries import NoCompletionError
from briefer.llm.sending import Outgoing, Sender
from briefer.llm.signals.probe import fingerprint
from briefer.signals import SentenceText, Signals

_MARKED, _OPENING, _WINDOW = 24, 512, 1024
"""Bytes: of a sentence's mark and kind, of a window's opening with the sentence repeated there, of its sentences."""
_KINDS = tuple(field.name for field in fields(Signals))


async def signals_of(sender: Sender, title: str, sentences: Sequence[SentenceText]) -> Signals:
    """Ask the engine for the signals of an article's sentences; raises what ``Client.signals`` does."""
    line = sender.line
    assert line.endpoint.signals_url is not None
    body = {
        "model": line.endpoint.model,
        # The weights that are expected: with others it is another request.
        "signals": fingerprint(),
        "title": title,
        "sentences": list(map(asdict, sentences)),
    }
    # However long it takes: the model reads all of the article.
    outgoing = Outgoing(line.endpoint.signals_url, body, _size(title, sentences), hangs=False)
    try:
        return await sender.sent(outgoing, partial(_signals, count=len(sentences)))
    except (OpenAIError, NoCompletionError) as error:
        raise in_plain_words(error, line.endpoint, line.patience, sender.usage.requests) from error


def _size(title: str, sentences: Sequence[SentenceText]) -> int:
    """About how many bytes the model reads: the sentences, each with its mark, and what opens each window."""
    text = sum(len(sentence.text.encode()) + _MARKED for sentence in sentences)
    return text + (1 + text // _WINDOW) * (_OPENING + len(title.encode()))


def _signals(given: dict[str, Any], *, count: int) -> Signals:
    """The signals out of an answer: one row for each sentence."""
    try:
        rows = [tuple(float(row[kind]) for kind in _KINDS) for row in given["data"]]
    except (LookupError, TypeError, ValueError) as error:
        raise NoCompletionError from error
    if len(rows) != count:
        raise NoCompletionError
    return Signals(*(tuple(row[place] for row in rows) for place in range(len(_KINDS))))
