"""The rows behind one figure of the quality index: who fails a rule; judges no register as a whole."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from padan.matching.table import ROW
from padan.quality.checks import CHECKS


def failing_rows(
    table: pl.DataFrame, check: str, parameters: Mapping[str, object], position: date, limit: int
) -> tuple[list[int], int]:
    """Return the first `limit` row numbers that fail a check of a rule, and how many fail in all."""
    known = CHECKS[check]
    judged = table.select(
        pl.col(ROW),
        known.applies(parameters, position).fill_null(False).alias("applies"),
        known.fails(parameters, position).fill_null(False).alias("fails"),
    )
    rows = judged.filter(pl.col("applies") & pl.col("fails"))[ROW].sort()
    return [int(row) for row in rows.head(limit)], rows.len()
