"""One chat message, as a template makes it and an endpoint takes it."""

from typing import Literal, TypedDict


class Message(TypedDict):
    """One message of a conversation, as it is sent."""

    role: Literal["system", "user", "assistant"]
    content: str
