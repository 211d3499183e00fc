"""A briefing as Markdown, readable as it stands and safe when rendered."""

from collections.abc import Iterable, Iterator

from briefer.briefing import Briefing, ClaimStatus
from briefer.render.escape import markdown_code, markdown_safe
from briefer.render.outline import Entry, Outline, Section, outline
from briefer.render.phrases import SEPARATOR


def markdown(briefing: Briefing) -> str:
    """The briefing as Markdown; the cited sentences stand numbered at the end, so that each number can be checked."""
    shown = outline(briefing)
    blocks = [f"# {_with_numbers(shown.headline)}", _origin(shown)]
    blocks += [f"**{markdown_safe(warning)}**" for warning in shown.warnings]
    for section in shown.sections:
        blocks += _section(section)
    if shown.evidence:
        cited = "\n".join(f"- [{number}] {markdown_safe(exact)}" for number, exact in shown.evidence)
        blocks += ["## Evidence", cited]
    blocks += [f"*{markdown_safe(shown.provenance)}*"]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _origin(shown: Outline) -> str:
    # A path reads better as code than with every dot escaped.
    return (
        markdown_safe(SEPARATOR.join(shown.origin)) + (SEPARATOR if shown.origin else "") + markdown_code(shown.place)
    )


def _section(section: Section) -> Iterator[str]:
    yield f"## {markdown_safe(section.title)}"
    if section.note:
        yield markdown_safe(section.note)
    for group in section.groups:
        if group.title:
            yield f"### {markdown_safe(group.title)}"
        yield "\n".join(_lines(group.entries))


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"- {label(entry.id, entry.status)}{_with_numbers(entry)}".rstrip()
        if line := entry.line:
            yield f"  {markdown_safe(line)}"
        for beneath in _lines(entry.denials):
            yield f"  {beneath}"


def label(item_id: str | None, status: ClaimStatus) -> str:
    """What leads an item: its id, and its status where that is not plainly asserted; nothing where it has no id."""
    standing = "" if status is ClaimStatus.ASSERTED else f" · {status.value}"
    return f"**{markdown_safe(item_id)}{standing}** " if item_id else ""


def _with_numbers(entry: Entry) -> str:
    return " ".join([markdown_safe(entry.text), *(f"[{number}]" for number in entry.numbers)]).strip()
