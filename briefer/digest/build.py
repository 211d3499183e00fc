"""From what was found to be one to the contract: ids, order, counts and links."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Literal

from briefer.briefing import ClaimStatus
from briefer.digest.conflicts import Clash
from briefer.digest.contract import (
    Answer,
    Cited,
    CitedList,
    Conflict,
    Digest,
    DigestArticle,
    DigestClaim,
    DigestDenial,
    DigestProvenance,
    DigestSource,
    DigestUncertainty,
    Reliance,
    Settlement,
    Side,
    Step,
    Text,
    Voice,
)
from briefer.digest.held import HeldClaim, HeldItem, HeldSentence, HeldSource
from briefer.digest.items import Placed
from briefer.digest.working import Findings

_SEVERITY = {ClaimStatus.ASSERTED: 0, ClaimStatus.UNCERTAIN: 1, ClaimStatus.DENIED: 2}


class Build:
    """The contract's form of what was found; ``claim_ids`` gives the digest's id of each claim by its place."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.items = findings.items
        self.story = findings.items.story
        self._sentences: dict[tuple[int, int], Cited] = {}
        groups, denied = findings.claim_groups, findings.denied
        ranked = sorted(groups.members().items(), key=lambda found: self._rank(found[1], denied=found[0] in denied))
        self.claim_ids = {place: f"C{number}" for number, (_, members) in enumerate(ranked, 1) for place in members}
        self.claims = tuple(self._claim(members, denied=root in denied) for root, members in ranked)
        self.denials = tuple(self._denial(number, *found) for number, found in enumerate(findings.denials, 1))
        self.conflicts = tuple(self._conflict(number, *found) for number, found in enumerate(findings.clashes, 1))
        self.uncertainties = tuple(
            self._uncertainty(number, *found) for number, found in enumerate(findings.uncertainties, 1)
        )

    def digest(self, bottom_line: tuple[Text, ...], provenance: DigestProvenance) -> Digest:
        """Put the digest together."""
        return Digest(
            articles=tuple(map(self._article, range(len(self.story.articles)))),
            bottom_line=bottom_line,
            claims=self.claims,
            denials=self.denials,
            conflicts=self.conflicts,
            uncertainties=self.uncertainties,
            sources=tuple(self._sources()),
            reliances=tuple(self._reliances()),
            timeline=tuple(self._timeline()),
            provenance=provenance,
        )

    def _rank(self, members: Sequence[int], *, denied: bool) -> tuple[object, ...]:
        """What many found out comes first, then what is denied or in conflict, then what was first to be reported."""
        independent = self._independent(members)
        contested = any(
            place in claims for clash, _ in self.findings.clashes for _, claims in clash.sides for place in members
        )
        first = min(members)
        order = self.items.claims[first]
        return (-independent, not (denied or contested), self._place_in_article(order), order.article, first)

    @staticmethod
    def _place_in_article(placed: Placed[HeldItem]) -> int:
        return int(placed.item.id[1:])

    def _independent(self, members: Iterable[int]) -> int:
        return len({self.items.root(self.items.claims[place]) for place in members})

    def _article(self, place: int) -> DigestArticle:
        held = self.story.articles[place]
        copied = self.story.copy_of.get(place)
        return DigestArticle(
            id=_ref(place),
            article_id=held.article_id,
            path=held.path,
            url=held.url,
            title=held.title,
            outlet=held.outlet,
            published=held.published,
            language=held.language,
            text_sha256=held.text_sha256,
            copy_of=None if copied is None else _ref(copied),
        )

    def _voice(self, placed: Placed[HeldItem]) -> Voice:
        item = placed.item
        return Voice(
            article=_ref(placed.article),
            item=item.id,
            statement=item.statement,
            source=self.items.party(placed),
            via=tuple(self.items.party_of[placed.article, relay] for relay in item.via),
            cue=item.cue,
            hedges=item.hedges if isinstance(item, HeldClaim) else (),
            evidence=self._cited(placed.article, item.evidence),
        )

    def _claim(self, members: Sequence[int], *, denied: bool) -> DigestClaim:
        placed = [self.items.claims[place] for place in members]
        statuses = [each.item.status for each in placed]
        root = self.findings.claim_groups.root(members[0])
        by: Literal["rules", "model"] | None = "rules" if len(members) > 1 else None
        if root in self.findings.by_model:
            by = "model"
        return DigestClaim(
            id=self.claim_ids[members[0]],
            statement=_wording(placed),
            sources=tuple(dict.fromkeys(party for each in placed if (party := self.items.party(each)))),
            articles=_articles(placed),
            independent=self._independent(members),
            counting=self._counting(placed),
            status=ClaimStatus.DENIED if denied else max(statuses, key=_SEVERITY.__getitem__),
            merged_by=by,
            voices=tuple(map(self._voice, placed)),
        )

    def _counting(self, placed: Sequence[Placed[HeldItem]]) -> str | None:
        """Why fewer articles count than carry it."""
        reasons = []
        outlets: dict[str, list[str]] = defaultdict(list)
        for each in placed:
            copied, leant = self.story.copy_of.get(each.article), self.story.leans(each.article, each.credits)
            root = self.items.root(each)
            if copied is not None:
                reasons.append(f"{_ref(each.article)} carries the text of {_ref(copied)}")
            elif leant is not None:
                reasons.append(f"{_ref(each.article)} credits {_ref(leant)}")
            elif isinstance(root, str):
                outlets[root].append(_ref(each.article))
        reasons += [
            f"{' and '.join(found)} credit {self.items.parties[int(outlet[1:]) - 1].named.name}"
            for outlet, articles in outlets.items()
            if len(found := list(dict.fromkeys(articles))) > 1
        ]
        return "; ".join(dict.fromkeys(reasons)) or None

    def _denial(self, number: int, group: Sequence[int], places: Sequence[int]) -> DigestDenial:
        placed = [self.items.denials[member] for member in group]
        first = placed[0].item
        mine = {self.story.origin(each.article) for each in placed}
        return DigestDenial(
            id=f"D{number}",
            statement=first.statement,
            source=self.items.party(placed[0]),
            strength=first.strength,
            denies=tuple(dict.fromkeys(self.claim_ids[place] for place in places)),
            across=any(self.story.origin(self.items.claims[place].article) not in mine for place in places),
            voices=tuple(map(self._voice, placed)),
        )

    def _conflict(self, number: int, clash: Clash, settled: tuple[int, str] | None) -> Conflict:
        settlement = None
        if settled is not None:
            placed = self.items.claims[settled[0]]
            settlement = Settlement(
                article=_ref(placed.article),
                value=settled[1],
                statement=placed.item.statement,
                evidence=self._cited(placed.article, placed.item.evidence),
            )
        return Conflict(
            id=f"X{number}",
            about=clash.about,
            sides=tuple(
                Side(
                    value=value,
                    claims=tuple(dict.fromkeys(self.claim_ids[claim] for claim in claims)),
                    voices=tuple(self._voice(self.items.claims[claim]) for claim in claims),
                )
                for value, claims in clash.sides
            ),
            settled=settlement,
        )

    def _uncertainty(self, number: int, group: Sequence[int], found: Sequence[int]) -> DigestUncertainty:
        placed = [self.items.uncertainties[member] for member in group]
        first = placed[0].item
        about = [
            self.claim_ids[self.items.claim_place[each.article, claim]] for each in placed for claim in each.item.about
        ]
        answers = [(self.items.claims[place], place) for place in found]
        return DigestUncertainty(
            id=f"U{number}",
            statement=first.statement,
            kind=first.kind,
            about=tuple(dict.fromkeys(about)),
            status="answered" if answers else "open",
            answers=tuple(
                Answer(
                    article=_ref(claim.article),
                    claim=self.claim_ids[place],
                    statement=claim.item.statement,
                    evidence=self._cited(claim.article, claim.item.evidence),
                )
                for claim, place in answers
            ),
            voices=tuple(map(self._voice, placed)),
        )

    def _sources(self) -> Iterable[DigestSource]:
        made: dict[str, list[str]] = {}
        for claim in self.claims:
            for source in claim.sources:
                made.setdefault(source, []).append(claim.id)
        for party in self.items.parties:
            described = next((source.description for _, source in party.members if source.description), None)
            yield DigestSource(
                id=party.id,
                name=party.named.name,
                kind=party.named.kind,
                description=described,
                aliases=party.aliases,
                articles=tuple(dict.fromkeys(_ref(place) for place, _ in party.members)),
                claims=tuple(made.get(party.id, ())),
                evidence=self._first_of_each_article(party.members),
            )

    def _first_of_each_article(self, members: Iterable[tuple[int, HeldSource]]) -> CitedList:
        """The sentence of each article that first names a party."""
        first: dict[int, HeldSentence] = {}
        for place, source in members:
            for evidence in source.evidence[:1]:
                if place not in first or evidence.sentence < first[place].sentence:
                    first[place] = evidence
        return tuple(each for place, evidence in first.items() for each in self._cited(place, (evidence,)))

    def _cited(self, article: int, evidence: Iterable[HeldSentence]) -> CitedList:
        """Evidence of one article as the digest cites it; a sentence that many items cite is kept once."""
        found = []
        for each in evidence:
            key = (article, each.sentence)
            if key not in self._sentences:
                self._sentences[key] = cited(article, each)
            found.append(self._sentences[key])
        return tuple(found)

    def _reliances(self) -> Iterable[Reliance]:
        for leaning in self.story.leanings:
            yield Reliance(
                article=_ref(leaning.article),
                on=_ref(leaning.on),
                source=self.items.party_of[leaning.article, leaning.source.id],
                evidence=self._cited(leaning.article, leaning.source.evidence),
            )

    def _timeline(self) -> Iterable[Step]:
        told: set[str] = set()
        claims = _by_article((claim.id, claim.articles) for claim in self.claims)
        denials = _by_article((each.id, [voice.article for voice in each.voices]) for each in self.denials)
        unknown = _by_article((each.id, [voice.article for voice in each.voices]) for each in self.uncertainties)
        conflicts = _by_article((each.id, [_ref(self._second_side(each))]) for each in self.conflicts)
        answers = _by_article((each.id, [each.answers[0].article]) for each in self.uncertainties if each.answers)
        settles = _by_article((each.id, [each.settled.article]) for each in self.conflicts if each.settled)

        def new(found: Iterable[str]) -> tuple[str, ...]:
            fresh = tuple(name for name in found if name not in told)
            told.update(fresh)
            return fresh

        for place, held in enumerate(self.story.articles):
            here = _ref(place)
            copied = place in self.story.copy_of
            yield Step(
                article=here,
                published=held.published,
                claims=() if copied else new(claims[here]),
                denials=() if copied else new(denials[here]),
                uncertainties=() if copied else new(unknown[here]),
                conflicts=() if copied else new(conflicts[here]),
                answers=() if copied else tuple(answers[here]),
                settles=tuple(settles[here]),
            )

    @staticmethod
    def _second_side(conflict: Conflict) -> int:
        """The place of the article with which the figures begin to differ."""
        firsts = sorted(min(int(voice.article[1:]) for voice in side.voices) for side in conflict.sides)
        return firsts[1] - 1


def _by_article(items: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Sequence[str]]:
    """The ids of items by the articles that have them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, articles in items:
        for article in dict.fromkeys(articles):
            found[article].append(name)
    return found


def cited(article: int, sentence: HeldSentence) -> Cited:
    """A sentence of an article, by place, as the contract has it."""
    return Cited(
        sentence=sentence.sentence,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.exact,
        prefix=sentence.prefix,
        suffix=sentence.suffix,
        article=_ref(article),
    )


def _ref(place: int) -> str:
    return intern(f"A{place + 1}")


def _articles(placed: Sequence[Placed[HeldItem]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_ref(each.article) for each in placed))


def _wording(placed: Sequence[Placed[HeldItem]]) -> str:
    """The wording that stands for all: the shortest of the earliest article that is no copy."""
    first = min(each.article for each in placed)
    return min((each.item.statement for each in placed if each.article == first), key=len)
