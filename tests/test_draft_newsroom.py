"""Who says what in ways of telling it that newsrooms use: each text was misread before its rule was there."""

import pytest
from credited import article, says, speakers

from briefer.draft import attributions, draft


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # What somebody is tells them apart from who spoke before.
        ("Tom Price, a shopkeeper, said so. The mayor said that was untrue.", ["Tom Price", "The mayor"]),
        ("Lawyer Anna Bell said it was late. The judge said it did not matter.", ["Anna Bell", "The judge"]),
        ("Gov. Amy Rusk said she won. The governor said he lost.", ["Amy Rusk", "Amy Rusk"]),
        ("Spokesman Drew Hall said so. “Stop it,” the strategist said.", ["Drew Hall", "the strategist"]),
        # The subject of the sentence before is who a pronoun means.
        (
            "Chief Ada Lee said Mark Hall ran. His mother, Ruth Hall, wept. “He is dead,” she said.",
            ["Ada Lee", "Ruth Hall"],
        ),
        ("Asked about it, Peter Rowe laughed. “I was in Lowen,” he said.", ["Peter Rowe"]),
        ("A flier turned up in Ondry. It said the novel was banned.", ["A flier"]),
        ("The airline cut flights, according to SkyTally. It said that it would fly.", ["SkyTally", "The airline"]),
        ("Ben Sauder spoke first. Residents were angry. “We knew,” they said.", ["Residents"]),
        (
            "Amy Rusk spoke on Monday, when a reporter asked if she knew.\n\n“I did not know,” she said.",
            ["a reporter", "Amy Rusk"],
        ),
        # Noun phrases.
        ("The head of the doctors' union, Mara Venn, said so.", ["Mara Venn"]),
        ("The drivers’ union said the plan was flawed.", ["The drivers’ union"]),
        ("The family said it was fine. Her ally said so.", ["The family", "Her ally"]),
        ("A number of writers suggested such a list was needed.", ["A number of writers"]),
        ("“It is cold,” said a source close to the deal.", ["a source close to the deal"]),
        ("A spokesman for Governor Ann Lee said she was ill.", ["A spokesman for Governor Ann Lee"]),
        (
            "Families of the dead in Verrin, Virginia, have sued, alleging that it lied.",
            ["Families of the dead in Verrin"],
        ),
        ("Boeing said the plane was safe. Beijing says it is not.", ["Boeing", "Beijing"]),
        ("Liberal Oscar-winner Mara Venn said she was tired.", ["Mara Venn"]),
        ("June Farrow said it was fine. Texas rancher Bob Hill said so.", ["June Farrow", "Bob Hill"]),
        ("Tom Hall KC said it was late. Hall said it was over.", ["Tom Hall", "Tom Hall"]),
        ("Dona Marr and her husband, Carl, said the queue was long.", ["Dona Marr"]),
        ("The water was bad, the Centers for Tides and Prevention said.", ["Centers for Tides and Prevention"]),
        ("State media said 40 had died. Court papers allege that it is so.", ["State media", "Court papers"]),
        ("Documents released Thursday show that aides knew.", ["Documents"]),
        ("The fire marshal, Ed Crane, estimated the crowd at 1,900.", ["Ed Crane"]),
        ("Moss said she was fired. The company says she resigned.", ["Moss", "The company"]),
        ("Corvane Cold, the company that makes it, says it has the letter.", ["Corvane Cold"]),
        (
            "FreshFork Inc. went broke after The Ledger-Star reported it. The company said so.",
            ["The Ledger-Star", "FreshFork Inc."],
        ),
        ("Her opponent, state Sen. Wade Koerner, said the bus was late.", ["Wade Koerner"]),
        ("The firm that built it, Tarn Cold, said so.", ["Tarn Cold"]),
        (
            "Clemence Marr said a manager had come to the house and told her that he was late.",
            ["Clemence Marr", "a manager"],
        ),
        ("More from Mara Venn: “It is cold in there.”", ["Mara Venn"]),
        # Verbs.
        ("Tom Fry swore the price had doubled. Ada Boyle maintains the tank was empty.", ["Tom Fry", "Ada Boyle"]),
        ("Police put the crowd at 5,000.", ["Police"]),
        ("“We warned him,” the official rued.", ["the official"]),
        ("The minister, the Daily Post revealed on Sunday, owns a flat.", ["Daily Post"]),
        ("Local media quoted the mayor as saying that it was safe.", ["the mayor"]),
        # Polls.
        ("A Lakeland University poll had Venn ahead by six points.", ["a Lakeland University poll"]),
        ("Six in 10 voters oppose the plan, a Civix poll published on Tuesday found.", ["a Civix poll"]),
        ("A poll by Civix found C. Its makers were sure. Another 19 percent said they would not vote.", ["Civix"]),
    ],
)
def test_who_says_it(text, names):
    assert [name.lower() for name in speakers(text)] == [name.lower() for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Tom Moss nor Ada Harper said they had seen the letter.",
        "Few boatmen say Venn can win.",
        "Not one of the delegates said they would go.",
        "The regulator will look at whether Calderin told its customers.",
        "Talks collapsed with each side blaming the other.",
    ],
)
def test_what_nobody_says_is_nobodys_word(text):
    assert not says(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Verrin said 12 were shot down; Ondry said all had come through.",
            ["12 were shot down", "all had come through"],
        ),
        (
            "Ada Rusk said she read it there, but Tom Wald contends that it exists.",
            ["she read it there", "that it exists"],
        ),
        (
            "Venn told viewers that it was “nothing,” while a blogger tweeted that it was “a lot.”",
            ["that it was “nothing,", "that it was “a lot.”"],
        ),
        ("Lee Fox warned voters that Iowa is slipping.", ["that Iowa is slipping"]),
        ("According to the board, contracts were given to three firms.", ["contracts were given to three firms"]),
        ("The board, citing the law, said it was late.", ["it was late", "it was late"]),
    ],
)
def test_each_says_no_more_than_their_own(text, said):
    assert [content for _, content in says(text)] == said


def test_an_insertion_is_no_description():
    read = article("Dale Venn, for his part, says he is calm. The bank, meanwhile, said it was open.")
    assert [credit.speaker.description for credit in attributions(read)] == [None, None]


@pytest.mark.parametrize(
    ("quotation", "after", "runs_on"),
    [
        ("“And we will go on with it as long as we can.”", "", True),
        ("“Hooray!”", "", False),
        ("“And who of us is next?”", " a boatman asked.", False),
    ],
)
def test_a_paragraph_that_is_all_quotation_goes_on_with_the_speaker(quotation, after, runs_on):
    told = says(f"“We saw nothing of it,” Mara Venn said.\n\n{quotation}{after}")
    assert (quotation in dict(told)["Mara Venn"]) is runs_on


def test_nobody_goes_on_after_a_question():
    told = says("“Would you say so?” Tom Hall asked.\n\n“I would say so, and I have said so before.”")
    assert all("I would" not in content for _, content in told)


def proposed(text):
    proposal = draft(article(text)).proposal
    names = {source.key: source.name for source in proposal.sources}
    return proposal, names


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The governor says the money is there. Alice Boyle says it isn’t.", "Alice Boyle"),
        ("Tom Fenwick said the parting was mutual. It wasn’t, two aides said.", "two aides"),
        ("Amy Rusk said Paul Dorn took money. “Not one penny,” Dorn said.", "Paul Dorn"),
        ("Amy Rusk said Paul Dorn took money. He didn’t, Dorn said.", "Paul Dorn"),
        ("Denise Frame said her client “never received a question from anyone.”", "Denise Frame"),
        ("A militia spokesman said that the group did not kill prisoners.", "A militia spokesman"),
        ("His lawyer, Damien Kost, said any suggestion that funds had been touched was wrong.", "Damien Kost"),
        ("Venn said aides knew of the leak. Luis Arce said that was ridiculous.", "Luis Arce"),
        ("Ann Dow said that she “had no role whatsoever” in the award.", "Ann Dow"),
        ("The minister said the letter was a forgery.", "The minister"),
        ("The minister does not accept that he was warned.", "The minister"),
        ("Venn said that the plan cuts taxes. That’s false.", None),
        ("Contrary to what he said, the bill passed in 2011. Venn left.", None),
    ],
)
def test_more_ways_to_deny(text, who):
    proposal, names = proposed(text)
    assert [names.get(denial.source) for denial in proposal.denials] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Price has not publicly responded to the accusations.",
        "It may never be known who pulled the trigger, Coroner Joyce Ames said.",
        "“I have never seen anything like it,” said a nurse.",
        "Venn said it was wrong to take bribes.",
    ],
)
def test_more_that_denies_nothing(text):
    assert not proposed(text)[0].denials


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kim Sato did not answer messages seeking comment.", "undisclosed"),
        ("The harbour master hung up on a reporter.", "undisclosed"),
        ("Efforts to reach Mara Venn were unsuccessful.", "undisclosed"),
        ("Neither campaign responded to a request for comment.", "undisclosed"),
        ("Farrow did not provide evidence for it.", "unconfirmed"),
        ("The striker’s sample is understood to contain traces of it.", "unconfirmed"),
        ("The scale of what was taken is still disputed.", "conflicting"),
    ],
)
def test_more_that_stays_open(sentence, kind):
    assert kind in [uncertainty.kind for uncertainty in proposed(sentence)[0].uncertainties]


def test_a_chain_of_bare_subjects_is_followed_one_step():
    chain = " ".join("The company fell again." for _ in range(2000))
    assert speakers(f"{chain} The company said it was sound. It said so twice.") == ["The company", "The company"]
