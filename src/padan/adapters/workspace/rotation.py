"""Giving the store a new data key, so that a `kill -9` between any two steps loses nothing.

1. vault: the next key, sealed to everyone who stays, beside the current one (a removed officer's entry goes
here) 2. store: copied page by page into a new file under the next key, checked, synced 3. store: the new file
renamed over the old one 4. vault: the next key becomes the current one, the old one is forgotten

After a crash the next unlock finds both keys in the vault and the store opens with one of them: with the
current one steps 2 to 4 are done again, with the next one only step 4.
"""

from pathlib import Path

from padan.adapters.files.atomic import part_of, put_in_place, sync_file
from padan.adapters.files.faults import os_faults
from padan.adapters.store import connection as store_connection
from padan.adapters.store.driver import Connection
from padan.adapters.store.store import Store
from padan.adapters.vault import keys as vault_keys
from padan.adapters.vault.document import Vault
from padan.adapters.vault.keys import DataKeys
from padan.adapters.workspace.handles import Inside
from padan.adapters.workspace.places import STORE, remove_store, stale_wal, write_vault
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault
from padan.common.progress import Cancel, no_progress

_q_get_audit_head = "SELECT max(sequence), (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1) FROM audit"


def rotate(inside: Inside, store: Store, without: str | None = None) -> None:
    """Rotate the data key of an open store, dropping the officer `without` if one is named."""
    with store.connections.exclusively() as use_key:
        inside.vault, inside.data = vault_keys.begin_rotation(inside.vault, inside.data, without)
        write_vault(inside.folder, inside.vault)
        exchange(inside.folder, inside.data)
        assert inside.data.next is not None
        use_key(inside.data.next)
        _finish(inside)


def resume(folder: Path, vault: Vault, data: DataKeys) -> tuple[Vault, DataKeys]:
    """Finish a rotation that a crash interrupted; without one return what was given."""
    if data.next is None:
        return vault, data
    if not _opens(folder / STORE, data.next):
        exchange(folder, data)
    vault, data = vault_keys.finish_rotation(vault, data)
    write_vault(folder, vault)
    return vault, data


def exchange(folder: Path, data: DataKeys) -> None:
    """Steps 2 and 3: put a checked copy under the next key in place of the store."""
    assert data.next is not None
    store = folder / STORE
    part = part_of(store)
    try:
        source = store_connection.open_existing(store, data.current)
        try:
            head = source.execute(_q_get_audit_head).fetchone()
            store_connection.copy_to(source, part, data.next, no_progress, Cancel())
        finally:
            source.close()
        store_connection.amend_copy(part, data.next, lambda copy: _check(copy, head))
        if stale_wal(store):
            raise EnvironmentFault(codes.STORE_BUSY, file=store.name, detail="wal")
        with os_faults(store):
            sync_file(part)
            remove_store_aside(store)
            put_in_place(part, store)
    except BaseException:
        remove_store(part)
        raise


def remove_store_aside(store: Path) -> None:
    """Delete an empty WAL and its index: beside the new file they would mean nothing."""
    for ending in ("-wal", "-shm"):
        Path(f"{store}{ending}").unlink(missing_ok=True)


def _finish(inside: Inside) -> None:
    inside.vault, inside.data = vault_keys.finish_rotation(inside.vault, inside.data)
    write_vault(inside.folder, inside.vault)


def _check(copy: Connection, head: tuple[object, ...]) -> None:
    sound = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    if not sound or copy.execute(_q_get_audit_head).fetchone() != head:
        raise EnvironmentFault(codes.STORE_DAMAGED, file=STORE, detail="copy")


def _opens(path: Path, key: bytes) -> bool:
    try:
        store_connection.open_existing(path, key).close()
    except EnvironmentFault as fault:
        if fault.code in (codes.STORE_KEY_MISMATCH, codes.STORE_DAMAGED):
            return False
        raise
    return True
