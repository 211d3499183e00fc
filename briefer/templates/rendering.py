"""A call made ready: the messages for one article, and the model of the answer."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from pydantic import BaseModel

from briefer.briefing import Article
from briefer.errors import UsageError
from briefer.message import Message
from briefer.templates.answers import Scope, Shortlist, answer_model, room
from briefer.templates.article_text import Quotes, inert, numbered
from briefer.templates.prompt_set import AGAIN_VARIABLES, PromptSet
from briefer.templates.sections import Call
from briefer.templates.values import Listed, Values

_NO_VALUES: Values = {}


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
    shortlist: Shortlist | None = None,
) -> RenderedCall:
    """Render one call of a set for an article.

    The article's text is given to the templates as a value and is never itself a template.

    Args:
        prompt_set: The set.
        call: One of ``prompt_set.calls_for(values)``.
        article: The article.
        values: The items listed under each variable that the set declares; see ``listing``.
        only: The numbers of the sentences to show, all by default.
        shortlist: For a small model that fills the sections, what it chooses from.

    Raises:
        UsageError: A template can't be filled in; the line names it. A declared variable has no value.
    """
    given = _given(prompt_set, values)
    context = {
        **given,
        "sections": _sections(prompt_set, call, given),
        "article": numbered(article, prompt_set.quotes, only),
    }
    scope = Scope()
    if prompt_set.per_article or shortlist is not None:
        ids = tuple((name, tuple(item.id for item in items)) for name, items in given.items())
        shown = range(1, len(article.sentences) + 1) if only is None else sorted(only)
        scope = Scope(tuple(shown), ids, shortlist)
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
        max_tokens=room(call, scope),
    )


def render_again(
    prompt_set: PromptSet, article: Article, values: Values, *, only: Collection[int]
) -> RenderedCall | None:
    """Render the second request: about a few sentences only, with the system message of the first call.

    The system message is the same to the byte, so that a provider's prompt cache has it already.

    Args:
        prompt_set: The set.
        article: The article.
        values: ``listing`` of what the first answer proposed, and under ``cues`` the ``listed_cues`` to ask about.
        only: The numbers of the sentences to show: those with the cues, and their neighbours.

    Returns:
        The call, or None where the set has no file ``again``.
    """
    if prompt_set.again is None:
        return None
    call = prompt_set.calls[0]
    given = _given(prompt_set, values)
    first = {**given, "sections": _sections(prompt_set, call, given), "article": numbered(article, prompt_set.quotes)}
    lists = {name: _inert(values[name], prompt_set.quotes) for name in AGAIN_VARIABLES if name != "article"}
    shown = {**lists, "article": numbered(article, prompt_set.quotes, only)}
    names = tuple(section.name for section in prompt_set.again.sections)
    return RenderedCall(
        name=f"{prompt_set.name}/again",
        sections=names,
        prompts=tuple(f"{prompt_set.name}/{name}" for name in ("frame", *(s.name for s in call.sections), "again")),
        messages=(
            {"role": "system", "content": prompt_set.frame.render_block("system", first)},
            {"role": "user", "content": prompt_set.again.template.render(shown)},
        ),
        answer_model=answer_model(prompt_set.name, Call(prompt_set.again.sections), Scope()),
        max_tokens=prompt_set.again.max_tokens,
    )


def _given(prompt_set: PromptSet, values: Values) -> dict[str, tuple[Listed, ...]]:
    """The set's variables with their values, or the error that names one that has none."""
    for variable in prompt_set.variables:
        if variable not in values:
            path = prompt_set.frame.file.path
            raise UsageError(f"{path}:1: nothing gives the variable {variable!r} in this set; remove it")
    return {variable: _inert(values[variable], prompt_set.quotes) for variable in prompt_set.variables}


def _inert(items: tuple[Listed, ...], quotes: Quotes) -> tuple[Listed, ...]:
    return tuple(replace(item, text=inert(item.text, quotes)) for item in items)


def _sections(prompt_set: PromptSet, call: Call, given: Values) -> list[dict[str, str]]:
    return [
        {
            "name": section.name,
            "title": section.title,
            "text": prompt_set.templates[section.name].render({name: given[name] for name in section.variables}),
        }
        for section in call.sections
    ]
