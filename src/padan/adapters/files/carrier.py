"""The port `Carrier`: sealed packages on the disk and on media; everything it touches is encrypted."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from padan.adapters.files.atomic import write_with
from padan.adapters.files.faults import os_faults
from padan.common.codes import handover as codes
from padan.common.errors import EnvironmentFault

PIECE_BYTES = 1024 * 1024
_LEEWAY = 4 * PIECE_BYTES
_LISTED = 200


class FileCarrier:
    """Writes and reads back; knows nothing of what is in a package."""

    @contextmanager
    def workbench(self) -> Iterator[str]:
        """Lend a private folder for sealed files, which goes with all in it."""
        with tempfile.TemporaryDirectory(prefix="padan-paket-") as folder:
            yield folder

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield a file in pieces of at most a mebibyte."""
        with os_faults(Path(path)), open(path, "rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece

    def sealed(self, folder: str) -> list[tuple[str, int]]:
        """Return the sealed files in a folder with their sizes, newest first; none of a missing folder."""
        try:
            found = [(one, one.stat()) for one in Path(folder).glob("*.age") if one.is_file()]
        except OSError:  # the stick was pulled out
            return []
        found.sort(key=lambda pair: pair[1].st_mtime, reverse=True)
        return [(str(one), stat.st_size) for one, stat in found[:_LISTED]]

    def gather(self, pieces: Iterable[bytes], path: str) -> None:
        """Write pieces to a file of our own."""
        write_with(Path(path), lambda file: file.writelines(pieces))

    def preflight(self, folder: str, size: int) -> None:
        """Raise EnvironmentFault unless `size` bytes can be written to `folder`."""
        place = Path(folder)
        if not place.is_dir():
            raise EnvironmentFault(codes.MEDIUM_UNUSABLE, folder=place.name or folder, why="tidak ditemukan")
        if not os.access(place, os.W_OK):
            raise EnvironmentFault(codes.MEDIUM_UNUSABLE, folder=place.name, why="tidak dapat ditulisi")
        with os_faults(place):
            free = shutil.disk_usage(place).free
        if free < size + _LEEWAY:
            raise EnvironmentFault(codes.MEDIUM_TOO_SMALL, folder=place.name, needed=size, free=free)

    def carry(self, pieces: Iterable[bytes], folder: str, name: str) -> str:
        """Write atomically, flush, read back; return the SHA-256 of what was read."""
        target = Path(folder) / name
        write_with(target, lambda file: file.writelines(pieces))
        with os_faults(target), open(target, "rb") as file:
            _drop_cache(file.fileno())
            return hashlib.file_digest(file, "sha256").hexdigest()


def _drop_cache(handle: int) -> None:
    """Ask that reading back asks the medium, not the memory, where the system knows how."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        advise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
