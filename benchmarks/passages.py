"""Score the reader on labelled passages of our own: denials and uncertainties in all the ways they are told.

    python benchmarks/passages.py                  every file of benchmarks/passages, by the draft reader alone
    python benchmarks/passages.py denials-c -v     one of them, with what is missed and what is too many
    python benchmarks/passages.py denials-g -m     with a second look by the embedded model, six seconds a passage

A passage is two to eight sentences, one a line; in more than a third are near misses, in which nothing is denied or
uncertain. Twenty-one writers who had not seen the reader wrote and labelled them by the annotation rules: six, a to c,
each with another brief, as varied as can be for a and b, ordinary news English for c; eleven, denials-d to -n, longer
excerpts of articles; four, articles-a to -d, whole articles, with their key claims. A finding matches a label where it
cites a line of it, one to one; neutral labels count for nothing. The reader was raised on a to c but for
``uncertainties-b``; the model's probe was fitted on the files from denials-d on but
``denials-g`` (``fit_signals.py``). Nothing was tuned on ``denials-g`` and ``uncertainties-b``.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import yaml
from labelled import Item, Matched, match

from briefer.articles import parse
from briefer.briefing import Article
from briefer.draft import draft
from briefer.llm.client import Client, open_client
from briefer.llm.embedded import serve
from briefer.llm.endpoints import choose
from briefer.pipelines.provenance import Record
from briefer.pipelines.second_look import looked_again
from briefer.proposal import Proposal

PASSAGES = Path(__file__).parent / "passages"
SECTIONS = ("denials", "uncertainties")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="files, without .yaml; all unless told")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every miss and what is too many")
    parser.add_argument("-m", "--model", action="store_true", help="with a second look by the embedded model")
    asyncio.run(run(parser.parse_args()))


async def run(arguments: argparse.Namespace) -> None:
    async with AsyncExitStack() as stack:
        client = await embedded(stack) if arguments.model else None
        for path in sorted(PASSAGES.glob("*.yaml")):
            if not arguments.names or path.stem in arguments.names:
                passages = yaml.safe_load(path.read_text(encoding="utf-8"))
                read = [await drafted(passage, client) for passage in passages]
                score(path.stem, passages, read, verbose=arguments.verbose)


async def embedded(stack: AsyncExitStack) -> Client:
    """The embedded model, served until ``stack`` is left."""
    chosen = choose(model="local", pipeline="assist", offline=True, environ={})
    assert chosen.endpoint is not None
    return await stack.enter_async_context(
        open_client(await stack.enter_async_context(serve(chosen.endpoint, notice=print, signals=True)))
    )


async def drafted(passage: dict[str, Any], client: Client | None) -> tuple[Article, Proposal]:
    """A passage as an article, and what the reader finds in it, with a second look where there is a model."""
    lines = [line.strip() for line in passage["text"].strip().splitlines()]
    article = parse("".join(line + "\n" for line in lines).encode(), shown="passage", suffix=".txt")
    found = draft(article)
    if client is not None:
        found = await looked_again(article, found, client, Record("assist", found.lexicon))
    return article, found.proposal


def score(
    name: str, passages: Sequence[dict[str, Any]], read: Sequence[tuple[Article, Proposal]], *, verbose: bool
) -> None:
    """Print the figures of one file."""
    for section in SECTIONS:
        pairs, kinds, counts = Counter[str](), Counter[str](), Counter[str]()
        for number, (passage, (article, proposal)) in enumerate(zip(passages, read, strict=True)):
            matched = matched_in(passage, section, article, proposal)
            counts += Counter(pairs=len(matched.pairs), gold=matched.gold, found=matched.found)
            pairs.update(label.kind for label, _ in matched.pairs)
            kinds.update(label.kind for label in (*matched.missed, *(label for label, _ in matched.pairs)))
            if verbose:
                for line in told(number, passage, matched):
                    print(line)
        by_kind = ", ".join(f"{kind} {pairs[kind]} of {n}" for kind, n in sorted(kinds.items()))
        recall, precision = (counts["pairs"] / max(counts[name], 1) for name in ("gold", "found"))
        clean, without = cleanness(passages, read, section)
        print(
            f"{name:16} {section:13} recall {recall:.2f} n={counts['gold']:3}  "
            f"precision {precision:.2f} n={counts['found']:3}  "
            f"clean {clean} of {without} without one  {by_kind}"
        )


def cleanness(
    passages: Sequence[dict[str, Any]], read: Sequence[tuple[Article, Proposal]], section: str
) -> tuple[int, int]:
    """Of the passages without a label, neutral ones aside, how many are given nothing, and how many they are."""
    found = [
        matched_in(passage, section, article, proposal).found
        for passage, (article, proposal) in zip(passages, read, strict=True)
        if all(label.get("neutral") for label in passage[section])
    ]
    return found.count(0), len(found)


def matched_in(passage: dict[str, Any], section: str, article: Article, proposal: Proposal) -> Matched:
    """What the reader finds in a passage, matched with its labels."""
    lines = [line.strip() for line in passage["text"].strip().splitlines()]
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]

    def line_of(sentence: int) -> int:
        return sum(start <= article.sentences[sentence - 1][0] for start in starts)

    labels = [
        Item(
            section,
            str(number),
            tuple((line, line + 1) for line in label["sentences"]),
            kind=label.get("strength") or label["kind"],
            neutral=bool(label.get("neutral")),
        )
        for number, label in enumerate(passage[section])
    ]
    found = [
        Item(section, item.key, tuple((line_of(n), line_of(n) + 1) for n in item.sentences), kind=item.cue or "")
        for item in getattr(proposal, section)
    ]
    return match(labels, found, lambda label, item: len({*label.spans} & {*item.spans}))


def told(number: int, passage: dict[str, Any], matched: Matched) -> Iterator[str]:
    """What is missed and what is too many in a passage, with its lines."""
    wrong = [("missed", item) for item in matched.missed]
    wrong += [("too many", item) for item in (*matched.stray, *matched.invented)]
    for what, item in wrong:
        yield f"--- {what}: {item.section} {item.kind}, passage {number + 1}"
        cited = {line for line, _ in item.spans}
        for place, line in enumerate(passage["text"].strip().splitlines(), 1):
            yield f"    {'*' if place in cited else ' '} {line.strip()}"


if __name__ == "__main__":
    main()
