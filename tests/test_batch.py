import asyncio

from virtual_time import run as run_virtually

from briefer.pipelines.batch import outcomes
from briefer.pipelines.precedence import Precedence


def under_way(at_first, *, opens=False):
    """How many articles are read before the first is finished, and the order in which all come back."""

    async def everything():
        precedence, read, first_done = Precedence(at_first), [], asyncio.Event()

        async def work(item):
            async with precedence.article():
                read.append(item)
                if opens and item == 0:
                    precedence.opened()
                await first_done.wait()
                return item

        async def finish():
            await asyncio.sleep(1)
            before.extend(read)
            first_done.set()

        before = []
        ending = asyncio.create_task(finish())
        found = [one.result async for one in outcomes(range(9), work, concurrency=4)]
        await ending
        return before, found

    return run_virtually(everything())


def test_not_all_places_are_taken_before_the_first_is_finished():
    assert under_way(2) == ([0, 1], list(range(9)))


def test_more_are_read_once_the_first_requests_have_left():
    assert under_way(2, opens=True) == ([0, 1, 2, 3], list(range(9)))


def test_one_works_at_a_time_and_lets_the_loop_turn_before():
    async def everything():
        precedence, log = Precedence(1), []

        async def work(number):
            async with precedence.turn():
                log.append(number)

        async def request():
            for _ in range(3):
                await asyncio.sleep(0)
            log.append("sent")

        await asyncio.gather(work(1), work(2), request())
        return log

    assert asyncio.run(everything()) == ["sent", 1, 2]


def test_a_piece_of_work_that_is_given_up_leaves_its_turn_to_the_next():
    async def everything():
        precedence = Precedence(1)

        async def work():
            async with precedence.turn():
                return "done"

        given_up, next_one = asyncio.create_task(work()), asyncio.create_task(work())
        await asyncio.sleep(0)
        given_up.cancel()
        return await asyncio.wait_for(next_one, 5)

    assert asyncio.run(everything()) == "done"
