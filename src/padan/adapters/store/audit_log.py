"""The audit log's rows; the chain itself is `padan.domain.audit`, and triggers refuse every change."""

from datetime import datetime

from padan.adapters.store import meta
from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row, marks, to_row
from padan.common.clock import utc_text
from padan.domain.audit import AuditAct, AuditEntry, Checkpoint, genesis, next_entry

_columns = "sequence, at, officer_id, action, subject, outcome, details, previous, hash"
_q_add_entry = f"INSERT INTO audit ({_columns}) VALUES ({marks(9)})"
_q_get_last_entry = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
_q_list_entries = f"SELECT {_columns} FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?"
_q_list_about = f"SELECT {_columns} FROM audit WHERE subject = ? ORDER BY sequence"
_q_add_witness = "INSERT OR IGNORE INTO audit_witness (size, hash, source, at) VALUES (?, ?, ?, ?)"
_q_list_witnesses = "SELECT size, hash, source FROM audit_witness ORDER BY size, source"


class AuditLogRepository:
    """The port `AuditLog`: append-only and hash-chained."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, at: datetime, act: AuditAct) -> AuditEntry:
        """Append one row in the caller's transaction and return it as it was hashed."""
        entry = next_entry(self.checkpoint(), at, act)
        self._connection.execute(_q_add_entry, to_row(entry))
        return entry

    def entries(self, after: int = 0, limit: int | None = None) -> list[AuditEntry]:
        rows = self._connection.execute(_q_list_entries, (after, -1 if limit is None else limit))
        return [from_row(AuditEntry, row) for row in rows]

    def about(self, subject: str) -> list[AuditEntry]:
        return [from_row(AuditEntry, row) for row in self._connection.execute(_q_list_about, (subject,))]

    def checkpoint(self) -> Checkpoint:
        row = self._connection.execute(_q_get_last_entry).fetchone()
        if row is None:
            return Checkpoint(0, genesis(meta.read(self._connection).store_id))
        return Checkpoint(row[0], row[1])

    def add_witness(self, checkpoint: Checkpoint, source: str, at: datetime) -> None:
        values = (checkpoint.size, checkpoint.hash, source, utc_text(at))
        self._connection.execute(_q_add_witness, values)

    def witnesses(self) -> list[tuple[Checkpoint, str]]:
        rows = self._connection.execute(_q_list_witnesses)
        return [(Checkpoint(size, digest), source) for size, digest, source in rows]
