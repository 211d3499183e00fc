"""A digest as Markdown, readable as it stands and safe when rendered."""

from collections.abc import Iterable, Iterator

from briefer.digest.contract import Digest
from briefer.render.digest_outline import DigestEntry, DigestSection, digest_outline
from briefer.render.escape import markdown_safe
from briefer.render.markdown import label


def digest_markdown(digest: Digest) -> str:
    """The digest as Markdown; each [A1:3] is article and sentence, and the cited sentences stand at the end."""
    shown = digest_outline(digest)
    blocks = [f"# {markdown_safe(shown.title)}"]
    for section in shown.sections:
        blocks += _section(section)
    if shown.evidence:
        blocks += ["## Evidence", "\n".join(f"- [{cite}] {markdown_safe(exact)}" for cite, exact in shown.evidence)]
    blocks += [f"*{markdown_safe(shown.provenance)}*"]
    return "\n\n".join(blocks) + "\n"


def _section(section: DigestSection) -> Iterator[str]:
    yield f"## {markdown_safe(section.title)}"
    if section.note:
        yield markdown_safe(section.note)
    if section.entries:
        yield "\n".join(_lines(section.entries))
    if section.more:
        yield markdown_safe(section.more)


def _lines(entries: Iterable[DigestEntry]) -> Iterator[str]:
    for entry in entries:
        cites = "".join(f" [{cite}]" for cite in entry.cites)
        yield f"- {label(entry.id, entry.status)}{markdown_safe(entry.text)}{cites}".rstrip()
        if entry.line:
            yield f"  {markdown_safe(entry.line)}"
        for line in _lines(entry.inside):
            yield f"  {line}"
