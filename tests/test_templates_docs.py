from pathlib import Path

import pytest
from plain_article import article

from briefer import templates

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "prompts.md").read_text("utf-8")


@pytest.fixture
def added(tmp_path):
    """The set with the timeline that docs/prompts.md shows."""
    (tmp_path / "extract").mkdir()
    timeline = PAGE.partition("```markdown\n")[2].partition("```")[0]
    (tmp_path / "extract" / "timeline.md").write_text(timeline, "utf-8")
    return templates.load("extract", overrides=tmp_path)


def test_the_timeline_of_the_page_is_asked_for(added):
    call = templates.render(added, added.calls[0], article("It rained."))
    assert "# Timeline: `timeline`" in call.messages[0]["content"]
    assert "timeline" in call.answer_model.model_json_schema()["properties"]


def test_the_timeline_of_the_page_is_in_the_schema_of_the_briefing(added):
    sections = templates.briefing_schema(added.sections)["properties"]["sections"]["properties"]
    assert list(sections["timeline"]["items"]["properties"]) == ["id", "when", "event", "involved", "about", "evidence"]


@pytest.mark.parametrize("name", templates.names())
def test_the_page_names_every_packaged_prompt(name):
    set_name, _, stem = name.partition("/")
    listing = PAGE.partition(f"  {set_name}/")[2].partition("\n\n")[0]
    assert f"{stem}.md" in listing
