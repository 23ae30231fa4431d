"""The port `Files`: reading and atomically writing an officer's own files; OSErrors arrive as
EnvironmentFaults.
"""

import hashlib
from pathlib import Path

from padan.adapters.files.atomic import write_atomically
from padan.adapters.files.faults import os_faults


class PlainFiles:
    """Files outside the workspace, named by the officer."""

    def read(self, path: str, limit: int) -> bytes:
        """Return at most `limit` + 1 bytes, so that the caller can tell a file that is too long."""
        with os_faults(Path(path)), open(path, "rb") as file:
            return file.read(limit + 1)

    def write(self, path: str, content: bytes) -> str:
        """Write atomically, return the SHA-256 in hex."""
        return write_atomically(Path(path), content)

    def digest(self, path: str) -> str:
        """Return the SHA-256 of the file in hex, in constant memory."""
        with os_faults(Path(path)), open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
