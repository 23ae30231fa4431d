"""Packages of this office and packages that arrived, their signed steps, and messages waiting to leave."""

from collections.abc import Iterable

from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import columns_of, from_row, marks, settings_of, to_row
from padan.domain.exchange.incoming import PackageIn
from padan.domain.exchange.outgoing import OutMessage, PackageOut, PackageStep

_out_columns = columns_of(PackageOut)
_in_columns = columns_of(PackageIn)
_step_columns = columns_of(PackageStep)
_message_columns = columns_of(OutMessage)
_q_add_out = f"INSERT INTO package_out ({_out_columns}) VALUES ({marks(26)})"
_q_update_out = f"UPDATE package_out SET {settings_of(PackageOut)} WHERE id = ?"
_q_get_out = f"SELECT {_out_columns} FROM package_out WHERE id = ?"
_q_list_out = f"SELECT {_out_columns} FROM package_out WHERE ?1 IS NULL OR agreement_id = ?1 ORDER BY id"
_q_add_step = f"""
INSERT INTO package_out_step ({_step_columns}, number)
VALUES ({marks(7)}, (SELECT count(*) FROM package_out_step WHERE package_id = ?))"""
_q_list_steps = f"SELECT {_step_columns} FROM package_out_step WHERE package_id = ? ORDER BY number"
_q_add_message = f"INSERT OR IGNORE INTO out_message ({_message_columns}) VALUES ({marks(8)})"
_q_list_waiting = f"""
SELECT {_message_columns} FROM out_message
WHERE package_id = '' AND (?1 IS NULL OR agreement_id = ?1) ORDER BY id"""
_q_carry_message = "UPDATE out_message SET package_id = ? WHERE id = ? AND package_id = ''"
_q_add_in = f"INSERT INTO package_in ({_in_columns}) VALUES ({marks(24)})"
_q_update_in = f"UPDATE package_in SET {settings_of(PackageIn)} WHERE id = ?"
_q_get_in = f"SELECT {_in_columns} FROM package_in WHERE id = ?"
_q_list_in = f"SELECT {_in_columns} FROM package_in WHERE ?1 IS NULL OR agreement_id = ?1 ORDER BY id"


class PackageOutRepository:
    """The port `PackagesOut`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, package: PackageOut) -> None:
        self._connection.execute(_q_add_out, to_row(package))

    def update(self, package: PackageOut) -> None:
        self._connection.execute(_q_update_out, (*to_row(package)[1:], package.id))

    def get(self, package_id: str) -> PackageOut | None:
        row = self._connection.execute(_q_get_out, (package_id,)).fetchone()
        return from_row(PackageOut, row) if row else None

    def all(self, agreement_id: str | None = None) -> list[PackageOut]:
        return [from_row(PackageOut, row) for row in self._connection.execute(_q_list_out, (agreement_id,))]

    def add_step(self, step: PackageStep) -> None:
        self._connection.execute(_q_add_step, (*to_row(step), step.package_id))

    def steps(self, package_id: str) -> list[PackageStep]:
        return [from_row(PackageStep, row) for row in self._connection.execute(_q_list_steps, (package_id,))]

    def add_message(self, message: OutMessage) -> None:
        self._connection.execute(_q_add_message, to_row(message))

    def waiting(self, agreement_id: str | None = None) -> list[OutMessage]:
        rows = self._connection.execute(_q_list_waiting, (agreement_id,))
        return [from_row(OutMessage, row) for row in rows]

    def carried(self, message_ids: Iterable[str], package_id: str) -> None:
        self._connection.executemany(_q_carry_message, [(package_id, one) for one in message_ids])


class PackageInRepository:
    """The port `PackagesIn`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, package: PackageIn) -> None:
        self._connection.execute(_q_add_in, to_row(package))

    def update(self, package: PackageIn) -> None:
        self._connection.execute(_q_update_in, (*to_row(package)[1:], package.id))

    def get(self, package_id: str) -> PackageIn | None:
        row = self._connection.execute(_q_get_in, (package_id,)).fetchone()
        return from_row(PackageIn, row) if row else None

    def all(self, agreement_id: str | None = None) -> list[PackageIn]:
        return [from_row(PackageIn, row) for row in self._connection.execute(_q_list_in, (agreement_id,))]
