"""Keys between agencies: this agency's own pairs with their secrets, the other agencies' cards and steps."""

from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import columns_of, from_row, marks, to_row
from padan.common.clock import utc_text
from padan.domain.exchange.trust import KeyStep, OwnKey, PartnerKey

_own_columns = columns_of(OwnKey)
_partner_columns = columns_of(PartnerKey)
_step_columns = columns_of(KeyStep)
_q_add_own = f"INSERT INTO agency_key ({_own_columns}) VALUES ({marks(9)})"
_q_retire_own = "UPDATE agency_key SET retired_at = ? WHERE id = ?"
_q_list_own = f"SELECT {_own_columns} FROM agency_key ORDER BY made_at, id"
_q_add_partner = f"INSERT INTO partner_key ({_partner_columns}) VALUES ({marks(13)})"
_q_update_partner = """
UPDATE partner_key SET state = ?, trusted_at = ?, rolled_at = ?, revoked_at = ?, reason = ? WHERE id = ?"""
_q_get_partner = f"SELECT {_partner_columns} FROM partner_key WHERE id = ?"
_q_list_partners = f"""
SELECT {_partner_columns} FROM partner_key WHERE ?1 IS NULL OR party = ?1 ORDER BY party, number, id"""
_q_add_step = f"""
INSERT INTO partner_key_step ({_step_columns}, number)
VALUES ({marks(6)}, (SELECT count(*) FROM partner_key_step WHERE key_id = ?))"""
_q_list_steps = f"SELECT {_step_columns} FROM partner_key_step WHERE key_id = ? ORDER BY number"


class AgencyKeyRepository:
    """The port `AgencyKeys`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, key: OwnKey) -> None:
        self._connection.execute(_q_add_own, to_row(key))

    def update(self, key: OwnKey) -> None:
        retired = None if key.retired_at is None else utc_text(key.retired_at)
        self._connection.execute(_q_retire_own, (retired, key.id))

    def all(self) -> list[OwnKey]:
        return [from_row(OwnKey, row) for row in self._connection.execute(_q_list_own)]


class PartnerKeyRepository:
    """The port `PartnerKeys`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, key: PartnerKey) -> None:
        self._connection.execute(_q_add_partner, to_row(key))

    def update(self, key: PartnerKey) -> None:
        moments = [
            None if one is None else utc_text(one) for one in (key.trusted_at, key.rolled_at, key.revoked_at)
        ]
        self._connection.execute(_q_update_partner, (key.state.value, *moments, key.reason, key.id))

    def get(self, key_id: str) -> PartnerKey | None:
        row = self._connection.execute(_q_get_partner, (key_id,)).fetchone()
        return from_row(PartnerKey, row) if row else None

    def all(self, party: str | None = None) -> list[PartnerKey]:
        return [from_row(PartnerKey, row) for row in self._connection.execute(_q_list_partners, (party,))]

    def add_step(self, step: KeyStep) -> None:
        self._connection.execute(_q_add_step, (*to_row(step), step.key_id))

    def steps(self, key_id: str) -> list[KeyStep]:
        return [from_row(KeyStep, row) for row in self._connection.execute(_q_list_steps, (key_id,))]
