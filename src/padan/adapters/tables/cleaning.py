"""Trims cells, empties what means nothing, and takes out rows that are no data; changes no value
otherwise.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.adapters.tables.header import clean_cell
from padan.adapters.tables.problems import Lines
from padan.domain.fields import EVIDENCE_FIELDS, ORDINAL

EMPTY_TEXTS = ("", "-", "null", "NULL", "Null", "0000-00-00", "01-01-0001")
_WHITE = " \t\r\n\u00a0\u3000\u200b\ufeff"
_TOTALS = r"(?i)^\s*(?:sub ?-?)?(?:grand )?(?:jumlah|total|rekapitulasi)\b"
_COLUMN_NUMBER = r"^\(?[0-9]{1,3}\)?[.]?(?:\s*=.*)?$"
_NIP_LENGTH = 18
_LONG_NUMBER = r"[0-9]{9,}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """How many rows were no data, by kind."""

    totals: int
    repeated_headers: int
    column_numbers: int


def clean_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Trim every column that needs it and make empty texts null."""
    if not frame.width or not frame.height:
        return frame
    needed = frame.select(_needs_trimming(name).alias(name) for name in frame.columns).row(0)
    return frame.with_columns(
        _emptied(pl.col(name).str.strip_chars(_WHITE) if trim else pl.col(name)).alias(name)
        for name, trim in zip(frame.columns, needed, strict=True)
    )


def _needs_trimming(name: str) -> pl.Expr:
    """Looking is cheaper than trimming; white space beyond space and tab is not ASCII."""
    column = pl.col(name).str
    edges = (column.starts_with(white) | column.ends_with(white) for white in (" ", "\t"))
    return pl.any_horizontal(*edges, column.len_bytes() != column.len_chars()).any()


def _emptied(column: pl.Expr) -> pl.Expr:
    return pl.when(column.is_in(list(EMPTY_TEXTS))).then(None).otherwise(column)


def skip_rows(
    frame: pl.DataFrame, lines: Lines, headings: dict[str, str]
) -> tuple[pl.DataFrame, Lines, Skipped]:
    """Take out repeated headers, rows of column numbers and totals.

    `headings`: column while reading → its heading. Only rows without a NIP that looks like one are looked at.
    """
    suspects = frame.with_row_index("at").filter(_is_suspect(frame))
    if not suspects.height:
        return frame, lines, Skipped(0, 0, 0)
    header = _is_header(frame, headings)
    kinds = suspects.select(
        "at",
        kind=pl.when(header)
        .then(1)
        .when(_is_numbers(frame))
        .then(2)
        .when(_is_totals(frame))
        .then(3)
        .otherwise(0),
    ).filter(pl.col("kind") > 0)
    if not kinds.height:
        return frame, lines, Skipped(0, 0, 0)
    headers, numbers, totals = (int((kinds.get_column("kind") == kind).sum()) for kind in (1, 2, 3))
    keep = np.ones(frame.height, np.bool_)
    keep[kinds.get_column("at").to_numpy()] = False
    return frame.filter(pl.Series(keep)), lines[keep], Skipped(totals, headers, numbers)


def _is_suspect(frame: pl.DataFrame) -> pl.Expr:
    if "nip_baru" not in frame.columns:
        return pl.lit(value=True)
    nip = pl.col("nip_baru").str
    begins = pl.any_horizontal(nip.starts_with(start) for start in ("19", "20", "'19", "'20"))
    return ~(begins & (nip.len_bytes() >= _NIP_LENGTH)).fill_null(value=False)


def _keys(frame: pl.DataFrame) -> list[str]:
    """The columns that tell a person: every row of data has something else there than a heading or a column
    number.
    """
    wanted = (*EVIDENCE_FIELDS, "_nama_nip", "_tempat_tanggal_lahir")
    return [name for name in wanted if name in frame.columns]


def _is_header(frame: pl.DataFrame, headings: dict[str, str]) -> pl.Expr:
    keys = _keys(frame)
    same = [
        pl.col(name).str.to_lowercase().str.replace_all(r"\s+", " ") == clean_cell(headings[name]).lower()
        for name in keys
        if headings.get(name)
    ]
    if not same:
        return pl.lit(value=False)
    hits = pl.sum_horizontal(one.fill_null(value=False).cast(pl.UInt8) for one in same)
    filled = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.UInt8) for name in keys)
    return (hits > 0) & (hits * 2 > filled)


def _is_numbers(frame: pl.DataFrame) -> pl.Expr:
    keys = _keys(frame)
    filled = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.UInt8) for name in keys)
    numeric = [pl.col(name).is_null() | pl.col(name).str.contains(_COLUMN_NUMBER) for name in keys]
    if ORDINAL in frame.columns:
        numeric.append(pl.col(ORDINAL).is_null() | pl.col(ORDINAL).str.contains(_COLUMN_NUMBER))
    enough = filled >= min(2, len(frame.columns))
    return enough & pl.all_horizontal(numeric)


def _is_totals(frame: pl.DataFrame) -> pl.Expr:
    keys = _keys(frame)
    spoken = [name for name in (ORDINAL, "nama", "_nama_nip", "nip_baru", "nik") if name in frame.columns]
    if not spoken:
        return pl.lit(value=False)
    says = pl.any_horizontal(pl.col(name).str.contains(_TOTALS).fill_null(value=False) for name in spoken)
    person = [
        pl.col(name).str.contains(_LONG_NUMBER).fill_null(value=False)
        for name in keys
        if name not in ("nama", "tanggal_lahir", "pns_id")
    ]
    dated = [
        (pl.col(name).is_not_null() & ~pl.col(name).str.contains(_TOTALS)).fill_null(value=False)
        for name in ("tanggal_lahir", "_tempat_tanggal_lahir")
        if name in frame.columns
    ]
    none = ~pl.any_horizontal(person) if person else pl.lit(value=True)
    undated = ~pl.any_horizontal(dated) if dated else pl.lit(value=True)
    return says & none & undated
