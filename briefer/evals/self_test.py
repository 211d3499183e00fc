"""The harness tested on itself: each mistake made on purpose must cost something, each harmless change nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefer.evals.agreement import Agreement
from briefer.evals.cases import Case
from briefer.evals.marks import Mark, Verdict
from briefer.evals.mutants import Mutant, mutants, survivors
from briefer.evals.scoring import CaseScore, score
from briefer.lexicon import load
from briefer.pipelines.draft import draft_now


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant and the faults that it has beyond those of the briefing it was made from."""

    case: str
    mutant: Mutant
    harmless: bool
    faults: tuple[Mark, ...]

    @property
    def passed(self) -> bool:
        """A mistake is caught, a harmless change is not."""
        return bool(self.faults) is not self.harmless

    def __str__(self) -> str:
        seen = "; ".join(str(fault) for fault in self.faults) or "nothing"
        return f"{self.case}: {self.mutant.mistake} of {self.mutant.item}: {seen}"


def trials(cases: Iterable[Case]) -> Iterator[Trial]:
    """Mutate the draft of each case, and score every mutant."""
    for case in cases:
        made = draft_now(case.article)
        before = score(case, made)
        language = case.article.language
        agreement = Agreement(case.expect, made, load(language) if language else None)
        for mutant in mutants(before, agreement):
            yield Trial(case.name, mutant, harmless=False, faults=_new_faults(before, score(case, mutant.briefing)))
        for mutant in survivors(made):
            yield Trial(case.name, mutant, harmless=True, faults=_new_faults(before, score(case, mutant.briefing)))


def summary(found: Iterable[Trial], *, verbose: bool = False) -> tuple[str, bool]:
    """What came of the trials, in lines, and whether all is well."""
    every = list(found)
    made, passed = Counter(_kind(trial) for trial in every), Counter(_kind(trial) for trial in every if trial.passed)
    lines = [
        f"{mistake:<18}{passed[harmless, mistake]:>5} of {count:>4} {'unharmed' if harmless else 'caught'}"
        for (harmless, mistake), count in sorted(made.items())
    ]
    if verbose:
        lines += [str(trial) for trial in every if trial.passed and not trial.harmless]
    failed = [trial for trial in every if not trial.passed]
    lines += [f"{'NOT UNHARMED' if trial.harmless else 'NOT CAUGHT'}: {trial}" for trial in failed]
    mistakes = sum(not trial.harmless for trial in every)
    caught = sum(trial.passed for trial in every if not trial.harmless)
    lines.append(f"{caught} of {mistakes} mistakes caught, {len(every) - mistakes} harmless changes tried")
    return "\n".join(lines) + "\n", not failed


def _kind(trial: Trial) -> tuple[bool, str]:
    return trial.harmless, trial.mutant.mistake


def _new_faults(before: CaseScore, after: CaseScore) -> tuple[Mark, ...]:
    """The faults of ``after`` that ``before`` had not, where the counts of their field are worse for it."""
    old, new = before.counts, after.counts
    worse = {field for field in new if new[field].false > old[field].false or new[field].missed > old[field].missed}
    left = Counter(_fault(mark) for mark in before.marks)
    found: list[Mark] = []
    for mark in after.marks:
        if mark.verdict is Verdict.RIGHT or mark.field not in worse:
            continue
        if left[_fault(mark)]:
            left[_fault(mark)] -= 1
        else:
            found.append(mark)
    return tuple(found)


def _fault(mark: Mark) -> tuple[str, str, str | None, str | None]:
    return mark.field, mark.verdict, mark.expected, mark.found
