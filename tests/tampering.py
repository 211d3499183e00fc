"""Valid documents in which one text stands wherever an article, a file name or a model can put one."""

from typing import Any

from builders import make_article, make_evidence, make_provenance, make_text, story_briefing
from digest_story import drafted

from briefer.briefing import EndpointKind, Evidence, Omission, Quarantined, SectionItem
from briefer.digest.contract import Digest

_FREE = frozenset(
    [
        "title",
        "outlet",
        "path",
        "url",
        "published",
        "language",
        "text",
        "statement",
        "name",
        "description",
        "cue",
        "value",
        "about",
        "counting",
        "exact",
        "prefix",
        "suffix",
        "model",
        "tool_version",
    ]
)
"""What of a digest comes from an article, a file name or a model: a text, or a list of texts."""
_FREE_LISTS = frozenset({"aliases", "hedges"})


def tampered(text):
    """The story's briefing with ``text`` in every free field, the article's included."""
    article = make_article(text, sentences=((0, len(text)),) * 6, title=text, outlet=text, published=text, path=text)
    article = article.model_copy(update={"language": text})
    evidence = (Evidence(sentence=1, start=0, end=len(text), exact=text, prefix=text, suffix=text),)
    briefing = story_briefing()

    def every(items, **fields):
        return tuple(item.model_copy(update={"evidence": evidence, **fields}) for item in items)

    return briefing.model_copy(
        update={
            "article": article,
            "headline": make_text(article, text + " ", 1),
            "summary": every(briefing.summary, text=text),
            "sources": every(briefing.sources, name=text, description=text, aliases=(text, text)),
            "claims": every(briefing.claims, statement=text, cue=text, quote=f"“{text}” and", hedges=(text,)),
            "denials": every(briefing.denials, statement=text, cue=text),
            "uncertainties": every(briefing.uncertainties, statement=text, cue=text),
            "sections": {
                text: (SectionItem(id=text, evidence=evidence, what=text, list=[text]),),
                "named": (SectionItem(id="N1", evidence=make_evidence(article, 1), what=text),),
            },
            "quarantine": (Quarantined(section=text, reason=text, item={"name": text, text: {text: text}}),),
            "omissions": (Omission(sentence=2, cue=text, section=text), Omission(sentence=99, cue=text, section=text)),
            "provenance": make_provenance(
                pipeline="extract",
                model=text or None,
                endpoint=EndpointKind.REMOTE,
                lexicon=None,
                tool_version=text,
                fallbacks=briefing.provenance.fallbacks,
            ),
        }
    )


def tampered_digest(text: str) -> Digest:
    """The digest of five articles, something in every section, with ``text`` in every free field."""
    return Digest.model_validate(_tampered(drafted().model_dump(), text))


def _tampered(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        found = {name: _field(name, each, text) for name, each in value.items()}
        return found | {"start": 0, "end": len(text)} if "exact" in found else found
    return [_tampered(each, text) for each in value] if isinstance(value, list | tuple) else value


def _field(name: str, value: Any, text: str) -> Any:
    if name in _FREE and (value is None or isinstance(value, str)):
        return text
    return [text for _ in value] if name in _FREE_LISTS else _tampered(value, text)
