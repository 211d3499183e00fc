"""Labelled articles, and how what a program or another reader found is matched with the labels.

A label file (``labels/{dev,train,tuning}/*.yaml``) holds the name of a PolNeAR article, its sha256 and offsets; the
text is read from the PolNeAR folder. ``half`` splits the files by the hash of their name: the first hex digit of its
sha256 is even for "tune", on which the reader may be raised, and odd for "report". The files in ``labels/tuning`` are
all for "tune".

Everything compared, labels and findings alike, is an ``Item`` with the spans of the sentences that it cites.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from briefer.briefing import Briefing, Source
from briefer.evals.assignment import assign, rank

Span = tuple[int, int]

LABELS = Path(__file__).parent / "labels"
TUNING = "tuning"
UNNAMED = frozenset({"unnamed_person", "unnamed_group"})
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CUT = re.compile(r"\b(?:of|for|at|from|with|in|on|by|to|who|that|which|whose)\b|[,;:(]")
_TITLES = frozenset(
    "mr mrs ms dr sir the a an sen rep gov gen col president senator governor representative jr sr former".split()  # noqa: SIM905
)
_END = re.compile(r"[.!?…:][\"”’'»)\]]*$|[\"”»]$")


@dataclass(frozen=True)
class Item:
    """One label, or one finding.

    ``source`` is the id of the item of the sources that asserts it, None for the article's own voice. ``kind`` is a
    source's or an uncertainty's kind or a denial's strength; ``names`` are a source's.
    """

    section: str
    id: str
    spans: tuple[Span, ...]
    kind: str = ""
    source: str | None = None
    names: tuple[str, ...] = ()
    neutral: bool = False


@dataclass(frozen=True)
class Reading:
    """What one reader, a person or a program, found in an article."""

    items: tuple[Item, ...]

    def of(self, section: str) -> list[Item]:
        return [item for item in self.items if item.section == section]

    def by_id(self, item_id: str | None) -> Item | None:
        return next((item for item in self.items if item.section == "sources" and item.id == item_id), None)


@dataclass(frozen=True)
class Labelled:
    """A labelled article: the file's name, its text and the labels."""

    path: Path
    labels_path: Path
    text: str
    reading: Reading

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def half(self) -> str:
        return "tune" if self.labels_path.parent.name == TUNING else half(self.name)


def half(name: str) -> str:
    """The half that a file belongs to: "tune" where the first hex digit of its name's sha256 is even, else "report"."""
    return "report" if int(hashlib.sha256(name.encode()).hexdigest()[0], 16) % 2 else "tune"


def read_labels(polnear: Path, folders: Iterable[Path]) -> Iterator[Labelled]:
    """The labelled articles of ``folders``, by name; exits with a line where a text is missing or another."""
    for folder in folders:
        for file in sorted(folder.glob("*.yaml")):
            labels = yaml.safe_load(file.read_text(encoding="utf-8"))
            path = polnear / labels["article"]
            if not path.is_file():
                raise SystemExit(f"{path}: not there; --polnear takes the folder that holds dev/ and train/")
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != labels["text_sha256"]:
                raise SystemExit(f"{path}: not the text that {file.name} labels; its sha256 differs")
            text = data.decode("utf-8")
            yield Labelled(path, file, text, read_reading(labels, text))


def read_reading(labels: dict[str, Any], text: str) -> Reading:
    items = [
        Item(
            section,
            entry["id"],
            spans=tuple((start, end) for start, end in entry["evidence"]),
            kind=entry.get("kind") or entry.get("strength") or "",
            source=entry.get("source"),
            names=tuple(text[start:end] for start, end in entry.get("mentions", ())),
            neutral=entry["neutral"],
        )
        for section in ("sources", "claims", "uncertainties", "denials")
        for entry in labels[section]
    ]
    return Reading(tuple(items))


def reading_of(briefing: Briefing, shift: int = 0) -> Reading:
    """A briefing as a reading; ``shift`` is added to its offsets (1 where the file opens with a byte order mark)."""

    def spans(item: Any) -> tuple[Span, ...]:
        return tuple((found.start + shift, found.end + shift) for found in item.evidence)

    def names(source: Source) -> tuple[str, ...]:
        return (source.name, *source.aliases)

    return Reading(
        (
            *(Item("sources", s.id, spans(s), kind=s.kind.value, names=names(s)) for s in briefing.sources),
            *(Item("claims", c.id, spans(c), source=c.source) for c in briefing.claims),
            *(Item("uncertainties", u.id, spans(u), u.kind.value, u.source) for u in briefing.uncertainties),
            *(Item("denials", d.id, spans(d), d.strength.value, d.source) for d in briefing.denials),
        )
    )


def without_headings(found: Reading, labelled: Labelled) -> Reading:
    """``found`` without the headlines, bylines and notes that it cites: lines that end no sentence and bear no label.

    They are never labelled, and citing one is neither credit nor fault; an item that cites nothing else is left out.
    """
    marked = [span for item in labelled.reading.items for span in item.spans]

    def is_heading(span: Span) -> bool:
        line = labelled.text[slice(*span)].strip()
        return not _END.search(line) and not any(overlap(span, other) for other in marked)

    kept = []
    for item in found.items:
        spans = tuple(span for span in item.spans if not is_heading(span))
        if spans or item.section == "sources":
            kept.append(Item(item.section, item.id, spans, item.kind, item.source, item.names, item.neutral))
    return Reading(tuple(kept))


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def supported(found: Item, label: Item) -> int:
    """How many of the sentences that ``found`` cites are the label's; 0 where they are less than half of them."""
    shared = sum(any(overlap(span, other) for other in label.spans) for span in found.spans)
    return shared if shared * 2 >= max(1, len(found.spans)) else 0


def party(label: Item, found: Item) -> bool:
    """Whether two sources are one party: by name, or for unnamed ones by kind and sentences.

    By name: the head word (the last word before the first preposition, comma or relative) of one printed form of each
    is the same, and no modifier stands against it: the words of one are all among those of the other, titles aside
    ("Mr Venn", "Mara Venn"). Two persons whose fullest forms have another first name are two, whatever they share. By
    sentences: both are unnamed, of one kind, and at least half of the sentences that ``found`` cites are the label's.
    """
    if {label.kind, found.kind} <= UNNAMED and label.kind == found.kind and supported(found, label):
        return True
    if label.kind == found.kind == "named_person" and _are_two(label.names[:1], found.names[:1]):
        return False
    return any(_agree(one, other) for one in label.names for other in found.names)


def _are_two(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names have one last name and different first names."""
    first, second = (_core(names[0]) if names else [] for names in (one, other))
    return min(len(first), len(second)) > 1 and first[-1] == second[-1] and not (set(first[:-1]) & set(second[:-1]))


def _core(name: str) -> list[str]:
    cut = _CUT.search(name, 1)
    return _words(name[: cut.start()] if cut and cut.start() > 2 else name) or _words(name)


def _words(text: str) -> list[str]:
    words = [re.sub(r"['’]s?$", "", word).lower() for word in _WORD.findall(text)]
    return [word for word in words if word not in _TITLES]


def _agree(one: str, other: str) -> bool:
    first, second = _core(one), _core(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    if not (set(first) <= set(second) or set(second) <= set(first)):
        return False
    rest = [set(_words(_CUT.sub(" ", name))) - set(core) for name, core in ((one, first), (other, second))]
    return not all(rest) or bool(rest[0] & rest[1])


def credited(label: Item, gold: Reading, found: Item, other: Reading, paired: dict[str, str]) -> bool:
    """Whether two items are on the word of one party, or both in the article's own voice.

    ``paired`` holds the sources matched with each other, by label id: those are one party too.
    """
    if label.source is None or found.source is None:
        return label.source is found.source
    if paired.get(label.source) == found.source:
        return True
    wanted, given = gold.by_id(label.source), other.by_id(found.source)
    return wanted is not None and given is not None and party(wanted, given)


@dataclass(frozen=True)
class Matched:
    """One section of one article matched: which finding answers which label, and what is left on each side.

    ``missed`` and ``invented`` leave out what is neutral on the other side. ``stray`` are the findings left over that
    cite some sentence of a label already answered, ``invented`` those that match none.
    """

    pairs: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    stray: tuple[Item, ...]
    invented: tuple[Item, ...]

    @property
    def gold(self) -> int:
        return len(self.pairs) + len(self.missed)

    @property
    def found(self) -> int:
        return len(self.pairs) + len(self.stray) + len(self.invented)


def match(gold: Sequence[Item], found: Sequence[Item], weigh: Callable[[Item, Item], int]) -> Matched:
    """Pair labels with findings one to one, so that most are paired and the pairs weigh most.

    Args:
        gold: The labels; a finding that matches a neutral one only is dropped, a neutral one missed is no miss.
        found: The findings; neutral ones, of a second reader, are treated alike.
        weigh: 0 where the two must not be paired, else more for a better pair.
    """
    wanted = [item for item in gold if not item.neutral]
    given = [item for item in found if not item.neutral]
    chosen = assign([[weigh(label, item) for item in given] for label in wanted]) if wanted and given else {}
    pairs = tuple((wanted[i], given[j]) for i, j in sorted(chosen.items()))
    used = set(chosen.values())
    left = [item for j, item in enumerate(given) if j not in used]
    left = [item for item in left if not any(weigh(label, item) for label in gold if label.neutral)]
    doubtful = [item for item in found if item.neutral]
    missed = [label for i, label in enumerate(wanted) if i not in chosen]
    return Matched(
        pairs,
        missed=tuple(label for label in missed if not any(weigh(label, item) for item in doubtful)),
        stray=tuple(item for item in left if any(weigh(label, item) for label in wanted)),
        invented=tuple(item for item in left if not any(weigh(label, item) for label in wanted)),
    )


def match_sources(gold: Reading, found: Reading) -> Matched:
    def weigh(label: Item, item: Item) -> int:
        if not party(label, item):
            return 0
        return rank(1, any(_agree(one, item.names[0]) for one in label.names), supported(item, label))

    return match(gold.of("sources"), found.of("sources"), weigh)


def match_section(section: str, gold: Reading, found: Reading, paired: dict[str, str]) -> Matched:
    """Match claims, uncertainties or denials: at least half of a finding's sentences must be the label's.

    Of several, the pair with the right source goes first, then that of the same kind, then more shared sentences.
    """

    def weigh(label: Item, item: Item) -> int:
        shared = supported(item, label)
        if not shared:
            return 0
        return rank(1, credited(label, gold, item, found, paired), label.kind == item.kind, shared)

    return match(gold.of(section), found.of(section), weigh)
