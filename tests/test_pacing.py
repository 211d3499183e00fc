"""When requests are sent: as fast as the server lets us and hardly faster, in virtual time against the stub's limits."""

import asyncio
import tracemalloc
from dataclasses import dataclass, field

import pytest
import virtual_time
from stub_server import Fails, Limits, _Gate

from briefer.llm.bucket import Bucket
from briefer.llm.pacing import HungError, Pace, Turn
from briefer.llm.patience import Patience

LATENCY = 0.5
PATIENCE = Patience(limited_tries=20)


@dataclass
class Run:
    """What became of many requests sent by a pace to a server."""

    seconds: float = 0.0
    refused: int = 0
    most_tries: int = 0
    sent: list[float] = field(default_factory=list)


def send(
    count: int,
    limits: Limits,
    *,
    workers: int = 32,
    latency: float = LATENCY,
    tokens: float = 1000.0,
    refusal_takes: float = 0.02,
) -> Run:
    """Send so many requests, each again when it is refused."""
    run = Run()

    async def everything() -> None:
        loop = asyncio.get_running_loop()
        gate, pace = _Gate(limits), Pace(workers, PATIENCE)
        gate.requests.at = gate.tokens.at = began = loop.time()

        async def one() -> None:
            tries = 0
            while not await once(tries):
                tries += 1
            run.most_tries = max(run.most_tries, tries + 1)

        async def once(tries: int) -> bool:
            async with pace.turn(tokens, tries=tries) as turn:
                run.sent.append(loop.time() - began)
                return await answered(turn)

        async def answered(turn: Turn) -> bool:
            refusal = gate.enter(tokens, loop.time())
            headers = gate.headers()
            if isinstance(refusal, Fails):
                await asyncio.sleep(refusal_takes)
                run.refused += 1
                turn.refused(refusal.headers, about_tokens="token" in refusal.message)
                return False
            gate.inside += 1
            await asyncio.sleep(latency)
            gate.inside -= 1
            turn.answered(headers)
            return True

        allowed = asyncio.Semaphore(workers)

        async def in_turn() -> None:
            async with allowed:
                await one()

        await asyncio.gather(*(in_turn() for _ in range(count)))
        run.seconds = loop.time() - began

    virtual_time.run(everything())
    return run


@pytest.mark.parametrize("tells", ["both", "seconds", "none"])
@pytest.mark.parametrize("latency", [0.1, 0.5, 3.0])
def test_a_limit_on_requests_is_found_and_kept_whatever_the_headers_say(tells, latency):
    run = send(150, Limits(requests_a_minute=600, tells=tells), latency=latency)
    ideal = max((150 - 20) / 10, 150 / 32 * latency) + latency
    assert run.seconds <= 1.1 * ideal
    assert run.refused <= 0.15 * 150


def test_what_a_limit_lets_through_while_it_makes_us_wait_whole_seconds_is_not_lost():
    assert send(150, Limits(requests_a_minute=600, tells="seconds")).seconds <= 1.04 * 13.5


@pytest.mark.parametrize("tells", ["both", "seconds", "none"])
def test_a_limit_on_tokens_is_found_and_kept(tells):
    limits = Limits(tokens_a_minute=600_000, tokens_bucket=20_000, tells=tells)
    run = send(150, limits)
    assert run.seconds <= 1.1 * 13.5
    assert run.refused <= 0.15 * 150


@pytest.mark.parametrize("tells", ["both", "seconds", "none"])
def test_a_slow_limit_loses_nobody(tells):
    run = send(60, Limits(requests_a_minute=20, bucket=3, tells=tells))
    assert run.seconds <= 1.6 * 171
    assert run.most_tries < PATIENCE.limited_tries


def test_without_a_limit_all_workers_are_busy():
    run = send(1000, Limits())
    assert run.seconds <= 1.03 * 32 * LATENCY


@pytest.mark.parametrize("tells", ["both", "seconds", "none"])
def test_a_limit_that_lets_through_more_than_is_remembered_is_kept_too(tells):
    run = send(4000, Limits(requests_a_minute=6000, bucket=200, tells=tells), workers=200)
    assert run.seconds <= 1.1 * (4000 - 200) / 100
    assert run.refused <= 0.15 * 4000


def test_what_is_remembered_of_requests_does_not_grow_with_their_number():
    bucket = Bucket()
    for moment in range(3000):
        bucket.take(1.0, float(moment))
    tracemalloc.start()
    for moment in range(3000, 9000):
        bucket.take(1.0, float(moment))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 200_000


def test_more_workers_than_the_server_takes_at_once_settle_below_its_number():
    run = send(600, Limits(at_once=8, tells="none"), workers=32)
    assert run.seconds <= 1.4 * 600 / 8 * LATENCY
    assert run.refused <= 0.15 * 600


def test_an_answer_that_takes_far_longer_than_others_is_given_up():
    async def everything() -> float:
        pace = Pace(4, PATIENCE)
        loop = asyncio.get_running_loop()
        for _ in range(10):
            async with pace.turn(1, tries=0) as turn:
                await asyncio.sleep(LATENCY)
                turn.answered({})
        began = loop.time()
        with pytest.raises(HungError):
            async with pace.turn(1, tries=0):
                await asyncio.sleep(100)
        return loop.time() - began

    assert 5 <= virtual_time.run(everything()) <= 6.5


def test_a_request_that_may_take_as_long_as_it_takes_is_not_given_up():
    async def everything() -> None:
        pace = Pace(4, PATIENCE)
        for _ in range(10):
            async with pace.turn(1, tries=0) as turn:
                await asyncio.sleep(LATENCY)
                turn.answered({})
        async with pace.turn(1, tries=0, patience=float("inf")):
            await asyncio.sleep(100)

    virtual_time.run(everything())


def test_until_answers_have_come_nothing_counts_as_hung():
    async def everything() -> None:
        pace = Pace(4, PATIENCE)
        async with pace.turn(1, tries=0):
            await asyncio.sleep(100)

    virtual_time.run(everything())


def test_where_most_requests_fail_fewer_are_sent_at_once():
    async def everything() -> int:
        pace = Pace(32, PATIENCE)
        for _ in range(200):
            async with pace.turn(1, tries=0) as turn:
                turn.failed()
        inside = most = 0

        async def one() -> None:
            nonlocal inside, most
            async with pace.turn(1, tries=0):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(1)
                inside -= 1

        await asyncio.gather(*(one() for _ in range(32)))
        return most

    assert virtual_time.run(everything()) <= 2


def test_a_request_that_was_tried_before_goes_first():
    async def everything() -> list[int]:
        pace, order = Pace(1, PATIENCE), []

        async def one(tries: int) -> None:
            async with pace.turn(1, tries=tries):
                order.append(tries)
                await asyncio.sleep(1)

        await asyncio.gather(*(one(tries) for tries in (0, 0, 3, 1)))
        return order

    assert virtual_time.run(everything()) == [0, 3, 1, 0]


def test_cancelling_whoever_waits_leaves_the_place_free():
    async def everything() -> None:
        pace = Pace(1, PATIENCE)

        async def one() -> None:
            async with pace.turn(1, tries=0):
                await asyncio.sleep(1)

        waiting = [asyncio.create_task(one()) for _ in range(3)]
        await asyncio.sleep(0.5)
        for task in waiting[:2]:
            task.cancel()
        await asyncio.wait_for(waiting[2], 5)

    virtual_time.run(everything())
