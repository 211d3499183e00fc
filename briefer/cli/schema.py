"""``brief schema``: the contract as JSON Schema."""

from briefer.cli.options import PromptsFolder


def schema(prompts: PromptsFolder = None) -> None:
    """Print the JSON Schema of a briefing, with the sections that your prompts add."""
    import json
    import sys

    from briefer import templates

    prompt_set = templates.load("extract", overrides=prompts)
    document = templates.briefing_schema(prompt_set.sections)
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
