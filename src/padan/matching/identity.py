"""Who a row may be, as parsed columns: identifiers, birth date, sex and name tokens of one register; keeps no
raw text but the identifiers' digits and decides nothing.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.name_tokens import MAX_TOKENS, NameColumn, Vocabulary, read_names
from padan.matching.rules import RuleSet
from padan.matching.table import ROW

_NOISE = [" ", "'", ".", "-", "’", "`", '"', "\u00a0", "\t", "‘", "_", "\u200b", "\ufeff"]
_FIRST_YEAR, _LAST_YEAR = 1930, 2012


@dataclass(frozen=True)
class Identity:
    """Parsed columns of one register, row by row in `_row` order; 0 stands for "none" everywhere.

    `nip`/`nik` are numbers as found (15-19 and 13-18 digits), the `_key` columns only those that may serve as
    a key. `_trust`: well-formed and in accord with the row's own birth date and sex. `birth` is yyyymmdd,
    `sex` 1 man, 2 woman. `name_key` is equal for names of the same sounds in any order.
    """

    n: int
    row: I64
    nip: I64
    nik: I64
    nip_key: I64
    nik_key: I64
    lama: I64
    nip_trust: Bools
    nik_trust: Bools
    rounded: Bools
    pppk: Bools
    birth: I32
    sex: Bytes
    nip_text: pl.Series
    nik_text: pl.Series
    tokens: I32
    sounds: I32
    name_count: I32
    name_key: I64
    titles: pl.Series

    @property
    def valid(self) -> Bools:
        """A usable identifier, or a usable name with birth date (intake-and-classes.md, Classes)."""
        has_id = (self.nip_key > 0) | (self.nik_key > 0) | (self.lama > 0) | self.rounded
        result: Bools = has_id | ((self.name_count > 0) & (self.birth > 0))
        return result


def read_identities(
    a: pl.DataFrame, b: pl.DataFrame, rules: RuleSet
) -> tuple[Identity, Identity, Vocabulary]:
    """Parse both registers; names are read together because they share one token book."""
    names = pl.concat([_column(a, "nama"), _column(b, "nama")])
    read, book = read_names(names, rules.names)
    name_a = NameColumn(read.tokens[: a.height], read.count[: a.height], read.titles[: a.height])
    name_b = NameColumn(read.tokens[a.height :], read.count[a.height :], read.titles[a.height :])
    return _identity(a, name_a, book, rules), _identity(b, name_b, book, rules), book


def _column(table: pl.DataFrame, name: str) -> pl.Series:
    if name in table.columns:
        return table[name].alias(name)
    return pl.Series(name, [None] * table.height, dtype=pl.String)


def _identity(table: pl.DataFrame, names: NameColumn, book: Vocabulary, rules: RuleSet) -> Identity:
    nip_text, nip = _number(_column(table, "nip_baru"), 15, 19)
    nik_text, nik = _number(_column(table, "nik"), 13, 18)
    birth = read_dates(_column(table, "tanggal_lahir"))
    sex = _sex(_column(table, "jenis_kelamin"), rules)
    long = nip_text.str.len_bytes().fill_null(0).to_numpy() == 18
    rounded = long & (nip % 1000 == 0) & (nip > 0)
    nip_shape, nip_birth, nip_sex, pppk = _nip_parts(nip, long & ~rounded, rules.scoring.caps)
    full = nik_text.str.len_bytes().fill_null(0).to_numpy() == 16
    nik_shape, nik_birth, nik_sex = _nik_parts(nik, full)
    sounds = book.sound[names.tokens[:, :MAX_TOKENS]]
    return Identity(
        n=table.height,
        row=table[ROW].to_numpy().astype(np.int64),
        nip=nip,
        nik=nik,
        nip_key=np.where(long & ~rounded, nip, 0),
        nik_key=np.where(full & (nik % 10000 != 0), nik, 0),
        lama=_lama(table),
        nip_trust=nip_shape & _agrees(nip_birth, birth) & _agrees(nip_sex, sex),
        nik_trust=nik_shape & _agrees(nik_birth % 1000000, birth % 1000000) & _agrees(nik_sex, sex),
        rounded=rounded,
        pppk=pppk,
        birth=birth,
        sex=sex,
        nip_text=nip_text,
        nik_text=nik_text,
        tokens=names.tokens,
        sounds=sounds,
        name_count=names.count,
        name_key=_name_key(sounds),
        titles=names.titles,
    )


def _agrees(embedded: I64, stated: I32 | Bytes) -> Bools:
    result: Bools = (stated == 0) | (embedded == stated)
    return result


def _number(texts: pl.Series, shortest: int, longest: int) -> tuple[pl.Series, I64]:
    """Return the digits as text (null when unusable) and as numbers (0 when unusable)."""
    digits = texts.str.replace_many(_NOISE, [""] * len(_NOISE))
    size = digits.str.len_bytes()
    number = digits.cast(pl.Int64, strict=False)
    spread = (number % 11111 == 0) & (
        (number == 0) | (digits.str.slice(0, 1).str.len_bytes() == 1) & _repeated(digits)
    )
    usable = (size >= shortest) & (size <= longest) & (number > 0) & ~spread.fill_null(False)
    usable = usable.fill_null(False)
    frame = pl.DataFrame({"text": digits, "number": number, "usable": usable})
    kept = frame.select(
        pl.when("usable").then("text").alias("text"),
        pl.when("usable").then("number").otherwise(0).alias("number"),
    )
    return kept["text"], kept["number"].fill_null(0).to_numpy().astype(np.int64)


def _repeated(digits: pl.Series) -> pl.Series:
    """One digit over and over (999…): a placeholder, not an identifier."""
    return digits.str.strip_chars_start("9").str.len_bytes().eq(0) | digits.str.strip_chars_start(
        "1"
    ).str.len_bytes().eq(0)


def _lama(table: pl.DataFrame) -> I64:
    """Return NIP lama as a number (leading letter as its code point), from its own column or
    from `nip_baru`.
    """
    found = np.zeros(table.height, dtype=np.int64)
    for name in ("nip_baru", "nip_lama"):
        if name not in table.columns:
            continue
        text = table[name].str.replace_many(_NOISE, [""] * len(_NOISE)).str.to_uppercase()
        rest = text.str.slice(1).cast(pl.Int64, strict=False)
        lead = text.str.slice(0, 1).replace_strict(_LEADS, default=None, return_dtype=pl.Int64)
        number = (lead * 10**8 + rest).to_numpy()
        good = ((text.str.len_bytes() == 9) & rest.is_not_null() & lead.is_not_null() & (rest > 0)).fill_null(
            False
        )
        found = np.where(good.to_numpy(), np.nan_to_num(number).astype(np.int64), found)
    return found


_LEADS = {char: 1 + place for place, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def _nip_parts(nip: I64, usable: Bools, caps: dict[str, float]) -> tuple[Bools, I64, I64, Bools]:
    """Return plausibility, birth date yyyymmdd, sex digit, and whether the NI is a PPPK's. Plausible: a
    calendar day, appointed between 15 and 60 years of age and not after the rule set's last year, a serial
    of usual size.
    """
    birth, sex, serial = nip // 10**10, (nip // 1000) % 10, nip % 1000
    year, month = (nip // 10**6) % 10000, (nip // 10000) % 100
    age = year - birth // 10000
    good = usable & _is_day(birth) & ((sex == 1) | (sex == 2)) & (month > 0) & (month < 30)
    good &= (
        (age >= 15) & (age <= 60) & (year <= caps["last_appointment_year"]) & (serial <= caps["last_serial"])
    )
    return good, birth, sex, good & (month > 12)


def _nik_parts(nik: I64, usable: Bools) -> tuple[Bools, I64, I64]:
    day, month, year = (nik // 10**8) % 100, (nik // 10**6) % 100, (nik // 10**4) % 100
    sex = np.where(day > 40, 2, 1)
    day = np.where(day > 40, day - 40, day)
    birth = np.where(year <= _LAST_YEAR - 2000, 2000 + year, 1900 + year) * 10000 + month * 100 + day
    return usable & _is_day(birth) & (nik // 10**14 >= 11) & (nik % 10000 > 0), birth, sex


def _is_day(number: I64) -> Bools:
    year, month, day = number // 10000, (number // 100) % 100, number % 100
    result: Bools = (
        (year >= _FIRST_YEAR) & (year <= _LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    )
    return result


def read_dates(texts: pl.Series) -> I32:
    """Return yyyymmdd of ISO dates and of dd-mm-yyyy left raw by intake (`-`, `/`, `.`); 0 for
    anything else.
    """
    plain = texts.str.slice(0, 10).str.replace_many(["/", "."], ["-", "-"])
    iso = plain.str.replace_all("-", "", literal=True)
    number = iso.cast(pl.Int32, strict=False).fill_null(0).to_numpy().astype(np.int32)
    size = iso.str.len_bytes().fill_null(0).to_numpy()
    day_first = plain.str.slice(2, 1).eq("-").fill_null(False).to_numpy()
    turned = number % 10000 * 10000 + (number // 10000) % 100 * 100 + number // 1000000
    result = np.where(day_first, turned, number)
    year, month, day = result // 10000, (result // 100) % 100, result % 100
    good = (
        (size == 8) & (year > 1800) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    )
    return np.where(good, result, 0).astype(np.int32)


def _sex(texts: pl.Series, rules: RuleSet) -> Bytes:
    codes = {word: 1 if key == "M" else 2 for word, key in rules.sexes.items()}
    words = texts.str.to_uppercase().str.replace_many(["-", "."], [" ", ""]).str.strip_chars()
    return (
        words.replace_strict(codes, default=0, return_dtype=pl.Int8).fill_null(0).to_numpy().astype(np.int8)
    )


def _name_key(sounds: I32) -> I64:
    """Mix the sorted sounds of a name into one number; 0 for no name."""
    ordered = np.sort(sounds, axis=1).astype(np.uint64)
    key = np.zeros(len(sounds), dtype=np.uint64)
    for place in range(ordered.shape[1]):
        key = (key * np.uint64(0x9E3779B97F4A7C15)) ^ (
            ordered[:, place] * np.uint64(0xC2B2AE3D27D4EB4F) + (key >> np.uint64(29))
        )
    result: I64 = np.where(ordered[:, -1] > 0, (key >> np.uint64(2)).astype(np.int64), 0)
    return result
