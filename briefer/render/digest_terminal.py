"""A digest for a terminal, wrapped to its width; only our own words reach the terminal as a command."""

from collections.abc import Iterable, Iterator

from briefer.briefing import ClaimStatus
from briefer.digest.contract import Digest
from briefer.render.digest_outline import DigestEntry, digest_outline
from briefer.render.escape import one_line
from briefer.render.rows import STATUS_STYLE, Row, laid_out

_INDENT = 2


def digest_text(digest: Digest, *, width: int, colour: bool) -> str:
    """The digest laid out in ``width`` columns (at least 20), ending in a line break.

    With ``colour`` it holds SGR sequences and no other control; without, nothing but characters and line breaks.
    """
    return laid_out(_rows(digest), width=width, colour=colour)


def _rows(digest: Digest) -> Iterator[Row]:
    shown = digest_outline(digest)
    yield Row(((one_line(shown.title), "bold"),))
    for section in shown.sections:
        yield Row()
        yield Row(((one_line(section.title), "bold"),))
        if section.note:
            yield Row(((one_line(section.note), ""),), _INDENT)
        yield from _entries(section.entries, _INDENT)
        if section.more:
            yield Row(((one_line(section.more), "dim"),), _INDENT)
    yield Row()
    yield Row(((one_line(shown.provenance), "dim"),))


def _entries(entries: Iterable[DigestEntry], indent: int) -> Iterator[Row]:
    for entry in entries:
        pieces: list[tuple[str, str]] = []
        if entry.id:
            pieces.append((f"{one_line(entry.id)}  ", "cyan"))
        if entry.status is not ClaimStatus.ASSERTED:
            pieces.append((f"{entry.status.value}  ", STATUS_STYLE[entry.status]))
        pieces.append((one_line(entry.text), ""))
        pieces.append(("".join(f" [{cite}]" for cite in entry.cites), "dim"))
        yield Row(tuple(pieces), indent)
        if entry.line:
            yield Row(((one_line(entry.line), "italic"),), indent + 2 * _INDENT)
        yield from _entries(entry.inside, indent + 2 * _INDENT)
