"""Writes tables for people as XLSX or CSV, atomically and without formulas; never used for a signed
package's CSV.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl

from padan.adapters.tables.xlsx_writer import write_xlsx
from padan.common.codes.files import FILE_NOT_WRITTEN
from padan.common.errors import EnvironmentFault

_BATCH = 50_000
_RISKY = r"^[=+\-@\t\r]"
_PLACES = ("_row", "_sheet_row")


def write_table(
    table: pl.DataFrame, target: Path, *, sheet: str = "Data", headers: Mapping[str, str] | None = None
) -> str:
    """Write `table` to `target`, XLSX or CSV by its suffix; return the file's SHA-256.

    `headers`: column → heading, in the order to write; None writes every column but the row numbers under
    its own name. Cells that a spreadsheet would take for a formula are shown as text. EnvironmentFault when
    the disk refuses; then nothing is left behind.
    """
    headings = dict(headers) if headers else {name: name for name in table.columns if name not in _PLACES}
    chosen = table.select(list(headings))
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            stream = _Hashed(file)
            if target.suffix.lower() == ".xlsx":
                write_xlsx(chosen, cast("BinaryIO", stream), sheet=sheet, headings=list(headings.values()))
            else:
                write_csv(chosen, cast("BinaryIO", stream), list(headings.values()))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EnvironmentFault(FILE_NOT_WRITTEN, file=target.name, reason=reason) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return stream.sha256()


def write_csv(
    table: pl.DataFrame, stream: BinaryIO, headings: list[str], *, for_spreadsheets: bool = True
) -> None:
    """Write RFC 4180 CSV in UTF-8, comma and CRLF. `for_spreadsheets` adds a byte order mark and puts `'`
    before what a spreadsheet would take for a formula: that changes data, so it is for people's views only.
    """
    text = table.select(pl.all().cast(pl.String))
    if for_spreadsheets:
        stream.write(b"\xef\xbb\xbf")
        text = text.select(_as_shown(name).alias(name) for name in text.columns)
    header = pl.DataFrame([[heading] for heading in headings], schema=[str(n) for n in range(len(headings))])
    stream.write(header.write_csv(include_header=False, line_terminator="\r\n").encode("utf-8"))
    for start in range(0, text.height, _BATCH):
        batch = text.slice(start, _BATCH)
        stream.write(batch.write_csv(include_header=False, line_terminator="\r\n").encode("utf-8"))


def _as_shown(name: str) -> pl.Expr:
    column = pl.col(name)
    return pl.when(column.str.contains(_RISKY)).then(pl.concat_str(pl.lit("'"), column)).otherwise(column)


class _Hashed:
    """A write-only stream that hashes what goes through; not seekable, so that zip writes straight on."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def sha256(self) -> str:
        return self._hash.hexdigest()
