"""Column mappings, settings and drafts kept inside the encrypted store."""

from datetime import datetime

from padan.adapters.store.codec import from_json, to_json
from padan.adapters.store.driver import Connection
from padan.common.clock import utc_text

_q_get_mapping = "SELECT body FROM mapping WHERE signature = ?"
_q_put_mapping = """
INSERT INTO mapping (signature, body, officer_id, at) VALUES (?, ?, ?, ?) ON CONFLICT (signature)
DO UPDATE SET body = excluded.body, officer_id = excluded.officer_id, at = excluded.at"""
_q_get_preference = "SELECT value FROM preference WHERE key = ?"
_q_put_preference = """
INSERT INTO preference (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"""
_q_remove_preference = "DELETE FROM preference WHERE key = ?"
_q_list_preferences = "SELECT key, value FROM preference WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key"


class MappingRepository:
    """The port `Mappings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, signature: str) -> dict[str, str] | None:
        row = self._connection.execute(_q_get_mapping, (signature,)).fetchone()
        return from_json(dict[str, str], row[0]) if row else None

    def put(self, signature: str, mapping: dict[str, str], officer_id: str, at: datetime) -> None:
        self._connection.execute(_q_put_mapping, (signature, to_json(mapping), officer_id, utc_text(at)))


class PreferenceRepository:
    """The port `Preferences`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        row = self._connection.execute(_q_get_preference, (key,)).fetchone()
        return str(row[0]) if row else None

    def put(self, key: str, value: str) -> None:
        self._connection.execute(_q_put_preference, (key, value))

    def remove(self, key: str) -> None:
        self._connection.execute(_q_remove_preference, (key,))

    def all(self, prefix: str = "") -> dict[str, str]:
        return dict(self._connection.execute(_q_list_preferences, (prefix,)).fetchall())
