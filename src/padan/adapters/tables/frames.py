"""Writes plain result frames (numbers and codes, no register text) as Parquet or CSV, atomically; reads
nothing.
"""

import contextlib
import os
import secrets
import shutil
from pathlib import Path

import polars as pl

from padan.common.codes.files import FILE_NOT_WRITTEN
from padan.common.errors import EnvironmentFault

_LEAST_FREE = 64 * 1024


def write_frame(table: pl.DataFrame, target: Path) -> None:
    """Write `table` to `target`, Parquet or CSV (UTF-8, comma, LF) by its suffix, whole or not at all.

    Errors: EnvironmentFault when the disk refuses; then the old file, if any, is still there.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            if target.suffix.lower() == ".parquet":
                table.write_parquet(file)
            else:
                table.write_csv(file, line_terminator="\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = getattr(error, "strerror", None) or _reason(target.parent)
        raise EnvironmentFault(FILE_NOT_WRITTEN, file=target.name, reason=reason) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _reason(folder: Path) -> str:
    """Polars tells no reason of the system's: a full disk is the likely one, and can be seen."""
    try:
        full = shutil.disk_usage(folder).free < _LEAST_FREE
    except OSError:
        full = False
    return "ruang disk habis" if full else "penulisan terhenti"
