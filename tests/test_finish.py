"""Any proposal becomes a briefing: evidence exact, links whole, and nothing lost on the way."""

from builders import make_article, make_provenance
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.briefing import Briefing, ClaimStatus, DenialStrength, SourceKind, UncertaintyKind
from briefer.pipelines.finish import finish
from briefer.proposal import (
    Cue,
    Draft,
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedItem,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
)

ARTICLE = make_article()
HEADLINE = ProposedText("Velmora says Ostrana armed the rebels of the Karsk valley", (2,))
LEAD = ProposedText("Velmora has accused Ostrana of sending mortars to the rebels in the Karsk valley.", (2,))
DRAFT = Draft(Proposal(HEADLINE, (LEAD,)), (Cue(5, "denied", "denials"), Cue(6, "declined to", "uncertainties")), "en")
SOURCES = (
    ProposedSource("t", "Ilena Torvald", SourceKind.NAMED_PERSON, (3,), "defence minister", ("Ms Torvald",)),
    ProposedSource("o", "Ostrana's foreign ministry", SourceKind.NAMED_ORGANISATION, (5,)),
    ProposedSource("v", "Velmora", SourceKind.NAMED_ORGANISATION, (2,)),
)
SENT = ProposedClaim("sent", "Ostrana sent mortars to the rebels in the Karsk valley.", "v", (2,), cue="accused")
CRATES = ProposedClaim("crates", "40 crates crossed the border on Monday.", "t", (3,), cue="said")
MEDICINE = ProposedClaim("medicine", "The crates may have held medicine.", None, (4,), hedges=("may",))
DENIAL = ProposedDenial(
    "d",
    "Ostrana's foreign ministry denies sending any weapons.",
    "o",
    DenialStrength.DENIES,
    (5,),
    cue="denied",
    denies=("sent",),
)
HOW = ProposedUncertainty(
    "u",
    "How the crates were found is not disclosed.",
    UncertaintyKind.UNDISCLOSED,
    "t",
    (6,),
    cue="declined to say",
    about=("crates",),
)
WHOLE = Proposal(HEADLINE, (LEAD,), SOURCES, (SENT, CRATES), (HOW,), (DENIAL,))


def finished(proposal=WHOLE, *, article=ARTICLE, draft=DRAFT):
    return finish(article, proposal, draft, make_provenance())


def test_a_faithful_proposal_survives_whole():
    briefing = finished()
    assert (len(briefing.sources), len(briefing.claims), len(briefing.uncertainties), len(briefing.denials)) == (
        3,
        2,
        1,
        1,
    )
    assert (briefing.quarantine, briefing.omissions, briefing.provenance.reverted) == ((), (), ())


def test_sources_are_numbered_by_first_mention_and_claims_as_given():
    briefing = finished()
    assert [(source.id, source.name) for source in briefing.sources] == [
        ("S1", "Velmora"),
        ("S2", "Ilena Torvald"),
        ("S3", "Ostrana's foreign ministry"),
    ]
    assert [(claim.id, claim.source) for claim in briefing.claims] == [("C1", "S1"), ("C2", "S2")]


def test_uncertainties_and_denials_are_numbered_in_text_order():
    first = ProposedDenial("d2", "Velmora has denied nothing.", None, DenialStrength.DISPUTES, (2,))
    briefing = finished(Proposal(HEADLINE, sources=SOURCES, denials=(DENIAL, first)))
    assert [denial.evidence[0].sentence for denial in briefing.denials] == [2, 5]
    assert [denial.id for denial in briefing.denials] == ["D1", "D2"]


def test_links_are_ids():
    briefing = finished()
    assert (briefing.denials[0].denies, briefing.uncertainties[0].about) == (("C1",), ("C2",))


def test_a_claim_s_status_comes_from_its_links():
    briefing = finished(Proposal(HEADLINE, (), SOURCES, (SENT, CRATES, MEDICINE), (HOW,), (DENIAL,)))
    assert [claim.status for claim in briefing.claims] == [
        ClaimStatus.DENIED,
        ClaimStatus.UNCERTAIN,
        ClaimStatus.ASSERTED,
    ]


def test_a_statement_that_drops_a_hedge_becomes_its_sentence_and_is_listed():
    flat = ProposedClaim("flat", "The crates held medicine.", None, (4,))
    briefing = finished(Proposal(HEADLINE, claims=(flat,)))
    assert briefing.claims[0].statement == ARTICLE.sentence(4)
    assert [(entry.section, entry.id, entry.reason) for entry in briefing.provenance.reverted] == [
        ("claims", "C1", "drops the hedge “may have”")
    ]


def test_a_denial_verb_in_a_claim_s_cue_does_not_excuse_the_denied_clause_stated_flat():
    flat = ProposedClaim("flat", "sending any weapons", "o", (5,), cue="denied")
    assert finished(Proposal(HEADLINE, sources=SOURCES, claims=(flat,))).claims[0].statement == ARTICLE.sentence(5)


def test_a_denial_may_give_the_denied_clause_since_its_cue_says_that_it_is_denied():
    clause = ProposedDenial("d", "sending any weapons", "o", DenialStrength.DENIES, (5,), cue="denied")
    assert (
        finished(Proposal(HEADLINE, sources=SOURCES, denials=(clause,))).denials[0].statement == "sending any weapons"
    )


def test_a_headline_that_adds_a_name_becomes_the_article_s_title():
    briefing = finished(Proposal(ProposedText("Velmora and Dorsk accuse Ostrana of sending mortars", (2,))))
    assert briefing.headline.text == ARTICLE.title


def test_a_removed_denial_is_listed_as_an_omission():
    briefing = finished(Proposal(HEADLINE, sources=SOURCES, uncertainties=(HOW,)))
    assert [(missed.sentence, missed.section) for missed in briefing.omissions] == [(5, "denials")]


def test_an_added_section_is_numbered_guarded_and_linked():
    items = (
        ProposedItem(
            "a", {"event": "40 crates crossed the border", "claims": ["crates", "gone"]}, (3,), frozenset({"claims"})
        ),
        ProposedItem("b", {"event": "400 crates crossed the border", "parties": ["Velmora", "Dorsk"]}, (3,)),
    )
    section = finished(Proposal(HEADLINE, sources=SOURCES, claims=(CRATES,), sections={"timeline": items})).sections[
        "timeline"
    ]
    assert [item.id for item in section] == ["timeline-1", "timeline-2"]
    assert section[0].model_dump(include={"event", "claims"}) == {
        "event": "40 crates crossed the border",
        "claims": ["C1"],
    }
    assert section[1].model_dump()["event"] == ARTICLE.sentence(3)


def test_without_a_lexicon_only_the_article_s_own_sentences_stand():
    draft = Draft(Proposal(HEADLINE), (), None)
    part = ProposedClaim("a", "Ostrana's foreign ministry denied sending", None, (5,))
    briefing = finished(Proposal(HEADLINE, claims=(part,)), draft=draft)
    assert briefing.claims[0].statement == ARTICLE.sentence(5)
    assert len(briefing.provenance.reverted) == 1


def test_the_same_proposal_gives_the_same_briefing():
    provenance = make_provenance()
    assert finish(ARTICLE, WHOLE, DRAFT, provenance) == finish(ARTICLE, WHOLE, DRAFT, provenance)


TEXTS = (
    make_article(),
    make_article("Ада Рилл сказала: «Плотина цела».\r\nОстер это отрицает.\r\n", title=None, language="ru"),
    make_article("知事は「二人が行方不明だ」と述べた。\n軍は否定した。 👩‍👩‍👧 !", title=None, language="ja"),
    make_article(
        "قال الوزير إن السد آمن.\u00a0نفى الجيش ذلك. Cafe\u0301 e\u0301ta\u0301. 12\u00a0000 died.",
        title=None,
        language="ar",
    ),
    make_article("...", title=None, sentences=()),
)
KEYS = st.sampled_from(["a", "b", "c", ""])
NUMBERS = st.lists(st.integers(-2, 9) | st.integers(), max_size=5).map(tuple)


@st.composite
def proposals(draw):
    article = draw(st.sampled_from(TEXTS))
    sentences = [article.sentence(number + 1) for number in range(len(article.sentences))]
    words = [word for sentence in sentences for word in sentence.split()] or ["x"]
    printed = st.sampled_from([*sentences, *words]) if sentences else st.just("x")
    some = (
        printed
        | st.lists(st.sampled_from([*words, "not", "may", "12", "Osric"]), max_size=6).map(" ".join)
        | st.text(max_size=20)
    )
    maybe = st.none() | some
    several = st.lists(some, max_size=2).map(tuple)
    keys = st.lists(KEYS, max_size=3).map(tuple)
    text = st.builds(ProposedText, some, NUMBERS)
    source = st.builds(ProposedSource, KEYS, some, st.sampled_from(SourceKind), NUMBERS, maybe, several)
    claim = st.builds(ProposedClaim, KEYS, some, st.none() | KEYS, NUMBERS, keys, maybe, maybe, several)
    uncertainty = st.builds(
        ProposedUncertainty, KEYS, some, st.sampled_from(UncertaintyKind), st.none() | KEYS, NUMBERS, keys, maybe, keys
    )
    denial = st.builds(
        ProposedDenial, KEYS, some, st.none() | KEYS, st.sampled_from(DenialStrength), NUMBERS, keys, maybe, keys
    )
    fields = st.fixed_dictionaries(
        {"when": some, "who": st.lists(some, max_size=2), "claims": st.lists(KEYS, max_size=2)}
    )
    item = st.builds(ProposedItem, KEYS, fields, NUMBERS, st.just(frozenset({"claims"})))

    def few(strategy):
        return st.lists(strategy, max_size=3).map(tuple)

    proposal = st.builds(
        Proposal,
        text,
        few(text),
        few(source),
        few(claim),
        few(uncertainty),
        few(denial),
        st.dictionaries(st.just("timeline"), few(item)),
    )
    lexicon = "en" if article.language == "en" else None
    return article, draw(proposal), Draft(draw(proposal), (Cue(1, "x", "denials"),), lexicon)


@given(proposals())
@settings(max_examples=60)
def test_any_proposal_becomes_a_valid_briefing_and_nothing_vanishes(case):
    article, proposal, draft = case
    briefing = finished(proposal, article=article, draft=draft)
    assert Briefing.model_validate_json(briefing.model_dump_json()) == briefing
    for evidence in briefing.all_evidence():
        assert article.text[evidence.start : evidence.end] == evidence.exact == article.sentence(evidence.sentence)
    for section in ("sources", "claims", "uncertainties", "denials"):
        quarantined = [entry for entry in briefing.quarantine if entry.section == section]
        assert len(getattr(briefing, section)) + len(quarantined) == len(getattr(proposal, section))
    kept = len(briefing.sections.get("timeline", ()))
    assert kept + sum(entry.section == "timeline" for entry in briefing.quarantine) == len(
        proposal.sections.get("timeline", ())
    )


@given(proposals())
@settings(max_examples=40)
def test_cues_quotes_hedges_and_names_are_always_printed_in_the_article(case):
    article, proposal, draft = case
    briefing = finished(proposal, article=article, draft=draft)
    for claim in briefing.claims:
        for words in (claim.cue, claim.quote, *claim.hedges):
            assert words is None or words in article.text
    for source in briefing.sources:
        assert (
            source.name in article.text
            or source.name in {article.title, article.outlet}
            or source.name in (article.title or "")
        )
        assert all(item.evidence for item in briefing.sources)


@given(proposals())
@settings(max_examples=40)
def test_every_link_leads_to_an_item_that_is_there(case):
    article, proposal, draft = case
    briefing = finished(proposal, article=article, draft=draft)
    sources = {source.id for source in briefing.sources}
    claims = {claim.id for claim in briefing.claims}
    for item in (*briefing.claims, *briefing.uncertainties, *briefing.denials):
        assert {item.source, *item.via} <= sources | {None}
    assert {key for item in briefing.uncertainties for key in item.about} <= claims
    assert {key for item in briefing.denials for key in item.denies} <= claims
