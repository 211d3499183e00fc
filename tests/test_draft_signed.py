"""Words that are signed, by a name after a dash or on the line below, and last names that look like a role."""

import pytest

from briefer import lexicon
from briefer.articles import parse
from briefer.draft import attributions, draft
from briefer.draft.credits import read_credits

QUOTES = """What the ferry's passengers say

“I am ashamed of the harbour. How did we get this low?” ― Jacklyn Ashby
“They must run the boats again.” — Carla Sanz, baker
"It scares me," which is no wonder. "Nobody tells us anything." -- Orrin Vale
The bridge — Ondry's longest — is closed.
"""

LETTERS = """Let the ferry sail

LETTERS.

I cannot fathom how the council has escaped. It hid the report from all of us.

This does not bode well for the port.

Michael Pravel.

Henderhaven, Ond.

TWITTER.

Give the council a break.

@orrin_214.

Nothing about them seems credible to me.

@mdelz.
"""


def said_by(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    english = lexicon.load("en")
    assert english is not None
    for credit in read_credits(parse(text.encode(), shown="x", suffix=".txt"), english).credits:
        if credit.speaker:
            found.setdefault(credit.speaker.name, set()).update(credit.sentences)
    return found


def test_a_name_after_a_dash_signs_the_quotation_before_it() -> None:
    article = parse(QUOTES.encode(), shown="x", suffix=".txt")
    said = {name: " ".join(map(article.sentence, sorted(numbers))) for name, numbers in said_by(QUOTES).items()}
    assert set(said) == {"Jacklyn Ashby", "Carla Sanz", "Orrin Vale"}
    assert said["Jacklyn Ashby"].startswith("“I am ashamed of the harbour.")
    assert said["Jacklyn Ashby"].endswith("this low?”")
    assert "boats" in said["Carla Sanz"]
    assert "Nobody tells us" in said["Orrin Vale"]


def test_letters_and_posts_are_their_authors_words() -> None:
    article = parse(LETTERS.encode(), shown="x", suffix=".txt")
    said = {name: [article.sentence(n) for n in sorted(numbers)] for name, numbers in said_by(LETTERS).items()}
    assert said == {
        "Michael Pravel": [
            "I cannot fathom how the council has escaped.",
            "It hid the report from all of us.",
            "This does not bode well for the port.",
        ],
        "@orrin_214": ["Give the council a break."],
        "@mdelz": ["Nothing about them seems credible to me."],
    }
    assert attributions(article) == ()


@pytest.mark.parametrize("heading", ["Letters to the editor", "Your letters"])
def test_a_name_that_no_full_stop_follows_signs_a_letter_as_well(heading: str) -> None:
    text = (
        f"Let the ferry sail\n\n{heading}\n\nThe council hid the report from all of us.\n\nMichael Pravel, Henderhaven\n\n"
        "The toll is far too high.\n\nMara Venn\n"
    )
    article = parse(text.encode(), shown="x", suffix=".txt")
    said = {name: [article.sentence(n) for n in sorted(numbers)] for name, numbers in said_by(text).items()}
    assert said == {
        "Michael Pravel": ["The council hid the report from all of us."],
        "Mara Venn": ["The toll is far too high."],
    }
    proposal = draft(article).proposal
    names = {source.key: source.name for source in proposal.sources}
    assert {(claim.statement, names.get(claim.source or "")) for claim in proposal.claims} == {
        ("The council hid the report from all of us.", "Michael Pravel"),
        ("The toll is far too high.", "Mara Venn"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The ferry has sailed.\n\nMichael Pravel.\n",
        "The ferry has sailed.\n\nNew Ondry.\n\nIt will be back.\n\nOld Ondry.\n",
        "The ferry — Ondry's oldest — has sailed.\n",
        "Michael Pravel\n\nCarla Sanz\n",
    ],
)
def test_a_line_of_capitals_alone_signs_nothing(text: str) -> None:
    assert said_by(text) == {}


def test_posts_below_the_name_of_a_platform_are_their_authors_words() -> None:
    assert said_by("The ferry\n\nFACEBOOK.\n\nIt was late again.\n\nCora Venn.\n") == {"Cora Venn": {2}}


@pytest.mark.parametrize(
    "text",
    [
        "She likes “The Bridge over Ondry” - HBO.\n",
        "The most streamed song was “Hello to you all” – Cora Venn.\n",
        "“The bridge is closed until May.” — LONDON\n",
        '"The bridge at night." - File Document\n',
        "The committee has “three priorities” – London, Paris and Rome.\n",
        "The mayor resigned.\n\n@ondrynews.\n\nThe council met.\n\n@marycrane.\n",
        "The mayor resigned on Tuesday.\n\nMary Crane.\n\nJohn Smith.\n",
        "Voters choose.\n\nMary Crane.\n\nThe first woman to run.\n\nJohn Smith.\n\nThe baker wants a pier.\n",
    ],
)
def test_not_every_name_after_a_quotation_or_below_a_paragraph_signs_it(text: str) -> None:
    assert said_by(text) == {}


def test_each_signature_signs_its_own_quotation() -> None:
    text = "“The pier is bad now.” — Mara Venn. “The boats are late again.” — John Smith. “Nobody tells us.” — Carla Sanz.\n"
    article = parse(text.encode(), shown="x", suffix=".txt")
    said = {name: " ".join(map(article.sentence, sorted(numbers))) for name, numbers in said_by(text).items()}
    assert set(said) == {"Mara Venn", "John Smith", "Carla Sanz"}
    assert "pier" not in said["John Smith"] + said["Carla Sanz"]


def test_a_last_name_that_looks_like_a_role_is_one_person_with_the_full_name() -> None:
    text = (
        "The plan has no numbers, said Len Burman, who leads the centre.\n\n"
        "“He has no provisions for it,” said Burman.\n\n"
        "Cora Baker said the town would pay. “It will pay twice,” Ms. Baker added.\n"
    )
    sources = draft(parse(text.encode(), shown="x", suffix=".txt")).proposal.sources
    assert [source.name for source in sources] == ["Len Burman", "Cora Baker"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Said Ellis: “I see no interest in the harbour at all.”", {"Ellis"}),
        ("Said Hadi told reporters that the town would pay.", {"Said Hadi"}),
        ("Overall, the fund predicted that trade will grow.", {"the fund"}),
        ("(Having said that, some economists argue that taxes should be low.)", {"some economists"}),
        ("The conservative Harbour Foundation said the plan was dear.", {"Harbour Foundation"}),
    ],
)
def test_what_opens_a_sentence_is_no_name(text: str, names: set[str]) -> None:
    sources = draft(parse(text.encode(), shown="x", suffix=".txt")).proposal.sources
    assert {source.name for source in sources} == names
