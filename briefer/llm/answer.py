"""What is asked and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from briefer.briefing import FallbackReason
from briefer.errors import ArticleError
from briefer.llm.endpoints import Endpoint
from briefer.llm.usage import Usage
from briefer.message import Message
from briefer.signals import SentenceText, Signals

AnswerModel = TypeVar("AnswerModel", bound=BaseModel)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """A validated answer and what it cost, retries and re-asks counted; ``cached`` where that was paid before."""

    value: Value
    usage: Usage
    cached: bool = False


class Asks(Protocol):
    """Whatever answers questions: an open endpoint, or one with a memory in front."""

    @property
    def endpoint(self) -> Endpoint:
        """Where it asks, and which model."""

    async def ask(
        self, messages: Sequence[Message], answer_model: type[AnswerModel], *, max_tokens: int
    ) -> Answer[AnswerModel]:
        """Answer one question, or raise as ``Client.ask`` does."""

    async def signals(self, title: str, sentences: Sequence[SentenceText]) -> Answer[Signals] | None:
        """Read an article's signals, or raise as ``Client.signals`` does; None where there are none to read."""


class UnusableAnswerError(ArticleError):
    """The model answered, but not with what was asked for: it refused, was cut off, or broke the schema.

    ``usage`` is what the attempt cost, ``detail`` what is known of it, in a line.
    """

    def __init__(self, reason: FallbackReason, usage: Usage, detail: str) -> None:
        super().__init__(f"the model's answer can't be used ({reason.value}): {detail}")
        self.reason = reason
        self.usage = usage
        self.detail = detail


class TooLongError(ArticleError):
    """The model can't read so much at once; ``tokens`` is how much it can, where the endpoint says so."""

    def __init__(self, line: str, tokens: int | None) -> None:
        super().__init__(line)
        self.tokens = tokens
