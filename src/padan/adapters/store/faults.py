"""Turns what SQLCipher reports into faults of the catalogue; decides nothing else."""

import shutil
from pathlib import Path

from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault, Fault

_PRIMARY = 0xFF
_FULL, _READ_ONLY, _IO, _CORRUPT, _CANNOT_OPEN, _NOT_A_DATABASE = 13, 8, 10, 11, 14, 26
_BUSY, _LOCKED = 5, 6
_LEAST_FREE = 64 * 1024
"""Less than the index of a WAL needs."""
_CODES = {
    _FULL: codes.STORE_DISK_FULL,
    _READ_ONLY: codes.STORE_READ_ONLY,
    _CANNOT_OPEN: codes.STORE_READ_ONLY,
    _IO: codes.STORE_IO,
    _CORRUPT: codes.STORE_DAMAGED,
    _NOT_A_DATABASE: codes.STORE_DAMAGED,
    _BUSY: codes.STORE_BUSY,
    _LOCKED: codes.STORE_BUSY,
}
# The backup interface raises without a code; these are SQLite's own fixed words.
_MESSAGES = {
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _READ_ONLY,
    "disk I/O error": _IO,
    "database disk image is malformed": _CORRUPT,
    "unable to open database file": _CANNOT_OPEN,
    "file is not a database": _NOT_A_DATABASE,
    "database is locked": _BUSY,
}


def code_of(error: BaseException) -> int:
    """Return SQLite's primary result code, 0 when there is none."""
    code = getattr(error, "sqlite_errorcode", None)
    return int(code) & _PRIMARY if code else _MESSAGES.get(str(error), 0)


def is_damage(error: BaseException) -> bool:
    """Tell whether the connection met a damaged page: it must be closed and not be used again."""
    return code_of(error) in (_CORRUPT, _NOT_A_DATABASE)


def fault_of(error: BaseException, file: str, folder: Path | None = None) -> Fault:
    """Return the fault for an error of SQLCipher met on `file`; with its folder, an input/output error on a
    full disk is told as the full disk it is.
    """
    code = code_of(error)
    if code == _IO and folder is not None and _is_full(folder):
        code = _FULL
    known = _CODES.get(code)
    detail = getattr(error, "sqlite_errorname", None) or type(error).__name__
    if known is None:
        return Defect(codes.STORE_CONSTRAINT, detail=detail)
    return EnvironmentFault(known, file=file, detail=detail)


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_FREE
    except OSError:
        return False
