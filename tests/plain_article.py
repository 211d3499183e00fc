"""An article with one sentence a line, for tests that need no reader."""

import hashlib

from briefer.briefing import Article


def article(*sentences: str, title: str | None = None) -> Article:
    text = "\n\n".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:16],
        path="harbour.txt",
        url=None,
        title=title,
        outlet=None,
        published=None,
        language="en",
        text=text,
        text_sha256=digest,
        sentences=tuple(spans),
    )
