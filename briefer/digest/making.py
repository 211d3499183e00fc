"""From briefings to a digest, without a model."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime

from briefer.briefing import EndpointKind
from briefer.digest.bottom_line import composed
from briefer.digest.build import Build
from briefer.digest.contract import Digest, DigestProvenance
from briefer.digest.held import Held
from briefer.digest.working import Working


def make_digest(found: Iterable[Held]) -> Digest:
    """Make the digest of what was held of each briefing; the same articles give the same digest, in any order."""
    started = time.perf_counter()
    # What the statements were compared by is let go before the contract is made.
    digest = Build(Working(found).findings()).digest((), provenance())
    return digest.model_copy(
        update={
            "bottom_line": composed(digest),
            "provenance": digest.provenance.model_copy(update={"seconds": round(time.perf_counter() - started, 3)}),
        }
    )


def provenance() -> DigestProvenance:
    """The provenance of a digest made without a model, just now."""
    from briefer import __version__

    return DigestProvenance(
        tool_version=__version__,
        model=None,
        endpoint=EndpointKind.NONE,
        prompts={},
        schema_sha256=None,
        tokens_in=0,
        tokens_out=0,
        requests=0,
        refused=0,
        fallbacks=(),
        seconds=0.0,
        created_at=datetime.now(UTC).replace(microsecond=0),
    )
