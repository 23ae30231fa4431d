"""Where the blobs of a snapshot stand and the one digest over all of them; reads and writes nothing."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where one blob stands: numbers of its first and last row (`_row`) and how many rows it holds."""

    name: str
    number: int
    first: int
    last: int
    rows: int
    digest: bytes

    def holds_any(self, numbers: Sequence[int]) -> bool:
        """Tell whether one of some numbers, in order, lies between first and last."""
        place = bisect_left(numbers, self.first)
        return place < len(numbers) and numbers[place] <= self.last


@dataclass(frozen=True)
class Layout:
    """A snapshot's columns in order and its blobs by column, those kept beside the columns included."""

    columns: tuple[str, ...]
    chunks: dict[str, list[Place]]


def row_of(place: Place) -> tuple[object, ...]:
    """Return the place as the store's columns."""
    return place.name, place.number, place.first, place.last, place.rows, place.digest


def sum_of(made: Iterable[Place]) -> str:
    """Return one digest over all blobs' places and digests, whatever their order."""
    total = hashlib.sha256()
    for one in sorted(made, key=lambda place: (place.name, place.number)):
        total.update(json.dumps([one.name, one.number, one.first, one.last, one.rows]).encode())
        total.update(one.digest)
    return total.hexdigest()
