"""Which assertions of an article become its key claims, what they cite and in which order they stand."""

from briefer.articles import parse
from briefer.draft import draft


def claims(text):
    return draft(parse(text.encode(), shown="a.txt", suffix=".txt")).proposal.claims


HEAD = "Council sells lido to friend of mayor.\n\n"
LEAD = "The council of Ondry has sold its lido to a friend of the mayor for 40,000 crowns, the harbour master said.\n\n"


def test_a_claim_cites_the_speakers_own_words_that_follow_it():
    found = claims(
        LEAD + "Robert Crane said the council had sold the lido far below its value.\n\n“It was a gift,” Crane said.\n"
    )
    assert (2, 3) in [claim.sentences for claim in found]


def test_what_another_speaker_says_next_is_a_claim_of_its_own():
    found = claims(
        LEAD
        + "Robert Crane said the council had sold the lido far below its value.\n\n“It was a gift,” Mary Dole said.\n"
    )
    assert {(2,), (3,)} <= {claim.sentences for claim in found}


def test_a_speaker_who_goes_on_without_a_quotation_makes_a_second_claim():
    found = claims(
        LEAD + "Robert Crane said the council had sold the lido. Crane said that the roof would cost 90,000 crowns.\n"
    )
    assert {(2,), (3,)} <= {claim.sentences for claim in found}


def test_a_sentence_that_only_denies_is_no_claim():
    proposal = draft(
        parse((LEAD + "Mary Dole denied that the council had sold it.\n").encode(), shown="a.txt", suffix=".txt")
    ).proposal
    assert [denial.sentences for denial in proposal.denials] == [(2,)]
    assert (2,) not in [claim.sentences for claim in proposal.claims]


def test_what_is_said_with_negated_words_may_be_a_key_claim_and_a_denial():
    text = LEAD + "“That is not true. The council did not sell it,” Mary Dole said.\n"
    proposal = draft(parse(text.encode(), shown="a.txt", suffix=".txt")).proposal
    assert proposal.denials
    assert proposal.denials[0].sentences[0] in {n for claim in proposal.claims for n in claim.sentences}


def test_a_refusal_to_comment_is_no_claim():
    found = claims(LEAD + "Mary Dole declined to comment.\n")
    assert [claim.sentences for claim in found] == [(1,)]


def test_a_sentence_whose_credit_asserts_nothing_is_still_the_articles_own_claim():
    found = claims(LEAD + "Reporters asked Robert Crane about the price of 40,000 crowns on Monday.\n")
    assert (2,) in [claim.sentences for claim in found]


FILLER = "".join(
    f"The lido was painted again in the spring of {year}, and its {thing} was mended.\n\n"
    for year, thing in zip(
        range(2001, 2013),
        ["roof", "wall", "gate", "pump", "hoist", "slide", "tower", "fence", "drain", "bench", "clock", "stair"],
        strict=True,
    )
)


def test_a_headline_in_the_text_is_passed_over_and_the_lead_stands_first():
    found = claims(HEAD + LEAD + FILLER)
    assert found[0].sentences == (2,)
    assert (1,) not in [claim.sentences for claim in found]


THINGS = [
    "quay",
    "lantern",
    "barn",
    "mill",
    "orchard",
    "tannery",
    "chapel",
    "foundry",
    "brewery",
    "dairy",
    "saddlery",
    "bakery",
    "ropewalk",
    "smithy",
]


def test_a_lead_in_the_first_line_is_no_headline():
    assert claims(LEAD + FILLER)[0].sentences == (1,)


def test_one_sentence_is_not_given_twice_while_others_are_left():
    text = LEAD + "Mary Dole said Robert Crane had told her that the lido was sold for a crown in May.\n\n" + FILLER
    cited = [number for claim in claims(text) for number in claim.sentences]
    assert cited.count(2) == 1


def test_a_long_article_has_more_than_seven_claims_only_where_they_tell_something():
    told = "".join(f"Mary Dole said that the {what} was sold for a crown.\n\n" for what in THINGS)
    assert len(claims(HEAD + LEAD + told)) == 11
    assert len(claims(HEAD + LEAD + FILLER)) == 7


def test_a_short_article_has_three_claims():
    assert len(claims(LEAD + "The pool is cold. The sea is near. The price is a crown.\n")) == 3
