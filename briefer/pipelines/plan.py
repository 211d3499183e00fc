"""How articles will be briefed: the pipeline, the endpoint and the prompts, decided once before any article is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefer import templates
from briefer.briefing import PipelineName
from briefer.llm.endpoints import Endpoint, choose


@dataclass(frozen=True, slots=True)
class Plan:
    """The decision; ``endpoint`` and ``prompts`` are None for the draft pipeline.

    ``why`` says in a line what decided, ``hint`` how to get more, if there is more to be had.
    """

    pipeline: PipelineName
    endpoint: Endpoint | None
    prompts: templates.PromptSet | None
    why: str
    hint: str | None = None
    ask_again: bool = True


def make_plan(
    *,
    model: str | None,
    pipeline: str | None,
    prompts: Path | None,
    offline: bool,
    ask_again: bool,
    environ: Mapping[str, str],
) -> Plan:
    """Decide; raises UsageError where the options, the environment or a prompt file ask for what can't be done."""
    choice = choose(model=model, pipeline=pipeline, offline=offline, environ=environ)
    prompt_set = None if choice.endpoint is None else templates.load(choice.pipeline, overrides=prompts)
    return Plan(choice.pipeline, choice.endpoint, prompt_set, choice.why, choice.hint, ask_again)
