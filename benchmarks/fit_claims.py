"""Fit the weights by which the draft chooses the key claims, and say what they are worth on articles not fitted on.

    python benchmarks/fit_claims.py --polnear DIR

Reads the half of the labelled articles that is for tuning (labelled.py); the other half is never read. What could be
a claim counts as right where it matches a labelled one (briefing.py says what matches), half of it for the right
source; what matches a neutral label only is left out. Prints the figures of five-fold cross-validation by article,
each fold's articles chosen by weights that were fitted on the others, then the table for
``briefer/draft/importance.py``, fitted on all. ``--without NAME`` leaves a feature out, to see what it is worth.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from briefing import SPLITS, read_article
from labelled import LABELS, Item, Labelled, Reading, credited, match_section, match_sources, read_labels, supported
from labelled import without_headings as without

from briefer import lexicon as lexicons
from briefer.briefing import MAX_EVIDENCE
from briefer.draft import reader
from briefer.draft.candidates import FoundClaim
from briefer.draft.credits import Reading as Read
from briefer.draft.credits import of_parties, read_credits
from briefer.draft.denials import find_denials
from briefer.draft.key_claims import find_claims, weighed
from briefer.signals import Signals

FOLDS, SHUFFLES = 5, 3
RIDGE = 3.0
STEPS = 8
LEXICON = lexicons.load("en")


@dataclass(frozen=True)
class Fitted:
    """One article: what could be a claim in it, with features and how right each is, from 0 to 1."""

    labelled: Labelled
    read: Read
    taken: frozenset[int]
    denied: tuple[frozenset[str], ...]
    rows: tuple[Mapping[str, float], ...]
    right: tuple[float, ...]
    signals: Signals | None = None


def fitted(labelled: Labelled, signals: Signals | None = None) -> Fitted:
    assert LEXICON is not None
    read = of_parties(read_credits(read_article(labelled), LEXICON))
    denials = find_denials(read, LEXICON)
    taken, denied = reader.asserting_nothing(read, denials), reader.denied_topics(read, denials, LEXICON)
    found = weighed(read, taken, denied, LEXICON, signals)
    reading = reading_of(labelled, read, [claim for claim, _ in found])
    sources = {label.id: item.id for label, item in match_sources(labelled.reading, reading).pairs}
    rows: list[Mapping[str, float]] = []
    right: list[float] = []
    for (_, features), item in zip(found, reading.of("claims"), strict=True):
        matching = [label for label in labelled.reading.of("claims") if supported(item, label)]
        plain = [label for label in matching if not label.neutral]
        if matching and not plain:
            continue
        rows.append(features)
        right.append(
            (bool(plain) + any(credited(label, labelled.reading, item, reading, sources) for label in plain)) / 2
        )
    return Fitted(labelled, read, taken, denied, tuple(rows), tuple(right), signals)


def reading_of(labelled: Labelled, read: Read, claims: Sequence[FoundClaim]) -> Reading:
    """Claims and speakers in the form in which they are matched with labels."""
    shift = labelled.text.startswith("\ufeff")
    bounds = read.text.article.sentences
    keys = {id(speaker): f"S{n}" for n, speaker in enumerate(read.speakers)}

    def spans(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
        return tuple((bounds[n - 1][0] + shift, bounds[n - 1][1] + shift) for n in numbers)

    sources = [
        Item(
            "sources",
            keys[id(s)],
            spans(sorted(set(s.sentences))[:MAX_EVIDENCE]),
            s.kind.value,
            names=(s.name, *s.aliases),
        )
        for s in read.speakers
    ]
    found = [
        Item("claims", f"C{n}", spans(c.sentences), source=keys[id(c.speaker)] if c.speaker else None)
        for n, c in enumerate(claims)
    ]
    return Reading((*sources, *found))


def fit(articles: Sequence[Fitted], left_out: Sequence[str]) -> dict[str, float]:
    """The weights of a logistic regression with a ridge, by Newton's method; the constant is fitted and dropped."""
    names = [name for name in articles[0].rows[0] if name not in left_out]
    x = np.array([[row[name] for name in names] + [1.0] for article in articles for row in article.rows])
    y = np.array([right for article in articles for right in article.right])
    ridge = np.diag([RIDGE] * len(names) + [0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = x.T @ (x * (p * (1 - p))[:, None]) + ridge
        weights += np.linalg.solve(curve, x.T @ (y - p) - ridge @ weights)
    return dict(zip(names, weights[:-1].round(2).tolist(), strict=True))


def figures(articles: Sequence[Fitted], weights: Mapping[str, float]) -> np.ndarray:
    """Claims labelled, found, found with the right source, and given, when they are chosen by ``weights``."""
    assert LEXICON is not None
    total = np.zeros(4)
    for article in articles:
        chosen = find_claims(article.read, article.taken, article.denied, LEXICON, weights, article.signals)
        reading = without(reading_of(article.labelled, article.read, chosen), article.labelled)
        sources = {label.id: item.id for label, item in match_sources(article.labelled.reading, reading).pairs}
        matched = match_section("claims", article.labelled.reading, reading, sources)
        right = sum(credited(a, article.labelled.reading, b, reading, sources) for a, b in matched.pairs)
        total += [matched.gold, len(matched.pairs), right, len(reading.of("claims"))]
    return total


def validate(articles: Sequence[Fitted], left_out: Sequence[str]) -> np.ndarray:
    """The figures where no article is chosen from by weights that were fitted on it."""
    total = np.zeros(4)
    for seed in range(SHUFFLES):
        order = list(articles)
        random.Random(seed).shuffle(order)
        for fold in range(FOLDS):
            weights = fit([a for n, a in enumerate(order) if n % FOLDS != fold], left_out)
            total += figures(order[fold::FOLDS], weights)
    return total / SHUFFLES


def line(what: str, total: np.ndarray) -> str:
    gold, found, right, given = total
    return f"{what:32} found {found / gold:.3f}  right source {right / gold:.3f}  items {given / gold:.3f}  n={gold:g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="a feature to leave out")
    arguments = parser.parse_args()
    labelled = read_labels(arguments.polnear, [LABELS / split for split in SPLITS])
    articles = [fitted(one) for one in labelled if one.half == "tune"]
    print(line(f"{len(articles)} articles, cross-validated", validate(articles, arguments.without)))
    weights = fit(articles, arguments.without)
    print(line("fitted and chosen on the same", figures(articles, weights)))
    for name, weight in weights.items():
        print(f'    "{name}": {weight},')


if __name__ == "__main__":
    main()
