"""Correction proposals; their journey's rules are `padan.domain.correction`."""

from collections.abc import Iterable

from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row, marks, to_row
from padan.common.clock import utc_text
from padan.domain.correction import Correction

_columns = """id, agreement_id, run_id, proposer, owner, target_row, target_fingerprint, source_row, nip,
    element, old_value, proposed_value, basis, reason, state, proposed_by, proposed_at, due, answer_reason,
    answered_at"""
_q_add_correction = f"INSERT INTO correction ({_columns}) VALUES ({marks(20)})"
_q_update_correction = """
UPDATE correction SET state = ?, reason = ?, due = ?, answer_reason = ?, answered_at = ? WHERE id = ?"""
_q_get_correction = f"SELECT {_columns} FROM correction WHERE id = ?"
_q_list_corrections = f"""
SELECT {_columns} FROM correction WHERE agreement_id = ?1 AND (?2 IS NULL OR run_id = ?2) ORDER BY id"""


class CorrectionRepository:
    """The port `Corrections`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, corrections: Iterable[Correction]) -> None:
        self._connection.executemany(_q_add_correction, (to_row(one) for one in corrections))

    def update(self, correction: Correction) -> None:
        """Write what its journey changes: state, reason, due date, answer; what was proposed stays."""
        values = (
            correction.state.value,
            correction.reason,
            None if correction.due is None else correction.due.isoformat(),
            correction.answer_reason,
            None if correction.answered_at is None else utc_text(correction.answered_at),
            correction.id,
        )
        self._connection.execute(_q_update_correction, values)

    def get(self, correction_id: str) -> Correction | None:
        row = self._connection.execute(_q_get_correction, (correction_id,)).fetchone()
        return from_row(Correction, row) if row else None

    def all(self, agreement_id: str, run_id: str | None = None) -> list[Correction]:
        rows = self._connection.execute(_q_list_corrections, (agreement_id, run_id))
        return [from_row(Correction, row) for row in rows]
