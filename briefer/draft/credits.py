"""Attributions with their speakers resolved: the raw material of every section."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from briefer import lexicon as lexicons
from briefer.briefing import Article, SourceKind
from briefer.draft.attributed import Attribution
from briefer.draft.attribution import find_attributions
from briefer.draft.cues import CueKind
from briefer.draft.overlap import tokens_within
from briefer.draft.parties import WORKS, is_group, is_role
from briefer.draft.speakers import Resolved, Speaker, resolve
from briefer.draft.text import read_text
from briefer.draft.tokens import Tag, Text
from briefer.lexicon import Frame, Lexicon

_NESTING = frozenset({Frame.SAY, Frame.STATE, Frame.TELL, Frame.SHOW, Frame.DENY, Frame.DISPUTE, None})
_SILENT = frozenset({Frame.ASK})
"""Frames that credit nobody with information by themselves."""
_WORDLESS = frozenset({Frame.JUDGE, Frame.URGE, Frame.THINK, Frame.INTEND})
"""Frames that may tell of an act or a feeling; they credit somebody with words only where some are quoted."""
_PERSONAL = frozenset({SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON})
_TRUSTED = frozenset({Frame.SAY, Frame.STATE, Frame.TELL})


@dataclass(frozen=True, slots=True)
class Credit:
    """One attribution, who makes it (None where nobody is named), and the sentences of its content."""

    attribution: Attribution
    speaker: Speaker | None
    sentences: tuple[int, ...]
    via: tuple[Speaker, ...] = ()
    """Who passes it on, the outermost first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read: its text as tokens, its credits in text order, its speakers by first mention."""

    text: Text
    credits: tuple[Credit, ...]
    speakers: tuple[Speaker, ...]
    by_sentence: Mapping[int, tuple[Credit, ...]]
    """The credits whose cue or content touches a sentence, by its number."""

    def holder(self, sentence: int, at: int) -> Credit | None:
        """The credit whose content holds offset ``at``, the innermost where several do; refusals aside."""
        fits = [
            credit
            for credit in self.by_sentence.get(sentence, ())
            if credit.attribution.kind is not CueKind.REFUSAL
            and any(start <= at < end for start, end in credit.attribution.contents)
        ]
        return min(fits, key=lambda c: sum(end - start for start, end in c.attribution.contents), default=None)

    def cued(self, sentence: int, at: int) -> Credit | None:
        """The credit whose cue holds offset ``at``."""
        near = self.by_sentence.get(sentence, ())
        return next((c for c in near if c.attribution.cue[0] <= at < c.attribution.cue[1]), None)


def read_credits(article: Article, lexicon: Lexicon) -> Reading:
    """Every attribution of ``article``, speakers resolved."""
    text = read_text(article, lexicon)
    found = find_attributions(text, lexicon)
    resolved: Resolved = resolve(text, found, lexicon)
    speakers = [resolved.speakers[place] if place is not None else None for place in resolved.of]
    credible = [_credible(text, a, speaker, lexicon) for a, speaker in zip(found, speakers, strict=True)]
    made = [
        Credit(a, speaker, text.sentences_of(a.contents), _chain(found, speakers, credible, n))
        for n, (a, speaker) in enumerate(zip(found, speakers, strict=True))
        if credible[n]
    ]
    beside = {id(a): places for a, places in zip(found, resolved.beside, strict=True)}
    for credit in made:
        if credit.speaker is not None and not _is_headline(text, credit) and _informs(text, credit, lexicon):
            for speaker in (credit.speaker, *(resolved.speakers[n] for n in beside[id(credit.attribution)])):
                speaker.credited = True
    return Reading(text, tuple(made), resolved.speakers, _by_sentence(tuple(made)))


def of_parties(reading: Reading) -> Reading:
    """``reading`` without headings, and what is credited to nobody that could speak: a noun that is known for no party.

    Measured on the labelled articles for tuning: of 31 such speakers 3 are sources.
    """

    def stranger(speaker: Speaker | None) -> bool:
        return speaker is not None and not speaker.plausible

    kept = tuple(
        replace(credit, via=tuple(s for s in credit.via if not stranger(s)))
        for credit in reading.credits
        if not stranger(credit.speaker) and not _is_headline(reading.text, credit)
    )
    return Reading(reading.text, kept, tuple(s for s in reading.speakers if not stranger(s)), _by_sentence(kept))


def _is_headline(text: Text, credit: Credit) -> bool:
    """Whether a heading credits somebody: a name alone on a line may sign a letter, and is none."""
    return text.sentences[credit.attribution.sentence - 1].heading and credit.attribution.kind is not CueKind.LETTER


def _by_sentence(made: tuple[Credit, ...]) -> Mapping[int, tuple[Credit, ...]]:
    touched: dict[int, list[Credit]] = {}
    for credit in made:
        for number in {credit.attribution.sentence, *credit.sentences}:
            touched.setdefault(number, []).append(credit)
    return {number: tuple(near) for number, near in touched.items()}


def _informs(text: Text, credit: Credit, lexicon: Lexicon) -> bool:
    """Whether ``credit`` is of words or a finding, not of an act or a feeling."""
    attribution = credit.attribution
    if attribution.frame in _SILENT or attribution.kind is CueKind.REFUSAL:
        return False
    if _of_an_act(text, attribution) and attribution.lemma not in lexicon.gauging | lexicon.viewing:
        return False
    if attribution.frame is Frame.INTEND and _of_a_clause(text, attribution, lexicon):
        return True
    words = attribution.frame is Frame.JUDGE and attribution.lemma not in lexicon.stances and not attribution.relative
    return words or attribution.frame not in _WORDLESS or _quotes(text, attribution)


def _of_a_clause(text: Text, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether what is undertaken is told in words: pledged (that he would pay), but not: pledged to pay."""
    told = tokens_within(text, attribution.contents[:1])
    return bool(told) and told[0].word in lexicon.grammar.content_marks


def _of_an_act(text: Text, attribution: Attribution) -> bool:
    """Whether a verb that says something only now and then tells of a mere thing: opened an account."""
    return attribution.frame is Frame.STATE and _is_bare(text, attribution)


def _appoints(text: Text, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether what is said is a person: they confirmed a judge."""
    follows = bool(attribution.contents) and attribution.contents[0][0] >= attribution.cue[1]
    if attribution.frame is not Frame.SAY or not follows or not _is_bare(text, attribution):
        return False
    told = tokens_within(text, attribution.contents)
    if any(token.tag is Tag.NUMBER for token in told):
        return False
    noun = [*takewhile(lambda t: t.tag not in {Tag.PREPOSITION, Tag.PUNCTUATION}, told)][-1:]
    return any(is_role(token.word, lexicon) or is_group(token.word, lexicon) for token in noun)


def _acts(text: Text, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether something is done, not said: the storm claimed two lives, they added 72 runs."""
    if attribution.frame not in _TRUSTED or attribution.kind is not CueKind.VERB or not attribution.contents:
        return False
    told = [*takewhile(lambda t: t.tag is not Tag.PUNCTUATION, tokens_within(text, attribution.contents))]
    if any(token.quote >= 0 or token.tag in {Tag.VERB, Tag.AUXILIARY} for token in told):
        return False
    follows = attribution.contents[0][0] >= attribution.cue[1]
    return follows and (attribution.lemma in lexicon.acts or any(token.word in lexicon.things for token in told))


def _is_bare(text: Text, attribution: Attribution) -> bool:
    """Whether neither a clause nor a quotation is said."""
    if attribution.kind is not CueKind.VERB:
        return False
    quoted = any(token.quote >= 0 for token in text.sentences[attribution.sentence - 1].tokens)
    clause = any(t.tag in {Tag.VERB, Tag.AUXILIARY} for t in tokens_within(text, attribution.contents))
    return not (quoted or clause)


def _quotes(text: Text, attribution: Attribution) -> bool:
    return any(t.quote >= 0 for t in tokens_within(text, attribution.contents))


def _chain(
    found: list[Attribution], speakers: list[Speaker | None], credible: list[bool], n: int
) -> tuple[Speaker, ...]:
    """The speakers whose words hold attribution ``n``, outermost first, its own speaker left out."""
    chain: list[Speaker] = []
    outer = found[n].outer
    passed = {n}
    while outer is not None and outer not in passed:
        passed.add(outer)
        speaker = speakers[outer]
        if speaker is not None and speaker is not speakers[n] and speaker not in chain and credible[outer]:
            chain.insert(0, speaker)
        outer = found[outer].outer
    return tuple(chain)


def _credible(text: Text, attribution: Attribution, speaker: Speaker | None, lexicon: Lexicon) -> bool:
    """Whether the words really credit someone.

    Measured on PolNeAR train: what was not (yet) said is credited in 1 of 5 cases, a judgement, belief or wish inside
    another's words in 1 of 8.
    """
    if speaker is not None and _is_nobody(text, attribution, lexicon):
        return False
    if not attribution.real or _appoints(text, attribution, lexicon) or _acts(text, attribution, lexicon):
        return False
    inside = attribution.outer is not None
    if inside and attribution.frame not in _NESTING and attribution.lemma not in lexicon.denial_verbs:
        return False
    if attribution.kind is CueKind.POLLED:
        return speaker is not None and speaker.kind is SourceKind.POLL
    if attribution.kind is CueKind.NOUN:
        return speaker is not None and not inside
    return speaker is None or _fits(text, attribution, speaker, lexicon)


def _is_nobody(text: Text, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether the subject says that nobody or hardly anybody speaks: neither of them said, few say, X nor Y said."""
    start, end = attribution.speaker or attribution.cue
    tokens = text.sentences[attribution.sentence - 1].tokens
    opens = next((p for p, token in enumerate(tokens) if token.start >= start), 0)
    ends = (attribution.name or (start, end))[1]
    subject = [*tokens[max(0, opens - 1) : opens], *(token for token in tokens[opens:] if token.start < ends)]
    return any(
        token.word in lexicon.negations or token.word in lexicon.grammar.scarce
        for token in subject
        if token.tag is not Tag.NAME
    )


def _fits(text: Text, attribution: Attribution, speaker: Speaker, lexicon: Lexicon) -> bool:
    """Whether the speaker can do what the cue says: people find something out only with a clause."""
    shows = speaker.kind in WORKS or _of_document(text, attribution, lexicon)
    if attribution.frame is Frame.SHOW and not shows:
        openers = tuple(f"{word} " for word in lexicon.grammar.complementizers)
        marked = attribution.lemma.split()[-1] in lexicon.grammar.content_marks
        opened = marked or text.article.text.startswith(openers, attribution.contents[0][0])
        verbs = (t for t in tokens_within(text, attribution.contents) if t.tag in {Tag.VERB, Tag.AUXILIARY})
        first = next(verbs, None)
        found = first is not None and not first.word.endswith(lexicon.grammar.gerund_endings)
        return speaker.plausible and (
            opened or (found and (speaker.kind not in _PERSONAL or attribution.lemma in lexicon.clausal))
        )
    trusted = attribution.frame in _TRUSTED and attribution.kind is not CueKind.PASSIVE
    return speaker.plausible or trusted or attribution.kind is CueKind.PHRASE


def _of_document(text: Text, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether the speaker is printed as the maker of a document or a poll: a study by Mara Venn."""
    printed = tokens_within(text, (attribution.name,) if attribution.name else ())
    return any(t.word in lexicon.people.documents or t.word in lexicon.people.polls for t in printed)


def attributions(article: Article) -> tuple[Credit, ...]:
    """Every attribution of ``article`` in text order; empty where its language has no lexicon.

    Letters are none: no cue credits them to their authors, they are printed as theirs.
    """
    lexicon = lexicons.load(article.language or "en")
    made = read_credits(article, lexicon).credits if lexicon else ()
    return tuple(credit for credit in made if credit.attribution.kind is not CueKind.LETTER)
