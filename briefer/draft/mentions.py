"""What a printed speaker says of itself: name, description, kind, gender."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from briefer.briefing import SourceKind, Span
from briefer.draft.parties import WORKS, is_body, is_group, is_party, is_role, kind_of_name
from briefer.draft.tokens import Tag, Text, Token
from briefer.lexicon import Lexicon

ANY = "any"
_MOST_NAMES = 4
_FULL = 2
"""Words of a full name, at least."""
_MARKS = frozenset(",–—-")
_INSERTED = frozenset({Tag.ADVERB, Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.CONJUNCTION, Tag.TIME})
_NAMING = frozenset({Tag.PREPOSITION, Tag.DETERMINER, Tag.NAME})
_NO_PARTY = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PRONOUN})


@dataclass(frozen=True, slots=True)
class Mention:
    """One printing of a speaker. ``key`` is what short names share: a last name, a head noun; lower case."""

    printed: str
    name: str
    key: str
    kind: SourceKind
    gender: str = ANY
    description: str | None = None
    pronoun: str | None = None
    definite: bool = False
    plausible: bool = True
    """Whether the words are known to mean people, an organisation or a document."""
    described: bool = False
    """Whether it is a bare description that names nobody and nobody's own: the senator, the Ondry keeper."""
    owned: bool = False
    """Whether it is someone's: his colleague."""
    owner: str | None = None
    """The gender of the pronoun that tells whose it is."""
    maker: str | None = None
    """Whose poll it is, where that is printed before it: the Ondry University poll."""
    head: str = ""
    """The noun of a description: official."""
    names: tuple[str, ...] = ()
    """The capitalised words of a description, which may be a person's: the Venn adviser."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A noun phrase to be read: as printed, without its article, and what is apposed to it."""

    printed: str
    body: list[Token]
    definite: bool
    apposed: str | None


def mention_of(text: Text, sentence: int, speaker: Span, core: Span, lexicon: Lexicon) -> Mention:
    """Read the noun phrase ``core`` and the apposition that ``speaker`` adds to it."""
    tokens = [t for t in text.sentences[sentence - 1].tokens if core[0] <= t.start < core[1]]
    article = text.article.text
    first = tokens[0]
    if len(tokens) == 1 and first.word in lexicon.grammar.pronouns:
        return Mention(
            first.text, first.text, first.word, SourceKind.UNNAMED_PERSON, pronoun=lexicon.grammar.pronouns[first.word]
        )
    if len(tokens) == 1 and first.tag is Tag.FIRST_PERSON:
        return Mention(first.text, first.text, first.word, SourceKind.UNNAMED_PERSON, pronoun="self")
    tokens = without_brackets(tokens)
    definite = tokens[0].word in lexicon.grammar.definites or tokens[0].tag is Tag.POSSESSIVE
    body = (
        tokens[1:]
        if tokens[0].tag is Tag.DETERMINER
        and tokens[0].word in lexicon.grammar.definites | lexicon.grammar.indefinites
        and len(tokens) > 1
        else tokens
    )
    told = next((p for p, t in enumerate(body) if p and t.tag is Tag.VERB and _is_gerund(t, lexicon)), len(body))
    body = body[:told]  # unions representing pilots
    called = next((p for p, t in enumerate(body[:-1]) if p and _tells_name(t, body[p + 1], lexicon)), -1)
    if called >= 0 and not any(t.tag is Tag.NAME for t in body[:called]):
        name = _span_text(article, body[called + 1 :])  # a coalition called Nurses for Ondry
        return Mention(name, name, name.lower(), SourceKind.NAMED_ORGANISATION, "thing", definite=True)
    apposed = article[core[1] : speaker[1]].strip(" ,–—-\n\r\t") or None
    beside = [t for t in text.sentences[sentence - 1].tokens if core[1] <= t.start < speaker[1]]
    if len(beside) > 1 and beside[0].word in _MARKS and _is_inserted(beside[1], lexicon):
        apposed = None
    printed = article[tokens[0].start : tokens[-1].end]
    mention = _read(article, _Words(printed, body, definite=definite, apposed=apposed), lexicon)
    if mention.kind in WORKS:
        following = (t for t in text.sentences[sentence - 1].tokens if t.start >= core[1])
        maker = _maker(list(takewhile(lambda t: t.tag in _NAMING, following)), 0, lexicon)
        if maker:
            return _made_by(article, maker, lexicon)
    if not apposed or _tells_of_another(body, lexicon):
        return mention
    return _with_apposition(article, mention, apposed, beside, lexicon)


def _tells_name(token: Token, after: Token, lexicon: Lexicon) -> bool:
    """Whether a participle tells a thing's name: a group (called) Nurses for Ondry."""
    named = any(verb.lemma in lexicon.namings for verb in lexicon.verbs.get(token.word, ()))
    return token.tag is Tag.VERB and named and after.tag is Tag.NAME


def _is_gerund(token: Token, lexicon: Lexicon) -> bool:
    return token.word.endswith(lexicon.grammar.gerund_endings)


def _tells_of_another(body: list[Token], lexicon: Lexicon) -> bool:
    """Whether a name after the comma is that of a role inside the phrase: the brother of murder victim, (Ana Bell)."""
    tie = max((p for p, t in enumerate(body) if t.tag is Tag.PREPOSITION), default=-1)
    inner = body[tie + 1 :]
    common = bool(inner) and all(t.tag is Tag.NOUN for t in inner)
    return tie > 0 and common and is_role(inner[-1].word, lexicon)


def _with_apposition(article: str, mention: Mention, apposed: str, beside: list[Token], lexicon: Lexicon) -> Mention:
    """``mention`` with what the words ``apposed`` to it tell: a name, or that the name is a body's."""
    if mention.kind is SourceKind.NAMED_PERSON:
        return _as_body(mention, lexicon) if _is_a_body(beside, lexicon) else mention
    appended = _first_segment(beside) or _last_names(beside)
    where = " ".join(t.word for t in appended) in lexicon.people.places  # families in Verrin, Dovria, said
    if 0 < len(appended) <= _MOST_NAMES and all(t.tag is Tag.NAME for t in appended) and not where:
        printed = _span_text(article, appended)
        named = _read(article, _Words(printed, appended, definite=False, apposed=mention.printed), lexicon)
        if mention.kind is SourceKind.UNNAMED_PERSON and mention.plausible:
            tied = not lexicon.grammar.prepositions.isdisjoint(mention.printed.lower().split())
            if tied and named.kind is not SourceKind.NAMED_PERSON:
                return mention  # the administrator of the chain, Traveland
            return _as_person(named)
        return _as_body(named, lexicon) if mention.kind is SourceKind.NAMED_ORGANISATION else named
    if mention.kind is SourceKind.UNNAMED_PERSON and appended and appended[-1].tag is Tag.NAME:
        named = _read(article, _Words(apposed, appended, definite=False, apposed=mention.printed), lexicon)
        return named if named.kind is SourceKind.NAMED_PERSON else mention
    return mention


def _as_person(mention: Mention) -> Mention:
    """``mention`` as a person's, where one word names who is told of by role: his spokesman, Amin."""
    alone = " " not in mention.name and not mention.name.isupper()
    if not alone or mention.kind not in {SourceKind.NAMED_ORGANISATION, SourceKind.MEDIA}:
        return mention
    return replace(mention, key=mention.name.lower(), kind=SourceKind.NAMED_PERSON, gender=ANY)


def _as_body(mention: Mention, lexicon: Lexicon) -> Mention:
    """``mention`` as a body's, where its name looks like a person's and has no given name: the firm, Tarn Cold."""
    given = mention.name.lower().split()[0] in lexicon.people.given_names
    if mention.kind is not SourceKind.NAMED_PERSON or given:
        return mention
    return replace(mention, key=mention.name.lower(), kind=SourceKind.NAMED_ORGANISATION, gender="thing")


def _is_a_body(apposed: list[Token], lexicon: Lexicon) -> bool:
    """Whether what is apposed to a name tells that it is a body's: Corvane Cold, (the company that makes it)."""
    told = takewhile(lambda t: t.tag in {Tag.DETERMINER, Tag.NOUN, Tag.NAME, Tag.GENITIVE}, apposed[1:])
    return any(is_body(token.word, lexicon) or token.word in lexicon.people.companies for token in [*told][-1:])


def _is_inserted(first: Token, lexicon: Lexicon) -> bool:
    """Whether what stands after a name only says when or how: Mara Venn, (however); (for her part); (citing Y)."""
    told = first.word in lexicon.verbs or first.word.endswith(lexicon.grammar.gerund_endings)
    return first.tag in _INSERTED or (first.tag is Tag.VERB and told)


def _first_segment(after: Iterable[Token]) -> list[Token]:
    """The words between two marks; none where a clause or a tie to another noun stands there."""
    found: list[Token] = []
    for token in after:
        if token.tag is Tag.PUNCTUATION and found:
            break
        if token.tag in _NO_PARTY | {Tag.RELATIVE, Tag.CONJUNCTION}:
            return []
        if token.tag is not Tag.PUNCTUATION:
            found.append(token)
    return found


def _last_names(after: list[Token]) -> list[Token]:
    """The name that a clause and a comma stand before: the firm that built it, (Tarn Cold)."""
    names = [*takewhile(lambda t: t.tag is Tag.NAME, reversed(after))][::-1]
    led = after[-len(names) - 1] if names and len(names) < len(after) else None
    return names if led is not None and led.word == "," else []


def without_brackets(tokens: list[Token]) -> list[Token]:
    """``tokens`` without what stands in brackets; as they are where that is all."""
    depth = 0
    kept = []
    for token in tokens:
        depth += token.word == "("
        if not depth:
            kept.append(token)
        depth -= token.word == ")" and depth > 0
    return kept or tokens


def _read(article: str, words: _Words, lexicon: Lexicon) -> Mention:
    """Decide what kind of party ``words`` print: someone with a role, a name, or a common noun."""
    names = _of_a_body(words.body, lexicon)
    if names:  # the Port Trust of Ondry's Mara Venn
        before = words.body[: words.body.index(names[0])]
        owned = _Words(_span_text(article, names), names, definite=False, apposed=_span_text(article, before))
        return _read(article, owned, lexicon)
    printed, body, apposed = words.printed, words.body, words.apposed
    first = _counted(body, lexicon)
    head_end = next((p for p, t in enumerate(body) if p > first and t.tag is Tag.PREPOSITION), len(body))
    head = body[:head_end]
    while len(head) > 1 and head[-1].tag is Tag.GENITIVE:
        head = head[:-1]
    titled = _titled(article, words, head, head_end, lexicon)
    if titled is not None:
        return titled
    run = _trailing_names(head)
    if not run or _is_office(run, head, body, lexicon, definite=words.definite) or _is_partisan(run, words, lexicon):
        return _common_noun(article, words, head, lexicon)
    body = _without_occasion(body, head_end, lexicon)
    tied = body[head_end : head_end + 1]
    if run == head and not words.definite and tied and _is_persons(run, tied[0], lexicon):
        body = run
    kind = kind_of_name(run, body, lexicon, definite=words.definite)
    if kind is SourceKind.NAMED_PERSON:
        lower = head[: len(head) - len(run)]
        described = _span_text(article, lower) if any(t.tag is Tag.NOUN for t in lower) else None
        run = _from_given_name(without_suffix(run, lexicon), lexicon)
        name, gender = _span_text(article, run), _gender(run, ANY, lexicon)
        return Mention(printed, name, run[-1].word, kind, gender, described or apposed)
    while len(body) > 1 and body[-1].tag is Tag.GENITIVE:
        body = body[:-1]
    before = head[: len(head) - len(run)]
    told_apart = len(run) > 1 and all(t.tag is Tag.NOUN and (t.text.islower() or "-" in t.text) for t in before)
    bodies = is_body(before[-1].word, lexicon) or before[-1].word in lexicon.people.makers if before else False
    if before and (told_apart or (before[-1].tag is Tag.NOUN and bodies)):
        apposed, body = _span_text(article, before), body[len(before) :]
        kind = SourceKind.MEDIA if before[-1].word in lexicon.people.media_nouns else kind
    name = _span_text(article, body)
    return Mention(printed, name, name.lower(), kind, "thing", apposed, definite=words.definite)


def _of_a_body(body: list[Token], lexicon: Lexicon) -> list[Token]:
    """The person's name after whose or what they are, where that is of several words.

    The Port Trust of Ondry's (Mara Venn); University of Ondry lecturer (Mara Venn).
    """
    names = _after_a_body(_trailing_names(body), lexicon)
    if not _FULL <= len(names) <= _FULL + 1 or len(names) == len(body):
        return []
    before = body[: len(body) - len(names)]
    given = names[0].word in lexicon.people.given_names
    tied = any(t.tag in {Tag.PREPOSITION, Tag.CONJUNCTION} or t.word == "," for t in before)
    if before[-1].tag is Tag.GENITIVE:
        return names if given or (tied and _are_nobodys(names, lexicon)) else []
    tie = next((p for p, t in enumerate(before) if t.tag is Tag.PREPOSITION), len(before))
    parties = any(is_role(t.word, lexicon) or is_group(t.word, lexicon) for t in before[:tie])
    if before[-1].tag is Tag.NOUN:  # but not: a spokesman for governor Mara Venn
        led = is_role(before[-1].word, lexicon) and not parties
    else:
        led = parties and before[-1].word in lexicon.people.organisations
    return names if tied and led and (given or _are_nobodys(names, lexicon)) else []


def _after_a_body(names: list[Token], lexicon: Lexicon) -> list[Token]:
    """A run of names from the person's on, where a body's stands before it: Delta Water Board (Rosa Klein)."""
    people = lexicon.people
    for place in range(len(names) - 2, 0, -1):
        if names[place].word in people.given_names and names[place - 1].word in people.organisations:
            return names[place:]
    return names


def _is_persons(run: list[Token], tie: Token, lexicon: Lexicon) -> bool:
    """Whether two capitalised words tied to a body or a place are somebody's name: Tovah Renko (of) the Port Trust."""
    plural = run[-1].word.endswith("s")
    return len(run) == _FULL and tie.word in lexicon.grammar.belonging and not plural and _are_nobodys(run, lexicon)


def _are_nobodys(run: list[Token], lexicon: Lexicon) -> bool:
    """Whether no word of a name is known for a body, a place or a party."""
    people = lexicon.people
    kinds = (people.organisations, people.firms, people.media, people.places, people.metonyms, people.media_nouns)
    names = [token.word for token in run]
    whole = " ".join(names)
    bodies = any(name in kind or whole in kind for name in names for kind in kinds)
    return not bodies and not any(is_party(name, lexicon) for name in names)


def _from_given_name(run: list[Token], lexicon: Lexicon) -> list[Token]:
    """A full name without a capital that only opens the sentence: (Hold) Mara Venn."""
    names, first = lexicon.people.given_names, run[0].word
    common = first not in names and (first in lexicon.grammar.openers or first in lexicon.grammar.verbs)
    return run[1:] if common and len(run) > 2 and run[1].word in names else run  # noqa: PLR2004


def _counted(body: list[Token], lexicon: Lexicon) -> int:
    """Where the noun phrase begins that tells of whom several are meant: dozens of (women), but not eight of ten."""
    tie = len(list(takewhile(lambda t: t.tag is Tag.DETERMINER, body)))
    tie = tie or int(body[0].word in lexicon.grammar.quantities)
    if not 0 < tie < len(body) - 1 or body[tie].word not in lexicon.grammar.partitives:
        return 0
    after = body[tie + 1].word
    return 0 if after[0].isdigit() or after in lexicon.number_words else tie + 1


def _is_office(run: list[Token], head: list[Token], body: list[Token], lexicon: Lexicon, *, definite: bool) -> bool:
    """Whether a run of capitals is someone's office: the Foreign Minister; Ondry's Ambassador to Dovria."""
    tied = definite or len(body) > len(head) or any(t.tag in {Tag.GENITIVE, Tag.POSSESSIVE} for t in head)
    outlet = len(run) == 1 and run[0].word in lexicon.people.media  # the Observer
    return tied and not outlet and is_role(run[-1].word, lexicon) and run[0].word not in lexicon.people.given_names


def _is_partisan(run: list[Token], words: _Words, lexicon: Lexicon) -> bool:
    """Whether capitals tell only what somebody is, or several are: a senior Democrat, many Liberals."""
    one = words.printed.split()[0].lower()
    led = one in lexicon.grammar.indefinites or one in lexicon.grammar.definites or lexicon.number_words.get(one) == 1
    whole = " ".join(token.word for token in run)
    if whole in lexicon.people.places or whole in lexicon.people.metonyms:
        return False  # the United States
    return is_group(run[-1].word, lexicon) or (led and _is_one_of(run[-1], lexicon))


def _without_occasion(body: list[Token], head_end: int, lexicon: Lexicon) -> list[Token]:
    """A name without the occasion after it: Mara Venn (in a televised interview)."""
    tie = body[head_end : head_end + 2]
    occasion = len(tie) > 1 and tie[0].word in lexicon.grammar.asides and tie[1].indefinite
    return body[:head_end] if occasion else body


def _titled(  # noqa: PLR0911  (one return for each shape)
    article: str, words: _Words, head: list[Token], head_end: int, lexicon: Lexicon
) -> Mention | None:
    """Someone named after a title or role: coastguard commander Mara Venn; Secretary of State Mary Crane."""
    people, body = lexicon.people, words.body
    role = max((p for p, t in enumerate(head) if is_role(t.word, lexicon)), default=-1)
    if role == len(head) - 1 and _is_last_name(head, lexicon):  # Mr. Baker, Cora Baker
        role = max((p for p, t in enumerate(head[:-1]) if is_role(t.word, lexicon)), default=-1)
    named = _names_before(head, role, lexicon)
    if named:  # Mara Venn deputy director
        run = _from_given_name(named, lexicon)
        after = head[head.index(named[-1]) + 1 :]
        name, gender = _span_text(article, run), _gender(run, ANY, lexicon)
        kind = SourceKind.NAMED_PERSON
        return Mention(name, name, run[-1].word, kind, gender, _span_text(article, after) or words.apposed)
    if role < 0:
        return None
    run = _trailing_names(head[role + 1 :])
    given = len(run) > 1 and run[0].word in people.given_names
    kinds = (
        people.organisations,
        people.documents,
        people.polls,
        *(() if head[role].word in people.titles else (people.media,)),
    )
    if run and not given and (any(run[-1].word in kind for kind in kinds) or is_group(run[-1].word, lexicon)):
        return None
    if len(run) == 1 and head[role].word in people.makers:
        return None  # toy maker Pelikaan
    if run and len(run) == len(head) - role - 1:
        title = head[role].word
        gender = people.titles.get(title, people.relations.get(title, ANY))
        described = _span_text(article, head[: role + 1]) if title not in people.honorifics else None
    else:
        tied = head_end < len(body) and (
            body[head_end].word in lexicon.grammar.partitives or head[role].word in people.titles
        )
        run = _trailing_names(body[head_end + 1 :])[-2:] if tied and role == len(head) - 1 else []
        if len(run) < 2 or run[0].word not in people.given_names or body.index(run[0]) <= head_end + 1:  # noqa: PLR2004
            return None
        if any(is_role(t.word, lexicon) for t in body[head_end + 1 : body.index(run[0])]):
            return None  # a friend of Senator Mara Venn
        gender, described = ANY, _span_text(article, body[: body.index(run[0])])
    suffixed, run = run, without_suffix(run, lexicon)
    royal = len(run) == 1 and role >= 0 and head[role].word in people.royals  # Queen Maria III
    return Mention(
        words.printed,
        _span_text(article, [head[role], *suffixed] if royal else run),
        run[-1].word,
        SourceKind.NAMED_PERSON,
        _gender(run, gender, lexicon),
        described or words.apposed,
    )


def _is_last_name(head: list[Token], lexicon: Lexicon) -> bool:
    """Whether the last word, a role elsewhere, ends somebody's name: Mr. Baker, Cora Baker, Baker (said)."""
    people, last = lexicon.people, head[-1]
    if last.tag is not Tag.NAME or not last.text[0].isupper():
        return False
    before = head[-2].word if len(head) > 1 else ""
    return before in people.honorifics or (before in people.given_names and before not in people.titles)


def is_surname(tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether one capitalised word that is a role elsewhere is a last name: Baker (said)."""
    word = tokens[0].word
    lone = len(tokens) == 1 and tokens[0].text[0].isupper() and not tokens[0].text.isupper()
    role = is_role(word, lexicon) and word not in lexicon.people.relations
    return lone and role and not is_group(word, lexicon)


def _names_before(head: list[Token], role: int, lexicon: Lexicon) -> list[Token]:
    """The full name that a role in small letters follows without a comma: Mara Venn (deputy director)."""
    if role != len(head) - 1 or role < _FULL or head[role].tag is not Tag.NOUN:
        return []
    end = role
    while end > 0 and head[end - 1].tag is Tag.NOUN and head[end - 1].text.islower():
        end -= 1
    run = _trailing_names(head[:end])
    while run and is_role(run[0].word, lexicon):
        run = run[1:]
    return run if len(run) >= _FULL and run[0].word in lexicon.people.given_names else []


def _common_noun(  # noqa: C901  (one branch for each kind)
    article: str, words: _Words, head: list[Token], lexicon: Lexicon
) -> Mention:
    """A party without a name of its own: a senior official, the company."""
    printed, body, definite, described = words.printed, words.body, words.definite, words.apposed
    people = lexicon.people
    if is_surname(body, lexicon) and printed == body[0].text:
        return Mention(printed, printed, body[0].word, SourceKind.NAMED_PERSON, description=described)
    owner = max((p for p, t in enumerate(head[:-1]) if t.tag is Tag.GENITIVE), default=-1)
    nouns = [t for t in head[owner + 1 :] if t.tag in {Tag.NOUN, Tag.NAME}]
    noun = next((t for t in reversed(nouns) if is_party(t.word, lexicon)), nouns[-1] if nouns else head[-1])
    word = noun.word
    named = any(t.tag is Tag.NAME for t in body)
    gender = people.relations.get(word, ANY)
    one = lexicon.number_words.get(body[0].word) == 1  # one of the advisers
    known = True
    maker = _maker(body, len(head), lexicon) if word in people.documents | people.polls else []
    if maker:
        return _made_by(article, maker, lexicon)
    if _is_part(head, lexicon):
        several = lexicon.number_words.get(body[0].word, 1) > 1 or body[0].word in people.group_roles
        kind = SourceKind.UNNAMED_GROUP if several else SourceKind.UNNAMED_PERSON
    elif word in people.polls:
        kind, gender = SourceKind.POLL, "thing"
    elif is_group(word, lexicon) and not one:
        kind, gender = SourceKind.UNNAMED_GROUP, "group"
    elif is_group(word, lexicon) or is_role(word, lexicon) or _is_one_of(noun, lexicon):
        kind = SourceKind.UNNAMED_PERSON
    elif word in people.media_nouns:
        kind, gender = SourceKind.MEDIA, "thing"
    elif word in people.organisations:
        kind, gender = SourceKind.NAMED_ORGANISATION, "thing"
    elif word in people.documents:
        kind, gender = SourceKind.DOCUMENT, "thing"
    elif word.endswith("s") and not word.endswith("ss"):
        kind, gender, known = SourceKind.UNNAMED_GROUP, "group", False
    elif definite and any(t.tag is Tag.NAME for t in head):
        kind, gender = SourceKind.NAMED_ORGANISATION, "thing"
    else:
        kind, known = SourceKind.UNNAMED_PERSON, False
    key = " ".join(t.word for t in body if t.tag in {Tag.NOUN, Tag.NAME}) if named else word
    name = (
        _span_text(article, body)
        if any(t.tag is Tag.NAME for t in head) and kind is SourceKind.NAMED_ORGANISATION
        else printed
    )
    bare = _is_bare(body, kind, lexicon)
    return Mention(
        printed,
        name,
        key,
        kind,
        gender,
        described,
        definite=definite,
        plausible=(known or noun.tag is Tag.NAME)
        and not any(t.tag in _NO_PARTY for t in head)
        and not (kind is SourceKind.UNNAMED_PERSON and _as_in_headlines(words)),
        described=bare and known and printed.split()[0].lower() in lexicon.grammar.definites,
        head=word,
        names=tuple(t.word for t in body if t.tag is Tag.NAME),
        maker=_span_text(article, _modifier(head)) if kind is SourceKind.POLL else None,
        owned=body[0].tag is Tag.POSSESSIVE,
        owner=_owner(body, lexicon),
    )


def _is_one_of(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a capitalised word tells what one person is: a Democrat, but not: the Union, the Observer."""
    people = lexicon.people
    body = is_body(noun.word, lexicon) or noun.word in people.firms | people.media
    return noun.tag is Tag.NAME and not body and is_group(f"{noun.word}s", lexicon)


def _is_part(head: list[Token], lexicon: Lexicon) -> bool:
    """Whether some of those told of before are meant: one of them, another, several."""
    last = head[-1]
    counted = last.word in lexicon.grammar.quantifiers and all(t.tag is not Tag.NUMBER for t in head)
    return counted or (len(head) > 1 and last.word in lexicon.grammar.object_pronouns)


def _as_in_headlines(words: _Words) -> bool:
    """Whether one person is told of without an article: senator from Ondry (says)."""
    first = words.body[0]
    return (
        first.tag is Tag.NOUN
        and words.printed.startswith(first.text)
        and all(t.tag is not Tag.GENITIVE for t in words.body)
    )


def _owner(body: list[Token], lexicon: Lexicon) -> str | None:
    """The gender of the pronoun that tells whose the last word is: her book; in "its rival's report" none does."""
    own = body[0].tag is Tag.POSSESSIVE and not any(token.tag is Tag.GENITIVE for token in body)
    return lexicon.grammar.pronouns.get(body[0].word) if own else None


def _modifier(head: list[Token]) -> list[Token]:
    """The first run of capitals in ``head``, which must not end it."""
    start = next((p for p, t in enumerate(head) if t.tag is Tag.NAME), len(head))
    end = start
    while end < len(head) and head[end].tag is Tag.NAME:
        end += 1
    return head[start:end] if end < len(head) else []


def _is_bare(body: list[Token], kind: SourceKind, lexicon: Lexicon) -> bool:
    """Whether a description names nobody and nobody's own: the secretary of state, but not: the wife of a man."""
    group_roles = lexicon.people.group_roles
    for place, token in enumerate(body):
        if token.tag is Tag.GENITIVE:
            return False
        if token.tag is Tag.PREPOSITION and any(t.tag is not Tag.NOUN for t in body[place + 1 : place + 2]):
            return False
        if token.tag is Tag.NAME and kind is not SourceKind.UNNAMED_PERSON and f"{token.word}s" not in group_roles:
            return False
    return True


def _maker(body: list[Token], at: int, lexicon: Lexicon) -> list[Token]:
    """The name of who made a document, where it ends its noun phrase: a report by the Ondry Times."""
    rest = body[at:]
    if len(rest) < 2 or rest[0].word not in lexicon.grammar.agents:  # noqa: PLR2004
        return []
    named = [t for t in rest[1:] if t.tag is not Tag.DETERMINER]
    return named if named and named[-1].tag is Tag.NAME else []


def _made_by(article: str, maker: list[Token], lexicon: Lexicon) -> Mention:
    """Who made a document or took a poll: a firm, where nobody's given name is printed."""
    words = _Words(_span_text(article, maker), maker, definite=False, apposed=None)
    return _as_body(_read(article, words, lexicon), lexicon)


def _trailing_names(tokens: list[Token]) -> list[Token]:
    k = len(tokens)
    while k > 0 and (tokens[k - 1].tag is Tag.NAME or (tokens[k - 1].word in {".", "&"} and k > 1)):
        k -= 1
    run = tokens[k:]
    while run and run[0].tag is not Tag.NAME:
        run = run[1:]
    return run


def without_suffix(run: list[Token], lexicon: Lexicon) -> list[Token]:
    """A name without what follows the last name: Mara Venn (III)."""
    return run[:-1] if len(run) > 1 and run[-1].word in lexicon.people.name_suffixes else run


def _span_text(article: str, tokens: list[Token]) -> str:
    return article[tokens[0].start : tokens[-1].end] if tokens else ""


def _gender(run: list[Token], known: str, lexicon: Lexicon) -> str:
    if known != ANY or len(run) < 2:  # noqa: PLR2004
        return known
    return lexicon.people.given_names.get(run[0].word, ANY)
