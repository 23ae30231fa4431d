"""Officers in the store; their secrets are the vault's."""

from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row, marks, to_row
from padan.domain.officer import Officer

_columns = "id, login, name, nip, pangkat, jabatan, roles, public_key, active, added_at, added_by"
_q_add_officer = f"INSERT INTO officer ({_columns}) VALUES ({marks(11)})"
_q_update_officer = """
UPDATE officer SET login = ?2, name = ?3, nip = ?4, pangkat = ?5, jabatan = ?6, roles = ?7, public_key = ?8,
    active = ?9, added_at = ?10, added_by = ?11 WHERE id = ?1"""
_q_get_officer = f"SELECT {_columns} FROM officer WHERE id = ?"
_q_get_officer_by_login = f"SELECT {_columns} FROM officer WHERE login = ?"
_q_list_officers = f"SELECT {_columns} FROM officer ORDER BY id"


class OfficerRepository:
    """The port `Officers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, officer: Officer) -> None:
        self._connection.execute(_q_add_officer, to_row(officer))

    def update(self, officer: Officer) -> None:
        self._connection.execute(_q_update_officer, to_row(officer))

    def get(self, officer_id: str) -> Officer | None:
        row = self._connection.execute(_q_get_officer, (officer_id,)).fetchone()
        return from_row(Officer, row) if row else None

    def by_name(self, login: str) -> Officer | None:
        row = self._connection.execute(_q_get_officer_by_login, (login.strip(),)).fetchone()
        return from_row(Officer, row) if row else None

    def all(self) -> list[Officer]:
        return [from_row(Officer, row) for row in self._connection.execute(_q_list_officers)]
