"""Writes one snapshot part by part inside a transaction that is under way; nothing of it is kept in memory.

Chunks go to the store as soon as they are full. Until `finish` they belong to no snapshot, which the store
does not let a transaction end with.
"""

import json
from collections.abc import Iterable, Iterator

from padan.adapters.store import chunks
from padan.adapters.store.chunk_places import Place, row_of, sum_of
from padan.adapters.store.driver import Connection
from padan.adapters.store.person_index import PersonIndex
from padan.adapters.store.rows import marks, to_row
from padan.common.codes import store as codes
from padan.common.errors import Defect
from padan.domain.snapshot import SNAPSHOT_FIELDS, Snapshot, StoredProblem
from padan.matching.table import ROW, Table

_q_add_snapshot = f"""
INSERT INTO snapshot ({", ".join(SNAPSHOT_FIELDS)}, stored_columns, chunks_digest)
VALUES ({marks(len(SNAPSHOT_FIELDS) + 2)})"""
_q_add_chunk = f"""
INSERT INTO snapshot_chunk (snapshot_id, name, chunk, first, last, rows, digest, body)
VALUES ({marks(8)})"""
_q_forget_chunks = "DELETE FROM snapshot_chunk WHERE snapshot_id = ?"
_q_get_bodies = "SELECT body FROM snapshot_chunk WHERE snapshot_id = ? AND name = ? ORDER BY chunk"
_q_add_problem = f"""
INSERT INTO snapshot_problem (snapshot_id, number, row, sheet_row, name, code, refused, evidence)
VALUES ({marks(8)})"""


class SnapshotWriter:
    """The port of the same name."""

    def __init__(self, connection: Connection, snapshot_id: str) -> None:
        self._connection = connection
        self._id = snapshot_id
        self._begin()

    def _begin(self) -> None:
        self._waiting: list[Table] = []
        self._waiting_rows = 0
        self._columns: tuple[str, ...] = ()
        self._places: list[Place] = []
        self._numbers: dict[str, int] = {}
        self._last = -1
        self._people = PersonIndex(self._id)
        self.rows = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the parts, `_row` and `_sheet_row` included."""
        return self._columns

    def add(self, part: Table) -> None:
        """Take the next rows, in ascending order of `_row`."""
        self._columns = self._columns or tuple(part.columns)
        self._check_order(part)
        self._people.add(part)
        self.rows += part.height
        self._waiting.append(part)
        self._waiting_rows += part.height
        while self._waiting_rows >= chunks.CHUNK_ROWS:
            whole = chunks.joined(self._waiting)
            self._write_rows(whole.head(chunks.CHUNK_ROWS))
            rest = whole.slice(chunks.CHUNK_ROWS)
            self._waiting, self._waiting_rows = [rest], rest.height

    def keep(self, name: str, frame: Table, span: tuple[int, int] = (-1, -1)) -> None:
        """Keep a frame beside the columns, under a name that begins with `#`; the next one of that name."""
        number = self._numbers.get(name, 0)
        self._numbers[name] = number + 1
        self._insert([self._encoded(name, number, frame, span)])

    def restart(self) -> None:
        """Forget everything written so far."""
        self._connection.execute(_q_forget_chunks, (self._id,))
        self._begin()

    def column(self, name: str) -> Iterator[Table]:
        """Yield the chunks of a column written so far, each as a frame; ends the writing of rows."""
        self._flush()
        bodies = (body for (body,) in self._connection.execute(_q_get_bodies, (self._id, name)))
        yield from chunks.in_order(chunks.decode, bodies)

    def finish(self, snapshot: Snapshot, problems: Iterable[StoredProblem]) -> None:
        """Make the snapshot of what was written."""
        self._flush()
        layout = json.dumps(self._columns, ensure_ascii=False)
        values = (*to_row(snapshot), layout, sum_of(self._places))
        self._connection.execute(_q_add_snapshot, values)
        self._people.write(self._connection)
        rows = ((self._id, number, *to_row(one)) for number, one in enumerate(problems))
        self._connection.executemany(_q_add_problem, rows)

    def _check_order(self, part: Table) -> None:
        if not part.height:
            return
        import numpy as np

        numbers = part[ROW].to_numpy().astype(np.int64)
        if int(numbers[0]) <= self._last or bool((np.diff(numbers) <= 0).any()):
            raise Defect(codes.SNAPSHOT_UNORDERED, rows=self.rows + part.height)
        self._last = int(numbers[-1])

    def _flush(self) -> None:
        """Write what waits for a full chunk; a snapshot without rows is one empty chunk."""
        if self._waiting_rows or (self._waiting and not self.rows):
            self._write_rows(chunks.joined(self._waiting))
        self._waiting, self._waiting_rows = [], 0

    def _write_rows(self, frame: Table) -> None:
        number = self._numbers.get(ROW, 0)
        bounds = (int(frame[ROW][0]), int(frame[ROW][-1])) if frame.height else (-1, -1)
        self._numbers[ROW] = number + 1

        def encode(name: str) -> tuple[Place, bytes]:
            return self._encoded(name, number, frame.select(name), bounds)

        self._insert(chunks.in_order(encode, self._columns))

    def _encoded(self, name: str, number: int, frame: Table, bounds: tuple[int, int]) -> tuple[Place, bytes]:
        body = chunks.encode(frame)
        digest = chunks.digest_of((self._id, name, number, frame.height), body)
        return Place(name, number, *bounds, frame.height, digest), body

    def _insert(self, made: Iterable[tuple[Place, bytes]]) -> None:
        for place, body in made:
            self._connection.execute(_q_add_chunk, (self._id, *row_of(place), body))
            self._places.append(place)
