"""A set of prompt files, loaded and checked: its sections, which of them share a call, its fingerprints."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefer.templates import files as prompt_files
from briefer.templates.answers import REFERS_TO
from briefer.templates.article_text import Quotes
from briefer.templates.compiling import Compiled, compile_frame, compile_section
from briefer.templates.files import AGAIN, FRAME, PromptFile
from briefer.templates.matter import AgainMatter, FrameMatter, Parsed, SectionMatter, did_you_mean, parse
from briefer.templates.sections import CONTRACT_SECTIONS, Call, Field, Section

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RESERVED_SECTIONS = frozenset(
    {
        *CONTRACT_SECTIONS,
        FRAME,
        AGAIN,
        "headline",
        "article",
        "sections",
        "quarantine",
        "omissions",
        "provenance",
        "schema_version",
    }
)
_RESERVED_FIELDS = frozenset({"id", "evidence", "sentences"})


AGAIN_VARIABLES = ("article", "cues", "sources", "claims")


@dataclass(frozen=True, slots=True)
class Again:
    """The second request of a set: what it asks for, and the template of its message."""

    sections: tuple[Section, ...]
    max_tokens: int
    template: Compiled


@dataclass(frozen=True, slots=True)
class PromptSet:
    """A set ready for use; made by ``load``.

    ``files`` and ``fingerprints`` go by the file's name, such as ``extract/claims``; ``variables`` maps what the
    pipeline must give to its meaning; ``per_article`` says that the answer's schema names what exists in the article;
    ``again`` asks about what the audit found missing, and is None in a set that is not audited.
    """

    name: str
    calls: tuple[Call, ...]
    files: Mapping[str, PromptFile]
    fingerprints: Mapping[str, str]
    variables: Mapping[str, str]
    quotes: Quotes
    per_article: bool
    frame: Compiled
    templates: Mapping[str, Compiled]
    again: Again | None

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section in the order of the calls, the user's included."""
        return tuple(section for call in self.calls for section in call.sections)

    def calls_for(self, values: Mapping[str, Sequence[Any]]) -> tuple[Call, ...]:
        """The calls worth making for one article: sections whose ``needs`` are empty in ``values`` are left out."""
        kept = (
            Call(tuple(section for section in call.sections if all(values.get(need) for need in section.needs)))
            for call in self.calls
        )
        return tuple(call for call in kept if call.sections)


def load(set_name: str, *, overrides: Path | None = None) -> PromptSet:
    """Load a set of prompt files and check every one of them.

    Args:
        set_name: The set, such as ``extract``.
        overrides: A user's folder whose files stand in for packaged ones of the same name, or add sections.

    Raises:
        UsageError: ``path:line: what is wrong; the mend``, for the first mistake found.
    """
    found = prompt_files.files(set_name, overrides)
    frame = parse(found[0], FrameMatter)
    parsed = {file.stem: parse(file, SectionMatter) for file in found if file.stem not in {FRAME, AGAIN}}
    packaged = {file.stem for file in prompt_files.files(set_name)}
    variables = tuple(frame.matter.variables)
    for name in {"article", "sections"} & set(variables):
        frame.refuse(f"{name!r} is always given; remove it from the variables", "variables", name)
    sections = {stem: _section(section, variables, packaged) for stem, section in parsed.items()}
    calls = _calls(frame, sections)
    _check_references(frame, parsed, calls, REFERS_TO.get(set_name, {}))
    return PromptSet(
        name=set_name,
        calls=calls,
        files=MappingProxyType({file.name: file for file in found}),
        fingerprints=MappingProxyType({file.name: file.sha256 for file in found}),
        variables=MappingProxyType(dict(frame.matter.variables)),
        quotes=frame.matter.quotes,
        per_article=frame.matter.answers == "one schema per article",
        frame=compile_frame(frame.file, frame.template, (*variables, "article", "sections")),
        templates=MappingProxyType(
            {
                stem: compile_section(section.file, section.template, tuple(section.matter.variables))
                for stem, section in parsed.items()
            }
        ),
        again=next((_again(file, sections) for file in found if file.stem == AGAIN), None),
    )


def _again(file: PromptFile, sections: Mapping[str, Section]) -> Again:
    parsed = parse(file, AgainMatter)
    for key, given, known in (
        ("sections", parsed.matter.sections, tuple(sections)),
        ("variables", parsed.matter.variables, AGAIN_VARIABLES),
    ):
        for index, name in enumerate(given):
            if name not in known:
                parsed.refuse(f"{key} hold no {name!r}; {did_you_mean(name, known)}", key, index)
    return Again(
        sections=tuple(sections[name] for name in parsed.matter.sections),
        max_tokens=parsed.matter.max_tokens,
        template=compile_section(file, parsed.template, tuple(parsed.matter.variables)),
    )


def _section(parsed: Parsed[SectionMatter], variables: tuple[str, ...], packaged: set[str]) -> Section:
    matter, stem = parsed.matter, parsed.file.stem
    if matter.section != stem:
        parsed.refuse(f"the section is {matter.section!r} but the file is {stem!r}; give both one name", "section")
    if not _NAME.fullmatch(stem):
        parsed.refuse(f"{stem!r} is no section name; use a–z, 0–9 and _, a letter first", "section")
    if stem in packaged:
        if matter.fields:
            parsed.refuse(f"the fields of {stem!r} are fixed by the contract; remove them", "fields")
    elif stem in _RESERVED_SECTIONS:
        parsed.refuse(f"{stem!r} is a name of the contract and no section of this set; rename the file", "section")
    elif not matter.fields:
        parsed.refuse(f"the added section {stem!r} declares no fields; add 'fields'", "section")
    _check_field_names(parsed)
    for key, given in (("variables", matter.variables), ("needs", matter.needs)):
        for index, name in enumerate(given):
            if name not in variables:
                parsed.refuse(f"this set has no variable {name!r}; {did_you_mean(name, variables)}", key, index)
    return Section(
        name=stem,
        title=matter.title,
        variables=tuple(matter.variables),
        needs=tuple(matter.needs),
        max_tokens=matter.max_tokens,
        fields=tuple(Field(name, field.type, field.description) for name, field in matter.fields.items()),
    )


def _check_field_names(parsed: Parsed[SectionMatter]) -> None:
    for name in parsed.matter.fields:
        if name in _RESERVED_FIELDS:
            parsed.refuse(f"every item has {name!r} already; rename the field", "fields", name)
        if not _NAME.fullmatch(name):
            parsed.refuse(f"{name!r} is no field name; use a–z, 0–9 and _, a letter first", "fields", name)


def _calls(frame: Parsed[FrameMatter], sections: Mapping[str, Section]) -> tuple[Call, ...]:
    """The calls that the frame lists, then the sections that it doesn't, as its key ``added`` says."""
    listed: set[str] = set()
    for row, names in enumerate(frame.matter.calls):
        if not names:
            frame.refuse("a call without a section; name one or remove the call", "calls", row)
        for column, name in enumerate(names):
            if name not in sections:
                frame.refuse(
                    f"this set has no section {name!r}; {did_you_mean(name, tuple(sections))}", "calls", row, column
                )
            if name in listed:
                frame.refuse(f"{name!r} is asked for twice; remove one", "calls", row, column)
            listed.add(name)
    calls = [tuple(sections[name] for name in names) for names in frame.matter.calls]
    rest = tuple(section for name, section in sections.items() if name not in listed)
    if rest and frame.matter.added == "a call of their own":
        calls += [(section,) for section in rest]
    elif rest:
        calls = [*calls[:-1], ((calls[-1] if calls else ()) + rest)]
    return tuple(Call(call) for call in calls)


def _check_references(
    frame: Parsed[FrameMatter],
    parsed: Mapping[str, Parsed[SectionMatter]],
    calls: tuple[Call, ...],
    refers_to: Mapping[str, tuple[str, ...]],
) -> None:
    """Refuse a section that must name sources or claims of which its call knows nothing."""
    for call in calls:
        present = {section.name for section in call.sections}
        for section in call.sections:
            for other in refers_to.get(section.name, _added_refers_to(section)):
                if other in present or other in section.variables:
                    continue
                what = f"{section.name!r} names {other}, which its call does not hold; put both in one call"
                if section.added:
                    parsed[section.name].refuse(f"{what}, or declare the variable {other!r}", "fields")
                frame.refuse(what, "calls")


def _added_refers_to(section: Section) -> tuple[str, ...]:
    return ("claims",) if any(field.type == "claims" for field in section.fields) else ()
