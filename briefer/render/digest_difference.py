"""What changed between two runs, for a reader: Markdown, and plain text for a terminal."""

from collections.abc import Iterator, Sequence

from briefer.digest.difference import Changed, Difference
from briefer.render.escape import markdown_safe, one_line
from briefer.render.phrases import count

Line = tuple[str, tuple[str, ...]]
"""A statement with its place, and the lines beneath it."""


def difference_markdown(difference: Difference) -> str:
    """The difference as Markdown; an [A1:3] is article and sentence of the run that has the item."""
    blocks = [f"# {_title(difference)}"]
    for title, lines in _sections(difference):
        blocks.append(f"## {title} ({len(lines)})")
        if lines:
            blocks.append(
                "\n".join(
                    "\n  ".join([f"- {markdown_safe(text)}", *(markdown_safe(line) for line in beneath)])
                    for text, beneath in lines
                )
            )
    return "\n\n".join([*blocks, f"*{_unchanged(difference)}*"]) + "\n"


def difference_text(difference: Difference) -> str:
    """The difference as plain lines, safe for a terminal."""
    lines = [_title(difference)]
    for title, found in _sections(difference):
        lines += ["", f"{title} ({len(found)})"]
        for text, beneath in found:
            lines += [f"  {one_line(text)}", *(f"      {one_line(line)}" for line in beneath)]
    return "\n".join([*lines, "", _unchanged(difference)]) + "\n"


def _title(difference: Difference) -> str:
    return f"{count(len(difference.before), 'article')} before, {count(len(difference.after), 'article')} after"


def _unchanged(difference: Difference) -> str:
    return f"{count(difference.unchanged_claims, 'claim')} unchanged"


def _sections(difference: Difference) -> Iterator[tuple[str, Sequence[Line]]]:
    yield "New claims", [_line(item) for item in difference.new_claims]
    yield "Claims gone", [_line(item) for item in difference.gone_claims]
    yield (
        "Claims reworded",
        [(f"{_shown(each.after)}", (f"before: {_shown(each.before)}",)) for each in difference.reworded_claims],
    )
    yield "Claims newly denied", [_line(item) for item in difference.newly_denied]
    yield "New denials", [_line(item) for item in difference.new_denials]
    yield "Denials gone", [_line(item) for item in difference.gone_denials]
    yield "New uncertainties", [_line(item) for item in difference.new_uncertainties]
    yield (
        "Uncertainties resolved or gone",
        [
            (_shown(each.uncertainty), (f"answered: {_shown(each.by)}",) if each.by else ())
            for each in difference.resolved_uncertainties
        ],
    )


def _line(item: Changed) -> Line:
    return _shown(item), ()


def _shown(item: Changed) -> str:
    places = ", ".join(f"{each.article}:{each.sentence}" for each in item.evidence)
    return f"{item.item} {item.statement} ({places})"
