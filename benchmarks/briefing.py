"""Score a pipeline's briefings on labelled news: sources, key claims, denials, uncertainties.

    python benchmarks/briefing.py --polnear DIR --pipeline draft --half report

The labels (benchmarks/labels) are offsets into PolNeAR articles, which are read from DIR and are no part of the
project. Every figure is printed with its n. ``--half tune`` is for raising a reader, ``--half report`` for reporting;
the halves are by hash of the file name (labelled.py).

What matches
    An item matches a label if at least half of the sentences that it cites overlap a sentence of the label; one item
    goes to one label, by the assignment that pairs the most, then has the most right sources, kinds, sentences.
    Sources match by name, unnamed ones also by kind and sentences (``labelled.party``). A source is right where it
    matches the label's, or both are the article's own voice. What is labelled neutral counts for nothing: an item
    that matches only a neutral label is dropped, a neutral label that nothing matches is no miss. Headlines, bylines
    and notes (lines that end no sentence and bear no label) are dropped from what an item cites.

Figures
    claims found       key claims matched; "items per claim" is all claims given for each labelled one
    denials weighted   recall, a flat denial counting 2, a dispute or rebuttal 1
    invented denials   denials that match no label at all, not even a neutral one
    articles clean     of the articles without a denial, those given none (neutral matches aside)
    unsupported        final statements in which the guard finds a fault, or that cite nothing
    seconds, tokens    per article, as the briefing's provenance counts them
"""

import argparse
import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from labelled import (
    LABELS,
    TUNING,
    Item,
    Labelled,
    Matched,
    Reading,
    credited,
    match_section,
    match_sources,
    overlap,
    read_labels,
    reading_of,
    supported,
    without_headings,
)

from briefer import lexicon as lexicons
from briefer.articles import parse
from briefer.briefing import Article, Briefing
from briefer.checks import faults
from briefer.draft import attributions
from briefer.errors import BrieferError
from briefer.pipelines.plan import make_plan
from briefer.pipelines.session import open_pipeline

SPLITS = ("dev", "train", TUNING)
SECTIONS = ("claims", "uncertainties", "denials")
WEIGHTS = {"denies": 2, "disputes": 1, "rebuts": 1}
TARGETS = {
    "sources recall": ">= .80",
    "sources precision": ">= .88",
    "claims found": ">= .85",
    "claims found, right source": ">= .72",
    "claims, items per claim": "<= 1.3",
    "denials recall": ">= .75",
    "denials precision": ">= .85",
    "articles without a denial clean": ">= .97",
    "uncertainties recall": ">= .60",
    "uncertainties precision": ">= .70",
    "assist seconds per article": "<= 25",
}


@dataclass
class Tally:
    """Counts by figure: how many are right, of how many."""

    right: Counter[str] = field(default_factory=Counter)
    n: Counter[str] = field(default_factory=Counter)

    def add(self, figure: str, right: float, n: float) -> None:
        self.right[figure] += right  # type: ignore[assignment]
        self.n[figure] += n  # type: ignore[assignment]

    def lines(self) -> Iterator[str]:
        for figure, n in self.n.items():
            value = f"{self.right[figure] / n:.3f}" if n else "  -  "
            target = f"   target {TARGETS[figure]}" if figure in TARGETS else ""
            yield f"{figure:42} {value:>7}  n={n:<6g} {self.right[figure]:g} of {n:g}{target}"


@dataclass(frozen=True)
class Scored:
    """One article's matches by section."""

    labelled: Labelled
    found: Reading
    matched: dict[str, Matched]
    paired: dict[str, str]


def score(labelled: Labelled, found: Reading) -> Scored:
    """Match everything found in an article with its labels."""
    found = without_headings(found, labelled)
    sources = match_sources(labelled.reading, found)
    paired = {label.id: item.id for label, item in sources.pairs}
    sections = {name: match_section(name, labelled.reading, found, paired) for name in SECTIONS}
    return Scored(labelled, found, {"sources": sources, **sections}, paired)


def right_source(scored: Scored, label: Item, item: Item) -> bool:
    return credited(label, scored.labelled.reading, item, scored.found, scored.paired)


def count(tally: Tally, scored: Scored) -> None:
    """Add one article to the figures."""
    sources = scored.matched["sources"]
    tally.add("sources recall", len(sources.pairs), sources.gold)
    tally.add("sources precision", len(sources.pairs), sources.found)
    tally.add(
        "sources, right kind of those matched", sum(a.kind == b.kind for a, b in sources.pairs), len(sources.pairs)
    )
    for section in SECTIONS:
        one = scored.matched[section]
        right = sum(right_source(scored, label, item) for label, item in one.pairs)
        if section == "claims":
            given = len(scored.found.of("claims"))
            tally.add("claims found", len(one.pairs), one.gold)
            tally.add("claims found, right source", right, one.gold)
            tally.add("claims, items per claim", given, one.gold)
            tally.add("claims precision", len(one.pairs), one.found)
            continue
        tally.add(f"{section} recall", len(one.pairs), one.gold)
        tally.add(f"{section} recall, right source", right, one.gold)
        tally.add(f"{section} precision", len(one.pairs), one.found)
        same = sum(label.kind == item.kind for label, item in one.pairs)
        name = "strength" if section == "denials" else "kind"
        tally.add(f"{section}, right {name} of those matched", same, len(one.pairs))
    denials = scored.matched["denials"]
    answered = {label.id for label, _ in denials.pairs}
    wanted = [label for label, _ in denials.pairs] + list(denials.missed)
    tally.add(
        "denials recall, weighted",
        sum(WEIGHTS[label.kind] for label in wanted if label.id in answered),
        sum(WEIGHTS[label.kind] for label in wanted),
    )
    for kind in WEIGHTS:
        of_kind = [label for label in wanted if label.kind == kind]
        tally.add(f"denials recall, {kind}", sum(label.id in answered for label in of_kind), len(of_kind))
    for kind in ("undisclosed", "unconfirmed", "hedged", "conflicting", "unknown"):
        one = scored.matched["uncertainties"]
        tally.add(
            f"uncertainties recall, {kind}",
            sum(label.kind == kind for label, _ in one.pairs),
            sum(label.kind == kind for label in [*(label for label, _ in one.pairs), *one.missed]),
        )
    tally.add("invented denials per article", len(denials.invented), 1)
    if not any(not label.neutral for label in scored.labelled.reading.of("denials")):
        tally.add("articles without a denial clean", not denials.found, 1)


def count_checks(tally: Tally, briefing: Briefing) -> None:
    """Add what the checks say of a final briefing, and what it cost."""
    texts = list(statements(briefing))
    tally.add("unsupported statements", sum(map(Unsupported(briefing), texts)), len(texts))
    tally.add("quarantined per article", len(briefing.quarantine), 1)
    tally.add("put back by the guard per article", len(briefing.provenance.reverted), 1)
    tally.add("omissions per article", len(briefing.omissions), 1)
    tally.add("fallbacks per article", len(briefing.provenance.fallbacks), 1)
    tally.add(f"{briefing.provenance.pipeline} seconds per article", briefing.provenance.seconds, 1)
    tally.add("tokens in per article", briefing.provenance.tokens_in, 1)
    tally.add("tokens out per article", briefing.provenance.tokens_out, 1)


@dataclass(frozen=True)
class Statement:
    text: str
    sentences: tuple[str, ...]
    names: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def statements(briefing: Briefing) -> Iterator[Statement]:
    """Every text of a briefing that speaks for the article, with what stands behind it."""
    names = {source.id: (source.name, *source.aliases) for source in briefing.sources}
    for text in (briefing.headline, *briefing.summary):
        title = (briefing.article.title,) if briefing.article.title and text is briefing.headline else ()
        yield Statement(text.text, (*(found.exact for found in text.evidence), *title))
    for item in (*briefing.claims, *briefing.uncertainties, *briefing.denials):
        chain = [name for key in (item.source, *item.via) if key for name in names.get(key, ())]
        kept = (item.cue,) if item.cue else ()
        hedges = getattr(item, "hedges", ())
        yield Statement(item.statement, tuple(found.exact for found in item.evidence), tuple(chain), (*kept, *hedges))


class Unsupported:
    """Whether a statement adds to its evidence, or drops from it, as the guard sees it."""

    def __init__(self, briefing: Briefing) -> None:
        code = briefing.provenance.lexicon
        self.lexicon = lexicons.load(code) if code else None
        self.common = frozenset(word for word in briefing.article.text.split() if word[:1].islower())

    def __call__(self, statement: Statement) -> bool:
        if not statement.sentences:
            return True
        return bool(
            faults(
                statement.text,
                statement.sentences,
                also=statement.names,
                kept=statement.kept,
                common=self.common,
                lexicon=self.lexicon,
            )
        )


def show(scored: Scored) -> None:
    """Print what was missed and what was found too much, with the words of the article."""
    text = scored.labelled.text
    print(f"\n## {scored.labelled.name}")
    for section, one in scored.matched.items():
        for label, item in one.pairs:
            wrong = section != "sources" and not right_source(scored, label, item)
            if wrong:
                wanted = scored.labelled.reading.by_id(label.source)
                given = scored.found.by_id(item.source)
                parties = f"{name_of(given)}, should be {name_of(wanted)}"
                print(f"WRONG SOURCE {section} {label.id}: {parties}: {said(item, text)}")
            if label.kind != item.kind:
                what = f"{name_of(item)} {said(item, text)}"
                print(f"WRONG KIND {section} {label.id} {label.kind}, given {item.kind}: {what}")
        for label in one.missed:
            source = scored.labelled.reading.by_id(label.source)
            print(f"MISSED {section} {label.id} {label.kind} [{name_of(label) or name_of(source)}] {said(label, text)}")
        for word, items in (("INVENTED", one.invented), ("STRAY", one.stray)):
            for item in items if section != "claims" else ():
                source = scored.found.by_id(item.source)
                print(f"{word} {section} {item.kind} [{name_of(item) or name_of(source)}] {said(item, text)}")


def causes(scored: Scored, article: Article) -> Iterator[str]:
    """Why labels were missed and what was invented, in a word for each."""
    credited = {number for credit in attributions(article) if credit.speaker for number in credit.sentences}
    spoken = [article.sentences[number - 1] for number in credited]

    def cited(label: Item, section: str) -> bool:
        return any(supported(item, label) for item in scored.found.of(section))

    for section, one in scored.matched.items():
        for label in one.missed:
            named = scored.labelled.reading.by_id(label.source)
            if section == "sources":
                yield f"sources missed: {label.kind}"
            elif section == "claims":
                held = next((other for other in ("denials", "uncertainties") if cited(label, other)), None)
                found = any(overlap(span, sentence) for span in label.spans for sentence in spoken)
                reader = "found but not chosen" if found else "no attribution found"
                voice = "in the reporter's own voice" if named is None else reader
                yield f"claims missed: {f'given as {held} only' if held else voice}"
            else:
                held = next((other for other in SECTIONS if other != section and cited(label, other)), None)
                yield f"{section} missed: {label.kind}, {f'given as {held} only' if held else 'no item'}"
        for item in (*one.invented, *one.stray) if section != "claims" else ():
            repeated = "a second time" if item in one.stray else "no label"
            yield f"{section} too many: {item.kind}, {repeated}"
        for label, item in one.pairs if section != "sources" else ():
            if not right_source(scored, label, item):
                wanted = voice_of(scored.labelled.reading.by_id(label.source))
                yield f"{section} on a wrong word: {wanted} given as {voice_of(scored.found.by_id(item.source))}"


def voice_of(source: Item | None) -> str:
    return "own voice" if source is None else source.kind


def name_of(item: Item | None) -> str:
    return " / ".join(item.names) if item else ""


def said(item: Item, text: str) -> str:
    return " | ".join(text[start:end] for start, end in item.spans[:3])


def read_article(labelled: Labelled) -> Article:
    return parse(labelled.path.read_bytes(), shown=labelled.name, suffix=".txt")


async def briefings(
    arguments: argparse.Namespace, articles: Iterable[Labelled]
) -> AsyncIterator[tuple[Labelled, Briefing]]:
    """Brief the articles one after the other; with ``--keep DIR`` those briefed before are read from there."""
    plan = make_plan(
        model=arguments.model,
        pipeline=arguments.pipeline,
        prompts=arguments.prompts,
        offline=False,
        ask_again=True,
        environ=os.environ,
    )
    async with open_pipeline(plan, notice=print) as brief:
        for labelled in articles:
            kept = arguments.keep / f"{labelled.path.stem}.json" if arguments.keep else None
            if kept and kept.is_file():
                yield labelled, Briefing.model_validate_json(kept.read_text(encoding="utf-8"))
                continue
            article = read_article(labelled)
            began = time.perf_counter()
            try:
                briefing = await brief(article)
            except BrieferError as error:
                raise SystemExit(f"{labelled.name}: {error}") from error
            seconds = {"seconds": time.perf_counter() - began}
            briefing = briefing.model_copy(update={"provenance": briefing.provenance.model_copy(update=seconds)})
            if kept:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(briefing.model_dump_json(), encoding="utf-8")
            yield labelled, briefing


async def run(arguments: argparse.Namespace) -> None:
    splits = SPLITS if arguments.split == "all" else (arguments.split,)
    articles = [
        labelled
        for labelled in read_labels(arguments.polnear, [LABELS / split for split in splits])
        if arguments.half in {"all", labelled.half}
    ]
    tally = Tally()
    why: Counter[str] = Counter()
    async with aclosing(briefings(arguments, articles)) as made:
        async for labelled, briefing in made:
            shift = labelled.text.startswith("\ufeff")
            scored = score(labelled, reading_of(briefing, shift))
            count(tally, scored)
            count_checks(tally, briefing)
            if arguments.causes:
                why.update(causes(scored, briefing.article))
            if arguments.show:
                show(scored)
    of = f"half {arguments.half}, split {arguments.split}, pipeline {arguments.pipeline}"
    print(f"\n{len(articles)} articles, {of}")
    for line in tally.lines():
        print(line)
    for cause, times in sorted(why.items(), key=lambda entry: (entry[0].split(":")[0], -entry[1])):
        print(f"{times:4} {cause}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    parser.add_argument("--pipeline", default="draft", help="draft, assist or extract (default draft)")
    parser.add_argument("-m", "--model", help="as brief -m")
    parser.add_argument("-t", "--prompts", type=Path, help="as brief -t")
    parser.add_argument("--half", choices=["tune", "report", "all"], default="report")
    parser.add_argument("--split", choices=[*SPLITS, "all"], default="all")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep briefings here, and use those kept before")
    parser.add_argument("--show", action="store_true", help="print every miss and false find (article text)")
    parser.add_argument("--causes", action="store_true", help="count why labels were missed")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
