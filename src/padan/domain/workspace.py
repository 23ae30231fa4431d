"""Words of the workspace folder that front ends, use cases and the adapter share; plain values, no keys, no
I/O.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KeyCost:
    """Argon2id parameters: memory in KiB, passes, lanes. Where a cost may be None, None means: calibrate to
    one second.
    """

    memory_kib: int
    passes: int
    lanes: int


LOWEST_COST = KeyCost(memory_kib=64 * 1024, passes=3, lanes=1)
"""The floor of security.md; used as it is by the practice workspace and by tests."""

HIGHEST_COST = KeyCost(memory_kib=1024 * 1024, passes=32, lanes=16)
"""A planted vault must not make the program ask for all the memory of the machine, or for an hour of it."""


@dataclass(frozen=True)
class NewSecret:
    """An officer's new vault entry: the id and login it belongs to and the passphrase that opens it."""

    officer_id: str
    login: str
    passphrase: str
    must_change: bool = False


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
class BackupMade:
    """A finished, verified backup file."""

    path: Path
    size_bytes: int
    sha256: str
