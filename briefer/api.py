"""The Python API: one article in, its briefing out; plain and async."""

import asyncio
import os
from pathlib import Path

from briefer.articles import Input, parse, read
from briefer.briefing import Article, Briefing
from briefer.errors import UsageError
from briefer.pipelines.plan import make_plan
from briefer.pipelines.session import open_pipeline


def brief(
    path: str | Path | None = None,
    *,
    text: str | None = None,
    model: str | None = None,
    pipeline: str | None = None,
    prompts: str | Path | None = None,
    offline: bool = False,
) -> Briefing:
    """Brief one article.

    Args:
        path: The article's file; or give ``text``.
        text: The article itself, its title on the first line if it has one.
        model: As ``brief -m``: a model's name, ``local``, ``local/PATH.gguf``; None for what is available.
        pipeline: ``draft``, ``assist`` or ``extract``; None for what suits the model.
        prompts: A folder of prompt files that override the packaged ones.
        offline: Refuse every endpoint but this machine's own.

    Raises:
        BrieferError: The article, the options or the endpoint; its text is one line that says what to mend.
        RuntimeError: A loop is running already: await ``abrief`` there.
    """
    return asyncio.run(abrief(path, text=text, model=model, pipeline=pipeline, prompts=prompts, offline=offline))


async def abrief(
    path: str | Path | None = None,
    *,
    text: str | None = None,
    model: str | None = None,
    pipeline: str | None = None,
    prompts: str | Path | None = None,
    offline: bool = False,
) -> Briefing:
    """Brief one article inside a running loop; arguments and errors are those of ``brief``."""
    plan = make_plan(
        model=model,
        pipeline=pipeline,
        prompts=None if prompts is None else Path(prompts),
        offline=offline,
        ask_again=True,
        environ=os.environ,
    )
    article = _article(path, text)
    async with open_pipeline(plan, notice=lambda _line: None) as brief_article:
        return await brief_article(article)


def _article(path: str | Path | None, text: str | None) -> Article:
    if (path is None) == (text is None):
        raise UsageError("brief() takes the path of an article or its text, one of the two")
    if text is not None:
        return parse(text.encode(), shown="text", suffix=".txt")
    given = Path(str(path))
    return read(Input(file=str(given), shown=str(path), below=given.name))
