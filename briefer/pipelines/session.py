"""The pipeline that a plan asks for, with its endpoint opened when the first article needs it and closed at the end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeAlias

from briefer.briefing import Article, Briefing, EndpointKind
from briefer.llm.account import Account
from briefer.llm.client import DEFAULT_CONCURRENCY, Client, open_client
from briefer.llm.embedded import DEFAULT_CONTEXT, serve
from briefer.llm.endpoints import Endpoint
from briefer.llm.prices import price_of
from briefer.pipelines.memory import Remembering
from briefer.pipelines.parts import CONTEXT_TOKENS, Context
from briefer.pipelines.plan import Plan
from briefer.pipelines.precedence import Precedence
from briefer.store.answers import AnswerStore

_DRAFTS = 4
"""The next are read while a disk takes its time over the last."""

BriefArticle: TypeAlias = Callable[[Article], Awaitable[Briefing]]


@asynccontextmanager
async def open_pipeline(
    plan: Plan,
    *,
    notice: Callable[[str], None],
    store: AnswerStore | None = None,
    refresh: bool = False,
    concurrency: int | None = None,
    account: Account | None = None,
    context: int | None = None,
    precedence: Precedence | None = None,
) -> AsyncIterator[BriefArticle]:
    """Give the function that briefs one article as planned.

    Args:
        plan: Which pipeline, endpoint and prompts.
        notice: Told in a line what is being prepared (the embedded model, once).
        store: Where answers are kept and looked up; None to ask every question.
        refresh: Ask every question, and keep the answers in place of those in the store.
        concurrency: Most requests under way at once; None for what suits the endpoint.
        account: Where spending is counted and limited.
        context: Tokens that the model reads and writes at once; None for what is known of it.
        precedence: Told when the endpoint is open, and by which an article waits for the others' requests.
    """
    precedence = precedence or Precedence(1)
    if plan.endpoint is None or plan.prompts is None:
        from briefer.pipelines.draft import draft

        yield draft
        return
    endpoint, prompts = plan.endpoint, plan.prompts
    opening = asyncio.Lock()
    client: Client | None = None
    async with AsyncExitStack() as stack:

        async def opened() -> Client:
            nonlocal client
            async with opening:
                if client is None:
                    client = await _open(
                        endpoint,
                        stack,
                        notice,
                        concurrency,
                        account,
                        known.tokens,
                        signals=plan.pipeline == "assist",
                    )
                    precedence.opened()
                return client

        known = context_for(endpoint, context)
        asks = Remembering(endpoint, opened, store, refresh=refresh, notice=notice)

        async def brief_article(article: Article) -> Briefing:
            await asks.ready()
            if plan.pipeline == "extract":
                from briefer.pipelines.extract import extract

                return await extract(
                    article,
                    asks,
                    prompts,
                    ask_again=plan.ask_again,
                    context=known,
                    precedence=precedence,
                    notice=lambda line: notice(f"{article.path}: {line}"),
                )
            from briefer.pipelines.assist import assist

            return await assist(article, asks, prompts)

        yield brief_article


def context_for(endpoint: Endpoint, tokens: int | None = None) -> Context:
    """How much a model reads and writes at once: as told, else by the list of models, else a cautious guess."""
    if tokens is None:
        price = price_of(endpoint)
        listed = None if price is None else price.context_tokens
        tokens = DEFAULT_CONTEXT if endpoint.kind is EndpointKind.EMBEDDED else listed
    return Context(tokens or CONTEXT_TOKENS)


def waits(endpoint: Endpoint | None) -> bool:
    """Whether the work is done elsewhere, so that several articles at once are done sooner."""
    return endpoint is not None and endpoint.kind is not EndpointKind.EMBEDDED


def concurrency_for(endpoint: Endpoint | None) -> int:
    """How much may be under way at once, where the user says nothing: requests, or articles where none are made."""
    if endpoint is None:
        return _DRAFTS
    return DEFAULT_CONCURRENCY if waits(endpoint) else 1


async def _open(
    endpoint: Endpoint,
    stack: AsyncExitStack,
    notice: Callable[[str], None],
    concurrency: int | None,
    account: Account | None,
    context: int,
    *,
    signals: bool,
) -> Client:
    if endpoint.kind is EndpointKind.EMBEDDED:
        served = serve(endpoint, notice=notice, context_tokens=context, signals=signals)
        endpoint = await stack.enter_async_context(served)
    most = concurrency or concurrency_for(endpoint)
    return await stack.enter_async_context(open_client(endpoint, concurrency=most, account=account))
