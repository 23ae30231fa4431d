"""Immutable snapshots: provenance as a row, columns as digest-checked chunks beside a person index.

One Arrow blob per column and 64k rows (matching.md: 1.8 s a million rows, against 9.5 s as table rows); a
query reads only the columns and chunks it needs. The chunks' digests are summed up in the snapshot's own row,
which triggers keep from changing, so a missing, swapped, exchanged or foreign chunk is named instead of read.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from padan.adapters.store import chunks, person_index
from padan.adapters.store.chunk_places import Layout, Place, sum_of
from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row
from padan.adapters.store.snapshot_writing import SnapshotWriter
from padan.domain.snapshot import SNAPSHOT_FIELDS, Snapshot, StoredProblem
from padan.matching.table import ROW, Places, Table

_columns = ", ".join(SNAPSHOT_FIELDS)
_q_get_snapshot = f"SELECT {_columns} FROM snapshot WHERE id = ?"
_q_list_snapshots = f"SELECT {_columns} FROM snapshot WHERE ?1 IS NULL OR agreement_id = ?1 ORDER BY id"
_q_get_layout = "SELECT stored_columns, chunks_digest FROM snapshot WHERE id = ?"
_q_set_quality = "UPDATE snapshot SET quality = ? WHERE id = ?"
_q_list_chunks = """
SELECT name, chunk, first, last, rows, digest FROM snapshot_chunk WHERE snapshot_id = ?
ORDER BY name, chunk"""
_q_get_column = """
SELECT chunk, rows, digest, body FROM snapshot_chunk WHERE snapshot_id = ? AND name = ? ORDER BY chunk"""
_q_get_body = "SELECT digest, body FROM snapshot_chunk WHERE snapshot_id = ? AND name = ? AND chunk = ?"
_q_list_problems = """
SELECT row, sheet_row, name, code, refused, evidence FROM snapshot_problem
WHERE snapshot_id = ? ORDER BY number LIMIT ?"""
_q_drop = (
    "DELETE FROM snapshot_chunk WHERE snapshot_id = ?",
    "DELETE FROM snapshot_person WHERE snapshot_id = ?",
    "DELETE FROM snapshot_problem WHERE snapshot_id = ?",
    "DELETE FROM snapshot WHERE id = ?",
)


class SnapshotRepository:
    """The port `Snapshots`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, snapshot: Snapshot, table: Table, problems: Iterable[StoredProblem]) -> None:
        """Store a snapshot once; `table` must be in ascending order of `_row` (it is, as intake numbers
        rows).
        """
        writer = self.writer(snapshot.id)
        writer.add(table)
        writer.finish(snapshot, problems)

    def writer(self, snapshot_id: str) -> SnapshotWriter:
        """Return a writer for a snapshot that comes in parts."""
        return SnapshotWriter(self._connection, snapshot_id)

    def drop(self, snapshot_id: str) -> None:
        """Remove a snapshot with everything that was kept of it. A run that used it forbids that
        (Defect STORE_CONSTRAINT).
        """
        for query in _q_drop:
            self._connection.execute(query, (snapshot_id,))

    def get(self, snapshot_id: str) -> Snapshot | None:
        row = self._connection.execute(_q_get_snapshot, (snapshot_id,)).fetchone()
        return from_row(Snapshot, row) if row else None

    def all(self, agreement_id: str | None = None) -> list[Snapshot]:
        rows = self._connection.execute(_q_list_snapshots, (agreement_id,))
        return [from_row(Snapshot, row) for row in rows]

    def load(self, snapshot_id: str, columns: Sequence[str] | None = None) -> Table:
        """Return the table, or `_row` and the named columns that it has, every chunk checked."""
        import polars as pl

        layout = _layout(self._connection, snapshot_id)
        wanted = layout.columns if columns is None else _with_row(layout.columns, columns)
        whole = [chunks.joined(list(self._parts(snapshot_id, name, layout))) for name in wanted]
        return pl.concat(whole, how="horizontal")

    def column(self, snapshot_id: str, name: str, places: Places | None = None) -> Table:
        """Return one column, or the values at ascending places (0 is the first row), every chunk checked."""
        layout = _layout(self._connection, snapshot_id)
        return chunks.joined(list(self._parts(snapshot_id, name, layout, places)))

    def part(self, snapshot_id: str, columns: Sequence[str], number: int) -> Table | None:
        """Return the `number`-th part of `_row` and the named columns that it has; None behind the last."""
        import polars as pl

        layout = _layout(self._connection, snapshot_id)
        if number >= len(layout.chunks[ROW]):
            return None
        wanted = _with_row(layout.columns, columns)
        parts = [_body(self._connection, snapshot_id, layout.chunks[name][number]) for name in wanted]
        return pl.concat(parts, how="horizontal")

    def rows(self, snapshot_id: str, row_numbers: Sequence[int]) -> list[dict[str, str | None]]:
        """Return the named rows as dicts with `_row`, in the order asked; unknown numbers are left out."""
        import polars as pl

        layout = _layout(self._connection, snapshot_id)
        wanted = set(row_numbers)
        found: dict[int, dict[str, str | None]] = {}
        for place in layout.chunks[ROW]:
            near = [row for row in wanted if place.first <= row <= place.last]
            if not near:
                continue
            numbers = _body(self._connection, snapshot_id, layout.chunks[ROW][place.number])
            positions = numbers.with_row_index("at").filter(pl.col(ROW).is_in(near))["at"].to_list()
            parts = [
                _body(self._connection, snapshot_id, layout.chunks[name][place.number])[positions]
                for name in layout.columns
            ]
            found |= {row[ROW]: row for row in pl.concat(parts, how="horizontal").to_dicts()}
        return [found[row] for row in row_numbers if row in found]

    def beside(self, snapshot_id: str, name: str, numbers: Sequence[int] | None = None) -> list[Table]:
        """Return the frames kept beside the columns under a name (`#…`), in order; none for an older
        snapshot. With numbers those whose span holds any.
        """
        layout = _layout(self._connection, snapshot_id)
        if numbers is not None:
            wanted = [one for one in layout.chunks.get(name, []) if one.holds_any(sorted(numbers))]
            return [_body(self._connection, snapshot_id, one) for one in wanted]
        return list(self._parts(snapshot_id, name, layout)) if name in layout.chunks else []

    def find_nip(self, snapshot_id: str, nip: str) -> list[int]:
        """Return the row numbers of a NIP, NIP lama or NIK, ascending; separators and spaces do not
        matter.
        """
        return person_index.find(self._connection, snapshot_id, nip)

    def problems(self, snapshot_id: str, limit: int = 1000) -> list[StoredProblem]:
        rows = self._connection.execute(_q_list_problems, (snapshot_id, limit))
        return [from_row(StoredProblem, row) for row in rows]

    def set_quality(self, snapshot_id: str, quality: dict[str, object]) -> None:
        text = json.dumps(quality, ensure_ascii=False, sort_keys=True)
        self._connection.execute(_q_set_quality, (text, snapshot_id))

    def _parts(
        self, snapshot_id: str, name: str, layout: Layout, places: Places | None = None
    ) -> Iterator[Table]:
        def parts() -> Iterator[tuple[Place, bytes, Places | None]]:
            begin = 0
            cursor = self._connection.execute(_q_get_column, (snapshot_id, name))
            for place, (number, rows, digest, body) in zip(layout.chunks[name], cursor, strict=True):
                if (number, rows, bytes(digest)) != (place.number, place.rows, place.digest):
                    raise chunks.damaged((snapshot_id, name, number))
                yield place, body, _within(places, begin, begin + rows)
                begin += rows

        def read(part: tuple[Place, bytes, Places | None]) -> Table:
            place, body, some = part
            return chunks.checked((snapshot_id, name, place.number, place.rows), place.digest, body, some)

        return chunks.in_order(read, parts())


def _body(connection: Connection, snapshot_id: str, place: Place) -> Table:
    key = (snapshot_id, place.name, place.number)
    row = connection.execute(_q_get_body, key).fetchone()
    if row is None:
        raise chunks.damaged(key)
    return chunks.checked((*key, place.rows), place.digest, row[1])


def _within(places: Places | None, begin: int, end: int) -> Places | None:
    """Return the ascending places from `begin` to before `end`, counted from `begin`."""
    if places is None:
        return None
    first, last = places.searchsorted([begin, end]).tolist()
    return places[first:last] - begin


def _with_row(stored: Sequence[str], asked: Sequence[str]) -> list[str]:
    return [ROW, *(name for name in asked if name in stored and name != ROW)]


def _layout(connection: Connection, snapshot_id: str) -> Layout:
    row = connection.execute(_q_get_layout, (snapshot_id,)).fetchone()
    if row is None:
        raise chunks.damaged((snapshot_id,))
    columns = tuple(json.loads(row[0]))
    found: dict[str, list[Place]] = {name: [] for name in columns}
    for values in connection.execute(_q_list_chunks, (snapshot_id,)):
        chunk = Place(*values)
        found.setdefault(chunk.name, []).append(chunk)
    if sum_of([one for name in sorted(found) for one in found[name]]) != row[1]:
        raise chunks.damaged((snapshot_id, "digests"))
    return Layout(columns, found)
