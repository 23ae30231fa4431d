"""Agreements as data and their recorded addenda; the rules of terms are the domain's."""

from dataclasses import replace
from datetime import datetime

from padan.adapters.store.codec import from_json, to_json
from padan.adapters.store.driver import Connection
from padan.common.clock import utc_text
from padan.domain.agreement import Addendum, Agreement

_q_put_agreement = """
INSERT INTO agreement (id, body, source) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET body = excluded.body, source = excluded.source"""
_q_get_agreement = "SELECT body FROM agreement WHERE id = ?"
_q_list_agreements = "SELECT id FROM agreement ORDER BY id"
_q_add_addendum = "INSERT INTO addendum (agreement_id, number, body, officer_id, at) VALUES (?, ?, ?, ?, ?)"
_q_list_addenda = "SELECT body FROM addendum WHERE agreement_id = ? ORDER BY at, number"


class AgreementRepository:
    """The port `Agreements`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, agreement: Agreement, source: str) -> None:
        """Add or replace the agreement's own text; addenda recorded by officers stay beside it."""
        self._connection.execute(_q_put_agreement, (agreement.id, to_json(agreement), source))

    def get(self, agreement_id: str) -> Agreement | None:
        row = self._connection.execute(_q_get_agreement, (agreement_id,)).fetchone()
        if row is None:
            return None
        agreement = from_json(Agreement, row[0])
        shipped = {addendum.number for addendum in agreement.addenda}
        recorded = [one for one in self._addenda(agreement_id) if one.number not in shipped]
        return replace(agreement, addenda=(*agreement.addenda, *recorded))

    def all(self) -> list[Agreement]:
        ids = [row[0] for row in self._connection.execute(_q_list_agreements)]
        return [found for one in ids if (found := self.get(one)) is not None]

    def add_addendum(self, agreement_id: str, addendum: Addendum, officer_id: str, at: datetime) -> None:
        values = (agreement_id, addendum.number, to_json(addendum), officer_id, utc_text(at))
        self._connection.execute(_q_add_addendum, values)

    def _addenda(self, agreement_id: str) -> list[Addendum]:
        rows = self._connection.execute(_q_list_addenda, (agreement_id,))
        return [from_json(Addendum, body) for (body,) in rows]
