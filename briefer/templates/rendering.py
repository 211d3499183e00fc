"""A call made ready: the messages for one article, and the model of the answer."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from pydantic import BaseModel

from briefer.briefing import Article
from briefer.errors import UsageError
from briefer.templates.answers import Scope, answer_model
from briefer.templates.article_text import inert, numbered
from briefer.templates.prompt_set import PromptSet
from briefer.templates.sections import Call
from briefer.templates.values import Values

_NO_VALUES: Values = {}


class Message(TypedDict):
    """One chat message."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class RenderedCall:
    """Exactly what is asked: the messages and the model of the answer.

    ``name`` is the set and the sections, such as ``assist/denials``; ``prompts`` are the files that were used, the
    frame first; ``max_tokens`` limits the answer.
    """

    name: str
    sections: tuple[str, ...]
    prompts: tuple[str, ...]
    messages: tuple[Message, ...]
    answer_model: type[BaseModel]
    max_tokens: int


def render(
    prompt_set: PromptSet,
    call: Call,
    article: Article,
    values: Values = _NO_VALUES,
    *,
    only: Collection[int] | None = None,
) -> RenderedCall:
    """Render one call of a set for an article.

    The article's text is given to the templates as a value and is never itself a template.

    Args:
        prompt_set: The set.
        call: One of ``prompt_set.calls_for(values)``.
        article: The article.
        values: The items listed under each variable that the set declares; see ``listing``.
        only: The sentence numbers to show, all by default.

    Raises:
        UsageError: A template can't be filled in; the line names it. A declared variable has no value.
    """
    for variable in prompt_set.variables:
        if variable not in values:
            path = prompt_set.frame.file.path
            raise UsageError(
                f"{path}:1: nothing gives the variable {variable!r} in this set; remove it from 'variables'"
            )
    given = {
        variable: tuple(replace(item, text=inert(item.text, prompt_set.quotes)) for item in values[variable])
        for variable in prompt_set.variables
    }
    sections = [
        {
            "name": section.name,
            "title": section.title,
            "text": prompt_set.templates[section.name].render({name: given[name] for name in section.variables}),
        }
        for section in call.sections
    ]
    context = {**given, "sections": sections, "article": numbered(article, prompt_set.quotes, only)}
    scope = Scope()
    if prompt_set.per_article:
        ids = tuple((name, tuple(item.id for item in items)) for name, items in given.items())
        scope = Scope(len(article.sentences), ids)
    names = tuple(section.name for section in call.sections)
    return RenderedCall(
        name=f"{prompt_set.name}/{call.name}",
        sections=names,
        prompts=tuple(f"{prompt_set.name}/{name}" for name in ("frame", *names)),
        messages=(
            {"role": "system", "content": prompt_set.frame.render_block("system", context)},
            {"role": "user", "content": prompt_set.frame.render_block("user", context)},
        ),
        answer_model=answer_model(prompt_set.name, call, scope),
        max_tokens=sum(section.max_tokens for section in call.sections),
    )
