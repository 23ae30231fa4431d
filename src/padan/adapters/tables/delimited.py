"""Reads delimited text of any size into a frame of the planned columns, row by row exact, in bounded
memory.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from padan.adapters.tables.columns import ColumnPlan, plan_columns
from padan.adapters.tables.layout import Layout, find_layout
from padan.adapters.tables.line_scan import LineScanner, Scanned
from padan.adapters.tables.problems import Lines, Problems
from padan.adapters.tables.text_pieces import Piece
from padan.common.codes.files import TEXT_CUT_SHORT, TOO_MANY_ROWS
from padan.common.codes.rows import ROW_CUT_SHORT, TOO_FEW_FIELDS
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.fields import ORDINAL
from padan.domain.intake import ReadOptions

_BATCH_BYTES = 16 * 1024 * 1024
STAGE = "read"
_NO_LINES = np.empty(0, np.int64)


@dataclass(slots=True)
class RawTable:
    """Rows as found: text columns named as the plan says, the sheet row of each, and how the text was laid
    out.
    """

    frame: pl.DataFrame
    sheet_rows: Lines
    header: tuple[str, ...]
    header_row: int
    header_rows: int
    plan: ColumnPlan
    delimiter: str | None = None
    blank: int = 0


@dataclass(slots=True)
class Reading:
    """What goes along with the reading of one file."""

    file: str
    size: int
    options: ReadOptions
    problems: Problems
    progress: Progress
    cancel: Cancel
    delimiter: str | None = None
    line_offset: int = 0
    mapped: frozenset[str] = field(default_factory=frozenset)


def read_delimited(pieces: Iterable[Piece], reading: Reading) -> RawTable:
    """Return the table of a delimited text; UserFault when its header makes no register or it has too many
    rows.
    """
    parts = list(delimited_parts(pieces, reading))
    first = parts[0]
    first.frame = pl.concat([part.frame for part in parts])
    first.sheet_rows = np.concatenate([part.sheet_rows for part in parts])
    first.blank = sum(part.blank for part in parts)
    return first


def delimited_parts(pieces: Iterable[Piece], reading: Reading) -> Iterator[RawTable]:
    """Yield the table of a delimited text in parts of bounded size, at least one; errors as above."""
    stream = iter(pieces)
    first = next(stream)
    layout = find_layout(first.data[: 1 << 21].decode("utf-8", "ignore"), reading.delimiter, reading.mapped)
    plan = plan_columns(layout.header, reading.options, reading.file)
    names, rows = layout.header.names, layout.header.rows
    header_row = layout.header_line + reading.line_offset
    with ThreadPoolExecutor(1, "padan-parse") as pool:
        batches = _Batches(layout, plan, pool)
        for done in _read_body(first, stream, layout, reading, batches):
            yield RawTable(
                done.frame, done.lines, names, header_row, rows, plan, layout.delimiter, done.blank
            )


def _read_body(
    first: Piece, rest: Iterator[Piece], layout: Layout, reading: Reading, batches: "_Batches"
) -> Iterator["_Parsed"]:
    scanner = LineScanner(layout.delimiter, layout.width, batches.ordinal, reading.options.limits)
    done = rows = 0
    for scanned, line, piece in _scanned(_behind_header(first, layout), rest, scanner):
        batches.add(scanned, scanned.lines + line + reading.line_offset)
        rows += _note(scanned, line + reading.line_offset, piece, reading)
        done += len(piece.data)
        if rows > reading.options.limits.rows:
            raise UserFault(TOO_MANY_ROWS, file=reading.file, limit=reading.options.limits.rows)
        reading.cancel.raise_if_requested()
        reading.progress(STAGE, min(done, reading.size), reading.size)
        yield from batches.done()
    yield from batches.rest()


def _behind_header(first: Piece, layout: Layout) -> Piece:
    at = 0
    for _ in range(layout.data_line - first.first_line):
        at = first.data.find(b"\n", at) + 1
        if not at:
            at = len(first.data)
            break
    return Piece(first.data[at:], layout.data_line, first.last, first.cut)


def _scanned(
    first: Piece, rest: Iterator[Piece], scanner: LineScanner
) -> Iterator[tuple[Scanned, int, Piece]]:
    """Scan piece after piece; what a piece leaves unfinished is put before the next one."""
    piece: Piece | None = first
    left = b""
    while piece is not None:
        data = left + piece.data if left else piece.data
        line = piece.first_line - left.count(b"\n")
        scanned = scanner.scan(data, last=piece.last)
        left = data[scanned.used :]
        yield scanned, line, piece
        piece = next(rest, None)


def _note(scanned: Scanned, line: int, piece: Piece, reading: Reading) -> int:
    """Note the refused rows of a piece; return the number of rows, kept and refused."""
    rows = len(scanned.lines)
    for code, at, evidence in scanned.refused:
        rows += len(at)
        if piece.cut and code == TOO_FEW_FIELDS and int(at[-1]) == scanned.used_lines - 1:
            reading.problems.refuse(ROW_CUT_SHORT, at[-1:] + line, evidence[-1:] or [""])
            reading.problems.notice(TEXT_CUT_SHORT, file=reading.file)
            at, evidence = at[:-1], evidence[:-1]
        reading.problems.refuse(code, at + line, evidence or ("" for _ in at))
    return rows


@dataclass(slots=True)
class _Parsed:
    """One batch: its rows, the sheet row of each, and how many rows were blank."""

    frame: pl.DataFrame
    lines: Lines
    blank: int


class _Batches:
    """Collects clean text and parses it in batches on another thread while the next piece is scanned."""

    def __init__(self, layout: Layout, plan: ColumnPlan, pool: ThreadPoolExecutor) -> None:
        self._delimiter = layout.delimiter
        self._names = [f"c{place}" for place in range(max(layout.width.most, 1))]
        self._take = sorted(plan.take)
        self._renamed = {f"c{place}": plan.take[place] for place in self._take}
        self.ordinal = next((place for place, name in plan.take.items() if name == ORDINAL), None)
        self._pool = pool
        self._begin()
        self._pending: list[Future[_Parsed]] = []
        self._any = False

    def _begin(self) -> None:
        self._parts: list[bytes] = []
        self._lines: list[Lines] = []
        self._size = self._blank = 0
        self._quoted = False

    def add(self, scanned: Scanned, lines: Lines) -> None:
        self._parts.append(scanned.clean)
        self._lines.append(lines)
        self._size += len(scanned.clean)
        self._blank += scanned.blank
        self._quoted = self._quoted or scanned.quoted
        if self._size >= _BATCH_BYTES:
            self._flush()

    def done(self) -> Iterator[_Parsed]:
        """Yield the batches before the two under way."""
        while len(self._pending) > 2:
            yield self._pending.pop(0).result()

    def rest(self) -> Iterator[_Parsed]:
        """Yield what is left; of a text without rows one empty batch."""
        if self._blank or not self._any or sum(map(len, self._lines)):
            self._flush()
        while self._pending:
            yield self._pending.pop(0).result()

    def _flush(self) -> None:
        text, lines = b"".join(self._parts), np.concatenate([_NO_LINES, *self._lines])
        blank, quoted = self._blank, self._quoted
        self._begin()
        self._any = True
        self._pending.append(self._pool.submit(self._parse, text, lines, blank, quoted=quoted))

    def _parse(self, text: bytes, lines: Lines, blank: int, *, quoted: bool) -> _Parsed:
        names = [self._names[place] for place in self._take]
        if not len(lines):
            return _Parsed(
                pl.DataFrame(schema=dict.fromkeys(self._renamed.values(), pl.String)), lines, blank
            )
        try:
            frame = pl.read_csv(
                text,
                has_header=False,
                schema=dict.fromkeys(self._names, pl.String),
                columns=self._take,
                separator=self._delimiter,
                quote_char='"' if quoted else None,
                truncate_ragged_lines=True,
            )
        except pl.exceptions.PolarsError:
            frame = None
        if frame is None or frame.height != len(lines):
            frame = self._parse_slowly(text)
        return _Parsed(frame.select(names).rename(self._renamed), lines, blank)

    def _parse_slowly(self, text: bytes) -> pl.DataFrame:
        """The standard reader, should the fast one ever see another number of rows than were counted."""
        cells: list[list[str | None]] = [[] for _ in self._take]
        reader = csv.reader(io.StringIO(text.decode("utf-8"), newline=""), delimiter=self._delimiter)
        for row in reader:
            for column, place in zip(cells, self._take, strict=True):
                column.append(row[place] if place < len(row) else None)
        names = (self._names[place] for place in self._take)
        return pl.DataFrame(dict(zip(names, cells, strict=True)), schema_overrides={}, strict=False)
