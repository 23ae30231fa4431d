"""Turns an OSError into the EnvironmentFault that tells the officer what to do; decides nothing else."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def fault_of(error: OSError, path: Path) -> EnvironmentFault:
    """Return the fault for `error` met at `path`; the file's name is told, never its folder's content."""
    if error.errno in _FULL:
        return EnvironmentFault(codes.STORE_DISK_FULL, file=path.name)
    if error.errno in _READ_ONLY:
        return EnvironmentFault(codes.STORE_READ_ONLY, file=path.name)
    return EnvironmentFault(codes.STORE_IO, file=path.name, detail=error.strerror or type(error).__name__)


@contextmanager
def os_faults(path: Path) -> Iterator[None]:
    """Re-raise every OSError of the block as an EnvironmentFault about `path`."""
    try:
        yield
    except OSError as error:
        raise fault_of(error, path) from error
