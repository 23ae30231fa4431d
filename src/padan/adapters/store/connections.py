"""One connection per thread, and a barrier that keeps every thread out while the file is exchanged.

SQLCipher's connections must not be shared between threads; with one each, a screen reads while an import
writes.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from padan.adapters.store.connection import open_existing
from padan.adapters.store.driver import Connection
from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault

_WAIT_SECONDS = 30.0


class _PerThread(threading.local):
    connection: Connection | None = None
    epoch: int = -1


class Connections:
    """The connections of one store file."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._local = _PerThread()
        self._gate = threading.Condition()
        self._units = 0
        self._barred = False
        self._epoch = 0
        self._open: list[Connection] = []

    def mine(self) -> Connection:
        """Return this thread's connection, opening it when needed."""
        if not self._key:
            raise Defect(codes.STORE_CLOSED)
        local = self._local
        if local.connection is None or local.epoch != self._epoch:
            local.connection = open_existing(self.path, self._key)
            local.epoch = self._epoch
            with self._gate:
                self._open.append(local.connection)
        return local.connection

    def enter(self) -> None:
        """Begin a unit of work: wait until nobody has the file exclusively."""
        with self._gate:
            if not self._gate.wait_for(lambda: not self._barred, _WAIT_SECONDS):
                raise EnvironmentFault(codes.STORE_BUSY, file=self.path.name, detail="exclusive")
            self._units += 1

    def leave(self) -> None:
        """End a unit of work."""
        with self._gate:
            self._units -= 1
            self._gate.notify_all()

    def discard_mine(self) -> None:
        """Close this thread's connection; the next unit opens a new one."""
        connection, self._local.connection = self._local.connection, None
        if connection is not None:
            with self._gate:
                self._open.remove(connection)
            connection.close()

    @contextmanager
    def exclusively(self) -> Iterator[Callable[[bytes], None]]:
        """Wait for all units, close all connections and keep new units out until the end of the block.

        Yields a function that takes the key which opens the file from now on.
        """
        with self._gate:
            if not self._gate.wait_for(lambda: not self._barred, _WAIT_SECONDS):
                raise EnvironmentFault(codes.STORE_BUSY, file=self.path.name, detail="exclusive")
            # Bar first, wait then: otherwise busy readers could keep us waiting for ever.
            self._barred = True
        try:
            with self._gate:
                if not self._gate.wait_for(lambda: not self._units, _WAIT_SECONDS):
                    raise EnvironmentFault(codes.STORE_BUSY, file=self.path.name, detail="unit")
            self._close_all()
            yield self._use_key
        finally:
            with self._gate:
                self._barred = False
                self._gate.notify_all()

    def close(self) -> None:
        """Close all connections and forget the key."""
        self._close_all()
        self._key = b""

    def _use_key(self, key: bytes) -> None:
        self._key = key

    def _close_all(self) -> None:
        with self._gate:
            self._epoch += 1
            leaving, self._open = self._open, []
        for connection in leaving:
            connection.close()
