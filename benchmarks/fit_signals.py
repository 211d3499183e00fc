"""Fit the probe by which the embedded model reads sentences, and the weights of the reader's second look.

    python benchmarks/fit_signals.py --polnear DIR --states STATES --collect   the model's states: an hour on two cores
    python benchmarks/fit_signals.py --polnear DIR --states STATES             what the fit is worth, and its tables
    python benchmarks/fit_signals.py --polnear DIR --states STATES --write     the same, and the probe's data file

Read are the half of the labelled articles that is for tuning and some files of passages; the report half and the other
passages are never read. Each sentence is shown with the kind that the draft gives it, in the windows of
``briefer/llm/signals``, and the state at its mark is kept in STATES, a file for each article. A head is a logistic
regression with a ridge on those states. The figures are of five-fold cross-validation: the signals of an article come
from heads that were fitted on others. On those signals, with what the reader sees by itself, the weights of
``briefer/draft/second_look.py`` and of ``SIGNALLED`` in ``briefer/draft/importance.py`` are fitted; the tables are
printed.
"""

import argparse
import asyncio
import base64
import json
import random
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import fit_claims
import numpy as np
import yaml
from briefing import SPLITS, read_article
from labelled import LABELS, Labelled, overlap, read_labels
from passages import PASSAGES

from briefer import lexicon as lexicons
from briefer.articles import parse
from briefer.briefing import Article
from briefer.draft import draft, reader
from briefer.draft.credits import of_parties, read_credits
from briefer.draft.denials import find_denials
from briefer.draft.key_claims import find_claims
from briefer.draft.second_look import denial_features, uncertainty_features
from briefer.draft.uncertainties import find_uncertainties
from briefer.llm import engine, weights
from briefer.llm.shallow import first_layers
from briefer.llm.signals.probe import OWN, read_probe
from briefer.llm.signals.service import Model
from briefer.llm.signals.windows import windows
from briefer.pipelines.second_look import to_be_read
from briefer.signals import Signals

READ = (*(f"denials-{letter}" for letter in "defhijklmn"), *(f"articles-{letter}" for letter in "abcd"))
"""Passages that the reader was not raised on: what it finds in the others says nothing of how far to trust it."""
RIDGES = {"denials": 300.0, "uncertainties": 200.0, "claims": 500.0, "flat": 300.0}
NEIGHBOURS = {"denials": 0.4, "uncertainties": 0.4, "claims": 0.0, "flat": 0.4}
"""How much the states of the sentences before and after may tell beside a sentence's own: 0 for not at all."""
FOLDS, STEPS, TABLE_STEPS = 5, 6, 12
TABLE_RIDGE = 2.0
LEXICON = lexicons.load("en")


@dataclass(frozen=True)
class Read:
    """An article or a passage: the state at each sentence, and for each head what is right, NaN where nobody knows."""

    name: str
    article: Article
    states: np.ndarray
    right: Mapping[str, np.ndarray]
    labelled: Labelled | None = None
    signals: Signals | None = None


def sources(polnear: Path) -> Iterator[tuple[str, Article, Labelled | None, Mapping[str, Any] | None]]:
    """Everything to be read: labelled articles of the half for tuning, and passages; with a name for its file."""
    for labelled in read_labels(polnear, [LABELS / split for split in SPLITS]):
        if labelled.half == "tune":
            yield labelled.path.stem, read_article(labelled), labelled, None
    for stem in READ:
        for number, passage in enumerate(yaml.safe_load((PASSAGES / f"{stem}.yaml").read_text(encoding="utf-8"))):
            article = parse(passage["text"].encode(), shown="passage", suffix=".txt")
            yield f"{stem}-{number}", article, None, passage


async def collect(polnear: Path, states: Path) -> None:
    """Let the model read what has no file in ``states`` yet, as the engine does for ``assist``."""
    probe = read_probe(OWN)
    shallow = await first_layers(weights.ensure(notice=print), probe.layers, notice=print)
    key = secrets.token_urlsafe()
    order = {"shallow": str(shallow), "context": probe.window, "key": key, "name": weights.MODEL}
    server = engine.serve_states(order, probe)
    model = Model(server.listening_address, key, weights.MODEL)
    for name, article, _, _ in sources(polnear):
        path = states / f"{name}.npy"
        if path.exists():
            continue
        shown = to_be_read(article, draft(article))
        sentences = [(sentence.text, sentence.kind) for sentence in shown.sentences]
        found = []
        for window in windows(probe, shown.title, sentences, model.tokens):
            rows = model.states(window.tokens)
            found += [rows[mark] for mark in window.marks]
        kept = np.full((len(article.sentences), len(found[0])), np.nan, dtype=np.float16)
        kept[np.array(shown.numbers) - 1] = found
        np.save(path, kept)
        print(name, flush=True)


def read_all(polnear: Path, states: Path) -> list[Read]:
    """What has been collected, with the labels of each sentence."""
    found = []
    for name, article, labelled, passage in sources(polnear):
        path = states / f"{name}.npy"
        if not path.exists():
            print(f"{name}: no states; --collect reads them")
            continue
        kept = np.load(path).astype(np.float32)
        unread = np.isnan(kept[:, 0])
        right = of_labels(article, labelled) if labelled else of_passage(article, passage or {})
        known = {head: np.where(unread, np.nan, values) for head, values in right.items()}
        found.append(Read(name, article, kept, known, labelled))
    return found


def of_labels(article: Article, labelled: Labelled) -> dict[str, np.ndarray]:
    shift = labelled.text.startswith("\ufeff")
    spans = [(start + shift, end + shift) for start, end in article.sentences]

    def touching(section: str, span: tuple[int, int]) -> list[Any]:
        return [item for item in labelled.reading.of(section) if any(overlap(span, other) for other in item.spans)]

    right = {
        section: [answer([item.neutral for item in touching(section, span)]) for span in spans]
        for section in ("denials", "uncertainties", "claims")
    }
    plain = [[item.kind for item in touching("denials", span) if not item.neutral] for span in spans]
    return {name: np.array(values) for name, values in (right | {"flat": list(map(flat, plain))}).items()}


def of_passage(article: Article, passage: Mapping[str, Any]) -> dict[str, np.ndarray]:
    lines = [passage["text"][:start].count("\n") + 1 for start, _ in article.sentences]

    def touching(section: str, line: int) -> list[Mapping[str, Any]]:
        return [label for label in passage[section] if line in label["sentences"]]

    right = {
        section: [answer([bool(label.get("neutral")) for label in touching(section, line)]) for line in lines]
        if section in passage
        else [np.nan] * len(lines)
        for section in ("denials", "uncertainties", "claims")
    }
    plain = [[label["strength"] for label in touching("denials", n) if not label.get("neutral")] for n in lines]
    right |= {"flat": list(map(flat, plain))}
    return {name: np.array(values) for name, values in right.items()}


def answer(neutral: Sequence[bool]) -> float:
    """1 for a sentence of a label, 0 for one of none, NaN for one of neutral labels only."""
    return np.nan if neutral and all(neutral) else float(bool(neutral))


def flat(strengths: Sequence[str]) -> float:
    return float(strengths[0] == "denies") if strengths else np.nan


def regression(x: np.ndarray, y: np.ndarray, ridge: float, steps: int) -> np.ndarray:
    """The weights of a logistic regression with a ridge, by Newton's method; the last is the constant, free of it."""
    x = np.hstack([x, np.ones((len(x), 1), x.dtype)])
    penalty = np.full(x.shape[1], ridge, x.dtype)
    penalty[-1] = 0
    found = np.zeros(x.shape[1], x.dtype)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        curve = x.T @ (x * (p * (1 - p))[:, None]) + np.diag(penalty)
        found += np.linalg.solve(curve, x.T @ (y - p) - penalty * found)
    return found


@dataclass(frozen=True)
class Fitted:
    """A head: the weights of a sentence's own state, of the state before and of the one after, and their constants."""

    weights: Sequence[np.ndarray]
    biases: Sequence[float]


Heads = dict[str, Fitted]
AROUND = (0, -1, 1)


def states_at(one: Read, side: int) -> np.ndarray:
    """The state of the sentence that was read so many places on, for each sentence that was read; NaN for none."""
    read = one.states[~np.isnan(one.states[:, 0])]
    moved = np.full_like(read, np.nan)
    here = slice(max(0, -side), len(read) - max(0, side))
    moved[here] = read[max(0, side) : len(read) + min(0, side)]
    return moved


def heads_of(read: Sequence[Read]) -> Heads:
    x = np.concatenate([states_at(one, 0) for one in read])
    mean, deviation = x.mean(0), x.std(0) + 1e-3
    # An absent neighbour counts as an average one.
    parts = [np.nan_to_num((np.concatenate([states_at(one, s) for one in read]) - mean) / deviation) for s in AROUND]
    heads: Heads = {}
    for name, ridge in RIDGES.items():
        y = np.concatenate([one.right[name][~np.isnan(one.states[:, 0])] for one in read])
        known = ~np.isnan(y)
        scales = (1.0, NEIGHBOURS[name], NEIGHBOURS[name]) if NEIGHBOURS[name] else (1.0,)
        scaled = [part[known] * np.float32(scale) for part, scale in zip(parts, scales, strict=False)]
        found = regression(np.hstack(scaled), y[known].astype(np.float32), ridge, STEPS)
        split = np.split(found[:-1], len(scales))
        weights = [part * scale / deviation for part, scale in zip(split, scales, strict=True)]
        biases = [-float(mean @ part) for part in weights]
        heads[name] = Fitted(weights, [biases[0] + float(found[-1]), *biases[1:]])
    return heads


def signalled(one: Read, heads: Heads) -> Read:
    read = ~np.isnan(one.states[:, 0])
    values = {}
    for name, head in heads.items():
        parts = zip(AROUND, head.weights, head.biases, strict=False)
        said = sum(np.nan_to_num(states_at(one, side) @ weights + bias) for side, weights, bias in parts)
        spread_out = np.full(len(read), np.nan)
        spread_out[read] = said
        values[name] = tuple(None if np.isnan(value) else float(value) for value in spread_out)
    return replace(one, signals=Signals(**values))


def cross_fitted(read: Sequence[Read]) -> list[Read]:
    """Each with signals of heads that were fitted on the other folds."""
    order = list(range(len(read)))
    random.Random(0).shuffle(order)
    found = list(read)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        heads = heads_of([one for place, one in enumerate(read) if place not in held])
        for place in held:
            found[place] = signalled(read[place], heads)
    return found


def area(y: np.ndarray, p: np.ndarray) -> float:
    """The area under the ROC curve."""
    known = ~np.isnan(y)
    y, p = y[known], p[known]
    ranks = np.empty(len(p))
    ranks[np.argsort(p)] = np.arange(len(p))
    right = y.sum()
    return float((ranks[y == 1].sum() - right * (right - 1) / 2) / (right * (len(y) - right)))


def tables(read: Sequence[Read]) -> dict[str, dict[str, float]]:
    """The weights of the second look; that a sentence is of a passage, which holds more of everything, is left out."""
    assert LEXICON is not None
    rows: dict[str, list[tuple[Mapping[str, float], bool, float]]] = {"denials": [], "uncertainties": []}
    for one in read:
        assert one.signals is not None
        reading = of_parties(read_credits(one.article, LEXICON))
        denials = find_denials(reading, LEXICON)
        taken, denied = reader.asserting_nothing(reading, denials), reader.denied_topics(reading, denials, LEXICON)
        central = reader.central(find_claims(reading, taken, denied, LEXICON))
        inside = frozenset(number for denial in denials for number in denial.sentences)
        uncertainties = find_uncertainties(reading, central, inside, LEXICON)
        features = {
            "denials": denial_features(reading, denials, one.signals, LEXICON),
            "uncertainties": uncertainty_features(reading, uncertainties, one.signals, central, LEXICON),
        }
        for section, by_sentence in features.items():
            for number, found in by_sentence.items():
                right = one.right[section][number - 1]
                if not np.isnan(right):
                    rows[section].append((found, one.labelled is None, right))
    made = {}
    for section, given in rows.items():
        names = [name for name in given[0][0] if name != "constant"]
        x = np.array([[found[name] for name in names] + [float(passage)] for found, passage, _ in given])
        fitted = regression(x, np.array([right for *_, right in given]), TABLE_RIDGE, TABLE_STEPS)
        made[section] = dict(zip([*names, "constant"], fitted[[*range(len(names)), -1]].round(2).tolist(), strict=True))
    return made


def claims_table(read: Sequence[Read]) -> dict[str, float]:
    """The weights by which key claims are chosen with signals, and what cross-validation says of them."""
    articles = [fit_claims.fitted(one.labelled, one.signals) for one in read if one.labelled]
    plain = [fit_claims.fitted(one.labelled) for one in read if one.labelled]
    print(fit_claims.line(f"{len(plain)} articles, no signals", fit_claims.validate(plain, [])))
    print(fit_claims.line(f"{len(articles)} articles, signals", fit_claims.validate(articles, [])))
    return fit_claims.fit(articles, [])


def write(heads: Heads, path: Path) -> None:
    """Put the heads into the probe's data file."""
    data = json.loads(path.read_bytes())
    data["heads"] = {name: written(head) for name, head in heads.items()}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def written(head: Fitted) -> dict[str, Any]:
    """A head as the data file has it."""
    own, *around = [
        {"bias": round(bias, 5), "weights": base64.b64encode(weights.astype("<f2").tobytes()).decode()}
        for weights, bias in zip(head.weights, head.biases, strict=True)
    ]
    return own | dict(zip(("before", "after"), around, strict=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    parser.add_argument("--states", type=Path, required=True, metavar="STATES", help="folder of the model's states")
    parser.add_argument("--collect", action="store_true", help="read what has no states yet")
    parser.add_argument("--write", action="store_true", help="write the probe's data file")
    arguments = parser.parse_args()
    if arguments.collect:
        arguments.states.mkdir(parents=True, exist_ok=True)
        asyncio.run(collect(arguments.polnear, arguments.states))
        return
    read = read_all(arguments.polnear, arguments.states)
    crossed = cross_fitted(read)
    for what, own in (("articles", True), ("passages", False)):
        some = [one for one in crossed if (one.labelled is not None) is own]
        for name in RIDGES:
            y = np.concatenate([one.right[name] for one in some])
            if np.isnan(y).all():
                continue
            p = np.concatenate([np.array(getattr(one.signals, name), dtype=float) for one in some])
            n = f"n={np.nansum(y):g} of {(~np.isnan(y)).sum()}"
            print(f"{what:9} {name:14} area under the curve {area(y, p):.3f}  {n}")
    for section, table in (*tables(crossed).items(), ("claims", claims_table(crossed))):
        print(f"{section}:")
        for name, weight in table.items():
            print(f'    "{name}": {weight},')
    if arguments.write:
        write(heads_of(read), OWN)


if __name__ == "__main__":
    main()
