"""Two runs compared: what is new, gone, reworded, newly denied, resolved."""

import json
import re
from pathlib import Path

import cmarkgfm
import pytest
from builders import make_article, make_briefing, make_claim, make_denial, make_uncertainty
from conftest import RunBrief
from hostile import HTML, MARKDOWN, TERMINAL

from briefer.briefing import Article, Briefing, ClaimStatus
from briefer.digest.difference import Difference, difference
from briefer.digest.held import held
from briefer.render.digest_difference import difference_markdown, difference_text

TEXT = """\
The mill poured acid into the Lenn, neighbours of the mill said.
The mill employs 90 people.
The owner of the mill, Piet Oslan, denied that the mill had poured acid into the Lenn.
The cause of the fish deaths in the Lenn is not known.
"""
LATER = TEXT + "Acid from the mill caused the fish deaths in the Lenn, the ministry said.\n"


def article(text: str = TEXT) -> Article:
    return make_article(text, title=None)


def compared(before: Briefing, after: Briefing) -> Difference:
    return difference([held(before)], [held(after)])


ACID = "The mill poured acid into the Lenn."


def test_two_runs_that_say_the_same_differ_in_nothing():
    run = make_briefing(article(), claims=(make_claim(article(), "C1", ACID, 1),))
    found = compared(run, run)

    assert found.unchanged_claims == 1
    assert (found.new_claims, found.gone_claims, found.reworded_claims, found.newly_denied) == ((), (), (), ())


def test_a_claim_that_only_the_second_run_has_is_new_and_the_reverse_is_gone():
    before = make_briefing(article(), claims=(make_claim(article(), "C1", ACID, 1),))
    after = make_briefing(article(), claims=(make_claim(article(), "C1", "The mill employs 90 people.", 2),))
    found = compared(before, after)

    assert [each.statement for each in found.new_claims] == ["The mill employs 90 people."]
    assert [each.statement for each in found.gone_claims] == [ACID]


def test_the_same_claim_in_other_words_is_reworded():
    before = make_briefing(article(), claims=(make_claim(article(), "C1", ACID, 1),))
    after = make_briefing(
        article(), claims=(make_claim(article(), "C1", "The mill has poured acid into the Lenn.", 1),)
    )
    (reworded,) = compared(before, after).reworded_claims

    assert (reworded.before.statement, reworded.after.item) == (ACID, "C1")


def test_a_changed_number_is_another_claim_not_another_wording():
    before = make_briefing(article(), claims=(make_claim(article(), "C1", "The mill employs 90 people.", 2),))
    after = make_briefing(article(), claims=(make_claim(article(), "C1", "The mill employs 80 people.", 2),))
    found = compared(before, after)

    assert not found.reworded_claims
    assert (len(found.new_claims), len(found.gone_claims)) == (1, 1)


def test_a_claim_that_is_denied_only_in_the_second_run_is_newly_denied():
    before = make_briefing(article(), claims=(make_claim(article(), "C1", ACID, 1),))
    after = make_briefing(
        article(),
        claims=(make_claim(article(), "C1", ACID, 1, status=ClaimStatus.DENIED),),
        denials=(make_denial(article(), "D1", article().sentence(3), 3, denies=("C1",)),),
    )
    found = compared(before, after)

    assert [each.item for each in found.newly_denied] == ["C1"]
    assert [each.item for each in found.new_denials] == ["D1"]


def test_an_uncertainty_that_a_new_claim_answers_is_resolved_by_it():
    question = make_uncertainty(article(), "U1", "The cause of the fish deaths in the Lenn is not known.", 4)
    answer = make_claim(article(LATER), "C1", "Acid from the mill caused the fish deaths in the Lenn.", 5)
    (resolved,) = compared(
        make_briefing(article(), uncertainties=(question,)), make_briefing(article(LATER), claims=(answer,))
    ).resolved_uncertainties

    assert resolved.by is not None
    assert resolved.by.item == "C1"


def test_an_uncertainty_that_an_article_still_states_is_resolved_where_a_new_article_answers_it():
    question = make_uncertainty(article(), "U1", "The cause of the fish deaths in the Lenn is not known.", 4)
    answer = make_claim(article(LATER), "C1", "Acid from the mill caused the fish deaths in the Lenn.", 5)
    run = make_briefing(article(), uncertainties=(question,))
    found = difference([held(run)], [held(run), held(make_briefing(article(LATER), claims=(answer,)))])

    assert [each.by and each.by.article for each in found.resolved_uncertainties] == ["A2"]
    assert not compared(run, run).resolved_uncertainties


@pytest.mark.parametrize("text", [*HTML, *MARKDOWN, *TERMINAL])
def test_hostile_text_stays_text(text: str):
    before = make_briefing(article(), claims=(make_claim(article(), "C1", text, 1),))
    after = make_briefing(article(), uncertainties=(make_uncertainty(article(), "U1", text, 1),))
    found = compared(before, after)
    html = cmarkgfm.github_flavored_markdown_to_html(difference_markdown(found))

    assert not re.search(r"<(?!/?(h1|h2|ul|li|p|em|code)>)", html)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", difference_text(found))


def test_every_kind_of_change_has_its_place_for_a_reader():
    before = make_briefing(article(), claims=(make_claim(article(), "C1", ACID, 1),))
    found = compared(before, make_briefing(article()))

    assert "## Claims gone (1)" in difference_markdown(found)
    assert f"C1 {ACID} (A1:1)" in difference_text(found)


def test_the_command_compares_two_folders(run_brief: RunBrief, tmp_path: Path):
    for name, source in (("a", "tests/data/story/1-wire-first-report.txt"), ("b", "tests/data/story")):
        run_brief(source, "-o", tmp_path / name, "--pipeline", "draft", "-q")

    done = run_brief("diff", tmp_path / "a", tmp_path / "b", "--json")
    found = json.loads(done.stdout)

    assert done.returncode == 0, done.stderr
    assert (len(found["before"]), len(found["after"])) == (1, 5)
    assert found["unchanged_claims"] > 0
    assert found["new_claims"]


@pytest.mark.parametrize(
    ("options", "begins"), [([], "# 1 article before"), (["--format", "text"], "1 article before")]
)
def test_the_command_prints_markdown_in_a_pipe_or_text(
    run_brief: RunBrief, tmp_path: Path, options: list[str], begins: str
):
    run_brief("tests/data/story/1-wire-first-report.txt", "-o", tmp_path, "--pipeline", "draft", "-q")

    assert run_brief("diff", tmp_path, tmp_path, *options).stdout.startswith(begins)
