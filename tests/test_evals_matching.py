"""What agrees with an expectation."""

import pytest

from briefer.evals.cases import SourceMatcher, TextMatcher
from briefer.evals.matching import names_match, source_matches, text_matches
from briefer.lexicon import load

ENGLISH = load("en")
SAID = "The port's owner had not been warned of cracks in May."


@pytest.mark.parametrize(
    ("matcher", "text", "matches"),
    [
        (TextMatcher(contains=("cracks", "MAY")), SAID, True),
        (TextMatcher(contains=("cracks", "June")), SAID, False),
        (TextMatcher(any_of=("June", "May")), SAID, True),
        (TextMatcher(any_of=("June", "July")), SAID, False),
        (TextMatcher(regex=r"warn\w+ of\b"), SAID, True),
        (TextMatcher(regex=r"^warn"), SAID, False),
        (TextMatcher(contains=('the "port\'s" owner',)), "The “port’s”  owner", True),
        (TextMatcher(contains=("2030-31",)), "in 2030–31", True),
    ],
)
def test_words_match_whatever_the_case_quotes_dashes_and_spaces(
    matcher: TextMatcher, text: str, *, matches: bool
) -> None:
    assert text_matches(matcher, text, ENGLISH) is matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("The owner of the port had not been warned of the cracks in May.", True),
        ("The port's owner had been warned of cracks in May.", False),
        ("The port's owner may not have been warned of cracks in May.", False),
        ("A fishing boat sank.", False),
    ],
)
def test_a_fuzzy_match_is_vetoed_by_a_negation_or_a_hedge(text: str, *, matches: bool) -> None:
    assert text_matches(TextMatcher(fuzzy=SAID), text, ENGLISH) is matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("14 boats were lost in the harbour.", True),
        ("Fourteen boats were lost in the harbour.", True),
        ("140 boats were lost in the harbour.", False),
        ("Boats were lost in the harbour.", False),
    ],
)
def test_a_fuzzy_match_is_vetoed_by_another_number(text: str, *, matches: bool) -> None:
    assert text_matches(TextMatcher(fuzzy="In the harbour, 14 boats were lost."), text, ENGLISH) is matches


def test_without_a_lexicon_a_fuzzy_match_never_holds() -> None:
    assert not text_matches(TextMatcher(fuzzy=SAID), SAID, None)


def test_names_match_by_whole_words() -> None:
    wanted = TextMatcher(any_of=("Dovria", "list"))
    assert names_match(wanted, ["Dovria's army"], ENGLISH)
    assert not names_match(wanted, ["Dovrian minister", "a journalist"], ENGLISH)


def test_the_articles_own_voice_is_null_and_nothing_else() -> None:
    dahl = SourceMatcher(any_of=("Dahl",))
    assert source_matches(None, None, ENGLISH)
    assert source_matches(dahl, ("Ines Dahl",), ENGLISH)
    assert not source_matches(None, ("Ines Dahl",), ENGLISH)
    assert not source_matches(dahl, None, ENGLISH)


def test_a_press_release_may_speak_as_its_issuer_or_as_the_article() -> None:
    issuer = SourceMatcher(any_of=("Brack Lines",), or_article=True)
    assert source_matches(issuer, None, ENGLISH)
    assert source_matches(issuer, ("Brack Lines",), ENGLISH)
    assert not source_matches(issuer, ("Ines Dahl",), ENGLISH)
