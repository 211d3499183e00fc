"""A valid briefing in which one text stands wherever an article, a file name or a model can put one."""

from builders import make_article, make_evidence, make_provenance, make_text, story_briefing

from briefer.briefing import EndpointKind, Evidence, Omission, Quarantined, SectionItem


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
