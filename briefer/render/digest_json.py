"""A digest, or what changed between two runs, as JSON for other programs."""

import json

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from briefer.render.escape import json_safe, without_surrogates


def contract_json(document: BaseModel) -> str:
    """The document as one indented JSON object, ending in a line break; invisible characters are escapes."""
    try:
        text = document.model_dump_json(indent=2)
    except PydanticSerializationError:
        # Lone surrogates, which a hostile article or file name can hold and no JSON reader of ours accepts.
        text = without_surrogates(json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2))
    return json_safe(text) + "\n"
