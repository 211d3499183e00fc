"""What a lexicon holds, typed."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]


class Form(StrEnum):
    """A form of a verb, by its place in an English paradigm; languages with fewer leave some out."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


class Frame(StrEnum):
    """What an attribution verb takes: this decides where its speaker and its content stand."""

    SAY = "say"
    """A clause or a quotation, on either side: said (that) C; "C", said X."""
    STATE = "state"
    """Says something only before a content mark ("that", a colon, a quotation): held that C."""
    TELL = "tell"
    """Someone addressed, then the content: told the court that C."""
    ASK = "ask"
    """A question, with or without someone addressed: asked whether C. What is asked is not asserted."""
    THINK = "think"
    """A belief, hope or expectation: believes that C."""
    SHOW = "show"
    """Usually a document's or a poll's word: the survey found that C."""
    URGE = "urge"
    """Someone addressed, then what they should do: urged the council to C."""
    JUDGE = "judge"
    """A noun phrase judged or named: criticised C, praised C, accused Y of C."""
    INTEND = "intend"
    """What the speaker means to do: vowed to C."""
    DENY = "deny"
    """A proposition held false, flatly."""
    DISPUTE = "dispute"
    """A proposition contested or disbelieved."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One printed form of an attribution verb: its words, the verb it belongs to, and what it takes."""

    words: Words
    lemma: str
    frame: Frame
    forms: frozenset[Form]


class Phrases(Mapping[str, str]):
    """Words and phrases, each with a label: a mapping of the text (lower case, straight apostrophes) to it."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = dict(labels)
        # By first word, then by length: one look-up a length, however many phrases share the word.
        by_first: dict[str, dict[int, dict[Words, str]]] = {}
        for text, label in self._labels.items():
            # Some ten thousand phrases share a few thousand words.
            words = tuple(map(sys.intern, text.split()))
            by_first.setdefault(words[0], {}).setdefault(len(words), {})[words] = label
        self._by_first = {
            first: sorted(options.items(), key=lambda option: -option[0]) for first, options in by_first.items()
        }

    def __getitem__(self, text: str) -> str:
        return self._labels[text]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    @property
    def firsts(self) -> AbstractSet[str]:
        """The words with which a phrase may begin."""
        return self._by_first.keys()

    def match(self, words: Sequence[str], at: int) -> tuple[int, str] | None:
        """The longest phrase that starts at ``words[at]``, as its length in words and its label; None where none does.

        ``words`` are lower case with straight apostrophes.
        """
        options = self._by_first.get(words[at])
        if options is None:
            return None
        for length, phrases in options:
            label = phrases.get(tuple(words[at : at + length]))
            if label is not None:
                return length, label
        return None


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed word classes, and the common verbs, that tell where a noun phrase or a clause ends."""

    determiners: frozenset[str]
    conceding: frozenset[str]
    """Modals that hedge nothing where something is set against what they grant: may (not be easy, but)."""
    contrasting: frozenset[str]
    """Words that set something against it: but."""
    describing: frozenset[str]
    """Words that may be verbs and before an infinitive's mark describe the noun before them: people close to Venn."""
    openers: frozenset[str]
    """Common words that may open a sentence and are no name there: accounts, top."""
    indefinites: frozenset[str]
    """Articles for one thing: a, an."""
    definites: frozenset[str]
    """Determiners that point at something known: the, this."""
    copulas: frozenset[str]
    contracted: frozenset[str]
    """Clitics that may be an auxiliary or a copula: 's, 'd."""
    bare_auxiliaries: frozenset[str]
    """Auxiliaries before a base form: did."""
    agents: frozenset[str]
    """What opens the agent of a passive: by."""
    coordinators: frozenset[str]
    quantifiers: frozenset[str]
    """Determiners that may be all of a subject: some, both."""
    attaching: frozenset[str]
    """Prepositions that tie a second noun phrase to the first where they stand before a verb."""
    attaching_after: frozenset[str]
    """The same after a verb."""
    attaching_place: frozenset[str]
    """The same before a name of a place: officials in Ondry."""
    content_marks: frozenset[str]
    """What opens a reported clause and nothing else: that."""
    content_openers: frozenset[str]
    """What opens the content after someone addressed: told reporters that."""
    passive_links: frozenset[str]
    """What opens the content after the agent of a passive: was criticised by X for C."""
    asides: frozenset[str]
    """What opens an occasion between cue and content: said in a statement that."""
    joins: frozenset[str]
    """What stands before a second verb of one subject."""
    continuations: frozenset[str]
    """Words that, after a comma, end a content: ..., adding that."""
    object_pronouns: frozenset[str]
    addressees: frozenset[str]
    """Words for whoever reads or listens: you, your."""
    gauged_at: frozenset[str]
    """What stands before how much something is: at."""
    scarce: frozenset[str]
    """Determiners of hardly anybody: few."""
    opposing: frozenset[str]
    """Words that, after a comma, set one clause against another: while, but."""
    supposing: frozenset[str]
    """What opens a clause that asserts nothing: whether, if."""
    channels: frozenset[str]
    """Nouns for the means by which something is said: by phone."""
    wholes: frozenset[str]
    """Words before all of those told of before: both leaders."""
    contacts: frozenset[str]
    """Nouns for what tries to reach somebody: calls to the board."""
    after_nouns: frozenset[str]
    """Words that show that the word before was a noun."""
    demonstratives: frozenset[str]
    """Subjects that point to what was said just before: that."""
    expletives: frozenset[str]
    """Subjects that stand for none: there."""
    interjections: frozenset[str]
    """Words that may open an answer and say nothing: well."""
    gerund_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    uncertain_times: frozenset[str]
    """Times that, capitalised, may be something else: May."""
    possessives: frozenset[str]
    pronouns: Mapping[str, str]
    """Third-person subject pronouns, each with the gender it shows: male, female, group or thing."""
    speakers_own: frozenset[str]
    """First-person pronouns."""
    relatives: frozenset[str]
    personal_relatives: frozenset[str]
    """Relatives that are always a subject."""
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    complementizers: frozenset[str]
    """Words that open a reported clause: that, whether, how."""
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    no_adverbs: frozenset[str]
    """Words with such an ending that are no adverbs: family, ally."""
    quantities: frozenset[str]
    """Nouns that only count those after them: a number of (women)."""
    belonging: frozenset[str]
    """Prepositions that tie a person to a body or a place: Mara Venn (of) the Port Trust."""
    conditional: frozenset[str]
    """Modals that only soften what is said in the first person: I (would) dispute that."""
    posts: frozenset[str]
    """Words that look like verbs and belong to somebody's post: (managing) director."""
    purposes: frozenset[str]
    """What opens a purpose: left early (so) they could see."""
    topical: frozenset[str]
    """Prepositions that tie a document to what it is about: a report (on) cholera."""
    partitives: frozenset[str]
    """What ties those who are counted to their number: dozens of (women)."""
    absolutes: frozenset[str]
    """What opens a clause without a finite verb: with (polls showing C)."""
    placing: frozenset[str]
    """Prepositions before a place and hardly before a person: in, near."""
    likening: frozenset[str]
    """Words that open a clause whose sentence is what is said: As X said, C."""
    objects: frozenset[str]
    """Pronouns that are an object and the subject of a bare infinitive: made it appear."""
    infinitive: frozenset[str]
    carried_out: frozenset[str]
    """Words before an infinitive that tell that it was done: was quick to add."""
    verbs: Mapping[str, frozenset[Form]]
    """Every printed form of common verbs that are no cue."""
    verb_endings: tuple[str, ...]
    name_particles: frozenset[str]
    """Small words inside a name: Mara van Venn, Sami al-Hadd."""
    times: frozenset[str]
    """Days, months and the like, which follow a speaker without belonging to the name."""
    stop_words: frozenset[str]
    """Words that carry no topic, left out when two texts are compared."""


@dataclass(frozen=True, slots=True)
class People:
    """Words that show who a speaker is."""

    titles: Mapping[str, str]
    """Titles before a name, each with the gender it shows, or ``any``."""
    honorifics: frozenset[str]
    """Titles that describe nobody: Mr, Dr."""
    name_suffixes: frozenset[str]
    """What follows a last name: Jr., III."""
    roles: frozenset[str]
    makers: frozenset[str]
    """Roles that are a firm's where one word names who has them: toy (maker) Pelikaan."""
    royals: frozenset[str]
    """Titles that a first name follows: Queen Maria."""
    generic: frozenset[str]
    """Words for any document: the paper."""
    unnamed: frozenset[str]
    """Words for those whom an article does not name: source."""
    role_endings: tuple[str, ...]
    """Endings of words for a person by work or belief: -ologist, -woman."""
    group_endings: tuple[str, ...]
    group_roles: frozenset[str]
    """Plural roles and words for people: officials, witnesses."""
    posts: Mapping[str, str]
    """Words for what somebody is and another is not, each with the word that stands for it: gov., governor. Who is
    known as one of them, or by any other role, is not meant by another."""
    relations: Mapping[str, str]
    """Nouns for a person that show a gender: son, widow."""
    organisations: frozenset[str]
    """Words that mark a name as an organisation's."""
    firms: frozenset[str]
    """Words in the names of firms: Lines."""
    circles: frozenset[str]
    """Bodies called by whose they are: the Venn campaign, Mara Venn's campaign, the campaign of Mara Venn."""
    companies: frozenset[str]
    """What a firm, or a body with a bare name, may be called: the company."""
    documents: frozenset[str]
    writings: frozenset[str]
    """Documents that are somebody's own words where they are somebody's: his book."""
    media: frozenset[str]
    """Words that mark a name as a medium's: Times."""
    media_nouns: frozenset[str]
    """Common nouns for media: newspaper."""
    polls: frozenset[str]
    metonyms: frozenset[str]
    """Places and buildings that stand for who works there."""
    places: frozenset[str]
    """Names of places, which are no one's last name."""
    given_names: Mapping[str, str]
    """Common given names, each with the gender it shows."""
    anonymous: Phrases
    """Words of a speaker who is not named: on condition of anonymity."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Words that tell what part of those who were asked say something."""

    signs: tuple[str, ...]
    """What a number of percent ends in."""
    units: frozenset[str]
    ties: frozenset[str]
    """What stands between two numbers of a share: one in four."""
    fractions: frozenset[str]
    giving: frozenset[str]
    """Verbs, in every form, with which a poll tells what it found: had, gives."""
    polled: frozenset[str]
    """Words of a poll's findings beside a share: voters, lead."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's cue words. Every text is lower case with straight apostrophes; phrases have single spaces."""

    language: str
    verbs: Mapping[str, tuple[Verb, ...]]
    """Attribution verbs by the first word of each form, longest form first."""
    attributions: Phrases
    """Words that credit what stands beside them. Labelled ``before``: the speaker follows, the content stands on either
    side (according to); ``cited``: so, but only before a known kind of party (citing); ``polled``: only before a poll
    (in); ``idle``: no speaker at all (reported from); ``aside``: no new one (in a statement)."""
    namings: frozenset[str]
    """Verbs of judging, by base form, whose participle may only tell a name: a group called Boatmen for Ondry."""
    clausal: frozenset[str]
    """Verbs, by base form, that say something before a clause without "that" too: swore he had not."""
    addressing: frozenset[str]
    """Verbs of saying, by base form, that may have someone addressed before the content: warned voters that."""
    failing: frozenset[str]
    """Words for what one owns up to not having done: has not been (able) to."""
    passives: frozenset[str]
    """Verbs, by base form, whose participle before an infinitive is a passive: believed to be in Ondry."""
    acts: frozenset[str]
    """Verbs, by base form, that tell of an act where a mere thing follows: added 72 runs."""
    things: frozenset[str]
    """Words that make an act of a verb of saying: claimed a life."""
    replying: frozenset[str]
    """Verbs, as listed, with which somebody else answers who spoke last: replied."""
    viewing: frozenset[str]
    """Verbs, as listed, that judge a thing where a word of likening follows it: views the levy as a mistake."""
    gauging: frozenset[str]
    """Verbs, by base form, that say how much something is: put the crowd at 5,000."""
    stances: frozenset[str]
    """Verbs of judging, by base form, that tell of a stand taken rather than of words: support, oppose."""
    attribution_nouns: Phrases
    """Nouns for something said or written, labelled ``claim`` (the allegation that C)."""
    denials: Phrases
    """Words other than denial verbs that hold something false, labelled with the strength: denies, disputes, rebuts; or
    ``untrue``: a denial in someone's mouth, a rebuttal in the article's own voice."""
    denial_acts: Phrases
    """Words whose subject holds something false and that are no verb's forms, labelled denies or disputes."""
    falsities: Phrases
    """Words that call something false beside a verb of naming or a copula, labelled flat, weak (only of what is said)
    or true (false when negated)."""
    falsity_words: Mapping[str, frozenset[str]]
    """What stands around them: ``naming`` (verbs by base form), ``strengthening``, and ``falsely`` (before a verb)."""
    adjudicators: frozenset[str]
    """Words for who finds officially: court."""
    past_auxiliaries: frozenset[str]
    """Auxiliaries that, negated, deny a past act: did (not)."""
    plain_negations: frozenset[str]
    """The negations that may follow them: not."""
    insistences: frozenset[str]
    """Verbs by base form that hold on to what others doubt: insisted that he had not."""
    widening: frozenset[str]
    """Words that widen a negation to every case: any."""
    concessions: frozenset[str]
    """Verbs by base form that admit what they say: acknowledged that it did not."""
    past_denials: frozenset[str]
    """Single words that deny a past act: didn't, never."""
    stood_for: frozenset[str]
    """Nouns for those whom somebody speaks for: my client, our soldiers."""
    witnessing: frozenset[str]
    """Verbs after which a negation tells of something rare: never seen anything like it."""
    undenying: frozenset[str]
    """Words that, after such a negation, tell of no act: did not want."""
    denial_verbs: Phrases
    """Verbs by base form that deny only a proposition (rejected the allegation), labelled denies or disputes."""
    reversals: Phrases
    """Words, and verbs in every form, that turn what they govern into its opposite with no negation in them: failed to,
    rather than. Labelled ``verb``, ``denial`` (a verb that holds something false) or ``word``; for the checks."""
    opposites: Phrases
    """Words, and verbs in every form, that say a negation without one, labelled ``turning`` (a negation before it takes
    it back: did not rule out) or ``leaning``; or ``affirming``: that say the contrary of one; for the checks."""
    contraries: Phrases
    """Words and phrases, and verbs in every form, that say one thing or its contrary, each labelled with the names of
    its families behind a sign, separated by spaces: ``+reject`` for "accepted", ``-reject`` for "turned down"; ``<``
    and ``>`` are for words behind or ahead of which a negation says no in the family, as with "if" and with "until";
    for the checks."""
    graded: frozenset[str]
    """The families of degree or time, in which one may say both yes and no: waits until it arrives."""
    exceeding: frozenset[str]
    """Words of too high a degree, which with an infinitive say that it is not so: too (weak to stand)."""
    lasting: frozenset[str]
    """Verbs, in every form, that with a time and an infinitive say how long it was not so: took (a week to arrive)."""
    insisting: frozenset[str]
    """Auxiliaries that before a verb insist that it is so: did take."""
    rewordings: Phrases
    """Words that may stand for a hedge of the same label, and need no answer themselves; for the checks."""
    demonyms: Mapping[str, str]
    """What people and things of a country are called, each with the country: french, france."""
    percentages: Mapping[str, int]
    """Words for a share, in percent: half."""
    spans: Mapping[str, tuple[int, str]]
    """Units that measure by a smaller one, each with how many of it they are and its name: decade, 120 months."""
    counts: Mapping[str, int]
    """Words that state a number and are no number words: both, pair, single."""
    denial_objects: Phrases
    """Nouns after a denial verb, labelled ``claim`` (denied the allegation), ``topic`` (denied it; rejected the idea is
    no denial) or ``request`` (denied the motion)."""
    uncertainties: Phrases
    """Refusals and words of not knowing, labelled with the kind: undisclosed, unconfirmed, unknown,
    conflicting, hedged."""
    accusations: frozenset[str]
    """Words that call something an accusation: alleged, accused."""
    charges: frozenset[str]
    """Words that tell of a charge or a suspicion, which someone may answer."""
    said_charges: frozenset[str]
    """Words of what is said, a charge only to an answer on its topic: report."""
    confronting: frozenset[str]
    """With which someone is asked to answer one: asked (whether he had)."""
    plans: frozenset[str]
    """Words after it that make it no answer to a charge: going (to)."""
    answers: Phrases
    """With which an answer says no: absolutely not."""
    abilities: frozenset[str]
    """Modals that, negated, tell of inability and hedge nothing: could not."""
    hedges: Phrases
    """Modal, evidential and forecast words, labelled modal, appearance, evidential, forecast, allegation
    or approximate."""
    conditions: frozenset[str]
    """What sets a condition: if."""
    literal_hedges: Phrases
    """Phrases in which a hedge's word hedges nothing: appeared on (the form), likely voters; for the checks."""
    adverbials: Phrases
    """Phrases that are no more than an adverb: at one point, once again."""
    idle_hedges: Phrases
    """Words around a hedge that make it say nothing of a fact in question: some may recall."""
    telling_hedges: frozenset[str]
    """Hedges, by their first word, that are an uncertainty wherever they stand on a matter of fact: appears, likely."""
    negations: frozenset[str]
    negative_nouns: frozenset[str]
    """Those of them that stand for a noun or before one: nobody, no."""
    number_words: Mapping[str, int]
    shares: Shares
    """Number words and their value: seven, dozen, thousand, million."""
    grammar: Grammar
    people: People
    wishes: frozenset[str] = field(init=False)
    """Those of ``undenying`` that are no prepositions: after "in" an act may well be denied."""
    denial_openers: frozenset[str] = field(init=False)
    """The words with which a denial cue may begin, verbs aside."""
    attribution_openers: frozenset[str] = field(init=False)
    """The words with which an attribution cue may begin, verbs aside."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "wishes", self.undenying - self.grammar.prepositions)
        denying = (self.denials, self.denial_acts)
        crediting = (
            self.attributions,
            self.uncertainties,
            self.people.anonymous,
            self.denial_acts,
            self.attribution_nouns,
        )
        words = self.grammar.copulas | self.falsity_words["falsely"]
        object.__setattr__(self, "denial_openers", words.union(*(phrases.firsts for phrases in denying)))
        openers = frozenset[str]().union(*(phrases.firsts for phrases in crediting))
        object.__setattr__(self, "attribution_openers", openers)
