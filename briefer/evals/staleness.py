"""Why a recording can't be used, and what has changed since it was made."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_SHOWN = ("messages", "title", "sentences")


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


def asks_for_signals(body: Mapping[str, Any]) -> bool:
    """Whether a request asks for an article's signals, and so has sentences in place of messages."""
    return "messages" not in body


def shown(body: Mapping[str, Any]) -> str:
    """What a request shows the model, as text: each message under its role, or each sentence with its kind."""
    if asks_for_signals(body):
        sentences = (f"[{sentence['kind']}] {' '.join(sentence['text'].split())}" for sentence in body["sentences"])
        return "\n".join([f"[title] {body['title']}", *sentences])
    return "\n".join(f"[{message['role']}]\n{message.get('content') or ''}" for message in body["messages"])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A unified diff of two requests: of what they show, or of all else where that is the same."""
    old, new = shown(before), shown(after)
    if old == new:
        old, new = _rest(before), _rest(after)
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), "recorded", "now", n=1, lineterm=""))


def _rest(body: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in body.items() if key not in _SHOWN}
    return json.dumps(rest, indent=1, sort_keys=True, ensure_ascii=False)
