"""What a lexicon file may hold, and what happens when it is wrong."""

from pathlib import Path

import pytest

from briefer import lexicon
from briefer.errors import UsageError
from briefer.lexicon import Form, Frame, Phrases

TINY = """
language = "xx"
[inflection]
rules = [ { ending = "ar", third = "a", past = "o", ing = "ando" } ]
[verbs]
say = [ "parlar" ]
[hedges]
modal = [ "forse", "(puo|potrebbe) darsi" ]
[number_words]
due = 2
[grammar.pronouns]
lui = "male"
"""


def write(folder: Path, text: str, name: str = "xx.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_language_is_added_by_adding_a_file(tmp_path):
    write(tmp_path, TINY)
    tiny = lexicon.load("xx", folder=tmp_path)
    assert tiny.verbs["parlo"][0].forms == {Form.PAST, Form.PARTICIPLE}
    assert set(tiny.hedges) == {"forse", "puo darsi", "potrebbe darsi"}
    assert tiny.number_words["due"] == 2


def test_a_contrary_is_labelled_with_every_family_that_it_belongs_to(tmp_path):
    families = '[contraries.si]\nno = [ "mai" ]\nyes_verbs = [ "parlar" ]\n[contraries.poco]\nno = [ "mai", "di (rado|raro)" ]\n'
    write(tmp_path, TINY + families)
    contraries = lexicon.load("xx", folder=tmp_path).contraries
    assert contraries["mai"] == "-si -poco"
    assert contraries["parlo"] == "+si"
    assert contraries["di raro"] == "-poco"


def test_a_language_without_a_file_has_no_lexicon(tmp_path):
    assert lexicon.load("zz", folder=tmp_path) is None


@pytest.mark.parametrize("code", ["../en", "EN", "", "en.toml"])
def test_a_code_that_is_no_language_reaches_no_file(code):
    assert lexicon.load(code) is None


@pytest.mark.parametrize(
    ("bad", "line", "words"),
    [
        ('language = "xx"\n[verbs]\nsya = [ "say" ]\n', 3, "unknown key 'sya'"),
        ('language = "xx"\n[hedges]\nmodal = [ "Perhaps" ]\n', 3, "lower case"),
        ('language = "xx"\n[hedges]\nmodal = [ 3 ]\n', 3, "not a word"),
        ('language = "xx"\n[hedges]\nmodal = [ "(puo|potra essere" ]\n', 3, "bracket"),
        ('language = "xx"\n[hedges]\nmodal = [ "puo) essere" ]\n', 3, "bracket"),
        ('language = "xx"\n[verbs]\nsay = [ "say" ]\n', 3, "no inflection rule"),
        ('language = "xx"\n[number_words]\ntwo = "2"\n', 3, "not a int"),
        ('language = "xx"\n[contraries.si]\nmai = [ "no" ]\n', 3, "unknown key 'mai'"),
        ('language = "xx"\n[counts]\npaio = "2"\n', 3, "not a int"),
        ('language = "yy"\n', 1, "named xx.toml"),
        ('language = "xx"\nwords = 1\n', 2, "unknown key 'words'"),
        ('language = "xx"\n[inflection.irregular]\nsay = "says said"\n', 3, "four forms"),
    ],
)
def test_a_wrong_entry_names_file_and_line(tmp_path, bad, line, words):
    path = write(tmp_path, bad)
    with pytest.raises(UsageError) as raised:
        lexicon.load("xx", folder=tmp_path)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert words in str(raised.value)


def test_broken_toml_names_the_file(tmp_path):
    path = write(tmp_path, 'language = "xx\n')
    with pytest.raises(UsageError, match="not a readable lexicon") as raised:
        lexicon.load("xx", folder=tmp_path)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("admitted", "admit"),
        ("telling", "tell"),
        ("published", None),
    ],
)
def test_english_verbs_are_known_in_every_form(form, base):
    verbs = lexicon.load("en").verbs.get(form, ())
    assert (verbs[0].lemma if verbs else None) == base


def test_the_guards_fields_are_there():
    english = lexicon.load("en")
    assert {"not", "never", "didn't"} <= english.negations
    assert english.hedges["allegedly"] == "allegation"
    assert english.number_words["dozen"] == 12


def test_an_alternative_may_stand_in_another(tmp_path):
    write(tmp_path, 'language = "xx"\n[hedges]\nmodal = [ "a (b (c|d)|e) f" ]\n')
    assert set(lexicon.load("xx", folder=tmp_path).hedges) == {"a b c f", "a b d f", "a e f"}


def test_the_longest_phrase_wins():
    phrases = Phrases({"no": "short", "no comment": "long"})
    assert phrases.match(["he", "had", "no", "comment"], 2) == (2, "long")
    assert phrases.match(["he", "had", "no"], 2) == (1, "short")
    assert phrases.match(["he", "had", "no"], 0) is None


def test_a_denial_verb_has_its_own_frame():
    assert lexicon.load("en").verbs["denied"][0].frame is Frame.DENY
