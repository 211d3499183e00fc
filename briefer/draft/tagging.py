"""Word classes without a model: from the lexicon, a word's shape, and what stands beside it."""

from briefer.draft.parties import is_body, is_group, is_party, is_role
from briefer.draft.tokens import GENITIVE, Tag, Token
from briefer.lexicon import Form, Frame, Lexicon

_OPENERS_AND_CLOSERS = frozenset("“”\"«»„‘’'‹›") | {"''", "``"}
_ACRONYM = 5
_ADVERB = 5
_MODIFIER = 3
"""Letters after the hyphen of a word that describes, at least."""
_NOMINAL_BEFORE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.PREPOSITION, Tag.NUMBER})
_EDGES = frozenset({Tag.PUNCTUATION, Tag.QUOTE, Tag.SUBORDINATOR, Tag.AUXILIARY, Tag.PRONOUN, Tag.FIRST_PERSON})
_SPOKEN_END = frozenset({",", "?", "!", "—", "–"})
_SHORT_MONTH = 3
_CLAUSE = 20
"""Words that are looked back for the subject of a clause, at most."""
_OF_PARTIES = frozenset({Frame.SAY, Frame.THINK, Frame.DENY, Frame.DISPUTE})
"""Frames whose subject speaks or thinks: it is never a thing."""
_SPEAKING = frozenset({Frame.SAY, Frame.TELL})
_INFLECTED_ALIKE = frozenset({Form.PAST, Form.PARTICIPLE, Form.ING})


def tag(tokens: list[Token], words: list[str], lexicon: Lexicon, *, capitals: bool) -> None:
    """Give every token its class, left to right, from the lexicon, its shape and what stands before it.

    Without ``capitals``, a capitalised attribution verb counts as a verb: X Says C.
    """
    adverbial = 0
    for i, token in enumerate(tokens):
        phrase = lexicon.adverbials.match(words, i) if i >= adverbial else None
        adverbial = i + phrase[0] if phrase is not None else adverbial
        if i < adverbial:
            token.tag = Tag.ADVERB
            continue
        token.tag = _class_of(tokens, words, i, lexicon)
        token.indefinite = token.word in lexicon.grammar.indefinites
        if (
            not capitals
            and token.tag is Tag.NAME
            and i > 0
            and token.word in lexicon.verbs
            and _is_verb(tokens, i, lexicon)
        ):
            token.tag = Tag.VERB
        if token.tag is not Tag.NAME and (_is_particle(tokens, i, lexicon) or _joins_names(tokens, i)):
            token.tag = Tag.NAME


def _joins_names(tokens: list[Token], i: int) -> bool:
    """Whether a sign stands inside a name: Brandt & Co."""
    inside = tokens[i].text == "&" and 0 < i < len(tokens) - 1
    return inside and tokens[i - 1].tag is Tag.NAME and tokens[i + 1].text[0].isupper()


def _is_particle(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a lower-case word is part of a name: Mara van Venn, Sami al-Hadd."""
    token, particles = tokens[i], lexicon.grammar.name_particles
    if token.text not in particles and "-" not in token.text:
        return False
    first, _, rest = token.text.partition("-")
    if rest[:1].isupper() and first in particles:
        return True
    return (
        token.text in particles and i > 0 and tokens[i - 1].tag is Tag.NAME and _goes_on_as_name(tokens, i + 1, lexicon)
    )


def _goes_on_as_name(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a capital follows a small word of a name, at once or after another one: Fernando de (la) Rua."""
    if i + 1 < len(tokens) and tokens[i].text in lexicon.grammar.name_particles:
        i += 1
    return i < len(tokens) and tokens[i].text[0].isupper() and tokens[i].word not in lexicon.grammar.times


def _class_of(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Tag:  # noqa: C901, PLR0911, PLR0912
    token, grammar = tokens[i], lexicon.grammar
    word = token.word
    before = tokens[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) else ""
    if token.text in _OPENERS_AND_CLOSERS and word != GENITIVE:
        return Tag.QUOTE
    if not word[0].isalnum() and word[0] not in "'@#$£€":
        return Tag.PUNCTUATION
    if word[0].isdigit() or word[0] in "$£€":
        return Tag.NOUN if is_role(word, lexicon) else Tag.NUMBER  # the 24-year-old
    if word == GENITIVE and before is not None:
        follows_subject = (
            before.tag in {Tag.PRONOUN, Tag.RELATIVE}
            or (before.tag is Tag.DETERMINER and before.word in grammar.demonstratives)
            or after in grammar.determiners
            or after in grammar.adverbs
        )
        return Tag.AUXILIARY if follows_subject else Tag.GENITIVE
    capital = token.text[0].isupper() or word[0] in "@#"
    opens = (
        i == 0
        or (i == 1 and (tokens[0].tag is Tag.QUOTE or tokens[0].text == "("))
        or (before is not None and before.text in {"“", ":"})
    )
    if capital and _is_hyphened(tokens, i, lexicon):
        return Tag.NOUN
    if capital and word in grammar.times and word not in grammar.uncertain_times:
        return Tag.NAME if _is_given_name(tokens, words, i, lexicon) else Tag.TIME
    if "." in word[1:-1] and word[-1].isalpha() and word.split(".")[-1].isalpha() and not token.text[0].isupper():
        return Tag.NAME
    if token.text[0].islower() and len(word) > _MODIFIER and token.text.isalpha() and token.text != word:
        return Tag.NAME  # duPlessis
    acronym = len(word) > 1 and token.text.isupper()
    if (
        capital
        and (acronym if opens or word in grammar.speakers_own else True)
        and not (opens and len(word) > _ACRONYM)
    ):
        return Tag.NAME
    if word in grammar.possessives:
        return Tag.POSSESSIVE
    if word in grammar.pronouns:
        return Tag.PRONOUN
    if word in grammar.speakers_own:
        return Tag.FIRST_PERSON
    if word in grammar.relatives:
        is_determiner = word in grammar.content_marks and (
            before is None or before.tag in {Tag.PREPOSITION, Tag.PUNCTUATION}
        )
        return Tag.DETERMINER if is_determiner else Tag.RELATIVE
    if word in grammar.modals or word in grammar.auxiliaries:
        return Tag.AUXILIARY
    if (
        word in grammar.adverbs
        and before is not None
        and before.tag is Tag.AUXILIARY
        and after not in grammar.prepositions
    ):
        return Tag.ADVERB
    if word in grammar.determiners:
        return Tag.DETERMINER
    if word in grammar.times:
        return Tag.TIME
    if word in grammar.conjunctions:
        return Tag.CONJUNCTION
    if word in grammar.prepositions:
        return Tag.PREPOSITION
    if word in grammar.subordinators:
        return Tag.SUBORDINATOR
    if word in grammar.adverbs or (_ends_as_adverb(word, lexicon) and (not capital or (opens and after == ","))):
        return Tag.ADVERB
    if not (capital and opens and after and tokens[i + 1].text[0].isupper()) and _is_verb(tokens, i, lexicon):
        return Tag.VERB
    if i == 0 and ":" in words and _opens_with_said(word, lexicon):
        return Tag.VERB
    if (
        before is not None
        and before.tag is Tag.RELATIVE
        and (
            before.word in grammar.personal_relatives
            or (word.endswith("s") and after in grammar.prepositions | grammar.determiners)
        )
    ):
        return Tag.VERB
    if capital and (not opens or (i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper())):
        return Tag.NAME
    if capital:
        common = is_party(word, lexicon) and word not in lexicon.people.given_names
        return Tag.NOUN if common and not acronym else Tag.NAME
    return Tag.NOUN


def _is_hyphened(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word only describes the name after it: Lowen-based Tarn Foods; but not in a name: Ban Ki-moon."""
    head, _, rest = tokens[i].text.rpartition("-")
    if not head or len(rest) < _MODIFIER or not rest.islower():
        return False
    named = i > 0 and tokens[i - 1].tag is Tag.NAME
    return not named or is_role(rest, lexicon) or rest.endswith(lexicon.grammar.participle_endings)


def _is_given_name(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether a month is somebody's name: June Farrow said, but not: in June Venn said; June Monday."""
    if i > 0 and words[i - 1] in lexicon.people.honorifics:
        return True  # Mr Jan
    numbered = i + 1 < len(tokens) and words[i + 1][0].isdigit()
    if i > 0 and tokens[i - 1].tag is Tag.NAME and len(words[i]) == _SHORT_MONTH and not numbered:
        return True  # Tarek Jan
    if words[i] not in lexicon.people.given_names or i + 1 == len(tokens) or not tokens[i + 1].text[0].isupper():
        return False
    tied = i > 0 and tokens[i - 1].tag in {Tag.PREPOSITION, Tag.TIME}
    return not tied and tokens[i + 1].text.isalpha() and words[i + 1] not in lexicon.grammar.times


def _ends_as_adverb(word: str, lexicon: Lexicon) -> bool:
    grammar = lexicon.grammar
    return word.endswith(grammar.adverb_endings) and len(word) >= _ADVERB and word not in grammar.no_adverbs


def _opens_with_said(word: str, lexicon: Lexicon) -> bool:
    """Whether a word that opens a sentence before a name tells who speaks: Said Mara Venn: “Q”."""
    return any(verb.frame is Frame.SAY and Form.PAST in verb.forms for verb in lexicon.verbs.get(word, ()))


def _is_verb(  # noqa: C901, PLR0911, PLR0912  (one return for each test)
    tokens: list[Token], i: int, lexicon: Lexicon
) -> bool:
    """Whether the word at ``i`` is used as a verb: by its form, then by what stands beside it."""
    word = tokens[i].word
    people = lexicon.people
    if (word in people.polls or word in people.documents) and word.endswith(lexicon.grammar.gerund_endings):
        return False
    forms = {form for verb in lexicon.verbs.get(word, ()) for form in verb.forms}
    common = word in lexicon.grammar.verbs
    forms |= lexicon.grammar.verbs.get(word, frozenset())
    if _is_nominal(tokens, i, lexicon):
        return False
    if forms and not forms & _INFLECTED_ALIKE and _is_subject_here(tokens, i, lexicon):
        return False
    if not forms:
        done = i > 1 and tokens[i - 1].word in lexicon.grammar.infinitive and tokens[i].text.islower()
        if done and _takes_object(tokens, i, lexicon):
            return True
        named = tokens[i].text[0].isupper() and i + 1 < len(tokens) and _opens_clause_after_name(tokens[i + 1], lexicon)
        return not named and word.endswith(lexicon.grammar.verb_endings) and not _follows_nominal(tokens, i, lexicon)
    if i == 0:
        led = len(tokens) > 1 and word.endswith(lexicon.grammar.gerund_endings) and is_role(tokens[1].word, lexicon)
        led = led or (len(tokens) > 2 and is_group(tokens[1].word, lexicon) and _tells(tokens[2], lexicon))  # noqa: PLR2004
        return not (led or is_party(word, lexicon)) and (
            Form.ING in forms or word.endswith(lexicon.grammar.gerund_endings) or not (forms & {Form.THIRD}) or common
        )
    before = tokens[i - 1]
    if _describes(tokens, i, forms, lexicon):
        return False
    if before.tag is Tag.AUXILIARY and forms and not forms & _INFLECTED_ALIKE:
        return before.word in lexicon.grammar.modals or before.word in lexicon.grammar.bare_auxiliaries
    if (
        before.word in lexicon.grammar.infinitive
        and i > 1
        and lexicon.attributions.match(_words_of(tokens, i - 2, i), 0)
    ):
        return False  # according to figures
    if before.word in lexicon.grammar.infinitive or before.tag is Tag.AUXILIARY:
        return True
    if _is_thing(tokens, i, forms, lexicon):
        return False
    if before.tag is Tag.VERB and not forms & {Form.PAST, Form.ING}:
        return False
    titled = i + 1 < len(tokens) and tokens[i + 1].text[0].isupper() and is_role(tokens[i + 1].word, lexicon)
    if titled and is_party(word, lexicon):  # her rival, state Sen. Mara Venn
        return False
    if forms and not forms & _INFLECTED_ALIKE and _nominal_after(tokens, i, lexicon):
        return False
    if _follows_nominal(tokens, i, lexicon):
        return before.tag is Tag.DETERMINER and _stands_alone(tokens, i, lexicon)
    if forms & {Form.PAST, Form.PARTICIPLE, Form.ING} or word.endswith(lexicon.grammar.verb_endings):
        return True
    if Form.BASE in forms:
        plural = before.word.endswith("s") or is_group(before.word, lexicon)
        return (
            before.tag in {Tag.PRONOUN, Tag.FIRST_PERSON, Tag.RELATIVE, Tag.ADVERB, Tag.CONJUNCTION}
            or (before.tag in {Tag.NOUN, Tag.NAME} and plural and not _singular(tokens, i))
            or (
                before.tag in {Tag.NOUN, Tag.NAME, Tag.TIME}
                and not _singular(tokens, i)
                and i + 1 < len(tokens)
                and _opens_clause(tokens[i + 1], lexicon)
            )
            or _says_of_a_body(tokens, i, lexicon)
            or (_several_before(tokens, i, lexicon) and not _is_noun_here(tokens, i, lexicon))
            or before.word == ","
        )
    return True


def _is_subject_here(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word that may be a verb is a noun: government forces (said), the 70 legal briefs."""
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or before.tag not in {Tag.NOUN, Tag.NAME}:
        return False
    speaks = (verb for verb in lexicon.verbs.get(after.word, ()) if verb.frame in _SPEAKING) if after else ()
    if any(Form.PAST in verb.forms for verb in speaks):
        return True
    start = i - 1
    while start > 0 and tokens[start].tag is Tag.NOUN and tokens[start].text.islower():
        start -= 1
    counted = tokens[start].tag is Tag.NUMBER and start < i - 1
    return counted and tokens[i].word.endswith("s")


def _takes_object(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a noun phrase follows at once, so that an unknown word after "to" is a verb: to veto that bill."""
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return after in lexicon.grammar.definites or after in lexicon.grammar.possessives


def _opens_clause_after_name(after: Token, lexicon: Lexicon) -> bool:
    """Whether what follows makes a capitalised word in -ing a subject: Boeing (said), Beijing (has)."""
    return after.word in lexicon.verbs or after.word in lexicon.grammar.auxiliaries | lexicon.grammar.modals


def _describes(tokens: list[Token], i: int, forms: frozenset[Form] | set[Form], lexicon: Lexicon) -> bool:
    """Whether a form of a verb describes somebody: people close to Venn, chief operating officer, said retired X."""
    word, before = tokens[i].word, tokens[i - 1]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return False
    if word in lexicon.grammar.describing and after.word in lexicon.grammar.infinitive:
        return before.tag in {Tag.NOUN, Tag.NAME}
    if Form.ING in forms and is_role(before.word, lexicon) and is_role(after.word, lexicon):
        return True
    said = any(verb.frame is Frame.SAY for verb in lexicon.verbs.get(before.word, ()))
    named = i + 2 < len(tokens) and after.text[0].islower() and tokens[i + 2].text[0].isupper()
    return said and named and word.endswith(lexicon.grammar.participle_endings)


def _several_before(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether several people or things are all that stands in the clause before ``i``: supporters of the plan (argue).

    A clause may describe them: people who live near the port (say); and one name may be joined to another.
    """
    start = i
    while start > max(0, i - _CLAUSE) and tokens[start - 1].tag not in _EDGES:
        start -= 1
    while start < i and tokens[start].tag in {Tag.CONJUNCTION, Tag.ADVERB, Tag.DETERMINER, Tag.NUMBER}:
        start += 1
    end = start
    while end < i and tokens[end].tag in {Tag.NOUN, Tag.NAME}:
        end += 1
    if end in {start, i} or tokens[i - 1].tag not in {Tag.NOUN, Tag.NAME}:
        return False
    for place in range(end, i):
        token, prior = tokens[place], tokens[place - 1]
        described = prior.tag is Tag.RELATIVE or token.word.endswith(lexicon.grammar.participle_endings)
        if token.tag is Tag.VERB and not described:
            return False
    joined = tokens[end].word in lexicon.grammar.coordinators and tokens[end - 1].tag is tokens[i - 1].tag is Tag.NAME
    return joined or tokens[end - 1].word.endswith("s") or is_group(tokens[end - 1].word, lexicon)


def _is_noun_here(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word that is a noun as well opens no clause at ``i``: storms in the region claim many lives."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    grammar = lexicon.grammar
    verb = i + 2 < len(tokens) and tokens[i + 2].word in grammar.auxiliaries | grammar.modals  # hope this is
    clause = after is not None and (
        _opens_clause(after, lexicon) or (verb and tokens[i + 1].tag is not Tag.PREPOSITION)
    )
    return tokens[i].word in lexicon.attribution_nouns and not clause


def _singular(tokens: list[Token], i: int) -> bool:
    """Whether an article for one thing opens the noun phrase before ``i``: a preliminary (report)."""
    j = i - 1
    while j >= 0 and tokens[j].tag in {Tag.NOUN, Tag.NAME}:
        j -= 1
    return j >= 0 and tokens[j].indefinite


def _is_nominal(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word describes a noun, belongs to a post or names an act: managing director, the recent killing of."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or i == 0:
        return False
    if _is_attribute(tokens, i, lexicon):
        return True
    if tokens[i].word in lexicon.grammar.posts and is_role(after.word, lexicon):
        return True
    timed = i > 1 and tokens[i - 1].tag is Tag.TIME and tokens[i - 2].tag in _NOMINAL_BEFORE - {Tag.PREPOSITION}
    if timed and tokens[i].word.endswith(lexicon.grammar.gerund_endings):
        return True  # at her January hearing
    if after.word not in lexicon.grammar.partitives or not tokens[i].word.endswith(lexicon.grammar.gerund_endings):
        return False
    start = i - 1
    while start > 0 and tokens[start].tag in {Tag.NOUN, Tag.NAME}:
        start -= 1
    return start < i - 1 and tokens[start].tag in {Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE}


def _is_attribute(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a participle after an article and an adverb describes the noun after it: the long disputed border."""
    grammar = lexicon.grammar
    if i < 2 or tokens[i - 1].tag is not Tag.ADVERB or not tokens[i].word.endswith(grammar.participle_endings):  # noqa: PLR2004
        return False
    articles = (grammar.definites | grammar.indefinites) - grammar.demonstratives
    article = tokens[i - 2].word in articles or tokens[i - 2].tag is Tag.POSSESSIVE
    after = tokens[i + 1].word
    closed = (grammar.prepositions, grammar.determiners, grammar.auxiliaries, grammar.modals, grammar.adverbs)
    noun = after.isalpha() and not any(after in words for words in (*closed, grammar.content_marks, grammar.pronouns))
    return article and noun and after not in grammar.conjunctions | grammar.possessives


def _words_of(tokens: list[Token], start: int, end: int) -> list[str]:
    """The words of ``tokens`` from ``start`` to ``end``."""
    return [token.word for token in tokens[start:end]]


def _is_thing(tokens: list[Token], i: int, forms: frozenset[Form] | set[Form], lexicon: Lexicon) -> bool:
    """Whether a form of a verb is a noun that an article or an adjective leads: the latest figures, a fresh warning.

    Or one that is on something: the Red Cross report on cholera.
    """
    word, after = tokens[i].word, tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or (word not in lexicon.attribution_nouns and word not in lexicon.people.documents):
        return False
    if Form.ING in forms:
        return _singular(tokens, i)
    shown = any(verb.frame is Frame.SHOW for verb in lexicon.verbs.get(after.word, ()))
    timed = i + 2 < len(tokens) and tokens[i + 2].word in lexicon.grammar.times
    start = i - 1
    while start > 0 and tokens[start].tag in {Tag.NOUN, Tag.NAME}:
        start -= 1
    led = start < i - 1 and tokens[start].tag is Tag.DETERMINER
    return led and (shown or (after.word in lexicon.grammar.topical and not timed))


def _tells(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word opens what a subject before it does: Fire officials (say, have)."""
    return token.word in lexicon.verbs or token.word in lexicon.grammar.auxiliaries | lexicon.grammar.modals


def _says_of_a_body(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a body is told of as of several people: the ministry (say) no guards were hurt."""
    before, after = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else None
    said = any(verb.frame is Frame.SAY for verb in lexicon.verbs.get(tokens[i].word, ()))
    grammar = lexicon.grammar
    opens = after is not None and (
        _opens_clause(after, lexicon) or after.word in grammar.determiners | grammar.pronouns.keys()
    )
    return opens and said and is_body(before.word, lexicon) and tokens[i].word not in lexicon.attribution_nouns


def _stands_alone(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether the determiner before ``i`` is its clause's subject, or counts it: some (said), X and Y all (say)."""
    verbs = lexicon.verbs.get(tokens[i].word, ())
    before, after = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else None
    opens = i == 1 or tokens[i - 2].tag in {Tag.PUNCTUATION, Tag.QUOTE, Tag.CONJUNCTION, Tag.NAME}
    speaks = any(verb.frame in _OF_PARTIES and Form.THIRD not in verb.forms for verb in verbs)
    if not opens or not speaks or before.word not in lexicon.grammar.quantifiers or after is None:
        return False
    grammar = lexicon.grammar
    subjects = (grammar.determiners, grammar.pronouns, grammar.possessives)
    return _opens_clause(after, lexicon) or any(after.word in words for words in subjects)


def _opens_clause(token: Token, lexicon: Lexicon) -> bool:
    """Whether ``token``, after a word that could be a verb, starts what is said: that, he, a quotation."""
    return (
        token.text in _OPENERS_AND_CLOSERS
        or token.word in lexicon.grammar.content_marks
        or lexicon.grammar.pronouns.get(token.word) in {"male", "female", "group"}
    )


def _nominal_after(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether what follows shows a noun: claims of momentum, a report indicates, notes and papers."""
    word = tokens[i].word
    if word not in lexicon.attribution_nouns or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    if after.word in lexicon.grammar.adverbs and i + 2 < len(tokens) and tokens[i + 2].word in lexicon.verbs:
        after = tokens[i + 2]  # media reports also suggested
    return (
        after.word in lexicon.grammar.after_nouns
        or (after.word == "." and not _ends_attribution(tokens, i))
        or (
            after.word in lexicon.verbs
            and after.word not in lexicon.attribution_nouns
            and any(
                Form.PAST in verb.forms or after.word.endswith("s") or (word.endswith("s") and Form.BASE in verb.forms)
                for verb in lexicon.verbs[after.word]
            )
        )
    )


def _ends_attribution(tokens: list[Token], i: int) -> bool:
    """Whether the word at ``i`` ends a sentence after a name and a comma: C, Dovrian newspaper Ondry Times reports."""
    j = i - 1
    named = tokens[j].tag is Tag.NAME
    while j >= 0 and tokens[j].tag in {Tag.NOUN, Tag.NAME}:
        j -= 1
    if j >= 0 and tokens[j].tag is Tag.DETERMINER:
        j -= 1
    if j > 0 and tokens[j].tag is Tag.QUOTE:
        return named and tokens[j - 1].word in _SPOKEN_END
    return named and j >= 0 and tokens[j].word == ","


def _follows_nominal(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether the word before makes this one part of a noun phrase: the reported, his claims."""
    before = tokens[i - 1] if i else None
    if before is None:
        return False
    return before.tag in _NOMINAL_BEFORE and not (
        before.tag is Tag.PREPOSITION and tokens[i].word.endswith(lexicon.grammar.gerund_endings)
    )
