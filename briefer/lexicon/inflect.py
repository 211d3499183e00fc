"""The printed forms of a verb, by the rules and exceptions that a lexicon file declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefer.lexicon.model import Form, Frame, Verb


@dataclass(frozen=True, slots=True)
class Rule:
    """How verbs with one ending are inflected: each field replaces ``ending``."""

    ending: str
    third: str
    past: str
    ing: str


@dataclass(frozen=True, slots=True)
class Inflection:
    """A language's rules in order, the verbs that double their last letter, always or here and there, the irregular."""

    rules: Sequence[Rule]
    doubled: frozenset[str]
    either: frozenset[str]
    irregular: Mapping[str, tuple[str, str, str, str]]

    def forms(self, base: str) -> dict[str, frozenset[Form]]:
        """Every form of ``base``, a verb of one or more words of which the first is inflected.

        Raises ValueError where no rule fits.
        """
        head, _, tail = base.partition(" ")
        third, past, participle, ing = self._of_word(head)
        found: dict[str, set[Form]] = {}
        pairs: tuple[tuple[str, Form], ...] = (
            (head, Form.BASE),
            (third, Form.THIRD),
            (past, Form.PAST),
            (participle, Form.PARTICIPLE),
            (ing, Form.ING),
        )
        if head in self.either:  # labeled, labelled
            pairs += ((past.replace(head, head + head[-1]), Form.PAST), (ing.replace(head, head + head[-1]), Form.ING))
            pairs += ((participle.replace(head, head + head[-1]), Form.PARTICIPLE),)
        for word, form in pairs:
            found.setdefault(f"{word} {tail}".rstrip(), set()).add(form)
        return {text: frozenset(forms) for text, forms in found.items()}

    def _of_word(self, word: str) -> tuple[str, str, str, str]:
        if word in self.irregular:
            return self.irregular[word]
        for rule in self.rules:
            if word.endswith(rule.ending):
                stem = word.removesuffix(rule.ending)
                doubled = stem + stem[-1] if word in self.doubled else stem
                return stem + rule.third, doubled + rule.past, doubled + rule.past, doubled + rule.ing
        raise ValueError(f"no inflection rule fits {word!r}")


def verb_forms(inflection: Inflection, base: str, frame: Frame) -> list[Verb]:
    """Every printed form of ``base`` as an attribution verb of ``frame``."""
    return [Verb(tuple(text.split()), base, frame, forms) for text, forms in inflection.forms(base).items()]
