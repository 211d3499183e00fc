"""The shape of a call's answer: one pydantic model for all articles, or one that names only what an article has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field as PydanticField
from pydantic import create_model
from pydantic.json_schema import SkipJsonSchema

from briefer.briefing import MAX_EVIDENCE
from briefer.templates.items import (
    Answer,
    ClaimAnswer,
    DenialAnswer,
    SourceAnswer,
    TextAnswer,
    UncertaintyAnswer,
    bounded,
)
from briefer.templates.sections import Call, Section

MAX_SUMMARY = 3
_MAX_ITEMS = {"sources": 40, "claims": 12, "uncertainties": 20, "denials": 20, "summary": MAX_SUMMARY}
_FEW_ITEMS = {"sources": 0, "claims": 4, "uncertainties": 2, "denials": 1, "summary": 0}
"""For a small model, which fills a list as long as it may; what it is not asked for is the draft's.

Measured with the 1.5B model: it takes the names of sources from the prompt's examples, and its bottom line runs on
through the article until it is cut off.
"""
_FEW_TOKENS = 120
"""The room for each of them."""
_MAX_ADDED = 40

REFERS_TO: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "extract": {
            "claims": ("sources",),
            "uncertainties": ("sources", "claims"),
            "denials": ("sources", "claims"),
        },
        "assist": {"denials": ("claims", "open_denials")},
    }
)
"""Of each set, the sections that answer with ids of others: their call must ask for those too, or list them."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What a small model that fills the sections chooses from in an article, as the draft found it.

    ``sentences`` are by section the only ones that may be cited for it; for a section that is not among them, any.
    """

    sentences: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer may name: the numbers of the sentences shown, and the ids listed under each variable.

    None and nothing for a schema that is one and the same for all articles. With a ``shortlist`` the answer is short.
    """

    sentences: tuple[int, ...] | None = None
    ids: tuple[tuple[str, tuple[str, ...]], ...] = ()
    shortlist: Shortlist | None = None

    def listed(self, variable: str) -> tuple[str, ...]:
        """The ids listed under ``variable``."""
        return dict(self.ids).get(variable, ())


Parts: TypeAlias = dict[str, Any]
"""Top-level fields of an answer, as create_model takes them."""


@lru_cache(maxsize=64)
def answer_model(set_name: str, call: Call, scope: Scope) -> type[Answer]:
    """The model of a call's answer; the same object, and schema, for the same arguments.

    Args:
        set_name: The set, which decides the shape of the contract's sections.
        call: The sections asked for.
        scope: What may be named; the default for a schema that all articles share.
    """
    parts: Parts = {}
    for section in call.sections:
        parts |= _added(section, scope) if section.added else _CONTRACT[set_name](section.name, scope)
    return create_model(f"{set_name.capitalize()}Answer", __base__=Answer, **parts)


def room(call: Call, scope: Scope) -> int:
    """The tokens that an answer to a call may have."""
    if scope.shortlist is None:
        return sum(section.max_tokens for section in call.sections)
    return sum(
        section.max_tokens if section.added else _FEW_TOKENS * _FEW_ITEMS[section.name] for section in call.sections
    )


def added_attribute(name: str) -> str:
    """The attribute under which an answer, or an item of an added section, holds what its schema calls ``name``.

    The prefix keeps a field that a user calls ``json`` or ``copy`` off pydantic's own names.
    """
    return f"added_{name}"


def _extract(name: str, scope: Scope) -> Parts:
    if scope.shortlist is not None:
        return _extract_short(name, scope, scope.shortlist)
    most = bounded(_MAX_ITEMS[name])
    if name == "summary":
        return {"headline": (TextAnswer, ...), "summary": (Annotated[list[TextAnswer], most], ...)}
    item: Any = _ITEMS[name]
    return {name: (Annotated[list[item], most], ...)}


def _extract_short(name: str, scope: Scope, shortlist: Shortlist) -> Parts:
    if not _FEW_ITEMS[name]:
        return {}
    allowed = dict(shortlist.sentences).get(name)
    shown = scope.sentences or ()
    numbers = shown if allowed is None else tuple(number for number in shown if number in allowed)
    fields: Parts = {"sentences": (_sentences(replace(scope, sentences=numbers)), ...), **_NOT_ASKED[name]}
    item: Any = create_model(_ITEMS[name].__name__, __base__=_ITEMS[name], **fields)
    return {name: (Annotated[list[item], bounded(_FEW_ITEMS[name] if numbers else 0)], ...)}


def _assist(name: str, scope: Scope) -> Parts:
    """The small model's answers, no longer than it can be trusted with.

    Measured on nine denials and four articles of our own with the 1.5B model: allowed three claims for a denial, it
    lists most of them; allowed two sentence numbers for a sentence of the summary, it counts on through the article and
    writes several sentences in one; the text before the number invents causes.
    """
    if name == "denials":
        claims: Any = Annotated[list[_one_of(scope.listed("claims"))], bounded(1)]  # type: ignore[misc]
        choices: Parts = dict.fromkeys(scope.listed("open_denials"), (claims, ...))
        return {"denials": (create_model("DenialChoices", __base__=Answer, **choices), ...)}
    text = _narrowed(TextAnswer, scope, most=1)
    return {"summary": (Annotated[list[text], PydanticField(json_schema_extra=_SUMMARY_BOUNDS)], ...)}  # type: ignore[valid-type]


_SUMMARY_BOUNDS: dict[str, Any] = {"minItems": 1, "maxItems": MAX_SUMMARY}
_ITEMS: Mapping[str, type[Answer]] = {
    "sources": SourceAnswer,
    "claims": ClaimAnswer,
    "uncertainties": UncertaintyAnswer,
    "denials": DenialAnswer,
}
_NOTHING: Any = (SkipJsonSchema[str | None], None)  # type: ignore[misc]
_NONE: Any = (SkipJsonSchema[list[str]], [])
_NOT_ASKED: Mapping[str, Parts] = {
    "claims": {"source": _NOTHING, "via": _NONE, "cue": _NOTHING, "quote": _NOTHING, "hedges": _NONE},
    "uncertainties": {"source": _NOTHING, "via": _NONE, "cue": _NOTHING},
    "denials": {"source": _NOTHING, "via": _NONE, "cue": _NOTHING},
}
"""The fields that a small model makes up: who says it is the draft's to tell."""
_CONTRACT: Mapping[str, Callable[[str, Scope], Parts]] = {"extract": _extract, "assist": _assist}


def _added(section: Section, scope: Scope) -> Parts:
    fields: Parts = {"sentences": (_sentences(scope), ...)}
    claims = scope.listed("claims")
    types: dict[str, Any] = {
        "string": str | None,
        "list of strings": Annotated[list[str], bounded(20)],
        "claims": Annotated[list[_one_of(claims)], bounded(12)],  # type: ignore[misc]
    }
    for field in section.fields:
        fields[added_attribute(field.name)] = (
            types[field.type],
            PydanticField(alias=field.name, description=field.description),
        )
    item = create_model(f"Added_{section.name}", __base__=Answer, **fields)
    return {
        added_attribute(section.name): (
            Annotated[list[item], bounded(_MAX_ADDED)],
            PydanticField(alias=section.name),
        )
    }


def _narrowed(item: type[Answer], scope: Scope, most: int = MAX_EVIDENCE) -> type[Answer]:
    """``item`` with only the article's own sentence numbers, where the scope knows them, and at most ``most``."""
    if scope.sentences is None:
        return item
    narrowed: Parts = {"sentences": (_sentences(scope, most), ...)}
    return create_model(item.__name__, __base__=item, **narrowed)


def _sentences(scope: Scope, most: int = MAX_EVIDENCE) -> Any:
    if scope.sentences is None:
        return Annotated[list[int], bounded(most)]
    bounds: dict[str, Any] = {"minItems": 1, "maxItems": most}
    return Annotated[list[_one_of(scope.sentences)], PydanticField(json_schema_extra=bounds)]  # type: ignore[misc]


def _one_of(options: tuple[Any, ...]) -> Any:
    return Literal[options] if options else str
