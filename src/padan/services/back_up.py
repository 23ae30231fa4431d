"""Keeping the store safe: backup, restore, integrity check, key rotation."""

from datetime import datetime
from pathlib import Path

from padan.common.clock import utc_text
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.officer import Act
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import BackupMade
from padan.services.session import RECOVERY_PENDING, Session, record, require

_LAST = "backup:last"


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
        records.preferences.put(_LAST, utc_text(session.clock.now()))
        record(
            session, records, "backup.made", session.store.store_id, sha256=made.sha256, bytes=made.size_bytes
        )
    return made


def last_backup(session: Session) -> datetime | None:
    """Return when this workspace last made a verified backup, None when it never did."""
    require(session, Act.BACKUP)
    with session.store.reading() as records:
        text = records.preferences.get(_LAST)
    return datetime.fromisoformat(text) if text else None


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


def new_recovery_key(
    session: Session, tools: Tools, *, shares: bool = False, awaits_note: bool = False
) -> str:
    """Replace the recovery key and return it once; with `shares` three lines of which any two open the
    vault. `awaits_note` keeps in mind that nobody has written it down yet (`note_recovery_key`).
    """
    require(session, Act.OFFICERS_MANAGE)
    key = tools.workspaces.new_recovery_key(session.unlocked, shares)
    with session.store as records:
        if awaits_note:
            records.preferences.put(RECOVERY_PENDING, "true")
        record(session, records, "recovery_key.replace", session.store.store_id, shares=shares)
    return key


def recovery_key_pending(session: Session) -> bool:
    """Tell whether a recovery key was shown and nobody confirmed having written it down."""
    with session.store.reading() as records:
        return records.preferences.get(RECOVERY_PENDING) is not None


def note_recovery_key(session: Session) -> None:
    """Record that an officer repeated the recovery key from their own note."""
    require(session, Act.OFFICERS_MANAGE)
    with session.store as records:
        records.preferences.remove(RECOVERY_PENDING)
        record(session, records, "recovery_key.noted", session.store.store_id)


def rotate_key(session: Session, tools: Tools) -> None:
    """Give the store a new data key (after a suspected leak); every officer keeps their passphrase."""
    require(session, Act.OFFICERS_MANAGE)
    tools.workspaces.rotate_key(session.unlocked)
    with session.store as records:
        record(session, records, "store.rekey", session.store.store_id)
