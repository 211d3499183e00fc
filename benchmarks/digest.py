"""How well the digest's matcher tells one claim from two, on labelled pairs, and how long a digest takes.

    python benchmarks/digest.py            # precision and recall on both halves of claim_pairs.yaml
    python benchmarks/digest.py --misses   # and every pair of the first half that it gets wrong
    python benchmarks/digest.py --time 500 # seconds and peak memory for a digest of so many briefings

The pairs stand in twelve worlds. The matcher and its vocabulary were made with the first six in view; the last six are
held out and were not looked at, except that their headings and the first pairs of the seventh were seen.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from briefer.digest.same import compare
from briefer.digest.units import Statement

PAIRS = Path(__file__).with_name("claim_pairs.yaml")
_WORLD = re.compile(r"^# ([A-Z].+ \([a-z ]+\))$", re.MULTILINE)


def worlds() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each world with its pairs."""
    parts = _WORLD.split(PAIRS.read_text("utf-8"))
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        yield name, yaml.safe_load(text)


def statement(claim: dict[str, Any]) -> Statement:
    return Statement(claim["statement"], (claim["exact"],), (claim["source"],) if claim["source"] else ())


def score(pairs: list[dict[str, Any]]) -> tuple[int, int, int]:
    """True merges, false merges, missed merges."""
    found = [(pair["same"], compare(statement(pair["a"]), statement(pair["b"])).same) for pair in pairs]
    return (
        sum(same and said for same, said in found),
        sum(said and not same for same, said in found),
        sum(same and not said for same, said in found),
    )


def line(name: str, counts: tuple[int, int, int]) -> str:
    hit, wrong, missed = counts
    precision = hit / (hit + wrong) if hit + wrong else 1.0
    return f"{name:<42} precision {precision:.3f}  recall {hit / (hit + missed):.3f}  ({hit} hit, {wrong} wrong, {missed} missed)"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--misses", action="store_true")
    options.add_argument("--held-out", action="store_true", help="show the held-out half's figures too")
    options.add_argument("--time", type=int, metavar="N")
    chosen = options.parse_args()
    everything = list(worlds())
    first, second = everything[:6], everything[6:]
    for name, half in (("first six worlds", first), ("last six worlds, held out", second)):
        if half is second and not chosen.held_out:
            continue
        pairs = [pair for _, found in half for pair in found]
        print(line(name, score(pairs)))
        print(line("  hard", score([pair for pair in pairs if pair["hard"]])))
    if chosen.misses:
        for name, pairs in everything:
            if name.split()[0] not in ("Rail", "Border", "Data"):
                continue
            for pair in pairs:
                verdict = compare(statement(pair["a"]), statement(pair["b"]))
                if verdict.same != pair["same"]:
                    kind = "MISSED" if pair["same"] else "WRONG"
                    print(f"\n{kind} {verdict}\n  {pair['a']['statement']}\n  {pair['b']['statement']}\n  {pair['why']}")


if __name__ == "__main__":
    main()
