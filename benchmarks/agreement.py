"""How far two readers agree on labelled articles: what a program can be asked for at most.

    python benchmarks/agreement.py --polnear DIR

Three readers each, a to c and d to f, read the same articles, each alone (labels/readings); every two of them are
compared. The labels that figures are reported on are made from all three (consensus.py). Items are matched as
benchmarks/briefing.py matches a program's (labelled.py): at least half of the sentences that the second cites must be
the first's, one item to one label. What either marks neutral counts for neither.

F1 is that of the items matched; "all" is the same with neutral items taken for plain ones. "Same source" and "same
kind" are shares of the matched. Cohen's kappa is per sentence of the article: does an item of this section, in this
reader's labels, cite it? Sentences that a neutral item of either cites are left out. It is given for the sections
that must be exhaustive; claims are a choice of 3 to 8.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from labelled import (
    LABELS,
    Item,
    Labelled,
    Matched,
    Reading,
    credited,
    match_section,
    match_sources,
    overlap,
    read_labels,
)

from briefer.articles import parse

SECTIONS = ("sources", "claims", "uncertainties", "denials")


def kappa(table: Counter[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two readers' yes and no; 0 where chance alone would agree always."""
    n = table.total()
    if not n:
        return 0.0
    agreed = (table[True, True] + table[False, False]) / n
    first = (table[True, True] + table[True, False]) / n
    second = (table[True, True] + table[False, True]) / n
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance) if chance < 1 else 0.0


def sentence_table(
    one: Sequence[Item], other: Sequence[Item], sentences: Sequence[tuple[int, int]]
) -> Counter[tuple[bool, bool]]:
    """How often the two cite and don't cite a sentence, those of neutral items aside."""

    def cites(items: Sequence[Item], sentence: tuple[int, int], *, neutral: bool) -> bool:
        return any(item.neutral is neutral and any(overlap(span, sentence) for span in item.spans) for item in items)

    return Counter(
        (cites(one, sentence, neutral=False), cites(other, sentence, neutral=False))
        for sentence in sentences
        if not cites(one, sentence, neutral=True) and not cites(other, sentence, neutral=True)
    )


def match_all(first: Reading, second: Reading) -> tuple[dict[str, Matched], dict[str, str]]:
    """Every section matched, and the sources that are one party by the first reader's id."""
    sources = match_sources(first, second)
    paired = {label.id: item.id for label, item in sources.pairs}
    rest = {section: match_section(section, first, second, paired) for section in SECTIONS[1:]}
    return {"sources": sources, **rest}, paired


def all_plain(reading: Reading) -> Reading:
    return Reading(tuple(replace(item, neutral=False) for item in reading.items))


def f1(pairs: int, first: int, second: int) -> float:
    return 2 * pairs / (first + second) if first + second else 0.0


def compare(pairs: Sequence[tuple[Labelled, Labelled]]) -> None:
    matched: Counter[tuple[str, str]] = Counter()
    tables: dict[str, Counter[tuple[bool, bool]]] = {section: Counter() for section in SECTIONS}
    for first, second in pairs:
        article = parse(first.path.read_bytes(), shown=first.name, suffix=".txt")
        sections, paired = match_all(first.reading, second.reading)
        plain, _ = match_all(all_plain(first.reading), all_plain(second.reading))
        for section, one in sections.items():
            matched[section, "all pairs"] += len(plain[section].pairs)
            matched[section, "all first"] += plain[section].gold
            matched[section, "all second"] += plain[section].found
            matched[section, "pairs"] += len(one.pairs)
            matched[section, "first"] += one.gold
            matched[section, "second"] += one.found
            matched[section, "same kind"] += sum(label.kind == item.kind for label, item in one.pairs)
            matched[section, "same source"] += sum(
                credited(label, first.reading, item, second.reading, paired) for label, item in one.pairs
            )
            tables[section] += sentence_table(first.reading.of(section), second.reading.of(section), article.sentences)
    denied = Counter(
        tuple(any(not item.neutral for item in reader.reading.of("denials")) for reader in pair) for pair in pairs
    )
    print(f"{len(pairs)} articles read by both\n")
    print("section         F1   first  second    all F1  first  second  same source  same kind  kappa per sentence")
    for section in SECTIONS:
        counts = [matched[section, name] for name in ("pairs", "first", "second")]
        every = [matched[section, f"all {name}"] for name in ("pairs", "first", "second")]
        both = counts[0]
        source = "-" if section == "sources" or not both else f"{matched[section, 'same source'] / both:.2f}"
        kind = "-" if section == "claims" or not both else f"{matched[section, 'same kind'] / both:.2f}"
        table = tables[section]
        per_sentence = "-" if section == "claims" else f"{kappa(table):.2f} (n={table.total()})"
        plain_figures = f"{f1(*counts):.2f}  {counts[1]:5}  {counts[2]:6}"
        all_figures = f"{f1(*every):6.2f}  {every[1]:5}  {every[2]:6}"
        print(f"{section:14} {plain_figures}    {all_figures}  {source:>11}  {kind:>9}  {per_sentence}")
    print(f"\na denial in the article, yes or no: kappa {kappa(denied):.2f} (n={denied.total()}, {dict(denied)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    arguments = parser.parse_args()
    readers = sorted(path for path in (LABELS / "readings").iterdir() if path.is_dir())
    read = {
        reader.name: {one.path: one for one in read_labels(arguments.polnear, [reader / "dev", reader / "train"])}
        for reader in readers
    }
    for one, other in combinations(read, 2):
        both = [path for path in read[one] if path in read[other]]
        if both:
            print(f"\nreaders {one} and {other}: ", end="")
            compare([(read[one][path], read[other][path]) for path in both])


if __name__ == "__main__":
    main()
