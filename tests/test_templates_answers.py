import json

import pytest
from plain_article import article
from pydantic import ValidationError

from briefer import templates
from briefer.briefing import Briefing, DenialStrength, SourceKind, UncertaintyKind
from briefer.proposal import (
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
)

HARBOUR = article("Two tankers unloaded at night, Maren Volk said.", "Piet Oslan denied it.", "He would not say more.")
RAIN = article("It rained.")
DRAFT = Proposal(ProposedText("Draft", (1,)), claims=(ProposedClaim("draft claim", "It rained.", None, (1,)),))
ANSWER = {
    "sources": [
        {
            "id": "S1",
            "sentences": [1],
            "name": "Maren Volk",
            "description": "",
            "kind": "named_person",
            "aliases": [" "],
        },
        {
            "id": "S2",
            "sentences": [2],
            "name": " Piet Oslan",
            "description": None,
            "kind": "named_person",
            "aliases": [],
        },
    ],
    "claims": [
        {
            "id": "C1",
            "sentences": [1, 99],
            "statement": "Two tankers unloaded at night.",
            "source": "S1",
            "via": [],
            "cue": "said",
            "quote": None,
            "hedges": [],
        }
    ],
    "uncertainties": [
        {
            "sentences": [3],
            "statement": "Piet Oslan would not say more.",
            "kind": "undisclosed",
            "source": "S2",
            "via": [],
            "cue": "would not say",
            "about": ["C1"],
        }
    ],
    "denials": [
        {
            "sentences": [2],
            "statement": "Piet Oslan denied it.",
            "source": "S2",
            "via": [],
            "cue": "denied",
            "strength": "denies",
            "denies": ["C1"],
        }
    ],
    "headline": {"sentences": [1], "text": "Tankers unloaded at night"},
    "summary": [{"sentences": [1, 2], "text": "Tankers unloaded at night, which is denied."}],
}
TIMELINE = """---
section: timeline
title: Timeline
fields:
  when: string
  json:
    type: list of strings
    description: names of those involved
  of: claims
---
What happened when, earliest first.
"""


@pytest.fixture
def with_timeline(tmp_path):
    for name in ("extract", "assist"):
        (tmp_path / name).mkdir()
    (tmp_path / "extract" / "timeline.md").write_text(TIMELINE, "utf-8")
    assist = TIMELINE.replace("title: Timeline", "title: Timeline\nvariables: [claims]\nneeds: [claims]")
    (tmp_path / "assist" / "timeline.md").write_text(assist, "utf-8")
    return tmp_path


def rendered(set_name="extract", given=HARBOUR, values=None, overrides=None, call=0):
    prompt_set = templates.load(set_name, overrides=overrides)
    return prompt_set, templates.render(prompt_set, prompt_set.calls[call], given, values or {})


def listed(letter, *keys):
    return tuple(templates.Listed(f"{letter}{n}", key, f"{key}.", n) for n, key in enumerate(keys, 1))


def objects(schema):
    return [part for part in (schema, *schema["$defs"].values()) if part["type"] == "object"]


def test_extract_has_one_schema_for_all_articles():
    first, second = rendered(given=HARBOUR)[1].answer_model, rendered(given=RAIN)[1].answer_model
    assert first is second


def test_extracts_schema_is_the_same_bytes_in_the_same_order_each_time():
    schemas = [json.dumps(rendered(given=given)[1].answer_model.model_json_schema()) for given in (HARBOUR, RAIN)]
    assert schemas[0] == schemas[1]


def short(shortlist):
    prompt_set = templates.load("extract")
    return templates.render(prompt_set, prompt_set.calls[0], HARBOUR, {}, shortlist=shortlist)


def test_a_small_model_is_held_to_the_sentences_that_exist_and_to_a_few_items():
    schema = short(templates.Shortlist()).answer_model.model_json_schema()
    assert schema["$defs"]["ClaimAnswer"]["properties"]["sentences"]["items"]["enum"] == [1, 2, 3]
    assert schema["properties"]["claims"]["maxItems"] < 8
    assert schema["properties"]["denials"]["maxItems"] < 3


def test_a_small_model_chooses_from_the_shortlist():
    listed = templates.Shortlist((("denials", (2, 9)), ("uncertainties", ())))
    schema = short(listed).answer_model.model_json_schema()
    assert schema["$defs"]["DenialAnswer"]["properties"]["sentences"]["items"]["const"] == 2
    assert schema["properties"]["uncertainties"]["maxItems"] == 0


def test_a_small_model_is_not_asked_for_what_it_makes_up_and_the_rest_is_filled_in():
    answer_model = short(templates.Shortlist()).answer_model
    assert answer_model.model_json_schema()["properties"].keys() == {"claims", "uncertainties", "denials"}
    claim = {"id": "C1", "sentences": [1], "statement": "The quay is shut."}
    answer = answer_model.model_validate({"claims": [claim], "uncertainties": [], "denials": []})
    base = Proposal(ProposedText("Quay shut", (1,)), (ProposedText("The quay is shut.", (1,)),))
    found = templates.proposal(templates.load("extract"), [answer], base=base)
    assert (found.claims[0].source, found.claims[0].cue, found.claims[0].hedges) == (None, None, ())
    assert found.summary == base.summary


def test_a_small_model_reads_the_same_prompt_as_a_large_one_and_has_less_room():
    large, small = rendered()[1], short(templates.Shortlist())
    assert large.messages == small.messages
    assert small.max_tokens < large.max_tokens / 4


def test_every_key_of_an_answer_is_required_and_no_other_is_allowed(with_timeline):
    schema = rendered(overrides=with_timeline)[1].answer_model.model_json_schema()
    assert all(part["additionalProperties"] is False for part in objects(schema))
    assert all(set(part["required"]) == set(part["properties"]) for part in objects(schema))


def test_no_string_of_an_answer_has_a_maximum():
    assert "maxLength" not in json.dumps(rendered()[1].answer_model.model_json_schema())


def test_every_list_of_an_answer_is_bounded(with_timeline):
    schema = rendered(overrides=with_timeline)[1].answer_model.model_json_schema()
    lists = [field for part in objects(schema) for field in part["properties"].values() if field.get("type") == "array"]
    assert lists
    assert all("maxItems" in field for field in lists)


def test_a_list_that_is_longer_than_its_bound_is_still_an_answer():
    longer = ANSWER | {"summary": [{"sentences": [1, 2, 3, 1], "text": "Rain."}] * 5}
    assert len(rendered()[1].answer_model.model_validate(longer).summary) == 5


def test_extracts_schema_names_no_sentence_of_the_article():
    numbers = rendered()[1].answer_model.model_json_schema()["$defs"]["ClaimAnswer"]["properties"]["sentences"]
    assert numbers["items"] == {"type": "integer"}


def test_an_extract_answer_becomes_a_proposal():
    prompt_set, call = rendered()
    answer = call.answer_model.model_validate_json(json.dumps(ANSWER))
    assert templates.proposal(prompt_set, [answer], base=DRAFT) == Proposal(
        headline=ProposedText("Tankers unloaded at night", (1,)),
        summary=(ProposedText("Tankers unloaded at night, which is denied.", (1, 2)),),
        sources=(
            ProposedSource("S1", "Maren Volk", SourceKind.NAMED_PERSON, (1,)),
            ProposedSource("S2", "Piet Oslan", SourceKind.NAMED_PERSON, (2,)),
        ),
        claims=(ProposedClaim("C1", "Two tankers unloaded at night.", "S1", (1, 99), cue="said"),),
        uncertainties=(
            ProposedUncertainty(
                "U1",
                "Piet Oslan would not say more.",
                UncertaintyKind.UNDISCLOSED,
                "S2",
                (3,),
                cue="would not say",
                about=("C1",),
            ),
        ),
        denials=(
            ProposedDenial(
                "D1", "Piet Oslan denied it.", "S2", DenialStrength.DENIES, (2,), cue="denied", denies=("C1",)
            ),
        ),
    )


def test_without_an_answer_the_draft_stands():
    assert templates.proposal(templates.load("extract"), [], base=DRAFT) == DRAFT


def test_an_id_that_a_model_gives_twice_stays_two_items():
    prompt_set, call = rendered()
    twice = ANSWER | {"sources": [ANSWER["sources"][0], ANSWER["sources"][1] | {"id": "S1"}]}
    proposal = templates.proposal(prompt_set, [call.answer_model.model_validate(twice)], base=DRAFT)
    assert [source.key for source in proposal.sources] == ["S1", "S1 (2)"]


def test_assist_may_only_name_sentences_that_exist():
    values = {"claims": listed("C", "rain"), "denials": (), "open_denials": listed("D", "sun")}
    model = rendered("assist", values=values, call=1)[1].answer_model
    model.model_validate({"summary": [{"sentences": [3], "text": "Rain."}]})
    with pytest.raises(ValidationError):
        model.model_validate({"summary": [{"sentences": [4], "text": "Rain."}]})


def test_assist_may_only_choose_claims_that_are_listed_for_denials_that_are_listed():
    values = {"claims": listed("C", "rain", "fog"), "denials": (), "open_denials": listed("D", "sun", "wind")}
    schema = rendered("assist", values=values)[1].answer_model.model_json_schema()
    choices = schema["$defs"]["DenialChoices"]["properties"]
    assert {denial: choice["items"]["enum"] for denial, choice in choices.items()} == {
        "D1": ["C1", "C2"],
        "D2": ["C1", "C2"],
    }


def test_the_claims_that_assist_chose_come_back_under_their_own_keys():
    values = {"claims": listed("C", "rain", "fog"), "denials": (), "open_denials": listed("D", "sun", "wind")}
    model = rendered("assist", values=values)[1].answer_model
    answer = model.model_validate({"denials": {"D1": ["C2", "C2"], "D2": []}})
    assert templates.denial_choices(answer, values) == {"sun": ("fog",), "wind": ()}


def test_the_bottom_line_of_assist_comes_back_with_its_sentences():
    values = {"claims": (), "denials": (), "open_denials": ()}
    model = rendered("assist", values=values, call=1)[1].answer_model
    answer = model.model_validate({"summary": [{"sentences": [2], "text": " Rain. "}]})
    assert templates.summary(answer) == (ProposedText("Rain.", (2,)),)


def test_a_proposal_is_listed_under_short_ids_in_its_order():
    assert templates.listing(DRAFT)["claims"] == (templates.Listed("C1", "draft claim", "It rained.", 1),)


def test_an_added_section_joins_extracts_call_and_reaches_the_proposal(with_timeline):
    prompt_set, call = rendered(overrides=with_timeline)
    assert call.sections[-1] == "timeline"
    assert "What happened when, earliest first." in call.messages[0]["content"]
    item = {"sentences": [1], "when": "at night", "json": ["Maren Volk"], "of": ["C1"]}
    answer = call.answer_model.model_validate_json(json.dumps(ANSWER | {"timeline": [item]}))
    assert templates.proposal(prompt_set, [answer], base=DRAFT).sections == {
        "timeline": (
            ProposedItem(
                "timeline1",
                {"when": "at night", "json": ["Maren Volk"], "of": ["C1"]},
                (1,),
                frozenset({"of"}),
            ),
        )
    }


def test_an_added_field_describes_itself_to_the_model(with_timeline):
    item = rendered(overrides=with_timeline)[1].answer_model.model_json_schema()["$defs"]["Added_timeline"]
    assert item["properties"]["json"]["description"] == "names of those involved"


def test_an_added_section_is_a_call_of_its_own_in_assist(with_timeline):
    values = {"claims": listed("C", "rain", "fog"), "denials": (), "open_denials": listed("D", "sun")}
    prompt_set, call = rendered("assist", values=values, overrides=with_timeline, call=2)
    answer = call.answer_model.model_validate(
        {"timeline": [{"sentences": [1], "when": None, "json": [], "of": ["C2"]}]}
    )
    (item,) = templates.added_items(prompt_set.sections[-1], answer, values)
    assert item.fields == {"when": None, "json": [], "of": ["fog"]}


def test_the_schema_of_a_briefing_gains_an_added_section(with_timeline):
    schema = templates.briefing_schema(templates.load("extract", overrides=with_timeline).sections)
    item = schema["properties"]["sections"]["properties"]["timeline"]["items"]
    assert item["required"] == ["id", "when", "json", "of", "evidence"]


def test_the_schema_of_a_briefing_requires_every_key():
    schema = templates.briefing_schema()
    assert set(schema["required"]) == set(Briefing.model_fields)


def again(answer):
    base = Proposal(
        ProposedText("Rain", (1,)),
        sources=(ProposedSource("volk", "Maren Volk", SourceKind.NAMED_PERSON, (1,)),),
        claims=(ProposedClaim("rain", "It rained.", "volk", (1,)),),
    )
    values = {**templates.listing(base), "cues": ()}
    call = templates.render_again(templates.load("extract"), HARBOUR, values, only={1, 2, 3})
    assert call is not None
    empty = {"sources": [], "uncertainties": [], "denials": []}
    return templates.amended(base, call.answer_model.model_validate(empty | answer), values)


def test_what_the_second_request_finds_refers_to_what_was_listed():
    denial = ANSWER["denials"][0] | {"source": "S1"}
    assert [(item.source, item.denies) for item in again({"denials": [denial]}).denials] == [("volk", ("rain",))]


def test_what_the_second_request_finds_may_bring_a_new_source():
    proposal = again({"sources": [ANSWER["sources"][1]], "denials": ANSWER["denials"]})
    assert [source.name for source in proposal.sources] == ["Maren Volk", "Piet Oslan"]
    assert proposal.denials[0].source == proposal.sources[1].key


def test_a_listed_source_that_is_named_again_is_not_doubled():
    proposal = again({"sources": [ANSWER["sources"][0]], "denials": [ANSWER["denials"][0] | {"source": "S1"}]})
    assert proposal.denials[0].source == "volk"
    assert len(proposal.sources) == 1


def test_a_new_source_under_a_taken_id_is_not_mistaken_for_the_old_one():
    newcomer = ANSWER["sources"][1] | {"id": "S1"}
    proposal = again({"sources": [newcomer], "denials": [ANSWER["denials"][0] | {"source": "S1"}]})
    assert proposal.denials[0].source == proposal.sources[1].key
