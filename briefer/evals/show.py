"""One case in full: the article's sentences, and what was expected beside what was found."""

import textwrap
from collections.abc import Iterator

from briefer.briefing import Briefing, Source
from briefer.evals.agreement import ExpectedStated, Stated
from briefer.evals.cases import ExpectedClaim, ExpectedSource, ExpectedUncertainty, TextMatcher
from briefer.evals.marks import Verdict
from briefer.evals.running import Run
from briefer.evals.scoring import CaseScore, Pair

_LEAST = 60
_SECTIONS = ("sources", "claims", "uncertainties", "denials")
_NOTHING = "—"


def shown(run: Run, score: CaseScore, *, width: int) -> str:
    """The case as text.

    Args:
        run: Where the score comes from.
        score: The case's.
        width: Columns.
    """
    article = score.case.article
    width = max(width, _LEAST)
    lines = [f"{score.case.name}: {score.case.about}", f"{article.title or ''} ({run.runner})", ""]
    for number in range(1, len(article.sentences) + 1):
        sentence = " ".join(article.sentence(number).split())
        lines += textwrap.wrap(f"[{number}] {sentence}", width, subsequent_indent="    ")
    for section in _SECTIONS:
        pairs = [pair for pair in score.pairs if pair.section == section]
        lines += ["", *_row(section.upper(), "FOUND", " ", width)]
        for pair in pairs:
            lines += _row(_expected(pair.expected), _found(pair.found, score.briefing), _sign(pair), width)
    faults = [str(mark) for mark in score.marks if mark.verdict is not Verdict.RIGHT and "." in mark.field]
    faults += [
        str(mark)
        for mark in score.marks
        if mark.verdict is not Verdict.RIGHT and mark.field in {"published", "must_not", "grounded"}
    ]
    lines += ["", "FAULTS", *(faults or ["none"])]
    return "\n".join(lines) + "\n"


def _row(left: str, right: str, sign: str, width: int) -> Iterator[str]:
    half = (width - 5) // 2
    columns = [textwrap.wrap(words, half) or [""] for words in (left, right)]
    for at in range(max(map(len, columns))):
        cells = [column[at] if at < len(column) else "" for column in columns]
        yield f"{sign if at == 0 else ' '} {cells[0]:<{half}} | {cells[1]}".rstrip()


def _sign(pair: Pair) -> str:
    """``=`` both, ``-`` missed, ``+`` extra, ``~`` optional and not there."""
    if pair.expected is None:
        return "+"
    if pair.found is None:
        return "~" if pair.expected.optional else "-"
    return "="


def _expected(expected: ExpectedSource | ExpectedStated | None) -> str:
    if expected is None:
        return _NOTHING
    optional = " (optional)" if expected.optional else ""
    if isinstance(expected, ExpectedSource):
        return f"{_wanted(expected.name)}, {expected.kind.value}{optional}"
    what = _wanted(expected.text)
    by = "the article" if expected.source is None else _wanted(expected.source)
    if isinstance(expected, ExpectedClaim):
        kind = expected.id + (f", hedged {' / '.join(expected.hedges)}" if expected.hedges else "")
    elif isinstance(expected, ExpectedUncertainty):
        kind = expected.kind.value
    else:
        kind = f"{expected.strength.value} {', '.join(expected.denies) or 'no listed claim'}"
    return f"{kind}: {what}, by {by} {list(expected.evidence)}{optional}"


def _found(found: Source | Stated | None, briefing: Briefing | None) -> str:
    if found is None or briefing is None:
        return _NOTHING
    if isinstance(found, Source):
        return f"{found.id} {found.name}, {found.kind.value}"
    names = {source.id: source.name for source in briefing.sources}
    by = names.get(found.source or "", "the article")
    statement = " ".join(found.statement.split())
    kind = getattr(found, "kind", None) or getattr(found, "strength", None)
    denies = getattr(found, "denies", ())
    about = f"{kind.value}{' ' + ', '.join(denies) if denies else ''}: " if kind else ""
    return f"{found.id} {about}{statement}, by {by} {[part.sentence for part in found.evidence]}"


def _wanted(matcher: TextMatcher) -> str:
    for way, joint in (("contains", " and "), ("any_of", " or ")):
        words = getattr(matcher, way)
        if words is not None:
            return joint.join(f"“{part}”" for part in words)
    return f"/{matcher.regex}/" if matcher.regex is not None else f"about “{matcher.fuzzy}”"
