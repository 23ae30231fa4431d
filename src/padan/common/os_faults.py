"""Turns what the operating system refused into an EnvironmentFault that says what to do; decides nothing
else.
"""

import errno
from pathlib import Path

from padan.common.codes import house as codes
from padan.common.errors import EnvironmentFault

_CODES = {
    errno.ENOSPC: codes.DISK_FULL,
    errno.EDQUOT: codes.DISK_FULL,
    errno.EFBIG: codes.DISK_FULL,
    errno.EROFS: codes.FOLDER_READ_ONLY,
    errno.ENOENT: codes.PATH_NOT_FOUND,
    errno.ENOTDIR: codes.PATH_NOT_FOUND,
    errno.EACCES: codes.PERMISSION_DENIED,
    errno.EPERM: codes.PERMISSION_DENIED,
}
_WINDOWS_DISK_FULL = (39, 112)
"""ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL: Windows often sets no errno of its own for them."""


def from_oserror(error: OSError, path: Path) -> EnvironmentFault:
    """Return the fault for `error` met at `path`: only the last part of the path is told, never the whole."""
    if getattr(error, "winerror", None) in _WINDOWS_DISK_FULL:
        return EnvironmentFault(codes.DISK_FULL, file=path.name)
    code = _CODES.get(error.errno or 0)
    if code is not None:
        return EnvironmentFault(code, file=path.name)
    reason = error.strerror or type(error).__name__
    return EnvironmentFault(codes.SYSTEM_REFUSED_FILE, file=path.name, reason=reason)
