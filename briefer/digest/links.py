"""What one article denies or answers of what another says."""

from collections.abc import Sequence

from briefer.digest.same import Difference, compare, same_name, shared
from briefer.digest.units import Content, Sort, Statement
from briefer.digest.vocabulary import vocabulary

_TOLERATED = frozenset({Difference.NEGATION, Difference.HEDGE, Difference.TENSE, Difference.DONE, Difference.LITTLE})
_ALIKE_ENOUGH = 0.35
_SHARED = 2
_OPEN = "unknown"
"""The label of words for not knowing: whether something is so is no claim that it is."""
_SHARE = 0.5


def denies(denial: Statement, claim: Statement) -> bool:
    """Whether a denial holds a claim false.

    They say the same but for an odd number of negations, what the denial governs is what they share, and the claim is
    more than a question.
    """
    verdict = compare(denial, claim)
    if (
        Difference.NEGATION not in verdict.differs
        or set(verdict.differs) - _TOLERATED
        or verdict.likeness < _ALIKE_ENOUGH
        or _OPEN in claim.said.hedges
    ):
        return False
    governed = sum(unit.negated and unit.sort is Sort.WORD for unit in denial.said.units)
    held = sum(unit.negated and unit.sort is Sort.WORD for unit, _ in shared(denial, claim))
    return held >= min(_SHARED, max(governed, 1))


def refers_to_charge(denial: Statement, accuser: Sequence[str], claim: Statement, denier: Sequence[str]) -> bool:
    """Whether "the charge made by X is false" can mean a claim: X makes it, and it names the denier."""
    said = denial.said
    known = vocabulary(denial.language)
    charges = known.senses.get("claim", frozenset()) | known.senses.get("accus", frozenset())
    speaks_of_it = bool(said.words & {"claim", "charg", "accus", "alleg", "assert"} or charges & said.senses)
    names = {token for name in accuser for token in _words(name, denial)}
    named = bool(names and names & said.all_words)
    about = any(
        same_name(word, unit.word)
        for name in denier
        for word in _words(name, denial)
        for unit in claim.said.units
        if unit.sort is Sort.NAME
    )
    return speaks_of_it and named and about


def _words(name: str, statement: Statement) -> list[str]:
    known = vocabulary(statement.language)
    return [
        known.base(word.lower()) if word.islower() else word.lower() for word in name.split() if len(word) > _SHARED + 1
    ]


def answers(question: Statement, kind: str, found: Statement) -> bool:
    """Whether a later, flat claim answers what was not known.

    It must give what was asked for (a cause, a person, a place), or say outright what was open, and share the subject.

    Args:
        question: The uncertainty.
        kind: Its kind: a refusal is only answered by what was refused.
        found: The later claim.

    """
    asked, said = question.said, found.said
    if said.hedges or said.negations:
        return False
    known = vocabulary(question.language)
    sought = _sought(asked, question)
    if kind == "undisclosed" and sought is None:
        return False
    subject = [unit for unit in asked.units if unit.sort is Sort.WORD and not (sought and unit.word in sought)]
    shared = [
        unit
        for unit in subject
        if unit.word in said.words or unit.senses & said.senses or unit.word in found.context.all_words
    ]
    if sought is not None:
        given = bool(sought & said.all_words) or bool(
            {sense for word in sought for sense in known.senses.get(word, ())} & _flat(said)
        )
        return given and (not subject or len(shared) >= max(1, round(_SHARE * len(subject) / 2)))
    return len(shared) >= _SHARED and len(shared) >= _SHARE * max(1, len(subject))


def _flat(said: Content) -> set[tuple[int, int]]:
    return {sense for unit in said.units if not unit.negated for sense in unit.senses}


def _sought(asked: Content, question: Statement) -> frozenset[str] | None:
    """The words for what a question asks for; None where it asks whether something is so."""
    known = vocabulary(question.language)
    words = asked.all_words
    for kind, found in known.questions.items():
        if kind != "condition" and words & found:
            return found
    return None


def same_question(one: Statement, other: Statement) -> bool:
    """Whether two uncertainties ask for the same: compared as claims, or two that seek a cause close together."""
    if compare(one, other).same:
        return True
    sought = _sought(one.said, one)
    return sought is not None and sought == _sought(other.said, other) and "caus" in sought
