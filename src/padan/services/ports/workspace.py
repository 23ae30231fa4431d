"""The workspace folder seen by the use cases: making it, unlocking it, its officers' secrets, backups."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.domain.workspace import BackupMade, KeyCost, NewSecret, VaultOfficer, VaultOverview
from padan.services.ports.records import OpenStore, Signer

__all__ = [
    "BackupMade",
    "KeyCost",
    "Made",
    "NewSecret",
    "Unlocked",
    "VaultOfficer",
    "VaultOverview",
    "Workspaces",
]


class Unlocked(Protocol):
    """An open store and the officer's signing key, until `store.close()`; `notices` are fault codes to show
    once (no keyring: 102xx, failed attempts since the last unlock).
    """

    @property
    def store(self) -> OpenStore: ...
    @property
    def officer_id(self) -> str: ...
    @property
    def signer(self) -> Signer: ...
    @property
    def must_change(self) -> bool: ...
    @property
    def failed_attempts_before(self) -> int: ...
    @property
    def notices(self) -> Sequence[int]: ...


class Made(Protocol):
    """A new workspace, unlocked, with the recovery key that is shown once."""

    @property
    def unlocked(self) -> Unlocked: ...
    @property
    def recovery_key(self) -> str: ...


class Workspaces(Protocol):
    """The folder on disk. One instance at a time: `unlock`, `make` and `restore` hold the folder's lock
    until close.
    """

    def look(self, folder: Path) -> VaultOverview:
        """Raise UserFault when the folder is no workspace, EnvironmentFault when it is damaged or newer."""
        ...

    def make(
        self, folder: Path, party: str, training: bool, first: NewSecret, cost: KeyCost | None
    ) -> Made: ...
    def unlock(self, folder: Path, login: str, passphrase: str) -> Unlocked: ...
    def unlock_with_recovery(self, folder: Path, recovery_key: str, new: NewSecret) -> Unlocked:
        """Open with the recovery key and give the named officer a new passphrase and signing key."""
        ...

    def add_officer(self, unlocked: Unlocked, new: NewSecret) -> str:
        """Wrap the data key for a new officer; return the public signing key (hex)."""
        ...

    def remove_officer(self, unlocked: Unlocked, officer_id: str) -> None:
        """Drop the officer's wrap and rotate the data key."""
        ...

    def reset_officer(self, unlocked: Unlocked, new: NewSecret) -> str:
        """Give an officer who forgot the passphrase a new entry; return the new public signing key (hex)."""
        ...

    def change_passphrase(self, unlocked: Unlocked, old: str, new: str) -> None: ...
    def new_recovery_key(self, unlocked: Unlocked, shares: bool = False) -> str:
        """Replace the recovery key; the old one stops opening this vault. Shown once; as three shares if
        asked.
        """
        ...

    def rotate_key(self, unlocked: Unlocked) -> None: ...
    def backup(self, unlocked: Unlocked, target: Path, progress: Progress, cancel: Cancel) -> BackupMade:
        """Write a verified encrypted backup file at `target` (a new file)."""
        ...

    def restore(self, backup: Path, folder: Path) -> None:
        """Put the backup's vault and store into an empty folder; unlocking it comes after (passphrase or
        recovery key).
        """
        ...

    def check(self, unlocked: Unlocked) -> Sequence[str]:
        """Return what is damaged as `kind:place`, empty when nothing is: page, database, table, snapshot,
        run, audit.
        """
        ...

    def salvage(self, unlocked: Unlocked, folder: Path) -> dict[str, int]:
        """Save the readable part of a damaged store as a workspace in `folder`; return the rows by table."""
        ...
