"""Reads whole columns of dates by the rules of domain.dates: each distinct text once, the column's order decided by all."""

import polars as pl

from padan.adapters.tables.problems import Lines, Problems
from padan.common.codes.files import MONTH_FIRST_DATES
from padan.common.codes.rows import DATE_UNREADABLE
from padan.domain.dates import (
    COMPACT_PATTERN,
    EMPTY_DATES,
    FIRST_SERIAL,
    FIRST_YEAR,
    ISO_PATTERN,
    LAST_SERIAL,
    LAST_YEAR,
    MONTHS,
    NAMED_PATTERN,
    NUMERIC_PATTERN,
    SERIAL_EPOCH,
    SERIAL_PATTERN,
)

_TIME_AFTER = r"[T ]\d{1,2}[:.]\d{2}.*$"


def read_dates(
    frame: pl.DataFrame, columns: list[str], sheet_rows: Lines, problems: Problems, nip: str | None
) -> pl.DataFrame:
    """Return the frame with its date columns as ISO text; what cannot be read stays as it was and is noted.

    `nip`: the column of NIPs that decides where day and month of `tanggal_lahir` could be swapped.
    """
    for name in columns:
        column = frame.get_column(name)
        if column.null_count() == len(column):
            continue
        distinct = _distinct(column)
        month_first = _month_first(distinct)
        if month_first:
            problems.notice(MONTH_FIRST_DATES, column=name)
        wanted = "month" if month_first else "day"
        read = distinct.select("text", iso=pl.coalesce("sure", wanted), empty="empty")
        values = _spread(column, read)
        if name == "tanggal_lahir" and nip is not None:
            values = _decided_by_nip(values, column, distinct, frame.get_column(nip))
        frame = frame.with_columns(_settled(column, values, sheet_rows, problems).alias(name))
    return frame


def _distinct(column: pl.Series) -> pl.DataFrame:
    """Return each distinct text with its sure reading, its day-first and its month-first reading."""
    table = pl.DataFrame({"text": column.drop_nulls().unique()})
    value = (
        pl.col("text").str.strip_chars(" \t\u00a0").str.strip_chars_start("'").str.strip_chars(" \t\u00a0")
    )
    table = table.with_columns(value=value)
    iso, compact = _groups("value", ISO_PATTERN), _groups("value", COMPACT_PATTERN)
    numeric, named = _groups("value", NUMERIC_PATTERN), _groups("lower", NAMED_PATTERN)
    serial = pl.col("value").str.extract(SERIAL_PATTERN).cast(pl.Int32, strict=False)
    month_name = named.struct.field("2").replace_strict(
        list(MONTHS), [str(number) for number in MONTHS.values()], default=None, return_dtype=pl.String
    )
    table = table.with_columns(lower=pl.col("value").str.to_lowercase())
    sure = pl.coalesce(
        _date(iso, "1", "2", "3"),
        _date(compact, "1", "2", "3"),
        _checked(_part(named, "3"), month_name, _part(named, "1")),
        _serial_date(serial),
    )
    return table.select(
        "text",
        sure=sure,
        day=_date(numeric, "3", "2", "1"),
        month=_date(numeric, "3", "1", "2"),
        empty=pl.col("value").str.replace(_TIME_AFTER, "").is_in(list(EMPTY_DATES)),
    )


def _groups(column: str, pattern: str) -> pl.Expr:
    return pl.col(column).str.extract_groups(_rust(pattern))


def _rust(pattern: str) -> str:
    """The patterns are written for both engines; only ASCII digits count."""
    return pattern.replace(r"\d", "[0-9]")


def _part(groups: pl.Expr, number: str) -> pl.Expr:
    return groups.struct.field(number)


def _date(groups: pl.Expr, year: str, month: str, day: str) -> pl.Expr:
    return _checked(_part(groups, year), _part(groups, month), _part(groups, day))


def _checked(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    text = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2), separator="-")
    date = text.str.to_date("%Y-%m-%d", strict=False, exact=True)
    return pl.when(date.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(date.dt.strftime("%Y-%m-%d"))


def _serial_date(serial: pl.Expr) -> pl.Expr:
    date = pl.lit(SERIAL_EPOCH) + pl.duration(days=serial)
    return pl.when(serial.is_between(FIRST_SERIAL, LAST_SERIAL)).then(date.dt.strftime("%Y-%m-%d"))


def _month_first(distinct: pl.DataFrame) -> bool:
    """A column is month-first only when it cannot be day-first: some date says so, and none says otherwise."""
    numeric = distinct.filter(pl.col("sure").is_null())
    only_month = numeric.filter(pl.col("day").is_null() & pl.col("month").is_not_null()).height
    only_day = numeric.filter(pl.col("day").is_not_null() & pl.col("month").is_null()).height
    return bool(only_month) and not only_day


def _spread(column: pl.Series, read: pl.DataFrame) -> pl.DataFrame:
    """Bring the readings of the distinct texts back to the rows, in order."""
    return pl.DataFrame({"text": column}).join(read, on="text", how="left", maintain_order="left")


def _decided_by_nip(
    values: pl.DataFrame, column: pl.Series, distinct: pl.DataFrame, nips: pl.Series
) -> pl.DataFrame:
    """Where both readings are dates, take the one the NIP's first eight digits say, if it says one of them."""
    both = distinct.filter(
        pl.col("sure").is_null() & pl.col("day").is_not_null() & pl.col("month").is_not_null()
    ).filter(pl.col("day") != pl.col("month"))
    if not both.height:
        return values
    born = pl.col("nip").str.replace_all(r"[^0-9]", "").str.head(8)
    rows = pl.DataFrame({"text": column, "nip": nips}).with_row_index("at")
    rows = rows.join(both.select("text", "day", "month"), on="text", how="inner")
    rows = rows.with_columns(
        said=pl.concat_str(born.str.slice(0, 4), born.str.slice(4, 2), born.str.slice(6, 2), separator="-")
    )
    rows = rows.filter((pl.col("said") == pl.col("day")) | (pl.col("said") == pl.col("month")))
    decided = values.with_row_index("at").join(
        rows.select("at", "said"), on="at", how="left", maintain_order="left"
    )
    return decided.select("text", "empty", iso=pl.coalesce("said", "iso"))


def _settled(column: pl.Series, values: pl.DataFrame, sheet_rows: Lines, problems: Problems) -> pl.Series:
    empty = values.get_column("empty").fill_null(value=False)
    iso = values.get_column("iso")
    wrong = (column.is_not_null() & iso.is_null() & ~empty).to_numpy()
    if wrong.any():
        problems.add(DATE_UNREADABLE, column.name, sheet_rows[wrong], column.filter(pl.Series(wrong)))
    settled = pl.DataFrame({"iso": iso, "text": column, "empty": empty})
    return settled.select(
        pl.when(pl.col("empty") & pl.col("iso").is_null()).then(None).otherwise(pl.coalesce("iso", "text"))
    ).to_series()
