"""Sealed files as they came or left, in pieces, the papers they brought, and the names of packaged rows."""

from collections.abc import Iterable, Iterator
from itertools import islice

from padan.adapters.store.driver import Connection
from padan.domain.exchange.proposals import RowName

NAMES_IN_PIECE = 10_000
_q_add_piece = "INSERT INTO package_piece (package_id, piece, body) VALUES (?, ?, ?)"
_q_get_piece = "SELECT body FROM package_piece WHERE package_id = ? AND piece = ?"
_q_forget_pieces = "DELETE FROM package_piece WHERE package_id = ?"
_q_add_paper = "INSERT INTO package_paper (package_id, name, content) VALUES (?, ?, ?)"
_q_get_paper = "SELECT content FROM package_paper WHERE package_id = ? AND name = ?"
_q_list_papers = "SELECT name FROM package_paper WHERE package_id = ? ORDER BY name"
_q_add_names = "INSERT INTO row_name (snapshot_id, piece, first, last, body) VALUES (?, ?, ?, ?, ?)"
_q_next_piece = "SELECT coalesce(max(piece) + 1, 0) FROM row_name WHERE snapshot_id = ?"
_q_forget_names = "DELETE FROM row_name WHERE snapshot_id = ?"
_q_list_names = "SELECT body FROM row_name WHERE snapshot_id = ? ORDER BY piece"
_q_list_names_of = """
SELECT body FROM row_name WHERE snapshot_id = ? AND first <= ? AND last >= ? ORDER BY piece"""


class OriginalRepository:
    """The port `Originals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, package_id: str, pieces: Iterable[bytes]) -> None:
        rows = ((package_id, number, piece) for number, piece in enumerate(pieces))
        self._connection.executemany(_q_add_piece, rows)

    def pieces(self, package_id: str) -> Iterator[bytes]:
        number = 0
        while row := self._connection.execute(_q_get_piece, (package_id, number)).fetchone():
            yield bytes(row[0])
            number += 1

    def forget(self, package_id: str) -> None:
        self._connection.execute(_q_forget_pieces, (package_id,))

    def file_paper(self, package_id: str, name: str, content: bytes) -> None:
        self._connection.execute(_q_add_paper, (package_id, name, content))

    def paper(self, package_id: str, name: str) -> bytes | None:
        row = self._connection.execute(_q_get_paper, (package_id, name)).fetchone()
        return bytes(row[0]) if row else None

    def papers(self, package_id: str) -> list[str]:
        return [str(row[0]) for row in self._connection.execute(_q_list_papers, (package_id,))]


class RowNameRepository:
    """The port `RowNames`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, snapshot_id: str, names: Iterable[RowName]) -> None:
        stream = iter(names)
        piece = int(self._connection.execute(_q_next_piece, (snapshot_id,)).fetchone()[0])
        while batch := list(islice(stream, NAMES_IN_PIECE)):
            body = "\n".join(f"{one.row},{one.id_baris},{one.sidik_baris}" for one in batch).encode()
            self._connection.execute(_q_add_names, (snapshot_id, piece, batch[0].row, batch[-1].row, body))
            piece += 1

    def forget(self, snapshot_id: str) -> None:
        self._connection.execute(_q_forget_names, (snapshot_id,))

    def by_row(self, snapshot_id: str, rows: Iterable[int]) -> dict[int, RowName]:
        wanted = set(rows)
        if not wanted:
            return {}
        span = (snapshot_id, max(wanted), min(wanted))
        found = self._connection.execute(_q_list_names_of, span)
        return {one.row: one for (body,) in found for one in _names(body) if one.row in wanted}

    def by_id(self, snapshot_id: str, ids: Iterable[str]) -> dict[str, RowName]:
        wanted = set(ids)
        found = self._connection.execute(_q_list_names, (snapshot_id,))
        return {one.id_baris: one for (body,) in found for one in _names(body) if one.id_baris in wanted}


def _names(body: bytes) -> Iterator[RowName]:
    for line in bytes(body).decode().split("\n"):
        row, rest = line.split(",", 1)
        id_baris, sidik_baris = rest.rsplit(",", 1)  # a name may hold commas, a fingerprint does not
        yield RowName(int(row), id_baris, sidik_baris)
