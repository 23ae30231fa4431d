"""A register as the engine reads it: columns on demand, and what was parsed when it was stored; no I/O."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.matching.arrays import I64
from padan.matching.digests import table_digest
from padan.matching.fingerprints import row_fingerprints
from padan.matching.keys_kept import KeptKeys
from padan.matching.table import ROW

Load = Callable[[str], pl.Series]
Fetch = Callable[[str, I64 | None], pl.Series]
"""Gives a column, or the values at ascending places of it."""


@dataclass(frozen=True)
class Register:
    """One register: the names of its columns, the `_row` numbers (ascending), and how to get a column.

    `digest` gives the content digest of the table; `keys` what was parsed when it was stored. `costly` tells
    that a column is read anew each time it is asked for.
    """

    columns: tuple[str, ...]
    rows: I64
    load: Load
    digest: Callable[[], str]
    keys: KeptKeys | None = None
    costly: bool = False
    fetch: Fetch | None = None

    @classmethod
    def of(cls, table: pl.DataFrame) -> "Register":
        """Return a table, in order of `_row`, as a register."""
        rows = table[ROW].to_numpy().astype(np.int64)
        return cls(tuple(table.columns), rows, table.get_column, lambda: table_digest(table))

    @classmethod
    def stored(cls, columns: tuple[str, ...], fetch: Fetch, digest: str, keys: KeptKeys | None) -> "Register":
        """Return a stored register; `fetch` gives a column of it, `_row` among them."""

        def load(name: str) -> pl.Series:
            return fetch(name, None)

        rows = load(ROW).to_numpy().astype(np.int64)
        return cls(columns, rows, load, lambda: digest, keys, costly=True, fetch=fetch)

    @property
    def height(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> pl.Series:
        return self.load(name)

    def at(self, name: str, places: I64) -> pl.Series:
        """Return the values of a column at some places (in any order, also repeated)."""
        if self.fetch is None:
            return self.load(name).gather(places)
        some, back = np.unique(places, return_inverse=True)
        return self.fetch(name, some).gather(back)

    def get(self, name: str) -> pl.Series:
        """Return a column, of nulls where the register lacks it."""
        if name in self.columns:
            return self.load(name)
        return pl.Series(name, [None], dtype=pl.String).new_from_index(0, self.height)

    def table(self) -> pl.DataFrame:
        """Return the whole register: for small ones, and those stored without keys."""
        rows = pl.Series(ROW, self.rows).cast(pl.UInt32)
        return pl.DataFrame([self[name] for name in self.columns if name != ROW]).with_columns(rows)

    def rows_with_prints(self, wanted: pl.Series) -> pl.DataFrame:
        """Return the rows that have one of some fingerprints: fingerprint, row (`_row`)."""
        if self.keys is not None and "print" in self.keys.rows.columns:
            found = self.keys.prints_among(wanted)
            return found.select("fingerprint", row=pl.Series(self.rows[found["place"].to_numpy()]))
        table = self.table()
        found = pl.DataFrame({"fingerprint": row_fingerprints(table), "row": self.rows})
        return found.filter(pl.col("fingerprint").is_in(wanted.unique().to_list()))

    def named_codes(self, code: str, name: str) -> pl.DataFrame:
        """Return how often each code stands beside each name: code, name, len."""
        if self.keys is not None:
            return self.keys.named_codes(code, name)
        return count_pairs(self[code], self[name])


def count_pairs(codes: pl.Series, names: pl.Series) -> pl.DataFrame:
    """Count the rows that hold each code and name together."""
    both = pl.DataFrame([codes.alias("code"), names.alias("name")]).drop_nulls()
    return both.group_by("code", "name").len()
