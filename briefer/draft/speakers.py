"""Who speaks: full names, descriptions, aliases, short names and pronouns, resolved within one article."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from briefer.briefing import SourceKind, Span
from briefer.draft.aliases import circle_of, is_same_name, printed_alike
from briefer.draft.attributed import Attribution
from briefer.draft.cues import CueKind
from briefer.draft.joint import together
from briefer.draft.leading import leads, opens_its_clause
from briefer.draft.mentions import ANY, Mention, mention_of
from briefer.draft.overlap import tokens_within
from briefer.draft.parties import WORKS, is_group, is_role
from briefer.draft.patterns import first_subject
from briefer.draft.people import Person, full_names, named_bodies
from briefer.draft.shares import is_share
from briefer.draft.speaker import Resolved, Speaker
from briefer.draft.tokens import Sentence, Tag, Text
from briefer.lexicon import Frame, Lexicon

__all__ = ["Resolved", "Speaker", "resolve"]

_CITING = frozenset({CueKind.CITED, CueKind.POLLED})
_PAIR = 2
_LATELY = 40
_NEAR = 6
_LEAD = 4
"""Sentences in which an article first tells of somebody, and then names them, at most."""
_BESIDE = 5
"""Words before a name that tell who it is, at most."""
_UNNAMED = frozenset({SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP})
_PERSONAL = frozenset({SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON})

_MEANT_BY: Mapping[str | None, frozenset[SourceKind]] = {
    "male": frozenset({SourceKind.UNNAMED_PERSON, SourceKind.NAMED_PERSON}),
    "female": frozenset({SourceKind.UNNAMED_PERSON, SourceKind.NAMED_PERSON}),
    "group": frozenset({SourceKind.UNNAMED_GROUP}),
    "thing": frozenset({SourceKind.DOCUMENT, SourceKind.POLL, SourceKind.NAMED_ORGANISATION, SourceKind.MEDIA}),
}
"""What each pronoun may mean that is the subject of the sentence before."""
_MEANT = {
    SourceKind.NAMED_ORGANISATION: frozenset({SourceKind.NAMED_ORGANISATION}),
    SourceKind.MEDIA: frozenset({SourceKind.MEDIA, SourceKind.NAMED_ORGANISATION}),
    SourceKind.DOCUMENT: frozenset(SourceKind) - WORKS,
    SourceKind.POLL: frozenset({SourceKind.POLL}),
}
"""What a bare description of each kind may mean: the letter, those who wrote it."""


def resolve(text: Text, attributions: list[Attribution], lexicon: Lexicon) -> Resolved:
    """Find who makes each of ``attributions``: one speaker for all the ways an article prints a party."""
    reader = _Reader(text, lexicon)
    return reader.run(attributions)


class _Reader:
    """The speakers found so far, in text order."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.people = full_names(text, lexicon)
        self.bodies = named_bodies(text, lexicon)
        self.shortened = {name.partition(" ")[0] for name in self.bodies}
        self.by_given_name: dict[str, set[str]] = {}
        for last, persons in self.people.items():
            for person in persons:
                self.by_given_name.setdefault(person.name.lower().partition(" ")[0], set()).add(last)
        for given, held in self.by_given_name.items():
            titled = self.people.get(given, [])
            if len(held) == 1 and titled and not any(person.name for person in titled):
                del self.people[given]  # King Otto is Otto Karl
        self.named: dict[int, list[tuple[int, str]]] = {}
        self.anywhere: dict[int, list[tuple[int, str]]] = {}
        self.by_role_beside: dict[str, list[tuple[str, Person]]] = {}
        for last, persons in self.people.items():
            posts = lexicon.people.posts
            for role in {posts.get(role, role) for role in persons[0].roles}:
                self.by_role_beside.setdefault(role, []).extend((last, person) for person in persons)
            for number, place in persons[0].places:
                self.anywhere.setdefault(number, []).append((place, last))
                if leads(text.sentences[number - 1], place):
                    self.named.setdefault(number, []).append((place, last))
        self.speakers: list[Speaker] = []
        self.by_key: dict[str, list[int]] = {}
        self.by_span: dict[Span, int | None] = {}
        self.beside: dict[Span, tuple[int, ...]] = {}
        self.recent: list[tuple[int, int]] = []
        self.jointly: dict[int, tuple[int, ...]] = {}
        self.according: set[int] = set()
        self.looking = False

    def run(self, attributions: list[Attribution]) -> Resolved:
        of = [self.speaker_of(a) for a in attributions]
        same = self.named_later() | printed_alike(self.speakers, self.lexicon)
        for again, first in same.items():
            kept, other = self.speakers[first], self.speakers[again]
            kept.names.extend(other.names)
            kept.sentences = sorted(kept.sentences + other.sentences)
            kept.plausible |= other.plausible
        beside = (self.beside.get(a.speaker, ()) if a.speaker else () for a in attributions)
        return Resolved(
            tuple(self.speakers),
            tuple(same.get(n, n) if n is not None else None for n in of),
            tuple(tuple(same.get(n, n) for n in places) for places in beside),
        )

    def named_later(self) -> dict[int, int]:
        """The places of those whom the first sentences describe, each with that of who is so described and named next.

        A harbour official said C1. The harbour official Mara Venn said C2.
        """
        found: dict[int, int] = {}
        for place, speaker in enumerate(self.speakers):
            printed = speaker.names[0].split() if speaker.names else []
            if (
                speaker.kind is not SourceKind.UNNAMED_PERSON
                or not speaker.head
                or not printed
                or not speaker.sentences
            ):
                continue
            first = speaker.sentences[0]
            if first > _LEAD or printed[0].lower() not in self.lexicon.grammar.indefinites:
                continue
            capitals = {word.lower() for word in printed[1:] if word[0].isupper()}
            fits = [
                other
                for other, named in enumerate(self.speakers[place + 1 : place + 1 + _LATELY], place + 1)
                if named.kind is SourceKind.NAMED_PERSON
                and named.sentences
                and 0 < named.sentences[0] - first <= _LEAD
                and speaker.head in (described := f"{named.description or ''} {' '.join(named.names)}".lower().split())
                and capitals <= set(described)
            ]
            if len(fits) == 1:
                found[place] = fits[0]
        return found

    def speaker_of(self, attribution: Attribution) -> int | None:
        if attribution.speaker is None or attribution.name is None:
            return None
        if attribution.speaker not in self.by_span:
            joined = together(self.text, attribution, self.people, self.lexicon)
            if joined:
                first, *others = [self.of_mention(mention) for mention in joined]
                self.by_span[attribution.speaker] = first
                self.beside[attribution.speaker] = tuple(others)
            else:
                self.by_span[attribution.speaker] = self.of_one(attribution)
        for other in self.beside.get(attribution.speaker, ()):
            self.speakers[other].sentences.append(attribution.sentence)
        found = self.by_span[attribution.speaker]
        if found is not None:
            self.speakers[found].sentences.append(attribution.sentence)
            self.learn_gender(self.speakers[found], attribution)
            asks = attribution.frame is Frame.ASK and self.speakers[found].kind is SourceKind.UNNAMED_PERSON
            spoken = attribution.outer is None and attribution.kind not in _CITING and not asks
            if spoken and self.speakers[found].plausible:
                self.recent.append((attribution.speaker[0], found))
                if self.beside.get(attribution.speaker):
                    self.jointly[attribution.speaker[0]] = self.beside[attribution.speaker]
                if attribution.kind is CueKind.PHRASE:
                    self.according.add(attribution.speaker[0])
        return found

    def of_one(self, attribution: Attribution) -> int | None:
        """The one party that an attribution's subject prints, described or a pronoun though it may be."""
        assert attribution.speaker is not None
        assert attribution.name is not None
        mention = mention_of(self.text, attribution.sentence, attribution.speaker, attribution.name, self.lexicon)
        if mention.pronoun:
            found = self.of_pronoun(mention, attribution)
            if found is not None:
                self.learn_person(self.speakers[found], mention.pronoun)
            return found
        start, end = attribution.name
        printed = [t for t in self.text.sentences[attribution.sentence - 1].tokens if start <= t.start < end]
        if mention.kind in _PERSONAL | {SourceKind.UNNAMED_GROUP} and is_share(printed, self.lexicon):
            return self.of_mention(replace(mention, plausible=False))  # 46 percent of voters: a poll's word
        found = self.of_maker(mention, attribution)
        if found is None:
            found = self.of_description(mention, attribution)
        if found is None:
            return self.of_mention(mention, attribution.sentence)
        self.speakers[found].names.append(mention.printed)
        return found

    @staticmethod
    def learn_person(speaker: Speaker, pronoun: str) -> None:
        """Carrow said C1, she added C2: Carrow is someone."""
        if pronoun in {"male", "female"} and speaker.kind is SourceKind.NAMED_ORGANISATION:
            speaker.kind, speaker.gender = SourceKind.NAMED_PERSON, pronoun

    def learn_gender(self, speaker: Speaker, attribution: Attribution) -> None:
        """X said she would: what a speaker says of ``she`` at once is mostly of herself."""
        alone = speaker.kind is SourceKind.NAMED_ORGANISATION and self.may_be_person(speaker)
        open_ = speaker.gender == ANY and speaker.kind in _PERSONAL
        if not (open_ or alone) or not attribution.contents:
            return
        words = self.text.article.text[slice(*attribution.contents[0])].split(maxsplit=2)[:2]
        for word in words:
            gender = self.lexicon.grammar.pronouns.get(word.lower())
            if gender in {"male", "female"}:
                speaker.kind = SourceKind.NAMED_PERSON if alone else speaker.kind  # Moss said she left
                speaker.gender = gender
                return

    def of_mention(self, mention: Mention, sentence: int = 0) -> int:
        """The speaker of these words, a new one where there is none yet; ``sentence`` is where they stand, if known."""
        mention = self.with_full_name(mention, sentence)
        found = self.same_as(mention)
        if found is None and mention.kind in WORKS:
            found = self.same_work(mention)
        if found is None:
            self.speakers.append(
                Speaker(
                    mention.name,
                    mention.key,
                    mention.kind,
                    mention.gender,
                    mention.description,
                    mention.plausible,
                    mention.head,
                )
            )
            found = len(self.speakers) - 1
            self.by_key.setdefault(mention.key, []).append(found)
        speaker = self.speakers[found]
        if (
            mention.kind is SourceKind.NAMED_PERSON
            or speaker.kind is not SourceKind.NAMED_PERSON
            or not mention.definite
        ):
            speaker.names.append(mention.printed)
            if mention.maker:
                speaker.names.append(mention.maker)
        speaker.description = speaker.description or mention.description
        if speaker.gender == ANY:
            speaker.gender = mention.gender
        return found

    def with_full_name(self, mention: Mention, sentence: int) -> Mention:
        """``mention`` with the full name that the article prints for its last name; a body's name is nobody's."""
        if mention.kind is SourceKind.NAMED_PERSON and mention.name.lower() in self.bodies:
            return replace(mention, key=mention.name.lower(), kind=SourceKind.NAMED_ORGANISATION, gender="thing")
        if mention.kind not in {SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION}:
            return mention
        words = mention.name.lower().split()
        if len(words) > 1 and words[-1] in self.lexicon.people.name_suffixes:
            words = words[:-1]
        if len(words) == 2 and words[0] in self.lexicon.people.royals:  # noqa: PLR2004
            held = self.by_given_name.get(words[1], set())
            words = [next(iter(held))] if len(held) == 1 else words
        if len(words) == 1:
            words = [self.last_name(words[0])]
        known = self.people.get(words[-1], []) if words else []
        short = words[0] in self.shortened and known and 0 < sentence < known[0].introduced
        if not known or short:  # Tindall, for Tindall Interiors: Simon Tindall is named further down
            return mention
        if len(words) > 1 and mention.kind is SourceKind.NAMED_ORGANISATION:
            if not self.belongs(words[-2]):
                return mention
            words = words[-1:]
        person = self.person(words, mention, known, sentence)
        gender = person.gender if mention.gender in {ANY, "thing"} else mention.gender
        return Mention(
            mention.printed,
            person.name or mention.name,
            words[-1],
            SourceKind.NAMED_PERSON,
            gender,
            mention.description,
            None,
            mention.definite,
        )

    def person(self, words: list[str], mention: Mention, known: list[Person], sentence: int) -> Person:
        """Which of those ``known`` by one last name the words of ``mention`` in ``sentence`` name."""
        if len(words) > 1:
            fits = [p for p in known if p.name.lower().endswith(mention.name.lower())]
            if not fits and len(words) == _PAIR and words[0] not in self.lexicon.people.given_names:
                fits = [p for p in known if p.name]  # Derelict Venn wept: only Mara Venn is named
            if words[0] not in self.lexicon.people.given_names:
                fits.sort(key=lambda person: -len(person.name))  # De Souza: a last name of two words
        else:
            fits = [p for p in known if mention.gender in {ANY, "thing"} or p.gender in {ANY, mention.gender}]
            fits = self.namesakes(fits, sentence)
        return (fits or [Person(mention.name, mention.gender, ())])[0]

    def namesakes(self, known: list[Person], sentence: int) -> list[Person]:
        """Those whom one last name may mean: where several have it, whoever was named in full first is called by it."""
        met = [p for p in known if self.has_given_name(p) and 0 < p.introduced <= sentence]
        return [min(met, key=lambda person: person.introduced), *known] if met else known

    def has_given_name(self, person: Person) -> bool:
        """Whether the name opens with one that people are given: no run of other capitals."""
        return person.name.lower().partition(" ")[0] in self.lexicon.people.given_names

    def last_name(self, name: str) -> str:
        """The last name of the one person with the given name ``name``; ``name`` where there is none or several."""
        if name in self.people or name not in self.lexicon.people.given_names:
            return name
        held = self.by_given_name.get(name, set())
        return next(iter(held)) if len(held) == 1 else name

    def belongs(self, word: str) -> bool:
        """Whether ``word``, before a last name, ties the person to a body or says what they are: Ondry Trust's Venn."""
        return word.replace("’", "'").endswith(("'s", "'", "s'")) or word in self.lexicon.people.organisations

    def same_as(self, mention: Mention) -> int | None:
        held = self.by_role(mention) if mention.definite and mention.kind is SourceKind.UNNAMED_PERSON else None
        if held is not None and self.speakers[held].kind is SourceKind.NAMED_PERSON:
            return held
        for place in reversed(self.by_key.get(mention.key, [])):
            speaker = self.speakers[place]
            if speaker.kind is SourceKind.NAMED_PERSON and mention.kind is SourceKind.NAMED_PERSON:
                if " " not in speaker.name or " " not in mention.name or is_same_name(speaker.name, mention.name):
                    return place
            elif (
                speaker.key == mention.key
                and speaker.kind == mention.kind
                and (
                    (mention.definite and not mention.owned)
                    or self.is_counted_alike(speaker, mention)
                    or speaker.name.lower() == mention.name.lower()
                    or mention.kind is SourceKind.NAMED_ORGANISATION
                )
            ):
                return place
        if not mention.definite:
            return None
        alike = self.described_alike(mention)
        return held if alike is None else alike

    def is_counted_alike(self, speaker: Speaker, mention: Mention) -> bool:
        """Whether two printings of a group differ only in how many they count: Liberals, many Liberals."""
        if mention.kind is not SourceKind.UNNAMED_GROUP or not mention.head[:1].isalpha():
            return False
        counting = self.lexicon.grammar.wholes | self.lexicon.grammar.definites
        one, other = ([w for w in n.lower().split() if w not in counting] for n in (speaker.name, mention.name))
        return one == other

    def described_alike(self, mention: Mention) -> int | None:
        """The earlier person, or the one earlier group, described by the same noun: an official, the official."""
        if mention.owned or not mention.described or mention.kind not in _UNNAMED:
            return None
        strange = mention.head in self.lexicon.people.unnamed
        told_by = {*mention.printed.lower().split()[1:-1]} if strange else set(mention.names)
        fits = [
            place
            for place, speaker in self.lately()
            if speaker.kind is mention.kind
            and (speaker.head == mention.head or strange)
            and speaker.plausible
            and told_by <= set(" ".join(speaker.names).lower().replace("’s", "").replace("'s", "").split())
        ]
        alone = len(fits) == 1 or (bool(fits) and mention.kind is SourceKind.UNNAMED_PERSON)
        return fits[-1] if alone else None

    def same_work(self, mention: Mention) -> int | None:
        """The one earlier document or poll called so, where at most one is printed with more: a poll, the PPIC poll."""
        if not mention.definite or mention.owned:
            return None
        noun = mention.key.split()[-1]
        fits = [
            place
            for place, speaker in self.lately()
            if speaker.kind is mention.kind and speaker.key.split()[-1] == noun
        ]
        made = [place for place in fits if mention.maker and mention.maker in self.speakers[place].names]
        if len(made) == 1:
            return made[0]
        works = [place for place, speaker in self.lately() if speaker.kind is mention.kind]
        if len(works) == 1 and noun in self.lexicon.people.generic and mention.described:
            return works[0]
        one = fits[0] if len(fits) == 1 else None
        return one if one is not None and noun in {mention.key, self.speakers[one].key} else None

    def lately(self) -> Iterator[tuple[int, Speaker]]:
        """The last speakers that are new, with their places."""
        first = max(0, len(self.speakers) - _LATELY)
        return enumerate(self.speakers[first:], first)

    def by_role(self, mention: Mention) -> int | None:
        """The one earlier person whose description has the role: the minister."""
        fits = [
            place
            for place, speaker in self.lately()
            if speaker.kind in _PERSONAL
            and mention.key in f"{speaker.description or ''} {' '.join(speaker.names)}".lower().split()
        ]
        named = [place for place in fits if self.speakers[place].kind is SourceKind.NAMED_PERSON]
        fits = named if len(named) == 1 else fits
        one = fits[0] if len(fits) == 1 else None
        if one is not None and mention.owned and self.speakers[one].kind is not SourceKind.NAMED_PERSON:
            return None
        return one

    def of_pronoun(self, mention: Mention, attribution: Attribution) -> int | None:
        """The nearest earlier party that fits the pronoun: who spoke, or who opened this or the last sentences."""
        wanted = mention.pronoun
        assert attribution.speaker is not None
        at = attribution.speaker[0]
        told = self.told_of(attribution) if wanted in {"male", "female"} else frozenset()
        told |= self.answered(attribution)
        spoken = next(
            (
                (p, s)
                for p, s in reversed(self.recent)
                if p < at and self.fits(self.speakers[s], wanted) and self.speakers[s].key not in told
            ),
            None,
        )
        last = self.recent[-1] if self.recent else (-1, -1)
        if wanted == "group" and last[0] in self.jointly and last[0] > (spoken[0] if spoken else -1):
            self.beside[attribution.speaker] = self.jointly[last[0]]
            return last[1]  # Mara Venn and Tom Hall said C1. They said C2
        named = self.last_named(attribution, wanted) if wanted in {"male", "female"} else None
        named = None if named is not None and named[1].key in told else named
        latest = max(spoken[0] if spoken else -1, named[0] if named else -1)
        own = self.own_subject(attribution, wanted)
        if own is not None and own[0] > latest:
            found = self.of_subject(own[1])
            if found is not None and self.fits(self.speakers[found], wanted):
                return found
        according = spoken is not None and wanted == "thing" and spoken[0] in self.according
        opened = self.text.sentences[max(0, attribution.sentence - 2)].span[1] > latest
        subject = self.earlier_subject(attribution, wanted) if according or opened else None
        if subject is not None and (according or subject[0] > latest):
            found = self.of_subject(subject[1])  # the airline cut flights, according to a tracker. It said
            if found is not None and self.fits(self.speakers[found], wanted):
                return found
        if named is not None and (spoken is None or named[0] > spoken[0]):
            return self.of_mention(named[1])
        if spoken is None and wanted in {"male", "female"}:
            mention_before = self.named_before(attribution, wanted)
            return self.of_mention(mention_before) if mention_before is not None else None
        return spoken[1] if spoken else None

    def named_before(self, attribution: Attribution, gender: str) -> Mention | None:
        """The last person named anywhere in the sentence before, where nobody else may be meant."""
        near = (
            (place, last)
            for place, last in self.anywhere.get(attribution.sentence - 1, ())
            if self.people[last][0].gender in {ANY, gender}
        )
        _, last = max(near, default=(0, None))
        if last is None:
            return None
        person = self.people[last][0]
        name = person.name or last.capitalize()
        return Mention(name, name, last, SourceKind.NAMED_PERSON, person.gender)

    def told_of(self, attribution: Attribution) -> frozenset[str]:
        """The last names that open what is said: nobody tells of themselves so. He says (Mr Pike) left."""
        if not attribution.contents:
            return frozenset()
        tokens = tokens_within(self.text, attribution.contents[:1])
        if attribution.contents[0][0] < attribution.cue[1] and any(t.tag is not Tag.NAME for t in tokens):
            return frozenset()  # but: Mr Pike, he says, left
        unquoted = takewhile(lambda t: t.quote < 0 and t.tag in {Tag.NAME, Tag.RELATIVE, Tag.NOUN}, tokens[:_NEAR])
        return frozenset(token.word for token in unquoted if token.tag is Tag.NAME)

    def answered(self, attribution: Attribution) -> frozenset[str]:
        """The last names of whoever spoke in the sentence before, where another answers: he asked. She replied."""
        asked = self.text.sentences[attribution.sentence - 1].words
        if attribution.lemma not in self.lexicon.replying or not self.lexicon.confronting.isdisjoint(asked):
            return frozenset()  # Asked whether he would go, he replied
        if attribution.sentence < _PAIR:
            return frozenset()
        start, end = self.text.sentences[attribution.sentence - 2].span
        return frozenset(self.speakers[s].key for p, s in self.recent[-_NEAR:] if start <= p < end)

    def earlier_subject(self, attribution: Attribution, wanted: str | None) -> tuple[int, Attribution] | None:
        """Where the subject of the sentence before starts, as if it spoke, if it may be meant: an ad ran. It said."""
        sentence = self.text.sentences[attribution.sentence - 2] if attribution.sentence > 1 else None
        return self.subject_of(sentence, attribution, wanted) if sentence is not None else None

    def own_subject(self, attribution: Attribution, wanted: str | None) -> tuple[int, Attribution] | None:
        """Where the subject of the same sentence starts, as if it spoke: the troops left, since they feared a trap."""
        sentence = self.text.sentences[attribution.sentence - 1]
        assert attribution.speaker is not None
        if wanted != "group" or sentence.tokens[0].start == attribution.speaker[0]:
            return None
        subject = self.subject_of(sentence, attribution, wanted)
        return subject if subject is not None and subject[0] < attribution.speaker[0] else None

    def subject_of(
        self, sentence: Sentence, attribution: Attribution, wanted: str | None
    ) -> tuple[int, Attribution] | None:
        """Where the subject of ``sentence`` starts, as if it made ``attribution``, if ``wanted`` may mean it."""
        if sentence.heading or not sentence.tokens or wanted not in _MEANT_BY:
            return None
        phrase = first_subject(sentence, len(sentence.tokens))
        if phrase is None or sentence.tokens[phrase.start].quote >= 0 or not opens_its_clause(sentence, phrase.start):
            return None
        if any(word in self.lexicon.negations for word in sentence.words[phrase.start : phrase.end]):
            return None
        start = sentence.tokens[phrase.start].start
        name = (start, sentence.tokens[phrase.end - 1].end)
        whole = (start, sentence.tokens[max(phrase.end, phrase.tail) - 1].end)
        mention = mention_of(self.text, sentence.number, whole, name, self.lexicon)
        if not self.may_be_meant(mention, wanted):
            return None
        return start, replace(attribution, sentence=sentence.number, speaker=whole, name=name, contents=(), outer=None)

    def may_be_meant(self, mention: Mention, wanted: str | None) -> bool:
        """Whether a pronoun may mean whoever ``mention`` prints, by kind and gender."""
        if mention.pronoun or not mention.plausible or mention.kind not in _MEANT_BY[wanted]:
            return False
        if wanted in {"male", "female"}:
            return mention.gender in {ANY, wanted}
        return mention.kind is not SourceKind.NAMED_ORGANISATION or self.is_named_body(mention)

    def of_subject(self, subject: Attribution) -> int | None:
        """Who the subject of a sentence is; what it means itself is not looked for in the sentence before it."""
        if self.looking:
            return None
        self.looking = True
        found = self.of_one(subject)
        self.looking = False
        return found

    def is_body(self, speaker: int, at: int, mention: Mention) -> bool:
        """Whether a speaker is an organisation that the noun of ``mention`` may mean."""
        organisation = self.speakers[speaker].kind is SourceKind.NAMED_ORGANISATION
        return organisation and self.may_be(speaker, at, mention)

    def is_named_body(self, mention: Mention) -> bool:
        """Whether a word in the name of an organisation tells that it is one."""
        people = self.lexicon.people
        last = mention.name.lower().split()[-1].rstrip(".")
        return any(last in kind for kind in (people.organisations, people.firms, people.companies))

    def of_description(self, mention: Mention, attribution: Attribution) -> int | None:
        """The nearest earlier party that a bare description means: the senator, the company, the letter.

        Only where no earlier party was printed so; None where none is near, or the description names someone's own.
        """
        if self.is_of_a_place(mention):
            return self.holder(replace(mention, names=()), attribution)
        if not mention.definite or not mention.described or self.same_as(mention) is not None:
            return None
        if any(name in self.people for name in mention.names) or mention.head in self.lexicon.people.unnamed:
            return None
        if mention.kind is SourceKind.UNNAMED_PERSON:
            return self.of_role(mention, attribution)
        if mention.kind is SourceKind.NAMED_ORGANISATION and mention.key in self.lexicon.people.companies:
            subject = self.earlier_subject(attribution, "thing")
            body = self.of_subject(subject[1]) if subject is not None else None
            if subject is not None and body is not None and self.is_body(body, subject[0], mention):
                return body  # Corvane Foods fell, the Post reported. The company said
        wanted = _MEANT.get(mention.kind, frozenset())
        near = reversed(self.near(attribution))
        fits = (s for p, s in near if self.speakers[s].kind in wanted and self.may_be(s, p, mention))
        return next(fits, None)

    def near(self, attribution: Attribution) -> list[tuple[int, int]]:
        """The last who spoke before, with where they are printed; without whoever ``attribution`` answers."""
        at = attribution.speaker[0] if attribution.speaker else 0
        asked = self.answered(attribution)
        return [(p, s) for p, s in self.recent[-_NEAR:] if p < at and self.speakers[s].key not in asked]

    def of_role(self, mention: Mention, attribution: Attribution) -> int | None:
        """The one person with the role that a description tells, else the last who may have it: the senator."""
        holder = self.holder(mention, attribution)
        if holder is not None or self.is_told_to_them(attribution):
            return holder
        gender = mention.gender if mention.gender in {"male", "female"} else ANY
        named = self.last_named(attribution, gender, outside=True)
        if named is not None and (named[1].key in self.answered(attribution) or self.is_another(named[1].key, mention)):
            named = None
        spoken = next(
            (
                (p, s)
                for p, s in reversed(self.near(attribution))
                if self.speakers[s].kind is SourceKind.NAMED_PERSON
                and not self.is_another(self.speakers[s].key, mention, self.speakers[s].description)
                and (gender == ANY or self.speakers[s].gender in {ANY, gender})
            ),
            None,
        )
        if named is not None and (spoken is None or named[0] > spoken[0]):
            return self.of_mention(named[1])
        return spoken[1] if spoken else None

    def is_of_a_place(self, mention: Mention) -> bool:
        """Whether a post is told of with the place whose it is: the senator from Dovria."""
        people, words = self.lexicon.people, mention.printed.lower().split()
        tied = not self.lexicon.grammar.belonging.isdisjoint(words)
        known = bool(mention.names) and all(name in people.places for name in mention.names)
        return mention.definite and mention.head in people.posts and tied and known

    def is_told_to_them(self, attribution: Attribution) -> bool:
        """Whether a pronoun tells to whom it is said: those told of before are not who speaks. The clerk told her."""
        tokens = self.text.sentences[attribution.sentence - 1].tokens
        after = next((token.word for token in tokens if token.start >= attribution.cue[1]), "")
        return after in self.lexicon.grammar.object_pronouns

    def holder(self, mention: Mention, attribution: Attribution) -> int | None:
        """The one person named before whose name the same words stand beside: the Dovrian leader, (Mara Venn)."""
        posts = self.lexicon.people.posts
        fits = [
            (last, person)
            for last, person in self.by_role_beside.get(posts.get(mention.head, mention.head), [])[:_LATELY]
            if person.name
            and 0 < person.introduced <= attribution.sentence
            and {*mention.names} <= self.beside_name(person)
            and (mention.names or mention.head in posts)
        ]
        if len(fits) != 1:
            return None
        last, person = fits[0]
        return self.of_mention(Mention(person.name, person.name, last, SourceKind.NAMED_PERSON, person.gender))

    def beside_name(self, person: Person) -> set[str]:
        """The words right before a person's name where it is first printed in full."""
        sentence = self.text.sentences[person.introduced - 1]
        place = next((place for number, place in person.places if number == person.introduced), 0)
        return set(sentence.words[max(0, place - _BESIDE) : place])

    def is_another(self, last: str, mention: Mention, described: str | None = None) -> bool:
        """Whether the person with the last name ``last`` is known as something else: the mayor, the judge (said)."""
        posts = self.lexicon.people.posts
        post = posts.get(mention.key)
        known = self.people[last][0].roles if last in self.people else frozenset()
        known |= {word for word in (described or "").lower().split() if is_role(word, self.lexicon)}
        held = {posts[role] for role in known if role in posts}
        return post is not None and bool(held) and post not in held

    def of_maker(self, mention: Mention, attribution: Attribution) -> int | None:
        """Who wrote a document or took a poll, where a pronoun tells: his book, its survey; not: his indictment."""
        people = self.lexicon.people
        if mention.owner is not None and mention.head in people.circles:
            return self.circle_of_owner(mention, attribution)
        if mention.owner is None or not (mention.key in people.writings or mention.key in people.polls):
            return None
        return self.of_pronoun(replace(mention, pronoun=mention.owner), attribution)

    def circle_of_owner(self, mention: Mention, attribution: Attribution) -> int | None:
        """The body that was called by its owner's name before: the Venn campaign, for her campaign."""
        owner = self.of_pronoun(replace(mention, pronoun=mention.owner), attribution)
        if owner is None:
            return None
        called = f"{self.speakers[owner].key} {mention.head}"
        near = ((place, speaker.name.lower().replace("’", "'").split()) for place, speaker in self.lately())
        return next((place for place, words in near if circle_of(words, self.lexicon) == called), None)

    def may_be(self, speaker: int, at: int, mention: Mention) -> bool:
        """Whether one noun may mean the party credited at ``at``.

        The board, for the Safety Board; the firm, for what is called no board and no ministry; the letter, for those
        who said so in a letter.
        """
        noun, kind = mention.key, self.speakers[speaker].kind
        if mention.kind is SourceKind.DOCUMENT:
            (number,) = self.text.sentences_of(((at, at + 1),))
            words = self.text.sentences[number - 1].words
            if kind is SourceKind.MEDIA:
                return noun in self.lexicon.people.generic  # the Post wrote, the paper said
            return noun in words and (kind is SourceKind.UNNAMED_GROUP or self.spoke_in(words, noun))
        if kind is not SourceKind.NAMED_ORGANISATION:
            return True
        people = self.lexicon.people
        if [word for word in mention.printed.lower().split()[1:] if "-" not in word] != [noun]:
            return False
        if noun in people.media_nouns - people.companies and self.may_be_person(self.speakers[speaker]):
            return False
        bodies = people.organisations & set(" ".join(self.speakers[speaker].names).lower().split())
        return noun in bodies or (bodies <= people.firms and noun in people.companies | people.media_nouns)

    def spoke_in(self, words: list[str], noun: str) -> bool:
        """Whether who is credited in the sentence of these words spoke in such a document: said in a letter."""
        asides = ((at, self.lexicon.attributions.match(words, at)) for at in range(len(words)))
        return any(found[1] == "aside" and noun in words[at : at + found[0]] for at, found in asides if found)

    def last_named(self, attribution: Attribution, gender: str, *, outside: bool = False) -> tuple[int, Mention] | None:
        """The last person named at the head of this sentence, before the pronoun, or of the two before it.

        With ``outside``, whoever is named in what is said is not meant: Mara Venn was late, the harbour master said.
        """
        assert attribution.speaker is not None
        told = outside and any(start < attribution.speaker[0] for start, _ in attribution.contents)
        for number in range(attribution.sentence - told, max(0, attribution.sentence - 3), -1):
            for place, last in sorted(self.named.get(number, ()), reverse=True):
                token = self.text.sentences[number - 1].tokens[place]
                person = self.printed_at(self.text.sentences[number - 1], place, last)
                if token.start < attribution.speaker[0] and (gender == ANY or person.gender in {ANY, gender}):
                    name = person.name or token.text
                    return token.start, Mention(name, name, last, SourceKind.NAMED_PERSON, person.gender)
        return None

    def printed_at(self, sentence: Sentence, place: int, last: str) -> Person:
        """Which of those who share the name ``last`` is printed at ``place``: Marcus Hall, or his mother, Ruth Hall."""
        run = [*takewhile(lambda token: token.tag is Tag.NAME, sentence.tokens[place:])]
        printed = self.text.article.text[run[0].start : run[-1].end] if run else ""
        fits = (p for p in self.people[last] if len(run) > 1 and p.name == printed)
        return next(fits, self.namesakes(self.people[last], sentence.number)[0])

    def may_be_person(self, speaker: Speaker) -> bool:
        """Whether ``speaker`` is someone, or has one name that could be someone's and is known as nothing else's."""
        if speaker.kind in _PERSONAL:
            return True
        people = self.lexicon.people
        if is_group(speaker.key, self.lexicon):
            return False
        kinds = (people.organisations, people.media, people.metonyms, people.places, people.firms)
        alone = speaker.kind is SourceKind.NAMED_ORGANISATION and speaker.name.isalpha() and not speaker.name.isupper()
        printed_so = not any(name[:1].islower() or " " in name for name in speaker.names)
        return alone and printed_so and not any(speaker.key in kind for kind in kinds)

    def fits(self, speaker: Speaker, pronoun: str | None) -> bool:
        if pronoun in {"male", "female"}:
            return self.may_be_person(speaker) and speaker.gender in {ANY, "thing", pronoun}
        if pronoun == "group":
            return speaker.kind not in _PERSONAL
        if pronoun == "thing":
            return speaker.kind not in _PERSONAL and speaker.kind is not SourceKind.UNNAMED_GROUP
        return False
