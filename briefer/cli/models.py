"""``brief models``: what is available, what would be used, and why."""

from typing import Annotated

import typer

from briefer.cli.options import Offline


def models(
    offline: Offline = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say which models are available and which one would be used; asks nobody and loads nothing."""
    import json
    import os

    from briefer.errors import UsageError
    from briefer.llm.available import describe_models
    from briefer.render.escape import terminal_safe

    available = describe_models(os.environ, offline=offline)
    choice = available.choice
    endpoint = None if choice is None else choice.endpoint
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "engine_installed": available.engine,
                    "weights": available.weights.state.value,
                    "key_set": available.key_set,
                    "base_url": available.base_url,
                    "brief_model": available.model,
                    "pipeline": None if choice is None else choice.pipeline,
                    "model": None if endpoint is None else endpoint.model,
                    "endpoint": "none" if endpoint is None else endpoint.kind.value,
                    "why": None if choice is None else choice.why,
                    "problem": available.problem,
                },
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        engine = "installed" if available.engine else "not installed"
        rows = [
            ("embedded model", f"engine {engine}, weights {available.weights.state.value}"),
            ("OPENAI_API_KEY", "set" if available.key_set else "not set"),
            ("OPENAI_BASE_URL", available.base_url or "not set"),
            ("BRIEF_MODEL", available.model or "not set"),
        ]
        if choice is not None:
            model = "no model" if endpoint is None else f"{endpoint.model or 'the one it serves'} at {endpoint.host}"
            rows.append(("would be used", f"{choice.pipeline}, {model}: {choice.why}"))
            if choice.hint:
                rows.append(("to get more", choice.hint))
        for name, value in rows:
            typer.echo(f"{name + ':':<17}{terminal_safe(value)}")
    if available.problem:
        raise UsageError(available.problem)
