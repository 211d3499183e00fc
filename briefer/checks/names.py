"""Names that a text adds to its evidence."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from briefer.checks.language import Language
from briefer.checks.words import Kind, Token, Vocabulary

_LATIN_END = "\u024f"
_STEM = 4
_ENDING = 3
_CONNECTOR = 3
_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class _Known:
    """What the evidence prints: all its words, its names, and the initials of its longer names."""

    words: frozenset[str]
    uncapitalised: Vocabulary
    names: frozenset[str]
    initials: frozenset[str]
    longer: frozenset[tuple[int, str]]
    shorter: frozenset[tuple[int, str]]
    """Stems of names that a longer, or a shorter, form of the same name shares."""


def added(
    statement: Sequence[Token],
    grounds: Sequence[Sequence[Token]],
    language: Language,
    common: Container[str] = frozenset(),
) -> list[str]:
    """The names in ``statement`` that none of ``grounds`` prints, as printed, in order.

    A name is a capitalised word, or a word in another script than Latin. It is known where the evidence prints it, in
    any case and with another ending ("Iran" beside "Iranian"), as part of a longer name, or as initials of one or the
    reverse. A capital that only opens a sentence is no name where the word is common in the language or found in the
    evidence.

    Args:
        statement: The tokens of the text to be checked.
        grounds: The tokens of each sentence of evidence, and of each name that counts as evidence.
        language: The article's.
        common: More words that are common: those that the article prints in lower case.

    """
    known = _known(grounds, language)
    abbreviated = _spelled_out(statement, known, language)
    missing = []
    opens = True
    for i, token in enumerate(statement):
        if token.kind is Kind.STOP:
            opens = True
            continue
        if is_name(token, language) and i not in abbreviated and not _is_known(token, known):
            capital_by_place = opens and not _acronym(token) and _is_common(token.word, common, language, known)
            capital_by_place = capital_by_place or (opens and _is_noun_of(token.word, known, language))
            if not capital_by_place:
                missing.append(token.text)
        opens = False
    return missing


def _is_common(word: str, common: Container[str], language: Language, known: _Known) -> bool:
    return word in language.common or word in common or word in known.uncapitalised


def _is_noun_of(word: str, known: _Known, language: Language) -> bool:
    """Whether a word is the noun of a verb that the evidence prints: "Dosing" beside "to dose"."""
    ending = next((ending for ending in language.gerund_endings if word.endswith(ending)), "")
    root = word.removesuffix(ending)
    return bool(ending) and len(root) >= _ENDING and any(form.startswith(root) for form in known.uncapitalised.words)


def is_name(token: Token, language: Language) -> bool:
    """Whether a token can be a name, or a word of one: capitalised, or in a script without capitals."""
    if token.kind is not Kind.WORD:
        return False
    first = token.text[0]
    if first.isupper() or first.istitle():
        return _acronym(token) or (len(token.text) > 1 and token.lower not in language.closed)
    return first > _LATIN_END and not first.islower()


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.replace(".", "").isupper()


def _known(grounds: Sequence[Sequence[Token]], language: Language) -> _Known:
    found = [token for ground in grounds for token in ground if token.kind is Kind.WORD]
    names = frozenset(token.word for token in found if not token.text[0].islower())
    names |= {language.demonyms[name] for name in names if name in language.demonyms}
    names |= {name for name, country in language.demonyms.items() if country in names}
    return _Known(
        words=frozenset(token.word for token in found),
        uncapitalised=Vocabulary(token.word for token in found if token.text[0].islower()),
        names=names,
        initials=frozenset(letters for ground in grounds for letters in _initials(ground, language)),
        longer=frozenset(_stem(name, len(name)) for name in names if len(name) >= _STEM),
        shorter=frozenset(_stem(name, size) for name in names for size in _shorter_sizes(name)),
    )


def _is_known(token: Token, known: _Known) -> bool:
    word = token.word
    if word in known.names or word in known.initials:
        return True
    if _acronym(token):
        return False
    return (
        word in known.words
        or (len(word) >= _STEM and _stem(word, len(word)) in known.shorter)
        or any(_stem(word, size) in known.longer for size in _shorter_sizes(word))
    )


def _shorter_sizes(name: str) -> range:
    return range(max(_STEM, len(name) - _ENDING), len(name))


def _stem(name: str, size: int) -> tuple[int, str]:
    """What a name of ``size`` letters shares with a longer form of itself: all but its last letter, at least four."""
    return size, name[: max(_STEM, size - 1)]


def _initials(ground: Sequence[Token], language: Language) -> list[str]:
    """The initials of every run of two or more capitalised words: EU for European Union."""
    runs = ["".join(ground[i].word[0] for i in run) for run in _runs(ground, language)]
    return [
        run[start:end]
        for run in runs
        for start in range(len(run))
        for end in range(start + 2, min(len(run), start + _ACRONYM) + 1)
    ]


def _spelled_out(statement: Sequence[Token], known: _Known, language: Language) -> frozenset[int]:
    """Indexes of capitalised words whose initials the evidence prints: European Union where it says EU."""
    return frozenset(
        i
        for run in _runs(statement, language)
        if len(run) > 1 and "".join(statement[i].word[0] for i in run) in known.names
        for i in run
    )


def _runs(found: Sequence[Token], language: Language) -> list[list[int]]:
    """Indexes of capitalised words that follow each other, short words such as "of" between them aside."""
    runs: list[list[int]] = [[]]
    for i, token in enumerate(found):
        if is_name(token, language):
            runs[-1].append(i)
        elif token.kind is not Kind.WORD or len(token.word) > _CONNECTOR:
            runs.append([])
    return [run for run in runs if run]
