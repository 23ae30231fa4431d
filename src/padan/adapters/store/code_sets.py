"""Versions of code sets as a service told them; a version never changes."""

from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import columns_of, from_row, marks, to_row
from padan.domain.web.code_sets import CodeSet

_columns = columns_of(CodeSet)
_q_add = f"INSERT INTO code_set ({_columns}) VALUES ({marks(7)})"
_q_get = f"SELECT {_columns} FROM code_set WHERE id = ?"
_q_list = f"SELECT {_columns} FROM code_set WHERE ?1 IS NULL OR name = ?1 ORDER BY id"


class CodeSetRepository:
    """The port `CodeSets`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: CodeSet) -> None:
        self._connection.execute(_q_add, to_row(made))

    def get(self, set_id: str) -> CodeSet | None:
        row = self._connection.execute(_q_get, (set_id,)).fetchone()
        return from_row(CodeSet, row) if row else None

    def all(self, name: str | None = None) -> list[CodeSet]:
        return [from_row(CodeSet, row) for row in self._connection.execute(_q_list, (name,))]
