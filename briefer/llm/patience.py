"""How long we wait for an endpoint, and how often we try."""

from dataclasses import dataclass

from briefer.briefing import EndpointKind


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait, and how often to try.

    ``deadline`` covers one question with all its tries and its re-ask, but for the time that it waits for its turn.
    ``tries`` counts failures, ``limited_tries`` how often we are told that we ask too much (None for as many as
    ``tries``), ``first_tries`` the connections tried to an endpoint that was never reached.
    """

    connect: float = 10.0
    read: float = 120.0
    deadline: float = 300.0
    tries: int = 6
    limited_tries: int | None = None
    first_tries: int = 4
    first_wait: float = 0.5
    longest_wait: float = 60.0
    longest_backoff: float = 20.0


_LIMITED_TRIES = 20
_PATIENCE = {
    EndpointKind.REMOTE: Patience(limited_tries=_LIMITED_TRIES),
    # Our own model reads 70 and writes 25 tokens a second on two cores; trying again rarely helps it.
    EndpointKind.EMBEDDED: Patience(read=1800.0, deadline=1800.0, tries=2),
    # A server on this machine may be as slow.
    EndpointKind.LOOPBACK: Patience(read=600.0, deadline=900.0, limited_tries=_LIMITED_TRIES),
}


def patience_for(kind: EndpointKind) -> Patience:
    """The patience that suits a kind of endpoint."""
    return _PATIENCE.get(kind, Patience())
