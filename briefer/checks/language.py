"""What the checks read from a lexicon, arranged once for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefer.lexicon import Frame, Lexicon, Phrases, Verb

_CONTRACTION = 3


def _no_phrases() -> Phrases:
    return Phrases({})


@dataclass(frozen=True, slots=True)
class Language:
    """A lexicon's words by the use the checks make of them. All empty, and ``stop_words`` None, where there is none."""

    stop_words: frozenset[str] | None = None
    number_words: Mapping[str, int] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    """Words of the closed classes (pronouns, articles, prepositions), which are no name whatever their capital."""
    common: frozenset[str] = frozenset()
    """Other common words, which are no name where they open a sentence."""
    determiners: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    """Words that open another clause after a comma: and, but, which, because."""
    subordinators: frozenset[str] = frozenset()
    """Words that open another clause anywhere, but for those that open a reported one: because, although."""
    complementizers: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    """Words that open a reported question: whether, how."""
    likening: frozenset[str] = frozenset()
    """What opens what something is called: as."""
    relatives: frozenset[str] = frozenset()
    """Words that open a relative clause and nothing else: who, which."""
    prepositions: frozenset[str] = frozenset()
    infinitive: frozenset[str] = frozenset()
    unstressed: frozenset[str] = frozenset()
    """Words between a subject and its predicate: is, has, also."""
    pointers: frozenset[str] = frozenset()
    """Subjects that stand for what was said before: that, it, the claim."""
    times: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    """Pronouns and possessives, which may stand for any name."""
    titles: frozenset[str] = frozenset()
    """Titles before a name, which are no part of it: Mr, Minister."""
    genders: Mapping[str, str] = field(default_factory=dict)
    """What pronouns, titles, given names and nouns for a party show: male, female, person or thing."""
    attaching: frozenset[str] = frozenset()
    """Prepositions that tie a name to the one before it: of, at."""
    verb_endings: tuple[str, ...] = ()
    opinions: frozenset[str] = frozenset()
    """Nouns for something said or thought: view, claim."""
    crediting: Phrases = field(default_factory=_no_phrases)
    """Words that credit what stands beside them, labelled ``before`` where the speaker follows: according to."""
    organisations: frozenset[str] = frozenset()
    placing: frozenset[str] = frozenset()
    """Prepositions before a place and hardly before a person: in, near."""
    parties: frozenset[str] = frozenset()
    """Nouns that, with "the", may stand for a name: company, minister."""
    saying: frozenset[str] = frozenset()
    """Verbs of saying, on both sides of which names stand."""
    thinking: frozenset[str] = frozenset()
    """Verbs of believing and hoping."""
    definites: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    """Articles before a noun: the, a."""
    subjects_end: frozenset[str] = frozenset()
    """Words after which a base form such as "dispute" is a verb: to, did, will, they."""
    negations: frozenset[str] = frozenset()
    nobody: tuple[list[str], ...] = ()
    """A negation and a number that are one word in sense: no one."""
    negative_nouns: frozenset[str] = frozenset()
    """Negations that stand for a noun or before one: nobody, no."""
    negation_endings: tuple[str, ...] = ()
    """Negations written at the end of a word: n't."""
    denying: Mapping[str, tuple[Verb, ...]] = field(default_factory=dict)
    """Denial verbs by their first word."""
    reversals: Phrases = field(default_factory=_no_phrases)
    denials: Phrases = field(default_factory=_no_phrases)
    uncertainties: Phrases = field(default_factory=_no_phrases)
    hedges: Phrases = field(default_factory=_no_phrases)
    literal_hedges: Phrases = field(default_factory=_no_phrases)
    """Phrases in which a hedge's word hedges nothing: appeared on (the form)."""
    opposites: Phrases = field(default_factory=_no_phrases)
    """Words that say a negation without one, or the contrary of one."""
    contraries: Phrases = field(default_factory=_no_phrases)
    """Words that say a thing or its contrary, labelled with the families in which they do."""
    insisting: frozenset[str] = frozenset()
    """Auxiliaries that before a verb insist that it is so: did take."""
    widening: frozenset[str] = frozenset()
    """Words that stand only under a negation or a question: ever, anyone."""
    rewordings: Phrases = field(default_factory=_no_phrases)
    """Words that may stand for a hedge of the same label."""
    graded: frozenset[str] = frozenset()
    """The families of contraries in which one may say both yes and no: waits until it arrives."""
    exceeding: frozenset[str] = frozenset()
    """Words of too high a degree: too (weak to stand)."""
    lasting: frozenset[str] = frozenset()
    """Verbs that say how long something was not so: took (a week to arrive)."""
    gerund_endings: tuple[str, ...] = ()
    demonyms: Mapping[str, str] = field(default_factory=dict)
    percentages: Mapping[str, int] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Units that measure by a smaller one, with how many of it they are: decade, 120 months."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Words that state a number and are none: both, pair, single."""


_NONE = Language()
_ARRANGED: dict[int, tuple[Lexicon, Language]] = {}


def _says(verbs: Sequence[Verb], lexicon: Lexicon) -> bool:
    """Whether a form, with all the verbs that it may be, says something by itself: wrote, but not: wrote about."""
    alone = [verb for verb in verbs if len(verb.words) == 1 and verb.lemma not in lexicon.viewing]
    first = verbs[0].frame in {Frame.SAY, Frame.STATE}
    return bool(alone) and (first or alone[0].frame is Frame.SAY)


def language(lexicon: Lexicon | None) -> Language:
    """The arranged form of ``lexicon``; the empty one for None."""
    if lexicon is None:
        return _NONE
    known = _ARRANGED.get(id(lexicon))
    if known is None or known[0] is not lexicon:
        known = _ARRANGED[id(lexicon)] = (lexicon, _arranged(lexicon))
    return known[1]


def _arranged(lexicon: Lexicon) -> Language:
    grammar, people = lexicon.grammar, lexicon.people
    names = grammar.times | people.metonyms | frozenset(people.given_names)
    closed = frozenset().union(
        grammar.determiners,
        grammar.possessives,
        grammar.pronouns,
        grammar.speakers_own,
        grammar.relatives,
        grammar.prepositions,
        grammar.conjunctions,
        grammar.subordinators,
        grammar.complementizers,
        grammar.auxiliaries,
        grammar.adverbs,
        grammar.stop_words,
        lexicon.negations,
    )
    common = frozenset().union(
        grammar.openers,
        grammar.modals,
        grammar.verbs,
        people.roles,
        people.group_roles,
        people.relations,
        people.documents,
        people.polls,
        lexicon.number_words,
        lexicon.verbs,
        *(
            phrase.split()
            for phrases in (lexicon.attributions, lexicon.attribution_nouns, lexicon.denials, lexicon.hedges)
            for phrase in phrases
        ),
    )
    denying = {
        first: tuple(verb for verb in verbs if verb.frame in {Frame.DENY, Frame.DISPUTE})
        for first, verbs in lexicon.verbs.items()
    }
    return Language(
        stop_words=grammar.stop_words,
        number_words=lexicon.number_words,
        closed=closed - names - lexicon.number_words.keys(),
        common=common - names,
        determiners=grammar.determiners,
        conjunctions=grammar.conjunctions,
        breaks=grammar.conjunctions | grammar.relatives | grammar.subordinators,
        subordinators=grammar.subordinators - grammar.complementizers,
        times=grammar.times,
        personal=frozenset().union(
            grammar.pronouns, grammar.object_pronouns, grammar.possessives, grammar.speakers_own
        ),
        titles=frozenset(people.titles) | people.honorifics,
        genders=_genders(lexicon),
        attaching=grammar.attaching_after | grammar.placing,
        verb_endings=grammar.verb_endings,
        opinions=frozenset(lexicon.attribution_nouns),
        crediting=lexicon.attributions,
        organisations=people.organisations,
        placing=grammar.placing,
        parties=frozenset().union(
            people.roles, people.group_roles, people.relations, people.organisations, people.media_nouns
        ),
        saying=frozenset(first for first, verbs in lexicon.verbs.items() if _says(verbs, lexicon)),
        thinking=frozenset(first for first, verbs in lexicon.verbs.items() if verbs[0].frame is Frame.THINK),
        definites=grammar.definites,
        articles=grammar.indefinites | (grammar.definites - grammar.demonstratives),
        subjects_end=frozenset().union(
            grammar.infinitive, grammar.modals, grammar.auxiliaries, grammar.pronouns, lexicon.negations
        ),
        complementizers=grammar.complementizers,
        questions=grammar.complementizers & grammar.subordinators,
        likening=grammar.likening,
        relatives=grammar.relatives - grammar.definites,
        prepositions=grammar.prepositions,
        infinitive=grammar.infinitive,
        unstressed=grammar.auxiliaries | grammar.adverbs,
        pointers=frozenset().union(
            grammar.definites,
            (word for word, gender in grammar.pronouns.items() if gender == "thing"),
            lexicon.attribution_nouns,
        ),
        negations=lexicon.negations,
        nobody=tuple(
            [word, one]
            for word in lexicon.negative_nouns & grammar.determiners
            for one, value in lexicon.number_words.items()
            if value == 1 and one not in grammar.stop_words | grammar.adverbs
        ),
        negative_nouns=lexicon.negative_nouns,
        negation_endings=tuple(word for word in lexicon.negations if "'" in word and len(word) <= _CONTRACTION),
        denying={first: verbs for first, verbs in denying.items() if verbs},
        reversals=lexicon.reversals,
        denials=lexicon.denials,
        uncertainties=lexicon.uncertainties,
        hedges=lexicon.hedges,
        literal_hedges=lexicon.literal_hedges,
        opposites=lexicon.opposites,
        contraries=lexicon.contraries,
        insisting=lexicon.insisting,
        widening=lexicon.widening,
        rewordings=lexicon.rewordings,
        graded=lexicon.graded,
        exceeding=lexicon.exceeding,
        lasting=lexicon.lasting,
        gerund_endings=grammar.gerund_endings,
        demonyms=lexicon.demonyms,
        percentages=lexicon.percentages,
        spans=lexicon.spans,
        counts=lexicon.counts,
    )


def _genders(lexicon: Lexicon) -> dict[str, str]:
    """What words show of whom they stand for; nothing for a group."""
    people = lexicon.people
    shown = dict.fromkeys(people.organisations, "thing")
    shown |= dict.fromkeys(people.roles, "any")
    for words in (people.relations, people.titles, people.given_names, lexicon.grammar.pronouns):
        shown |= words
    return {word: "person" if gender == "any" else gender for word, gender in shown.items() if gender != "group"}
