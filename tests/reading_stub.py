"""What a model that reads carefully and writes little answers: valid for any article, whatever part of it is shown."""

import json
import re
from typing import Any

from stub_server import Says

_SENTENCE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_CHARACTERS_A_TOKEN = 4
_CLAIMS = 5


def tokens_of(body: dict[str, Any]) -> int:
    """About how many tokens a request's messages are."""
    return sum(len(message.get("content") or "") for message in body["messages"]) // _CHARACTERS_A_TOKEN


def reads(body: dict[str, Any]) -> Says:
    """Answer with the first sentences shown, word for word, in whatever sections the schema asks for."""
    content = json.dumps({name: _section(name, body) for name in _schema(body)["properties"]})
    return Says(content, tokens_in=tokens_of(body), tokens_out=len(content) // _CHARACTERS_A_TOKEN)


def sentences_of(body: dict[str, Any]) -> list[tuple[int, str]]:
    """The numbered sentences that a request shows."""
    user = next(message["content"] for message in body["messages"] if message["role"] == "user")
    return [(int(number), text) for number, text in _SENTENCE.findall(user)]


def _schema(body: dict[str, Any]) -> dict[str, Any]:
    if "response_format" in body:
        return body["response_format"]["json_schema"]["schema"]
    return body["tools"][0]["function"]["parameters"]


def _section(name: str, body: dict[str, Any]) -> Any:
    shown = sentences_of(body)
    if not shown:
        return []
    number, first = shown[0]
    text = {"sentences": [number], "text": first}
    if name == "headline":
        return text
    if name == "summary":
        return [text]
    if name == "claims":
        return [
            {
                "id": f"C{place}",
                "sentences": [number],
                "statement": sentence,
                "source": None,
                "via": [],
                "cue": None,
                "quote": None,
                "hedges": [],
            }
            for place, (number, sentence) in enumerate(shown[:_CLAIMS], 1)
        ]
    return {} if name == "denials" and "DenialChoices" in json.dumps(_schema(body)) else []
