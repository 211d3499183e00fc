"""What there is to choose from: the data behind ``brief models``."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefer.errors import UsageError
from briefer.llm import weights
from briefer.llm.endpoints import Choice, base_url_from, choose, engine_installed


@dataclass(frozen=True, slots=True)
class Available:
    """What is installed and set, and what would be used; the key itself is not here.

    ``choice`` is what would be used without options, None where nothing can be; ``problem`` is the line that says what
    is wrong with the settings, if anything is. A base URL that is wrong is not repeated: it may hold a password.
    """

    engine: bool
    weights: weights.Found
    key_set: bool
    base_url: str | None
    model: str | None
    choice: Choice | None
    problem: str | None


def describe_models(environ: Mapping[str, str], *, offline: bool = False) -> Available:
    """Look at what is installed and set, without a request and without loading anything."""
    choice: Choice | None = None
    problem: str | None = None
    try:
        choice = choose(model=None, pipeline=None, offline=offline, environ=environ)
    except UsageError as error:
        problem = str(error)
    try:
        base_url = base_url_from(environ)
    except UsageError as error:
        base_url, problem = None, str(error)
    return Available(
        engine=engine_installed(),
        weights=weights.find(),
        key_set=bool(environ.get("OPENAI_API_KEY", "").strip()),
        base_url=base_url,
        model=environ.get("BRIEF_MODEL") or None,
        choice=choice,
        problem=problem,
    )
