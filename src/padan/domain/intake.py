"""What is asked of intake and what it reports: plain values; reads no file and holds no table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

MIB = 1024 * 1024
GIB = 1024 * MIB

Disposition = Literal["kept", "dropped_scope", "dropped_never", "ignored"]


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Caps of intake-and-classes.md; settings, each with its own message. Text and Parquet above
    `whole_bytes` are handed on in parts while they are read.
    """

    cell_characters: int = 32_767
    line_bytes: int = MIB
    columns: int = 512
    unpacked_bytes: int = 2 * GIB
    ratio: int = 200
    ratio_from_bytes: int = 10 * MIB
    entries: int = 2_000
    rows: int = 10_000_000
    whole_bytes: int = 64 * MIB
    process_bytes: int = GIB
    process_seconds: int = 600


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read one file.

    `mapping`: header as in the file (or `#3`, the third column) → canonical field; an empty field ignores
    the column.
    `mapping_must_apply`: a header of the mapping that the file lacks is a fault (False: one mapping serves
    two files).
    `allowed_fields`: the agreement's scope; None keeps every element and identifier. The never-list is
    always dropped.
    """

    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    mapping_must_apply: bool = True
    allowed_fields: frozenset[str] | None = None
    allow_empty: bool = False
    accept_spreadsheet_damage: bool = False
    limits: ReadLimits = ReadLimits()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row's problem. `row` counts data rows from 0, `sheet_row` is the file's own 1-based line or row.

    `evidence` is the offending text: it is kept in the encrypted store only, never logged nor shown in a
    message.
    """

    row: int
    sheet_row: int
    column: str
    code: int
    refused: bool
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What became of one column of the file; `position` counts from 1."""

    header: str
    position: int
    field: str | None
    disposition: Disposition


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about the file as a whole: a code of the catalogue with its values."""

    code: int
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows after the header that are no data."""

    blank: int = 0
    totals: int = 0
    repeated_headers: int = 0
    column_numbers: int = 0

    @property
    def total(self) -> int:
        return self.blank + self.totals + self.repeated_headers + self.column_numbers


@dataclass(frozen=True, slots=True)
class SourceShape:
    """What kind of file it was. `format` is csv, xlsx, xls, ods or parquet; `header_row` is 1-based (0:
    none).
    """

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    header_rows: int = 1
    skipped: SkippedRows = SkippedRows()

    @property
    def skipped_rows(self) -> int:
        return self.skipped.total


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """The outcome for one file; `rows_read` = `rows_kept` + `rows_refused`, always.

    `problems` holds at most `PROBLEMS_KEPT` of each code; `problem_counts` counts all of them.
    `signature` names the header, for remembering a mapping.
    """

    file_name: str
    file_sha256: str
    size_bytes: int
    shape: SourceShape
    columns: tuple[ColumnUse, ...]
    rows_read: int
    rows_kept: int
    rows_refused: int
    problems: tuple[RowProblem, ...]
    problem_counts: Mapping[int, int]
    warnings: tuple[Notice, ...]
    signature: str

    def values(self) -> dict[str, object]:
        """Return the report as JSON-able values without evidence: what a snapshot keeps and a log may
        show.
        """
        return {
            "file_name": self.file_name,
            "file_sha256": self.file_sha256,
            "size_bytes": self.size_bytes,
            "shape": _shape_values(self.shape),
            "columns": [
                {"header": c.header, "position": c.position, "field": c.field, "disposition": c.disposition}
                for c in self.columns
            ],
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rows_refused": self.rows_refused,
            "problem_counts": {str(code): count for code, count in sorted(self.problem_counts.items())},
            "warnings": [{"code": w.code, **w.values} for w in self.warnings],
            "signature": self.signature,
        }


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """What intake returns: the report and the register table (`padan.matching.table.Table`, a polars
    frame).
    """

    report: IntakeReport
    table: Any


@dataclass(frozen=True, slots=True)
class TextStream:
    """A delimited text that is no file: its name for messages, about how long it is, and its bytes from the
    beginning, as often as asked.
    """

    name: str
    size: int
    blocks: Callable[[], Iterator[bytes]]


class RowSink(Protocol):
    """Takes a register in parts while it is read; what it was given counts only when reading ends well."""

    def remembered(self, signature: str) -> Mapping[str, str] | None:
        """Return the mapping to read the columns by, if one is known for such headings."""
        ...

    def add(self, part: Any) -> None:
        """Take the next rows (a register table), in order, always the same columns."""
        ...

    def restart(self) -> None:
        """Forget all parts: the file is read once more, since its last rows changed what the first meant."""
        ...


@dataclass(frozen=True, slots=True)
class Preview:
    """A first look at a file before anything is stored.

    `fault` says why the file cannot be used as it stands (then `report` is None); columns and header are
    shown all the same, so that the officer can map them. `rows` are the first data rows of kept fields;
    `samples` holds up to three values of each column that is not dropped, by position. Never stored, never
    logged.
    """

    shape: SourceShape
    columns: tuple[ColumnUse, ...]
    rows: tuple[Mapping[str, str | None], ...]
    samples: Mapping[int, tuple[str, ...]]
    report: IntakeReport | None
    fault: Notice | None
    signature: str


PREVIEW_ROWS = 50
PROBLEMS_KEPT = 10_000
"""Detailed problems kept of each code: a wholly wrong national file must not become millions of objects."""


def _shape_values(shape: SourceShape) -> dict[str, object]:
    return {
        "format": shape.format,
        "encoding": shape.encoding,
        "delimiter": shape.delimiter,
        "sheet": shape.sheet,
        "sheets": list(shape.sheets),
        "header_row": shape.header_row,
        "header_rows": shape.header_rows,
        "skipped_rows": shape.skipped_rows,
        "skipped": {
            "blank": shape.skipped.blank,
            "totals": shape.skipped.totals,
            "repeated_headers": shape.skipped.repeated_headers,
            "column_numbers": shape.skipped.column_numbers,
        },
    }
