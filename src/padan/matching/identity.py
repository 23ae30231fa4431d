"""Who a row may be, as parsed columns: identifiers, birth date, sex and name tokens of one register; keeps no
raw text and decides nothing.
"""

import ctypes
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.name_tokens import NameColumn, Vocabulary, read_names
from padan.matching.native.columns import text_column
from padan.matching.native.crew import Crew
from padan.matching.native.loops import address, call
from padan.matching.native.vocabulary import Words
from padan.matching.rules import RuleSet
from padan.matching.table import ROW

NIP_TRUST, NIK_TRUST, ROUNDED, PPPK, NIP_FULL, NIK_FULL = 1, 2, 4, 8, 16, 32
"""Bits of `Identity.flag` (padan.h). Trust: well formed and in accord with the row's own birth date and
sex; full:
fit to be a key; rounded: by a spreadsheet.
"""


ROWS = np.dtype(
    [
        *(("nip", "<i8"), ("nik", "<i8"), ("birth", "<i4"), ("name", "<i4"), ("token_at", "<u4")),
        *(("tokens", "u1"), ("nip_size", "u1"), ("nik_size", "u1"), ("flag", "u1"), ("sex", "i1")),
        *(("reserved", "u1", 7), ("token", "<i4", 6)),
    ]
)
"""`Row` of padan.h: everything that a comparison needs of a row, in one cache line."""


class CSide(ctypes.Structure):
    """`Side` of padan.h."""

    _fields_ = (
        ("n", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("row", "lama", "token")),
    )


@dataclass(frozen=True)
class Identity:
    """Parsed columns of one register, row by row in `_row` order; 0 stands for "none" everywhere.

    `nip`/`nik` are numbers as found (15-19 and 13-18 digits, `_size` says how many), `flag` the bits above.
    `birth` is yyyymmdd, `sex` 1 man, 2 woman. `name` is a number equal for names of the same sounds in any
    order, in both registers; the tokens of row k are token[token_at[k]:][:tokens[k]].
    """

    n: int
    row: I64
    rows: np.ndarray
    lama: I64
    names: NameColumn

    @cached_property
    def c(self) -> CSide:
        """The same for the loops."""
        return CSide(self.n, *(address(one) for one in (self.rows, self.lama, self.names.token)))

    def column(self, name: str) -> np.ndarray:
        """Return a column of the rows, by its name in `ROWS`."""
        return self.rows[name]

    @property
    def nip(self) -> I64:
        return self.rows["nip"]

    @property
    def nik(self) -> I64:
        return self.rows["nik"]

    @property
    def birth(self) -> I32:
        return self.rows["birth"]

    @property
    def sex(self) -> Bytes:
        return self.rows["sex"]

    @property
    def flag(self) -> np.ndarray:
        return self.rows["flag"]

    @property
    def name(self) -> I32:
        return self.rows["name"]

    def marked(self, bit: int) -> Bools:
        """Mark the rows that have a flag."""
        result: Bools = (self.flag & bit) != 0
        return result

    @property
    def valid(self) -> Bools:
        """A usable identifier, or a usable name with birth date (intake-and-classes.md, Classes)."""
        has_id = self.marked(NIP_FULL | NIK_FULL | ROUNDED) | (self.lama > 0)
        result: Bools = has_id | ((self.name > 0) & (self.birth > 0))
        return result


def read_identities(
    a: pl.DataFrame, b: pl.DataFrame, rules: RuleSet, crew: Crew
) -> tuple[Identity, Identity, Vocabulary]:
    """Parse both registers; names are read together because they share one token book."""
    names_a, names_b, book = read_names(_column(a, "nama"), _column(b, "nama"), rules.names, crew)
    rows = [np.zeros(table.height, dtype=ROWS) for table in (a, b)]
    _number_names((names_a, names_b), rows, book, crew)
    x, y = (
        _identity(table, names, filled, rules, crew)
        for table, names, filled in ((a, names_a, rows[0]), (b, names_b, rows[1]))
    )
    return x, y, book


def _column(table: pl.DataFrame, name: str) -> pl.Series:
    if name in table.columns:
        return table[name]
    return pl.Series(name, [None], dtype=pl.String).new_from_index(0, table.height)


def _number_names(
    columns: tuple[NameColumn, NameColumn], rows: list[np.ndarray], book: Vocabulary, crew: Crew
) -> None:
    """Enter the tokens of both registers' names and number the whole names together."""
    total = sum(len(some) for some in rows)
    mask = (1 << max(total * 2, 16).bit_length()) - 1
    slot, known, count = np.zeros(mask + 1, dtype=np.uint32), np.zeros(total + 1, dtype=np.int64), 0
    for names, some in zip(columns, rows, strict=True):
        key, number = np.zeros(len(some), dtype=np.int64), np.zeros(len(some), dtype=np.int32)
        known_of = (names.start, names.token, book.sound)
        _over_rows(crew, "names_enter", len(some), known_of, (some, key))
        count = call("number_keys", key, len(key), slot, mask, known, count, number)
        some["name"] = number


def _over_rows(crew: Crew, name: str, n: int, before: tuple[Any, ...], after: tuple[Any, ...]) -> None:
    def run(start: int, stop: int) -> None:
        call(name, *before, start, stop, *after)

    crew.slices(n, run)


def _identity(
    table: pl.DataFrame, names: NameColumn, rows: np.ndarray, rules: RuleSet, crew: Crew
) -> Identity:
    n, columns = table.height, table.columns
    lama, flag = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
    if "nip_lama" in columns:
        _over(crew, table["nip_lama"], "lama_read", lama)
    numbers = []
    for field, shortest, longest, old in (("nip_baru", 15, 19, lama), ("nik", 13, 18, None)):
        number, size = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
        if field in columns:
            _over(crew, table[field], "numbers_read", shortest, longest, number, size, old)
        numbers.append((number, size))
    (nip, nip_size), (nik, nik_size) = numbers
    birth = read_dates(_column(table, "tanggal_lahir"), crew)
    sex = _sexes(_column(table, "jenis_kelamin"), rules)
    year, serial = (int(rules.scoring.caps[cap]) for cap in ("last_appointment_year", "last_serial"))
    told = (nip, nip_size, nik, nik_size, birth, sex, year, serial, flag)
    _over_rows(crew, "flags_read", n, (), told)
    for name, values in (
        *(("nip", nip), ("nik", nik), ("birth", birth), ("sex", sex), ("flag", flag)),
        *(("nip_size", nip_size), ("nik_size", nik_size)),
    ):
        rows[name] = values
    return Identity(n, table[ROW].to_numpy().astype(np.int64), rows, lama, names)


def _over(crew: Crew, series: pl.Series, name: str, *rest: Any) -> None:
    """Run a loop over the rows of a text column."""
    column = text_column(series)
    _over_rows(crew, name, column.n, (column.c,), rest)


def read_dates(texts: pl.Series, crew: Crew | None = None) -> I32:
    """Read ISO dates, and dd-mm-yyyy left raw by intake (`-`, `/`, `.`), as yyyymmdd; 0 for anything else."""
    date = np.zeros(texts.len(), dtype=np.int32)
    _over(crew or Crew(workers=1), texts, "dates_read", date)
    return date


def _sexes(texts: pl.Series, rules: RuleSet) -> Bytes:
    """Return 1 for a man, 2 for a woman, 0 where the rule set knows no such word."""
    column, words = text_column(texts), Words(64)
    number = np.zeros(column.n, dtype=np.int32)
    words.fill(lambda row: call("words_number", column.c, row, column.n, words.c, number), column.n)
    known = {word: 1 if key == "M" else 2 for word, key in rules.sexes.items()}
    spelled = [text.upper().replace("-", " ").replace(".", "").strip() for text in words.texts()]
    return np.array([known.get(text, 0) for text in spelled] or [0], dtype=np.int8)[number]
