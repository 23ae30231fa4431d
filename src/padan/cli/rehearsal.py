"""A dry run: the very use cases on a store and tools that keep nothing, so that every check is the real one.

The whole verb runs in one transaction that is rolled back. Only a refused act stays in the log: nobody may
try out rights unseen.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from padan.common.codes import store as store_codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.officer import Act
from padan.domain.passphrases import PassphrasePolicy, weaknesses
from padan.matching.table import Table
from padan.services.ports.records import OpenStore, Records
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import BackupMade, NewSecret, Unlocked, Workspaces
from padan.services.session import Session, require

NO_DIGEST = ""
NO_KEY = "0" * 64


class _RolledBack(Exception):
    """Tells the store to forget the transaction."""


class RehearsalStore:
    """Satisfies OpenStore with one transaction around everything, rolled back at the end."""

    def __init__(self, inner: OpenStore) -> None:
        self._inner = inner
        self._records = inner.__enter__()

    def __enter__(self) -> Records:
        return self._records

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def reading(self) -> "RehearsalStore":
        return self

    @property
    def store_id(self) -> str:
        return self._inner.store_id

    @property
    def training(self) -> bool:
        return self._inner.training

    @property
    def party(self) -> str:
        return self._inner.party

    def release_space(self) -> None:
        return

    def close(self) -> None:
        """Forget everything that was written."""
        end = _RolledBack()
        self._inner.__exit__(_RolledBack, end, None)


class RehearsalWorkspaces:
    """Officers' secrets and backups that are not written; what is only read goes to the real ones."""

    def __init__(self, inner: Workspaces) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def add_officer(self, unlocked: Unlocked, new: NewSecret) -> str:
        _refuse_weak(new.passphrase, new.login)
        return NO_KEY

    def remove_officer(self, unlocked: Unlocked, officer_id: str) -> None:
        return

    def change_passphrase(self, unlocked: Unlocked, old: str, new: str) -> None:
        _refuse_weak(new, "")

    def reset_officer(self, unlocked: Unlocked, new: NewSecret) -> str:
        _refuse_weak(new.passphrase, new.login)
        return NO_KEY

    def new_recovery_key(self, unlocked: Unlocked, shares: bool = False) -> str:
        return ""

    def rotate_key(self, unlocked: Unlocked) -> None:
        return

    def backup(self, unlocked: Unlocked, target: Path, progress: Progress, cancel: Cancel) -> BackupMade:
        if target.exists():
            raise UserFault(store_codes.BACKUP_TARGET_EXISTS, file=target.name)
        return BackupMade(target, 0, NO_DIGEST)


class RehearsalWriter:
    """Tables that are not written."""

    def write(self, table: Table, target: Path, *, sheet: str, headers: dict[str, str]) -> str:
        return NO_DIGEST

    def write_frame(self, table: Table, target: Path) -> None:
        return


class RehearsalFiles:
    """Files that are read but not written."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def write(self, path: str, content: bytes) -> str:
        return NO_DIGEST


class RehearsalCarrier:
    """Packages that are sealed in passing but reach no medium."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def carry(self, pieces: Iterable[bytes], folder: str, name: str) -> str:
        digest = hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
        return digest.hexdigest()


def _refuse_weak(passphrase: str, login: str) -> None:
    policy = PassphrasePolicy()
    if found := weaknesses(passphrase, login, policy):
        raise UserFault(
            store_codes.PASSPHRASE_WEAK,
            reasons=", ".join(found),
            min_length=policy.min_length,
            min_words=policy.min_words,
        )


@contextmanager
def rehearsal(session: Session, tools: Tools) -> Iterator[tuple[Session, Tools]]:
    """Hand out stand-ins of session and tools; whatever is done with them is gone afterwards."""
    store = RehearsalStore(session.store)
    stand_in = replace(session, store=store)
    workspaces: Any = RehearsalWorkspaces(tools.workspaces)
    files: Any = RehearsalFiles(tools.files)
    carrier: Any = RehearsalCarrier(tools.carrier)
    kept_nowhere = replace(
        tools, workspaces=workspaces, writer=RehearsalWriter(), files=files, carrier=carrier
    )
    try:
        yield stand_in, kept_nowhere
    except UserFault as fault:
        store.close()
        if fault.code == store_codes.NOT_ALLOWED:
            require(session, Act(str(fault.values["act"])))
        raise
    except BaseException:
        store.close()
        raise
    else:
        store.close()
