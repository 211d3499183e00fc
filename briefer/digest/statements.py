"""Many statements, each taken apart once, in little memory."""

import pickle
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import overload

from briefer.digest.units import Sort, Statement

_AT_HAND = 64
"""Statements that stay unpacked: more than twice a claim's candidates."""


class Statements(Sequence[Statement]):
    """Statements by place, taken apart; those not lately looked at are packed.

    Unpacked, with the look-ups that comparing adds, one takes ten kilobytes; packed, 0.4. To unpack one takes a fifth
    of the time that it takes to take it apart.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        first: dict[Statement, int] = {}
        packed: dict[int, bytes] = {}
        like = b""
        self._names: dict[int, tuple[str, ...]] = {}
        self.wording = array("I")
        """For each statement, the place of the first that is the same to the letter."""
        for place, statement in enumerate(statements):
            self.wording.append(first.setdefault(statement, place))
            if first[statement] == place:
                # A copy: what is found in a statement stays with it, and this one is a key.
                pickled, self._names[place] = _taken_apart(replace(statement))
                # What the first has, the others have again: its words for what they are halve the others.
                like = like or pickled
                packed[place] = _packed(pickled, like)
        # Not a method: an object that holds its own methods is a cycle, and nothing looks for cycles in a digest.
        self._unpacked: Callable[[int], Statement] = lru_cache(_AT_HAND)(lambda place: _unpacked(packed[place], like))

    def __len__(self) -> int:
        return len(self.wording)

    @overload
    def __getitem__(self, place: int) -> Statement: ...

    @overload
    def __getitem__(self, place: slice) -> list[Statement]: ...

    def __getitem__(self, place: int | slice) -> Statement | list[Statement]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self._unpacked(self.wording[place])

    def __iter__(self) -> Iterator[Statement]:
        return (self[place] for place in range(len(self)))

    def names(self, place: int) -> tuple[str, ...]:
        """The names in what a statement says, without unpacking it."""
        return self._names[self.wording[place]]


def _taken_apart(statement: Statement) -> tuple[bytes, tuple[str, ...]]:
    """A statement with what was found in it, pickled, and its names."""
    units, _, _ = statement.said.units, statement.context, statement.speaker_words
    # Before anything is looked up in it: look-ups are made again faster than they are read.
    return pickle.dumps(statement, pickle.HIGHEST_PROTOCOL), tuple(
        {intern(unit.word) for unit in units if unit.sort is Sort.NAME}
    )


def _packed(pickled: bytes, like: bytes) -> bytes:
    packer = zlib.compressobj(level=1, wbits=-zlib.MAX_WBITS, zdict=like)
    return packer.compress(pickled) + packer.flush()


def _unpacked(packed: bytes, like: bytes) -> Statement:
    pickled = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=like).decompress(packed)
    found: Statement = pickle.loads(pickled)  # noqa: S301 (pickled by this process, never read from outside)
    return found
