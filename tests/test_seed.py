"""The first article: what a careful reader finds in it, the draft finds."""

import pytest
from conftest import SEED

from briefer.articles import find_inputs, read
from briefer.briefing import Briefing, SourceKind, UncertaintyKind
from briefer.pipelines.draft import draft_now


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return draft_now(read(find_inputs([str(SEED)])[0]))


def source_of(briefing: Briefing, sentence: int, group: str) -> str | None:
    """The name of the source of the one item of ``group`` that cites ``sentence``."""
    names = {source.id: source.name for source in briefing.sources}
    [item] = [
        item for item in getattr(briefing, group) if sentence in [evidence.sentence for evidence in item.evidence]
    ]
    return names.get(item.source)


def test_published_is_the_local_time_as_printed(briefing: Briefing) -> None:
    assert briefing.article.published == "2022-11-02T15:25"


def test_title_and_crawl_residue_are_no_sentences(briefing: Briefing) -> None:
    assert briefing.article.title == "White House says North Korea covertly shipping artillery to Russia"
    assert len(briefing.article.sentences) == 12
    assert briefing.article.sentence(1).startswith("The White House has accused")


def test_the_sources_stand_with_their_kinds_and_roles(briefing: Briefing) -> None:
    found = {source.name: source for source in briefing.sources}
    assert found["John Kirby"].kind is SourceKind.NAMED_PERSON
    assert found["John Kirby"].description == "National Security Council spokesman"
    assert "Mr Kirby" in found["John Kirby"].aliases
    assert found["White House"].kind is SourceKind.NAMED_ORGANISATION
    assert found["Iranian officials"].kind is SourceKind.UNNAMED_GROUP


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (1, {"White House"}),
        (2, {"John Kirby"}),
        (5, {"John Kirby"}),
        (7, {"US intelligence officials", "White House"}),
        (10, {"Biden administration"}),
        (11, {"Biden administration"}),
    ],
    ids=["covert shipments", "disguised destinations", "course of the war", "purchase", "drones", "personnel"],
)
def test_each_key_claim_stands_with_its_source(briefing: Briefing, sentence: int, source: set[str]) -> None:
    assert source_of(briefing, sentence, "claims") in source


@pytest.mark.parametrize(
    ("sentence", "kind", "source"),
    [
        (3, UncertaintyKind.UNDISCLOSED, "John Kirby"),
        (4, UncertaintyKind.UNCONFIRMED, "John Kirby"),
        (6, UncertaintyKind.UNDISCLOSED, "White House"),
    ],
    ids=["quantity", "whether received", "transport and interdiction"],
)
def test_each_uncertainty_stands_with_its_kind_and_source(
    briefing: Briefing, sentence: int, kind: UncertaintyKind, source: str
) -> None:
    assert source_of(briefing, sentence, "uncertainties") == source
    [item] = [item for item in briefing.uncertainties if sentence in [part.sentence for part in item.evidence]]
    assert item.kind is kind


def test_the_one_denial_is_by_iranian_officials_and_of_the_drones(briefing: Briefing) -> None:
    assert source_of(briefing, 12, "denials") == "Iranian officials"
    assert len(briefing.denials) == 1
    denied = [claim.statement for claim in briefing.claims if claim.id in briefing.denials[0].denies]
    assert any("drones" in statement for statement in denied)
