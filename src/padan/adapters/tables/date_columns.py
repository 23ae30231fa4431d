"""Reads whole columns of dates by the rules of domain.dates: each distinct text once, the column's order
decided by all.
"""

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


class DateOrders:
    """Whether a column writes the month first: only when it cannot be day-first, which all its rows must say.

    `assumed`: the columns taken to be month-first while a file is read in parts; None: each column is whole.
    """

    def __init__(self, assumed: frozenset[str] | None = None) -> None:
        self._assumed = assumed
        self._month: set[str] = set()
        self._day: set[str] = set()

    def month_first(self, name: str, rows: pl.DataFrame) -> bool:
        """Note what these rows say and return how they are read."""
        unsure, day, month = (
            pl.col("sure").is_null(),
            pl.col("day").is_not_null(),
            pl.col("month").is_not_null(),
        )
        only = rows.select(month=(unsure & ~day & month).any(), day=(unsure & day & ~month).any())
        only_month, only_day = only.row(0)
        self._month |= {name} if only_month else set()
        self._day |= {name} if only_day else set()
        return name in (self.found if self._assumed is None else self._assumed)

    @property
    def found(self) -> frozenset[str]:
        """The columns that are month-first by all rows seen."""
        return frozenset(self._month - self._day)


def read_dates(
    frame: pl.DataFrame,
    columns: list[str],
    sheet_rows: Lines,
    problems: Problems,
    nip: str | None,
    orders: DateOrders | None = None,
) -> pl.DataFrame:
    """Return the frame with its date columns as ISO text; what cannot be read stays as it was and is noted.

    `nip`: the column of NIPs that decides where day and month of `tanggal_lahir` could be swapped.
    """
    orders = orders or DateOrders()
    filled = [name for name in columns if frame.get_column(name).null_count() < frame.height]
    if not filled:
        return frame
    distinct = _readings(
        pl.concat([frame.get_column(name).unique() for name in filled]).unique().drop_nulls()
    )
    settled = []
    for name in filled:
        column = frame.get_column(name)
        nips = frame.get_column(nip) if nip is not None and name == "tanggal_lahir" else None
        rows = pl.DataFrame({"text": column}).join(distinct, on="text", how="left", maintain_order="left")
        month_first = orders.month_first(name, rows)
        if month_first:
            problems.notice(MONTH_FIRST_DATES, column=name)
        value, wrong = _read_column(rows, nips, month_first=month_first)
        if wrong.any():
            problems.add(DATE_UNREADABLE, name, sheet_rows[wrong.to_numpy()], column.filter(wrong))
        settled.append(value.alias(name))
    return frame.with_columns(settled)


def _read_column(
    rows: pl.DataFrame, nips: pl.Series | None, *, month_first: bool
) -> tuple[pl.Series, pl.Series]:
    """Return the values of a column of readings, and which of them are no date."""
    iso = pl.coalesce("sure", "month" if month_first else "day")
    if nips is not None:
        iso = pl.coalesce(_said_by_nip(), iso)
        rows = rows.with_columns(nips.alias("nip"))
    unread = pl.col("text").is_not_null() & pl.col("iso").is_null() & ~pl.col("empty")
    read = rows.with_columns(iso=iso).select(
        value=pl.when(unread).then("text").otherwise("iso"), unread=unread.fill_null(value=False)
    )
    return read.get_column("value"), read.get_column("unread")


def _said_by_nip() -> pl.Expr:
    """Where both readings are dates, the one the NIP's first eight digits say, if they say one of them."""
    born = pl.col("nip").str.replace_all(r"[^0-9]", "")
    said = pl.concat_str(born.str.slice(0, 4), born.str.slice(4, 2), born.str.slice(6, 2), separator="-")
    both = pl.col("sure").is_null() & pl.col("day").is_not_null() & (pl.col("day") != pl.col("month"))
    return pl.when(both & ((said == pl.col("day")) | (said == pl.col("month")))).then(said)


def _readings(texts: pl.Series) -> pl.DataFrame:
    """Return each distinct text with its sure reading, its day-first and its month-first reading."""
    white = " \t\u00a0"
    value = pl.col("text").str.strip_chars(white).str.strip_chars_start("'").str.strip_chars(white)
    table = pl.DataFrame({"text": texts}).with_columns(value=value)
    table = table.with_columns(
        lower=pl.col("value").str.to_lowercase(),
        iso=_groups("value", ISO_PATTERN),
        compact=_groups("value", COMPACT_PATTERN),
        numeric=_groups("value", NUMERIC_PATTERN),
        serial=pl.col("value").str.extract(_rust(SERIAL_PATTERN)).cast(pl.Int32, strict=False),
    ).with_columns(named=_groups("lower", NAMED_PATTERN))
    named, numeric = pl.col("named").struct, pl.col("numeric").struct
    month = named.field("2").replace_strict(
        list(MONTHS), [str(number) for number in MONTHS.values()], default=None, return_dtype=pl.String
    )
    return table.select(
        "text",
        sure=pl.coalesce(
            _date("iso"),
            _date("compact"),
            _checked(named.field("3"), month, named.field("1")),
            _serial_date(pl.col("serial")),
        ),
        day=_checked(numeric.field("3"), numeric.field("2"), numeric.field("1")),
        month=_checked(numeric.field("3"), numeric.field("1"), numeric.field("2")),
        empty=pl.col("value").str.replace(_TIME_AFTER, "").is_in(list(EMPTY_DATES)),
    )


def _groups(column: str, pattern: str) -> pl.Expr:
    return pl.col(column).str.extract_groups(_rust(pattern))


def _rust(pattern: str) -> str:
    """The patterns are written for both engines; only ASCII digits count."""
    return pattern.replace(r"\d", "[0-9]")


def _date(groups: str) -> pl.Expr:
    parts = pl.col(groups).struct
    return _checked(parts.field("1"), parts.field("2"), parts.field("3"))


def _checked(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    text = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2), separator="-")
    date = text.str.to_date("%Y-%m-%d", strict=False, exact=True)
    return pl.when(date.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(date.dt.strftime("%Y-%m-%d"))


def _serial_date(serial: pl.Expr) -> pl.Expr:
    date = pl.lit(SERIAL_EPOCH) + pl.duration(days=serial)
    return pl.when(serial.is_between(FIRST_SERIAL, LAST_SERIAL)).then(date.dt.strftime("%Y-%m-%d"))
