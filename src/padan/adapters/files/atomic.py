"""Writing a file so that after a crash either the old or the new content is there, whole; never anything
between.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from padan.adapters.files.faults import os_faults

PART = ".padan-part"
"""Ending of unfinished files: whatever carries it may be deleted at the next start."""


def write_atomically(path: Path, content: bytes) -> str:
    """Replace `path` by `content`; return the SHA-256 in hex. EnvironmentFault when the medium refuses."""
    write_with(path, lambda file: file.write(content))
    return hashlib.sha256(content).hexdigest()


def write_with(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write into a new file beside `path`, then put it in place of `path`; on any error nothing
    stays.
    """
    part = part_of(path)
    with os_faults(path):
        try:
            with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | _binary(), 0o600), "wb+") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def part_of(path: Path) -> Path:
    """Return a fresh name beside `path` for content that is not finished yet."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")


def put_in_place(part: Path, path: Path) -> None:
    """Rename `part` over `path` and make the rename durable; the content must have been synced before."""
    os.replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and deletions in `folder` durable; Windows does so by itself and offers no handle for
    it.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of `path` durable."""
    handle = os.open(path, os.O_RDWR | _binary())
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_parts(folder: Path) -> None:
    """Delete what a crash left unfinished in `folder` (the folder's lock must be held)."""
    with os_faults(folder):
        for leftover in folder.glob(f".*{PART}*"):
            leftover.unlink(missing_ok=True)


def _binary() -> int:
    return getattr(os, "O_BINARY", 0)
