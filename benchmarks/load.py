"""Many articles against a loopback stub that is slow, limits, fails and hangs: what is lost, wasted, paid and used.

    python benchmarks/load.py                 every scenario, some minutes
    python benchmarks/load.py latency kill    those whose names begin so
    python benchmarks/load.py --scale 0.1     a tenth of the articles

Each scenario runs the real command in a process of its own. The ideal is the time that the server's own latency and
limits leave as the least. The bare SDK is openai with pydantic on the same schema and the same messages, 32 at once.
"""

import argparse
import json
import logging
import math
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from reading_stub import reads, tokens_of  # noqa: E402
from stub_server import Limits, Script, Stub, faulty, stub_server  # noqa: E402

WORKERS = 32
LATENCY = 0.5
TURNS = 3
PEOPLE = ("Mara Venn", "Orlo Pike", "Sela Brandt", "Tomas Rehn", "Ida Falk", "Joren Mask", "Petra Lund", "Anton Gray")
PLACES = ("Tarn", "Emmer", "Halden", "Volk", "Ostrava Point", "Lindeby", "Karst", "Merrow")
THINGS = ("ferry", "bridge", "reactor", "mill", "dam", "tunnel", "warehouse", "pipeline")
LINES = (
    "The {thing} at {place} was closed on Tuesday after {count} workers were sent home, {person} said.",
    '"We have seen no damage to the {thing}," {person} said, "and all {count} people are safe."',
    "According to {person}, repairs to the {thing} will cost {count} million crowns and may take until spring.",
    "{person} told reporters that the council of {place} had been warned {count} times since March.",
    "The {thing} carries a third of the freight of {place} and was last inspected {count} months ago.",
    "{person} declined to say who had ordered the closure.",
    "{person} denied that the {thing} had been overloaded.",
    "It was not clear on Friday how many of the {count} permits for the {thing} were still valid.",
    "Residents of {place} said they had heard a loud noise shortly before midnight.",
    "A report by the harbour office put the loss at {count} thousand crowns, {person} added.",
)


@dataclass(frozen=True)
class Ran:
    """One run of a command: wall and CPU in seconds, peak memory in MB, and what it left behind."""

    code: int
    wall: float
    cpu: float
    peak: float
    stderr: str
    written: tuple[Path, ...]


def make_articles(folder: Path, count: int, words: int, *, seed: int = 1) -> None:
    """Write articles of our own, all different."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(count):
        place, thing = chance.choice(PLACES), chance.choice(THINGS)
        text = [f"{place} {thing} closed, case {number}", ""]
        while sum(len(line.split()) for line in text) < words:
            line = chance.choice(LINES)
            text += [
                line.format(thing=thing, place=place, person=chance.choice(PEOPLE), count=chance.randint(2, 900)),
                "",
            ]
        (folder / f"{number:05}.txt").write_text("\n".join(text))


def run(arguments: Sequence[str | Path], stub: Stub, cache: Path, output: Path | None = None) -> Ran:
    """Run a command to its end and measure it; nothing else of ours runs meanwhile but the stub."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("OPENAI", "BRIEF"))},
        "OPENAI_BASE_URL": stub.url,
        "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": str(REPOSITORY),
    }
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)], env=environment, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        stderr = said.read().decode()
    written = () if output is None else tuple(path for path in output.rglob("*") if path.is_file())
    return Ran(process.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, stderr, written)


def brief(articles: Path, output: Path, *options: str) -> list[str | Path]:
    return [
        "-m",
        "briefer",
        "run",
        articles,
        "-o",
        output,
        "-q",
        "--no-digest",
        "-m",
        "stub-model",
        "-j",
        str(WORKERS),
        *options,
    ]


def least_seconds(count: int, limits: Limits, tokens: float) -> float:
    """The least time in which a server lets so many requests through and answers them."""
    times = [math.ceil(count / WORKERS) * LATENCY]
    if limits.requests_a_minute:
        times.append((count - limits.bucket) / (limits.requests_a_minute / 60) + LATENCY)
    if limits.tokens_a_minute:
        times.append((tokens - limits.tokens_bucket) / (limits.tokens_a_minute / 60) + LATENCY)
    return max(times)


@dataclass
class World:
    """Where a scenario works: a folder of its own, and the size it was asked for."""

    folder: Path
    scale: float
    words: int

    def articles(self, count: int, *, words: int | None = None) -> tuple[Path, int]:
        count = max(round(count * self.scale), 4)
        make_articles(self.folder / "in", count, words or self.words)
        return self.folder / "in", count

    def paid(self, name: str, count: int, script: Script, limits: Limits, *options: str) -> None:
        """Brief so many articles and print everything about it."""
        articles, count = self.articles(count)
        with stub_server(script, latency=LATENCY, limits=limits) as stub:
            ran = run(brief(articles, self.folder / "out", *options), stub, self.folder / "cache", self.folder / "out")
        tokens = sum(tokens_of(asked.body) for asked in stub.questions if asked.outcome == "200")
        ideal = least_seconds(count, limits, tokens)
        served = max((asked.left for asked in stub.questions), default=0) - stub.questions[0].at
        outcomes = Counter(asked.outcome for asked in stub.questions)
        lost, degraded, broken = fate(articles, self.folder / "out")
        tell(
            name,
            articles=count,
            wall=f"{ran.wall:.1f} s",
            ideal=f"{ideal:.1f} s",
            ratio=f"{ran.wall / ideal:.2f}",
            served_ratio=f"{served / ideal:.2f}",
            requests=len(stub.questions),
            wasted_429s=f"{outcomes['429'] / count:.3f} an article",
            lost=lost,
            degraded=degraded,
            broken=broken,
            exit=ran.code,
            tokens=tokens,
            peak=f"{ran.peak:.0f} MB",
            cpu=f"{1000 * ran.cpu / count:.1f} ms an article",
        )


def fate(articles: Path, output: Path) -> tuple[int, int, int]:
    """How many articles have no briefing, a degraded one, a broken one."""
    lost = degraded = broken = 0
    for path in articles.iterdir():
        written = output / f"{path.stem}.json"
        if not written.exists():
            lost += 1
            continue
        try:
            document = json.loads(written.read_text())
            degraded += bool(document["provenance"]["fallbacks"])
        except (ValueError, KeyError):
            broken += 1
    return lost, degraded, broken


def tell(name: str, **facts: object) -> None:
    print(f"{name}: " + ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in facts.items()), flush=True)


# Scenarios


def latency_200(world: World) -> None:
    world.paid("latency, 200 articles (≤ 1.5)", 200, reads, Limits(), "--no-ask-again")


def latency_1000(world: World) -> None:
    world.paid("latency, 1,000 articles (≤ 1.15)", 1000, reads, Limits(), "--no-ask-again")


def limit_both(world: World) -> None:
    limits = Limits(requests_a_minute=600, tells="both")
    world.paid("600 a minute, all headers (≤ 1.10, ≤ 0.15)", 150, reads, limits, "--no-ask-again")


def limit_seconds(world: World) -> None:
    limits = Limits(requests_a_minute=600, tells="seconds")
    world.paid("600 a minute, whole seconds (≤ 1.10, ≤ 0.15)", 150, reads, limits, "--no-ask-again")


def limit_none(world: World) -> None:
    limits = Limits(requests_a_minute=600, tells="none")
    world.paid("600 a minute, no headers (≤ 0.15)", 150, reads, limits, "--no-ask-again")


def limit_tokens(world: World) -> None:
    limits = Limits(tokens_a_minute=1_500_000, tokens_bucket=50_000, tells="both")
    world.paid("1,500,000 tokens a minute, all headers (≤ 1.10, ≤ 0.15)", 150, reads, limits, "--no-ask-again")


def faults_5(world: World) -> None:
    world.paid("5% faults (0 lost, ≤ 1.6)", 1000, faulty(reads, 0.05), Limits(), "--no-ask-again")


def faults_30(world: World) -> None:
    world.paid("30% faults (≤ 0.3% lost)", 1000, faulty(reads, 0.30), Limits(), "--no-ask-again")


def cpu(world: World) -> None:
    """CPU an article at zero latency against the bare SDK, the draft's own time aside."""
    articles, count = world.articles(400)
    few = world.folder / "few"
    make_articles(few, 4, world.words)
    commands: dict[str, Callable[[Path, Path], list[str | Path]]] = {
        "ours": lambda paths, out: brief(paths, out, "--no-ask-again"),
        "bare": lambda paths, _out: [__file__, "--bare", paths],
        "parse": lambda paths, _out: [__file__, "--bare", paths, "--parse"],
    }
    least: dict[tuple[str, Path], float] = {}
    draft = math.inf
    with stub_server(reads) as stub:
        # In turn: what else the machine does then slows all of them alike.
        for turn in range(TURNS):
            draft = min(draft, draft_alone(articles))
            for label, make in commands.items():
                for paths in (articles, few):
                    place = world.folder / f"{label}-{paths.name}-{turn}"
                    used = run(make(paths, place), stub, place.with_suffix(".cache")).cpu
                    least[label, paths] = min(used, least.get((label, paths), math.inf))
    # Start-up is taken off by the run over four.
    ours, bare, parse = (1000 * (least[label, articles] - least[label, few]) / (count - 4) for label in commands)
    tell(
        "CPU an article (≤ 1.3)",
        extract=f"{ours:.1f} ms",
        draft_alone=f"{draft:.1f} ms",
        difference=f"{ours - draft:.1f} ms",
        bare_sdk=f"{bare:.1f} ms",
        ratio=f"{(ours - draft) / bare:.2f}",
        bare_sdk_parse=f"{parse:.1f} ms",
        ratio_to_parse=f"{(ours - draft) / parse:.2f}",
    )


def draft_alone(articles: Path) -> float:
    """Milliseconds of CPU that the draft reader takes for an article, once it is warm."""
    from briefer.articles import find_inputs, read
    from briefer.draft import draft

    found = [read(item) for item in find_inputs([str(articles)])]
    draft(found[0])
    started = time.process_time()
    for article in found:
        draft(article)
    return 1000 * (time.process_time() - started) / len(found)


def memory(world: World) -> None:
    """Peak memory by the number of articles."""
    peaks = {}
    for wanted in (1000, 5000):
        folder = World(world.folder / str(wanted), world.scale, 120)
        articles, count = folder.articles(wanted)
        with stub_server(reads) as stub:
            peaks[count] = run(brief(articles, folder.folder / "out", "--no-ask-again"), stub, folder.folder / "c").peak
    (few, low), (many, high) = peaks.items()
    growth = 1024 * (high - low) / (many - few)
    tell("memory (≤ 1 KB an article, ≤ 115 MB)", peak=f"{high:.0f} MB", growth=f"{growth:.2f} KB an article")


def one(world: World) -> None:
    """One article from start to finish against the bare SDK."""
    one_article = world.folder / "one"
    make_articles(one_article, 1, world.words)
    for latency in (0.5, 5.0):
        with stub_server(reads, latency=latency) as stub:
            ours, bare = [], []
            for turn in range(3):
                ours.append(
                    run(
                        brief(one_article, world.folder / f"out{turn}", "--no-cache", "--no-ask-again"),
                        stub,
                        world.folder,
                    ).wall
                )
                bare.append(run([__file__, "--bare", one_article], stub, world.folder).wall)
        tell(
            f"one article, {latency:g} s latency (≤ 1.1)",
            ours=f"{min(ours):.2f} s",
            bare=f"{min(bare):.2f} s",
            ratio=f"{min(ours) / min(bare):.2f}",
        )


def tokens(world: World) -> None:
    """Tokens sent against one rendered request an article, and a second run."""
    articles, count = world.articles(100)
    with stub_server(reads, latency=0.05) as stub:
        run(brief(articles, world.folder / "out", "--no-ask-again"), stub, world.folder / "cache")
        first = len(stub.questions)
        sent = sum(tokens_of(asked.body) for asked in stub.questions)
        rendered = sum({json.dumps(asked.body["messages"]): tokens_of(asked.body) for asked in stub.questions}.values())
        again = run(brief(articles, world.folder / "out2", "--no-ask-again"), stub, world.folder / "cache")
        second = len(stub.ledger) - first
    tell(
        "tokens (≤ 1.1) and second run (0)",
        articles=count,
        ratio=f"{sent / rendered:.2f}",
        second_run_requests=second,
        second_run=f"{again.wall:.1f} s",
        cpu=f"{1000 * again.cpu / count:.1f} ms an article",
    )


def kill(world: World) -> None:
    """SIGKILL at 20 random moments, resumed each time; the same briefings as an undisturbed run."""
    articles, count = world.articles(300)
    chance = random.Random(5)
    with stub_server(reads, latency=LATENCY) as stub:
        run(brief(articles, world.folder / "whole"), stub, world.folder / "cache-whole")
        undisturbed = len(stub.questions)
        whole = briefings(world.folder / "whole")
    with stub_server(reads, latency=LATENCY) as stub:
        environment = {**os.environ, "OPENAI_BASE_URL": stub.url, "XDG_CACHE_HOME": str(world.folder / "cache")}
        command = [sys.executable, *map(str, brief(articles, world.folder / "out"))]
        kills: list[tuple[int, float]] = []
        for _ in range(20):
            before = len(stub.questions)
            process = subprocess.Popen(
                command,
                env={
                    **environment,
                    "PYTHONPATH": str(REPOSITORY),
                },
            )
            while len(stub.questions) < before + 1 and process.poll() is None:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 1.0))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills.append((before, time.monotonic()))
            process.wait()
            time.sleep(LATENCY + 0.1)
        final = run(brief(articles, world.folder / "out"), stub, world.folder / "cache", world.folder / "out")
        last = {json.dumps(asked.body): place for place, asked in enumerate(stub.questions)}
        again = [place for place, asked in enumerate(stub.questions) if last[json.dumps(asked.body)] != place]
        # Answered by the server, and not read when the process that asked was killed: seconds between the two.
        unread = [
            kill - stub.questions[place].left
            for place in again
            for kill in [next(kill for first, kill in reversed(kills) if first <= place)]
            if 0 < stub.questions[place].left < kill
        ]
    left_over = [path.name for path in final.written if path.name.startswith(".")]
    tell(
        "SIGKILL (same briefings, none paid twice but in flight)",
        articles=count,
        kills=len(kills),
        exit=final.code,
        same=briefings(world.folder / "out") == whole,
        requests=len(last) + len(again),
        undisturbed=undisturbed,
        asked_twice=len(again),
        not_answered_at_a_kill=len(again) - len(unread),
        answered_before_a_kill=f"{len(unread)}, at most {max(unread, default=0.0):.2f} s",
        left_over=len(left_over),
    )


def briefings(folder: Path) -> dict[str, object]:
    """What a run wrote, but for times and cache marks."""
    found = {}
    for path in folder.rglob("*.json"):
        document = json.loads(path.read_text())
        for name in ("seconds", "cached", "created_at"):
            del document["provenance"][name]
        found[path.name] = document
    return found


SCENARIOS: Mapping[str, Callable[[World], None]] = {
    scenario.__name__: scenario
    for scenario in (
        latency_200,
        latency_1000,
        limit_both,
        limit_seconds,
        limit_none,
        limit_tokens,
        faults_5,
        faults_30,
        cpu,
        memory,
        one,
        tokens,
        kill,
    )
}


def bare(folder: Path, *, parse: bool) -> None:
    """What people write: the openai SDK and pydantic, 32 requests at once."""
    import asyncio

    from openai import AsyncOpenAI

    from briefer import templates
    from briefer.llm.schema import response_format
    from briefer.templates.answers import Scope, answer_model

    prompts = templates.load("extract")
    model = answer_model("extract", prompts.calls[0], Scope())
    form = response_format(model)
    system = "You brief an analyst on one news article. " * 400
    texts = [path.read_text() for path in sorted(folder.iterdir())]
    allowed = asyncio.Semaphore(WORKERS)

    async def ask(client: AsyncOpenAI, text: str) -> int:
        numbered = "\n".join(f"[{place}] {line}" for place, line in enumerate(text.split("\n\n"), 1))
        messages = [{"role": "system", "content": system}, {"role": "user", "content": numbered}]
        async with allowed:
            if parse:
                answer = await client.chat.completions.parse(
                    model="stub-model", messages=messages, max_tokens=8600, response_format=model
                )
                value = answer.choices[0].message.parsed
            else:
                answer = await client.chat.completions.create(
                    model="stub-model", messages=messages, max_tokens=8600, response_format=form
                )
                value = model.model_validate_json(answer.choices[0].message.content)
        return len(value.model_fields_set)

    async def everything() -> None:
        async with AsyncOpenAI(api_key="none", max_retries=0) as client:
            await asyncio.gather(*(ask(client, text) for text in texts))

    asyncio.run(everything())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", help=", ".join(SCENARIOS))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--words", type=int, default=250, help="words an article")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--parse", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.bare is not None:
        bare(arguments.bare, parse=arguments.parse)
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A client that is killed takes its connections with it: no news here.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    for name, scenario in SCENARIOS.items():
        if arguments.scenarios and not name.startswith(tuple(arguments.scenarios)):
            continue
        with tempfile.TemporaryDirectory() as folder:
            scenario(World(Path(folder), arguments.scale, arguments.words))


if __name__ == "__main__":
    main()
