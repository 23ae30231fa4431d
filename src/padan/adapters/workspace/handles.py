"""What an unlocked workspace is in the program's hands; keys live here and nowhere else, and are never
printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from padan.adapters.files.lock import FolderLock
from padan.adapters.store.store import Store
from padan.adapters.vault.crypto import OfficerSigner
from padan.adapters.vault.document import OfficerEntry, Vault
from padan.adapters.vault.keys import DataKeys, OfficerKeys
from padan.common.codes import store as codes
from padan.common.errors import Defect


@dataclass(repr=False)
class Inside:
    """The changing inside of an unlocked workspace: the vault as last written and the keys that open it."""

    folder: Path
    lock: FolderLock
    vault: Vault
    data: DataKeys
    officer: OfficerKeys

    def entry(self) -> OfficerEntry:
        """Return the unlocked officer's own entry."""
        return next(one for one in self.vault.officers if one.officer_id == self.officer.officer_id)


@dataclass(frozen=True)
class UnlockedWorkspace:
    """The port `Unlocked`."""

    store: Store
    officer_id: str
    signer: OfficerSigner
    must_change: bool
    failed_attempts_before: int
    notices: Sequence[int] = ()
    inside: Inside = field(repr=False, kw_only=True)


@dataclass(frozen=True)
class MadeWorkspace:
    """The port `Made`."""

    unlocked: UnlockedWorkspace
    recovery_key: str = field(repr=False)


def own(unlocked: object) -> UnlockedWorkspace:
    """Return a handle that this adapter gave out; anything else is a defect."""
    if not isinstance(unlocked, UnlockedWorkspace):
        raise Defect(codes.VAULT_FOREIGN_HANDLE)
    return unlocked
