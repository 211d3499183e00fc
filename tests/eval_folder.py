"""A small evals folder of its own, and ``brief eval`` over it in this process."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from stub_server import Says

from briefer.briefing import Article
from briefer.cli import main
from briefer.draft import draft as read_draft
from briefer.evals import recordings
from briefer.pipelines import assist, draft, extract
from briefer.proposal import Draft

QUAY = """\
Quay wall at Port Ellery gives way

A quay wall at Port Ellery gave way on Monday night. Harbour master Ines Dahl said 14 boats were lost. The port's owner, Brack Lines, had been warned of cracks in May, Ms Dahl said. Brack Lines denied that it had been warned of cracks.

The cause is not known. Ms Dahl declined to say who had closed the gate.
"""

QUAY_CASE = """\
article: ../articles/quay.txt
desk: disaster
about: A flat denial, a refusal and an open cause.
expect:
  sources:
    - name: {any_of: ["Ines Dahl", "Dahl"]}
      kind: named_person
    - name: {any_of: ["Brack Lines"]}
      kind: named_organisation
  claims:
    - id: lost
      text: {contains: ["14 boats"]}
      source: {any_of: ["Dahl"]}
      evidence: [2]
    - id: warned
      text: {contains: ["warned", "May"]}
      source: {any_of: ["Dahl"]}
      evidence: [3]
  uncertainties:
    - text: {contains: ["cause"]}
      kind: unknown
      source: null
      evidence: [5]
    - text: {contains: ["gate"]}
      kind: undisclosed
      source: {any_of: ["Dahl"]}
      evidence: [6]
  denials:
    - text: {contains: ["warned"]}
      source: {any_of: ["Brack Lines"]}
      strength: denies
      denies: [warned]
      evidence: [4]
  must_not:
    - section: denials
      source: {any_of: ["Dahl"]}
      why: Declining to say is no denial.
"""

FAIR = """\
Spring fair draws 3,000 to Ostmere

About 3,000 people came to the spring fair in Ostmere on Sunday. "We ran out of honey by noon," said beekeeper Tomas Vail. The council said that the fair would be held again next year.
"""

FAIR_CASE = """\
article: ../articles/fair.txt
desk: local
about: An ordinary story without a denial.
expect:
  sources:
    - name: {any_of: ["Tomas Vail", "Vail"]}
      kind: named_person
    - name: {any_of: ["council"]}
      kind: named_organisation
  claims:
    - id: honey
      text: {contains: ["honey"]}
      source: {any_of: ["Vail"]}
      evidence: [2]
  uncertainties: []
  denials: []
  must_not:
    - section: denials
      text: {regex: "."}
      why: Nobody denies anything.
"""


@dataclass
class Evals:
    """An evals folder on disk; ``run`` is ``brief eval`` with it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def recording(self, case: str, *, pipeline: str = "assist", model: str = "stub-model") -> Path:
        return self.folder / "recordings" / pipeline / model / f"{case}.yaml"

    def run(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> "Result":
        """Run the command; cases are named after the folder."""
        with self.monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["brief", "eval", str(self.folder), *map(str, arguments)])
            code = 0
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        out, err = self.capsys.readouterr()
        return Result(code, out, err)


@dataclass
class Result:
    """What a command gave."""

    code: int
    out: str
    err: str


def small_evals(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Evals:
    """The folder with two cases: a quay wall with a denial, and a fair without."""
    evals = Evals(folder, capsys, monkeypatch)
    evals.write("articles/quay.txt", QUAY)
    evals.write("articles/fair.txt", FAIR)
    evals.write("cases/quay.yaml", QUAY_CASE)
    evals.write("cases/fair.yaml", FAIR_CASE)
    for module in (assist, draft, extract):
        monkeypatch.setattr(module, "read_draft", unlinked)
    monkeypatch.setattr(recordings, "draft", unlinked)
    return evals


def unlinked(article: Article) -> Draft:
    """A draft that leaves open what each denial denies, so that the model is always asked."""
    drafted = read_draft(article)
    denials = tuple(replace(denial, denies=()) for denial in drafted.proposal.denials)
    return replace(drafted, proposal=replace(drafted.proposal, denials=denials))


def obliging(body: dict[str, Any]) -> Says:
    """A model that does what the prompts of ``assist`` ask: each denial denies the claim about the warning."""
    properties = body["response_format"]["json_schema"]["schema"]["properties"]
    prompt = body["messages"][1]["content"]
    if "denials" in properties:
        listed = [line for line in prompt.splitlines() if line.startswith("C") and "warned" in line]
        return Says(json.dumps({"denials": {"D1": [listed[0].partition(":")[0]]}}))
    first = prompt.partition("[1] ")[2].partition("\n")[0]
    return Says(json.dumps({"summary": [{"sentences": [1], "text": first}]}))
