"""The contract as JSON Schema, with the sections that a user's prompts add."""

from collections.abc import Iterable
from typing import Any

from briefer.briefing import Briefing, Contract
from briefer.templates.sections import Section

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    "list of strings": {"type": "array", "items": {"type": "string"}},
    "claims": {"type": "array", "items": {"type": "string", "pattern": "^C[1-9][0-9]*$"}},
}


def briefing_schema(sections: Iterable[Section] = ()) -> dict[str, Any]:
    """The JSON Schema of ``Briefing``; each added section among ``sections`` gets its item's schema."""
    schema = contract_schema(Briefing)
    added = [section for section in sections if section.added]
    if added:
        evidence = schema["$defs"]["SectionItem"]["properties"]["evidence"]
        schema["properties"]["sections"] |= {
            "properties": {section.name: _items(section, evidence) for section in added},
            "additionalProperties": False,
        }
    return schema


def contract_schema(contract: type[Contract]) -> dict[str, Any]:
    """The JSON Schema of what a command writes."""
    schema = contract.model_json_schema(mode="serialization")
    schema["required"] = list(schema["properties"])  # pydantic leaves out what has a default; every key is present
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _items(section: Section, evidence: dict[str, Any]) -> dict[str, Any]:
    fields = {
        field.name: _TYPES[field.type] | ({"description": field.description} if field.description else {})
        for field in section.fields
    }
    return {
        "type": "array",
        "title": section.title,
        "items": {
            "type": "object",
            "properties": {"id": {"type": "string"}, **fields, "evidence": evidence},
            "required": ["id", *fields, "evidence"],
            "additionalProperties": False,
        },
    }
