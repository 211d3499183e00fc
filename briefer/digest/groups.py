"""Things that turn out to be one, joined two at a time."""


class Groups:
    """``size`` things, numbered from 0, each at first a group of its own."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, index: int) -> int:
        """The number that stands for the group of ``index``: the least of its members."""
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low

    def members(self) -> dict[int, list[int]]:
        """Every group's members, in order, by its root."""
        found: dict[int, list[int]] = {}
        for index in range(len(self._parents)):
            found.setdefault(self.root(index), []).append(index)
        return found
