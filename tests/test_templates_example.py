"""The worked example in the extract prompts is itself an answer that must hold."""

import json
import re
from pathlib import Path

import pytest
from plain_article import article

from briefer import templates
from briefer.briefing import Briefing, EndpointKind
from briefer.draft import draft
from briefer.pipelines.finish import finish
from briefer.pipelines.provenance import Record


@pytest.fixture(scope="module")
def example() -> Briefing:
    """The briefing that the prompts' own example answer makes of their own example article."""
    prompt_set = templates.load("extract")
    frame = prompt_set.files["extract/frame"].text.partition("# The article of the examples")[2]
    given = article(*re.findall(r"^\[\d+\] (.+)$", frame, re.MULTILINE))
    parts = []
    for section in prompt_set.sections:
        shown = prompt_set.files[f"extract/{section.name}"].text.partition("Example:\n")[2].strip()
        parts.append(shown if section.name == "summary" else f'"{section.name}": {shown}')
    call = templates.render(prompt_set, prompt_set.calls[0], given)
    answer = call.answer_model.model_validate_json("{" + ", ".join(parts) + "}")
    drafted = draft(given)
    proposal = templates.proposal(prompt_set, [answer], base=drafted.proposal)
    record = Record("extract", drafted.lexicon, endpoint=EndpointKind.REMOTE, model="m", prompts={}, schema_sha256=None)
    return finish(given, proposal, drafted, record.provenance())


def test_nothing_of_the_example_is_quarantined(example):
    assert example.quarantine == ()


def test_the_guard_refuses_nothing_of_the_example(example):
    assert example.provenance.reverted == ()


def test_the_example_leaves_no_cue_uncited(example):
    assert example.omissions == ()


def test_every_hedge_quote_and_cue_of_the_example_is_kept(example):
    assert [(claim.cue, claim.quote, claim.hedges) for claim in example.claims] == [
        ("said", None, ()),
        ("told her", None, ("may",)),
        ("said", "They came in without lights", ()),
        (None, None, ()),
    ]


def test_the_example_links_the_denial_to_its_claim(example):
    assert [claim.status.value for claim in example.claims] == ["denied", "uncertain", "asserted", "asserted"]


def test_the_contract_page_shows_the_example_as_it_is(example):
    page = (Path(__file__).resolve().parents[1] / "docs" / "contract.md").read_text("utf-8")
    shown = json.loads(page.partition("```json\n")[2].partition("```")[0])
    whole = json.loads(example.model_dump_json())
    assert shown == {
        "sources": whole["sources"][2:3],
        "claims": whole["claims"][:1],
        "uncertainties": whole["uncertainties"][:1],
        "denials": whole["denials"],
    }
