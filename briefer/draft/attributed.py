"""One attribution as printed, and how it is put together from its cue, its speaker's noun phrase and its content."""

from dataclasses import dataclass

from briefer.briefing import Span
from briefer.draft.cues import CueAt, CueKind
from briefer.draft.phrases import Phrase
from briefer.draft.tokens import Sentence, Tag
from briefer.lexicon import Frame


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as printed, before its speaker is resolved.

    ``speaker`` is the speaker's noun phrase with any apposition, ``name`` the phrase alone; both None where nobody is
    named. ``outer`` is the place, in the list of all attributions, of the one whose content holds this one's cue;
    ``relative`` tells that the cue follows "who"; ``joined`` is the end of what is said before the word that joins
    the cue to an earlier one of the same speaker: said C1 and warned of C2; ``real`` is False for what was not, or not
    yet, said.
    """

    sentence: int
    cue: Span
    kind: CueKind
    frame: Frame | None
    lemma: str
    speaker: Span | None
    name: Span | None
    contents: tuple[Span, ...]
    real: bool
    outer: int | None = None
    relative: bool = False
    joined: int | None = None


def made_of(sentence: Sentence, cue: CueAt, phrase: Phrase | None, contents: tuple[Span, ...]) -> Attribution | None:
    """The attribution that ``cue``, its auxiliaries included, makes of ``phrase``; None without content."""
    if not contents:
        return None
    tokens = sentence.tokens
    start = cue.start
    while (
        start > 0
        and tokens[start - 1].tag in {Tag.AUXILIARY, Tag.ADVERB}
        and (phrase is None or phrase.start >= cue.end or start - 1 >= phrase.tail)
    ):
        start -= 1
    speaker = (tokens[phrase.start].start, tokens[max(phrase.end, phrase.tail) - 1].end) if phrase else None
    name = (tokens[phrase.start].start, tokens[phrase.end - 1].end) if phrase else None
    return Attribution(
        sentence.number,
        (tokens[start].start, tokens[cue.end - 1].end),
        cue.kind,
        cue.frame,
        cue.lemma,
        speaker,
        name,
        contents,
        cue.real,
    )
