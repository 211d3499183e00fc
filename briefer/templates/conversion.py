"""Answers → proposal: what the model named by id becomes keys; nothing is checked, corrected or dropped here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from briefer.proposal import (
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
)
from briefer.templates.answers import added_attribute
from briefer.templates.items import ClaimAnswer, DenialAnswer, SourceAnswer, TextAnswer, UncertaintyAnswer
from briefer.templates.prompt_set import PromptSet
from briefer.templates.sections import Section
from briefer.templates.values import Listed, Values


def proposal(prompt_set: PromptSet, answers: Iterable[BaseModel], *, base: Proposal) -> Proposal:
    """Turn the answers to the calls of ``extract`` into a proposal.

    Args:
        prompt_set: The set that was asked.
        answers: One answer for each call that gave a usable one, in any order.
        base: What stands for the sections that no answer holds: the draft's proposal.
    """
    parts: dict[str, Any] = {}
    added = dict(base.sections)
    for answer in answers:
        parts |= _proposed(answer)
        for section in prompt_set.sections:
            if section.added and added_attribute(section.name) in type(answer).model_fields:
                added[section.name] = added_items(section, answer)
    return replace(base, **parts, sections=MappingProxyType(added))


def amended(base: Proposal, answer: BaseModel, values: Values) -> Proposal:
    """Append to a proposal what the answer to ``render_again`` holds.

    Args:
        base: The proposal that was listed.
        answer: New sources, uncertainties and denials, which refer to what was listed by its ids.
        values: ``listing(base)``, as given to ``render_again``.
    """
    new = _proposed(answer)
    listed_names = {item.id: item.text for item in values["sources"]}
    # A source that was listed already is named again, not added; the same id with another name is a new source.
    sources = [item for item in new.get("sources", ()) if listed_names.get(item.key) != item.name]
    keys = {item.id: item.key for name in ("sources", "claims") for item in values[name]}
    keys |= {item.key: f"again {item.key}" for item in sources}
    return replace(
        base,
        sources=(*base.sources, *(replace(item, key=keys[item.key]) for item in sources)),
        uncertainties=(*base.uncertainties, *(_linked(item, keys, "about") for item in new.get("uncertainties", ()))),
        denials=(*base.denials, *(_linked(item, keys, "denies") for item in new.get("denials", ()))),
    )


def _linked(item: Any, keys: Mapping[str, str], links: str) -> Any:
    """``item`` with every id that it names turned into a key; an id that nothing has stays, for grounding to refuse."""
    return replace(
        item,
        key=f"again {item.key}",
        source=keys.get(item.source, item.source),
        via=tuple(keys.get(source, source) for source in item.via),
        **{links: tuple(keys.get(claim, claim) for claim in getattr(item, links))},
    )


def added_items(section: Section, answer: BaseModel, values: Values | None = None) -> tuple[ProposedItem, ...]:
    """The items that an answer holds for a section that a user added.

    Args:
        section: The section.
        answer: The answer to the call that asked for it.
        values: What was listed for the call, so that ids of listed claims become the keys they have in their proposal.
    """
    keys = {item.id: item.key for item in (values or {}).get("claims", ())}
    claim_fields = frozenset(field.name for field in section.fields if field.type == "claims")
    items = []
    for number, item in enumerate(getattr(answer, added_attribute(section.name)), 1):
        fields = {field.name: getattr(item, added_attribute(field.name)) for field in section.fields}
        for name in claim_fields:
            fields[name] = [keys.get(claim, claim) for claim in fields[name]]
        items.append(
            ProposedItem(
                key=f"{section.name}{number}",
                fields=MappingProxyType(fields),
                sentences=tuple(item.sentences),
                claim_fields=claim_fields,
            )
        )
    return tuple(items)


def summary(answer: BaseModel) -> tuple[ProposedText, ...]:
    """The bottom line that an answer of ``assist`` holds, sentence by sentence."""
    return _texts(getattr(answer, "summary"))  # noqa: B009  built by create_model: unknown to the type checker


def denial_choices(answer: BaseModel, values: Values) -> Mapping[str, tuple[str, ...]]:
    """Which claims each denial denies, by their keys, as an answer of ``assist`` chose.

    Args:
        answer: The answer to the call that asked for ``denials``.
        values: What was listed for that call.
    """
    chosen = getattr(answer, "denials")  # noqa: B009  built by create_model: unknown to the type checker
    claims = {claim.id: claim.key for claim in values["claims"]}

    def keys(denial: Listed) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claims[choice] for choice in getattr(chosen, denial.id)))

    return MappingProxyType({denial.key: keys(denial) for denial in values["open_denials"]})


def _proposed(answer: BaseModel) -> dict[str, Any]:
    """What an answer holds for the contract's own sections."""
    fields = type(answer).model_fields
    return {name: convert(getattr(answer, name)) for name, convert in _CONVERTERS.items() if name in fields}


def _texts(answers: Sequence[TextAnswer]) -> tuple[ProposedText, ...]:
    return tuple(_text(answer) for answer in answers)


def _text(answer: TextAnswer) -> ProposedText:
    return ProposedText(answer.text.strip(), tuple(answer.sentences))


def _sources(answers: Sequence[SourceAnswer]) -> tuple[ProposedSource, ...]:
    return tuple(
        ProposedSource(
            key=key,
            name=answer.name.strip(),
            kind=answer.kind,
            sentences=tuple(answer.sentences),
            description=_or_none(answer.description),
            aliases=_kept(answer.aliases),
        )
        for key, answer in zip(_unique(answer.id for answer in answers), answers, strict=True)
    )


def _claims(answers: Sequence[ClaimAnswer]) -> tuple[ProposedClaim, ...]:
    return tuple(
        ProposedClaim(
            key=key,
            statement=answer.statement.strip(),
            source=_or_none(answer.source),
            sentences=tuple(answer.sentences),
            via=_kept(answer.via),
            cue=_or_none(answer.cue),
            quote=_or_none(answer.quote),
            hedges=_kept(answer.hedges),
        )
        for key, answer in zip(_unique(answer.id for answer in answers), answers, strict=True)
    )


def _uncertainties(answers: Sequence[UncertaintyAnswer]) -> tuple[ProposedUncertainty, ...]:
    return tuple(
        ProposedUncertainty(
            key=f"U{number}",
            statement=answer.statement.strip(),
            kind=answer.kind,
            source=_or_none(answer.source),
            sentences=tuple(answer.sentences),
            via=_kept(answer.via),
            cue=_or_none(answer.cue),
            about=_kept(answer.about),
        )
        for number, answer in enumerate(answers, 1)
    )


def _denials(answers: Sequence[DenialAnswer]) -> tuple[ProposedDenial, ...]:
    return tuple(
        ProposedDenial(
            key=f"D{number}",
            statement=answer.statement.strip(),
            source=_or_none(answer.source),
            strength=answer.strength,
            sentences=tuple(answer.sentences),
            via=_kept(answer.via),
            cue=_or_none(answer.cue),
            denies=_kept(answer.denies),
        )
        for number, answer in enumerate(answers, 1)
    )


_CONVERTERS: Mapping[str, Any] = {
    "headline": _text,
    "summary": _texts,
    "sources": _sources,
    "claims": _claims,
    "uncertainties": _uncertainties,
    "denials": _denials,
}


def _unique(ids: Iterable[str]) -> list[str]:
    """The ids as keys; one that a model gave twice gets a number, so that links lead to the first."""
    seen: dict[str, int] = {}
    keys = []
    for given in ids:
        key = given.strip()
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} ({seen[key]})")
    return keys


def _or_none(text: str | None) -> str | None:
    return (text or "").strip() or None


def _kept(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(stripped for text in texts if (stripped := text.strip()))
