"""Who says what in agency stories and on news pages: each text was misread before its rule was there."""

import pytest
from credited import article, says, speakers

from briefer.draft import draft


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Last names that look like what somebody does.
        ("Tovah Sherman, a lawyer, won the case. Sherman said she was glad.", ["Tovah Sherman"]),
        ("Foreign Affairs Minister Ivo Downer said so. Mr Downer said more.", ["Ivo Downer", "Ivo Downer"]),
        ("Eric Holder said he would sue. Holder added that it was over.", ["Eric Holder", "Eric Holder"]),
        ("Ilko Baker resigned on Friday. Baker said he was tired.", ["Ilko Baker"]),
        ("Defence Minister Robert Hill said so. Senator Hill said more.", ["Robert Hill", "Robert Hill"]),
        ("Spokeswoman Anne Stringer says it works.", ["Anne Stringer"]),
        # Names with a post, a body or a place around them.
        ("Attorney-General John Ashe said so.", ["John Ashe"]),
        (
            "Marks Sullen from the Rural Fire Service says crews are on guard. “It is dry,” he said.",
            ["Marks Sullen"] * 2,
        ),
        ("The Bureau of Tides' Clare Richards says it rained. “It was wet,” she said.", ["Clare Richards"] * 2),
        ("University of Ondry law lecturer Mara Venn said so.", ["Mara Venn"]),
        ("Professor Alan Trout deputy director of the Monrow Institute says it works.", ["Alan Trout"]),
        ("Chief engineer with the Delta Water Board Rosa Klein, says the dam will hold.", ["Rosa Klein"]),
        ("President Fernando de la Rosa said he would go.", ["Fernando de la Rosa"]),
        ("The mayor's spokesman, Amin, told the agency that it was over. “We won,” Amin said.", ["Amin", "Amin"]),
        ("One bystander, Marius duPlessis, said he was late.", ["Marius duPlessis"]),
        ("“It is over,” said Tarek Jan. “He left at noon,” Mr Jan said.", ["Tarek Jan", "Tarek Jan"]),
        (
            "Norland's King Otto Karl said peace was near. King Otto said the army must stay.",
            ["Otto Karl", "Otto Karl"],
        ),
        ("The mood was caught by Queen Maria III, who said the year had been hard.", ["Queen Maria III"]),
        ("In 1999 Mara Venn told reporters so.", ["Mara Venn"]),
        # A description is whoever is so described, and no one else.
        (
            "An official from Dovrian leader Tom Hall's Unity movement said it was over. The Unity official said no more.",
            ["An official from Dovrian leader Tom Hall's Unity movement"] * 2,
        ),
        (
            (
                "A Norland customs source said he was late. A rebel official said two men were held. "
                "The customs source said the boat carried rifles."
            ),
            ["A Norland customs source", "A rebel official", "A Norland customs source"],
        ),
        (
            (
                "Omria gave Velt leader Yasser Dorn a deadline. Minister Shimon Roe said it was firm. "
                "The Velt leader said his troops could not move."
            ),
            ["Shimon Roe", "Yasser Dorn"],
        ),
        (
            "In her report, the auditor, Lena Moss, said funds vanished. Later the auditor said more would follow.",
            ["Lena Moss", "Lena Moss"],
        ),
        (
            "Local militant groups denied it. “We left,” the groups said.",
            ["Local militant groups", "Local militant groups"],
        ),
        (
            "A new ministry report recommends moving jobs. The document says wages are low.",
            ["A new ministry report", "A new ministry report"],
        ),
        ("Lia Hewson won. Hewson spoke late. The 20-year-old said she was tired.", ["Lia Hewson"]),
        (
            "A senior harbour official said it was late. Harbour official Lisa Marr said it was reckless.",
            ["Lisa Marr", "Lisa Marr"],
        ),
        (
            "A spokesman for Mara Venn said it was late. Hall spokesman Tom Reed said it was not.",
            ["A spokesman for Mara Venn", "Tom Reed"],
        ),
        ("A spokesman for governor Gul Agha said so.", ["A spokesman for governor Gul Agha"]),
        ("The administrator of the chain, Traveland, says it will reopen.", ["The administrator of the chain"]),
        # Whom a pronoun cannot mean, and whom it does.
        (
            "Mr Dell says Mr Pike is a thief. He says Mr Pike had grown more and more angry.",
            ["Dell", "Dell"],
        ),
        (
            "A senior Corvane official told reporters it would stop. He said that Corvane had decided so.",
            ["A senior Corvane official"] * 2,
        ),
        ("The line was set out by spokesman Teo Lang. “We do not threaten anyone,” he said.", ["Teo Lang"]),
        (
            "Tony Locke approached the Ondry Swans. Locke was late. He has informed the Swans of his plan.",
            ["Tony Locke"],
        ),
        # A subject far from its verb, or parted from it by a comma.
        ("The harbour master at Ondry, said the ferry had sunk.", ["The harbour master at Ondry"]),
        ("Dutch toy maker Pelikaan, has confirmed that it will close.", ["Pelikaan"]),
        ("Unions representing Tallis Air crews have warned of strikes.", ["Unions representing Tallis Air crews"]),
        (
            "Leg spinner Stuart Magill, who is in the squad in place of bowler Andy Bishop says he is not worried.",
            ["Stuart Magill"],
        ),
        (
            "A senior member of the Reform Alliance attending the talks in Vienna said that it was over.",
            ["A senior member of the Reform Alliance"],
        ),
        (
            "Minister Ruth Calder has voiced concern about a man who was held in Osk and has reportedly confessed to it.",
            ["Ruth Calder", "a man"],
        ),
        ("Soon after rockets hit Dorn, Premier Ada Lusk spoke, telling citizens a siege had begun.", ["Ada Lusk"]),
        ("Recriminations followed with President Tom Bosh saying he was against it.", ["Tom Bosh"]),
        # Several.
        ("France, Britain and the United States said the plan was good.", ["France"]),
        ("Mara Venn and the Port Authority said so.", ["Mara Venn"]),
        # Nouns that look like verbs, and verbs told of bodies.
        ("The latest figures show exports rose by 2.3 per cent.", ["The latest figures"]),
        (
            "The latest Red Cross report on cholera has found wells are unsafe.",
            ["The latest Red Cross report on cholera"],
        ),
        ("According to figures published by the board, prices rose.", ["figures"]),
        ("Fire officials said so.", ["Fire officials"]),
        ("The ministry say no guards were hurt.", ["The ministry"]),
        ("The company's acting managing director, Colin Tarr, says it is ready.", ["Colin Tarr"]),
        ("The former head of Blue.Net has denied he misled the board.", ["The former head of Blue.Net"]),
        ("The coroner has indicated she will not close the harbour.", ["The coroner"]),
        ("Mr Tamm also pledged that he would pay.", ["Tamm"]),
        ("The brother of murder victim, Ana Bell, says he is tired.", ["The brother of murder victim"]),
    ],
)
def test_who_says_it(text, names):
    assert speakers(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The space shuttle has blasted off from the Kennard Space Centre.",
        "The storm has claimed at least eight lives.",
        "Rowe and Tanaka added 80 without loss, Rowe adding 50.",
        "The board declared a state of emergency.",
        "Fire crews have been called to a new blaze.",
        "Mr Stray could have been better advised of local weather.",
        "Police held a man accused of arson and a woman believed to be his aunt.",
        "The new patrol, called the Northern Coastal Unit, is for six months.",
        "Farmers opposing the dam met on Monday.",
        "Members of the public found the boy sitting on a kerb.",
        "He was returned to power in 1987.",
        "The Tolm Ridge, the long disputed border, lies north.",
        "Users should try a free editor called Inkpad, which is small.",
    ],
)
def test_what_only_looks_like_words_is_nobodys(text):
    assert speakers(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The unions claim 90 per cent voted against it.", [("The unions", "90 per cent voted against it")]),
        ("Mr Venn says there is a chance of rain.", [("Venn", "there is a chance of rain")]),
        ("The families praised today's verdicts.", [("The families", "today's verdicts")]),
        ("The police had told them not to comment.", [("The police", "not to comment")]),
        ("Mr Venn told a gathering in Ondry last night, growth is good.", [("Venn", "growth is good")]),
        ("Mr Venn told Sky News vandalism is bad.", [("Venn", "vandalism is bad")]),
        ("Farmer Jo Redd said only eight of her 40 pickers came.", [("Jo Redd", "only eight of her 40 pickers came")]),
        ("A chief has told a meeting of farmers he was late.", [("A chief", "he was late")]),
        ("Six died, Mara Venn said, and ten were hurt.", [("Mara Venn", "Six died … and ten were hurt")]),
        ("In Tarsk, Omar Beld announced the truce yesterday.", [("Omar Beld", "the truce yesterday")]),
        (
            "Presenting the budget, Ms Ferro said with prices this high, it will be a hard year.",
            [("Ferro", "with prices this high, it will be a hard year")],
        ),
        (
            "“For farms,” Ann Roe said as she closed her case, “rain is life.”",
            [("Ann Roe", "“For farms,” … “rain is life.”")],
        ),
        ("Mr Orlan denied the charge and was later cleared.", [("Orlan", "the charge")]),
        (
            "Residents blame careless smokers and say the brigade came late.",
            [("Residents", "careless smokers"), ("Residents", "the brigade came late")],
        ),
        ("It was revealed by the Ledger that two ministers were paid.", [("Ledger", "that two ministers were paid")]),
    ],
)
def test_what_is_said(text, said):
    assert says(text) == said


def test_a_quotation_opened_again_in_one_paragraph_goes_on_with_its_speaker():
    text = '"We beat them," Mr Roe said. "We work hard. "Others do likewise." Meanwhile, Mr Hall says it is late. "It is," he said.'
    assert [name for name, _ in says(text)] == ["Roe", "Hall", "Hall"]
    assert says(text)[0][1].endswith('"Others do likewise."')


def test_a_mark_that_closes_after_a_space_opens_nothing_anew():
    assert says('"We left. " Mr Roe said so. " It rained. "')[0][0] == "Roe"


def test_a_closing_mark_without_an_opening_one_opens_nothing():
    text = 'Australia has a fine record," Mr Roe said. "We give. "We answer." Mr Hall said the pact was at risk.'
    assert says(text)[-1] == ("Hall", "the pact was at risk")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "“Do you dispute that?” Ann Roe asked. “I would dispute the premise that it matters,” Tom Hall said.",
            ["Tom Hall"],
        ),
        ("Parents called on Bishop Tom Rudd to go, saying he did not do enough to protect pupils.", []),
        ("Minister Ann Poole says she has not been able to win any cuts.", []),
    ],
)
def test_who_denies(text, who):
    made = draft(article(text)).proposal
    names = {source.key: source.name for source in made.sources}
    assert [names[denial.source] for denial in made.denials] == who


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Officials remained tightlipped on where the burial would be.", ["undisclosed"]),
        ("Police are yet to confirm the number of dead.", ["unconfirmed"]),
        ("Several miners, believed to be as many as 20, are trapped.", ["hedged"]),
        ("If the firm will not comment by Friday, the paper will print.", []),
        ("“I wouldn't say we were shocked,” Ms Finch said.", []),
        ("The guards left rifles so the villagers could protect themselves.", []),
        ("Odo Mirren was returned to power in 1987.", []),
    ],
)
def test_what_stays_open(text, kinds):
    assert [u.kind.value for u in draft(article(text)).proposal.uncertainties] == kinds


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("Mr Venn says he may go, as fears of a war grow.", ["may"]),
        ("Troops searched for suspected militants.", []),
        ("The think tank said it had done everything possible.", []),
        ("Eight people are to appear in court on Monday.", []),
    ],
)
def test_which_words_hedge(text, hedges):
    claims = draft(article(text)).proposal.claims
    assert sorted({word for claim in claims for word in claim.hedges}) == hedges


def test_in_a_conversation_a_paragraph_is_whose_name_opens_it():
    text = (
        "TOM HALVORD: I think it will hold. It is strong.\n\nQUELL: Is it?\n\nTOM HALVORD: It is.\n\nQUELL: Fine by me."
    )
    assert says(text) == [
        ("TOM HALVORD", "I think it will hold. It is strong"),
        ("QUELL", "Is it?"),
        ("TOM HALVORD", "It is"),
        ("QUELL", "Fine by me"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Oregon: Parents may stay at home.\n\nTexas: Guns must be locked.\n\nOregon: Pupils may ride for nothing.",
        "Halvord: a life in boats is the title of the show.\n\nIt opens on Monday.",
    ],
)
def test_a_place_or_a_heading_before_a_colon_says_nothing(text):
    assert says(text) == []
