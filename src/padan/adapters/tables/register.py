"""From an opened file to its table within scope, and what became of every row and column; opens nothing."""

from dataclasses import replace

import numpy as np
import polars as pl

from padan.adapters.tables.cleaning import Skipped, clean_cells, skip_rows
from padan.adapters.tables.combined import split_combined
from padan.adapters.tables.date_columns import read_dates
from padan.adapters.tables.delimited import RawTable, Reading, read_delimited
from padan.adapters.tables.header import source_signature
from padan.adapters.tables.identifier_checks import check_identifiers, handle_damage
from padan.adapters.tables.opening import Opened
from padan.adapters.tables.parquet import read_parquet
from padan.adapters.tables.problems import Lines, Problems
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
    problems, plan = reading.problems, raw.plan
    problems.notices.extend(plan.notices)
    problems.kept = plan.kept
    frame = clean_cells(raw.frame)
    headings = {name: raw.header[place] for place, name in plan.take.items()}
    frame, lines, skipped = skip_rows(frame, raw.sheet_rows, headings)
    frame = _settle_rivals(frame, raw, reading)
    frame = split_combined(frame, lines, problems)
    _refuse_without_rows(frame.height, problems, reading)
    table, data_lines = _table(frame, lines, reading, plan.kept)
    _note_formula_texts(table, reading)
    return _report(table, data_lines, raw, _shape(shape, raw, skipped), source, reading)


def _refuse_without_rows(rows: int, problems: Problems, reading: Reading) -> None:
    """A register of which nothing is left must not look like an office without people."""
    if rows or reading.options.allow_empty:
        return
    refused = len(problems.refused_lines)
    if not refused:
        raise UserFault(NO_ROWS, file=reading.file)
    raise UserFault(ALL_ROWS_REFUSED, file=reading.file, count=refused, row_codes=list(problems.counts))


def _note_formula_texts(table: pl.DataFrame, reading: Reading) -> None:
    """Count cells that another program would run as a formula; here they are text."""
    texts = [name for name in table.columns if table.schema[name] == pl.String]
    counts = table.select(pl.col(name).str.starts_with("=").sum() for name in texts).row(0) if texts else ()
    if found := sum(count or 0 for count in counts):
        reading.problems.notice(FORMULA_TEXTS, file=reading.file, count=found)


def _table(
    frame: pl.DataFrame, lines: Lines, reading: Reading, kept: frozenset[str]
) -> tuple[pl.DataFrame, Lines]:
    """Read dates and identifiers, drop what scope drops, number the rows; return all data lines, refused
    ones too.
    """
    problems, accepted = reading.problems, reading.options.accept_spreadsheet_damage
    check_identifiers(frame, lines, problems)
    frame = handle_damage(frame, lines, problems, reading.file, accepted=accepted)
    dates = [name for name in frame.columns if name in DATE_FIELDS and name in kept]
    frame = read_dates(frame, dates, lines, problems, "nip_baru" if "nip_baru" in frame.columns else None)
    refused = problems.refused_lines
    rows = np.arange(len(lines)) + np.searchsorted(refused, lines)
    columns = sorted((name for name in frame.columns if name in kept), key=order_of)
    if not columns:
        raise UserFault(NOTHING_IN_SCOPE, file=reading.file)
    table = frame.select(columns).with_columns(
        pl.Series("_row", rows, dtype=pl.UInt32), pl.Series("_sheet_row", lines, dtype=pl.UInt32)
    )
    return table, np.sort(np.concatenate((lines, refused)))


def _shape(shape: SourceShape, raw: RawTable, skipped: Skipped) -> SourceShape:
    rows = SkippedRows(raw.blank, skipped.totals, skipped.repeated_headers, skipped.column_numbers)
    return replace(shape, header_row=raw.header_row, header_rows=raw.header_rows, skipped=rows)


def _report(
    table: pl.DataFrame,
    data_lines: Lines,
    raw: RawTable,
    shape: SourceShape,
    source: Source,
    reading: Reading,
) -> ReadRegister:
    problems = reading.problems
    report = IntakeReport(
        file_name=source.name,
        file_sha256=source.sha256(),
        size_bytes=source.size,
        shape=shape,
        columns=raw.plan.uses,
        rows_read=len(data_lines),
        rows_kept=table.height,
        rows_refused=len(problems.refused_lines),
        problems=problems.numbered(data_lines),
        problem_counts=problems.counts,
        warnings=(*problems.notices, *problems.abridged()),
        signature=source_signature(raw.header),
    )
    return ReadRegister(report, table)


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
