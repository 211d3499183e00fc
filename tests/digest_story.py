"""The five articles of one story, briefed as a careful reader would: answers by hand, played to the real pipeline."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from stub_server import Says, in_turn, stub_server

from briefer import brief
from briefer.briefing import Briefing
from briefer.digest.contract import Digest
from briefer.digest.held import held
from briefer.digest.making import make_digest
from briefer.pipelines.draft import draft_now

HERE = Path(__file__).parent
STORY = HERE / "data" / "story"
FILES = tuple(sorted(path.name for path in STORY.glob("*.txt")))
ARTICLE = {name: f"A{number}" for number, name in enumerate(FILES, 1)}
_NOTHING_MORE = Says(json.dumps({"sources": [], "uncertainties": [], "denials": []}))


def expected() -> dict[str, Any]:
    return yaml.safe_load((STORY / "expected.yaml").read_text("utf-8"))


def played(name: str) -> Briefing:
    answer = (HERE / "story_answers" / name).with_suffix(".json").read_text("utf-8")
    with stub_server(in_turn(Says(answer), _NOTHING_MORE)) as stub, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", stub.url)
        return brief(STORY / name)


@cache
def briefings() -> tuple[Briefing, ...]:
    """The five, each through the extract pipeline over HTTP: grounded and guarded like any other."""
    return tuple(played(name) for name in FILES)


@cache
def story() -> Digest:
    return make_digest(held(briefing) for briefing in briefings())


@cache
def drafted() -> Digest:
    """The digest of the same articles' drafts."""
    from briefer.articles import find_inputs, read

    return make_digest(held(draft_now(read(each))) for each in find_inputs([str(STORY)]))
