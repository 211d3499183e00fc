"""Whether the article credits a source with what the sentences cited say."""

from collections.abc import Iterable, Sequence

from briefer.briefing import Article, SourceKind
from briefer.checks.language import language
from briefer.checks.support import LEAST
from briefer.checks.verbatim import find, find_in_sentences
from briefer.checks.words import Kind, Token, Vocabulary, content, tokens
from briefer.lexicon import Lexicon
from briefer.proposal import Draft, ProposedClaim, ProposedDenial, ProposedSource, ProposedUncertainty, Sentences

_PERSONAL = frozenset({"male", "female"})
_RUN_ON = 2
"""How many sentences a quotation may run on before it names its speaker."""
_DESCRIPTION = 8
"""How many words a description before a name may have."""


def names_of(source: ProposedSource) -> tuple[str, ...]:
    """How the text may print a source: its name, its aliases, and a person's last name."""
    words = source.name.split()
    surname = (words[-1],) if source.kind is SourceKind.NAMED_PERSON and words and words[-1][:1].isupper() else ()
    return tuple(dict.fromkeys((source.name, *source.aliases, *surname)))


def first_mention(source: ProposedSource, article: Article) -> int | None:
    """Where the text first prints a source under any of its names; None where only the title or outlet does."""
    found = [place for name in names_of(source) if (place := _first_place(name, article.text)) is not None]
    return min(found, default=None)


def _first_place(name: str, text: str) -> int | None:
    """The first place of a name, in whatever case: "The county" may first be "the county"."""
    place = find(name, text)
    while place and (earlier := find(name, text, 0, place[0])):
        place = earlier
    return place[0] if place else None


class Speakers:
    """One article's sources against what the draft reader saw: who is credited in which sentence."""

    def __init__(self, article: Article, draft: Draft, lexicon: Lexicon | None) -> None:
        self._article = article
        self._pronouns = lexicon.grammar.pronouns if lexicon else {}
        self._language = language(lexicon)
        self._stop_words = self._language.stop_words
        self._attributions = lexicon.attributions if lexicon else {}
        self._titles = lexicon.people.titles if lexicon else {}
        known = {source.key: source for source in draft.proposal.sources}
        self._credited: dict[int, list[tuple[ProposedSource, ...]]] = {}
        self._said: dict[int, list[str]] = {}
        items: Iterable[ProposedClaim | ProposedUncertainty | ProposedDenial] = (
            *draft.proposal.claims,
            *draft.proposal.uncertainties,
            *draft.proposal.denials,
        )
        for item in items:
            chain = tuple(known[key] for key in (item.source, *item.via) if key in known)
            if chain:
                for number in item.sentences:
                    self._credited.setdefault(number, []).append(chain)
                    # Claims come first and hold what is credited; the other items may hold their whole sentence.
                    if isinstance(item, ProposedClaim) or number not in self._said:
                        self._said.setdefault(number, []).append(item.statement)

    def fault(
        self,
        chain: Sequence[ProposedSource],
        sentences: Sentences,
        cue: str | None = None,
        listed: Iterable[ProposedSource] = (),
    ) -> str | None:
        """Why the article can't credit ``chain`` with ``sentences``, or None where it may.

        Three rules. The source must be mentioned before the cited sentences end, or in the next two, for a quotation
        that runs on before it names its speaker. And where the draft reader finds one speaker only in those
        sentences, printed there by name, while no one of the chain is printed there and no pronoun could stand for
        them, the credit is wrong. Where names share a word ("White House", "White House officials") the two are taken
        for one party. And the item's own cue must not stand beside the name of another listed source: "Rill said".

        Args:
            chain: The source who asserts, then those it came through; not empty.
            sentences: The numbers cited, all of which exist.
            cue: The words of attribution, as the item gives them.
            listed: All sources of the proposal.

        """
        source = chain[0]
        mention = first_mention(source, self._article)
        following = min(sentences[-1] + _RUN_ON, len(self._article.sentences))
        if mention is not None and mention >= self._article.sentences[following - 1][1]:
            return f"its source {source.name} is first mentioned after what it cites"
        if any(self._is_printed(speaker, sentences) for speaker in chain):
            return None
        other = () if self._has_pronoun(source, sentences) else self._drafted(sentences)
        if other and self._is_named(other[0], sentences) and not _share_a_name(chain, other):
            return f"its sentence credits {other[0].name}, not {source.name}"
        strangers = [other for other in listed if other not in chain and not _share_a_name(chain, [other])]
        if cue and (holder := self._holder(cue, sentences, strangers)):
            return f"its cue “{cue}” belongs to {holder.name}, not to {source.name}"
        return None

    def _drafted(self, sentences: Sentences) -> tuple[ProposedSource, ...]:
        """The one chain of speakers that the draft reader finds in the sentences; empty where none or several."""
        found = [chain for number in sentences for chain in self._credited.get(number, ())]
        return found[0] if len({chain[0].key for chain in found}) == 1 else ()

    def _holder(self, cue: str, sentences: Sentences, sources: Sequence[ProposedSource]) -> ProposedSource | None:
        """Which of ``sources`` stands right beside a cue: "Rill has said", "said Rill", "according to Rill"."""
        for number in sentences:
            sentence = self._article.sentence(number)
            if not (place := find(cue, sentence)):
                continue
            before = [token for token in tokens(sentence[: place[0]]) if token.word not in self._language.unstressed]
            after = [token for token in tokens(sentence[place[1] :]) if token.word not in self._titles]
            inverted = not before or before[-1].kind is not Kind.WORD or self._attributions.get(cue.lower()) == "before"
            words = [token.lower for token in before if token.kind is not Kind.COMMA]
            names = [_lower(after), _lower(_past_description(after))] if inverted else []
            for source in sources:
                for wanted in filter(None, (_lower(tokens(name)) for name in names_of(source))):
                    size = len(wanted)
                    if words[-size:] == wanted or any(name[:size] == wanted for name in names):
                        return source
        return None

    def flattened(self, claim: ProposedClaim) -> str | None:
        """Whom a claim in the article's own voice should credit, by name; None where nobody.

        That is so where its sentences credit one speaker, printed there, whom the statement does not mention, with
        something of what it states: "900 quakes were recorded, and scientists say more will come" credits the second
        half alone.
        """
        others = [self._credited.get(number) for number in claim.sentences]
        speakers = {chain[0].key: chain[0] for chains in others if chains for chain in chains}
        if len(speakers) != 1 or not all(others):
            return None
        speaker = next(iter(speakers.values()))
        statements = [statement for number in claim.sentences for statement in self._said.get(number, ())]
        said = Vocabulary(word for statement in statements for word in self._content(statement))
        words = self._content(claim.statement)
        if sum(word in said for word in words) < LEAST * len(words):
            return None
        named = any(find(name, claim.statement) for name in names_of(speaker))
        return None if named or not self._is_printed(speaker, claim.sentences) else speaker.name

    def _content(self, text: str) -> list[str]:
        return content(tokens(text), self._stop_words)

    def _is_printed(self, source: ProposedSource, sentences: Sentences) -> bool:
        return any(find_in_sentences(name, self._article, sentences) for name in names_of(source))

    def _is_named(self, source: ProposedSource, sentences: Sentences) -> bool:
        """Whether the sentences print ``source`` by a name; a role ("the minister") may be someone else's."""
        proper = [name for name in names_of(source) if name.split()[-1:] and name.split()[-1][0].isupper()]
        return any(find_in_sentences(name, self._article, sentences) for name in proper)

    def _has_pronoun(self, source: ProposedSource, sentences: Sentences) -> bool:
        """Whether a pronoun in the sentences could stand for ``source``."""
        person = source.kind in {SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON}
        return any(
            (self._pronouns[token.word] in _PERSONAL) is person
            for number in sentences
            for token in tokens(self._article.sentence(number))
            if token.kind is Kind.WORD and token.word in self._pronouns
        )


def _lower(found: Sequence[Token]) -> list[str]:
    return [token.lower for token in found]


def _past_description(found: Sequence[Token]) -> Sequence[Token]:
    """What follows a description that a comma ends: the name in "his press secretary, Lindy Marr"."""
    for i, token in enumerate(found[:_DESCRIPTION]):
        if token.kind is Kind.COMMA:
            return found[i + 1 :]
        if not token.text[0].islower():
            break
    return ()


def _share_a_name(chain: Iterable[ProposedSource], other: Iterable[ProposedSource]) -> bool:
    theirs = Vocabulary(word for source in other for name in names_of(source) for word in content(tokens(name), None))
    mine = [word for source in chain for name in names_of(source) for word in content(tokens(name), None)]
    return any(word in theirs for word in mine)
