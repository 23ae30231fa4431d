"""Two registers of one made-up population at any size, column by column, with the truth of who is who;
seeded.

The columns are those of identity, with the faults of matching.md ("Faults the data really has") in whole
columns:
six million people one by one would take a quarter of an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

COLUMNS = ("nip_baru", "nik", "nama", "tanggal_lahir", "jenis_kelamin")
_CONSONANTS, _VOWELS = list("BDFGHJKLMNPRSTWY"), list("AIUEO")
_FIRST_DAY, _DAYS = np.datetime64("1961-01-01"), 14_600
_WORDS = 30_000
Change = Callable[[pl.Series], pl.Series]


@dataclass(frozen=True)
class Rates:
    """Probability of each fault per row of A; `times` makes true faults more frequent."""

    nip_missing: float = 0.02
    nip_typo: float = 0.02
    nip_transposed: float = 0.007
    nip_length: float = 0.006
    nip_rounded: float = 0.005
    nip_of_another: float = 0.001
    nip_decorated: float = 0.08
    nik_missing: float = 0.08
    nik_wrong: float = 0.04
    name_initial: float = 0.03
    name_dropped: float = 0.02
    name_swapped: float = 0.01
    name_typo: float = 0.02
    name_spelling: float = 0.05
    birth_wrong: float = 0.015
    times: float = 1.0

    def of(self, name: str) -> float:
        """Return a rate; decorations are no faults and stay as they are."""
        rate: float = getattr(self, name)
        return rate if name == "nip_decorated" else rate * self.times


def write(folder: Path, seed: int, people_a: int, people_b: int, rates: Rates) -> None:
    """Write a.parquet, b.parquet and truth.parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in zip(("a", "b", "truth"), make(seed, people_a, people_b, rates), strict=True):
        frame.write_parquet(folder / f"{name}.parquet")


def make(
    seed: int, people_a: int, people_b: int, rates: Rates
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return A, B and the truth (row_a, row_b): 5 % of A are not in B, 1 % stand in A twice."""
    dice = np.random.default_rng(seed)
    size = max(people_a, people_b)
    everybody = _people(dice, size + people_a // 20 + 10)
    order = dice.permutation(len(everybody["birth"]))
    in_b = np.sort(order[:people_b])
    strangers = order[people_b : people_b + people_a // 20]
    known = dice.choice(in_b, people_a - len(strangers), replace=False)
    repeated = dice.choice(known, people_a // 100, replace=False)
    in_a = dice.permutation(np.concatenate([known, strangers, repeated]))
    place = np.full(len(everybody["birth"]), -1, dtype=np.int64)
    place[in_b] = np.arange(people_b)
    partner = place[in_a]
    rows = np.flatnonzero(partner >= 0)
    truth = pl.DataFrame({"row_a": rows, "row_b": partner[rows]})
    return _damaged(dice, everybody, in_a, rates), _written(everybody, in_b), truth


def _people(dice: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    birth, woman, names = dice.integers(0, _DAYS, size), dice.random(size) < 0.5, _names(dice, size)
    one = dice.choice(size // 2, size // 200, replace=False) * 2
    other, kind = one + 1, dice.integers(0, 4, len(one))  # twin, sibling, same name and birth, namesake
    birth[other] = np.where(kind % 2 == 0, birth[one], birth[other])
    woman[other] = woman[one]
    family, namesake = kind < 2, kind >= 2
    names[other[family], 1] = names[one[family], 1]
    names[other[namesake]] = names[one[namesake]]
    day = _yyyymmdd(_FIRST_DAY + birth.astype("timedelta64[D]"))
    pppk = dice.random(size) < 0.28
    year = np.clip(day // 10_000 + dice.integers(21, 33, size), 1985, 2025)
    year = np.where(pppk, np.clip(year, 2021, 2025), year)
    month = np.where(pppk, 21, dice.integers(1, 13, size))
    stem = ((day * 10_000 + year) * 100 + month) * 10 + np.where(woman, 2, 1)
    district = (
        dice.integers(11, 95, size) * 10_000 + dice.integers(1, 40, size) * 100 + dice.integers(1, 30, size)
    )
    born = (day % 100 + np.where(woman, 40, 0)) * 10_000 + day // 100 % 100 * 100 + day // 10_000 % 100
    nik = (district * 1_000_000 + born) * 10_000 + dice.integers(1, 10_000, size)
    return {"birth": day, "woman": woman, "names": names, "nip": stem * 1000 + _serials(stem), "nik": nik}


def _serials(stem: np.ndarray) -> np.ndarray:
    """Number the people of one stem from 1."""
    order = np.argsort(stem, kind="stable")
    ranked = stem[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    serial = np.empty(len(stem), dtype=np.int64)
    serial[order] = np.arange(len(stem)) - np.repeat(starts, np.diff(np.r_[starts, len(stem)])) + 1
    return serial


def _words() -> list[str]:
    """Return made-up names of two to four syllables behind a few real ones."""
    dice = np.random.default_rng(7)
    words = dict.fromkeys(("MUHAMMAD", "SITI", "SRI", "AHMAD", "NUR", "DEWI", "ABDUL", "EKO"))
    while len(words) < _WORDS:
        size = int(dice.integers(2, 5))
        word = "".join(_CONSONANTS[dice.integers(16)] + _VOWELS[dice.integers(5)] for _ in range(size))
        words[word + (_CONSONANTS[dice.integers(16)] if dice.random() < 0.4 else "")] = None
    return list(words)


def _names(dice: np.random.Generator, size: int) -> np.ndarray:
    """Return word numbers, three a person; 0 is none. Frequencies fall as those of real names do."""
    words = np.minimum(_WORDS ** dice.random((size, 3)), _WORDS).astype(np.int64)
    words[dice.random(size) < 0.10, 1] = 0
    words[dice.random(size) < 0.55, 2] = 0
    return words


def _yyyymmdd(date: np.ndarray) -> np.ndarray:
    year = date.astype("datetime64[Y]").astype(np.int64) + 1970
    month = date.astype("datetime64[M]")
    day = (date - month.astype("datetime64[D]")).astype(np.int64) + 1
    return year * 10_000 + (month.astype(np.int64) % 12 + 1) * 100 + day


def _spelled(names: np.ndarray) -> pl.Series:
    book = pl.Series("", [None, *_words()], dtype=pl.String)
    frame = pl.DataFrame([book.gather(names[:, place]).alias(str(place)) for place in range(3)])
    return frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).alias("nama"))["nama"]


def _written(people: dict[str, np.ndarray], rows: np.ndarray) -> pl.DataFrame:
    day = pl.Series(people["birth"][rows]).cast(pl.String)
    parts = pl.DataFrame([day.str.slice(at, n).alias(str(at)) for at, n in ((0, 4), (4, 2), (6, 2))])
    return pl.DataFrame(
        {
            "nip_baru": pl.Series(people["nip"][rows]).cast(pl.String),
            "nik": pl.Series(people["nik"][rows]).cast(pl.String),
            "nama": _spelled(people["names"][rows]),
            "tanggal_lahir": parts.select(pl.concat_str(pl.all(), separator="-").alias("d"))["d"],
            "jenis_kelamin": pl.Series(["M", "F"]).gather(people["woman"][rows].astype(np.uint32)),
        }
    )


def _damaged(
    dice: np.random.Generator, people: dict[str, np.ndarray], rows: np.ndarray, rates: Rates
) -> pl.DataFrame:
    names = people["names"][rows].copy()
    names[dice.random(len(rows)) < rates.of("name_dropped"), 1] = 0
    swapped = dice.random(len(rows)) < rates.of("name_swapped")
    names[swapped] = names[swapped][:, [1, 0, 2]]
    frame = _written(people, rows).with_columns(_spelled(names))
    other = pl.Series(people["nip"][dice.permutation(rows)]).cast(pl.String)
    letters, digits = _typed_wrong(dice, "ABCDEFGHIJKLMNOPRSTUWY"), _typed_wrong(dice, "0123456789")
    changes: tuple[tuple[float, str, Change], ...] = (
        (rates.of("name_typo"), "nama", letters),
        (rates.of("name_initial"), "nama", lambda s: s.str.replace(r" (\w)\w*$", " $1.")),
        (rates.of("name_spelling"), "nama", lambda s: s.str.replace_many(["U", "J"], ["OE", "DJ"])),
        (0.5, "nama", lambda s: s.str.replace("MUHAMMAD", "M.")),
        (0.4, "nama", lambda s: s + ", S.E., M.M."),
        (rates.of("nip_typo"), "nip_baru", digits),
        (rates.of("nip_transposed"), "nip_baru", lambda s: s.str.replace(r"^(.{11})(.)(.)", "$1$3$2")),
        (rates.of("nip_length"), "nip_baru", lambda s: s.str.replace(r"^(.{9}).", "$1")),
        (rates.of("nip_rounded"), "nip_baru", lambda s: s.str.head(15) + "000"),
        (rates.of("nip_decorated"), "nip_baru", lambda s: "'" + s),
        (rates.of("nip_of_another"), "nip_baru", lambda s: other.head(s.len())),
        (rates.of("nip_missing"), "nip_baru", _nothing),
        (rates.of("nik_wrong"), "nik", digits),
        (rates.of("nik_missing"), "nik", _nothing),
        (rates.of("birth_wrong"), "tanggal_lahir", lambda s: s.str.head(9) + "1"),
    )
    for rate, column, change in changes:
        hit = np.flatnonzero(dice.random(frame.height) < rate)
        if len(hit):
            frame = frame.with_columns(frame[column].clone().scatter(hit, change(frame[column].gather(hit))))
    return frame.select(COLUMNS)


def _nothing(texts: pl.Series) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, texts.len())


def _typed_wrong(dice: np.random.Generator, signs: str) -> Change:
    """Return a change that replaces one sign of each text, at a place of its own, by another."""

    def change(texts: pl.Series) -> pl.Series:
        length = texts.str.len_chars().fill_null(1).to_numpy()
        frame = pl.DataFrame(
            {
                "t": texts,
                "p": (dice.random(texts.len()) * length).astype(np.int64),
                "s": pl.Series(list(signs)).gather(dice.integers(0, len(signs), texts.len())),
            }
        )
        before, after = pl.col("t").str.slice(0, pl.col("p")), pl.col("t").str.slice(pl.col("p") + 1)
        return frame.select(pl.concat_str(before, "s", after).alias("t"))["t"]

    return change
