"""Reads Parquet with polars, only the planned columns, everything as text; nested and binary columns are
left out.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from padan.adapters.tables.columns import ColumnPlan, plan_columns
from padan.adapters.tables.delimited import RawTable, Reading
from padan.adapters.tables.header import Header, clean_cell, find_header
from padan.adapters.tables.source import Source
from padan.common.codes.files import COLUMN_TYPE_IGNORED, FILE_TRUNCATED, PARQUET_DAMAGED, TOO_MANY_ROWS
from padan.common.errors import Cancelled, Fault, UserFault

_IN_MEMORY = 256 * 1024 * 1024
_EXACT = 2.0**53
_PART_ROWS = 131_072


def read_parquet(source: Source, reading: Reading) -> RawTable:
    """Return the table of a Parquet file; UserFault when it is damaged or its columns make no register."""
    where: io.BytesIO | Path
    if reading.size <= _IN_MEMORY:
        where = io.BytesIO(source.content())
    else:
        for _block in source.blocks():
            reading.cancel.raise_if_requested()
        where = source.path
    with damage_told(reading.file):
        return _read(where, reading)


def read_parquet_head(path: Path, file: str, rows: int) -> pl.DataFrame:
    """Return the first rows as they are, for a preview; UserFault when the file is damaged."""
    with damage_told(file):
        return pl.scan_parquet(path).head(rows).collect()


@contextmanager
def damage_told(file: str) -> Iterator[None]:
    """Turn whatever polars makes of a damaged file into UserFault PARQUET_DAMAGED; on some it panics."""
    try:
        yield
    except (Fault, Cancelled):
        raise
    except (pl.exceptions.PolarsError, OSError, ValueError, OverflowError, MemoryError) as damage:
        raise UserFault(PARQUET_DAMAGED, file=file) from damage
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise UserFault(PARQUET_DAMAGED, file=file) from None


def parquet_parts(source: Source, reading: Reading) -> Iterator[RawTable]:
    """Yield the table of a large Parquet file in parts, at least one; errors as above."""
    for _block in source.blocks():
        reading.cancel.raise_if_requested()
    with damage_told(reading.file):
        wanted = _wanted(source.path, reading)
        for start in range(0, max(wanted.rows, 1), _PART_ROWS):
            reading.cancel.raise_if_requested()
            yield wanted.part(source.path, start, _PART_ROWS)
            reading.progress("read", min(start + _PART_ROWS, wanted.rows), wanted.rows)


def _read(where: io.BytesIO | Path, reading: Reading) -> RawTable:
    wanted = _wanted(where, reading)
    return wanted.part(where, 0, wanted.rows)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to read of a Parquet file: expressions for the planned columns."""

    rows: int
    names: tuple[str, ...]
    plan: ColumnPlan
    expressions: tuple[pl.Expr, ...]

    def part(self, where: io.BytesIO | Path, start: int, most: int) -> RawTable:
        """Read some rows."""
        rows = min(most, self.rows - start)
        frame = pl.scan_parquet(where).slice(start, rows).select(self.expressions).collect()
        if frame.height != rows:  # only literals were selected
            nothing = {name: pl.Series([None] * rows, dtype=pl.String) for name in frame.columns}
            frame = pl.DataFrame(nothing)
        lines = np.arange(start + 1, start + rows + 1, dtype=np.int64)
        return RawTable(frame, lines, self.names, 0, 1, self.plan)


def _wanted(where: io.BytesIO | Path, reading: Reading) -> _Wanted:
    _refuse_truncated(where, reading.file)
    schema = pl.read_parquet_schema(where)
    names = [clean_cell(name) for name in schema]
    header = find_header([names], reading.mapped)
    plan = plan_columns(
        Header(0, 1, tuple(names), header.recognised, header.identity), reading.options, reading.file
    )
    rows = pl.scan_parquet(where).select(pl.len()).collect().item()
    if rows > reading.options.limits.rows:
        raise UserFault(TOO_MANY_ROWS, file=reading.file, limit=reading.options.limits.rows)
    originals = list(schema)
    expressions = []
    for place, name in plan.take.items():
        text = _as_text(originals[place], schema[originals[place]])
        if text is None:
            reading.problems.notice(
                COLUMN_TYPE_IGNORED, column=names[place], kind=str(schema[originals[place]])
            )
            text = pl.lit(None, pl.String)
        expressions.append(text.alias(name))
    return _Wanted(rows, tuple(names), plan, tuple(expressions))


def _refuse_truncated(where: io.BytesIO | Path, file: str) -> None:
    """A whole Parquet file ends with the mark it begins with."""
    if isinstance(where, io.BytesIO):
        end = where.getbuffer()[-4:].tobytes()
    else:
        with where.open("rb") as opened:
            opened.seek(-4, io.SEEK_END)
            end = opened.read()
    if end != b"PAR1":
        raise UserFault(FILE_TRUNCATED, file=file)


def _as_text(name: str, kind: pl.DataType) -> pl.Expr | None:
    column = pl.col(name)
    if kind == pl.String:
        return column
    if isinstance(kind, pl.Datetime):
        return column.dt.strftime("%Y-%m-%d")
    if kind.is_float():
        whole = column.is_finite() & (column == column.round(0)) & (column.abs() < _EXACT)
        return (
            pl.when(whole)
            .then(column.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(column.cast(pl.String))
        )
    if (
        kind.is_integer()
        or kind in (pl.Date, pl.Boolean, pl.Categorical)
        or isinstance(kind, pl.Enum | pl.Decimal)
    ):
        return column.cast(pl.String)
    return None
