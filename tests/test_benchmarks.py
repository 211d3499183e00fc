"""What the benchmarks count: the rules of matching, on labels and findings of our own."""

import asyncio
import hashlib
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import agreement
import briefing as benchmark
import consensus
import guard
import injected
import labelled
import passages
from labelled import Item, Labelled, Reading, half, match_section, match_sources, party, read_labels, without_headings

TEXT = "Ferry stuck\nAda Rill said the ferry sank. Oster denied it. Nobody knows why. It rained.\n"


def span(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


SAID, DENIED, UNKNOWN, RAINED, HEADING = map(
    span, ("Ada Rill said the ferry sank.", "Oster denied it.", "Nobody knows why.", "It rained.", "Ferry stuck")
)
RILL = Item("sources", "s1", (SAID,), "named_person", names=("Ada Rill", "Rill"))
OSTER = Item("sources", "s2", (DENIED,), "named_person", names=("Oster",))


def claim(item_id, *spans, source=None, neutral=False):
    return Item("claims", item_id, spans, source=source, neutral=neutral)


def denial(item_id, *spans, kind="denies", source=None, neutral=False):
    return Item("denials", item_id, spans, kind, source, neutral=neutral)


def matched(gold, found, section="claims"):
    return match_section(section, Reading(tuple(gold)), Reading(tuple(found)), {})


# What matches


def test_an_item_matches_if_half_of_its_sentences_are_the_label_s():
    assert matched([claim("c", SAID)], [claim("C1", SAID, RAINED)]).pairs
    assert not matched([claim("c", SAID)], [claim("C1", SAID, RAINED, UNKNOWN)]).pairs


def test_a_sentence_cut_otherwise_is_the_label_s_where_the_two_overlap():
    assert matched([claim("c", SAID)], [claim("C1", (SAID[0] + 4, SAID[1] + 3))]).pairs


def test_one_item_answers_one_label():
    result = matched([claim("a", SAID), claim("b", SAID)], [claim("C1", SAID)])
    assert (len(result.pairs), result.gold, result.found) == (1, 2, 1)


def test_the_assignment_pairs_the_most_not_the_first():
    gold = [claim("a", SAID), claim("b", SAID, DENIED)]
    found = [claim("C1", SAID), claim("C2", DENIED)]
    assert [(label.id, item.id) for label, item in matched(gold, found).pairs] == [("a", "C1"), ("b", "C2")]


def test_of_two_that_match_the_one_with_the_right_source_is_taken():
    gold = [RILL, OSTER, claim("a", SAID, source="s1")]
    found = [RILL, OSTER, claim("C1", SAID, source="s2"), claim("C2", SAID, source="s1")]
    assert [item.id for _, item in matched(gold, found).pairs] == ["C2"]


def test_a_neutral_label_is_no_miss_and_what_matches_only_it_is_dropped():
    result = matched([denial("d", DENIED, neutral=True)], [denial("D1", DENIED)], "denials")
    assert (result.gold, result.found) == (0, 0)


def test_an_item_that_matches_no_label_is_invented_and_a_second_on_one_label_is_stray():
    result = matched([denial("d", DENIED)], [denial("D1", DENIED), denial("D2", DENIED), denial("D3", SAID)], "denials")
    assert (len(result.pairs), len(result.stray), [item.id for item in result.invented]) == (1, 1, ["D3"])


def test_citing_a_headline_is_neither_credit_nor_fault():
    article = Labelled(Path("a.txt"), Path("a.yaml"), TEXT, Reading((claim("c", SAID),)))
    found = without_headings(Reading((claim("C1", HEADING, SAID), claim("C2", HEADING))), article)
    assert [(item.id, item.spans) for item in found.items] == [("C1", (SAID,))]


# Who is one party


@pytest.mark.parametrize(
    ("label", "found", "same"),
    [
        ("Ada Rill", "Rill", True),
        ("Ada Rill", "Mrs. Rill", True),
        ("Ada Rill", "Bram Rill", False),
        ("Ada Rill", "Ada Oster", False),
        ("the harbour board", "The board", True),
        ("a spokesman for Rill", "a spokesman for Oster", False),
        ("the ferry line", "the harbour board", False),
    ],
)
def test_parties_are_told_by_name(label, found, same):
    kind = "named_person" if label[0].isupper() else "named_organisation"
    one, other = Item("sources", "s", (SAID,), kind, names=(label,)), Item("sources", "S1", (), kind, names=(found,))
    assert party(one, other) is same


def test_unnamed_parties_are_told_by_kind_and_sentences_too():
    label = Item("sources", "s", (SAID,), "unnamed_group", names=("officials",))
    assert party(label, Item("sources", "S1", (SAID,), "unnamed_group", names=("two people",)))
    assert not party(label, Item("sources", "S1", (SAID,), "unnamed_person", names=("a man",)))
    assert not party(label, Item("sources", "S1", (DENIED,), "unnamed_group", names=("two people",)))


def test_a_source_found_twice_is_found_once():
    twice = Reading((RILL, Item("sources", "S9", (SAID,), "named_person", names=("Rill",))))
    result = match_sources(Reading((RILL,)), twice)
    assert (len(result.pairs), result.found) == (1, 2)


# Labels


def test_labels_are_read_as_offsets_into_the_text(tmp_path):
    (tmp_path / "dev" / "text").mkdir(parents=True)
    (tmp_path / "dev" / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    labels = {
        "article": "dev/text/a.txt",
        "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "sources": [
            {"id": "s1", "kind": "named_person", "mentions": [span("Ada Rill")], "evidence": [SAID], "neutral": False}
        ],
        "claims": [{"id": "c1", "source": "s1", "evidence": [SAID], "hedges": [], "neutral": False}],
        "uncertainties": [],
        "denials": [],
    }
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(labels | {"sources": [dict(labels["sources"][0])]}))
    [article] = read_labels(tmp_path, [tmp_path])
    assert article.reading.of("sources")[0].names == ("Ada Rill",)


def test_another_text_than_the_labelled_one_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Another text.", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({"article": "a.txt", "text_sha256": "0" * 64}))
    with pytest.raises(SystemExit, match=r"sha256 differs"):
        list(read_labels(tmp_path, [tmp_path]))


def test_the_halves_are_by_the_hash_of_the_file_name():
    names = [path.stem + ".txt" for path in labelled.LABELS.glob("*/*.yaml") if path.parent.name in {"dev", "train"}]
    assert Counter(map(half, names)) == {"tune": 57, "report": 61}


def test_no_label_file_holds_text_of_an_article():
    for path in labelled.LABELS.rglob("*.yaml"):
        labels = yaml.safe_load(path.read_text(encoding="utf-8"))
        notes = [entry["note"] for section in benchmark.SECTIONS for entry in labels[section]]
        assert all(len(note) < 120 for note in notes), path.name


# Figures


def test_a_flat_denial_weighs_twice():
    gold = Reading((denial("a", DENIED), denial("b", UNKNOWN, kind="disputes")))
    article = Labelled(Path("a.txt"), Path("a.yaml"), TEXT, gold)
    tally = benchmark.Tally()
    benchmark.count(tally, benchmark.score(article, Reading((denial("D1", DENIED),))))
    assert (tally.right["denials recall, weighted"], tally.n["denials recall, weighted"]) == (2, 3)
    assert (tally.right["denials recall, denies"], tally.n["denials recall, denies"]) == (1, 1)


def test_an_article_without_a_denial_is_clean_where_none_is_given():
    article = Labelled(Path("a.txt"), Path("a.yaml"), TEXT, Reading(()))
    tally = benchmark.Tally()
    benchmark.count(tally, benchmark.score(article, Reading(())))
    benchmark.count(tally, benchmark.score(article, Reading((denial("D1", DENIED),))))
    assert (tally.right["articles without a denial clean"], tally.n["articles without a denial clean"]) == (1, 2)


def test_kappa_is_one_for_the_same_answers_and_zero_for_chance():
    assert agreement.kappa(Counter({(True, True): 5, (False, False): 5})) == 1
    assert agreement.kappa(Counter({(a, b): 5 for a in (True, False) for b in (True, False)})) == 0


# Mistakes put in


def test_every_sort_of_mistake_is_made_and_none_leaves_the_statement_as_it_was():
    sentence = (
        "The ferry, which may be late, did not reach Tarvia with 41 of its 44 cars, Ada Rill said, and will return."
    )
    article = (
        f"{sentence} Bram Oster met 12 guests of the line in Dorsk that evening. The crew slept on board for 9 nights."
    )
    made = list(injected.mistakes(injected.Ground(sentence, (sentence,), article)))
    assert {mistake.sort for mistake in made} == {
        "number ×10",
        "another number",
        "another number of the article",
        "another number of the evidence",
        "a name from outside",
        "another name of the article",
        "another name of the evidence",
        "negation dropped",
        "negation added",
        "hedge dropped",
        "hedge added",
        "a clause of another sentence added",
        "an invented clause added",
    }
    assert sentence not in {mistake.statement for mistake in made}


def test_a_mistake_in_a_draft_s_number_negation_or_hedge_is_stopped_but_for_one_in_a_hundred():
    path = guard.ROOT / "evals" / "articles" / "ferry-grounding.txt"
    bases = [base for work in guard.works([path]) for base in guard.bases_of(work) if base.origin == "draft"]
    made = [
        bool(guard.found(base, mistake.statement))
        for base in bases
        for mistake in injected.mistakes(guard.ground_of(base))
        if mistake.kind in {"number", "negation", "hedge"}
    ]
    assert len(made) > 20
    assert sum(made) >= 0.99 * len(made)


def test_at_most_one_faithful_paraphrase_in_twelve_is_refused():
    paraphrases = guard.paraphrases()
    refused = [base.statement for base in paraphrases if guard.found(base, base.statement)]
    assert len(paraphrases) == 867
    assert len(refused) <= len(paraphrases) / 12


# Three readers


def reading(labeller, claims, *, sources=()):
    return {
        "article": "a.txt",
        "text_sha256": "0",
        "labeller": labeller,
        "sources": [
            {"id": f"s{n}", "kind": "named_person", "mentions": [list(span("Ada Rill"))], "evidence": [list(SAID)],
             "note": "", "neutral": False}
            for n in sources
        ],
        "claims": [
            {"id": f"c{n}", "source": source, "evidence": [list(where)], "hedges": [], "note": labeller,
             "neutral": neutral}
            for n, (where, source, neutral) in enumerate(claims)
        ],
        "uncertainties": [],
        "denials": [],
    }  # fmt: skip


def standing(*readings):
    made = consensus.consensus(readings, TEXT)
    return [(tuple(map(tuple, claim["evidence"])), claim["neutral"]) for claim in made["claims"]]


def test_what_two_of_three_readers_list_stands_and_what_one_lists_is_neutral():
    one = reading("a", [(SAID, None, False), (RAINED, None, False)])
    other = reading("b", [(SAID, None, False)])
    none = reading("c", [])
    assert standing(one, other, none) == [((SAID,), False), ((RAINED,), True)]


def test_a_neutral_label_counts_half():
    plain, doubtful = reading("a", [(SAID, None, False)]), reading("b", [(SAID, None, True)])
    assert standing(plain, doubtful, reading("c", [])) == [((SAID,), True)]
    assert standing(plain, doubtful, doubtful) == [((SAID,), False)]


def test_a_claim_has_the_source_that_most_give_it():
    made = consensus.consensus(
        [
            reading("a", [(SAID, None, False)]),
            reading("b", [(SAID, "s7", False)], sources=[7]),
            reading("c", [(SAID, "s2", False)], sources=[2]),
        ],
        TEXT,
    )
    assert [claim["source"] for claim in made["claims"]] == [source["id"] for source in made["sources"]]


def test_of_more_than_eight_claims_the_foremost_are_key():
    spans = [(n, n + 1) for n in range(10)]
    two = [reading(name, [(where, None, False) for where in spans]) for name in "ab"]
    assert [neutral for _, neutral in standing(*two, reading("c", []))] == [False] * 8 + [True] * 2


# Passages


def test_the_passages_are_labelled_within_their_lines():
    for path in sorted(passages.PASSAGES.glob("*.yaml")):
        for passage in yaml.safe_load(path.read_text(encoding="utf-8")):
            lines = len(passage["text"].strip().splitlines())
            for section in passages.SECTIONS:
                for label in passage[section]:
                    assert all(1 <= line <= lines for line in label["sentences"]), (path.name, passage["text"])


def test_a_finding_answers_the_label_whose_line_it_cites():
    passage = {
        "text": "An aide said Ada Rill took the money.\nRill denied it.\n",
        "denials": [{"sentences": [2], "source": "Ada Rill", "strength": "denies"}],
        "uncertainties": [],
    }
    article, proposal = asyncio.run(passages.drafted(passage, None))
    matched = passages.matched_in(passage, "denials", article, proposal)
    assert (len(matched.pairs), matched.gold, matched.found) == (1, 1, 1)
