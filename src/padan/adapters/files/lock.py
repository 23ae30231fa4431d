"""One instance per folder: a lock the operating system drops when its holder dies, and a note saying who
holds it.

The note is information for the next officer, never the lock itself: a stale note after a crash locks nobody
out.
"""

import errno
import json
import os
import socket
import sys
from pathlib import Path

from padan.adapters.files.faults import fault_of, os_faults
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault

_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EWOULDBLOCK)
"""What a held lock answers; a share that knows no locks answers otherwise."""
LOCK_NAME = "padan.lock"
_LOCKED_BYTE = 1 << 30
"""Windows locks are mandatory: a byte far behind the note is locked, so that the note stays readable."""


class FolderLock:
    """The lock on one folder, held from construction until `release`."""

    def __init__(self, folder: Path, program: str) -> None:
        """Take the lock, or raise EnvironmentFault WORKSPACE_IN_USE naming the holder."""
        self._path = folder / LOCK_NAME
        with os_faults(self._path):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            if error.errno not in _HELD:
                raise fault_of(error, self._path) from None
            raise EnvironmentFault(codes.WORKSPACE_IN_USE, **read_note(folder)) from None
        self._write_note(program)

    def release(self) -> None:
        """Let the lock go; calling it again is harmless. The file stays: deleting it would race with the next
        holder.
        """
        if self._handle < 0:
            return
        try:
            os.ftruncate(self._handle, 0)
        finally:
            os.close(self._handle)
            self._handle = -1

    def _write_note(self, program: str) -> None:
        note = {"program": program, "pid": os.getpid(), "host": socket.gethostname()}
        try:
            with os_faults(self._path):
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, json.dumps(note).encode())
        except BaseException:
            os.close(self._handle)
            self._handle = -1
            raise


def read_note(folder: Path) -> dict[str, object]:
    """Return program, pid and host of the holder as far as the note tells; question marks otherwise."""
    unknown: dict[str, object] = {"program": "?", "pid": "?", "host": "?"}
    try:
        untrusted = json.loads((folder / LOCK_NAME).read_bytes()[:4096])
    except (OSError, ValueError):
        return unknown
    if not isinstance(untrusted, dict):
        return unknown
    return {key: str(untrusted.get(key, "?"))[:80] for key in unknown}


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
