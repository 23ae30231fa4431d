"""What the store says of itself: id, party, training mark, which program wrote it, whether it is a backup
copy.
"""

from dataclasses import dataclass

from padan.adapters.store.driver import Connection

STORE_ID, PARTY, TRAINING = "store_id", "party", "training"
LAST_PROGRAM = "last_program"
BACKUP_MADE_AT = "backup_made_at"

_q_read_meta = "SELECT key, value FROM meta"
_q_put_meta = (
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_q_remove_meta = "DELETE FROM meta WHERE key = ?"


@dataclass(frozen=True)
class StoreIdentity:
    """The store's own id changes after a restore; party and training mark never do."""

    store_id: str
    party: str
    training: bool
    backup_made_at: str | None


def read(connection: Connection) -> StoreIdentity:
    """Return the identity; a store without one has no `meta` rows and raises KeyError."""
    found = dict(connection.execute(_q_read_meta).fetchall())
    return StoreIdentity(
        store_id=found[STORE_ID],
        party=found[PARTY],
        training=found[TRAINING] == "1",
        backup_made_at=found.get(BACKUP_MADE_AT),
    )


def put(connection: Connection, key: str, value: str) -> None:
    """Write one fact in the caller's transaction."""
    connection.execute(_q_put_meta, (key, value))


def remove(connection: Connection, key: str) -> None:
    """Take one fact away in the caller's transaction."""
    connection.execute(_q_remove_meta, (key,))
