"""The open store: transactions as units of work (the ports `OpenStore`, `UnitOfWork`, `Reading`).

A writing unit is BEGIN IMMEDIATE … COMMIT; an exception rolls everything back, the audit row included. A
connection that met a damaged page is closed at once and never used again.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from padan.adapters.store import meta
from padan.adapters.store.connections import Connections
from padan.adapters.store.driver import Error
from padan.adapters.store.faults import fault_of, is_damage
from padan.adapters.store.records import StoreRecords, records_on
from padan.adapters.store.runs import FrameCache
from padan.common.codes import store as codes
from padan.common.errors import Defect


class _Unit(threading.local):
    under_way: bool = False
    writing: bool = False


class Store:
    """One unlocked store; the key is forgotten at `close`."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open `path`, whose schema must be up to date. EnvironmentFault when it cannot be opened."""
        self.connections = Connections(path, key)
        self._frames = FrameCache()
        self._unit = _Unit()
        self._after_commit: list[Callable[[], None]] = []
        self._on_close: list[Callable[[], None]] = []
        self._closed = False
        with self.reading():
            self.identity = meta.read(self.connections.mine())

    @property
    def store_id(self) -> str:
        return self.identity.store_id

    @property
    def training(self) -> bool:
        return self.identity.training

    @property
    def party(self) -> str:
        return self.identity.party

    def __enter__(self) -> StoreRecords:
        """Begin a writing unit; units do not nest."""
        if self._unit.under_way:
            raise Defect(codes.STORE_NESTED)
        return self._begin(writing=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(error)

    @contextmanager
    def reading(self) -> Iterator[StoreRecords]:
        """Read one consistent state; inside another unit of the same thread it shares that unit's state."""
        if self._unit.under_way:
            yield records_on(self.connections.mine(), self._frames)
            return
        records = self._begin(writing=False)
        try:
            yield records
        except BaseException as error:
            self._end(error)
            raise
        self._end(None)

    def after_next_commit(self, call: Callable[[], None]) -> None:
        """Let `call` run once, after the next writing unit was committed, or at closing if there is none."""
        self._after_commit.append(call)

    def release_space(self) -> None:
        """Cut free pages off the file; a store made before this was possible keeps them for what comes."""
        self.connections.enter()
        try:
            connection = self.connections.mine()
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("PRAGMA incremental_vacuum").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except Error as error:
            path = self.connections.path
            raise fault_of(error, path.name, path.parent) from error
        finally:
            self.connections.leave()

    def on_close(self, call: Callable[[], None]) -> None:
        """Let `call` run when the store closes, last given first."""
        self._on_close.append(call)

    def close(self) -> None:
        """Close everything; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            _run(self._after_commit)
        finally:
            self.connections.close()
            self._frames.clear()
            _run(self._on_close)

    def _begin(self, writing: bool) -> StoreRecords:
        self.connections.enter()
        try:
            connection = self.connections.mine()
        except BaseException:
            self.connections.leave()
            raise
        try:
            connection.execute(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
            connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        except BaseException as error:
            self._give_up(error)
            raise
        self._unit.under_way = True
        self._unit.writing = writing
        return records_on(connection, self._frames)

    def _end(self, error: BaseException | None) -> None:
        self._unit.under_way = False
        if error is not None:
            self._give_up(error)
            return
        try:
            self.connections.mine().execute("COMMIT")
        except Error as failed:
            self._give_up(failed)
        self.connections.leave()
        if self._unit.writing:
            _run(self._after_commit)

    def _give_up(self, error: BaseException) -> None:
        """Roll back and leave; raise the fault when SQLCipher failed, return when the error is the caller's
        own.
        """
        try:
            self._roll_back(error)
        finally:
            self.connections.leave()
        if isinstance(error, Error):
            path = self.connections.path
            raise fault_of(error, path.name, path.parent) from error

    def _roll_back(self, error: BaseException) -> None:
        """When even the rollback fails the connection goes: without a commit record the WAL means nothing."""
        broken = is_damage(error)
        try:
            connection = self.connections.mine()
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except Error:
            broken = True
        if broken:
            self.connections.discard_mine()


def _run(calls: list[Callable[[], None]]) -> None:
    while calls:
        calls.pop()()
