"""The CSV files of a package as rows: bounded in rows, records and cells; judges no value."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from padan.adapters.package import layout
from padan.domain.exchange.parcel import LookedTable

ROWS = 10_000_000
LISTED = 1_000_000
"""Proposals, answers, receipts, codes: lists that people work through."""
CELL = 32_767
RECORD = 1024 * 1024
_BLOCK = 1 << 18
_FORMULA = ("=", "@")


@dataclass(frozen=True)
class Counted:
    """A table that was read to its end, or why it was not: hostile, or wrong in its structure."""

    table: LookedTable
    hostile: str = ""
    wrong: str = ""


def count_rows(name: str, blocks: Iterator[bytes]) -> Counted:
    """Read a table through, keeping nothing but its columns."""
    columns: tuple[str, ...] = ()
    count, hostile, wrong = 0, "", ""
    try:
        lines = _Lines(blocks)
        rows = _rows(lines)
        columns = tuple(next(rows, ()))
        width = len(columns)
        most = ROWS if name in ("asn.csv", *layout.HISTORIES) else LISTED
        hostile, _ = _judge(columns, width, most)
        for count, row in enumerate(rows if not hostile else (), start=1):
            if lines.marked or len(row) != width or count > most:
                hostile, wrong = _judge(row, width, most - count)
                if hostile or wrong:
                    break
    except TooLong:
        hostile, count = "terlalu panjang", count + 1
    except (csv.Error, UnicodeDecodeError):
        wrong, count = "bukan CSV UTF-8", count + 1
    table = LookedTable(name, columns, count)
    if hostile or wrong:
        place = f"{name} baris {count}: "
        return Counted(table, place + hostile if hostile else "", place + wrong if wrong else "")
    return Counted(table, wrong="" if layout.leads(name, columns) else f"kolom {name}")


def _judge(row: Sequence[str], width: int, left: int) -> tuple[str, str]:
    if left < 0:
        return "terlalu banyak baris", ""
    if any(cell[:1] in _FORMULA for cell in row):
        return "rumus", ""
    return "", "" if len(row) == width else "jumlah sel"


def csv_rows(blocks: Iterator[bytes]) -> Iterator[list[str]]:
    """Yield the rows of a CSV that arrives in blocks; csv.Error or UnicodeDecodeError when it is none,
    TooLong for a cell or a record beyond the caps.
    """
    yield from _rows(_Lines(blocks))


def _rows(lines: "_Lines") -> Iterator[list[str]]:
    csv.field_size_limit(RECORD)
    for row in csv.reader(lines, strict=True):
        if lines.taken > CELL and any(len(cell) > CELL for cell in row):
            raise TooLong
        yield row
        lines.taken, lines.marked = 0, False


class TooLong(ValueError):
    """A cell, or a record of whatever cells, that no register has."""


class _Lines:
    """Lines of a text, how much went into the record at hand, and whether a formula's mark stands in it; no
    line is read beyond the cap.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        text = io.TextIOWrapper(io.BufferedReader(_Blocks(blocks), _BLOCK), "utf-8", newline="")
        self._read, self.taken, self.marked = text.readline, 0, False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._read(RECORD + 1)
        if not line:
            raise StopIteration
        self.taken += len(line)
        if self.taken > RECORD:
            raise TooLong
        if "=" in line or "@" in line:
            self.marked = True
        return line


class _Blocks(io.RawIOBase):
    """Blocks as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks, self._left = blocks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = memoryview(block)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
