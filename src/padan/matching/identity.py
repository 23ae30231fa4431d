"""Who a row may be, as parsed columns: identifiers, birth date, sex and name tokens of one register; keeps no
raw text and decides nothing.
"""

import ctypes
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.identity_columns import Numbers, over_rows, read_dates, read_numbers, word_numbers
from padan.matching.name_tokens import NameColumn, Vocabulary, read_names
from padan.matching.native.crew import Crew
from padan.matching.native.loops import address, call
from padan.matching.native.vocabulary import Words
from padan.matching.register import Register
from padan.matching.rules import RuleSet

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
    a: Register | pl.DataFrame, b: Register | pl.DataFrame, rules: RuleSet, crew: Crew
) -> tuple[Identity, Identity, Vocabulary]:
    """Parse both registers; names are read together because they share one token book."""
    sides = [one if isinstance(one, Register) else Register.of(one) for one in (a, b)]
    written = [(side.keys.split if side.keys else None) or side.get("nama") for side in sides]
    names_a, names_b, book = read_names(written[0], written[1], rules.names, crew)
    del written
    rows = [np.zeros(side.height, dtype=ROWS) for side in sides]
    _number_names((names_a, names_b), rows, book, crew)
    x, y = (
        _identity(side, names, filled, rules, crew)
        for side, names, filled in zip(sides, (names_a, names_b), rows, strict=True)
    )
    for side in sides:
        if side.keys is not None:
            side.keys.release()
    return x, y, book


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
        over_rows(crew, "names_enter", len(some), known_of, (some, key))
        count = call("number_keys", key, len(key), slot, mask, known, count, number)
        some["name"] = number


def _identity(side: Register, names: NameColumn, rows: np.ndarray, rules: RuleSet, crew: Crew) -> Identity:
    if side.keys is None or side.keys.split is None:
        numbers = read_numbers(side.load, side.columns, side.height, crew)
        birth = read_dates(side.get("tanggal_lahir"), crew)
        words = Words(64)
        sex = _sexes(word_numbers(side.get("jenis_kelamin"), words), words.texts(), rules)
    else:
        keys = side.keys
        numbers = Numbers(*(keys.column(one) for one in ("nip", "nip_size", "nik", "nik_size", "lama")))
        birth, sex = keys.column("birth"), _sexes(keys.column("sex"), keys.sexes, rules)
    flag = np.zeros(side.height, dtype=np.uint8)
    year, serial = (int(rules.scoring.caps[cap]) for cap in ("last_appointment_year", "last_serial"))
    told = (numbers.nip, numbers.nip_size, numbers.nik, numbers.nik_size, birth, sex, year, serial, flag)
    over_rows(crew, "flags_read", side.height, (), told)
    for name, values in (
        *(("nip", numbers.nip), ("nik", numbers.nik), ("birth", birth), ("sex", sex), ("flag", flag)),
        *(("nip_size", numbers.nip_size), ("nik_size", numbers.nik_size)),
    ):
        rows[name] = values
    return Identity(side.height, side.rows, rows, numbers.lama, names)


def _sexes(number: I32, words: list[str], rules: RuleSet) -> Bytes:
    """Return 1 for a man, 2 for a woman, 0 where the rule set knows no such word."""
    known = {word: 1 if key == "M" else 2 for word, key in rules.sexes.items()}
    spelled = [text.upper().replace("-", " ").replace(".", "").strip() for text in words]
    return np.array([known.get(text, 0) for text in spelled] or [0], dtype=np.int8)[number]
