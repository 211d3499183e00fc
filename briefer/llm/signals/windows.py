"""An article as the model reads it for its signals: windows of sentences, each with a mark where its state is read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefer.llm.signals.probe import Probe


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens that the model reads at once, and the places of those whose states are read, in order."""

    tokens: list[int]
    marks: list[int]


def windows(
    probe: Probe, title: str, sentences: Iterable[tuple[str, str]], tokens_of: Callable[[str], list[int]]
) -> Iterator[Window]:
    """Lay sentences out, each once and in order; a new window shows the sentence before its first once more.

    The weights of the probe are fitted to exactly these tokens.

    Args:
        probe: The words around them, and the lengths.
        title: The article's.
        sentences: Their texts and kinds.
        tokens_of: The model's tokenizer.
    """
    head = tokens_of(probe.opening) + tokens_of(f"{probe.title}{title}\n")[: probe.title_tokens]
    mark = tokens_of(probe.mark)
    kinds = {kind: tokens_of(words) for kind, words in probe.kinds.items()}
    tokens, marks, before = [*head], list[int](), list[int]()
    for text, kind in sentences:
        shown = tokens_of(" ".join(text.split()))[: probe.longest]
        piece = [*shown, *mark, *kinds[kind]]
        if marks and len(tokens) + len(piece) > probe.window:
            yield Window(tokens, marks)
            fits = len(head) + len(before) + len(piece) <= probe.window
            tokens, marks = [*head, *(before if fits else ())], []
        marks.append(len(tokens) + len(shown) + len(mark) - 1)
        tokens += piece
        before = piece
    if marks:
        yield Window(tokens, marks)
