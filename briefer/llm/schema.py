"""The schema that a model's answer is held to, as it is sent."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema


class _Untitled(GenerateJsonSchema):
    """Pydantic's schema without a title for each field: it repeats the field's name and costs tokens."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        return False


@lru_cache(maxsize=64)
def response_format(answer_model: type[BaseModel]) -> dict[str, Any]:
    """The request's ``response_format`` for an answer model, exactly as it is sent; the same object each time.

    It asks for strict adherence, so each object in it names all its properties as required and allows no other: the
    rule of OpenAI's structured outputs, which compile the schema into a grammar.

    Raises:
        TypeError: The model allows unknown keys or has a field that may be left out.
    """
    schema = answer_model.model_json_schema(schema_generator=_Untitled)
    for part in (schema, *schema.get("$defs", {}).values()):
        properties = part.get("properties")
        if properties is None:
            continue
        if part.get("additionalProperties") is not False or set(part.get("required", ())) != set(properties):
            raise TypeError(f"{part.get('title')} forbids no unknown keys or does not require all of its fields")
    return {"type": "json_schema", "json_schema": {"name": answer_model.__name__, "strict": True, "schema": schema}}


@lru_cache(maxsize=64)
def schema_sha256(answer_model: type[BaseModel]) -> str:
    """The fingerprint of the schema as it is sent."""
    text = json.dumps(response_format(answer_model), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=64)
def schema_size(answer_model: type[BaseModel]) -> int:
    """Bytes of the schema as it is sent: it counts into the prompt."""
    return len(json.dumps(response_format(answer_model)))
