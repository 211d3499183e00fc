"""The words a briefing is told in: who says it, how firmly it is denied, how the briefing was made.

Every string returned is plain text that holds untrusted parts: each renderer escapes it for its medium.
"""

import json
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from briefer.briefing import Article, Briefing, DenialStrength, EndpointKind, Provenance

SEPARATOR = " · "
_STRENGTH = {
    DenialStrength.DENIES: "flatly denied",
    DenialStrength.DISPUTES: "disputed",
    DenialStrength.REBUTS: "held false",
}


def speaker(names: Mapping[str, str], source: str | None, via: Sequence[str]) -> str:
    """Who says it: the source's name and, for a chain, those through whom it comes, outermost first."""
    name = "the article" if source is None else names.get(source, source)
    return f"{name}, via {', '.join(names.get(relay, relay) for relay in via)}" if via else name


def attribution(names: Mapping[str, str], source: str | None, via: Sequence[str], cue: str | None) -> str:
    """The line beneath an item: the speaker and the words of attribution as printed."""
    return f"— {speaker(names, source, via)}" + (f"; {cue}" if cue else "")


def strength(how: DenialStrength) -> str:
    """How firmly something is held false, as it is said of the claim."""
    return _STRENGTH[how]


def count(number: int, thing: str) -> str:
    """``number`` with its noun, in the plural where it is one: "1 cue", "1,200 cues"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def title(name: str) -> str:
    """A section's or field's name as a heading: ``key_dates`` becomes "Key dates"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def fields(item: Mapping[str, JsonValue]) -> str:
    """The fields of an item whose shape is not known here, each with its name; empty ones are left out."""
    return SEPARATOR.join(
        f"{name.replace('_', ' ')}: {_value(value)}" for name, value in item.items() if value not in (None, "", [], {})
    )


def origin(briefing: Briefing) -> tuple[str, ...]:
    """The article's title where the headline differs, its outlet and its date, as far as they are known."""
    article = briefing.article
    same = article.title is not None and _folded(article.title) == _folded(briefing.headline.text)
    parts = (None if same else article.title, article.outlet, article.published)
    return tuple(part for part in parts if part)


def place(article: Article) -> str:
    """Where the article was read from: a path, an address or standard input."""
    return "standard input" if article.path == "-" else article.path or article.url or ""


def warnings(briefing: Briefing) -> tuple[str, ...]:
    """What a reader must know before trusting the briefing to be whole, one line each."""
    made, lines = briefing.provenance, []
    if made.lexicon is None:
        language = briefing.article.language or "unknown"
        unread = " No model read it either." if made.endpoint is EndpointKind.NONE else ""
        lines.append(f"There is no lexicon for the article's language ({language}): no draft and no audit.{unread}")
    if made.fallbacks:
        lines.append(f"The model gave no usable answer; the draft stands for {_fallbacks(made)}.")
    return tuple(lines)


def checks(briefing: Briefing) -> str:
    """How many items are in quarantine and how many cues no item cites; said even where there are none."""
    quarantined = count(len(briefing.quarantine), "item") if briefing.quarantine else "Nothing"
    if briefing.provenance.lexicon is None:
        return f"{quarantined} quarantined; no audit was made."
    omitted = count(len(briefing.omissions), "cue") if briefing.omissions else "no cue"
    return f"{quarantined} quarantined; {omitted} left uncited."


def provenance(made: Provenance) -> str:
    """How the briefing was made, and what it took."""
    parts = [f"{made.pipeline} pipeline", f"{made.model} ({made.endpoint.value})" if made.model else "no model"]
    if made.requests:
        parts.append(f"{made.tokens_in:,} tokens in, {made.tokens_out:,} out, {count(made.requests, 'request')}")
    if made.cost_usd is not None:
        parts.append(f"${made.cost_usd:.4f}")
    took = f"{made.seconds:.2f} s" if made.seconds >= 1 else f"{made.seconds * 1000:.0f} ms"
    parts.append(f"{took}{', cached' if made.cached else ''}")
    if made.fallbacks:
        parts.append(f"fell back to the draft: {_fallbacks(made)}")
    if made.reverted:
        parts.append(f"{count(len(made.reverted), 'text')} put back to the article's words by the guard")
    parts.append(f"briefer {made.tool_version}, {made.created_at.isoformat(timespec='seconds')}")
    return SEPARATOR.join(parts)


def _fallbacks(made: Provenance) -> str:
    return ", ".join(f"{fallback.section} ({fallback.reason.value})" for fallback in made.fallbacks)


def _value(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    return json.dumps(value, ensure_ascii=False)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
