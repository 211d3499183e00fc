"""How well the digest's matcher tells one claim from two, on labelled pairs, and how long a digest takes.

    python benchmarks/digest.py            # precision and recall on claim_pairs.yaml
    python benchmarks/digest.py --misses   # and every pair in view that it gets wrong
    python benchmarks/digest.py --time 500 # seconds and memory for a digest of so many articles, and of a fifth of them

The pairs stand in twelve worlds. Nine were in view when the matcher and its vocabulary were made; three are held out
(only the first pairs of one of them were seen). What a new story will give is the held-out figure, not the others.
"""

import argparse
import multiprocessing
import random
import re
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from briefer.articles import parse
from briefer.briefing import Briefing
from briefer.cli.digesting import make
from briefer.digest.held import held
from briefer.digest.same import compare
from briefer.digest.units import Statement
from briefer.pipelines.draft import draft_now

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
    recall = hit / (hit + missed)
    return f"{name:<34} precision {precision:.3f}  recall {recall:.3f}  ({hit} hit, {wrong} wrong, {missed} missed)"


HELD_OUT = ("Probe (science)", "Stolen painting (culture and crime)", "Dam and river (environment)")


def articles(count: int) -> Iterator[Briefing]:
    """Drafts of so many articles on some two hundred stories: each twenty sentences of one world, its names changed."""
    chance = random.Random(6)
    sentences = [
        sorted({claim["exact"] for pair in pairs for claim in (pair["a"], pair["b"])}) for _, pairs in worlds()
    ]
    for number in range(count):
        of_world = sentences[number % len(sentences)]
        chosen = chance.sample(of_world, min(20, len(of_world)))
        ending = "aeiou"[number % 5] + "lmrst"[number // 5 % 5]
        text = "\n\n".join([f"Report {number}", *chosen])
        text = re.sub(r"(?<=[a-z,] )([A-Z][a-z]{3,})", lambda name, ending=ending: name[1] + ending, text)
        read = parse(text.encode(), shown=f"{number}.txt", suffix=".txt")
        day = date(2031, 1, 1) + timedelta(days=number)
        yield draft_now(read.model_copy(update={"published": day.isoformat()}))


def timed(count: int) -> float:
    """Print what a digest of so many articles takes; returns the process's peak memory in megabytes."""
    kept, texts = [], 0
    for briefing in articles(count):
        texts += len(briefing.article.text)
        kept.append(held(briefing))
    claims = sum(len(each.claims) for each in kept)
    started, busy = time.perf_counter(), time.process_time()
    made = make(kept, None)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} articles, {claims} claims -> {len(made.claims)}: "
        f"{seconds:.2f} s ({busy:.2f} s of processor), peak memory {peak:.0f} MB",
        flush=True,
    )
    return peak


def growth(count: int) -> None:
    """Print what so many articles take, and a fifth of them, and what each one more adds to the peak of memory."""
    fewer = max(1, count // 5)
    # Each in a fresh process of its own: a peak never falls, and a forked process starts with its parent's.
    fresh = multiprocessing.get_context("spawn")
    peaks = []
    for each in (fewer, count):
        with fresh.Pool(1) as pool:
            peaks.append(pool.apply(timed, (each,)))
    print(f"memory grows by {(peaks[1] - peaks[0]) * 1024 / max(1, count - fewer):.0f} KB an article")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--misses", action="store_true")
    options.add_argument("--time", type=int, metavar="N")
    chosen = options.parse_args()
    if chosen.time:
        growth(chosen.time)
        return
    everything = list(worlds())
    view = [pair for name, pairs in everything if name not in HELD_OUT for pair in pairs]
    held_out = [pair for name, pairs in everything if name in HELD_OUT for pair in pairs]
    for title, pairs in (("nine worlds in view", view), ("three worlds held out", held_out), ("all", view + held_out)):
        print(line(f"{title} ({len(pairs)})", score(pairs)))
        print(line("  hard ones", score([pair for pair in pairs if pair["hard"]])))
    for pair in view if chosen.misses else ():
        verdict = compare(statement(pair["a"]), statement(pair["b"]))
        if verdict.same != pair["same"]:
            print(f"\n{'missed' if pair['same'] else 'WRONG'}: {', '.join(verdict.differs)}; {pair['why']}")
            print(f"  {pair['a']['statement']}\n  {pair['b']['statement']}")


if __name__ == "__main__":
    main()
