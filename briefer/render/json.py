"""A briefing as JSON for other programs: the contract's keys in the contract's order, UTF-8."""

import json
import re

from pydantic_core import PydanticSerializationError

from briefer.briefing import Briefing
from briefer.render.escape import json_safe, without_surrogates

# A span printed over four lines. No string can match: JSON has no raw line break inside one.
_SPREAD_SPAN = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")


def to_json(briefing: Briefing) -> str:
    """The briefing as one indented JSON object, ending in a line break; spans stand on one line each."""
    return _SPREAD_SPAN.sub(r"[\1, \2]", _dump(briefing, indent=2)) + "\n"


def to_jsonl(briefing: Briefing) -> str:
    """The briefing as one line of JSON, ending in a line break."""
    return _dump(briefing, indent=None) + "\n"


def _dump(briefing: Briefing, *, indent: int | None) -> str:
    try:
        document = briefing.model_dump_json(indent=indent)
    except PydanticSerializationError:
        # Lone surrogates, which a hostile article or file name can hold and no JSON reader of ours accepts.
        document = without_surrogates(json.dumps(briefing.model_dump(mode="json"), ensure_ascii=False, indent=indent))
    return json_safe(document)
