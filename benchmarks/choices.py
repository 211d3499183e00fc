"""What a small model knows when it may choose who makes a claim, beside whom the reader credits.

    python benchmarks/choices.py --polnear DIR     the embedded model, some 180 questions, nine minutes

Each question shows a key claim of the half for tuning with the sentences before it, and up to six who may have made it:
the sources that the draft mentions nearest to it, and the article itself. The model answers with a letter, and every
letter has a probability. Asked about are claims whose labelled source is among the six, up to a hundred that the reader
credits rightly and up to a hundred others. Printed are how often the model is right, and what giving it the last word
would do where its answer is another and at least so probable as was best on the other half of the articles.
"""

import argparse
import asyncio
import hashlib
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing import read_article
from labelled import LABELS, TUNING, Labelled, match_section, match_sources, read_labels, reading_of
from openai import AsyncOpenAI

from briefer.briefing import Article, Briefing, Claim
from briefer.llm.embedded import serve
from briefer.llm.endpoints import choose
from briefer.pipelines.draft import draft_now

SYSTEM = """You read news articles and tell who makes a claim. Answer with one letter.

Mara Venn, who runs the port, met reporters on Monday. “The crane was safe,” she said.
Claim: “The crane was safe,” she said.
A) the union B) Mara Venn C) nobody, the article itself reports it
B

The ferry sank at noon. Inspectors had warned of cracks, the harbour office said.
Claim: The ferry sank at noon.
A) the harbour office B) Inspectors C) nobody, the article itself reports it
C"""
NOBODY = "nobody, the article itself reports it"
LETTERS = "ABCDEF"
BEFORE = 3
"""Sentences shown before the claim."""
MOST = 100
"""Questions drawn of the claims that the reader credits rightly, and of the others."""


@dataclass(frozen=True)
class Case:
    """A claim to ask about: the names to choose among, the place of the labelled one and of the reader's."""

    article: str
    shown: str
    options: tuple[str, ...]
    wanted: int
    read: int


@dataclass(frozen=True)
class Answered:
    """What the model chose, and the probability that it gave to it."""

    case: Case
    choice: int
    sure: float
    tokens: int
    """Tokens of the question."""


def cases(polnear: Path) -> list[Case]:
    """A draw of the claims that qualify, credited rightly and wrongly."""
    found = [
        case
        for labelled in read_labels(polnear, [LABELS / split for split in ("dev", "train", TUNING)])
        if labelled.half == "tune"
        for case in of_article(labelled)
    ]
    chance = random.Random(5)
    groups = [[case for case in found if (case.wanted == case.read) is right] for right in (True, False)]
    return [case for group in groups for case in chance.sample(group, min(MOST, len(group)))]


def of_article(labelled: Labelled) -> Iterator[Case]:
    briefing = draft_now(read_article(labelled))
    reading = reading_of(briefing, labelled.text.startswith("\ufeff"))
    paired = {label.id: found.id for label, found in match_sources(labelled.reading, reading).pairs}
    for label, item in match_section("claims", labelled.reading, reading, paired).pairs:
        claim = next(claim for claim in briefing.claims if claim.id == item.id)
        options = near(briefing, claim)
        wanted = paired.get(label.source) if label.source else None
        if wanted in options and not (label.source and wanted is None):
            names = {source.id: source.name for source in briefing.sources}
            shown = tuple(names[option] if option else NOBODY for option in options)
            places = (options.index(wanted), options.index(claim.source))
            yield Case(labelled.name, text_of(briefing.article, claim), shown, *places)


def near(briefing: Briefing, claim: Claim) -> tuple[str | None, ...]:
    """The ids of up to six to choose among: whom the reader credits, nobody, and who is mentioned nearest."""
    at = claim.evidence[0].sentence

    def distance(source_id: str) -> int:
        source = next(source for source in briefing.sources if source.id == source_id)
        return min((abs(evidence.sentence - at) for evidence in source.evidence), default=at)

    others = sorted(
        {source.id for source in briefing.sources} - {claim.source}, key=lambda each: (distance(each), each)
    )
    chosen = dict.fromkeys([claim.source, None, *others])
    return tuple(sorted(list(chosen)[: len(LETTERS)], key=lambda each: (each is None, each or "")))


def text_of(article: Article, claim: Claim) -> str:
    numbers = [evidence.sentence for evidence in claim.evidence]
    before = range(max(1, numbers[0] - BEFORE), numbers[0])
    said = " ".join(map(article.sentence, numbers))
    return f"{' '.join(map(article.sentence, before))} {said}\nClaim: {said}"


async def ask(client: AsyncOpenAI, case: Case) -> Answered:
    """The letter with the highest probability."""
    options = " ".join(f"{letter}) {name}" for letter, name in zip(LETTERS, case.options, strict=False))
    answer = await client.chat.completions.create(
        model="embedded",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": f"{case.shown}\n{options}"}],
        max_tokens=1,
        temperature=0,
        logprobs=True,
        top_logprobs=20,
    )
    logprobs = answer.choices[0].logprobs
    mass = [1e-9] * len(case.options)
    for token in logprobs.content[0].top_logprobs if logprobs and logprobs.content else ():
        place = LETTERS[: len(mass)].find(token.token.strip() or "?")
        if place >= 0:
            mass[place] += math.exp(token.logprob)
    best = max(range(len(mass)), key=mass.__getitem__)
    return Answered(case, best, mass[best] / sum(mass), answer.usage.prompt_tokens if answer.usage else 0)


def gained(answered: Sequence[Answered], threshold: float) -> tuple[int, int]:
    """How many of the reader's credits a threshold would mend, and how many it would spoil."""
    changed = [each for each in answered if each.choice != each.case.read and each.sure >= threshold]
    mended = sum(each.choice == each.case.wanted for each in changed)
    return mended, sum(each.case.read == each.case.wanted for each in changed)


def best_threshold(answered: Sequence[Answered]) -> float:
    """The threshold with the best balance of mended and spoilt; above all where none gains."""

    def balance(threshold: float) -> int:
        mended, spoilt = gained(answered, threshold)
        return mended - spoilt

    return max((1.1, *(each.sure for each in answered)), key=balance)


async def run(polnear: Path) -> None:
    chosen = choose(model="local", pipeline="assist", offline=True, environ={})
    assert chosen.endpoint is not None
    asked = cases(polnear)
    async with (
        serve(chosen.endpoint, notice=print) as endpoint,
        AsyncOpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0) as client,
    ):
        started = time.monotonic()
        answered = [await ask(client, case) for case in asked]
        report(answered, (time.monotonic() - started) / len(asked))


def report(answered: Sequence[Answered], seconds: float) -> None:
    """Print what the choices are worth; ``seconds`` are those of one question."""
    for name, right in (("rightly", True), ("wrongly", False)):
        group = [each for each in answered if (each.case.wanted == each.case.read) is right]
        hits = sum(each.choice == each.case.wanted for each in group)
        print(f"claims that the reader credits {name}: n={len(group)}, the model is right in {hits}")
    folds = [[each for each in answered if _fold(each.case.article) == fold] for fold in (0, 1)]
    both = [gained(here, best_threshold(there)) for here, there in (folds, folds[::-1])]
    mended, spoilt = (sum(counts) for counts in zip(*both, strict=True))
    tokens = sum(each.tokens for each in answered) / len(answered)
    print(f"with a threshold set on the other articles: {mended} mended, {spoilt} spoilt")
    print(f"{seconds:.1f} s and {tokens:.0f} tokens in, 1 out, each")


def _fold(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[1] % 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    asyncio.run(run(parser.parse_args().polnear))


if __name__ == "__main__":
    main()
