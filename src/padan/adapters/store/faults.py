"""Turns what SQLCipher reports into faults of the catalogue; decides nothing else."""

from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault, Fault

_PRIMARY = 0xFF
_FULL, _READ_ONLY, _IO, _CORRUPT, _CANNOT_OPEN, _NOT_A_DATABASE = 13, 8, 10, 11, 14, 26
_BUSY, _LOCKED = 5, 6
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
# SQLite reports a disk that fills up in the middle of a write as an I/O error of writing.
_IO_WRITE = 778


def code_of(error: BaseException) -> int:
    """Return SQLite's extended result code, 0 when there is none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0)


def is_damage(error: BaseException) -> bool:
    """Tell whether the connection met a damaged page: it must be closed and not be used again."""
    return code_of(error) & _PRIMARY in (_CORRUPT, _NOT_A_DATABASE)


def fault_of(error: BaseException, file: str) -> Fault:
    """Return the fault for an error of SQLCipher met on `file`."""
    code = code_of(error)
    if code == _IO_WRITE:
        return EnvironmentFault(codes.STORE_DISK_FULL, file=file)
    known = _CODES.get(code & _PRIMARY)
    if known is None:
        return Defect(codes.STORE_CONSTRAINT, detail=getattr(error, "sqlite_errorname", type(error).__name__))
    return EnvironmentFault(known, file=file, detail=getattr(error, "sqlite_errorname", ""))
