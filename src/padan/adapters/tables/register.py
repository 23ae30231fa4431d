"""From an opened file to its table within scope, and what became of every row and column; opens nothing."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from padan.adapters.tables.cleaning import Skipped, clean_cells, skip_rows
from padan.adapters.tables.columns import ColumnPlan
from padan.adapters.tables.combined import split_combined
from padan.adapters.tables.date_columns import DateOrders, read_dates
from padan.adapters.tables.delimited import RawTable, Reading, read_delimited
from padan.adapters.tables.header import source_signature
from padan.adapters.tables.identifier_checks import (
    DamageTally,
    check_identifiers,
    judge_damage,
    spoil_rounded_niks,
)
from padan.adapters.tables.opening import Opened
from padan.adapters.tables.parquet import read_parquet
from padan.adapters.tables.problems import Lines
from padan.adapters.tables.source import Source
from padan.adapters.tables.spreadsheet import open_sheet
from padan.adapters.tables.text_pieces import TextPieces
from padan.common.codes.files import (
    ALL_ROWS_REFUSED,
    DUPLICATE_HEADER,
    DUPLICATE_HEADER_EQUAL,
    FORMULA_TEXTS,
    NO_ROWS,
    NOTHING_IN_SCOPE,
)
from padan.common.errors import UserFault
from padan.domain.fields import DATE_FIELDS, order_of
from padan.domain.intake import IntakeReport, ReadRegister, SkippedRows, SourceShape


def read_opened(opened: Opened, reading: Reading) -> ReadRegister:
    """Return the register of an opened file as report and table; errors as in `reader.read_register`."""
    raw, shape = _read(opened, reading)
    reading.cancel.raise_if_requested()
    return _finish(raw, shape, opened.source, reading)


def _read(opened: Opened, reading: Reading) -> tuple[RawTable, SourceShape]:
    source, sniffed = opened.source, opened.sniffed
    if opened.sheet is not None:
        sheet = open_sheet(opened.sheet, reading)
        raw = read_delimited(sheet.pieces(), reading)
        sheet.note(raw)
        return raw, sheet.shape()
    if sniffed.kind == "parquet":
        return read_parquet(source, reading), SourceShape("parquet", header_row=0)
    pieces = TextPieces(source.blocks(), sniffed, reading.options.limits, reading.problems, source.name)
    raw = read_delimited(pieces, reading)
    return raw, SourceShape("csv", encoding=pieces.encoding, delimiter=raw.delimiter)


def _finish(raw: RawTable, shape: SourceShape, source: Source, reading: Reading) -> ReadRegister:
    problems, settling = reading.problems, Settling(reading, raw.plan)
    found = settling.clean(raw)
    settling.tally.add(found.frame)
    refuse_without_rows(found.frame.height, reading)
    accepted = reading.options.accept_spreadsheet_damage
    niks = judge_damage(settling.tally, problems, reading.file, accepted=accepted)
    part = settling.settle(found, DateOrders(), rounded_niks=niks)
    rows = np.arange(len(part.lines)) + np.searchsorted(problems.refused_lines, part.lines)
    table = numbered(part, rows)
    data_lines = np.sort(np.concatenate((part.lines, problems.refused_lines)))
    note_formula_texts(part.formulas, reading)
    one = found.skipped
    skipped = SkippedRows(raw.blank, one.totals, one.repeated_headers, one.column_numbers)
    told = Told(full_shape(shape, raw, skipped), raw.plan, source_signature(raw.header))
    return ReadRegister(report_of(told, data_lines, table.height, source, reading), table)


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of data without the rows that are none, the sheet row of each, and how many those were."""

    frame: pl.DataFrame
    lines: Lines
    skipped: Skipped


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows within scope with dates read; `formulas` counts cells another program would run."""

    frame: pl.DataFrame
    lines: Lines
    formulas: int


class Settling:
    """What is done to the rows of one file, all at once or part by part."""

    def __init__(self, reading: Reading, plan: ColumnPlan) -> None:
        self._reading = reading
        self._plan = plan
        self.tally = DamageTally()
        reading.problems.notices.extend(plan.notices)
        reading.problems.kept = plan.kept

    def clean(self, raw: RawTable) -> Found:
        """Trim cells, take out rows that are no data, split combined columns, note odd numbers."""
        headings = {name: raw.header[place] for place, name in self._plan.take.items()}
        frame, lines, skipped = skip_rows(clean_cells(raw.frame), raw.sheet_rows, headings)
        frame = _settle_rivals(frame, raw, self._reading)
        frame = split_combined(frame, lines, self._reading.problems)
        check_identifiers(frame, lines, self._reading.problems)
        return Found(frame, lines, skipped)

    def settle(self, found: Found, orders: DateOrders, *, rounded_niks: bool) -> Settled:
        """Read dates and drop what scope drops; the two say what only all rows of a file can tell."""
        frame, lines, problems, kept = found.frame, found.lines, self._reading.problems, self._plan.kept
        if rounded_niks and "nik" in frame.columns:
            frame = spoil_rounded_niks(frame, lines, problems)
        dates = [name for name in frame.columns if name in DATE_FIELDS and name in kept]
        nip = "nip_baru" if "nip_baru" in frame.columns else None
        frame = read_dates(frame, dates, lines, problems, nip, orders)
        columns = sorted((name for name in frame.columns if name in kept), key=order_of)
        if not columns:
            raise UserFault(NOTHING_IN_SCOPE, file=self._reading.file)
        return Settled(frame.select(columns), lines, _formula_texts(frame.select(columns)))


def numbered(part: Settled, rows: Lines) -> pl.DataFrame:
    """Return the register table of settled rows under their row numbers."""
    return part.frame.with_columns(
        pl.Series("_row", rows, dtype=pl.UInt32), pl.Series("_sheet_row", part.lines, dtype=pl.UInt32)
    )


def refuse_without_rows(rows: int, reading: Reading) -> None:
    """A register of which nothing is left must not look like an office without people."""
    if rows or reading.options.allow_empty:
        return
    problems = reading.problems
    refused = len(problems.refused_lines)
    if not refused:
        raise UserFault(NO_ROWS, file=reading.file)
    raise UserFault(ALL_ROWS_REFUSED, file=reading.file, count=refused, row_codes=list(problems.counts))


def _formula_texts(table: pl.DataFrame) -> int:
    """Count cells that another program would run as a formula; here they are text."""
    return sum(count or 0 for count in table.select(pl.all().str.starts_with("=").sum()).row(0))


def note_formula_texts(found: int, reading: Reading) -> None:
    """Note how many there are."""
    if found:
        reading.problems.notice(FORMULA_TEXTS, file=reading.file, count=found)


def full_shape(shape: SourceShape, raw: RawTable, skipped: SkippedRows) -> SourceShape:
    """Return the shape with the place of the header and what was skipped."""
    return replace(shape, header_row=raw.header_row, header_rows=raw.header_rows, skipped=skipped)


@dataclass(frozen=True, slots=True)
class Told:
    """What the report says of the file's layout."""

    shape: SourceShape
    plan: ColumnPlan
    signature: str


def report_of(told: Told, data_lines: Lines, kept: int, source: Source, reading: Reading) -> IntakeReport:
    """Return the report of a file whose rows are all read; `data_lines` are kept and refused sheet rows."""
    problems = reading.problems
    return IntakeReport(
        file_name=source.name,
        file_sha256=source.sha256(),
        size_bytes=source.size,
        shape=told.shape,
        columns=told.plan.uses,
        rows_read=len(data_lines),
        rows_kept=kept,
        rows_refused=len(problems.refused_lines),
        problems=problems.numbered(data_lines),
        problem_counts=problems.counts,
        warnings=(*problems.notices, *problems.abridged()),
        signature=told.signature,
    )


def _settle_rivals(frame: pl.DataFrame, raw: RawTable, reading: Reading) -> pl.DataFrame:
    """Columns under the very same heading: equal content is one column, other content cannot be guessed."""
    for first, others in raw.plan.rivals.items():
        name = raw.plan.take.get(first)
        if name is None:
            continue
        for place in others:
            values = {"file": reading.file, "header": raw.header[first], "first": first + 1}
            if not frame.get_column(name).equals(frame.get_column(f"#{place}")):
                positions = ", ".join(str(one + 1) for one in (first, *others))
                raise UserFault(DUPLICATE_HEADER, positions=positions, **values)
            reading.problems.notice(DUPLICATE_HEADER_EQUAL, **values)
        frame = frame.drop(f"#{place}" for place in others)
    return frame
