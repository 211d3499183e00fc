"""Quotations that run on: what follows belongs to the speaker before."""

from dataclasses import replace
from itertools import groupby

from briefer.draft.attributed import Attribution
from briefer.draft.content import whole_quote
from briefer.draft.cues import SPEECH
from briefer.draft.tokens import Sentence, Tag, Text
from briefer.lexicon import Frame

_FINITE = frozenset({Tag.VERB, Tag.AUXILIARY})
_TELLING = 6
"""Words from which a paragraph that is all quotation says something, and is no shout from the crowd."""


def following_quotes(text: Text, found: list[Attribution]) -> list[Attribution]:
    """Give quoted sentences that no cue credits to the attribution that they follow or run on from."""
    result = list(found)
    credited = {n for a in found for n in text.sentences_of(a.contents)} | {a.sentence for a in found}
    by_sentence: dict[int, list[int]] = {}
    for p, a in enumerate(found):
        if a.outer is None:
            by_sentence.setdefault(a.sentence, []).append(p)
    before: int | None = None
    for _, paragraph in groupby(text.sentences, key=lambda sentence: sentence.paragraph):
        sentences = [sentence for sentence in paragraph if sentence.tokens]
        last_in = before if _all_quoted(sentences, credited) else None
        for sentence in sentences:
            if sentence.number in by_sentence:
                near = by_sentence[sentence.number]
                candidates = [p for p in near if found[p].frame in SPEECH | {None}]
                candidates = candidates or [p for p in near if found[p].frame is Frame.SHOW]
                last_in = candidates[0] if candidates else last_in
                continue
            if last_in is None:
                continue
            first = next((t for t in sentence.tokens if t.quote >= 0), sentence.tokens[0])
            opens = first is sentence.tokens[0] or _goes_on_quoted(sentence)
            if first.quote >= 0 and opens and sentence.number not in credited and result[last_in].speaker is not None:
                span = whole_quote(text, first.quote)
                if span not in result[last_in].contents:
                    result[last_in] = replace(result[last_in], contents=(*result[last_in].contents, span))
        before = last_in if last_in is not None and _may_go_on(found[last_in], sentences) else None
    return result


def _all_quoted(sentences: list[Sentence], credited: set[int]) -> bool:
    """Whether a paragraph is one quotation that nobody is credited with: the speaker before goes on."""
    tokens = [token for sentence in sentences for token in sentence.tokens]
    told = len(tokens) >= _TELLING and any(t.tag in {Tag.VERB, Tag.AUXILIARY} for t in tokens)
    quoted = all(t.quote >= 0 for t in tokens)
    return told and quoted and not any(sentence.number in credited for sentence in sentences)


def _goes_on_quoted(sentence: Sentence) -> bool:
    """Whether all that a sentence tells is quoted: The zeal of his voters “should be a call”."""
    unquoted = [token for token in sentence.tokens if token.quote < 0]
    quoted = [token for token in sentence.tokens if token.quote >= 0]
    told = len(quoted) >= _TELLING and any(t.tag in _FINITE for t in quoted)
    return told and not any(t.tag in _FINITE for t in unquoted) and {t.quote for t in sentence.tokens[-2:]} != {-1}


def _may_go_on(attribution: Attribution, sentences: list[Sentence]) -> bool:
    """Whether the next paragraph may be the same speaker's: not after a question, which another answers."""
    if attribution.frame is Frame.ASK:
        return False
    words = [token.word for token in sentences[-1].tokens if token.tag is not Tag.QUOTE]
    return words[-1:] != ["?"]
