"""Valid briefings by hand, for tests: articles of our own writing, with naive sentences."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from briefer.briefing import (
    CONTEXT_CHARACTERS,
    Article,
    Briefing,
    Claim,
    ClaimStatus,
    Denial,
    DenialStrength,
    EndpointKind,
    Evidence,
    Fallback,
    FallbackReason,
    GroundedText,
    Omission,
    Provenance,
    Quarantined,
    Reverted,
    SectionItem,
    Source,
    SourceKind,
    Uncertainty,
    UncertaintyKind,
)

_SENTENCE = re.compile(r"[^\s.!?][^\n.!?]*[.!?]*[”\"]?")

STORY = """\
Velmora says Ostrana armed the rebels of the Karsk valley

Velmora has accused Ostrana of sending mortars to the rebels in the Karsk valley.
Its defence minister, Ilena Torvald, said 40 crates “crossed the border on Monday”.
Two border guards told the Karsk Courier that the crates may have held medicine.
Ostrana's foreign ministry denied sending any weapons.
Ms Torvald declined to say how the crates were found.
"""
"""A story of our own with what a briefing tells apart: its sentences are numbered 1 (the headline) to 6."""


def make_article(text: str = STORY, **changes: Any) -> Article:
    """An article of ``text``; a sentence ends at a line end or a full stop; any field can be changed."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    fields = {
        "id": digest[:16],
        "path": "articles/karsk.txt",
        "url": None,
        "title": "Velmora says Ostrana armed the rebels of the Karsk valley",
        "outlet": "Karsk Courier",
        "published": "2031-03-04T09:30",
        "language": "en",
        "text": text,
        "text_sha256": digest,
        "sentences": tuple(match.span() for match in _SENTENCE.finditer(text)),
    }
    return Article(**(fields | changes))


def make_evidence(article: Article, *numbers: int) -> tuple[Evidence, ...]:
    """Evidence for the sentences of these numbers."""
    found = []
    for number in numbers:
        start, end = article.sentences[number - 1]
        found.append(
            Evidence(
                sentence=number,
                start=start,
                end=end,
                exact=article.text[start:end],
                prefix=article.text[max(0, start - CONTEXT_CHARACTERS) : start],
                suffix=article.text[end : end + CONTEXT_CHARACTERS],
            )
        )
    return tuple(found)


def make_provenance(**changes: Any) -> Provenance:
    """The provenance of a draft; any field can be changed."""
    fields = {
        "pipeline": "draft",
        "tool_version": "0.1.0",
        "model": None,
        "endpoint": EndpointKind.NONE,
        "lexicon": "en",
        "prompts": {},
        "schema_sha256": None,
        "tokens_in": 0,
        "tokens_out": 0,
        "requests": 0,
        "cost_usd": None,
        "seconds": 0.01,
        "cached": False,
        "fallbacks": (),
        "reverted": (),
        "created_at": datetime(2031, 3, 4, 10, 0, tzinfo=UTC),
    }
    return Provenance(**(fields | changes))


def make_text(article: Article, text: str, *numbers: int) -> GroundedText:
    """A headline or a summary sentence."""
    return GroundedText(text=text, evidence=make_evidence(article, *numbers))


def make_source(article: Article, identity: str, name: str, *numbers: int, **changes: Any) -> Source:
    """A source, by default a person without description or aliases."""
    fields = {"description": None, "kind": SourceKind.NAMED_PERSON, "aliases": ()}
    return Source(id=identity, name=name, evidence=make_evidence(article, *numbers), **(fields | changes))


def make_claim(article: Article, identity: str, statement: str, *numbers: int, **changes: Any) -> Claim:
    """A claim, by default in the article's own voice."""
    fields = {"source": None, "via": (), "cue": None, "quote": None, "hedges": (), "status": ClaimStatus.ASSERTED}
    return Claim(id=identity, statement=statement, evidence=make_evidence(article, *numbers), **(fields | changes))


def make_denial(article: Article, identity: str, statement: str, *numbers: int, **changes: Any) -> Denial:
    """A denial, by default flat, linked to no claim."""
    fields = {"source": None, "via": (), "cue": None, "strength": DenialStrength.DENIES, "denies": ()}
    return Denial(id=identity, statement=statement, evidence=make_evidence(article, *numbers), **(fields | changes))


def make_uncertainty(article: Article, identity: str, statement: str, *numbers: int, **changes: Any) -> Uncertainty:
    """An uncertainty, by default of something unknown."""
    fields = {"source": None, "via": (), "cue": None, "kind": UncertaintyKind.UNKNOWN, "about": ()}
    return Uncertainty(
        id=identity, statement=statement, evidence=make_evidence(article, *numbers), **(fields | changes)
    )


def make_briefing(article: Article | None = None, **changes: Any) -> Briefing:
    """A briefing of ``article`` that holds nothing but its headline; any field can be changed."""
    article = article or make_article()
    fields = {
        "article": article,
        "headline": make_text(article, article.title or "Headline"),
        "summary": (),
        "sources": (),
        "claims": (),
        "uncertainties": (),
        "denials": (),
        "sections": {},
        "quarantine": (),
        "omissions": (),
        "provenance": make_provenance(),
    }
    return Briefing(**(fields | changes))


def story_briefing(**changes: Any) -> Briefing:
    """A briefing of ``STORY`` with something in every section; any field can be changed."""
    article = make_article()
    fields = {
        "headline": make_text(article, "Velmora says Ostrana armed the rebels of the Karsk valley", 1),
        "summary": (
            make_text(article, "Velmora accuses Ostrana of arming rebels.", 2),
            make_text(article, "Ostrana denies it.", 5),
        ),
        "sources": (
            make_source(article, "S1", "Velmora", 2, kind=SourceKind.NAMED_ORGANISATION),
            make_source(article, "S2", "Ilena Torvald", 3, description="defence minister", aliases=("Ms Torvald",)),
            make_source(article, "S3", "Two border guards", 4, kind=SourceKind.UNNAMED_GROUP),
            make_source(article, "S4", "Karsk Courier", 4, kind=SourceKind.MEDIA),
            make_source(article, "S5", "Ostrana's foreign ministry", 5, kind=SourceKind.NAMED_ORGANISATION),
        ),
        "claims": (
            make_claim(
                article,
                "C1",
                "Ostrana sent mortars to the rebels in the Karsk valley.",
                2,
                source="S1",
                cue="has accused",
                status=ClaimStatus.DENIED,
            ),
            make_claim(
                article,
                "C2",
                "40 crates crossed the border.",
                3,
                source="S2",
                cue="said",
                quote="“crossed the border on Monday”",
            ),
            make_claim(
                article,
                "C3",
                "The crates may have held medicine.",
                4,
                source="S3",
                via=("S4",),
                cue="told",
                hedges=("may",),
                status=ClaimStatus.UNCERTAIN,
            ),
        ),
        "denials": (
            make_denial(
                article,
                "D1",
                "Ostrana's foreign ministry denied sending any weapons.",
                5,
                source="S5",
                cue="denied",
                denies=("C1",),
            ),
        ),
        "uncertainties": (
            make_uncertainty(
                article,
                "U1",
                "The crates may have held medicine.",
                4,
                source="S3",
                cue="may",
                kind=UncertaintyKind.HEDGED,
                about=("C3",),
            ),
            make_uncertainty(
                article,
                "U2",
                "Ms Torvald declined to say how the crates were found.",
                6,
                source="S2",
                cue="declined to say",
                kind=UncertaintyKind.UNDISCLOSED,
            ),
        ),
        "sections": {
            "key_dates": (
                SectionItem(
                    id="K1",
                    evidence=make_evidence(article, 3),
                    when="Monday",
                    what="Crates cross the border",
                    claims=["C2"],
                ),
            )
        },
        "quarantine": (
            Quarantined(
                section="claims",
                reason="no sentence 9 in the article",
                item={"statement": "Ostrana apologised.", "sentences": [9]},
            ),
        ),
        "omissions": (Omission(sentence=6, cue="declined", section="denials"),),
        "provenance": make_provenance(
            pipeline="extract",
            model="example-model",
            endpoint=EndpointKind.REMOTE,
            tokens_in=1234,
            tokens_out=567,
            requests=2,
            cost_usd=0.0123,
            seconds=3.21,
            fallbacks=(Fallback(section="summary", reason=FallbackReason.REFUSED),),
            reverted=(Reverted(section="claims", id="C2", reason="adds a number"),),
        ),
    }
    return make_briefing(article, **(fields | changes))
