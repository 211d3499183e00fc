"""Eval cases: an article and what a careful reader expects of its briefing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from briefer.articles import Input, read
from briefer.briefing import Article, DenialStrength, SentenceNumber, SourceKind, UncertaintyKind
from briefer.errors import ArticleError, UsageError
from briefer.evals.marked_yaml import MarkedYaml, read_marked

SUFFIX = ".yaml"

_WAYS = ("contains", "any_of", "regex", "fuzzy")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ONE_WAY: dict[str, JsonValue] = {"oneOf": [{"required": [way]} for way in _WAYS]}

Words = Annotated[str, Field(min_length=1)]
WordList = Annotated[tuple[Words, ...], Field(min_length=1)]
Numbers = Annotated[tuple[SentenceNumber, ...], Field(min_length=1)]
Label = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextMatcher(_Strict):
    """What a text must hold, in exactly one way; letter case, kinds of quotes and dashes, white space don't matter."""

    model_config = ConfigDict(json_schema_extra=_ONE_WAY)

    contains: WordList | None = Field(None, description="All of these occur.")
    any_of: WordList | None = Field(None, description="At least one of these occurs.")
    regex: Words | None = Field(None, description="A Python regular expression finds something.")
    fuzzy: Words | None = Field(
        None, description="A sentence that says the same in similar words: same numbers, negations and hedges."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [way for way in _WAYS if getattr(self, way) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(_WAYS)}")
        if self.regex is not None:
            try:
                re.compile(self.regex)
            except re.error as error:
                raise ValueError(f"not a regular expression: {error}") from None
        return self


class SourceMatcher(TextMatcher):
    """Whose word it is: matched with the source's name and aliases, by whole words."""

    or_article: bool = Field(
        default=False, description="The article's own voice is right too, as for a press release's issuer."
    )


class ExpectedSource(_Strict):
    """A source that the article credits."""

    name: TextMatcher
    kind: SourceKind
    optional: bool = Field(default=False, description="Neither rewarded nor punished.")


class _Item(_Strict):
    text: TextMatcher
    source: SourceMatcher | None = Field(description="null for the article's own voice.")
    evidence: Numbers = Field(description="Every sentence that supports it; citing any one is enough.")
    optional: bool = Field(default=False, description="Neither rewarded nor punished.")


class ExpectedClaim(_Item):
    """A key claim; ``id`` is a label for the denials that deny it."""

    id: Label
    hedges: tuple[Words, ...] = Field((), description="Words of which the claim's hedges must hold at least one.")


class ExpectedUncertainty(_Item):
    """Something withheld, unconfirmed, hedged, in conflict or unknown."""

    kind: UncertaintyKind


class ExpectedDenial(_Item):
    """Words that hold a claim false, and the labels of the claims that they deny."""

    strength: DenialStrength
    denies: tuple[Label, ...]


class Trap(_Strict):
    """A mistake that the article invites: an item of ``section`` that matches all that is given here."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [key]} for key in ("text", "source", "kind", "strength")]}
    )

    section: Literal["sources", "claims", "uncertainties", "denials"]
    text: TextMatcher | None = None
    source: SourceMatcher | None = Field(None, description="null for the article's own voice; leave out for any.")
    kind: SourceKind | UncertaintyKind | None = None
    strength: DenialStrength | None = None
    chained: bool | None = Field(
        None, description="false: only an item that keeps no chain (via is empty) falls into it."
    )
    why: Words

    @model_validator(mode="after")
    def _something_given(self) -> Self:
        if not self.model_fields_set & {"text", "source", "kind", "strength"}:
            raise ValueError("give at least one of text, source, kind, strength")
        return self

    @property
    def any_source(self) -> bool:
        """Whether the source is left open."""
        return "source" not in self.model_fields_set


class Expected(_Strict):
    """Expected fields; sources, uncertainties and denials are complete, claims are the key ones."""

    published: Words | None = Field(None, description="ISO 8601, as the article states it; leave out where it doesn't.")
    sources: tuple[ExpectedSource, ...]
    claims: tuple[ExpectedClaim, ...]
    uncertainties: tuple[ExpectedUncertainty, ...]
    denials: tuple[ExpectedDenial, ...]
    must_not: tuple[Trap, ...] = ()


class CaseFile(_Strict):
    """An eval case of briefer."""

    article: Words = Field(description="The article's file, relative to this one.")
    desk: Words = Field(description="The newsroom desk, such as courts or science.")
    about: Words = Field(description="What this case is there to test, in a line.")
    expect: Expected


@dataclass(frozen=True, slots=True)
class Case:
    """A case ready to score: ``name`` is its file's stem, ``path`` its file."""

    name: str
    path: Path
    about: str
    expect: Expected
    article: Article


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CaseFile.model_json_schema()}


def case_files(folder: Path) -> tuple[Path, ...]:
    """The case files of an evals folder, sorted; raises UsageError where there are none."""
    files = tuple(sorted(path for path in (folder / "cases").glob(f"*{SUFFIX}") if path.is_file()))
    if not files:
        raise UsageError(
            f"{folder / 'cases'}: no case in it; a case is a file such as {folder / 'cases' / 'ferry.yaml'}"
        )
    return files


def load_cases(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Read case files and their articles; raises UsageError with file and line for the first mistake."""
    return tuple(_load(path) for path in paths)


def _load(path: Path) -> Case:
    if not _NAME.fullmatch(path.stem):
        raise UsageError(f"{path}:1: a case's name has only a-z, 0-9 and hyphens; rename the file")
    marked = read_marked(path)
    case = marked.validated(CaseFile)
    article_path = path.parent / case.article
    try:
        article = read(Input(str(article_path), str(PurePath(case.article)), article_path.name))
    except ArticleError as error:
        raise marked.refuse(("article",), str(error)) from None
    _check(marked, case.expect, article)
    return Case(path.stem, path, case.about, case.expect, article)


def _check(marked: MarkedYaml, expect: Expected, article: Article) -> None:
    """Refuse labels that stand twice or name nothing, and sentence numbers that the article does not have."""
    labels: set[str] = set()
    for index, claim in enumerate(expect.claims):
        if claim.id in labels:
            raise marked.refuse(("expect", "claims", index, "id"), f"the id {claim.id!r} stands twice; rename one")
        labels.add(claim.id)
    for index, denial in enumerate(expect.denials):
        for label in denial.denies:
            if label not in labels:
                loc = ("expect", "denials", index, "denies")
                raise marked.refuse(loc, f"no claim has the id {label!r}; there are: {', '.join(sorted(labels))}")
    sections: tuple[tuple[str, Sequence[_Item]], ...] = (
        ("claims", expect.claims),
        ("uncertainties", expect.uncertainties),
        ("denials", expect.denials),
    )
    last = len(article.sentences)
    for section, items in sections:
        for index, item in enumerate(items):
            for number in item.evidence:
                if number > last:
                    loc = ("expect", section, index, "evidence")
                    raise marked.refuse(loc, f"the article has no sentence {number}; the last is {last}")
