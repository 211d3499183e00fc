"""Who counts as a source, under which name: each sentence here is one way of printing a party."""

import pytest

from briefer import lexicon
from briefer.articles import parse
from briefer.draft import attributions, draft
from briefer.draft.tokens import tokenise

LEXICON = lexicon.load("en")

LEAD = "The council of Lowen Bay met late on Tuesday in the old customs house.\n\n"


def speakers(text):
    article = parse((LEAD + text + "\n").encode(), shown="a.txt", suffix=".txt")
    return [credit.speaker for credit in attributions(article) if credit.speaker is not None]


def speaker(text):
    found = speakers(text)
    assert found, "nobody is credited"
    return found[0]


def sources(text):
    article = parse((LEAD + text + "\n").encode(), shown="a.txt", suffix=".txt")
    return {source.name: source for source in draft(article).proposal.sources}


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("The head of the harbour board, Mara Venn, said the crew was safe.", "Mara Venn", "named_person"),
        (
            "The other guest on the quay, former Harbour Secretary Mary Crane, said the ferry was late.",
            "Mary Crane",
            "named_person",
        ),
        ("Mara Venn, the harbour master said the bridge was safe.", "Mara Venn", "named_person"),
        ("Mara Venn, a keeper who advised the board, said the bridge was safe.", "Mara Venn", "named_person"),
        ("“The bridge is safe,” said Sami al-Hadd.", "Sami al-Hadd", "named_person"),
        ("The Dovrian Foreign Minister said the bridge was safe.", "The Dovrian Foreign Minister", "unnamed_person"),
        ("The bridge was safe, according to lowennews.com.", "lowennews.com", "named_organisation"),
        ("“He was a good man,” his nephew wrote on the page.", "his nephew", "unnamed_person"),
        ("Birdwatchers said the hill was quiet.", "Birdwatchers", "unnamed_group"),
        ("A motorist said the hill was quiet.", "A motorist", "unnamed_person"),
        ("Northmere Water said the hill was quiet.", "Northmere Water", "named_organisation"),
        ("Analysts at Brandt & Co said the hill was quiet.", "Analysts at Brandt & Co", "unnamed_group"),
        ("The newspaper Dagens Ondry reported that the hill was quiet.", "Dagens Ondry", "media"),
        ("A volcanologist said the hill was quiet.", "A volcanologist", "unnamed_person"),
        ("Nervous boatmen in Ondry have argued that it helps.", "Nervous boatmen in Ondry", "unnamed_group"),
        (
            "Current and former officials who spoke with The Ondry Post said the board had failed.",
            "Current and former officials",
            "unnamed_group",
        ),
        ("The board offered fresh hope to boatmen who say the toll is high.", "boatmen", "unnamed_group"),
        ("A study by Mara Venn found that the hill was quiet.", "Mara Venn", "named_person"),
        ("Dozens of women said the ferry was late.", "Dozens of women", "unnamed_group"),
        ("Many in Dorsk said the ferry was late.", "Many in Dorsk", "unnamed_group"),
        ("The ferry, as one of the mayor's advisers said, was late.", "one of the mayor's advisers", "unnamed_person"),
        ("The ferry was late, with records showing a delay of 9 minutes.", "records", "document"),
        ("The ferry was late, with Mara Venn saying that it leaked.", "Mara Venn", "named_person"),
    ],
)
def test_a_party_has_its_name_and_kind(sentence, name, kind):
    found = speaker(sentence)
    assert (found.name, found.kind.value) == (name, kind)


def test_an_appositions_description_is_kept():
    assert (
        speaker("The keeper of the light, Mara Venn, said the bridge was safe.").description
        == "The keeper of the light"
    )


def test_a_suffix_is_no_last_name():
    text = "“The toll is high,” said Aldo Brandt III. Brandt said he would not pay."
    assert {found.name for found in speakers(text)} == {"Aldo Brandt"}


def test_someone_of_a_body_is_the_person_named_before():
    text = "Aldo Brandt said the toll was high. Ondry Trust’s Brandt said that nobody would pay."
    assert {found.name for found in speakers(text)} == {"Aldo Brandt"}


def test_whoever_is_named_in_a_quotation_is_not_the_one_who_speaks():
    text = "Mary Crane spoke at noon. “Aldo Brandt is our best debater,” she said.\n\n“Brandt is a fighter,” she added."
    assert {found.name for found in speakers(text)} == {"Mary Crane"}


def test_a_description_with_a_bare_noun_means_the_person_named_before():
    text = "Mary Crane spoke at noon. The former secretary of state said the toll was high."
    assert {found.name for found in speakers(text)} == {"Mary Crane"}


def test_two_colleagues_are_two_people():
    text = "“He was kind,” a friend said. “He was brave,” her friend said."
    assert len({id(found) for found in speakers(text)}) == 2


def test_a_poll_is_known_by_the_name_before_it_as_well():
    assert "Ondry College" in speaker("The Ondry College poll showed that most would pay.").aliases


def test_a_person_who_only_takes_a_stand_is_no_source():
    assert not speaker("Aldo Brandt favored a toll.").credited


def test_a_person_who_accuses_is_a_source():
    assert "Aldo Brandt" in sources("Aldo Brandt accused the board of neglect.")


def test_a_relative_that_is_no_content():
    assert speakers("Most Dovrian states that will hold a vote in March are small.") == []


def test_what_an_organisation_shows_without_a_clause_is_no_finding():
    assert speakers("The Ondry base has shown little interest.") == []


def test_a_heading_makes_no_source():
    text = "Aldo Brandt Says the Toll Is High\n\nMary Crane said the toll was high."
    assert set(sources(text)) == {"Mary Crane"}


def test_a_second_verb_belongs_to_the_first_speaker():
    text = "Mary Crane said the state’s navy is small and added that it would grow."
    assert {found.name for found in speakers(text)} == {"Mary Crane"}


@pytest.mark.parametrize(
    "text",
    [
        "“Why isn’t this crystal clear?” Mary Crane thundered.",
        "“The toll is far too high,” Mary Crane fretted.",
        "As Mary Crane, the No. 2 on the board, put it: “The toll is far too high.”",
    ],
)
def test_a_quotation_belongs_to_the_name_beside_it(text):
    assert speaker(text).name == "Mary Crane"


def test_a_place_is_no_ones_given_name():
    assert speaker("Georgia said the toll was high.").kind.value != "named_person"


def test_an_occasion_is_no_part_of_a_name():
    text = "Aldo Brandt runs the port. Brandt in a televised interview said the toll was high."
    assert speaker(text).name == "Aldo Brandt"


def test_polling_is_a_poll():
    assert speaker("Recent polling is showing that most would pay.").kind.value == "poll"


def test_a_group_that_is_called_something_calls_nobody_so():
    assert speakers("A group called Boatmen for Ondry met at noon.") == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Halden Lines said the ferry was sound.", "The weather service said the fog was thick."),
        ("The Harbour Union said the cranes were old.", "The company said they were new."),
        ("The Defence Ministry said the depot was empty.", "The armistice commission said it was full."),
    ],
)
def test_one_body_is_not_taken_for_another(first, then):
    assert len(sources(f"{first} {then}")) == 2


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Halden Lines said the ferry was sound.", "The company said it would sail."),
        ("The Harbour Safety Board said the cranes were old.", "The board said they were safe."),
        ("Residents said in a letter that the road was unsafe.", "The letter said two cars had crashed."),
    ],
)
def test_a_bare_noun_means_the_body_that_it_fits(first, then):
    assert len(sources(f"{first} {then}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Mara Venn spoke on Tuesday. The bridge was safe, according to her book.",
        "The bridge was safe, according to a report by Mara Venn, and the port was open.",
        "Mara Venn said in a letter that the port was open. The letter says the bridge is safe.",
    ],
)
def test_what_someone_wrote_is_on_the_word_of_who_wrote_it(text):
    assert list(sources(text)) == ["Mara Venn"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mara Venn said that police footage was dark. The footage shows that the keeper fell.", "The footage"),
        ("Mara Venn said that an indictment was unfair. The indictment says she took a crown.", "The indictment"),
        ("Mara Venn said she had received a letter. The letter says she must leave.", "The letter"),
        ("Mara Venn said she was innocent. Her indictment says she took a crown.", "Her indictment"),
        ("The Ondry Trust said it was sound. Its rival’s report said the bridge fell.", "Its rival’s report"),
    ],
)
def test_a_document_that_someone_only_speaks_of_or_is_about_them_is_no_word_of_theirs(text, name):
    assert name in sources(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mara Venn opened a lido for the boatmen.",
        "Mara Venn vowed to come back with two boats.",
        "Mara Venn praised the boatmen of the bay.",
    ],
)
def test_an_act_makes_nobody_a_source(sentence):
    assert "Mara Venn" not in sources(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Board confirmed a judge on Monday.",
        "The popularity of Mara Venn shows how old the quay is.",
        "Several of his findings contradict that the quay is safe.",
        "The new rulings say that the quay is safe.",
    ],
)
def test_what_is_no_party_or_appoints_one_is_no_source(sentence):
    assert sources(sentence) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mara Ines Venn said the toll was high. Mara Venn said it would fall.", "Mara Ines Venn"),
        ("De Souza said the toll was high. Bill de Souza, a keeper, said it would fall.", "Bill de Souza"),
        ("Mara Venn said the toll was high. “It will fall,” Mara said.", "Mara Venn"),
        ("The Safety Board of Ondry said it was sound. The Safety Board said it would sail.", "Safety Board of Ondry"),
        ("Halden Group said it was sound. Halden said it would sail.", "Halden Group"),
        ("A new poll found that most would pay. The Ondry College poll shows it.", "A new poll"),
        (
            "The latest Ondry Times toll poll found most would pay. The Ondry Times poll shows it.",
            "Ondry Times toll poll",
        ),
        ("“It is far too high,” Carrow said. “Nobody will pay,” she added.", "Carrow"),
        ("The owner, Mara Venn, answered at once. “It will fall,” she posted.", "Mara Venn"),
        ("Northmere Water said it was sound. The company said it would sail. Northmere said so.", "Northmere Water"),
        ("Corvane Biotech said it was sound. Corvane said that it would sail.", "Corvane Biotech"),
    ],
)
def test_one_party_under_several_names_is_one_source(text, name):
    assert [found for found in sources(text) if name in found or found in name] == list(sources(text))
    assert len(sources(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is far too high,” Carrow said. “Nobody will pay,” she added.", "named_person"),
        ("“It is far too high,” Carrow said. It added that nobody would pay.", "named_organisation"),
    ],
)
def test_a_name_alone_is_a_persons_where_he_or_she_means_it(text, kind):
    assert [source.kind for source in sources(text).values()] == [kind]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Mara Venn and Tom Hall said the toll was high.", ["Mara Venn", "Tom Hall"]),
        ("Mara Venn, Tom Hall and Mary Crane all said the toll was high.", ["Mara Venn", "Tom Hall", "Mary Crane"]),
        ("Rep. Mara Venn (Ondry) and Mayor Tom Hall suggested that the toll was high.", ["Mara Venn", "Tom Hall"]),
        ("Candidates like Mara Venn and Tom Hall said the toll was high.", ["Tom Hall"]),
        ("Anneke Vos said no. Vos and keeper Tom Hall said the toll was high.", ["Anneke Vos", "Tom Hall"]),
    ],
)
def test_of_several_the_first_named_says_it_and_all_are_sources(sentence, names):
    assert list(sources(sentence)) == names
    assert speaker(sentence).name == names[0]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Officials in the port and at the Harbour Board said it was safe.",
            "Officials in the port and at the Harbour Board",
        ),
        ("Most boatmen in Ondry, Carrow and Lowen said they felt cheated.", "Most boatmen in Ondry, Carrow and Lowen"),
        ("People close to the mayor say she will resign.", "People close to the mayor"),
        ("The talks were held to calm nervous boatmen on Carrow Hill, who have argued that it helps.", "boatmen"),
        ("The ferry was shut in March, current and former officials said.", "current and former officials"),
        ("They left after a letter from their keeper, Ilya Marsh, accused the club of theft.", "Ilya Marsh"),
        ("As they met in Lowen, Mara Venn was in Carrow, promising “a bridge for all”.", "Mara Venn"),
        ("A month after announcing the toll, Mara Venn still believes that it is fair.", "Mara Venn"),
        ("Mara Venn suggested that the keeper had slept.", "Mara Venn"),
        ("“It is far too high,” Venn notes.", "Venn"),
        ("“It was built” in March, the memo stated.", "the memo"),
        ("Friends of the keeper hope this is the end.", "Friends of the keeper"),
        ("It was not sold, chief operating officer Greta Moe insisted.", "Greta Moe"),
        ("And yet, the mayor's aides say, the toll remains a priority.", "the mayor's aides"),
        ("Mara Venn, these boatmen said, would be open to a toll.", "these boatmen"),
        ("But Mara Venn, the harbour master said, was late.", "the harbour master"),
        ("Mara Venn was late, the harbour master said.", "the harbour master"),
        ("Carrow acknowledged, however, “It is no sign of what is to come.”", "Carrow"),
        ("“Forget about it,” said retired ferryman Tom Hall, asked about the toll.", "Tom Hall"),
        ("Both issued a statement – Mara Venn saying it was “very good”.", "Mara Venn"),
        ("Mara Venn is continuing to insist she will pay.", "Mara Venn"),
        ("The inquiry found that the quay was shut.", "The inquiry"),
    ],
)
def test_the_subject_is_found(sentence, name):
    assert name in [found.name for found in speakers(sentence)][-1]


def test_who_thinks_so_in_some_place_is_credited():
    assert speaker("In fact, Mara Venn thinks the toll is fair.").name == "Mara Venn"


@pytest.mark.parametrize(
    "sentence",
    [
        "Mara Venn reported from Ondry.",
        "Boatmen are responding to the latest polls.",
        "The bay is full of television shows and songs.",
        "It saves six crowns per student.",
        "Women did not reliably show up for the vote.",
    ],
)
def test_what_only_looks_like_an_attribution_credits_nobody(sentence):
    assert speakers(sentence) == []


def test_what_is_said_after_such_words_is_credited_all_the_same():
    assert speaker("Mara Venn reported to the police that the keeper had slept.").name == "Mara Venn"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Mary Crane led Aldo Brandt by 12 points in an Ondry Times poll.", "an Ondry Times poll"),
        ("Support stood at 53 percent in the latest Ondry Times poll.", "the latest Ondry Times poll"),
    ],
)
def test_a_poll_may_follow_what_it_found(sentence, name):
    found = speaker(sentence)
    assert (found.kind.value, found.name.split()[-1]) == ("poll", "poll")
    assert found.name in name


def test_a_persons_possessions_say_nothing():
    assert sources("Mr. Venn’s performance at the debate confirms where he stands.") == {}


def test_one_person_without_an_article_is_a_headlines():
    assert sources("Senator from Ondry says he cannot pay.") == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mara Venn blamed a sensor. The Harbour Regulator said it had opened an inquiry.", "Harbour Regulator"),
        ("The quay was sound, the newspaper Dagens Ondry reported. The club would not confirm the figure.", "The club"),
    ],
)
def test_a_body_is_not_whoever_was_named_before_it(text, name):
    assert name in sources(text)


def test_a_capital_is_no_cue():
    assert list(sources("Lawmakers urged the health minister, Per Aas, to resign. Aas said no.")) == ["Per Aas"]


def test_a_firm_that_has_its_owners_name_is_meant_before_the_owner_is_named():
    text = (
        "Tindall Interiors said it would rebuild. Tindall denied rumours. Managing director Simon Tindall said no more."
    )
    found = sources(text)
    assert list(found) == ["Tindall Interiors", "Simon Tindall"]
    assert found["Simon Tindall"].description == "Managing director"


def test_a_full_stop_after_a_common_noun_is_no_part_of_it():
    assert [token.word for token in tokenise("“We sell oil.” Venn & Co. said", 0, 29, LEXICON)][3:6] == [
        "oil",
        ".",
        "”",
    ]
