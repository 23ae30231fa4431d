"""Reads a register of any size in parts, with the same outcome as reading it whole; keeps no rows.

Two things only all rows together can tell: whether a column of dates writes the month first, and whether a
spreadsheet rounded the NIKs. A part is read as if neither were so; where the end of the file says otherwise,
the file is read once more, knowing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl

from padan.adapters.tables.date_columns import DateOrders
from padan.adapters.tables.delimited import RawTable, Reading, delimited_parts
from padan.adapters.tables.header import source_signature
from padan.adapters.tables.identifier_checks import judge_damage
from padan.adapters.tables.opening import Opened, open_register
from padan.adapters.tables.parquet import parquet_parts
from padan.adapters.tables.problems import Lines
from padan.adapters.tables.reader import reading_of
from padan.adapters.tables.register import (
    Settling,
    Told,
    full_shape,
    note_formula_texts,
    numbered,
    read_opened,
    refuse_without_rows,
    report_of,
)
from padan.adapters.tables.source import source_of
from padan.adapters.tables.text_pieces import TextPieces
from padan.common.progress import Cancel, Progress
from padan.domain.intake import (
    IntakeReport,
    ReadOptions,
    ReadRegister,
    RowSink,
    SkippedRows,
    SourceShape,
    TextStream,
)

_PACKED = 8
"""How much smaller a register is as Parquet than as text."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is taken for true of the whole file while its parts are read, and how its columns are mapped."""

    month_first: frozenset[str] = frozenset()
    rounded_niks: bool = False
    mapping: Mapping[str, str] | None = None


class _Otherwise(Exception):
    """The file is to be read once more, knowing this."""

    def __init__(self, known: _Known) -> None:
        super().__init__()
        self.known = known


def read_in_parts(
    path: Path | TextStream,
    options: ReadOptions,
    sink: RowSink,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> IntakeReport:
    """Read the register in `path` into `sink` and return the report; errors as in `reader.read_register`.

    Small files and spreadsheets arrive as one part.
    """
    known = _Known()
    while True:
        given = options if known.mapping is None else replace(options, mapping=known.mapping)
        try:
            with source_of(path) as source:
                opened = open_register(source, given, cancel)
                reading = reading_of(opened, given, progress, cancel)
                return _read_once(opened, reading, sink, known)
        except _Otherwise as found:
            sink.restart()
            known = found.known


def _read_once(opened: Opened, reading: Reading, sink: RowSink, known: _Known) -> IntakeReport:
    packed = _PACKED if opened.sniffed.kind == "parquet" else 1
    large = reading.size * packed >= reading.options.limits.whole_bytes
    if opened.sheet is None and large:
        return _Parts(opened, reading, sink, known).read()
    read: ReadRegister = read_opened(opened, reading)
    _ask_for_mapping(read.report.signature, reading, sink, known)
    sink.add(read.table)
    return read.report


class Collected:
    """A sink that keeps the parts for one table: less memory than a whole table taken through every step."""

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []

    def remembered(self, signature: str) -> None:
        return None

    def add(self, part: pl.DataFrame) -> None:
        self._parts.append(part)

    def restart(self) -> None:
        self._parts.clear()

    def table(self) -> pl.DataFrame:
        """Return all rows in one piece and forget the parts."""
        whole = pl.concat(self._parts, rechunk=True)
        self._parts.clear()
        return whole


def _ask_for_mapping(signature: str, reading: Reading, sink: RowSink, known: _Known) -> None:
    if known.mapping is None and not reading.options.mapping:
        mapping = sink.remembered(signature)
        if mapping:
            raise _Otherwise(_Known(mapping=mapping))


@dataclass(slots=True)
class _Counts:
    """What adds up over the parts."""

    kept: int = 0
    formulas: int = 0
    lines: list[Lines] = field(default_factory=list)
    skipped: SkippedRows = field(default_factory=SkippedRows)

    def skip(self, raw: RawTable, more: SkippedRows) -> None:
        """Add the rows of a part that were no data."""
        one = self.skipped
        self.skipped = SkippedRows(
            one.blank + raw.blank,
            one.totals + more.totals,
            one.repeated_headers + more.repeated_headers,
            one.column_numbers + more.column_numbers,
        )


class _Parts:
    """One reading of one file."""

    def __init__(self, opened: Opened, reading: Reading, sink: RowSink, known: _Known) -> None:
        self._opened, self._reading, self._sink, self._known = opened, reading, sink, known
        self._orders = DateOrders(known.month_first)
        self._counts = _Counts()
        self._shape = SourceShape("parquet", header_row=0)

    def read(self) -> IntakeReport:
        """Hand on every part, then judge the whole."""
        raw, settling = None, None
        for raw in self._raw():
            if settling is None:
                _ask_for_mapping(source_signature(raw.header), self._reading, self._sink, self._known)
                settling = Settling(self._reading, raw.plan)
            self._part(raw, settling)
        assert raw is not None
        assert settling is not None
        return self._conclude(raw, settling)

    def _raw(self) -> Iterator[RawTable]:
        source, sniffed, reading = self._opened.source, self._opened.sniffed, self._reading
        if sniffed.kind == "parquet":
            yield from parquet_parts(source, reading)
            return
        pieces = TextPieces(source.blocks(), sniffed, reading.options.limits, reading.problems, source.name)
        delimiter = None
        for raw in delimited_parts(pieces, reading):
            delimiter = raw.delimiter
            yield raw
        self._shape = SourceShape("csv", encoding=pieces.encoding, delimiter=delimiter)

    def _part(self, raw: RawTable, settling: Settling) -> None:
        counts, problems = self._counts, self._reading.problems
        found = settling.clean(raw)
        settling.tally.add(found.frame)
        part = settling.settle(found, self._orders, rounded_niks=self._known.rounded_niks)
        rows = counts.kept + np.arange(len(part.lines)) + np.searchsorted(problems.refused_lines, part.lines)
        skipped = found.skipped
        counts.skip(raw, SkippedRows(0, skipped.totals, skipped.repeated_headers, skipped.column_numbers))
        counts.kept += len(part.lines)
        counts.formulas += part.formulas
        counts.lines.append(part.lines)
        self._reading.cancel.raise_if_requested()
        self._sink.add(numbered(part, rows))

    def _conclude(self, raw: RawTable, settling: Settling) -> IntakeReport:
        reading, counts = self._reading, self._counts
        refuse_without_rows(counts.kept, reading)
        accepted = reading.options.accept_spreadsheet_damage
        niks = judge_damage(settling.tally, reading.problems, reading.file, accepted=accepted)
        right = replace(self._known, month_first=self._orders.found, rounded_niks=niks)
        if right != self._known:
            raise _Otherwise(right)
        note_formula_texts(counts.formulas, reading)
        problems = reading.problems
        problems.notices = list({(one.code, repr(one.values)): one for one in problems.notices}.values())
        data_lines = np.sort(np.concatenate((*counts.lines, problems.refused_lines)))
        told = Told(full_shape(self._shape, raw, counts.skipped), raw.plan, source_signature(raw.header))
        return report_of(told, data_lines, counts.kept, self._opened.source, reading)
