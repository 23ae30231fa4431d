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
from padan.matching.native.columns import U8, text_column
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


class CSide(ctypes.Structure):
    """`Side` of padan.h."""

    _fields_ = (
        ("n", ctypes.c_int64),
        *(
            (name, ctypes.c_void_p)
            for name in (
                *("nip", "nik", "lama", "nip_size", "nik_size", "flag", "birth", "sex"),
                *("name_start", "token", "name"),
            )
        ),
    )


@dataclass(frozen=True)
class Identity:
    """Parsed columns of one register, row by row in `_row` order; 0 stands for "none" everywhere.

    `nip`/`nik` are numbers as found (15-19 and 13-18 digits, `_size` says how many), `flag` the bits above.
    `birth` is yyyymmdd, `sex` 1 man, 2 woman. `name` is a number equal for names of the same sounds in any
    order, in both registers.
    """

    n: int
    row: I64
    nip: I64
    nik: I64
    lama: I64
    nip_size: U8
    nik_size: U8
    flag: U8
    birth: I32
    sex: Bytes
    names: NameColumn
    name: I32

    @cached_property
    def c(self) -> CSide:
        """The same for the loops."""
        columns = (
            self.nip,
            self.nik,
            self.lama,
            self.nip_size,
            self.nik_size,
            self.flag,
            self.birth,
            self.sex,
        )
        named = (self.names.start, self.names.token, self.name)
        return CSide(self.n, *(address(one) for one in (*columns, *named)))

    def marked(self, bit: int) -> Bools:
        """Mark the rows that have a flag."""
        result: Bools = (self.flag & bit) != 0
        return result

    @property
    def nip_key(self) -> I64:
        """NIPs that may serve as a key."""
        return np.where(self.marked(NIP_FULL), self.nip, 0)

    @property
    def nik_key(self) -> I64:
        """NIKs that may serve as a key."""
        return np.where(self.marked(NIK_FULL), self.nik, 0)

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
    keys = [np.zeros(names.start.shape[0] - 1, dtype=np.int64) for names in (names_a, names_b)]
    for names, key in zip((names_a, names_b), keys, strict=True):
        _name_keys(names, book, key)
    number_a, number_b = _numbered(*keys)
    return _identity(a, names_a, number_a, rules, crew), _identity(b, names_b, number_b, rules, crew), book


def _column(table: pl.DataFrame, name: str) -> pl.Series:
    if name in table.columns:
        return table[name]
    return pl.Series(name, [None], dtype=pl.String).new_from_index(0, table.height)


def _name_keys(names: NameColumn, book: Vocabulary, key: I64) -> None:
    counted = np.zeros(book.sounds + 1, dtype=np.int64)
    call("names_keys", names.start, names.token, book.sound, 0, len(key), key, counted)


def _numbered(a: I64, b: I64) -> tuple[I32, I32]:
    """Number the distinct keys of both columns together."""
    mask = (1 << max((len(a) + len(b)) * 2, 16).bit_length()) - 1
    slot, known = np.zeros(mask + 1, dtype=np.uint32), np.zeros(len(a) + len(b) + 1, dtype=np.int64)
    numbers = np.zeros(len(a), dtype=np.int32), np.zeros(len(b), dtype=np.int32)
    count = 0
    for key, number in zip((a, b), numbers, strict=True):
        count = call("number_keys", key, len(key), slot, mask, known, count, number)
    return numbers


def _identity(table: pl.DataFrame, names: NameColumn, name: I32, rules: RuleSet, crew: Crew) -> Identity:
    n, columns = table.height, table.columns
    nip, nip_size = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
    nik, nik_size = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
    lama, flag = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
    birth = (
        read_dates(table["tanggal_lahir"], crew)
        if "tanggal_lahir" in columns
        else np.zeros(n, dtype=np.int32)
    )
    sex = _sexes(table["jenis_kelamin"], rules) if "jenis_kelamin" in columns else np.zeros(n, dtype=np.int8)
    if "nip_lama" in columns:
        _over(crew, table["nip_lama"], "lama_read", lama)
    if "nip_baru" in columns:
        _over(crew, table["nip_baru"], "numbers_read", 15, 19, nip, nip_size, lama)
    if "nik" in columns:
        _over(crew, table["nik"], "numbers_read", 13, 18, nik, nik_size, None)
    year, serial = (int(rules.scoring.caps[cap]) for cap in ("last_appointment_year", "last_serial"))
    read = (nip, nip_size, nik, nik_size, birth, sex, year, serial, flag)
    crew.slices(n, lambda start, stop: _run("flags_read", start, stop, *read))
    row = table[ROW].to_numpy().astype(np.int64)
    return Identity(n, row, nip, nik, lama, nip_size, nik_size, flag, birth, sex, names, name)


def _run(name: str, *arguments: Any) -> None:
    call(name, *arguments)


def _over(crew: Crew, series: pl.Series, name: str, *rest: Any) -> None:
    """Run a loop over the rows of a text column."""
    column = text_column(series)
    crew.slices(column.n, lambda start, stop: _run(name, column.c, start, stop, *rest))


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
