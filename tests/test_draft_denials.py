"""Denials and uncertainties by family: each way to hold something false, to withhold it, to doubt it, not to know it."""

import pytest

from briefer.articles import parse
from briefer.draft import draft

STORY = "Robert Crane, the harbour master, said on Monday that the council had sold the lido to a friend.\n\n"


def read(text):
    return draft(parse(text.encode(), shown="a.txt", suffix=".txt")).proposal


def denials(sentence):
    proposal = read(STORY + sentence + "\n")
    names = {source.key: source.name for source in proposal.sources}
    return [(names.get(d.source), d.strength.value) for d in proposal.denials]


def uncertainties(sentence):
    proposal = read(STORY + sentence + "\n")
    names = {source.key: source.name for source in proposal.sources}
    return [(u.kind.value, names.get(u.source)) for u in proposal.uncertainties if u.sentences == (2,)]


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("Mary Dole called the report a lie.", "denies"),
        ("Mary Dole called his story “completely false.”", "denies"),
        ("Mary Dole dismissed the claims as baseless.", "denies"),
        ("Mary Dole brushed aside the allegation as utter nonsense.", "denies"),
        ("Mary Dole described the account as misleading.", "denies"),
        ("Mary Dole labeled the rumours ridiculous.", "disputes"),
        ("Mary Dole shot down the rumours.", "denies"),
        ("Mary Dole pleaded not guilty on Tuesday.", "denies"),
        ("Mary Dole has maintained her innocence.", "denies"),
        ("Mary Dole issued a flat denial.", "denies"),
        ("Mary Dole insisted that there was no deal.", "denies"),
        ("Mary Dole said she had not taken a crown.", "denies"),
        ("“I have never taken a crown from a friend,” Mary Dole said.", "denies"),
        ("Mary Dole said he was wrong to say that it was sold.", "disputes"),
        ("Mary Dole took issue with the claim.", "disputes"),
        ("Mary Dole pushed back against the suggestion that it was sold.", "disputes"),
        ("Mary Dole never bought the idea that it was sold.", "disputes"),
        ("Mary Dole rejected attacks from the harbour master that she was careless.", "denies"),
        ("“The claim is just absurd,” Mary Dole said.", "disputes"),
        ("“That is a total fabrication,” Mary Dole said.", "denies"),
        ("“That’s just wrong,” Mary Dole said.", "disputes"),
        ("“We did nothing improper,” Mary Dole said.", "denies"),
        ("“I had nothing to do with it,” Mary Dole said.", "denies"),
        ("“Nothing could be further from the truth,” Mary Dole said.", "denies"),
        ("“I have not had any talks with him,” Mary Dole said.", "denies"),
        ("Mary Dole said she was not selling anything.", "denies"),
        ("Mary Dole said her words had been taken out of context.", "disputes"),
    ],
)
def test_each_way_to_hold_something_false_is_a_denial_by_who_does(sentence, strength):
    assert denials(sentence) == [("Mary Dole", strength)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mary Dole called the plan ridiculous.",
        "Mary Dole called Robert Crane a liar.",
        "Mary Dole dismissed the lifeguard as lazy.",
        "Mary Dole said it would be wrong to sell it.",
        "Mary Dole said the council should have no role in it.",
        "The court rejected the argument that it was sold.",
        "The lido is made up of three pools.",
        "“If that is false, we will see,” Mary Dole said.",
        "Mary Dole asked: “Is that not true?”",
        "Mary Dole is heavily contesting the seat.",
        "Mary Dole said she did not directly address the sale.",
        "Mary Dole insisted that she did not want to leave.",
        "Mary Dole said she was not aware of any letters.",
    ],
)
def test_what_only_judges_or_supposes_is_no_denial(sentence):
    assert denials(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Robert Crane falsely claimed that the price was a secret.",
        "Robert Crane said: “It was sold for nothing,” but in fact the council was paid.",
        "Many residents assumed that it was sold, but that was not the case.",
        "There was no evidence to support it.",
        "The report was inaccurate.",
    ],
)
def test_the_article_itself_calls_it_false(sentence):
    assert denials(sentence) == [(None, "rebuts")]


def test_its_own_word_stands_beside_a_report_and_not_against_it():
    assert denials("The pool will stay as it is, but in fact the roof is new.") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Mary Dole declined to directly respond to a question about it.", "undisclosed"),
        ("Mary Dole declined to weigh in.", "undisclosed"),
        ("Mary Dole wouldn’t say whether it was sold.", "undisclosed"),
        ("Mary Dole has not said whether it was sold.", "undisclosed"),
        ("Mary Dole sidestepped the question.", "undisclosed"),
        ("Mary Dole avoided a direct answer.", "undisclosed"),
        ("Mary Dole has remained largely mum.", "undisclosed"),
        ("Mary Dole offered few details.", "undisclosed"),
        ("Mary Dole accused the council of hiding the price.", "unconfirmed"),
    ],
)
def test_withholding_and_accusing_have_who_does(sentence, kind):
    assert uncertainties(sentence) == [(kind, "Mary Dole")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Mary Dole is not sure she will swim there.", "unknown"),
        ("It is anyone’s guess who will run it.", "unknown"),
        ("There is no consensus on whether it was sold.", "unknown"),
        ("A neighbour is accused of hiding the keys.", "unconfirmed"),
        ("The pool might close in the winter.", "hedged"),
        ("The deal is likely to fail.", "hedged"),
        ("It could cost the town a million.", "hedged"),
    ],
)
def test_what_nobody_knows_or_only_may_be_so(sentence, kind):
    assert [found for found, _ in uncertainties(sentence)] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "If you like swimming, you may like the lido.",
        "Some may recall the old pier.",
        "Among likely voters the lido is popular.",
        "The keepers could see the pier and they could hear it.",
        "The council asked how the pool might be kept.",
        "The pool that may be sold has a roof.",
        "She could swim before she could walk.",
    ],
)
def test_a_hedge_on_no_fact_in_question_is_none(sentence):
    assert uncertainties(sentence) == []


# What answers a charge

CHARGE = "A former aide accused Mary Dole of hiding the list of buyers.\n\n"


def answered(*sentences):
    """The denials in what follows a charge against Mary Dole: who, how, and in which sentence."""
    proposal = read(CHARGE + "\n\n".join(sentences) + "\n")
    names = {source.key: source.name for source in proposal.sources}
    return [(names.get(d.source), d.strength.value, d.sentences[0]) for d in proposal.denials]


@pytest.mark.parametrize(
    "reply",
    [
        "“Absolutely not,” Dole said.",
        "“No, Senator,” Dole said.",
        "“There was no list,” Dole said.",
        "“Nobody in my office was given a list of any buyers,” Dole said.",
        "“We sell lists to nobody, and we did not sell this list,” Dole said.",
        "“We are not hiding a list,” Dole said.",
        "Not so, says Dole.",
        "“I made no such list,” Dole said.",
    ],
)
def test_who_says_no_to_a_charge_denies(reply):
    assert answered(reply) == [("Mary Dole", "denies", 2)]


@pytest.mark.parametrize(
    "reply",
    [
        "“No, I’m not going to talk about that,” Dole said.",
        "“No questions, please,” Dole said.",
        "“No one is above the law,” the party chair, Ida Falk, said.",
        "“There is no magic wand,” Ida Falk said.",
        "“Nobody told us anything until six,” Ida Falk said.",
        "“I was never asked to go,” Ida Falk said.",
        "“There is no question that she must go,” Ida Falk said.",
        "“I got it wrong,” Dole said.",
        "Her office did not return two calls.",
    ],
)
def test_what_answers_no_charge_is_no_denial(reply):
    assert answered(reply) == []


def test_an_answer_needs_a_charge():
    assert denials("“No,” Mary Dole said, when she was offered tea.") == []
    assert denials("It did not.") == [(None, "rebuts")]
    assert read("The keepers hoped to win.\n\nThey did not.\n").denials == ()


def test_the_article_answers_in_its_own_voice():
    assert denials("It wasn’t, and the council has the papers.") == [(None, "rebuts")]
    assert denials("That is a fiction.") == [(None, "rebuts")]
    assert denials("I couldn’t.") == []


def test_a_verb_with_two_objects_denies_something_to_somebody():
    assert denials("Fog denied rescuers a view of the pool.") == []
    assert denials("If Mary Dole denies it, the hearing will be long.") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Four messages left with the council went unreturned.", "undisclosed"),
        ("Mary Dole invoked her Fifth Amendment right.", "undisclosed"),
        ("According to the complaint, the price was a bribe.", "unconfirmed"),
        ("Nobody here can say how many swim.", "unknown"),
        ("The buyer has yet to be identified.", "unknown"),
    ],
)
def test_more_ways_to_withhold_and_not_to_know(sentence, kind):
    assert [found for found, _ in uncertainties(sentence)] == [kind]
