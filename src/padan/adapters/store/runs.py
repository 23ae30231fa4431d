"""Runs and their result frames, kept as digest-checked blobs of up to 256k rows; a run never changes."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import fields

from padan.adapters.store import chunks
from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row, marks, to_row
from padan.domain.run import Run
from padan.matching.table import Table

_FRAME_ROWS = 262_144
_KEPT_FRAMES = 4

_columns = ", ".join(field.name for field in fields(Run))
_q_add_run = f"INSERT INTO run ({_columns}) VALUES ({marks(len(fields(Run)))})"
_q_get_run = f"SELECT {_columns} FROM run WHERE id = ?"
_q_list_runs = f"SELECT {_columns} FROM run WHERE ?1 IS NULL OR agreement_id = ?1 ORDER BY id"
_q_get_successor = f"SELECT {_columns} FROM run WHERE supersedes = ? ORDER BY id DESC LIMIT 1"
_q_add_chunk = "INSERT INTO run_chunk (run_id, name, chunk, chunks, digest, body) VALUES (?, ?, ?, ?, ?, ?)"
_q_list_chunks = """
SELECT chunk, chunks, digest, body FROM run_chunk WHERE run_id = ? AND name = ? ORDER BY chunk"""


class FrameCache:
    """The last few result frames: screens page through them, and a run never changes. Cleared when the store
    closes.
    """

    def __init__(self) -> None:
        self._frames: OrderedDict[tuple[str, str], Table] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Table | None:
        return self._frames.get(key)

    def put(self, key: tuple[str, str], frame: Table) -> None:
        self._frames[key] = frame
        while len(self._frames) > _KEPT_FRAMES:
            self._frames.popitem(last=False)

    def clear(self) -> None:
        self._frames.clear()


class RunRepository:
    """The port `Runs`."""

    def __init__(self, connection: Connection, cache: FrameCache) -> None:
        self._connection = connection
        self._cache = cache

    def add(self, run: Run, frames: dict[str, Table]) -> None:
        self._connection.execute(_q_add_run, to_row(run))
        for name, frame in frames.items():
            self._add_frame(run.id, name, frame)

    def get(self, run_id: str) -> Run | None:
        row = self._connection.execute(_q_get_run, (run_id,)).fetchone()
        return from_row(Run, row) if row else None

    def all(self, agreement_id: str | None = None) -> list[Run]:
        return [from_row(Run, row) for row in self._connection.execute(_q_list_runs, (agreement_id,))]

    def successor(self, run_id: str) -> Run | None:
        row = self._connection.execute(_q_get_successor, (run_id,)).fetchone()
        return from_row(Run, row) if row else None

    def frame(self, run_id: str, name: str) -> Table:
        """Return a whole frame, every blob checked; EnvironmentFault CHUNK_DAMAGED for a missing or changed
        one.
        """
        kept = self._cache.get((run_id, name))
        if kept is None:
            kept = chunks.joined(list(chunks.in_order(_read, self._bodies(run_id, name))))
            self._cache.put((run_id, name), kept)
        return kept

    def _add_frame(self, run_id: str, name: str, frame: Table) -> None:
        starts = range(0, max(frame.height, 1), _FRAME_ROWS)

        def encode(start: int) -> bytes:
            return chunks.encode(frame.slice(start, _FRAME_ROWS))

        for number, body in enumerate(chunks.in_order(encode, starts)):
            digest = chunks.digest_of((run_id, name, number, len(starts)), body)
            self._connection.execute(_q_add_chunk, (run_id, name, number, len(starts), digest, body))

    def _bodies(self, run_id: str, name: str) -> Iterable[tuple[tuple[object, ...], bytes, bytes]]:
        expected, number = 1, 0
        for chunk, expected, digest, body in self._connection.execute(_q_list_chunks, (run_id, name)):
            if chunk != number:
                break
            yield (run_id, name, chunk, expected), digest, body
            number += 1
        if number != expected:
            raise chunks.damaged((run_id, name, number))


def _read(part: tuple[tuple[object, ...], bytes, bytes]) -> Table:
    place, digest, body = part
    return chunks.checked(place, digest, body)
