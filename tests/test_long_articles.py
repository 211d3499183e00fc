"""Articles longer than their model reads: split, asked in parts, put together again, nothing left unread."""

import json
from pathlib import Path

import pytest
from conftest import RunBrief
from reading_stub import reads, sentences_of, tokens_of
from stub_server import Fails, Says, stub_server

from briefer.articles import parse
from briefer.briefing import Briefing, DenialStrength, SourceKind
from briefer.pipelines.merging import merged
from briefer.pipelines.parts import split
from briefer.proposal import Proposal, ProposedClaim, ProposedDenial, ProposedSource, ProposedText

PEOPLE = ("Mara Venn", "Orlo Pike", "Sela Brandt", "Tomas Rehn")


def long_article(paragraphs: int) -> str:
    lines = [
        f"The ferry number {number} ran aground off Tarn in the night, {PEOPLE[number % 4]} said. Nobody was hurt on deck "
        f"{number}. Halden Lines denied that ferry number {number} was overloaded."
        for number in range(1, paragraphs + 1)
    ]
    return "Ferries run aground off Tarn\n\n" + "\n\n".join(lines) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "long.txt").write_text(long_article(600))
    return tmp_path / "long.txt"


def shown(stub) -> list[list[int]]:
    return [[number for number, _ in sentences_of(body)] for body in stub.bodies]


# Splitting


def test_runs_hold_every_sentence_once_and_end_with_a_paragraph():
    article = parse(long_article(40).encode(), shown="a.txt", suffix=".txt")
    runs = split(article, 1000)
    assert [number for run in runs for number in run] == list(range(1, len(article.sentences) + 1))
    assert len(runs) > 3
    for run in runs[1:]:
        assert article.sentence(run.start).startswith("The ferry number")


def test_a_paragraph_that_does_not_fit_is_split_between_sentences():
    text = "Ferries aground\n\n" + " ".join(f"Ferry {number} ran aground off Tarn." for number in range(200))
    article = parse(text.encode(), shown="a.txt", suffix=".txt")
    runs = split(article, 1000)
    assert [number for run in runs for number in run] == list(range(1, len(article.sentences) + 1))
    assert max(len(run) for run in runs) < 40


def test_a_short_article_is_one_run():
    article = parse(long_article(2).encode(), shown="a.txt", suffix=".txt")
    assert split(article, 10_000) == (range(1, len(article.sentences) + 1),)


# Merging

NORA = ProposedSource("S1", "Nora Kirby", SourceKind.NAMED_PERSON, (1,))


def proposal(sources=(), claims=(), denials=(), headline="Headline", summary=()) -> Proposal:
    return Proposal(ProposedText(headline, (1,)), summary=summary, sources=sources, claims=claims, denials=denials)


def test_a_source_of_two_parts_is_one_also_by_a_short_name():
    later = ProposedSource("S1", "Ms Kirby", SourceKind.NAMED_PERSON, (9,))
    [source] = merged([proposal(sources=(NORA,)), proposal(sources=(later,))]).sources
    assert (source.name, source.aliases, source.sentences) == ("Nora Kirby", ("Ms Kirby",), (1, 9))


def test_two_people_of_one_family_stay_two():
    later = ProposedSource("S1", "Paul Kirby", SourceKind.NAMED_PERSON, (9,))
    assert len(merged([proposal(sources=(NORA,)), proposal(sources=(later,))]).sources) == 2


def test_the_same_keys_in_two_parts_are_different_items():
    def part(number: int) -> Proposal:
        claim = ProposedClaim("C1", f"Ferry {number} ran aground.", None, (number,))
        denial = ProposedDenial("D1", f"No {number}.", None, DenialStrength.DENIES, (number,), denies=("C1",))
        return proposal(claims=(claim,), denials=(denial,))

    whole = merged([part(1), part(2)])
    assert [denial.denies for denial in whole.denials] == [(claim.key,) for claim in whole.claims]
    assert len({claim.key for claim in whole.claims}) == 2


def test_the_same_statement_of_one_source_is_one_claim_with_the_evidence_of_both():
    def part(number: int) -> Proposal:
        return proposal((NORA,), (ProposedClaim("C1", "The ferry sank.", "S1", (number,)),))

    [claim] = merged([part(3), part(8)]).claims
    assert claim.sentences == (3, 8)


def test_the_weightiest_of_each_part_come_first():
    def part(number: int) -> Proposal:
        claims = tuple(ProposedClaim(f"C{rank}", f"{number}-{rank}", None, (number,)) for rank in (1, 2))
        return proposal(claims=claims)

    assert [claim.statement for claim in merged([part(1), part(2)]).claims] == ["1-1", "2-1", "1-2", "2-2"]


# The whole way


def test_a_long_article_is_shown_in_parts_that_cover_it(run_brief: RunBrief, path: Path):
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        done = run_brief(path, "-m", "m", "--json", "--no-ask-again", env=env)
    briefing = Briefing.model_validate_json(done.stdout)
    numbers = [number for part in shown(stub) for number in part]
    assert done.returncode == 0
    assert sorted(numbers) == list(range(1, len(briefing.article.sentences) + 1))
    assert 2 <= len(stub.questions) <= 5
    assert max(tokens_of(body) for body in stub.bodies) < 32_768 - 8_600
    assert f"all of them read, in {len(stub.questions)} parts" in done.stderr
    assert len(briefing.claims) == 5 * len(stub.questions)


def test_where_the_endpoint_says_that_it_is_too_long_it_is_split_further(run_brief: RunBrief, path: Path):
    def script(body):
        if tokens_of(body) > 9_000:
            return Fails(400, "This model's maximum context length is 9000 tokens.", code="context_length_exceeded")
        return reads(body)

    with stub_server(script) as stub:
        done = run_brief(path, "-m", "m", "--json", "--no-ask-again", env={"OPENAI_BASE_URL": stub.url})
    answered = {number for body in stub.bodies if tokens_of(body) <= 9_000 for number, _ in sentences_of(body)}
    briefing = Briefing.model_validate_json(done.stdout)
    assert done.returncode == 0
    assert answered == set(range(1, len(briefing.article.sentences) + 1))


def test_a_part_that_is_refused_stands_as_the_draft_read_it(run_brief: RunBrief, path: Path):
    def script(body):
        return reads(body) if sentences_of(body)[0][0] == 1 else Says(None, refusal="no")

    with stub_server(script) as stub:
        done = run_brief(path, "-m", "m", "--json", "--no-ask-again", env={"OPENAI_BASE_URL": stub.url})
    briefing = Briefing.model_validate_json(done.stdout)
    last = len(briefing.article.sentences)
    assert done.returncode == 1
    assert len(briefing.provenance.fallbacks) == 5
    assert any(evidence.sentence > last // 2 for denial in briefing.denials for evidence in denial.evidence)


def test_the_user_may_say_how_much_the_model_reads(run_brief: RunBrief, path: Path):
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        preview = run_brief(path, "-m", "m", "--dry-run", "--context", "20000", env=env)
        run_brief(path, "-m", "m", "--json", "--no-ask-again", "--context", "20000", env=env)
        assert len(stub.questions) > 3
    assert f"{len(stub.questions)} requests" in preview.stdout


@pytest.mark.parametrize("pipeline", ["draft", "assist", "extract"])
def test_a_hundred_thousand_words_are_briefed(run_brief: RunBrief, tmp_path: Path, pipeline: str):
    (tmp_path / "book.txt").write_text(long_article(3500))
    with stub_server(reads) as stub:
        env = {"OPENAI_BASE_URL": stub.url}
        chosen = ["--pipeline", pipeline] if pipeline == "draft" else ["--pipeline", pipeline, "-m", "m"]
        done = run_brief(tmp_path / "book.txt", *chosen, "--json", env=env, timeout=300)
    assert done.returncode == 0, done.stderr
    briefing = json.loads(done.stdout)
    assert briefing["provenance"]["pipeline"] == pipeline
    assert len(briefing["article"]["text"].split()) >= 100_000
