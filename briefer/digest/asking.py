"""What a model adds to a digest: merges that the rules leave open, and the bottom line; both behind the checks."""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from briefer.briefing import Fallback
from briefer.checks import faults
from briefer.digest.bottom_line import MAX_SENTENCES, composed
from briefer.digest.build import Build
from briefer.digest.contract import CitedList, Digest, Text, Voice
from briefer.digest.making import provenance
from briefer.digest.working import Working
from briefer.lexicon import load
from briefer.llm.answer import Asks, UnusableAnswerError
from briefer.llm.schema import response_format
from briefer.llm.usage import Usage
from briefer.message import Message
from briefer.templates import PromptSet
from briefer.templates.article_text import inert
from briefer.templates.items import Answer

SET = "digest"
MOST_PAIRS = 40
_MOST_FINDINGS = 30
_MOST_EVIDENCE = 3


class MergesAnswer(Answer):
    """The ids of the pairs that are one claim."""

    same: list[str]


class SentenceAnswer(Answer):
    """A sentence of the bottom line, with the findings that it is taken from."""

    findings: list[str]
    text: str


class SummaryAnswer(Answer):
    """The bottom line."""

    summary: list[SentenceAnswer]


@dataclass(frozen=True)
class _Finding:
    """A line that the model may cite: what stands behind it, and who says it."""

    text: str
    evidence: CitedList
    speakers: tuple[str, ...]
    languages: frozenset[str | None]


class _Asked:
    """One digest's questions: what they cost, and what fell back."""

    def __init__(self, asks: Asks, prompts: PromptSet) -> None:
        self.asks, self.prompts = asks, prompts
        self.usage = Usage()
        self.fallbacks: list[Fallback] = []

    async def ask(self, section: str, lines: Sequence[str], answer_model: type[Answer]) -> BaseModel | None:
        """Ask for one section; None where the answer is unusable, which is noted."""
        call = next(call for call in self.prompts.calls if call.sections[0].name == section)
        values = {"pairs": (), "findings": ()}
        sections = [
            {"name": each.name, "title": each.title, "text": self.prompts.templates[each.name].render(values)}
            for each in call.sections
        ]
        context = {**values, "sections": sections, "article": "\n".join(lines)}
        messages: tuple[Message, ...] = (
            {"role": "system", "content": self.prompts.frame.render_block("system", context)},
            {"role": "user", "content": self.prompts.frame.render_block("user", context)},
        )
        room = sum(each.max_tokens for each in call.sections)
        try:
            answer = await self.asks.ask(messages, answer_model, max_tokens=room)
        except UnusableAnswerError as error:
            self.usage += error.usage
            self.fallbacks.append(Fallback(section=section, reason=error.reason))
            return None
        self.usage += answer.usage
        return answer.value


async def ask_for_digest(working: Working, asks: Asks, prompts: PromptSet) -> Digest:
    """Make the digest, and let a model merge what differs by words alone and write the bottom line.

    A merge that a figure, name, time, negation or hedge speaks against is refused, whatever the model says; a sentence
    that adds or drops one falls back to the composed bottom line. Both are counted.

    Args:
        working: The articles, compared by the rules.
        asks: The open endpoint.
        prompts: The set ``digest``, with the user's overrides.

    Raises:
        TransportError: The endpoint could not be reached or kept failing.
        EndpointRefusedError: The endpoint refuses us.

    """
    started = time.perf_counter()
    asked = _Asked(asks, prompts)
    refused = await _merge(working, asked)
    findings = working.findings()
    # What the statements were compared by is let go before the contract is made.
    del working
    digest = Build(findings).digest((), provenance())
    lines, unfit = await _bottom_line(digest, asked)
    made = digest.provenance.model_copy(
        update={
            "model": asks.endpoint.model,
            "endpoint": asks.endpoint.kind,
            "prompts": dict(prompts.fingerprints),
            "schema_sha256": _schema_sha256(),
            "tokens_in": asked.usage.tokens_in,
            "tokens_out": asked.usage.tokens_out,
            "requests": asked.usage.requests,
            "refused": refused + unfit,
            "fallbacks": tuple(asked.fallbacks),
            "seconds": round(time.perf_counter() - started, 3),
        }
    )
    return digest.model_copy(update={"bottom_line": lines or composed(digest), "provenance": made})


async def _merge(working: Working, asked: _Asked) -> int:
    """Ask about the pairs that differ by words alone; returns how many proposals were refused."""
    pairs = working.doubtful[:MOST_PAIRS]
    if not pairs:
        return 0
    listed = {f"P{number}": pair for number, pair in enumerate(pairs, 1)}
    lines = [f"{name}: {_quoted(working, one)} | {_quoted(working, other)}" for name, (one, other) in listed.items()]
    answer = await asked.ask("merges", lines, MergesAnswer)
    if not isinstance(answer, MergesAnswer):
        return 0
    proposed = dict.fromkeys(answer.same)
    return sum(name not in listed or not working.accept(listed[name]) for name in proposed)


def _quoted(working: Working, place: int) -> str:
    return inert(working.items.claims[place].item.statement)


async def _bottom_line(digest: Digest, asked: _Asked) -> tuple[tuple[Text, ...], int]:
    """The model's bottom line, each sentence within what it cites, and how many sentences were refused."""
    findings = _findings(digest)
    if not findings:
        return (), 0
    lines = [f"{name}: {inert(found.text)}" for name, found in findings.items()]
    answer = await asked.ask("summary", lines, SummaryAnswer)
    if not isinstance(answer, SummaryAnswer):
        return (), 0
    written = answer.summary[:MAX_SENTENCES]
    kept = [text for each in written if (text := _fitting(each, findings)) is not None]
    # What is left of a bottom line is none: the first sentence may be the one that was refused.
    return (tuple(kept) if len(kept) == len(written) else ()), len(written) - len(kept)


def _fitting(sentence: SentenceAnswer, findings: Mapping[str, _Finding]) -> Text | None:
    """The sentence with its evidence, or None where it says more or less than what it cites."""
    cited = [findings[name] for name in dict.fromkeys(sentence.findings) if name in findings]
    languages = {language for found in cited for language in found.languages}
    lexicon = load(code) if len(languages) == 1 and (code := next(iter(languages))) else None
    if not cited or lexicon is None or not sentence.text.strip():
        return None
    evidence = tuple(dict.fromkeys(each for found in cited for each in found.evidence))[:_MOST_EVIDENCE]
    wrong = faults(
        sentence.text,
        [each.exact for each in evidence],
        also=[name for found in cited for name in found.speakers],
        kept=(),
        lexicon=lexicon,
    )
    return None if wrong else Text(text=sentence.text.strip(), evidence=evidence)


def _findings(digest: Digest) -> dict[str, _Finding]:
    """The findings that weigh most, by id, as the model sees and may cite them."""
    names = {source.id: (source.name, *source.aliases) for source in digest.sources}
    languages = {article.id: article.language for article in digest.articles}

    def finding(label: str, voices: Sequence[Voice]) -> _Finding:
        speakers = tuple(name for voice in voices[:1] if voice.source for name in names[voice.source])
        said = speakers[0] if speakers else "the article"
        return _Finding(
            f"{said}: {label}",
            voices[0].evidence,
            speakers,
            frozenset(languages[each.article] for each in voices[0].evidence),
        )

    found = {claim.id: finding(claim.statement, _first(claim.voices, claim.statement)) for claim in digest.claims[:12]}
    found |= {denial.id: finding(denial.statement, denial.voices) for denial in digest.denials[:6]}
    for conflict in digest.conflicts[:4]:
        sides = [side.voices[0] for side in conflict.sides]
        found[conflict.id] = _Finding(
            " against ".join(voice.statement for voice in sides),
            tuple(each for voice in sides for each in voice.evidence)[:_MOST_EVIDENCE],
            tuple(name for voice in sides if voice.source for name in names[voice.source]),
            frozenset(languages[voice.article] for voice in sides),
        )
    for uncertainty in digest.uncertainties[:8]:
        label = uncertainty.statement
        if uncertainty.answers:
            label += f" (answered since: {uncertainty.answers[0].statement})"
        found[uncertainty.id] = finding(label, uncertainty.voices)
    return dict(list(found.items())[:_MOST_FINDINGS])


def _first(voices: Sequence[Voice], statement: str) -> Sequence[Voice]:
    """The voices, the one in whose words a claim stands before the others."""
    return sorted(voices, key=lambda voice: voice.statement != statement)


def _schema_sha256() -> str:
    schemas = [response_format(model) for model in (MergesAnswer, SummaryAnswer)]
    return hashlib.sha256(json.dumps(schemas, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
