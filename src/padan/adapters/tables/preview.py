"""A first look at a file for the officer: columns, samples, first rows, and why it was not taken; stores
nothing.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from padan.adapters.tables.columns import describe_columns
from padan.adapters.tables.delimited import Reading
from padan.adapters.tables.header import Header, clean_cell, find_header, source_signature
from padan.adapters.tables.layout import find_layout
from padan.adapters.tables.opening import open_register
from padan.adapters.tables.parquet import read_parquet_head
from padan.adapters.tables.problems import Problems
from padan.adapters.tables.reader import read_register, reading_of
from padan.adapters.tables.source import Source
from padan.adapters.tables.spreadsheet import open_sheet
from padan.adapters.tables.text_pieces import TextPieces
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.intake import (
    PREVIEW_ROWS,
    ColumnUse,
    Notice,
    Preview,
    ReadOptions,
    ReadRegister,
    SourceShape,
)

_SAMPLES = 3
_SAMPLE_LENGTH = 60
_LOOK_CHARACTERS = 512 * 1024
_NOTHING = SourceShape("", header_row=0)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The head of a file: its shape, its headings, and the first rows of all columns as found."""

    shape: SourceShape
    header: Header
    rows: Sequence[Sequence[str]]


def preview_register(
    path: Path,
    options: ReadOptions | None = None,
    *,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Return what reading the file would give; a UserFault becomes `fault`, so that columns can still be
    mapped.

    EnvironmentFault (missing, unreadable) and Cancelled are raised.
    """
    options = options or ReadOptions()
    try:
        read = read_register(path, options, cancel=cancel, progress=progress)
    except UserFault as fault:
        return _of_fault(Path(path), options, fault, cancel)
    rows = read.table.head(PREVIEW_ROWS).to_dicts()
    report = read.report
    samples = _samples(path, options, read, cancel)
    return Preview(report.shape, report.columns, tuple(rows), samples, report, None, report.signature)


def _of_fault(path: Path, options: ReadOptions, fault: UserFault, cancel: Cancel | None) -> Preview:
    notice = Notice(fault.code, fault.values)
    try:
        looked = _look(path, options, cancel)
    except UserFault:
        return Preview(_NOTHING, (), (), {}, None, notice, "")
    columns = describe_columns(looked.header.names, options)
    samples = _from_rows(columns, looked.rows)
    return Preview(looked.shape, columns, (), samples, None, notice, source_signature(looked.header.names))


def _samples(
    path: Path, options: ReadOptions, read: ReadRegister, cancel: Cancel | None
) -> Mapping[int, tuple[str, ...]]:
    """Return samples of kept columns from the table, of unknown ones from a look at the head of a text
    file.
    """
    samples = {}
    for use in read.report.columns:
        if use.disposition == "kept" and use.field in read.table.columns:
            values = read.table.get_column(use.field).drop_nulls().head(_SAMPLES).to_list()
            samples[use.position] = tuple(value[:_SAMPLE_LENGTH] for value in values)
    if read.report.shape.format != "csv":
        return samples
    looked = _look(path, options, cancel)
    return _from_rows(read.report.columns, looked.rows) | samples


def _from_rows(columns: Sequence[ColumnUse], rows: Sequence[Sequence[str]]) -> dict[int, tuple[str, ...]]:
    samples = {}
    for use in columns:
        if use.disposition.startswith("dropped"):
            continue
        cells = (row[use.position - 1].strip() for row in rows if use.position <= len(row))
        found = list(dict.fromkeys(cell[:_SAMPLE_LENGTH] for cell in cells if cell))
        samples[use.position] = tuple(found[:_SAMPLES])
    return samples


def _look(path: Path, options: ReadOptions, cancel: Cancel | None) -> _Looked:
    with Source(Path(path)) as source:
        opened = open_register(source, options, cancel)
        reading = reading_of(opened, options, None, cancel)
        if opened.sheet is not None:
            sheet = open_sheet(opened.sheet, reading)
            return _look_at_text(sheet.pieces(), reading, sheet.shape())
        if opened.sniffed.kind == "parquet":
            return _look_at_parquet(source, reading)
        pieces = TextPieces(source.blocks(), opened.sniffed, options.limits, Problems(), source.name)
        return _look_at_text(pieces, reading, SourceShape("csv", encoding=opened.sniffed.encoding))


def _look_at_text(pieces: TextPieces, reading: Reading, shape: SourceShape) -> _Looked:
    text = next(iter(pieces)).data[: 2 * _LOOK_CHARACTERS].decode("utf-8", "ignore")[:_LOOK_CHARACTERS]
    layout = find_layout(text, reading.delimiter, reading.mapped)
    body = "\n".join(text.split("\n")[layout.data_line - 1 :])
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=layout.delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= PREVIEW_ROWS:
                break
    except csv.Error:
        pass
    header_row = layout.header_line + reading.line_offset
    shape = replace(shape, header_row=header_row, header_rows=layout.header.rows)
    if shape.format == "csv":
        shape = replace(shape, delimiter=layout.delimiter)
    return _Looked(shape, layout.header, rows)


def _look_at_parquet(source: Source, reading: Reading) -> _Looked:
    head = read_parquet_head(source.path, source.name, PREVIEW_ROWS)
    names = [clean_cell(name) for name in head.columns]
    found = find_header([names], reading.mapped)
    header = replace(found, names=tuple(names))
    rows = [["" if cell is None else str(cell) for cell in row] for row in head.iter_rows()]
    return _Looked(SourceShape("parquet", header_row=0), header, rows)
