"""What a model's signals change in the draft, and which sentences it is given to read."""

import asyncio
from collections.abc import Sequence
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.articles import parse
from briefer.briefing import Article, DenialStrength, UncertaintyKind
from briefer.draft import draft
from briefer.draft import second_look as draft_second_look
from briefer.draft.credits import of_parties, read_credits
from briefer.draft.importance import SIGNALLED
from briefer.draft.key_claims import weighed
from briefer.lexicon import load
from briefer.llm.answer import Answer
from briefer.llm.usage import Usage
from briefer.pipelines import second_look
from briefer.pipelines.provenance import Record
from briefer.pipelines.second_look import looked_again, to_be_read
from briefer.proposal import Draft
from briefer.signals import SentenceText, Signals, spread

TEXT = """Two sets of books at the Verrin mine, aide says

A former aide told the Lauer Gazette that Halden Ores had kept two sets of books.

"There is one set of books and anyone may read it," said Mara Orlo, who heads the firm.

The mine was opened in 1961 and employs 90 people.

The water board will publish its findings in May, its director said.

The firm denied that acid had left the mine.

The repairs may cost two million crowns, the board said.
"""
SURE, SURE_NOT = 12.0, -12.0


def article(text: str = TEXT) -> Article:
    return parse(text.encode(), shown="mine.txt", suffix=".txt")


def number_of(read: Article, words: str) -> int:
    return next(n for n in range(1, len(read.sentences) + 1) if words in read.sentence(n))


def signals(read: Article, **named: dict[str, float] | float) -> Signals:
    """Signals that are 0 but for those named: by the words of a sentence, or one for all."""

    def row(name: str) -> tuple[float | None, ...]:
        told = named.get(name, {})
        if isinstance(told, float):
            return (told,) * len(read.sentences)
        at = {number_of(read, words): value for words, value in told.items()}
        return tuple(at.get(n, SURE_NOT) for n in range(1, len(read.sentences) + 1))

    return Signals(*(row(field.name) for field in fields(Signals)))


def denied(drafted: Draft) -> set[tuple[int, ...]]:
    return {denial.sentences for denial in drafted.proposal.denials}


def unread(read: Article) -> Signals:
    nothing = (None,) * len(read.sentences)
    return Signals(nothing, nothing, nothing, nothing)


def test_a_reply_without_a_word_that_denies_is_a_denial_where_the_model_sees_one():
    read = article()
    reply = number_of(read, "one set of books")
    assert (reply,) not in denied(draft(read))
    seen = draft(read, signals(read, denials={"one set of books": SURE}, flat=1.0))
    (denial,) = (denial for denial in seen.proposal.denials if denial.sentences == (reply,))
    names = {source.key: source.name for source in seen.proposal.sources}
    assert (names[denial.source or ""], denial.strength, denial.cue) == ("Mara Orlo", DenialStrength.DENIES, "said")


def test_what_is_seen_as_no_flat_denial_disputes():
    read = article()
    seen = draft(read, signals(read, denials={"one set of books": SURE}, flat=-1.0))
    reply = number_of(read, "one set of books")
    assert [d.strength for d in seen.proposal.denials if d.sentences == (reply,)] == [DenialStrength.DISPUTES]


def test_nobody_denies_where_nobody_is_credited():
    read = article()
    seen = draft(read, signals(read, denials={"opened in 1961": SURE}))
    (denial,) = (d for d in seen.proposal.denials if d.sentences == (number_of(read, "1961"),))
    assert (denial.source, denial.strength, denial.cue) == (None, DenialStrength.REBUTS, None)


@pytest.mark.parametrize(
    "line",
    [
        "The firm would not comment.",
        "“We were never there. The books are clean.”",
        "“The books are clean,” he said.",
        "Who kept the books?",
    ],
    ids=["refusal", "quotation", "unknown speaker", "question"],
)
def test_what_nobody_known_says_is_nobodys_denial(line: str):
    read = article(f"The road to the mine was mended in 1961.\n\n{line}\n")
    everything = signals(read, denials=SURE, uncertainties=SURE)
    mended = number_of(read, "mended")
    assert {n for d in draft(read, everything).proposal.denials for n in d.sentences} == {mended}
    uncued = [u for u in draft(read, everything).proposal.uncertainties if u.cue is None]
    assert [u.sentences for u in uncued] == [(mended,)]


def test_anothers_denial_told_in_a_quotation_is_not_the_speakers():
    read = article('The lake was closed.\n\n"She looked at us and denied it," said Per Rusk, a fisherman.\n')
    told = number_of(read, "denied it")
    assert (told,) not in denied(draft(read, signals(read, denials={"denied it": SURE})))


def test_the_tables_name_the_features_and_nothing_else():
    read = article()
    lexicon = load("en")
    assert lexicon is not None
    reading = of_parties(read_credits(read, lexicon))
    all_read = signals(read)
    for table, features in (
        (draft_second_look.DENIALS, draft_second_look.denial_features(reading, [], all_read, lexicon)),
        (
            draft_second_look.UNCERTAINTIES,
            draft_second_look.uncertainty_features(reading, [], all_read, frozenset(), lexicon),
        ),
        (SIGNALLED, dict(enumerate(found for _, found in weighed(reading, frozenset(), (), lexicon, all_read)))),
    ):
        assert features
        for found in features.values():
            assert set(found) == set(table)


def test_a_hedge_that_the_reader_passed_over_is_an_uncertainty_where_the_model_sees_one():
    read = article()
    hedged = number_of(read, "may cost")
    seen = draft(read, signals(read, uncertainties={"may cost": SURE}))
    (found,) = (u for u in seen.proposal.uncertainties if u.sentences == (hedged,))
    assert (found.kind, found.cue) == (UncertaintyKind.HEDGED, "may")


def test_what_a_person_suggests_leaves_nothing_open():
    line = "Mara Orlo suggested the aide had made it up."
    read = article(f"{TEXT}\n{line}\n")
    reading, lexicon = of_parties(read_credits(read, load("en"))), load("en")
    sure = signals(read, uncertainties={line: SURE, "may cost": SURE})
    seen = draft_second_look.uncertainties_with(reading, [], sure, frozenset(), lexicon)
    assert [one.sentence for one in seen] == [number_of(read, "may cost")]


def test_leave_to_speak_leaves_nothing_open():
    line = "A doctor there, who was not authorised to talk to reporters, said two more had died."
    read = article(f"{TEXT}\n{line}\n")
    number = number_of(read, line)
    drafted = draft(read, signals(read, uncertainties={line: SURE}))
    assert all(number not in uncertainty.sentences for uncertainty in drafted.proposal.uncertainties)


def test_an_uncertainty_that_the_model_is_sure_is_none_is_left_to_the_omissions():
    read = article("The cause is unknown, the Lauer board said on Monday.\n\nThe mine was opened in 1961.\n")
    assert draft(read).proposal.uncertainties
    seen = draft(read, signals(read, uncertainties=2 * SURE_NOT))
    assert not seen.proposal.uncertainties
    assert "uncertainties" in {cue.section for cue in seen.cues}


def test_what_was_not_read_stands_as_the_reader_found_it():
    read = article()
    first, second = draft(read), draft(read, unread(read))
    assert second.proposal.denials == first.proposal.denials
    assert second.proposal.uncertainties == first.proposal.uncertainties


def test_of_two_claims_the_one_that_the_model_holds_for_key_goes_first():
    read = article()
    plain, weighed = draft(read), draft(read, signals(read, claims={"findings in May": 4 * SURE}))
    place = number_of(read, "findings in May")

    def rank(drafted: Draft) -> int:
        return next(n for n, claim in enumerate(drafted.proposal.claims) if place in claim.sentences)

    assert rank(weighed) < rank(plain)


@given(st.sets(st.integers(1, 40)).map(sorted))
def test_signals_are_spread_over_the_sentences_that_were_read(numbers: list[int]):
    row = tuple(map(float, numbers))
    found = spread(Signals(row, row, row, row), numbers, 40)
    for field in fields(Signals):
        assert getattr(found, field.name) == tuple(float(n) if n in numbers else None for n in range(1, 41))


class Model:
    """An endpoint that has signals: none is a denial but the sentences with these words."""

    def __init__(self, denying: str) -> None:
        self.denying = denying
        self.shown: list[SentenceText] = []

    async def signals(self, title: str, sentences: Sequence[SentenceText]) -> Answer[Signals]:
        assert title
        self.shown = list(sentences)
        low = (SURE_NOT,) * len(sentences)
        seen = tuple(SURE if self.denying in sentence.text else SURE_NOT for sentence in sentences)
        return Answer(Signals(seen, low, low, low), Usage(tokens_in=7, requests=1))


def looked(read: Article, model: Model) -> tuple[Draft, Record]:
    record = Record("assist")
    return asyncio.run(looked_again(read, draft(read), model, record)), record  # type: ignore[arg-type]


def test_the_model_reads_each_sentence_with_the_kind_that_the_draft_gives_it():
    read = article()
    model = Model("one set of books")
    seen, record = looked(read, model)
    assert (number_of(read, "one set of books"),) in denied(seen)
    assert record.usage == Usage(tokens_in=7, requests=1)
    kinds = {sentence.text: sentence.kind for sentence in model.shown}
    assert kinds[read.sentence(number_of(read, "denied that acid"))] == "denials"
    assert kinds[read.sentence(number_of(read, "told the Lauer Gazette"))] == "claims"


def test_of_a_long_article_the_telling_sentences_are_read_in_text_order(monkeypatch: pytest.MonkeyPatch):
    filler = "".join(f"The road to the mine was mended in {year}.\n\n" for year in range(1900, 2000))
    read = article(filler + TEXT)
    monkeypatch.setattr(second_look, "READ_CHARACTERS", 900)
    numbers = to_be_read(read, draft(read)).numbers
    assert list(numbers) == sorted(set(numbers))
    assert sum(len(read.sentence(n)) for n in numbers) <= 900
    assert 1 in numbers
    assert {number_of(read, "denied that acid"), number_of(read, "told the Lauer Gazette")} <= set(numbers)


def test_one_sentence_is_read_however_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(second_look, "READ_CHARACTERS", 1)
    read = article()
    assert to_be_read(read, draft(read)).numbers == (1,)


def test_without_a_lexicon_nothing_is_read():
    read = article().model_copy(update={"language": None})
    model = Model("books")
    seen, record = looked(read, model)
    assert not model.shown
    assert record.usage == Usage()
    assert seen.lexicon is None
