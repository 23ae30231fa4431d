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
    names = pl.concat(
        [table.select(_field("nama", set(table.columns)).alias("nama"))["nama"] for table in (a, b)]
    )
    read, book = read_names(names, rules.names)
    name_a = NameColumn(read.tokens[: a.height], read.count[: a.height], read.titles[: a.height])
    name_b = NameColumn(read.tokens[a.height :], read.count[a.height :], read.titles[a.height :])
    return _identity(a, name_a, book, rules), _identity(b, name_b, book, rules), book


def _identity(table: pl.DataFrame, names: NameColumn, book: Vocabulary, rules: RuleSet) -> Identity:
    read = _read(table, rules)
    nip, nik = read["nip"].to_numpy(), read["nik"].to_numpy()
    birth, sex = read["birth"].to_numpy(), read["sex"].to_numpy()
    long, full = read["nip_size"].to_numpy() == 18, read["nik_size"].to_numpy() == 16
    rounded = long & (nip % 1000 == 0) & (nip > 0)
    nip_shape, nip_birth, nip_sex, pppk = _nip_parts(nip, long & ~rounded, rules.scoring.caps)
    nik_shape, nik_birth, nik_sex = _nik_parts(nik, full)
    sounds = book.sound[names.tokens[:, :MAX_TOKENS]]
    return Identity(
        n=table.height,
        row=table[ROW].to_numpy().astype(np.int64),
        nip=nip,
        nik=nik,
        nip_key=np.where(long & ~rounded, nip, 0),
        nik_key=np.where(full & (nik % 10000 != 0), nik, 0),
        lama=read["lama"].to_numpy(),
        nip_trust=nip_shape & _agrees(nip_birth, birth) & _agrees(nip_sex, sex),
        nik_trust=nik_shape & _agrees(nik_birth % 1000000, birth % 1000000) & _agrees(nik_sex, sex),
        rounded=rounded,
        pppk=pppk,
        birth=birth,
        sex=sex,
        nip_text=read["nip_text"],
        nik_text=read["nik_text"],
        tokens=names.tokens,
        sounds=sounds,
        name_count=names.count,
        name_key=_name_key(sounds),
        titles=names.titles,
    )


def _read(table: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """Read identifiers, birth date and sex; in steps, since one select would compute shared parts anew."""
    columns = set(table.columns)
    digits = table.select(
        _digits(_field("nip_baru", columns)).alias("nip"),
        _digits(_field("nik", columns)).alias("nik"),
        _digits(_field("nip_lama", columns)).str.to_uppercase().alias("lama"),
        _plain_date(_field("tanggal_lahir", columns)).alias("birth"),
        _sex(_field("jenis_kelamin", columns), rules).alias("sex"),
    )
    numbers = digits.with_columns(
        *[
            pl.col(name).str.len_bytes().cast(pl.Int32).alias(f"{name}_size")
            for name in ("nip", "nik", "lama", "birth")
        ],
        *[pl.col(name).cast(pl.Int64, strict=False).alias(f"{name}_number") for name in ("nip", "nik")],
        pl.col("birth").str.replace_all("-", "", literal=True).cast(pl.Int32, strict=False).alias("day"),
    )
    return numbers.select(
        *_number("nip", 15, 19),
        *_number("nik", 13, 18),
        pl.coalesce(_lama("lama"), _lama("nip"), 0).alias("lama"),
        _date_number().alias("birth"),
        "sex",
    )


def _field(name: str, columns: set[str]) -> pl.Expr:
    return pl.col(name) if name in columns else pl.lit(None, dtype=pl.String).repeat_by(pl.len()).explode()


def _agrees(embedded: I64, stated: I32 | Bytes) -> Bools:
    result: Bools = (stated == 0) | (embedded == stated)
    return result


def _digits(texts: pl.Expr) -> pl.Expr:
    return texts.str.replace_many(_NOISE, [""] * len(_NOISE))


def _number(name: str, shortest: int, longest: int) -> list[pl.Expr]:
    """Return the digits as text (null when unusable), as a number and their count (0 when unusable).

    One digit over and over is a placeholder, not an identifier.
    """
    size, number = pl.col(f"{name}_size"), pl.col(f"{name}_number")
    usable = size.is_between(shortest, longest) & (number > 0) & ~pl.col(name).is_in(_PLACEHOLDERS)
    return [
        pl.when(usable).then(pl.col(name)).alias(f"{name}_text"),
        pl.when(usable).then(number).otherwise(0).alias(name),
        pl.when(usable).then(size).otherwise(0).alias(f"{name}_size"),
    ]


_PLACEHOLDERS = [digit * size for digit in "123456789" for size in range(13, 20)]


def _lama(name: str) -> pl.Expr:
    """Return a NIP lama as a number, its first sign as the leading digits; null when it is none."""
    text = pl.when(pl.col(f"{name}_size") == 9).then(pl.col(name).str.to_uppercase())
    lead = text.str.head(1).replace_strict(_LEADS, default=None, return_dtype=pl.Int64)
    rest = text.str.slice(1).cast(pl.Int64, strict=False)
    return pl.when(rest > 0).then(lead * 10**8 + rest)


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


def _plain_date(texts: pl.Expr) -> pl.Expr:
    return texts.str.head(10).str.replace_many(["/", "."], ["-", "-"])


def _date_number() -> pl.Expr:
    """Turn `birth` (plain text), its `birth_size` and `day` (its digits as a number) into yyyymmdd."""
    number = pl.col("day")
    turned = number % 10000 * 10000 + number // 10000 % 100 * 100 + number // 1000000
    day_first = pl.col("birth").str.slice(2, 1) == "-"
    date = pl.when(day_first).then(turned).otherwise(number)
    good = date.is_between(18000101, 21991231) & (pl.col("birth_size").is_in([8, 10]))
    good &= (date // 100 % 100).is_between(1, 12) & (date % 100).is_between(1, 31)
    return pl.when(good).then(date).otherwise(0).cast(pl.Int32)


def read_dates(texts: pl.Series) -> I32:
    """Read ISO dates, and dd-mm-yyyy left raw by intake (`-`, `/`, `.`), as yyyymmdd; 0 for anything else."""
    plain = pl.DataFrame({"birth": texts}).select(_plain_date(pl.col("birth")))
    parts = plain.with_columns(
        pl.col("birth").str.len_bytes().cast(pl.Int32).alias("birth_size"),
        pl.col("birth").str.replace_all("-", "", literal=True).cast(pl.Int32, strict=False).alias("day"),
    )
    return parts.select(_date_number().alias("date"))["date"].to_numpy()


def _sex(texts: pl.Expr, rules: RuleSet) -> pl.Expr:
    codes = {word: 1 if key == "M" else 2 for word, key in rules.sexes.items()}
    words = texts.str.to_uppercase().str.replace_many(["-", "."], [" ", ""]).str.strip_chars()
    return words.replace_strict(codes, default=0, return_dtype=pl.Int8).fill_null(0)


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
