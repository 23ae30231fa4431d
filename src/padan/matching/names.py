"""Names of a few rows out of a register's table; for lists on screen, not for matching."""

from collections.abc import Collection

import polars as pl

from padan.matching.table import ROW


def names_of_rows(table: pl.DataFrame, rows: Collection[int]) -> dict[int, str]:
    """Return the name of each row that has one."""
    if "nama" not in table.columns or not rows:
        return {}
    found = table.filter(pl.col(ROW).is_in(sorted(set(rows))) & pl.col("nama").is_not_null())
    return {int(row): str(name) for row, name in found.select(ROW, "nama").iter_rows()}
