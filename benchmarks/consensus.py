"""Make the labels that figures are reported on, from what the three readers of each article say of it.

    python benchmarks/consensus.py --polnear DIR           write labels/{dev,train} anew from labels/readings
    python benchmarks/consensus.py --polnear DIR --check   exit 1 where they are not what the readings make

Each reader read alone. An item stands where they bear it out together: a reader who lists it counts one, one who
lists it as neutral a half, and it takes two. With less it is neutral, as two careful readers differ on it. Items of
two readers are one where at least half of the sentences of either are the other's, sources where they are one party
(labelled.py); a reader has one item in each. What stands cites all sentences that a reader cites for it, and has the
source, kind and strength that most give it, the first of them where none has more. Of more than eight claims that
stand, the eight foremost are key claims, the others neutral.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from labelled import LABELS, Item, match, party, supported

READINGS = LABELS / "readings"
SECTIONS = ("sources", "claims", "uncertainties", "denials")
FIRST_LETTER = {"sources": "s", "claims": "c", "uncertainties": "u", "denials": "d"}
ENOUGH = 2.0
NEUTRAL = 0.5
MOST_CLAIMS = 8

Labels = dict[str, Any]
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True)
class Said:
    """What one reader says of an item: the reader's number, the entry of the label file and its place there."""

    reader: int
    entry: Labels
    place: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds dev/ and train/")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with what is there")
    arguments = parser.parse_args()
    readers = sorted(path for path in READINGS.iterdir() if path.is_dir())
    others = 0
    for name in sorted({file.relative_to(reader) for reader in readers for file in reader.glob("*/*.yaml")}):
        files = [reader / name for reader in readers if (reader / name).exists()]
        readings = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
        text = (arguments.polnear / readings[0]["article"]).read_bytes().decode("utf-8")
        made = _LabelDumper.dumped(consensus(readings, text))
        target = LABELS / name
        if not arguments.check:
            target.write_text(made, encoding="utf-8")
        elif target.read_text(encoding="utf-8") != made:
            print(f"{target}: not what the readings make", file=sys.stderr)
            others += 1
    return 1 if others else 0


def consensus(readings: Sequence[Labels], text: str) -> Labels:
    """One label file from those of several readers of one article."""
    groups = {"sources": _grouped("sources", readings, text, _same_party)}
    parties = {
        (said.reader, said.entry["id"]): number for number, group in enumerate(groups["sources"]) for said in group
    }
    for section in SECTIONS[1:]:
        groups[section] = _grouped(section, readings, text, _same_sentences(parties))
    made: Labels = {name: readings[0][name] for name in ("article", "text_sha256")}
    made["readers"] = [reading["labeller"] for reading in readings]
    standing = {section: [_stands(group) for group in groups[section]] for section in SECTIONS}
    standing["claims"] = _foremost(groups["claims"], standing["claims"])
    made["denials_present"] = any(standing["denials"])
    ids = {
        (said.reader, said.entry["id"]): f"{FIRST_LETTER[section]}{number}"
        for section in SECTIONS
        for number, group in enumerate(groups[section], 1)
        for said in group
    }
    for section in SECTIONS:
        made[section] = [
            _entry(section, group, ids) | {"note": group[0].entry["note"], "neutral": not stands}
            for group, stands in zip(groups[section], standing[section], strict=True)
        ]
    return made


def _grouped(
    section: str, readings: Sequence[Labels], text: str, same: Callable[[Item, Item], int]
) -> list[list[Said]]:
    """The items of a section, each with all that the readers say of it by its first reader; claims by rank."""
    groups: list[list[Said]] = []
    for reader, labels in enumerate(readings):
        mine = [Said(reader, entry, place) for place, entry in enumerate(labels[section])]
        known = [_item(section, str(number), group, text) for number, group in enumerate(groups)]
        given = [_item(section, str(said.place), [said], text) for said in mine]
        paired = {found.id: int(label.id) for label, found in match(known, given, same).pairs}
        for said in mine:
            if str(said.place) in paired:
                groups[paired[str(said.place)]].append(said)
            else:
                groups.append([said])
    if section == "claims":
        groups.sort(key=lambda group: sum(said.place for said in group) / len(group))
    return groups


def _item(section: str, number: str, group: Sequence[Said], text: str) -> Item:
    names = [text[start:end] for said in group for start, end in said.entry.get("mentions", ())]
    source = group[0].entry.get("source")
    return Item(
        section,
        number,
        tuple((start, end) for start, end in _spans(group)),
        kind=_most([_kind(said.entry) for said in group]),
        source=None if source is None else f"{group[0].reader} {source}",
        names=tuple(dict.fromkeys(names)),
    )


def _kind(entry: Labels) -> str:
    return str(entry.get("kind") or entry.get("strength") or "")


def _same_party(one: Item, other: Item) -> int:
    return 1 + _shared(one, other) if party(one, other) else 0


def _same_sentences(parties: dict[tuple[int, str], int]) -> Callable[[Item, Item], int]:
    def who(item: Item) -> int | None:
        if item.source is None:
            return None
        reader, source = item.source.split(" ", 1)
        return parties[int(reader), source]

    def same(one: Item, other: Item) -> int:
        shared = _shared(one, other)
        return 100 * (who(one) == who(other)) + 10 * (one.kind == other.kind) + min(shared, 9) if shared else 0

    return same


def _shared(one: Item, other: Item) -> int:
    return max(supported(one, other), supported(other, one))


def _weight(group: Sequence[Said]) -> float:
    return sum(NEUTRAL if said.entry["neutral"] else 1.0 for said in group)


def _stands(group: Sequence[Said]) -> bool:
    return _weight(group) >= ENOUGH


def _foremost(groups: Sequence[Sequence[Said]], standing: Sequence[bool]) -> list[bool]:
    """Of more claims than an article has key claims, those that most readers bear out, the first in rank."""
    ranked = sorted((n for n, stands in enumerate(standing) if stands), key=lambda n: (-_weight(groups[n]), n))
    return [number in ranked[:MOST_CLAIMS] for number in range(len(groups))]


def _most(values: Sequence[Value]) -> Value:
    """What most of them say, the first where none has more."""
    counted = Counter(values)
    return max(values, key=lambda value: counted[value])


def _spans(group: Sequence[Said]) -> list[list[int]]:
    """All sentences that a reader cites; of those that overlap, the whole."""
    merged: list[list[int]] = []
    for start, end in sorted((start, end) for said in group for start, end in said.entry["evidence"]):
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def _entry(section: str, group: Sequence[Said], ids: dict[tuple[int, str], str]) -> Labels:
    entry: Labels = {"id": ids[group[0].reader, group[0].entry["id"]]}
    evidence = [_Line(span) for span in _spans(group)]
    if section == "sources":
        entry["kind"] = _most([said.entry["kind"] for said in group])
        spans = dict.fromkeys((start, end) for said in group for start, end in said.entry["mentions"])
        entry["mentions"] = _Line(_Line(span) for span in spans)
        return entry | {"evidence": _Line(evidence)}
    sources = [None if (source := said.entry["source"]) is None else ids[said.reader, source] for said in group]
    if section == "uncertainties":
        entry["kind"] = _most([said.entry["kind"] for said in group])
    entry["source"] = _most(sources)
    if section == "denials":
        entry["strength"] = _most([said.entry["strength"] for said in group])
        denied = Counter(ids[said.reader, claim] for said in group for claim in said.entry["denies"])
        entry["denies"] = _Line(claim for claim in sorted(denied) if 2 * denied[claim] >= len(group))
    entry["evidence"] = _Line(evidence)
    if section == "claims":
        hedges = Counter(hedge for said in group for hedge in {tuple(span) for span in said.entry["hedges"]})
        entry["hedges"] = _Line(_Line(hedge) for hedge in sorted(hedges) if 2 * hedges[hedge] >= len(group))
    return entry


class _Line(list[Any]):
    """A list that is written on one line."""


class _LabelDumper(yaml.SafeDumper):
    @classmethod
    def dumped(cls, labels: Labels) -> str:
        return str(yaml.dump(labels, Dumper=cls, sort_keys=False, allow_unicode=True, width=10_000))


_LabelDumper.add_representer(
    _Line, lambda dumper, line: dumper.represent_sequence("tag:yaml.org,2002:seq", list(line), flow_style=True)
)

if __name__ == "__main__":
    sys.exit(main())
