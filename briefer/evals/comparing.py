"""Two prompt sets on the same cases: what the second changes."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.evals.marks import FIELDS, Count, Counts, Mark, total
from briefer.evals.running import Run
from briefer.evals.scoring import CaseScore
from briefer.templates import PromptSet

_MOST_CHANGES = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs of the packaged prompts (``before``) and the user's (``after``), over the cases that both have."""

    before: Run
    after: Run

    @property
    def pairs(self) -> tuple[tuple[CaseScore, CaseScore], ...]:
        """Each case's two scores."""
        after = {one.case.name: one for one in self.after.scores}
        return tuple((one, after[one.case.name]) for one in self.before.scores if one.case.name in after)


def recordings_of(folder: Path, prompts: PromptSet) -> Path:
    """Where the recordings of a user's prompts lie: apart from those of the packaged ones, and not to be committed."""
    fingerprints = json.dumps(sorted(prompts.fingerprints.items()))
    return folder / ".ab" / hashlib.sha256(fingerprints.encode()).hexdigest()[:12]


def compared(comparison: Comparison) -> str:
    """The comparison as text: fields, cases won and lost, items that changed, tokens."""
    pairs = comparison.pairs
    old, new = total(before.counts for before, _ in pairs), total(after.counts for _, after in pairs)
    lines = [f"{comparison.before.runner}: {len(pairs)} cases, packaged prompts (A) and yours (B)"]
    lines.append(f"  {'field':<24}{'A':>7}{'B':>7}{'change':>9}{'n':>6}")
    lines += [
        f"  {field:<24}{_number(old[field].f1):>7}{_number(new[field].f1):>7}{_change(old, new, field):>9}"
        f"{new[field].n:>6}"
        for field in FIELDS
    ]
    standing = Counter(_standing(before, after) for before, after in pairs)
    lines += ["", f"cases: {standing['won']} won, {standing['lost']} lost, {standing['tied']} tied"]
    changes = list(_changes(pairs))
    lines += [f"items that changed: {len(changes)}", *changes[:_MOST_CHANGES]]
    if len(changes) > _MOST_CHANGES:
        lines.append(f"  and {len(changes) - _MOST_CHANGES} more")
    a_in, a_out = _tokens(before for before, _ in pairs)
    b_in, b_out = _tokens(after for _, after in pairs)
    lines.append(f"tokens: {a_in:,} in and {a_out:,} out with A, {b_in:,} in and {b_out:,} out with B")
    return "\n".join(lines) + "\n"


def _standing(before: CaseScore, after: CaseScore) -> str:
    """A case is won where more of all that is scored is right, by F1 over its fields together."""
    old, new = _overall(before), _overall(after)
    return "tied" if old == new else "won" if new > old else "lost"


def _overall(score: CaseScore) -> float:
    whole = Count()
    for count in score.counts.values():
        whole += count
    return whole.f1 or 0.0


def _changes(pairs: Sequence[tuple[CaseScore, CaseScore]]) -> Iterator[str]:
    for before, after in pairs:
        old, new = Counter(map(_verdict, before.marks)), Counter(map(_verdict, after.marks))
        for sign, some, others in (("-", old, new), ("+", new, old)):
            for (field, verdict, what), times in (some - others).items():
                more = f" ×{times}" if times > 1 else ""
                yield f"  {sign} {before.case.name}: {field} {verdict}{': ' + what if what else ''}{more}"


def _verdict(mark: Mark) -> tuple[str, str, str]:
    """A mark without the item's id, which shifts when another item comes or goes."""
    return mark.field, mark.verdict.value, mark.expected or ""


def _tokens(scores: Iterable[CaseScore]) -> tuple[int, int]:
    made = [score.briefing.provenance for score in scores if score.briefing is not None]
    return sum(one.tokens_in for one in made), sum(one.tokens_out for one in made)


def _change(old: Counts, new: Counts, field: str) -> str:
    before, after = old[field].f1, new[field].f1
    return "–" if before is None or after is None else f"{after - before:+.3f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
