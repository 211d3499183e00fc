"""The openai library's client for one endpoint, set up so that it does only what we ask of it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from openai import APIStatusError, AsyncOpenAI, DefaultAsyncHttpxClient, OpenAIError, Timeout

from briefer.briefing import EndpointKind
from briefer.errors import UsageError
from briefer.llm.endpoints import DEFAULT_MODEL, Endpoint
from briefer.llm.faults import harmless, in_plain_words
from briefer.llm.patience import Patience
from briefer.llm.retries import Retries

_NO_KEY = "none"
"""Sent where no key is set: the library insists on one, servers without keys ignore it."""

_LISTED = 5
_NO_LIST = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}
)


@asynccontextmanager
async def connected(endpoint: Endpoint, patience: Patience) -> AsyncIterator[AsyncOpenAI]:
    """Give the library's client; it neither retries nor follows a redirect, and keeps off proxies on this machine."""
    assert endpoint.base_url is not None, "an embedded model is served before it is asked"
    timeout = Timeout(patience.read, connect=patience.connect)
    transport = DefaultAsyncHttpxClient(
        timeout=timeout,
        follow_redirects=False,
        trust_env=endpoint.kind is EndpointKind.REMOTE,
        # Certificates are not even loaded for an address without encryption.
        verify=not endpoint.base_url.startswith("http://"),
    )
    # instructor logs each failure as an error, which would reach stderr beside our own line.
    logging.getLogger("instructor").addHandler(logging.NullHandler())
    async with AsyncOpenAI(
        api_key=endpoint.api_key or _NO_KEY,
        base_url=endpoint.base_url,
        timeout=timeout,
        max_retries=0,
        http_client=transport,
    ) as sdk:
        yield sdk


async def served_model(sdk: AsyncOpenAI, endpoint: Endpoint, patience: Patience) -> str:
    """The one model that the endpoint serves; the default model's name where it does not tell.

    Raises:
        UsageError: It serves several.
        EndpointRefusedError: The key is not accepted.
        TransportError: It could not be reached.
    """
    tries = 0

    async def listed() -> list[str]:
        nonlocal tries
        tries += 1
        page = await sdk.models.list()
        # Whatever a server answers with 200 gets here, a page of HTML as a str.
        return [str(model.id) for model in getattr(page, "data", None) or []]

    try:
        names: list[str] = await Retries(patience, reached=False).caller(listed)
    except APIStatusError as error:
        if error.status_code in _NO_LIST:
            return DEFAULT_MODEL
        raise in_plain_words(error, endpoint, patience, tries) from error
    except OpenAIError as error:
        raise in_plain_words(error, endpoint, patience, tries) from error
    except (ValueError, AttributeError):
        return DEFAULT_MODEL
    if not names:
        return DEFAULT_MODEL
    if len(names) == 1:
        return names[0]
    shown = ", ".join(harmless(name, endpoint) for name in names[:_LISTED])
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    raise UsageError(f"{endpoint.host} serves several models; name one with -m or BRIEF_MODEL: {shown}{more}")
