"""The Python API, as a program uses it."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEED
from stub_server import Says, stub_server

import briefer
from briefer import BrieferError, Briefing, abrief, brief
from briefer.briefing import EndpointKind


def test_a_path_becomes_a_briefing() -> None:
    briefing = brief(SEED, pipeline="draft")
    assert isinstance(briefing, Briefing)
    assert briefing.article.path == str(SEED)


def test_a_text_becomes_a_briefing_inside_a_running_loop() -> None:
    async def inside() -> Briefing:
        return await abrief(text="Ferry runs aground\n\nThe ferry was overloaded, Orlo Pike said.", pipeline="draft")

    briefing = asyncio.run(inside())
    assert briefing.article.title == "Ferry runs aground"
    assert [source.name for source in briefing.sources] == ["Orlo Pike"]


def test_a_model_at_an_endpoint_of_ones_own_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with stub_server(lambda _body: Says(None, refusal="no")) as stub:
        monkeypatch.setenv("OPENAI_BASE_URL", stub.url)
        briefing = brief(SEED)
        assert len(stub.questions) == 1
    assert briefing.provenance.endpoint is EndpointKind.LOOPBACK
    assert briefing.degraded


@pytest.mark.parametrize("arguments", [{}, {"path": "a.txt", "text": "b"}])
def test_neither_or_both_of_path_and_text_is_an_error(arguments: dict[str, str]) -> None:
    with pytest.raises(BrieferError, match="one of the two"):
        brief(**arguments, pipeline="draft")


def test_a_missing_file_is_an_error_that_names_it() -> None:
    with pytest.raises(BrieferError, match=r"nowhere\.txt"):
        brief(Path("nowhere.txt"), pipeline="draft")


def test_the_public_names_are_all_there() -> None:
    assert all(getattr(briefer, name) for name in briefer.__all__)


def test_importing_the_package_or_its_command_loads_no_heavy_library() -> None:
    heavy = ("pydantic", "openai", "instructor", "trafilatura", "jinja2", "yaml", "xllamacpp", "sentencex")
    code = f"import sys, briefer, briefer.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
