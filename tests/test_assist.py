"""What a small model may add to the draft, and what it may not."""

import json
from typing import Any

import pytest
from eval_folder import QUAY, unlinked
from stub_server import Reply, Says, stub_server

from briefer import Briefing, brief
from briefer.pipelines import assist

ARTICLE = """Mine at Verrin under suspicion

The Verrin mine poured acid into the river Lauer, neighbours said on Monday.

Engineer Mara Orlo said that the water board had tested the river twice.

Ms Orlo declined to say when the results would be out.

The owner, Halden Ores, denied any wrongdoing.
"""


def assisted(monkeypatch: pytest.MonkeyPatch, summary: list[dict[str, object]]) -> Briefing:
    """The article's briefing where the model answers so."""
    with stub_server(lambda _body: Says(json.dumps({"summary": summary}))) as stub:
        monkeypatch.setenv("OPENAI_BASE_URL", stub.url)
        return brief(text=ARTICLE, pipeline="assist")


def test_a_faithful_bottom_line_stands_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = assisted(
        monkeypatch, [{"sentences": [1], "text": "Neighbours said the Verrin mine poured acid into the Lauer."}]
    )
    assert briefing.summary[0].text == "Neighbours said the Verrin mine poured acid into the Lauer."
    assert [evidence.sentence for evidence in briefing.summary[0].evidence] == [1]


def test_what_is_denied_stays_in_the_bottom_line_where_the_model_leaves_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = assisted(
        monkeypatch, [{"sentences": [1], "text": "Neighbours said the Verrin mine poured acid into the Lauer."}]
    )
    assert 4 in [evidence.sentence for text in briefing.summary for evidence in text.evidence]


@pytest.mark.parametrize(
    "text",
    [
        "Neighbours said the Verrin mine poured acid into the Lauer twice a day.",
        "Neighbours said the Verrin mine never poured acid into the Lauer.",
        "The Verrin mine poured acid into the river Lauer.",
        "Residents of Tolm said the Verrin mine poured acid into the Lauer.",
    ],
    ids=["number", "negation", "no speaker", "name"],
)
def test_a_bottom_line_that_fails_the_guard_is_the_articles_own_sentence(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    briefing = assisted(monkeypatch, [{"sentences": [1], "text": text}])
    assert briefing.summary[0].text == briefing.article.sentence(1)
    assert [reverted.section for reverted in briefing.provenance.reverted] == ["summary"]


def linked(monkeypatch: pytest.MonkeyPatch, text: str, chosen: str) -> tuple[Briefing, list[str]]:
    """The briefing where the draft links no denial and the model chooses the claim with these words; what it was shown."""
    shown: list[str] = []

    def script(body: dict[str, Any]) -> Reply:
        schema = body["response_format"]["json_schema"]["schema"]
        prompt = body["messages"][-1]["content"]
        if "summary" in schema["properties"]:
            return Says(json.dumps({"summary": [{"sentences": [1], "text": "Nothing."}]}))
        shown.append(prompt)
        claims = [line.split(":")[0] for line in prompt.splitlines() if line.startswith("C") and chosen in line]
        return Says(json.dumps({"denials": dict.fromkeys(schema["$defs"]["DenialChoices"]["properties"], claims[:1])}))

    monkeypatch.setattr(assist, "read_draft", unlinked)
    with stub_server(script) as stub:
        monkeypatch.setenv("OPENAI_BASE_URL", stub.url)
        return brief(text=text, pipeline="assist"), shown


def test_a_denial_denies_the_claim_that_the_model_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing, shown = linked(monkeypatch, QUAY, "warned")
    (warned,) = (claim.id for claim in briefing.claims if "warned of cracks" in claim.statement)
    assert [denial.denies for denial in briefing.denials] == [(warned,)]
    assert len(shown) == 1


def test_a_chosen_claim_about_something_else_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing, shown = linked(monkeypatch, QUAY, "14 boats")
    assert any("14 boats" in claim.statement for claim in briefing.claims)
    assert [denial.denies for denial in briefing.denials] == [()]
    assert len(shown) == 1


def test_the_model_is_not_asked_where_no_claim_may_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing, shown = linked(monkeypatch, ARTICLE, "acid")
    assert briefing.denials
    assert briefing.claims
    assert shown == []
