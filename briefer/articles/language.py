"""The language of a text, as an ISO 639-1 code."""

import re
from functools import cache
from typing import Any, Final

_SAMPLE = 5_000
"""Code points that are looked at: enough to be sure, and the time does not grow with the article."""

_FEWEST_LETTERS = 12
_LEAST_CONFIDENCE = 0.5
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENGLISH: Final = frozenset(
    ["the", "and", "to", "of", "that", "with", "for", "from", "this", "which", "have", "were", "said"]
)
_ENGLISH_SHARE = 0.08
"""Least share of the English words above among all words: 204 English news articles measured 0.10 to 0.24."""


def detect_language(text: str) -> str | None:
    """The language that ``text`` begins in, or None where it is too short or too odd to tell.

    English is told by its commonest words, in a millisecond; anything else by py3langid, whose model takes most of a
    second to load, once for each process.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if sum(map(len, words)) < _FEWEST_LETTERS // 2:
        return None
    common = [word for word in words if word in _ENGLISH]
    if "the" in common and len(set(common)) > 1 and len(common) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, confidence = _identifier().classify(" ".join(words))
    return code if confidence >= _LEAST_CONFIDENCE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads numpy and a large model

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])  # noqa: PLR2004  # ISO 639-1
    return identifier
