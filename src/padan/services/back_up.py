"""Keeping the store safe: backup, restore, integrity check, key rotation."""

from pathlib import Path

from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.officer import Act
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import BackupMade
from padan.services.session import Session, record, require


def back_up(
    session: Session,
    tools: Tools,
    target: Path,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> BackupMade:
    """Write an encrypted, verified backup to the new file `target`; EnvironmentFault when the medium
    fails.
    """
    require(session, Act.BACKUP)
    with session.store as records:
        record(session, records, "backup.begin", session.store.store_id)
    made = tools.workspaces.backup(session.unlocked, target, progress, cancel or Cancel())
    with session.store as records:
        record(
            session, records, "backup.made", session.store.store_id, sha256=made.sha256, bytes=made.size_bytes
        )
    return made


def restore(tools: Tools, backup: Path, folder: Path) -> None:
    """Put a backup into the empty folder `folder`; it is opened afterwards by passphrase or recovery key."""
    tools.workspaces.restore(backup, folder)


def check_store(session: Session, tools: Tools) -> list[str]:
    """Return what is damaged, empty when nothing is."""
    require(session, Act.STORE_CHECK)
    damage = list(tools.workspaces.check(session.unlocked))
    with session.store as records:
        outcome = "damaged" if damage else "ok"
        record(session, records, "store.check", session.store.store_id, outcome=outcome, places=len(damage))
    return damage


def new_recovery_key(session: Session, tools: Tools, *, shares: bool = False) -> str:
    """Replace the recovery key and return it once; with `shares` three lines of which any two open the
    vault.
    """
    require(session, Act.OFFICERS_MANAGE)
    key = tools.workspaces.new_recovery_key(session.unlocked, shares)
    with session.store as records:
        record(session, records, "recovery_key.replace", session.store.store_id, shares=shares)
    return key


def rotate_key(session: Session, tools: Tools) -> None:
    """Give the store a new data key (after a suspected leak); every officer keeps their passphrase."""
    require(session, Act.OFFICERS_MANAGE)
    tools.workspaces.rotate_key(session.unlocked)
    with session.store as records:
        record(session, records, "store.rekey", session.store.store_id)
