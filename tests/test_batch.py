import asyncio

from briefer.pipelines.batch import outcomes


def started_at_once(at_first):
    """How many are under way when each of nine begins."""

    async def everything():
        under_way, seen = 0, []

        async def work(item):
            nonlocal under_way
            under_way += 1
            seen.append(under_way)
            await asyncio.sleep(0)
            under_way -= 1
            return item

        found = [one.result async for one in outcomes(range(9), work, concurrency=4, at_first=at_first)]
        assert found == list(range(9))
        return seen

    return asyncio.run(everything())


def test_all_places_are_taken_at_once_unless_told_otherwise():
    assert started_at_once(None)[:4] == [1, 2, 3, 4]


def test_before_the_first_is_finished_only_so_many_are_taken():
    seen = started_at_once(2)
    assert seen[:2] == [1, 2]
    assert seen[2] < 3
    assert max(seen) <= 4
