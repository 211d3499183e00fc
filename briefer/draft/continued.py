"""Quotations that run on: what follows belongs to the speaker before."""

from dataclasses import replace

from briefer.draft.attributed import Attribution
from briefer.draft.content import whole_quote
from briefer.draft.cues import SPEECH
from briefer.draft.tokens import Text


def following_quotes(text: Text, found: list[Attribution]) -> list[Attribution]:
    """Give quoted sentences that no cue credits to the attribution that they follow or run on from."""
    result = list(found)
    credited = {n for a in found for n in text.sentences_of(a.contents)} | {a.sentence for a in found}
    last_in: int | None = None
    by_sentence: dict[int, list[int]] = {}
    for p, a in enumerate(found):
        if a.outer is None:
            by_sentence.setdefault(a.sentence, []).append(p)
    paragraph = -1
    for sentence in text.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            last_in = None
        if sentence.number in by_sentence:
            candidates = [p for p in by_sentence[sentence.number] if found[p].frame in SPEECH | {None}]
            last_in = candidates[0] if candidates else last_in
            continue
        if last_in is None or not sentence.tokens:
            continue
        first = sentence.tokens[0]
        if first.quote >= 0 and sentence.number not in credited and result[last_in].speaker is not None:
            span = whole_quote(text, first.quote)
            if span not in result[last_in].contents:
                result[last_in] = replace(result[last_in], contents=(*result[last_in].contents, span))
    return result
