"""Seeded chance that is the same on every machine and Python version: only `Random.random()` is relied
upon.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A stream of choices from one seed; not for anything secret."""

    def __init__(self, seed: int) -> None:
        self._source = Random(seed)  # noqa: S311 - practice data, nothing secret

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return self._source.random() < probability

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._source.random() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of `items`."""
        return items[int(self._source.random() * len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in a random order."""
        mixed = list(items)
        for place in range(len(mixed) - 1, 0, -1):
            other = self.number(0, place)
            mixed[place], mixed[other] = mixed[other], mixed[place]
        return mixed
