"""Why a recording can't be used, and what has changed since it was made."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """What is the matter with a recording."""

    STALE = "stale"
    MISSING = "missing"
    ORPHANED = "orphaned"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Unusable:
    """A recording that can't be used: why, and the details, which may be several lines."""

    why: Why
    detail: str


def shown_messages(body: Mapping[str, Any]) -> str:
    """A request's prompt as text, each message under its role."""
    return "\n".join(f"[{message['role']}]\n{message.get('content') or ''}" for message in body["messages"])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A unified diff of two requests: of their prompts, or of all else where those are the same."""
    old, new = shown_messages(before), shown_messages(after)
    if old == new:
        old, new = _rest(before), _rest(after)
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), "recorded", "now", n=1, lineterm=""))


def _rest(body: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in body.items() if key != "messages"}
    return json.dumps(rest, indent=1, sort_keys=True, ensure_ascii=False)
