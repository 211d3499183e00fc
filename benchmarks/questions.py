"""What a small model knows when it is only asked yes or no, beside what the reader finds by its rules.

    python benchmarks/questions.py --polnear DIR             the embedded model, some 500 questions, ten minutes
    python benchmarks/questions.py --polnear DIR claims      only this question

Three questions about one sentence each, with four examples of our own, scored by the probability of "yes" against "no":
does it deny something (of sentences with a negation), is it a key claim (of all sentences), does it say that something
is open (of sentences with a hedge). The labels are those of the half for tuning. Of each question are printed n, the
area under the ROC curve (0.5 is chance), and what adding the sentences that the reader left out would do, with the
threshold set on one half of the articles and used on the other, and the reverse.
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

from labelled import LABELS, TUNING, Labelled, overlap, read_labels
from openai import AsyncOpenAI

from briefer.articles import parse
from briefer.briefing import Briefing
from briefer.lexicon import Lexicon, load
from briefer.llm.embedded import serve
from briefer.llm.endpoints import choose
from briefer.pipelines.draft import draft_now

SYSTEM = "You judge sentences of news articles. Answer with yes or no."
QUESTIONS = {
    "denials": (
        "Does someone in this sentence deny a claim or a charge, or call it false?",
        (
            ("Mara Venn said she had never met the contractor.", True),
            ("The council will not vote on the plan before May.", False),
            ("“That is simply not true,” the minister said.", True),
            ("The ferry did not leave because of the storm.", False),
        ),
    ),
    "claims": (
        "Is this one of the few main claims of the article with this title?",
        (
            (
                "Title: Ferry firm knew of cracks. Sentence: Inspectors warned the firm twice of cracks in the hull.",
                True,
            ),
            ("Title: Ferry firm knew of cracks. Sentence: The port lies an hour north of the capital.", False),
            ("Title: Mayor to cut bus fares. Sentence: Fares will fall by a third in June, the mayor said.", True),
            ("Title: Mayor to cut bus fares. Sentence: “It is a lovely day,” she told a reporter.", False),
        ),
    ),
    "uncertainties": (
        "Does this sentence say that a fact is not certain, not confirmed or not known?",
        (
            ("The gas may have come from the old mine, engineers said.", True),
            ("“We could do with more buses,” a resident said.", False),
            ("It is likely to cost 40 jobs, the union said.", True),
            ("If it rains, the match will be moved.", False),
        ),
    ),
}
MOST = 100
"""Sentences drawn for each question, of those that are labelled and of those that are not."""
SCRAP = 5
"""Words of what is too short for a claim, at most."""


@dataclass(frozen=True)
class Case:
    """A sentence to ask about, with the label's answer and whether the reader has it in the section."""

    article: str
    shown: str
    wanted: bool
    read: bool


def cases(polnear: Path, section: str) -> list[Case]:
    """A draw of the sentences that qualify, labelled and not."""
    lexicon = load("en")
    assert lexicon is not None
    found: list[Case] = []
    for labelled in read_labels(polnear, [LABELS / split for split in ("dev", "train", TUNING)]):
        if labelled.half == "tune":
            found += _of_article(labelled, section, lexicon)
    chance = random.Random(3)
    right, wrong = ([case for case in found if case.wanted is wanted] for wanted in (True, False))
    return [case for group in (right, wrong) for case in chance.sample(group, min(MOST, len(group)))]


def _of_article(labelled: Labelled, section: str, lexicon: Lexicon) -> Iterator[Case]:
    article = parse(labelled.path.read_bytes(), shown=labelled.name, suffix=".txt")
    briefing = draft_now(article)
    items = labelled.reading.of(section)
    for span in article.sentences:
        text = article.text[slice(*span)]
        if not _qualifies(section, text, lexicon):
            continue
        hit = [item for item in items if any(overlap(span, other) for other in item.spans)]
        if hit and all(item.neutral for item in hit):
            continue
        title = f"Title: {article.title or article.text[slice(*article.sentences[0])]} Sentence: "
        yield Case(
            labelled.name, (title if section == "claims" else "") + text, bool(hit), _has(briefing, section, span)
        )


def _qualifies(section: str, text: str, lexicon: Lexicon) -> bool:
    words = text.lower().replace("’", "'").split()
    if section == "denials":
        return any(word.strip('“”".,') in lexicon.negations or word.endswith("n't") for word in words)
    if section == "uncertainties":
        return any(lexicon.hedges.match(words, place) for place in range(len(words)))
    return len(words) > SCRAP


def _has(briefing: Briefing, section: str, span: tuple[int, int]) -> bool:
    items = getattr(briefing, section)
    return any(evidence.start == span[0] for item in items for evidence in item.evidence)


async def ask(client: AsyncOpenAI, section: str, case: Case) -> float:
    """The probability of yes against no."""
    question, examples = QUESTIONS[section]
    shots = "\n\n".join(f"{text}\n{question} {'yes' if answer else 'no'}" for text, answer in examples)
    answer = await client.chat.completions.create(
        model="embedded",
        messages=[
            {"role": "system", "content": f"{SYSTEM}\n\n{shots}"},
            {"role": "user", "content": f"{case.shown}\n{question}"},
        ],
        max_tokens=1,
        temperature=0,
        logprobs=True,
        top_logprobs=10,
    )
    logprobs = answer.choices[0].logprobs
    mass = {"yes": 1e-9, "no": 1e-9}
    for token in logprobs.content[0].top_logprobs if logprobs and logprobs.content else ():
        word = token.token.strip().lower()
        if word in mass:
            mass[word] += math.exp(token.logprob)
    return mass["yes"] / (mass["yes"] + mass["no"])


def area(scored: Sequence[tuple[float, bool]]) -> float:
    """The area under the ROC curve."""
    right = [score for score, wanted in scored if wanted]
    wrong = [score for score, wanted in scored if not wanted]
    wins = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return wins / (len(right) * len(wrong))


def added(scored: Sequence[tuple[float, Case]]) -> tuple[int, int]:
    """How many that the reader left out the threshold of the other fold would add, and how many of them rightly."""
    folds = [[pair for pair in scored if _fold(pair[1].article) == fold] for fold in (0, 1)]
    total = right = 0
    for here, there in (folds, folds[::-1]):
        threshold = best_threshold([(score, case.wanted) for score, case in there if not case.read])
        chosen = [case for score, case in here if not case.read and score >= threshold]
        total += len(chosen)
        right += sum(case.wanted for case in chosen)
    return total, right


def _fold(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[1] % 2


def best_threshold(scored: Sequence[tuple[float, bool]]) -> float:
    """The threshold with the best F1; above all scores where nothing is to be found."""
    wanted = sum(right for _, right in scored)

    def f1(threshold: float) -> float:
        chosen = [right for score, right in scored if score >= threshold]
        return 2 * sum(chosen) / (len(chosen) + wanted) if chosen and wanted else 0.0

    return max((score for score, _ in scored), key=f1, default=1.1)


async def run(polnear: Path, sections: Sequence[str]) -> None:
    chosen = choose(model="local", pipeline="assist", offline=True, environ={})
    assert chosen.endpoint is not None
    async with (
        serve(chosen.endpoint, notice=print) as endpoint,
        AsyncOpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0) as client,
    ):
        for section in sections:
            asked = cases(polnear, section)
            started = time.monotonic()
            scored = [(await ask(client, section, case), case) for case in asked]
            report(section, scored, (time.monotonic() - started) / len(asked))


def report(section: str, scored: Sequence[tuple[float, Case]], seconds: float) -> None:
    """Print what the answers to one question are worth; ``seconds`` are those of one question."""
    labelled = sum(case.wanted for _, case in scored)
    model = area([(score, case.wanted) for score, case in scored])
    reader = area([(float(case.read), case.wanted) for _, case in scored])
    left_out = sum(not case.read for _, case in scored)
    more, right = added(scored)
    print(
        f"{section}: n={len(scored)} ({labelled} labelled), AUC of the model {model:.2f}, of the reader {reader:.2f}; "
        f"of {left_out} that the reader left out it would add {more}, {right} of them rightly; {seconds:.1f} s each",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="QUESTION", help=", ".join(QUESTIONS))
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.polnear, arguments.sections or list(QUESTIONS)))


if __name__ == "__main__":
    main()
