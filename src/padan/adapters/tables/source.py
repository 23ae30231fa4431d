"""Reads a file once in blocks, hashing on the way; turns every error of the disk into an EnvironmentFault."""

import hashlib
import os
import stat
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from padan.common.codes.files import FILE_CHANGED, FILE_NOT_FOUND, FILE_UNREADABLE
from padan.common.errors import EnvironmentFault
from padan.domain.intake import TextStream

HEAD_BYTES = 64 * 1024
BLOCK_BYTES = 4 * 1024 * 1024
_SMALL = 1024 * 1024


class Source:
    """An open file: its name for messages, its size, its first bytes, its blocks, and at the end its SHA-256.

    Plain reads, no memory map: a file cut short or a stick pulled out while reading must not kill the
    process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.size = 0
        self._hash = hashlib.sha256()
        self._pool: ThreadPoolExecutor | None = None
        self._hashing: Future[None] | None = None

    def __enter__(self) -> Self:
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise EnvironmentFault(FILE_UNREADABLE, file=self.name, reason="bukan berkas biasa")
            self._file: BinaryIO = self.path.open("rb")
            self.size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise self._fault(error) from None
        if self.size > _SMALL:
            self._pool = ThreadPoolExecutor(1, "padan-hash")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        self._file.close()

    def head(self) -> bytes:
        """Return the first bytes without moving on."""
        try:
            head = self._file.read(HEAD_BYTES)
            self._file.seek(0)
        except OSError as error:
            raise self._fault(error) from None
        return head

    def blocks(self) -> Iterator[bytes]:
        """Yield the whole file in blocks."""
        seen = 0
        while True:
            block = self._read(BLOCK_BYTES)
            if not block:
                break
            seen += len(block)
            self._update(block)
            yield block
        if seen != self.size:
            raise EnvironmentFault(FILE_CHANGED, file=self.name)

    def content(self) -> bytes:
        """Return the whole file."""
        content = self._read(-1)
        self._update(content)
        if len(content) != self.size:
            raise EnvironmentFault(FILE_CHANGED, file=self.name)
        return content

    def sha256(self) -> str:
        """Return the digest of everything read, in lower-case hex."""
        if self._hashing is not None:
            self._hashing.result()
        return self._hash.hexdigest()

    def _update(self, block: bytes) -> None:
        if self._pool is None:
            self._hash.update(block)
            return
        if self._hashing is not None:
            self._hashing.result()
        self._hashing = self._pool.submit(self._hash.update, block)

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            raise self._fault(error) from None

    def _fault(self, error: OSError) -> EnvironmentFault:
        if isinstance(error, FileNotFoundError):
            return EnvironmentFault(FILE_NOT_FOUND, file=self.name)
        reason = error.strerror or type(error).__name__
        return EnvironmentFault(FILE_UNREADABLE, file=self.name, reason=reason)


class StreamSource(Source):
    """A text that comes from elsewhere, never from the disk; its size is a guess, its digest is not."""

    def __init__(self, stream: TextStream) -> None:
        super().__init__(Path(stream.name))
        self._stream = stream
        self.size = stream.size

    def __enter__(self) -> Self:
        self._blocks = self._stream.blocks()
        self._first = next(self._blocks, b"")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        close = getattr(self._blocks, "close", None)
        if close is not None:
            close()

    def head(self) -> bytes:
        return self._first[:HEAD_BYTES]

    def blocks(self) -> Iterator[bytes]:
        first, self._first = self._first, b""
        for block in chain((first,), self._blocks):
            self._update(block)
            yield block

    def content(self) -> bytes:
        return b"".join(self.blocks())


def source_of(named: Path | TextStream) -> Source:
    """Return the source of a file or of a stream."""
    return StreamSource(named) if isinstance(named, TextStream) else Source(named)
