"""Signals are read once for the same sentences, kept like answers, and asked of nobody else than our own model."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest

from briefer.briefing import EndpointKind
from briefer.llm.answer import Answer
from briefer.llm.endpoints import Endpoint
from briefer.llm.usage import Usage
from briefer.pipelines import memory
from briefer.pipelines.memory import Remembering
from briefer.signals import SentenceText, Signals
from briefer.store.answers import AnswerStore

OURS = Endpoint(EndpointKind.EMBEDDED, "ours")
SENTENCES = (SentenceText("The mill poured acid.", "claims"), SentenceText("Its owner denied it.", "denials"))
READ = Answer(Signals(*((0.5, -1.25) for _ in fields(Signals))), Usage(tokens_in=40, requests=1))


@dataclass
class Reader:
    """An open endpoint that has signals, and what it was asked for."""

    endpoint: Endpoint = OURS
    titles: list[str] = field(default_factory=list)

    async def signals(self, title: str, sentences: Sequence[SentenceText]) -> Answer[Signals] | None:
        self.titles.append(title)
        await asyncio.sleep(0)
        return READ


@pytest.fixture
def store(tmp_path: Path) -> AnswerStore:
    return AnswerStore(tmp_path / "answers")


def remembering(reader: Reader, store: AnswerStore | None, *, endpoint: Endpoint = OURS, refresh: bool = False):
    async def opened() -> Reader:
        return reader

    return Remembering(endpoint, opened, store, refresh=refresh)


def read(asks: Remembering, title: str = "A mill", sentences: Sequence[SentenceText] = SENTENCES):
    return asyncio.run(asks.signals(title, sentences))


def test_signals_are_read_once_and_found_again(store: AnswerStore):
    reader = Reader()
    assert read(remembering(reader, store)) == READ
    assert read(remembering(reader, store)) == Answer(READ.value, READ.usage, cached=True)
    assert reader.titles == ["A mill"]


def test_the_same_article_twice_at_once_is_read_once(store: AnswerStore):
    reader = Reader()
    asks = remembering(reader, store)

    async def both() -> list[Answer[Signals] | None]:
        return await asyncio.gather(*(asks.signals("A mill", SENTENCES) for _ in range(2)))

    assert [answer.cached for answer in asyncio.run(both()) if answer] == [False, True]
    assert len(reader.titles) == 1


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        ("Another", SENTENCES),
        ("A mill", SENTENCES[:1]),
        ("A mill", (SENTENCES[0], SentenceText(SENTENCES[1].text, "claims"))),
    ],
)
def test_another_title_sentence_or_kind_is_read_for_itself(
    store: AnswerStore, title: str, sentences: Sequence[SentenceText]
):
    reader = Reader()
    read(remembering(reader, store))
    read(remembering(reader, store), title, sentences)
    assert len(reader.titles) == 2


def test_other_weights_read_anew(store: AnswerStore, monkeypatch: pytest.MonkeyPatch):
    reader = Reader()
    read(remembering(reader, store))
    monkeypatch.setattr(memory, "fingerprint", lambda: "of another file")
    read(remembering(reader, store))
    assert len(reader.titles) == 2


def test_a_run_can_be_told_to_read_again(store: AnswerStore):
    reader = Reader()
    read(remembering(reader, store))
    read(remembering(reader, store, refresh=True))
    assert len(reader.titles) == 2


def test_without_a_store_everything_is_read():
    reader = Reader()
    assert [read(remembering(reader, None)) for _ in range(2)] == [READ, READ]
    assert len(reader.titles) == 2


@pytest.mark.parametrize(("kept", "damaged"), [("0.5", '\\"much\\"'), ("0.5, ", "")], ids=["a word", "too few"])
def test_a_damaged_entry_is_read_anew(store: AnswerStore, kept: str, damaged: str):
    reader = Reader()
    read(remembering(reader, store))
    (path,) = store.folder.rglob("*.json")
    whole = path.read_text()
    path.write_text(whole.replace(kept, damaged))
    assert path.read_text() != whole
    assert read(remembering(reader, store)) == READ
    assert len(reader.titles) == 2


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint(EndpointKind.EMBEDDED, "mine.gguf", gguf=Path("mine.gguf")),
        Endpoint(EndpointKind.REMOTE, "hosted"),
        Endpoint(EndpointKind.LOOPBACK, "mine"),
    ],
)
def test_another_model_has_no_signals_and_is_not_opened_for_them(store: AnswerStore, endpoint: Endpoint):
    async def opened() -> Reader:
        pytest.fail("opened")

    assert read(Remembering(endpoint, opened, store)) is None
