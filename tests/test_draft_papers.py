"""Who says what in stories of American and British papers: each text was misread before its rule was there."""

import pytest
from credited import article, says, speakers

from briefer.draft import draft


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The means by which something is said, and a subject parted from its verb inside what another says.
        ("“We need a plan,” Paul Holt said by phone on Monday.", ["Paul Holt"]),
        ("Police said Carl Olsen, a retired clerk, warned them that the dam would fail.", ["Police", "Carl Olsen"]),
        ("The Herald reported that Carl Olsen, 40, told police it was his.", ["Herald", "Carl Olsen"]),
        ("It has begun a review, its secretary, Perpetua Lang, said.", ["Perpetua Lang"]),
        ("More broadly, Anna Fischer, who is an economist, predicted that prices will rise.", ["Anna Fischer"]),
        ("A year ago, farmers had a hard time, said Sherry Lunt.", ["Sherry Lunt"]),
        ("BERGEN (Norpress) — The island will trade, Tom Vance, the chairman, told Norpress.", ["Tom Vance"]),
        ("Noting that the dam was old, Mara Venn asked for help.", ["Mara Venn", "Mara Venn"]),
        ("Mark Olmos said he would leave, but Rita Feld stayed on, saying it was late.", ["Mark Olmos", "Rita Feld"]),
        ("The council was condemned by Paul Olmos, who called it slow, and Rita Feld, who called it “dead.”",
         ["Paul Olmos", "Paul Olmos", "Rita Feld"]),
        # Adverbials that are no part of a name or a subject.
        ("Paul Ferro spoke. Ferro in part blamed the council.", ["Paul Ferro"]),
        ("Paul Ferro spoke. At one point Ferro accused the council of theft.", ["Paul Ferro"]),
        ("Paul Ferro spoke. Ferro once again said the crowd was paid.", ["Paul Ferro"]),
        # Whom a pronoun, a post or a last name means.
        ("Mayor Mark Dorn met Anna Brill on Monday. The mayor said it was ready.", ["Mark Dorn"]),
        ("Sen. Marco Dunmore (R-Vt.) left. The senator from Vermont said so.", ["Marco Dunmore"]),
        ("Anna Bell moved out when the landlord told her the roof was unsafe.", ["the landlord"]),
        ("Paul Dorner said so. Last month, it was Jeb Feld who raised it. He said he liked it.",
         ["Paul Dorner", "Jeb Feld"]),
        ("Corey Lund said Tom Pell’s campaign is hiring. “That’s a big job,” he added.", ["Corey Lund"] * 2),
        ("President Otto Karl left. Jon Russ is a councilman. Karl, he said, is “wrong.”", ["Jon Russ"]),
        ("Donald Marrow left. Eric Marrow spoke. “She will lose,” Marrow tweeted.", ["Donald Marrow"]),
        ("Ms Keeley Roach said so. Ann Yusuf said she lied. “I saw it,” the witness replied.",
         ["Keeley Roach", "Ann Yusuf", "Keeley Roach"]),
        ("Senator Dan Cole and Minister Ann Kerr wrote that all went well. They said more would follow.",
         ["Dan Cole", "Dan Cole"]),
        # Several, and one of them.
        ("Paul Dorn left. “He is OK,” said one Democrat. “That's it,” the Democrat said.", ["one Democrat"] * 2),
        ("The plan has been criticised by the Liberal Democrats.", ["the Liberal Democrats"]),
        ("Liberals say rents are high. Still, many Liberals admit that they fell.", ["Liberals", "Liberals"]),
        ("Government forces said they had retaken the town.", ["Government forces"]),
        ("The United States said it would wait.", ["United States"]),
        ("The Economist said prices rose. The Observer reported that it rained.", ["Economist", "Observer"]),
        # Names with a post, a body or a description around them.
        ("Secretary of State Tom Brill said so. “It was fair,” Brill said.", ["Tom Brill"] * 2),
        ("Secretary of Labor Tom Brill said so. “It was late,” Brill said.", ["Tom Brill"] * 2),
        ("A coalition called Nurses for Peace said the plan was wrong.", ["Nurses for Peace"]),
        ("The town was shelled, the London-based Norland Watch reported.", ["Norland Watch"]),
        ("A poll by Harbor Research found that most would pay.", ["Harbor Research"]),
        ("The Water Court in a 6-3 decision ruled that rivers are public.", ["Water Court"]),
        # What is said without a verb of saying.
        ("Paul Olmos has a simple message for the council: “Do not spend.”", ["Paul Olmos"]),
        ("Mark Dorn left. His words about the poor: “My job is not to worry.”", ["Mark Dorn"]),
        ("Senator Paul Olmos has been adamant that the council must vote.", ["Paul Olmos"]),
        ("Dora Lind views the levy as a mistake.", ["Dora Lind"]),
        ("The Holt campaign appeared to blame the county.", ["Holt campaign"]),
        ("People live alone, according to Friday's report.", ["report"]),
        ("Ana Bolt labelled the schemes “a pile of pants”.", ["Ana Bolt"]),
    ],
)  # fmt: skip
def test_who_says_it(text, names):
    assert speakers(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The clerk called the police on Monday.",
        "The robbers slammed him against the wall.",
        "Dubbed “the Iron Nurse,” Clara Stone founded three clinics.",
        "Paul Dorner left. A merger plan announced Friday would ruin the port.",
        "He signed 70 legal briefs in cases across the country.",
        "Dora Pell had an hourlong police briefing on the storm.",
        "The crew had the contract confirmed by May.",
        "Police are searching for two chief suspects in the robbery.",
    ],
)
def test_what_only_looks_like_words_is_nobodys(text):
    assert speakers(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("After a week of “no more talk,” Rita Olmos said that fees would fall.", [("Rita Olmos", "that fees would fall")]),
        ("The party was broke, Dora Lind wrote in her memoir.", [("Dora Lind", "The party was broke")]),
        ("Crane has vowed to veto that bill.", [("Crane", "to veto that bill")]),
        ("Dora Pell left. She was late, she told the committee at her January hearing.", [("Dora Pell", "She was late")]),
        ("Ana Bolt told the Herald there would be no tolls.", [("Ana Bolt", "there would be no tolls")]),
        ("The landlord warned him that the roof was unsafe.", [("The landlord", "that the roof was unsafe")]),
        ("Plans to lift the ban have been condemned by campaigners.", [("campaigners", "Plans to lift the ban")]),
        ("Toby Marsh, who wrote a large check to the fund, said it leaked.", [("Toby Marsh", "it leaked")]),
        ("Rita Feld said, “The tower is near.” Nils Garrow won a prize.", [("Rita Feld", "“The tower is near.”")]),
        ("The town is small. (It would have lost.) The mayor blamed the county.", [("The mayor", "the county")]),
        (
            "“The police are taking files,” Jim Ott says. Even worse, “they can open them without a judge.”",
            [("Jim Ott", "“The police are taking files,” … “they can open them without a judge.”")],
        ),
        (
            "Peter Olmos suggested that a veto would help. “It has done a lot of damage.”",
            [("Peter Olmos", "a veto would help … “It has done a lot of damage.”")],
        ),
    ],
)  # fmt: skip
def test_what_is_said(text, said):
    assert says(text) == said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The campaign of Sen. Dora Lind sued, arguing that it was cut off. Lind's campaign said so.", 1),
        ("Lind's campaign said Dora Lind was ill. She left. Her campaign said it was over.", 1),
        ("Western officials said it stalled. Both Western officials said Norland resisted.", 1),
        ("The Ondry Post said it was late. “It is over,” the paper wrote.", 1),
        ("The Dallas County attorney's office said so. The Travis County attorney's office said no.", 2),
        ("The White House press office said so. The Kremlin press office said no.", 2),
    ],
)
def test_one_party_is_one_source(text, names):
    assert len(draft(article(text)).proposal.sources) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If the talks fail, the plant may close next year.", ["hedged"]),
        ("In all likelihood, the bridge will be sold.", ["hedged"]),
        ("It is believed more than 200 boats left on Saturday.", ["hedged"]),
        ("The group's claim wasn't immediately verified.", ["unconfirmed"]),
        ("The report could not immediately be verified.", ["unconfirmed"]),
        ("Ulf Marn refused to be pinned down to a date.", ["undisclosed"]),
        ("Donors withheld their support.", []),
        ("Aides searched for lists of people most and least likely to buy.", []),
        ("The council could pass a resolution on the levy.", []),
    ],
)
def test_what_is_not_certain(text, found):
    assert [str(u.kind) for u in draft(article(text)).proposal.uncertainties] == found


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“Banks close branches,” Tom Oster said. “It’s wrong.”", []),
        ("Guy Dorne warned of a risk. “If they haven't cards they are fined,” he said.", []),
        ("Tom Brill was asked about the intern. “I did not have sexual relations with her,” Brill said.", ["Tom Brill"]),
    ],
)  # fmt: skip
def test_who_denies(text, who):
    made = draft(article(text)).proposal
    names = {source.key: source.name for source in made.sources}
    assert [names[denial.source] for denial in made.denials] == who


def test_a_claim_beside_what_is_said_is_the_articles_own():
    made = draft(
        article("The ferry sailed for Ondry with 200 people on board after Mara Venn called it safe.")
    ).proposal
    assert [claim.source for claim in made.claims] == [None]


def test_a_claim_that_stands_alone_has_only_its_own_hedges():
    text = "The levy may help, the council thinks. Mara Venn said the dam would hold, though it may leak."
    hedges = {claim.statement: claim.hedges for claim in draft(article(text)).proposal.claims}
    assert all("thinks" not in held for statement, held in hedges.items() if "dam" in statement)
