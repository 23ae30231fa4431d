"""Profiles and secrets of services as the office changed them, and enrichments call by call."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from padan.adapters.store.codec import plain_of
from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import columns_of, from_row, marks, settings_of, to_row
from padan.domain.web.enrichment import CallState, Enrichment, PersonCall
from padan.domain.web.service import Secrets

_enrichment_columns = columns_of(Enrichment)
_call_columns = columns_of(PersonCall)
_q_put_profile = f"INSERT OR REPLACE INTO service_profile VALUES ({marks(4)})"
_q_drop_profile = "DELETE FROM service_profile WHERE id = ?"
_q_list_profiles = "SELECT id, body FROM service_profile ORDER BY id"
_q_put_secrets = f"INSERT OR REPLACE INTO service_secret VALUES ({marks(5)})"
_q_get_secrets = f"SELECT {columns_of(Secrets)} FROM service_secret WHERE profile_id = ?"
_q_add = f"INSERT INTO enrichment ({_enrichment_columns}) VALUES ({marks(11)})"
_q_update = f"UPDATE enrichment SET {settings_of(Enrichment)} WHERE id = ?"
_q_get = f"SELECT {_enrichment_columns} FROM enrichment WHERE id = ?"
_q_list = (
    f"SELECT {_enrichment_columns} FROM enrichment WHERE ?1 IS NULL OR agreement_id = ?1 ORDER BY id DESC"
)
_q_add_call = f"INSERT INTO person_call ({_call_columns}) VALUES ({marks(10)})"
_q_settle_call = """
UPDATE person_call SET state = ?, attempts = attempts + ?, body = ?, digest = ?, words = ?, at = ?
WHERE enrichment_id = ? AND row = ? AND call = ?"""
_q_again = """
UPDATE person_call SET state = 'waiting', words = ''
WHERE enrichment_id = ? AND state = ?"""
_q_count = "SELECT state, count(*) FROM person_call WHERE enrichment_id = ? GROUP BY state"
_q_list_calls = f"""
SELECT {_call_columns} FROM person_call
WHERE enrichment_id = ?1 AND (?2 IS NULL OR state = ?2) ORDER BY row, call"""


class ServiceRepository:
    """The port `Services`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_profile(self, profile_id: str, body: str, at: datetime, by: str) -> None:
        self._connection.execute(_q_put_profile, (profile_id, body, plain_of(at), by))

    def drop_profile(self, profile_id: str) -> None:
        self._connection.execute(_q_drop_profile, (profile_id,))

    def profiles(self) -> dict[str, str]:
        return {str(row[0]): str(row[1]) for row in self._connection.execute(_q_list_profiles)}

    def put_secrets(self, profile_id: str, secrets: Secrets) -> None:
        self._connection.execute(_q_put_secrets, (profile_id, *to_row(secrets)))

    def secrets(self, profile_id: str) -> Secrets:
        row = self._connection.execute(_q_get_secrets, (profile_id,)).fetchone()
        return from_row(Secrets, row) if row else Secrets()


class EnrichmentRepository:
    """The port `Enrichments`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, enrichment: Enrichment, calls: Iterable[PersonCall]) -> None:
        self._connection.execute(_q_add, to_row(enrichment))
        self._connection.executemany(_q_add_call, (to_row(one) for one in calls))

    def update(self, enrichment: Enrichment) -> None:
        self._connection.execute(_q_update, (*to_row(enrichment)[1:], enrichment.id))

    def get(self, enrichment_id: str) -> Enrichment | None:
        row = self._connection.execute(_q_get, (enrichment_id,)).fetchone()
        return from_row(Enrichment, row) if row else None

    def all(self, agreement_id: str | None = None) -> list[Enrichment]:
        return [from_row(Enrichment, row) for row in self._connection.execute(_q_list, (agreement_id,))]

    def settle(self, calls: Iterable[PersonCall]) -> None:
        self._connection.executemany(
            _q_settle_call,
            (
                (*to_row(one)[4:9], plain_of(one.at), one.enrichment_id, one.row, plain_of(one.call))
                for one in calls
            ),
        )

    def again(self, enrichment_id: str, states: Sequence[CallState]) -> int:
        asked = [self._connection.execute(_q_again, (enrichment_id, plain_of(one))) for one in states]
        return sum(int(one.rowcount) for one in asked)

    def counts(self, enrichment_id: str) -> dict[CallState, int]:
        rows = self._connection.execute(_q_count, (enrichment_id,))
        return {CallState(row[0]): int(row[1]) for row in rows}

    def calls(self, enrichment_id: str, state: CallState | None = None) -> Iterator[PersonCall]:
        rows = self._connection.execute(_q_list_calls, (enrichment_id, plain_of(state)))
        return (from_row(PersonCall, row) for row in rows)
