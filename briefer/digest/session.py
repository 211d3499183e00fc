"""A digest with an endpoint: opened when there is something to ask, and what was answered before is not asked again."""

from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path

from briefer import templates
from briefer.briefing import EndpointKind
from briefer.digest.asking import SET, ask_for_digest
from briefer.digest.contract import Digest
from briefer.digest.held import Held
from briefer.digest.working import Working
from briefer.llm.account import Account
from briefer.llm.client import Client, open_client
from briefer.llm.endpoints import Endpoint
from briefer.pipelines.memory import Remembering
from briefer.store.answers import AnswerStore


def can_judge(endpoint: Endpoint | None) -> bool:
    """Whether a digest asks this endpoint: the embedded model can't be trusted to tell two claims apart."""
    return endpoint is not None and endpoint.kind is not EndpointKind.EMBEDDED


async def digest_with_model(
    found: Iterable[Held],
    endpoint: Endpoint,
    prompts: Path | None,
    *,
    store: AnswerStore | None = None,
    refresh: bool = False,
    account: Account | None = None,
) -> Digest:
    """Make the digest of what was held of each briefing, and let a model add to it.

    Args:
        found: The articles.
        endpoint: Which model; see ``can_judge``.
        prompts: The user's folder of prompts, or None.
        store: Where answers are kept and looked up.
        refresh: Ask again, and keep the answers in place of those in the store.
        account: Where spending is counted and limited.

    Raises:
        UsageError: A prompt file is wrong.
        BudgetError: The question might exceed the budget.
        TransportError: The endpoint could not be reached or kept failing.
        EndpointRefusedError: The endpoint refuses us.

    """
    prompt_set = templates.load(SET, overrides=prompts)
    async with AsyncExitStack() as stack:
        client: Client | None = None

        async def opened() -> Client:
            nonlocal client
            if client is None:
                client = await stack.enter_async_context(open_client(endpoint, account=account))
            return client

        asks = Remembering(endpoint, opened, store, refresh=refresh)
        await asks.ready()
        return await ask_for_digest(Working(found), asks, prompt_set)
