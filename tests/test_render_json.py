import json
import re

import pytest
from builders import make_article, make_briefing, make_text, story_briefing
from hostile import ALL
from hypothesis import given
from hypothesis import strategies as st
from tampering import tampered

from briefer.briefing import Briefing
from briefer.render.json import to_json, to_jsonl

RENDERERS = pytest.mark.parametrize("render", [to_json, to_jsonl])
INVISIBLE = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@RENDERERS
def test_json_reads_back_as_the_same_briefing(render):
    assert Briefing.model_validate_json(render(story_briefing())) == story_briefing()


@RENDERERS
@given(anything=st.text())
def test_any_text_reads_back_as_it_was(render, anything):
    article = make_article(anything)
    briefing = make_briefing(article, headline=make_text(article, anything))
    assert Briefing.model_validate_json(render(briefing)) == briefing


@RENDERERS
@pytest.mark.parametrize("hostile", ALL)
def test_a_hostile_briefing_is_valid_json_with_nothing_invisible(render, hostile):
    document = render(tampered(hostile))
    assert not INVISIBLE.search(document)
    assert Briefing.model_validate_json(document).article.text == hostile.replace("\ud800", "\ufffd").replace(
        "\udcff", "\ufffd"
    )


def test_keys_stand_in_the_order_of_the_contract():
    assert list(json.loads(to_json(story_briefing()))) == list(Briefing.model_fields)


def test_letters_of_any_script_stand_as_themselves():
    assert "漢字 é" in to_json(make_briefing(make_article("漢字 é")))


def test_indented_json_puts_a_span_on_one_line_and_ends_in_a_line_break():
    document = to_json(story_briefing())
    assert "\n      [0, 57],\n" in document
    assert document.endswith("}\n")


def test_a_text_that_looks_like_a_spread_span_is_not_touched():
    article = make_article("[\n  1,\n  2\n]")
    assert json.loads(to_json(make_briefing(article)))["article"]["text"] == "[\n  1,\n  2\n]"


def test_a_json_line_is_one_line():
    assert to_jsonl(tampered("a\nb\u2028c\x85d")).count("\n") == 1
    assert len(to_jsonl(tampered("a\nb\u2028c\x85d")).splitlines()) == 1
