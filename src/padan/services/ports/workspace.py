"""The workspace folder seen by the use cases: making it, unlocking it, its officers' secrets, backups."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.services.ports.records import OpenStore, Signer


@dataclass(frozen=True)
class KeyCost:
    """Argon2id parameters: memory in KiB, passes, lanes. None as a cost means: calibrate to about one second."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class VaultOfficer:
    """What the vault shows before unlocking: enough to choose who unlocks, no key."""

    officer_id: str
    login: str
    must_change: bool
    uses_device_secret: bool


@dataclass(frozen=True)
class VaultOverview:
    """What can be read of a workspace while it is locked."""

    store_id: str
    party: str
    training: bool
    officers: Sequence[VaultOfficer]
    failed_attempts: int


@dataclass(frozen=True)
class NewSecret:
    """An officer's new vault entry: the id and login it belongs to and the passphrase that opens it."""

    officer_id: str
    login: str
    passphrase: str
    must_change: bool = False


@dataclass(frozen=True)
class Unlocked:
    """An open store and the officer's signing key, until `store.close()`; `notices` are fault codes to show once
    (no keyring: 102xx, failed attempts since the last unlock)."""

    store: OpenStore
    officer_id: str
    signer: Signer
    must_change: bool
    failed_attempts_before: int
    notices: Sequence[int] = ()


@dataclass(frozen=True)
class Made:
    """A new workspace, unlocked, with the recovery key that is shown once."""

    unlocked: Unlocked
    recovery_key: str


class Workspaces(Protocol):
    """The folder on disk. One instance at a time: `unlock`, `make` and `restore` hold the folder's lock until close."""

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

    def change_passphrase(self, unlocked: Unlocked, old: str, new: str) -> None: ...
    def rotate_key(self, unlocked: Unlocked) -> None: ...
    def backup(self, unlocked: Unlocked, target: Path, progress: Progress, cancel: Cancel) -> "BackupMade":
        """Write a verified encrypted backup file at `target` (a new file)."""
        ...

    def restore(self, backup: Path, folder: Path) -> None:
        """Put the backup's vault and store into an empty folder; unlocking it comes after (passphrase or recovery key)."""
        ...

    def check(self, unlocked: Unlocked) -> Sequence[str]:
        """Return what is damaged (empty: nothing), from the cipher's and the database's own integrity checks."""
        ...


@dataclass(frozen=True)
class BackupMade:
    path: Path
    size_bytes: int
    sha256: str
