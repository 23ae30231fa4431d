"""From a NIP, NIP lama or NIK to its rows: pieces of (number, row) pairs sorted by number, each a small blob,
found by the span they cover.

A piece holds 16k pairs: finding one person decodes one blob, and a million people index in well under a
second, where a table row per person took longer than storing the data itself. The three kinds of number
differ in length, so they share one index.
"""

import re
from typing import Any

from padan.adapters.store import chunks
from padan.adapters.store.driver import Connection
from padan.matching.table import ROW, Table

_PIECE = 16_384
_MOST_DIGITS = 18
_LEAST = 100_000_000
_SOURCES = ("nip_baru", "nip_lama", "nik")

_q_add_piece = """
INSERT INTO snapshot_person (snapshot_id, piece, first_nip, last_nip, digest, body)
VALUES (?, ?, ?, ?, ?, ?)"""
_q_find_pieces = """
SELECT piece, first_nip, last_nip, digest, body FROM snapshot_person
WHERE snapshot_id = ? AND first_nip <= ?2 AND last_nip >= ?2 ORDER BY piece"""


class PersonIndex:
    """The index of one snapshot under construction: twelve bytes a number."""

    def __init__(self, snapshot_id: str) -> None:
        self._id = snapshot_id
        self._numbers: list[Any] = []
        self._rows: list[Any] = []

    def add(self, table: Table) -> None:
        """Take the numbers of some rows; cells without 9 to 18 digits (exponents, text) are left out."""
        import polars as pl

        for name in _SOURCES:
            if name not in table.columns:
                continue
            bare = pl.col(name).str.replace_all(r"[\s.'`-]", "").cast(pl.Int64, strict=False)
            pairs = table.select(nip=bare, row=ROW).filter(pl.col("nip") >= _LEAST)
            self._numbers.append(pairs["nip"].to_numpy())
            self._rows.append(pairs["row"].to_numpy())

    def write(self, connection: Connection) -> None:
        """Write the pieces."""
        import numpy as np
        import polars as pl

        if not self._numbers:
            return
        number, row = np.concatenate(self._numbers), np.concatenate(self._rows)
        order = np.lexsort((row, number))
        number, row = number[order], row[order]
        for piece, start in enumerate(range(0, len(number), _PIECE)):
            part = pl.DataFrame({"nip": number[start : start + _PIECE], ROW: row[start : start + _PIECE]})
            body = chunks.encode(part)
            first, last = int(part["nip"][0]), int(part["nip"][-1])
            digest = chunks.digest_of((self._id, "person", piece, first, last), body)
            connection.execute(_q_add_piece, (self._id, piece, first, last, digest, body))


def find(connection: Connection, snapshot_id: str, nip: str) -> list[int]:
    """Return the `_row` numbers of one number, ascending; nothing for text that is no number."""
    import polars as pl

    digits = re.sub(r"[\s.'`-]", "", nip)
    if not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        return []
    wanted = int(digits)
    rows: set[int] = set()
    for piece, first, last, digest, body in connection.execute(_q_find_pieces, (snapshot_id, wanted)):
        part = chunks.checked((snapshot_id, "person", piece, first, last), digest, body)
        rows.update(part.filter(pl.col("nip") == wanted)[ROW].to_list())
    return sorted(rows)
