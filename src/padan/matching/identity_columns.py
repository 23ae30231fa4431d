"""Identifiers, dates and words of a register's columns as numbers, row by row; knows no rule set."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl

from padan.domain.elements import ELEMENTS
from padan.matching.arrays import I32, I64
from padan.matching.native.columns import text_column
from padan.matching.native.crew import Crew
from padan.matching.native.loops import call
from padan.matching.native.vocabulary import Words

_DATED = ("tmt_jabatan", "tmt_golongan", "tmt_pns", "tmt_cpns")
Column = Callable[[str], pl.Series]


@dataclass(frozen=True)
class Numbers:
    """NIP and NIK as found (15-19 and 13-18 digits, `_size` says how many) and NIP lama; 0 is none."""

    nip: I64
    nip_size: np.ndarray
    nik: I64
    nik_size: np.ndarray
    lama: I64


def over_rows(crew: Crew, name: str, n: int, before: tuple[Any, ...], after: tuple[Any, ...]) -> None:
    """Run a loop over n rows in slices."""

    def run(start: int, stop: int) -> None:
        call(name, *before, start, stop, *after)

    crew.slices(n, run)


def _over(crew: Crew, series: pl.Series, name: str, *rest: Any) -> None:
    """Run a loop over the rows of a text column."""
    column = text_column(series)
    over_rows(crew, name, column.n, (column.c,), rest)


def read_numbers(column: Column, columns: Collection[str], n: int, crew: Crew) -> Numbers:
    """Read the identifiers of a register; NIP lama also from the column of NIPs."""
    lama = np.zeros(n, dtype=np.int64)
    if "nip_lama" in columns:
        _over(crew, column("nip_lama"), "lama_read", lama)
    numbers = []
    for field, shortest, longest, old in (("nip_baru", 15, 19, lama), ("nik", 13, 18, None)):
        number, size = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
        if field in columns:
            _over(crew, column(field), "numbers_read", shortest, longest, number, size, old)
        numbers.append((number, size))
    return Numbers(*numbers[0], *numbers[1], lama)


def read_dates(texts: pl.Series, crew: Crew | None = None) -> I32:
    """Read ISO dates, and dd-mm-yyyy left raw by intake (`-`, `/`, `.`), as yyyymmdd; 0 for anything else."""
    date = np.zeros(texts.len(), dtype=np.int32)
    _over(crew or Crew(workers=1), texts, "dates_read", date)
    return date


def newest_dates(column: Column, columns: Collection[str], n: int) -> I64:
    """Return the newest TMT of each row as yyyymmdd, 0 for none."""
    newest = np.zeros(n, dtype=np.int64)
    for name in _DATED:
        if name in columns:
            newest = np.maximum(newest, read_dates(column(name)))
    return newest


class _Table(Protocol):
    @property
    def columns(self) -> Collection[str]: ...
    @property
    def height(self) -> int: ...
    def __getitem__(self, name: str, /) -> pl.Series: ...


def filled_elements(table: _Table) -> np.ndarray:
    """Return which elements of each row are filled: bit k for ELEMENTS[k]."""
    filled = np.zeros(table.height, dtype=np.uint32)
    for place, element in enumerate(ELEMENTS):
        some = [table[name].is_not_null().to_numpy() for name in element.fields if name in table.columns]
        if some:
            filled |= np.logical_or.reduce(some).astype(np.uint32) << np.uint32(place)
    return filled


def word_numbers(texts: pl.Series, words: Words) -> I32:
    """Number the texts of a column by `words`, which learns those it does not know."""
    column = text_column(texts)
    number = np.zeros(column.n, dtype=np.int32)
    words.fill(lambda row: call("words_number", column.c, row, column.n, words.c, number), column.n)
    return number
