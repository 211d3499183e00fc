"""What a small model may add to the draft, and what it may not."""

import json

import pytest
from stub_server import Reply, Says, stub_server

from briefer import Briefing, brief

ARTICLE = """Mine at Verrin under suspicion

The Verrin mine poured acid into the river Lauer, neighbours said on Monday.

Engineer Mara Orlo said that the water board had tested the river twice.

Ms Orlo declined to say when the results would be out.

The owner, Halden Ores, denied any wrongdoing.
"""


def assisted(monkeypatch: pytest.MonkeyPatch, summary: list[dict[str, object]], denies: str = "") -> Briefing:
    """The article's briefing where the model answers so; ``denies`` picks the claim whose text holds it, for every denial."""

    def script(body: dict[str, object]) -> Reply:
        properties = body["response_format"]["json_schema"]["schema"]["properties"]
        if "summary" in properties:
            return Says(json.dumps({"summary": summary}))
        prompt = body["messages"][-1]["content"]
        chosen = [line.split(":")[0] for line in prompt.splitlines() if line.startswith("C") and denies in line]
        schema = json.dumps(body["response_format"])
        return Says(json.dumps({"denials": {f"D{n}": chosen[:1] for n in range(1, 9) if f'"D{n}"' in schema}}))

    with stub_server(script) as stub:
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


def test_a_chosen_claim_about_something_else_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = assisted(monkeypatch, [{"sentences": [1], "text": "Neighbours said so."}], denies="water board")
    tested = [claim.id for claim in briefing.claims if "water board" in claim.statement]
    assert tested
    assert not set(tested) & {claim for denial in briefing.denials for claim in denial.denies}
