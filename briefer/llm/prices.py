"""What tokens cost in US dollars and how much a model can read: the one door to genai-prices."""

from contextlib import suppress
from dataclasses import dataclass

from briefer.briefing import EndpointKind
from briefer.llm.endpoints import Endpoint

_OPENAI = "openai"
"""Whose models a name is taken for at an endpoint that the price list does not know: a gateway's, most likely."""

_OPENAI_NAMES = ("gpt", "chatgpt", "o1", "o3", "o4", "codex")
"""How its names begin: of a server on this machine only these are taken for a gateway to it."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price list's entry for one model; ``context_tokens`` is how much it can read and write, where known."""

    model: str
    provider: str
    context_tokens: int | None

    def usd(self, tokens_in: int, tokens_out: int, tokens_cached: int = 0) -> float:
        """What so many tokens cost; ``tokens_cached`` of those in were in the provider's prompt cache."""
        from genai_prices import Usage, calc_price

        tokens = Usage(input_tokens=tokens_in, cache_read_tokens=tokens_cached or None, output_tokens=tokens_out)
        return float(calc_price(tokens, self.model, provider_id=self.provider).total_price)


def price_of(endpoint: Endpoint) -> Price | None:
    """The price of an endpoint's model, or None where the list, which comes with the package, does not know it."""
    if endpoint.kind is EndpointKind.EMBEDDED or endpoint.model is None:
        return None
    if endpoint.kind is EndpointKind.LOOPBACK and not endpoint.model.startswith(_OPENAI_NAMES):
        return None
    from genai_prices import Usage, calc_price

    found = None
    with suppress(LookupError):
        if endpoint.kind is EndpointKind.REMOTE:
            found = calc_price(Usage(input_tokens=1), endpoint.model, provider_api_url=endpoint.base_url)
    with suppress(LookupError):
        found = found or calc_price(Usage(input_tokens=1), endpoint.model, provider_id=_OPENAI)
    return None if found is None else Price(endpoint.model, found.provider.id, found.model.context_window)
