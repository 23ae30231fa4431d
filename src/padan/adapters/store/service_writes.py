"""Writes into a service; their rules are `padan.domain.web.writing`."""

from padan.adapters.store.codec import plain_of, to_json
from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import columns_of, from_row, marks, to_row
from padan.domain.web.writing import ServiceWrite

_columns = columns_of(ServiceWrite)
_q_add = f"INSERT INTO service_write ({_columns}) VALUES ({marks(26)})"
_q_add_paper = "INSERT INTO service_paper VALUES (?, ?)"
_q_get_paper = "SELECT content FROM service_paper WHERE write_id = ?"
_q_update = """
UPDATE service_write SET state = ?, approved_by = ?, approved_at = ?, public_key = ?, signature = ?,
    attempts = ?, sent_at = ?, made_id = ?, words = ?, paper_before = ?, paper_sent_at = ? WHERE id = ?"""
_q_get = f"SELECT {_columns} FROM service_write WHERE id = ?"
_q_list = f"""
SELECT {_columns} FROM service_write
WHERE (?1 IS NULL OR agreement_id = ?1) AND (?2 IS NULL OR correction_id = ?2) ORDER BY id"""


class ServiceWriteRepository:
    """The port `ServiceWrites`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, write: ServiceWrite, paper: bytes | None = None) -> None:
        self._connection.execute(_q_add, to_row(write))
        if paper is not None:
            self._connection.execute(_q_add_paper, (write.id, paper))

    def paper(self, write_id: str) -> bytes | None:
        row = self._connection.execute(_q_get_paper, (write_id,)).fetchone()
        return bytes(row[0]) if row else None

    def update(self, write: ServiceWrite) -> None:
        """Write what its journey changes; what was planned stays."""
        values = (
            write.state.value,
            write.approved_by,
            plain_of(write.approved_at),
            write.public_key,
            write.signature,
            write.attempts,
            plain_of(write.sent_at),
            write.made_id,
            write.words,
            to_json(write.paper_before),
            plain_of(write.paper_sent_at),
            write.id,
        )
        self._connection.execute(_q_update, values)

    def get(self, write_id: str) -> ServiceWrite | None:
        row = self._connection.execute(_q_get, (write_id,)).fetchone()
        return from_row(ServiceWrite, row) if row else None

    def all(self, agreement_id: str | None = None, correction_id: str | None = None) -> list[ServiceWrite]:
        rows = self._connection.execute(_q_list, (agreement_id, correction_id))
        return [from_row(ServiceWrite, row) for row in rows]
