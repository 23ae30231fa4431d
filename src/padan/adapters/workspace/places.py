"""The names of the files in a workspace folder; reads and writes the vault file and nothing else."""

import os
from pathlib import Path

from padan.adapters.files.atomic import put_in_place, sync_folder, write_atomically
from padan.adapters.files.faults import os_faults
from padan.adapters.vault import document
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault, UserFault

STORE = "store.db"
VAULT = "vault.json"
PENDING_VAULT = "vault.json.baru"
"""The vault of a workspace that is being made: renamed to VAULT when the first officer is on record."""
ATTEMPTS = "attempts.json"
BACKUPS = "cadangan"


def read_vault(folder: Path) -> document.Vault:
    """Return the vault. UserFault NOT_A_WORKSPACE when the folder holds none; damage and newer as in the
    document.
    """
    path = folder / VAULT
    if not path.is_file():
        if (folder / STORE).exists() and not (folder / PENDING_VAULT).exists():
            raise EnvironmentFault(codes.VAULT_DAMAGED, detail="missing")
        raise UserFault(codes.NOT_A_WORKSPACE, folder=folder.name)
    with os_faults(path), open(path, "rb") as file:
        untrusted = file.read(document.MOST_BYTES + 1)
    if len(untrusted) > document.MOST_BYTES:
        raise EnvironmentFault(codes.VAULT_DAMAGED, detail="size")
    return document.decode(untrusted)


def write_vault(folder: Path, vault: document.Vault) -> None:
    """Replace the vault atomically; while the workspace is being made, its pending vault."""
    pending = folder / PENDING_VAULT
    making = pending.exists() and not (folder / VAULT).exists()
    write_atomically(pending if making else folder / VAULT, document.encode(vault))


def begin_making(folder: Path, vault: document.Vault) -> None:
    """Write the pending vault into a folder without a workspace, clearing what a killed attempt left.

    Errors: UserFault WORKSPACE_EXISTS; FOLDER_NOT_EMPTY for a store whose vault is gone, which must not be
    lost.
    """
    if (folder / VAULT).exists():
        raise UserFault(codes.WORKSPACE_EXISTS, folder=folder.name)
    pending = folder / PENDING_VAULT
    if (folder / STORE).exists() and not pending.exists():
        raise UserFault(codes.FOLDER_NOT_EMPTY, folder=folder.name, file=STORE)
    with os_faults(folder):
        remove_store(folder / STORE)
        sync_folder(folder)
    write_atomically(pending, document.encode(vault))


def finish_making(folder: Path) -> None:
    """Turn the pending vault into the vault: from now on the folder is a workspace."""
    with os_faults(folder / VAULT):
        put_in_place(folder / PENDING_VAULT, folder / VAULT)


def remove_store(path: Path) -> None:
    """Delete a store file with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def stale_wal(path: Path) -> bool:
    """Tell whether a WAL with content lies beside a store that no connection has open."""
    wal = f"{path}-wal"
    return os.path.exists(wal) and os.path.getsize(wal) > 0
