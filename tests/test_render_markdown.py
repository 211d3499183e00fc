import cmarkgfm
import pytest
from builders import make_briefing, make_provenance, make_text, story_briefing
from cmarkgfm.cmark import Options
from hostile import ALL
from markdown_it import MarkdownIt
from tampering import tampered

from briefer.briefing import EndpointKind
from briefer.render.escape import one_line
from briefer.render.markdown import markdown


def section_of(page, title):
    return page.split(f"## {title}\n")[1].split("\n## ")[0]


def structure(page):
    """The tags of a rendered page, by GitHub's renderer and by markdown-it with every extension on; code is only set."""
    for html in (
        cmarkgfm.github_flavored_markdown_to_html(page, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES),
        MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(page),
    ):
        tags = [piece.split(">")[0] for piece in html.split("<")[1:]]
        yield [tag for tag in tags if tag not in {"code", "/code"}]


def test_the_headline_comes_first_with_its_sentence_number():
    assert markdown(story_briefing()).startswith("# Velmora says Ostrana armed the rebels of the Karsk valley [1]\n")


def test_the_article_line_gives_outlet_date_and_path():
    assert "\nKarsk Courier · 2031-03-04T09:30 · `articles/karsk.txt`\n" in markdown(story_briefing())


def test_the_title_is_repeated_only_where_the_headline_differs():
    briefing = story_briefing()
    other = briefing.model_copy(update={"headline": make_text(briefing.article, "Mortars for Karsk", 2)})
    assert markdown(briefing).count(briefing.article.title) == 2  # the headline and its evidence
    assert f"\n{briefing.article.title} · Karsk Courier" in markdown(other)


def test_a_claim_shows_status_source_cue_and_the_denial_beneath_it():
    assert section_of(markdown(story_briefing()), "Claims").startswith(
        "\n- **C1 · denied** Ostrana sent mortars to the rebels in the Karsk valley. [2]\n"
        "  — Velmora; has accused\n"
        "  - **D1** flatly denied by Ostrana's foreign ministry: "
        "Ostrana's foreign ministry denied sending any weapons. [5]\n"
    )


def test_a_claim_shows_its_chain_hedges_and_uncertainty():
    assert "  — Two border guards, via Karsk Courier; told · hedged: may · see U1\n" in markdown(story_briefing())


def test_a_quote_is_shown_unless_the_statement_holds_it():
    briefing = story_briefing()
    quoted = briefing.claims[1].model_copy(update={"statement": "40 crates “crossed the border on Monday”."})
    assert "· “crossed the border on Monday”" in section_of(markdown(briefing), "Claims")
    assert "· “crossed" not in section_of(markdown(briefing.model_copy(update={"claims": (quoted,)})), "Claims")


def test_a_denial_says_who_denies_how_firmly_and_which_claims():
    assert "  — Ostrana's foreign ministry; denied · flatly denied: C1\n" in section_of(
        markdown(story_briefing()), "Denials"
    )


def test_uncertainties_stand_by_kind_with_who_and_about_what():
    section = section_of(markdown(story_briefing()), "Uncertainties")
    assert section.index("### Undisclosed") < section.index("**U2**") < section.index("### Hedged")
    assert "  — Two border guards; may · about C3\n" in section


def test_a_source_shows_role_kind_and_aliases():
    assert "- **S2** Ilena Torvald, defence minister (named person; also Ms Torvald) [3]\n" in markdown(
        story_briefing()
    )


def test_a_section_that_a_user_added_shows_its_declared_fields():
    assert "\n## Key dates\n\n- **K1** when: Monday · what: Crates cross the border · claims: C2 [3]\n" in markdown(
        story_briefing()
    )


def test_quarantine_and_omissions_are_counted_and_shown_with_the_reason():
    section = section_of(markdown(story_briefing()), "Checks")
    assert section.startswith("\n1 item quarantined; 1 cue left uncited.\n")
    assert "- Claims: no sentence 9 in the article\n  statement: Ostrana apologised. · sentences: 9\n" in section
    assert "- “declined” is cited by no item of denials [6]\n  Ms Torvald declined to say" in section


def test_a_clean_briefing_says_that_nothing_was_left_out():
    assert "\nNothing quarantined; no cue left uncited.\n" in markdown(make_briefing())


def test_an_empty_section_says_so():
    assert section_of(markdown(make_briefing()), "Denials").strip() == "None found."


def test_a_language_without_a_lexicon_is_warned_of_before_anything_else():
    page = markdown(make_briefing(provenance=make_provenance(lexicon=None)))
    warning = "There is no lexicon for the article's language (en): no draft and no audit. No model read it either."
    assert f"**{warning}**" in page.split("## ", 1)[0]
    assert "no audit was made" in section_of(page, "Checks")


def test_a_model_that_read_a_language_without_a_lexicon_is_not_denied():
    made = make_provenance(lexicon=None, endpoint=EndpointKind.REMOTE, model="example-model")
    assert "No model read it" not in markdown(make_briefing(provenance=made))


def test_a_fallback_is_warned_of_near_the_top():
    assert "draft stands for summary (refused)" in markdown(story_briefing()).split("## ", 1)[0]


def test_the_provenance_line_tells_what_the_briefing_took():
    last = markdown(story_briefing()).strip().splitlines()[-1]
    for part in ("extract pipeline", "example-model (remote)", "1,234 tokens in, 567 out", "$0.0123", "3.21 s"):
        assert part in last
    assert "summary (refused)" in last
    assert "1 text put back" in last


def test_every_number_is_listed_with_its_sentence_at_the_end():
    briefing = story_briefing()
    lines = section_of(markdown(briefing), "Evidence").splitlines()
    for evidence in briefing.all_evidence():
        assert any(line.startswith(f"- [{evidence.sentence}] ") for line in lines)


@pytest.mark.parametrize("text", [text for text in ALL if one_line(text)])
def test_a_briefing_full_of_a_hostile_text_keeps_its_structure(text):
    assert list(structure(markdown(tampered(text)))) == list(structure(markdown(tampered("plain words"))))


@pytest.mark.parametrize("text", [text for text in ALL if not one_line(text)])
def test_a_briefing_of_empty_texts_still_renders(text):
    for tags in structure(markdown(tampered(text))):
        assert not {"hr /", "pre"} & set(tags)


def test_a_draft_says_its_milliseconds_and_that_no_model_took_part():
    assert "draft pipeline · no model · 10 ms · briefer" in markdown(make_briefing())
