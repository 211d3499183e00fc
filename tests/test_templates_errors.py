from pathlib import Path

import pytest
from plain_article import article

from briefer import templates
from briefer.errors import UsageError

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"
TIMELINE = """---
section: timeline
title: Timeline
fields:
  when: string
---
What happened when.
"""


def error(tmp_path, name, text, set_name="extract"):
    """The error line for a folder that holds one file, with the folder's path left out."""
    path = tmp_path / set_name / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as raised:
        templates.load(set_name, overrides=tmp_path)
    return str(raised.value).removeprefix(f"{path.parent}/")


def edited(tmp_path, name, old, new, set_name="extract"):
    text = (PROMPTS / set_name / f"{name}.md").read_text("utf-8")
    assert old in text
    return error(tmp_path, name, text.replace(old, new, 1), set_name)


def timeline(tmp_path, old, new):
    assert old in TIMELINE
    return error(tmp_path, "timeline", TIMELINE.replace(old, new, 1))


def test_no_front_matter(tmp_path):
    assert error(tmp_path, "claims", "Find claims.") == (
        "claims.md:1: no front matter; begin the file with a line '---' and its keys"
    )


def test_front_matter_that_does_not_end(tmp_path):
    assert error(tmp_path, "claims", "---\nsection: claims\n") == (
        "claims.md:1: the front matter does not end; close it with a line '---'"
    )


def test_front_matter_that_is_not_yaml(tmp_path):
    assert edited(tmp_path, "claims", "title: Key claims", "title: [Key claims").startswith(
        "claims.md:4: the front matter is not YAML"
    )


def test_front_matter_that_holds_no_keys(tmp_path):
    assert error(tmp_path, "claims", "---\n- claims\n---\n") == (
        "claims.md:1: the front matter is not a list of keys; write lines such as 'section: claims'"
    )


def test_a_control_character_in_front_matter(tmp_path):
    assert edited(tmp_path, "claims", "Key claims", "Key \x07 claims") == (
        "claims.md:1: the front matter holds a character that YAML forbids; remove it"
    )


def test_a_file_that_is_not_utf_8(tmp_path):
    (tmp_path / "extract").mkdir()
    (tmp_path / "extract" / "claims.md").write_bytes(b"---\nsection: claims\ntitle: Caf\xe9\n---\n")
    with pytest.raises(UsageError, match=r"claims\.md:3: not UTF-8 text; save the file as UTF-8"):
        templates.load("extract", overrides=tmp_path)


def test_a_misspelt_key_gets_the_near_one(tmp_path):
    assert edited(tmp_path, "claims", "max_tokens", "max_token") == (
        "claims.md:4: unknown key 'max_token'; did you mean 'max_tokens'?"
    )


def test_a_key_that_stands_twice(tmp_path):
    assert edited(tmp_path, "claims", "title: Key claims", "title: Claims\ntitle: Key claims") == (
        "claims.md:4: 'title' stands here a second time; keep one of the two"
    )


def test_a_missing_key(tmp_path):
    assert edited(tmp_path, "claims", "title: Key claims\n", "") == "claims.md:1: the key 'title' is missing; add it"


def test_a_value_of_the_wrong_type(tmp_path):
    assert edited(tmp_path, "claims", "max_tokens: 3000", "max_tokens: many") == (
        "claims.md:4: 'max_tokens' is 'many'; it should be a valid integer"
    )


def test_a_section_that_is_not_the_files_name(tmp_path):
    assert edited(tmp_path, "claims", "section: claims", "section: claim") == (
        "claims.md:2: the section is 'claim' but the file is 'claims'; give both one name"
    )


def test_a_section_name_that_is_no_name(tmp_path):
    assert error(tmp_path, "Time-line", TIMELINE.replace("timeline", "Time-line", 1)) == (
        "Time-line.md:2: 'Time-line' is no section name; use a–z, 0–9 and _, a letter first"
    )


def test_a_section_called_like_a_part_of_the_contract(tmp_path):
    assert error(tmp_path, "provenance", TIMELINE.replace("timeline", "provenance", 1)) == (
        "provenance.md:2: 'provenance' is a name of the contract and no section of this set; rename the file"
    )


def test_fields_for_a_section_of_the_contract(tmp_path):
    assert edited(tmp_path, "claims", "title: Key claims", "title: Key claims\nfields:\n  tone: string") == (
        "claims.md:4: the fields of 'claims' are fixed by the contract; remove them"
    )


def test_an_added_section_without_fields(tmp_path):
    assert timeline(tmp_path, "fields:\n  when: string\n", "") == (
        "timeline.md:2: the added section 'timeline' declares no fields; add 'fields'"
    )


@pytest.mark.parametrize("name", ["id", "evidence", "sentences"])
def test_a_field_that_every_item_has(tmp_path, name):
    assert timeline(tmp_path, "when: string", f"{name}: string") == (
        f"timeline.md:5: every item has '{name}' already; rename the field"
    )


def test_a_field_name_that_is_no_name(tmp_path):
    assert timeline(tmp_path, "when: string", "the date: string") == (
        "timeline.md:5: 'the date' is no field name; use a–z, 0–9 and _, a letter first"
    )


def test_a_field_of_an_unknown_type(tmp_path):
    assert timeline(tmp_path, "when: string", "when: date") == (
        "timeline.md:5: 'fields.when.type' is 'date'; write 'string', 'list of strings' or 'claims'"
    )


def test_an_unknown_key_of_a_field(tmp_path):
    assert timeline(tmp_path, "when: string", "when:\n    type: string\n    help: the day") == (
        "timeline.md:7: unknown key 'help'; known: description, type"
    )


def test_a_misspelt_variable_in_front_matter(tmp_path):
    assert edited(
        tmp_path, "denials", "variables: [claims, open_denials]", "variables: [claims, open_denails]", "assist"
    ) == ("denials.md:4: this set has no variable 'open_denails'; did you mean 'open_denials'?")


def test_a_variable_that_the_set_does_not_have(tmp_path):
    assert timeline(tmp_path, "fields:", "variables: [claims]\nfields:") == (
        "timeline.md:4: this set has no variable 'claims'; known: none"
    )


def test_a_misspelt_variable_in_a_template(tmp_path):
    assert edited(tmp_path, "denials", "{% for claim in claims %}", "{% for claim in claim_list %}", "assist") == (
        "denials.md:11: the variable 'claim_list' is not declared; did you mean 'claims'?"
    )


def test_a_template_that_is_not_jinja(tmp_path):
    assert edited(tmp_path, "denials", "{% endfor %}", "{% enfor %}", "assist").startswith(
        "denials.md:13: Encountered unknown tag 'enfor'"
    )


def test_an_unknown_filter(tmp_path):
    assert edited(tmp_path, "denials", "claim.text }}", "claim.text | shout }}", "assist") == (
        "denials.md:12: No filter named 'shout'; mend the template"
    )


@pytest.mark.parametrize("tag", ['{% include "/etc/passwd" %}', '{% extends "x" %}', '{% import "x" as x %}'])
def test_taking_in_another_file(tmp_path, tag):
    assert edited(tmp_path, "claims", "The 3 to 8", f"{tag}\nThe 3 to 8") == (
        "claims.md:6: a prompt can't take in another file; write the text here"
    )


def test_a_frame_with_a_misspelt_block(tmp_path):
    assert edited(tmp_path, "frame", "{% block user %}", "{% block usr %}") == (
        "frame.md:45: unknown block 'usr'; did you mean 'user'?"
    )


def test_a_frame_without_a_block(tmp_path):
    assert edited(tmp_path, "frame", "{% block user %}\n{{ article }}\n{% endblock %}", "") == (
        "frame.md:1: no block 'user'; add {% block user %} … {% endblock %}"
    )


def test_a_frame_with_text_outside_its_blocks(tmp_path):
    assert edited(tmp_path, "frame", "{% block user %}", "Be brief.\n{% block user %}") == (
        "frame.md:45: stands outside the blocks and would be sent to nobody; move it into one"
    )


def test_a_frame_that_never_prints_the_article(tmp_path):
    assert edited(tmp_path, "frame", "{{ article }}", "The article.") == (
        "frame.md:1: the frame never prints 'article'; add it to a block"
    )


def test_a_call_for_an_unknown_section(tmp_path):
    assert edited(tmp_path, "frame", "claims, uncertainties", "claims, uncertainty") == (
        "frame.md:3: this set has no section 'uncertainty'; did you mean 'uncertainties'?"
    )


def test_a_section_asked_for_twice(tmp_path):
    assert edited(tmp_path, "frame", "denials, summary]", "denials, summary, claims]") == (
        "frame.md:3: 'claims' is asked for twice; remove one"
    )


def test_a_call_without_a_section(tmp_path):
    assert edited(tmp_path, "frame", "calls:\n", "calls:\n  - []\n") == (
        "frame.md:3: a call without a section; name one or remove the call"
    )


def test_claims_in_another_call_than_their_sources(tmp_path):
    assert edited(tmp_path, "frame", "[sources, claims,", "[sources]\n  - [claims,") == (
        "frame.md:2: 'claims' names sources, which its call does not hold; put both in one call"
    )


def test_an_added_section_that_names_claims_in_another_call(tmp_path):
    path = tmp_path / "extract" / "frame.md"
    path.parent.mkdir()
    frame = (PROMPTS / "extract" / "frame.md").read_text("utf-8")
    path.write_text(frame.replace("join the last call", "a call of their own"), "utf-8")
    assert timeline(tmp_path, "when: string", "of: claims") == (
        "timeline.md:4: 'timeline' names claims, which its call does not hold; put both in one call, "
        "or declare the variable 'claims'"
    )


def test_a_variable_of_the_frame_that_is_always_given(tmp_path):
    assert edited(tmp_path, "frame", "  claims: what", "  article: what", "assist") == (
        "frame.md:9: 'article' is always given; remove it from the variables"
    )


def test_a_variable_of_the_frame_that_nothing_gives(tmp_path):
    path = tmp_path / "extract" / "frame.md"
    path.parent.mkdir()
    frame = (PROMPTS / "extract" / "frame.md").read_text("utf-8")
    path.write_text(
        frame.replace("quotes: as printed", "quotes: as printed\nvariables:\n  mood: how it feels"), "utf-8"
    )
    prompt_set = templates.load("extract", overrides=tmp_path)
    with pytest.raises(UsageError, match=r"frame.md:1: nothing gives the variable 'mood' in this set; remove it"):
        templates.render(prompt_set, prompt_set.calls[0], article("It rained."))


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("{{ claim.txt }}", "has no attribute 'txt'"),
        ("{{ claim.text + 1 }}", "can only concatenate str"),
        ("{{ claim.__class__.__mro__ }}", "access to attribute '__class__' of 'Listed' object is unsafe"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ range(10 ** 9) }}", "Range too big"),
    ],
)
def test_a_template_that_fails_while_it_is_filled_in(tmp_path, expression, what):
    path = tmp_path / "assist" / "denials.md"
    path.parent.mkdir()
    denials = (PROMPTS / "assist" / "denials.md").read_text("utf-8")
    path.write_text(denials.replace("{{ claim.text }}", expression), "utf-8")
    prompt_set = templates.load("assist", overrides=tmp_path)
    listed = (templates.Listed("C1", "c", "It rained.", 1),)
    with pytest.raises(UsageError) as raised:
        templates.render(
            prompt_set,
            prompt_set.calls[0],
            article("It rained."),
            {"claims": listed, "denials": (), "open_denials": listed},
        )
    assert str(raised.value).startswith(f"{path}:12: ")
    assert what in str(raised.value)
