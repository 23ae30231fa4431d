"""From a NIP to its rows: pieces of (nip, row) pairs sorted by nip, each a small blob, found by the span they
cover.

A piece holds 16k pairs: finding one person decodes one blob, and a million people index in well under a
second, where a table row per person took longer than storing the data itself.
"""

import re

from padan.adapters.store import chunks
from padan.adapters.store.driver import Connection
from padan.matching.table import ROW, Table

_PIECE = 16_384
_MOST_DIGITS = 18
_SOURCES = ("nip_baru", "nip_lama")

_q_add_piece = """
INSERT INTO snapshot_person (snapshot_id, piece, first_nip, last_nip, digest, body)
VALUES (?, ?, ?, ?, ?, ?)"""
_q_find_pieces = """
SELECT piece, first_nip, last_nip, digest, body FROM snapshot_person
WHERE snapshot_id = ? AND first_nip <= ?2 AND last_nip >= ?2 ORDER BY piece"""


def add(connection: Connection, snapshot_id: str, table: Table) -> None:
    """Index the NIP and NIP lama of a table; cells without 9 to 18 digits (exponents, text) are left out."""
    pairs = _pairs(table)
    for piece, start in enumerate(range(0, pairs.height, _PIECE)):
        part = pairs.slice(start, _PIECE)
        body = chunks.encode(part)
        first, last = int(part["nip"][0]), int(part["nip"][-1])
        digest = chunks.digest_of((snapshot_id, "person", piece, first, last), body)
        connection.execute(_q_add_piece, (snapshot_id, piece, first, last, digest, body))


def find(connection: Connection, snapshot_id: str, nip: str) -> list[int]:
    """Return the `_row` numbers of one NIP, ascending; nothing for text that is no number."""
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


def _pairs(table: Table) -> Table:
    import polars as pl

    found = [
        table.lazy().select(
            nip=pl.col(name).str.replace_all(r"[\s.'`-]", "").cast(pl.Int64, strict=False), _row=pl.col(ROW)
        )
        for name in _SOURCES
        if name in table.columns
    ]
    if not found:
        return pl.DataFrame(schema={"nip": pl.Int64, ROW: pl.UInt32})
    wide = pl.concat(found).filter(pl.col("nip") >= 100_000_000)
    return wide.unique().sort("nip", ROW).collect()
