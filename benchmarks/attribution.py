"""Score the draft reader's attributions against PolNeAR: who is credited with what.

    python benchmarks/attribution.py --polnear DIR --split dev

DIR holds {dev,train}/text/*.txt and {dev,train}/attributions/*.ann (brat standoff). PolNeAR itself is not part of the
project. Every figure is printed with the number of gold attributions (n) behind it.

What matches. Per article, gold and found attributions are paired one to one, best overlap first. A pair matches when

1. at least half of the found content's sentences are the gold content's, and they share at least one; and
2. the speaker is right: the gold source's head word (the last capitalised word before the first preposition, comma or
   relative where that part ends in one, else the last word of that part) is among the words of the resolved speaker's
   name, aliases and description; an apposed name counts as well ("another friend, Mara Venn").

Gold attributions without a source are left out, as are found ones without a speaker. PolNeAR does not say whom a
pronoun ("he", "who", "its") means, so with a gold pronoun 2 can't be decided. Four readings are printed:

- "resolved", the main figure: gold pronouns, and the found attributions that pair with one, are left out of recall and
  of precision alike.
- "pronouns missed": the same, but each gold pronoun counts in recall as missed. The least that could be true.
- "as printed": pronouns stay in on both sides, and the speaker as printed must have the gold source's head word ("he"
  with "he"). Names are not resolved.
- "pronouns, nearest": gold pronouns only; right where the resolved speaker is the source of the nearest earlier gold
  attribution that is no pronoun. A rough stand-in for a key that does not exist.

The breakdowns by content (direct, indirect, mixed) and source (named, unnamed) are recall, read as "resolved".

Spans. For each gold attribution and its pair: exact match and token-overlap F1 of source, cue and content, averaged
over all gold attributions, as is usual for PARC 3 and PolNeAR; without a pair it scores 0. The reader credits fewer
things than PolNeAR does (acts and feelings without words are no sources of a briefing), so these stay well below it.
"""

import argparse
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefer.articles import parse
from briefer.draft import Credit, attributions

_WORD = re.compile(r"\w+")
_PRONOUNS = frozenset(
    [
        *("he", "she", "they", "it", "i", "we", "you", "who", "which", "that", "whom", "those", "whose", "itself"),
        *("his", "her", "their", "its", "my", "our", "me", "us", "him", "them"),
    ]
)
_CUT = re.compile(r"\b(?:of|for|at|from|with|in|on|by|to|who|that|which|whose)\b|[,;:(]")


@dataclass(frozen=True)
class Gold:
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    source_text: str
    sentences: frozenset[int]
    kind: str

    @property
    def pronoun(self) -> bool:
        return self.source_text.lower() in _PRONOUNS


@dataclass
class Tally:
    gold: int = 0
    found: int = 0
    right: int = 0

    def line(self) -> str:
        recall = self.right / self.gold if self.gold else 0.0
        precision = self.right / self.found if self.found else 0.0
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        return f"R {recall:.3f}  P {precision:.3f}  F1 {f1:.3f}  n={self.gold} found={self.found}"


def read_gold(path: Path, text: str, sentences: tuple[tuple[int, int], ...]) -> list[Gold]:
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    events: list[dict[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            spans[fields[0]] = tuple(
                (int(a), int(b)) for a, b in (part.split() for part in fields[1].split(" ", 1)[1].split(";"))
            )
        elif line.startswith("E"):
            events.append(dict(part.split(":") for part in fields[1].split()))
    found = []
    for event in events:
        if not {"Source", "Cue", "Content"} <= event.keys():
            continue
        content = spans[event["Content"]] + spans.get(event.get("Content2", ""), ())
        source_text = " ".join(text[a:b] for a, b in spans[event["Source"]])
        found.append(
            Gold(
                spans[event["Source"]],
                spans[event["Cue"]],
                content,
                source_text,
                sentences_of(content, sentences),
                kind_of(" ".join(text[a:b] for a, b in content)),
            )
        )
    return found


def sentences_of(spans: Iterable[tuple[int, int]], sentences: tuple[tuple[int, int], ...]) -> frozenset[int]:
    return frozenset(n for n, (s, e) in enumerate(sentences, 1) if any(a < e and b > s for a, b in spans))


def kind_of(content: str) -> str:
    bare = content.strip(" .,")
    marks = "“”\"''«»"
    if not any(mark in content for mark in ("“", "”", '"', "''")):
        return "indirect"
    return "direct" if bare[:1] in marks and bare[-1:] in marks else "mixed"


def head_word(source: str) -> str:
    cut = _CUT.search(source, 1)
    core = source[: cut.start()] if cut and cut.start() > 2 else source
    core = re.sub(r"\s+((last|this|next|late|early) \w+|\w+day)$", "", core.strip())
    core = re.sub(r"[’']s?$", "", core)
    words = _WORD.findall(core)
    names = [w for w in words if w[0].isupper()]
    if names and words and (words[-1][0].isupper()):
        return names[-1].lower()
    return words[-1].lower() if words else source.lower()


def heads(source: str) -> set[str]:
    """The head word of the source, and the last name of an apposed name: another friend, Mara Venn."""
    apposed = re.search(r", ((?:[A-Z]\w+ )+[A-Z]\w+)(?:,|$)", source)
    return {head_word(source)} | ({apposed[1].split()[-1].lower()} if apposed else set())


def speaker_right(gold: str, credit: Credit) -> bool:
    speaker = credit.speaker
    if speaker is None:
        return False
    words = {w.lower() for t in (speaker.name, *speaker.aliases, speaker.description or "") for w in _WORD.findall(t)}
    return not heads(gold).isdisjoint(words)


def printed_right(gold: str, printed: str) -> bool:
    return head_word(gold) == head_word(printed) or head_word(gold) in {w.lower() for w in _WORD.findall(printed)}


def overlap(a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]) -> int:
    b = list(b)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def pairs(gold: list[Gold], found: list[Credit]) -> list[tuple[int, int]]:
    """Gold and found, paired one to one by content, cue and source overlap, best first."""
    scored = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            shared = one.sentences & set(other.sentences)
            if not shared or len(shared) * 2 < len(other.sentences):
                continue
            cue = overlap(one.cue, [other.attribution.cue]) > 0
            source = overlap(one.source, [other.attribution.speaker or (0, 0)]) > 0
            content = overlap(one.content, other.attribution.contents) / max(1, sum(b - a for a, b in one.content))
            scored.append((2 * cue + 2 * source + content + speaker_right(one.source_text, other), g, f))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    result = []
    for _, g, f in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            result.append((g, f))
    return result


def tokens_in(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {a + m.start() for a, b in spans for m in _WORD.finditer(text[a:b])}


def span_scores(
    text: str, gold: list[Gold], found: list[Credit], paired: list[tuple[int, int]]
) -> Iterator[tuple[str, bool, float]]:
    by_gold = {g: found[f].attribution for g, f in paired}
    for g, one in enumerate(gold):
        other = by_gold.get(g)
        theirs = {
            "source": [other.speaker] if other and other.speaker else [],
            "cue": [other.cue] if other else [],
            "content": list(other.contents) if other else [],
        }
        for name, ours in (("source", one.source), ("cue", one.cue), ("content", one.content)):
            a, b = tokens_in(text, ours), tokens_in(text, theirs[name])
            shared = len(a & b)
            yield name, a == b, 2 * shared / (len(a) + len(b)) if a or b else 0.0


def kinds_of_source(gold: Gold) -> str:
    if gold.pronoun:
        return "pronoun"
    return (
        "named" if any(w[0].isupper() for w in _WORD.findall(gold.source_text)[1:] or [gold.source_text]) else "unnamed"
    )


def score(folder: Path, *, show: bool) -> None:
    tallies: dict[str, Tally] = {}
    spans: dict[str, list[float]] = {}
    seconds = 0.0
    words_read = 0
    for path in sorted((folder / "text").glob("*.txt")):
        article = parse(path.read_bytes(), shown=path.name, suffix=".txt")
        text = article.text
        annotation = next((folder / "attributions").glob(f"{path.stem}*.ann"))
        began = time.process_time()
        found = [c for c in attributions(article) if c.speaker is not None]
        seconds += time.process_time() - began
        words = len(text.split())
        words_read += words
        gold = [g for g in read_gold(annotation, text, article.sentences) if g.sentences]
        lengths = ["all"] + (["200-500 words"] if 200 <= words <= 500 else [])
        paired = dict(pairs(gold, found))
        reverse = {f: g for g, f in paired.items()}
        nearest = ""
        for g, one in enumerate(gold):
            credit = found[paired[g]] if g in paired else None
            right = credit is not None and speaker_right(one.source_text, credit)
            printed = credit is not None and printed_right(
                one.source_text, text[slice(*(credit.attribution.speaker or (0, 0)))]
            )
            for length in lengths:
                add(tallies, f"{length} / as printed", gold=1, right=printed)
                if one.pronoun:
                    add(tallies, f"{length} / pronouns missed", gold=1)
                    ok = credit is not None and bool(nearest) and speaker_right(nearest, credit)
                    add(tallies, f"{length} / pronouns, nearest", gold=1, found=credit is not None, right=ok)
                else:
                    add(tallies, f"{length} / resolved", gold=1, right=right)
                    add(tallies, f"{length} / pronouns missed", gold=1, right=right)
                    add(tallies, f"{length} / content {one.kind}", gold=1, right=right)
                    add(tallies, f"{length} / source {kinds_of_source(one)}", gold=1, right=right)
            if show and not right and not one.pronoun:
                credited = f"found {credit.speaker.name}" if credit and credit.speaker else ""
                cue, content = text[slice(*one.cue[0])], text[slice(*one.content[0])][:80]
                print(f"MISSED {path.stem} {sorted(one.sentences)} [{one.source_text}] <{cue}> {content!r} {credited}")
            if not one.pronoun:
                nearest = one.source_text
        for f, other in enumerate(found):
            one = gold[reverse[f]] if f in reverse else None
            for length in lengths:
                add(tallies, f"{length} / as printed", found=1)
                if one is None or not one.pronoun:
                    add(tallies, f"{length} / resolved", found=1)
                    add(tallies, f"{length} / pronouns missed", found=1)
            if show and one is None:
                a = other.attribution
                speaker, cue = text[slice(*(a.speaker or (0, 0)))][:50], text[slice(*a.cue)]
                print(f"EXTRA {path.stem} {a.sentence} [{speaker}] <{cue}> {text[slice(*a.contents[0])][:80]!r}")
        for name, exact, f1 in span_scores(text, gold, found, list(paired.items())):
            spans.setdefault(f"{name} exact", []).append(float(exact))
            spans.setdefault(f"{name} token F1", []).append(f1)
    for name in sorted(tallies):
        tally = tallies[name]
        line = tally.line() if tally.found else f"R {tally.right / max(1, tally.gold):.3f}  n={tally.gold}"
        print(f"{name:34} {line}")
    for name, values in spans.items():
        print(f"spans / {name:26} {sum(values) / len(values):.3f}  n={len(values)}")
    pace = 1000 * seconds * 500 / max(1, words_read)
    print(f"time: {seconds:.2f} s for {words_read} words: {pace:.1f} ms per 500 words")


def add(tallies: dict[str, Tally], name: str, *, gold: int = 0, found: int = 0, right: int = 0) -> None:
    tally = tallies.setdefault(name, Tally())
    tally.gold += gold
    tally.found += int(found)
    tally.right += int(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    parser.add_argument("--split", choices=["dev", "train"], default="dev")
    parser.add_argument("--show", action="store_true", help="print every attribution missed or found too many")
    arguments = parser.parse_args()
    score(arguments.polnear / arguments.split, show=arguments.show)


if __name__ == "__main__":
    main()
