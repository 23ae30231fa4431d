"""What is parsed of a register when it is stored, so that a run starts without parsing; decides nothing.

Nothing here depends on a rule set: numbers, dates, the cuts between a name's tokens, which elements are
filled, which codes stand beside which names.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import polars as pl

from padan.domain.elements import ELEMENTS
from padan.matching.arrays import I32
from padan.matching.fingerprints import row_prints, written_print
from padan.matching.identity_columns import (
    filled_elements,
    newest_dates,
    read_dates,
    read_numbers,
    word_numbers,
)
from padan.matching.name_tokens import Split, split_names
from padan.matching.native.crew import Crew
from padan.matching.native.vocabulary import WordList, Words
from padan.matching.table import ROW

_STEMS = (
    *("gol_akhir", "unor", "satuan_kerja_kerja", "satuan_kerja_induk", "instansi_kerja", "instansi_induk"),
    *("kedudukan_hukum", "jenis_pegawai"),
)
_layout = repr([(element.code, element.fields) for element in ELEMENTS]) + repr(_STEMS)
_VERSION = "1." + hashlib.sha256(_layout.encode()).hexdigest()[:8]
ROWS, CODES, WORDS, SEXES, PAIRS, TOKENS = (
    f"#{kind}/{_VERSION}" for kind in ("rows", "codes", "words", "sexes", "pairs", "tokens")
)
"""Names the frames are kept under; another version's are not found, and the register is parsed again."""

_PIECE = 65_536
_CODE = (1 << 30) - 1


class Keep(Protocol):
    """Keeps a frame under a name; `span` are the smallest and the largest number it is looked up by."""

    def __call__(self, name: str, frame: pl.DataFrame, span: tuple[int, int] = ...) -> None: ...


class KeyMaker:
    """Parses a register part by part, in the order of its rows. `found_by_name` also keeps what finds a
    person by name, and the rows' fingerprints: for a register that stays.
    """

    def __init__(self, *, found_by_name: bool = True) -> None:
        self._stays = found_by_name
        self._crew = Crew()
        self._names, self._sexes = Words(), Words(64)
        self._pairs: dict[str, list[pl.DataFrame]] = {stem: [] for stem in _STEMS}
        self._tokens: list[tuple[I32, np.ndarray, np.ndarray]] = []

    def part(self, table: pl.DataFrame, keep: Keep) -> None:
        """Keep the keys of the next rows."""
        split = split_names(_column(table, "nama"), self._names)
        numbers = read_numbers(lambda name: _column(table, name), table.columns, table.height, self._crew)
        sex = word_numbers(_column(table, "jenis_kelamin"), self._sexes)
        birth = read_dates(_column(table, "tanggal_lahir"), self._crew)
        rows = {
            "nip": numbers.nip,
            "nip_size": numbers.nip_size,
            "nik": numbers.nik,
            "nik_size": numbers.nik_size,
            "lama": numbers.lama,
            "birth": birth,
            "sex": sex,
            "filled": filled_elements(table),
            "newest": newest_dates(lambda name: table[name], table.columns, table.height).astype(np.int32),
            "tokens": np.diff(split.row_end[: table.height], prepend=0).astype(np.uint16),
        }
        if self._stays:
            rows["print"] = row_prints(table)
            self._tokens.append((split.codes & _CODE, table[ROW].to_numpy(), rows["tokens"]))
        keep(ROWS, pl.DataFrame(rows))
        keep(CODES, pl.DataFrame({"code": split.codes}))
        for stem, found in self._pairs.items():
            code, name = f"{stem}_id", f"{stem}_nama"
            if code in table.columns and name in table.columns:
                both = table.select(code=code, name=name).drop_nulls()
                found.append(both.group_by("code", "name").len())
                self._pairs[stem] = [_summed(found)] if len(found) > 16 else found

    def _keep_tokens(self, keep: Keep) -> None:
        """Keep which rows hold each token of a name: how a person is found by name."""
        found = _rows_of_tokens(self._tokens)
        self._tokens = []
        for start in range(0, found.height, _PIECE):
            piece = found.slice(start, _PIECE)
            keep(TOKENS, piece, (int(piece["code"][0]), int(piece["code"][-1])))

    def conclude(self, keep: Keep) -> None:
        """Keep what the parts have in common."""
        for kind, words in ((WORDS, self._names), (SEXES, self._sexes)):
            at, arena = words.at.tolist(), words.arena[: int(words.at[-1])].tobytes()
            texts = [arena[start:stop] for start, stop in pairwise(at)]
            keep(kind, pl.DataFrame({"word": pl.Series(texts, dtype=pl.Binary)}))
        self._keep_tokens(keep)
        frames = [
            _summed(found).with_columns(pl.lit(stem).alias("stem"))
            for stem, found in self._pairs.items()
            if found
        ]
        empty = pl.DataFrame(
            schema={"code": pl.String, "name": pl.String, "len": pl.UInt32, "stem": pl.String}
        )
        keep(PAIRS, pl.concat([empty, *frames], how="vertical_relaxed"))


def _rows_of_tokens(parts: list[tuple[I32, np.ndarray, np.ndarray]]) -> pl.DataFrame:
    """Return every token of every name with its row, ordered by both."""
    code = _joined(part[0] for part in parts)
    row = np.concatenate([np.zeros(0, np.uint32), *(np.repeat(part[1], part[2]) for part in parts)])
    order = np.argsort(code, kind="stable")
    return pl.DataFrame({"code": code[order], ROW: row[order]})


def _summed(found: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(found).group_by("code", "name").agg(pl.col("len").sum())


def _column(table: pl.DataFrame, name: str) -> pl.Series:
    if name in table.columns:
        return table[name]
    return pl.Series(name, [None], dtype=pl.String).new_from_index(0, table.height)


@dataclass
class KeptKeys:
    """The keys of one register as they were kept. `split` is gone once the identities were made of it."""

    rows: pl.DataFrame
    split: Split | None
    sexes: list[str]
    pairs: pl.DataFrame

    @classmethod
    def read(cls, beside: Callable[[str], list[pl.DataFrame]]) -> "KeptKeys | None":
        """Return the keys, or None where this version kept none."""
        rows = beside(ROWS)
        if not rows:
            return None
        table = pl.concat(rows)
        codes = _joined(frame["code"].to_numpy() for frame in beside(CODES))
        ends = np.cumsum(table["tokens"].to_numpy(), dtype=np.int64)
        words, sexes = (WordList.of(beside(kind)[0]["word"]) for kind in (WORDS, SEXES))
        return cls(table, Split(table.height, words, codes, ends), sexes.texts(), beside(PAIRS)[0])

    def release(self) -> None:
        """Forget what the identities hold from now on."""
        self.split = None
        self.rows = self.rows.select("filled", "newest")

    def column(self, name: str) -> np.ndarray:
        """Return a column of `KeyMaker.part` by its name."""
        return self.rows[name].to_numpy()

    def prints_among(self, wanted: pl.Series) -> pl.DataFrame:
        """Return which rows (by place) have one of some fingerprints: fingerprint, place."""
        numbers = np.array([int(one, 16) for one in wanted.to_list()], dtype=np.uint64)
        own = self.column("print")
        place = np.flatnonzero(np.isin(own, numbers))
        texts = [written_print(int(one)) for one in own[place]]
        return pl.DataFrame({"fingerprint": pl.Series(texts, dtype=pl.String), "place": place})

    def named_codes(self, code: str, name: str) -> pl.DataFrame:
        """Return how often each code stands beside each name in the register: code, name, len."""
        stem = code.removesuffix("_id")
        return self.pairs.filter(pl.col("stem") == stem).select("code", "name", "len")


def _joined(parts: Iterable[I32]) -> I32:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])
