"""Scores: what counts as right, wrong, missed and extra."""

from typing import Any

import pytest
from builders import make_article, make_claim, make_denial, make_source, story_briefing

from briefer.briefing import Briefing, SourceKind
from briefer.evals.assignment import assign, rank
from briefer.evals.cases import Case, Expected
from briefer.evals.marks import FIELDS, Count, Verdict
from briefer.evals.scoring import score

YES, NO = True, False
NOTHING: dict[str, Any] = {"sources": [], "claims": [], "uncertainties": [], "denials": []}
MORTARS = {"id": "mortars", "text": {"contains": ["mortars"]}, "source": {"any_of": ["Velmora"]}, "evidence": [2]}
CRATES = {"id": "crates", "text": {"contains": ["crates"]}, "source": {"any_of": ["Torvald"]}, "evidence": [3]}
MEDICINE = {
    "id": "medicine",
    "text": {"contains": ["medicine"]},
    "source": {"any_of": ["border guards"]},
    "evidence": [4],
    "hedges": ["may"],
}
DENIAL = {
    "text": {"contains": ["weapons"]},
    "source": {"any_of": ["foreign ministry"]},
    "strength": "denies",
    "denies": ["mortars"],
    "evidence": [5],
}


def case(**sections: Any) -> Case:
    from pathlib import Path

    expected = Expected.model_validate(NOTHING | sections)
    return Case("story", Path("story.yaml"), "a story", expected, make_article())


def counted(expected: Case, briefing: Briefing | None, field: str) -> Count:
    return score(expected, briefing).counts[field]


def test_a_claim_with_the_right_text_source_and_evidence_is_right_in_all_three() -> None:
    counts = score(case(claims=[MORTARS]), story_briefing()).counts
    assert [counts[field].right for field in ("claims", "claims.source", "claims.evidence")] == [1, 1, 1]


def test_the_wrong_speaker_is_false_and_missed_at_once() -> None:
    wrong = MORTARS | {"source": {"any_of": ["Torvald"]}}
    assert counted(case(claims=[wrong]), story_briefing(), "claims.source") == Count(false=1, missed=1)


def test_a_text_that_agrees_by_chance_but_in_neither_source_nor_evidence_is_not_it() -> None:
    elsewhere = MORTARS | {"source": {"any_of": ["Torvald"]}, "evidence": [6]}
    assert counted(case(claims=[elsewhere]), story_briefing(), "claims").missed == 1


def test_an_item_that_answers_nothing_costs_precision() -> None:
    assert counted(case(), story_briefing(), "denials") == Count(false=1)


def test_an_optional_expectation_neither_rewards_nor_punishes() -> None:
    optional = case(denials=[DENIAL | {"optional": True, "denies": []}])
    assert counted(optional, story_briefing(), "denials") == Count()
    assert counted(optional, story_briefing(denials=()), "denials") == Count()


def test_what_stands_twice_is_extra_the_second_time() -> None:
    once = story_briefing().claims[0]
    twice = story_briefing(claims=(once, once.model_copy(update={"id": "C9"})))
    marks = [mark for mark in score(case(claims=[MORTARS]), twice).marks if mark.verdict is Verdict.EXTRA]
    assert [(mark.found, mark.note) for mark in marks if mark.field == "claims"] == [("C9", "stands twice")]


def test_a_missing_briefing_misses_every_expectation_and_passes_no_trap() -> None:
    expected = case(
        sources=[{"name": {"any_of": ["Velmora"]}, "kind": "named_organisation"}],
        claims=[MORTARS, MEDICINE],
        denials=[DENIAL],
        must_not=[{"section": "denials", "source": {"any_of": ["Torvald"]}, "why": "She denies nothing."}],
        published="2031-03-04",
    )
    marks = score(expected, None).marks
    assert {mark.verdict for mark in marks} == {Verdict.MISSED}
    full = score(expected, story_briefing()).counts
    missing = score(expected, None).counts
    assert {field: missing[field].n for field in FIELDS if field != "grounded"} == {
        field: full[field].n for field in FIELDS if field != "grounded"
    }


def test_a_link_is_right_when_it_leads_to_the_denied_claim() -> None:
    assert counted(case(claims=[MORTARS], denials=[DENIAL]), story_briefing(), "denials.denies") == Count(right=1)


def test_a_link_to_another_claim_is_extra_and_the_expected_one_missed() -> None:
    linked = story_briefing().denials[0].model_copy(update={"denies": ("C2",)})
    expected = case(claims=[MORTARS], denials=[DENIAL])
    assert counted(expected, story_briefing(denials=(linked,)), "denials.denies") == Count(false=1, missed=1)


def test_a_link_to_an_optional_claim_that_is_left_out_is_not_expected() -> None:
    briefing = story_briefing()
    without = story_briefing(
        claims=briefing.claims[1:], denials=(briefing.denials[0].model_copy(update={"denies": ()}),)
    )
    expected = case(claims=[MORTARS | {"optional": True}], denials=[DENIAL])
    assert counted(expected, without, "denials.denies") == Count()
    unlinked = story_briefing(denials=without.denials)
    assert counted(expected, unlinked, "denials.denies") == Count(missed=1)


def test_a_lost_hedge_is_a_fault() -> None:
    flat = story_briefing().claims[2].model_copy(update={"hedges": ()})
    assert counted(case(claims=[MEDICINE]), story_briefing(claims=(flat,)), "claims.hedges") == Count(false=1, missed=1)


def test_a_trap_is_a_hit_only_when_all_that_it_says_matches() -> None:
    by_torvald = {"section": "denials", "source": {"any_of": ["Torvald"]}, "why": "She denies nothing."}
    by_ministry = {"section": "denials", "source": {"any_of": ["foreign ministry"]}, "why": "Just for this test."}
    own_voice = {"section": "claims", "source": None, "text": {"contains": ["mortars"]}, "why": "Velmora says so."}
    hits = score(case(must_not=[by_torvald, by_ministry, own_voice]), story_briefing()).hits
    assert [(hit.found, hit.expected) for hit in hits] == [("D1", "Just for this test.")]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("Ostrana's foreign ministry denied sending 9 weapons.", "adds the number"),
        ("Ostrana's foreign ministry confirmed sending weapons.", "drops the negation"),
        ("Ostrana's foreign ministry and Brack Lines denied sending weapons.", "adds the name"),
    ],
)
def test_a_statement_that_its_evidence_does_not_bear_out_is_not_grounded(statement: str, fault: str) -> None:
    article = make_article()
    denial = make_denial(article, "D1", statement, 5, source="S5", cue="denied")
    marks = [mark for mark in score(case(), story_briefing(denials=(denial,))).marks if mark.field == "grounded"]
    wrong = [mark for mark in marks if mark.verdict is Verdict.WRONG]
    assert [mark.found for mark in wrong] == ["D1"]
    assert fault in (wrong[0].note or "")


def test_an_item_without_evidence_is_not_grounded() -> None:
    article = make_article()
    bare = make_claim(article, "C1", "Ostrana sent mortars.")
    assert counted(case(), story_briefing(claims=(bare,), denials=()), "grounded").false == 1


def test_a_source_is_known_by_an_alias_too() -> None:
    article = make_article()
    source = make_source(article, "S1", "the minister", 3, aliases=("Ilena Torvald",))
    expected = case(sources=[{"name": {"any_of": ["Torvald"]}, "kind": "named_person"}])
    counts = score(expected, story_briefing(sources=(source,), claims=(), denials=(), uncertainties=())).counts
    assert (counts["sources"], counts["sources.kind"]) == (Count(right=1), Count(right=1))


def test_a_source_of_the_wrong_kind_is_found_and_wrong() -> None:
    article = make_article()
    source = make_source(article, "S1", "Ilena Torvald", 3, kind=SourceKind.DOCUMENT)
    expected = case(sources=[{"name": {"any_of": ["Torvald"]}, "kind": "named_person"}])
    counts = score(expected, story_briefing(sources=(source,), claims=(), denials=(), uncertainties=())).counts
    assert (counts["sources"], counts["sources.kind"]) == (Count(right=1), Count(false=1, missed=1))


def test_the_assignment_is_the_best_of_all_and_not_the_first_that_fits() -> None:
    greedy_trap = [[rank(YES, YES), rank(YES, NO)], [rank(YES, YES), 0]]
    assert assign(greedy_trap) == {0: 1, 1: 0}


def test_what_must_not_be_paired_stays_alone() -> None:
    assert assign([[0, 0], [0, rank(YES)]]) == {1: 1}
    assert assign([]) == {}
    assert assign([[], []]) == {}


def test_figures_are_micro_averages_with_their_n() -> None:
    count = Count(right=3, false=1, missed=2)
    assert (count.precision, count.recall, count.f1, count.n) == (0.75, 0.6, 0.6667, 5)
    assert Count().f1 is None
