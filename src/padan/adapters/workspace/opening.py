"""From keys to an open store: finishing what a crash left, migrating with a backup, greeting a restored
copy.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from padan import __version__
from padan.adapters.files.faults import os_faults
from padan.adapters.store import connection as store_connection
from padan.adapters.store import meta, migrator
from padan.adapters.store.driver import Connection, Error
from padan.adapters.store.faults import fault_of
from padan.adapters.store.page_check import damaged_pages
from padan.adapters.store.records import records_on
from padan.adapters.store.runs import FrameCache
from padan.adapters.store.store import Store
from padan.adapters.vault import document
from padan.adapters.vault.document import Vault
from padan.adapters.vault.keys import DataKeys, with_store_id
from padan.adapters.workspace import backup, rotation
from padan.adapters.workspace.places import BACKUPS, STORE, write_vault
from padan.common.clock import Clock, utc_text
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault, Fault
from padan.common.ids import new_id
from padan.common.progress import Cancel, no_progress
from padan.domain.audit import RESTORED_ACTION, AuditAct

_KEPT_MIGRATION_BACKUPS = 3


@dataclass(frozen=True, repr=False)
class Opened:
    """An open store with the vault and keys as they are after everything was put right."""

    store: Store
    vault: Vault
    data: DataKeys


def new_store(folder: Path, vault: Vault, key: bytes) -> Store:
    """Create the store of a workspace that is being made, with its identity on record."""
    connection = store_connection.create_new(folder / STORE, key)
    try:
        migrator.migrate(connection)
        connection.execute("BEGIN IMMEDIATE")
        meta.put(connection, meta.STORE_ID, vault.store_id)
        meta.put(connection, meta.PARTY, vault.party)
        meta.put(connection, meta.TRAINING, "1" if vault.training else "0")
        meta.put(connection, meta.LAST_PROGRAM, __version__)
        connection.execute("COMMIT")
    except Error as error:
        raise fault_of(error, STORE) from error
    finally:
        connection.close()
    return Store(folder / STORE, key)


def open_store(folder: Path, vault: Vault, data: DataKeys, officer_id: str, clock: Clock) -> Opened:
    """Open the store of an unlocked vault. EnvironmentFault STORE_* tells why it cannot be."""
    vault, data = rotation.resume(folder, vault, data)
    try:
        connection = store_connection.open_existing(folder / STORE, data.current)
    except EnvironmentFault as fault:
        raise _located(fault, folder / STORE, data.current) from fault
    try:
        _migrate(connection, folder, vault, data, clock.now())
        store_id = _greet_restored(connection, officer_id, clock.now())
    except Error as error:
        reason = store_connection.why_not_opened(error, folder / STORE, data.current)
        raise _located(reason, folder / STORE, data.current) from error
    finally:
        connection.close()
    if vault.store_id != store_id:
        vault = with_store_id(vault, data, store_id)
        write_vault(folder, vault)
    return Opened(Store(folder / STORE, data.current), vault, data)


def _located(fault: Fault, path: Path, key: bytes) -> Fault:
    """Add to a damaged store's fault which pages are hit, as far as the file can be read."""
    if fault.code != codes.STORE_DAMAGED:
        return fault
    with os_faults(path):
        pages = damaged_pages(path, key)
    shown = ", ".join(str(page) for page in pages[:10])
    return EnvironmentFault(
        codes.STORE_DAMAGED, file=path.name, detail=f"halaman {shown}" if shown else "bagian akhirnya hilang"
    )


def _migrate(connection: Connection, folder: Path, vault: Vault, data: DataKeys, now: datetime) -> None:
    def back_up_first(step: migrator.Migration) -> None:
        backups = folder / BACKUPS
        with os_faults(backups):
            backups.mkdir(exist_ok=True)
        name = f"sebelum-migrasi-{step.number:04d}-{new_id(now)}{backup.SUFFIX}"
        source = backup.BackupSource(connection, data.current, folder, document.encode(vault), utc_text(now))
        backup.make(source, backups / name, no_progress, Cancel())
        backup.keep_newest(backups, _KEPT_MIGRATION_BACKUPS)

    migrator.migrate(connection, back_up_first)
    if migrator.last_program(connection) != __version__:
        meta.put(connection, meta.LAST_PROGRAM, __version__)


def _greet_restored(connection: Connection, officer_id: str, now: datetime) -> str:
    """Return the store's id; a restored copy first gets a new one, in one transaction with the audit
    entry.
    """
    identity = meta.read(connection)
    if identity.backup_made_at is None:
        return identity.store_id
    fresh = new_id(now)
    connection.execute("BEGIN IMMEDIATE")
    details: dict[str, object] = {
        "old_store_id": identity.store_id,
        "new_store_id": fresh,
        "backup_made_at": identity.backup_made_at,
    }
    act = AuditAct(officer_id, RESTORED_ACTION, fresh, "ok", details)
    records_on(connection, FrameCache()).audit.append(now, act)
    meta.put(connection, meta.STORE_ID, fresh)
    meta.remove(connection, meta.BACKUP_MADE_AT)
    connection.execute("COMMIT")
    return fresh
