"""Score the draft reader on labelled passages of our own: denials and uncertainties in all the ways they are told.

    python benchmarks/passages.py                 every file of benchmarks/passages
    python benchmarks/passages.py denials-c -v    one of them, with what is missed and what is too many

A passage is two to five sentences, one a line; more than a third are near misses, in which nothing is denied or
uncertain. Six writers who had not seen the reader wrote and labelled them by the annotation rules, a, b and c each
with another brief: as varied as can be for a and b, ordinary news English for c. A finding matches a label where it
cites a line of it, one to one; neutral labels count for nothing. The reader was raised on all of them but
``uncertainties-b``, so only the figures of that file are those of passages that it has not seen.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from labelled import Item, Matched, match

from briefer.articles import parse
from briefer.draft import draft

PASSAGES = Path(__file__).parent / "passages"
SECTIONS = ("denials", "uncertainties")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="files, without .yaml; all unless told")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every miss and what is too many")
    arguments = parser.parse_args()
    for path in sorted(PASSAGES.glob("*.yaml")):
        if not arguments.names or path.stem in arguments.names:
            score(path, verbose=arguments.verbose)


def score(path: Path, *, verbose: bool) -> None:
    """Print the figures of one file."""
    passages = yaml.safe_load(path.read_text(encoding="utf-8"))
    for section in SECTIONS:
        pairs, kinds, counts = Counter[str](), Counter[str](), Counter[str]()
        for number, passage in enumerate(passages):
            matched = read(passage, section)
            counts += Counter(pairs=len(matched.pairs), gold=matched.gold, found=matched.found)
            pairs.update(label.kind for label, _ in matched.pairs)
            kinds.update(label.kind for label in (*matched.missed, *(label for label, _ in matched.pairs)))
            if verbose:
                for line in told(number, passage, matched):
                    print(line)
        by_kind = ", ".join(f"{kind} {pairs[kind]} of {n}" for kind, n in sorted(kinds.items()))
        recall, precision = (counts["pairs"] / max(counts[name], 1) for name in ("gold", "found"))
        print(
            f"{path.stem:16} {section:13} recall {recall:.2f} n={counts['gold']:3}  "
            f"precision {precision:.2f} n={counts['found']:3}  {by_kind}"
        )


def read(passage: dict[str, Any], section: str) -> Matched:
    """What the reader finds in a passage, matched with its labels."""
    lines = [line.strip() for line in passage["text"].strip().splitlines()]
    article = parse("".join(line + "\n" for line in lines).encode(), shown="passage", suffix=".txt")
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
        Item(section, item.key, tuple((line_of(n), line_of(n) + 1) for n in item.sentences), kind=item.cue)
        for item in getattr(draft(article).proposal, section)
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
