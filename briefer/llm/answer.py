"""What is asked and what comes back."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from briefer.briefing import FallbackReason
from briefer.errors import ArticleError
from briefer.llm.usage import Usage

AnswerModel = TypeVar("AnswerModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answer(Generic[AnswerModel]):
    """A validated answer and what it cost, retries and re-asks counted."""

    value: AnswerModel
    usage: Usage


class UnusableAnswerError(ArticleError):
    """The model answered, but not with what was asked for: it refused, was cut off, or broke the schema.

    ``usage`` is what the attempt cost, ``detail`` what is known of it, in a line.
    """

    def __init__(self, reason: FallbackReason, usage: Usage, detail: str) -> None:
        super().__init__(f"the model's answer can't be used ({reason.value}): {detail}")
        self.reason = reason
        self.usage = usage
        self.detail = detail
