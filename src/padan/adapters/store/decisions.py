"""Decisions of the review; they are taken back, never changed or deleted."""

from datetime import datetime

from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row, marks, to_row
from padan.common.clock import utc_text
from padan.domain.run import Decision

_columns = """id, agreement_id, run_id, row_a, row_b, fingerprint_a, fingerprint_b, party_a, party_b, verdict,
    reason, officer_id, at, undone_at, undone_by"""
_q_add_decision = f"INSERT INTO decision ({_columns}) VALUES ({marks(15)})"
_q_undo_decision = "UPDATE decision SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL"
_q_list_decisions = f"SELECT {_columns} FROM decision WHERE agreement_id = ? ORDER BY id"
_q_list_standing_decisions = f"""
SELECT {_columns} FROM decision WHERE agreement_id = ? AND undone_at IS NULL ORDER BY id"""


class DecisionRepository:
    """The port `Decisions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, decision: Decision) -> None:
        self._connection.execute(_q_add_decision, to_row(decision))

    def undo(self, decision_id: str, officer_id: str, at: datetime) -> None:
        self._connection.execute(_q_undo_decision, (utc_text(at), officer_id, decision_id))

    def standing(self, agreement_id: str) -> list[Decision]:
        rows = self._connection.execute(_q_list_standing_decisions, (agreement_id,))
        return [from_row(Decision, row) for row in rows]

    def all(self, agreement_id: str) -> list[Decision]:
        return [
            from_row(Decision, row) for row in self._connection.execute(_q_list_decisions, (agreement_id,))
        ]
