"""Who counts as a source, under which name: each sentence here is one way of printing a party."""

import pytest

from briefer.articles import parse
from briefer.draft import attributions, draft

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
