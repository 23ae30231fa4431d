"""One backup file: an uncompressed zip of the vault, an encrypted copy of the store, and a note with their
digests.

Anyone can list it with `unzip -l`; what is in it is as protected as the workspace itself. The store's copy is
marked as a copy, so that wherever it is opened first it takes a new store id and says so in its audit log.
"""

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from padan.adapters.files.atomic import PART, part_of, write_with
from padan.adapters.files.faults import os_faults
from padan.adapters.store import connection as store_connection
from padan.adapters.store import meta
from padan.adapters.store.driver import Connection
from padan.adapters.vault import document
from padan.adapters.workspace.places import STORE, VAULT, remove_store
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.workspace import BackupMade

SUFFIX = ".padanbackup"
_NOTE = "padan-backup.json"
_VERSION = 1
_BLOCK = 1024 * 1024
_SMALL = 4 * 1024 * 1024
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What `zipfile` raises of a file that is no whole zip; RecursionError is a RuntimeError."""


@dataclass(frozen=True)
class BackupSource:
    """An open connection to back up, its key, the folder's vault as bytes, and the moment as text."""

    connection: Connection
    key: bytes
    folder: Path
    vault: bytes
    at: str


def make(source: BackupSource, target: Path, progress: Progress, cancel: Cancel) -> BackupMade:
    """Write and verify a backup at `target`, a new file; after an error or a cancel nothing stays behind."""
    if target.exists():
        raise UserFault(codes.BACKUP_TARGET_EXISTS, file=target.name)
    with os_faults(target):
        for leftover in target.parent.glob(f".*{SUFFIX}.*{PART}"):
            leftover.unlink(missing_ok=True)
    copy = part_of(source.folder / STORE)
    try:
        store_connection.copy_to(source.connection, copy, source.key, progress, cancel)
        store_connection.amend_copy(copy, source.key, lambda opened: _mark_and_check(opened, source.at))
        cancel.raise_if_requested()
        note = {
            "format": "padan-backup",
            "version": _VERSION,
            "made_at": source.at,
            "sha256": {STORE: _digest_of(copy), VAULT: hashlib.sha256(source.vault).hexdigest()},
        }
        write_with(target, lambda file: _fill(file, note, source.vault, copy, cancel))
    finally:
        with os_faults(copy):
            remove_store(copy)
    progress("verify", 0, 0)
    return _verified(target)


def restore(backup: Path, folder: Path) -> None:
    """Put vault and store of a backup into `folder`, which must hold neither; the vault comes last.

    Errors: UserFault NOT_A_BACKUP, FOLDER_NOT_EMPTY; EnvironmentFault BACKUP_DAMAGED, BACKUP_NEWER, or the
    disk's.
    """
    for name in (VAULT, STORE):
        if (folder / name).exists():
            raise UserFault(codes.FOLDER_NOT_EMPTY, folder=folder.name, file=name)
    _with_contents(backup, lambda box, digests: _unpack(box, digests, folder, backup.name))


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Delete all but the newest `count` backups of a folder, by name, and return what was deleted."""
    with os_faults(folder):
        old = sorted(folder.glob(f"*{SUFFIX}"), reverse=True)[count:]
        for path in old:
            path.unlink()
    return old


def _mark_and_check(copy: Connection, at: str) -> None:
    meta.put(copy, meta.BACKUP_MADE_AT, at)
    pages = copy.execute("PRAGMA cipher_integrity_check").fetchall()
    if pages or copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise EnvironmentFault(codes.BACKUP_UNVERIFIED, file=STORE, detail=f"{len(pages)} pages")


def _fill(file: BinaryIO, note: dict[str, object], vault: bytes, copy: Path, cancel: Cancel) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as box:
        box.writestr(_entry(_NOTE), json.dumps(note, indent=1).encode())
        box.writestr(_entry(VAULT), vault)
        with open(copy, "rb") as store, box.open(_entry(STORE), "w", force_zip64=True) as packed:
            while block := store.read(_BLOCK):
                cancel.raise_if_requested()
                packed.write(block)


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def _verified(target: Path) -> BackupMade:
    """Read the finished file back from the medium: digests of the parts, then of the whole."""
    _with_contents(target, _check_parts)
    with os_faults(target):
        return BackupMade(target, target.stat().st_size, _digest_of(target))


def _check_parts(box: zipfile.ZipFile, digests: dict[str, str]) -> None:
    for name, expected in digests.items():
        with box.open(name) as part:
            if _digest(part) != expected:
                raise EnvironmentFault(codes.BACKUP_DAMAGED, file=name)


def _with_contents(backup: Path, use: Callable[[zipfile.ZipFile, dict[str, str]], None]) -> None:
    """Open a foreign backup: exactly our three entries, stored, not encrypted; then let `use` read them."""
    with os_faults(backup):
        try:
            with zipfile.ZipFile(backup) as box:
                use(box, _digests(box, backup))
        except _DAMAGE:
            code = codes.BACKUP_DAMAGED if _starts_like_zip(backup) else codes.NOT_A_BACKUP
            kind = EnvironmentFault if code == codes.BACKUP_DAMAGED else UserFault
            raise kind(code, file=backup.name) from None


def _digests(box: zipfile.ZipFile, backup: Path) -> dict[str, str]:
    entries = {entry.filename: entry for entry in box.infolist()}
    if _NOTE not in entries or entries[_NOTE].file_size > _SMALL:
        raise UserFault(codes.NOT_A_BACKUP, file=backup.name)
    try:
        note = json.loads(box.read(_NOTE))
        version, digests = int(note["version"]), dict(note["sha256"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise EnvironmentFault(codes.BACKUP_DAMAGED, file=backup.name) from None
    if version > _VERSION:
        raise EnvironmentFault(codes.BACKUP_NEWER, file=backup.name, version=version, known=_VERSION)
    plain = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries.values())
    complete = set(entries) == {_NOTE, STORE, VAULT} == {_NOTE, *digests} and len(box.infolist()) == 3
    if not plain or not complete or entries[VAULT].file_size > _SMALL:
        raise EnvironmentFault(codes.BACKUP_DAMAGED, file=backup.name)
    return {str(name): str(digest) for name, digest in digests.items()}


def _unpack(box: zipfile.ZipFile, digests: dict[str, str], folder: Path, name: str) -> None:
    _check_parts(box, digests)
    document.decode(box.read(VAULT))
    with os_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        for part in (STORE, VAULT):
            with box.open(part) as packed:
                write_with(folder / part, lambda file, packed=packed: _copy(packed, file))  # type: ignore[misc]
    except BaseException:
        (folder / STORE).unlink(missing_ok=True)
        raise


def _copy(source: IO[bytes], target: BinaryIO) -> None:
    while block := source.read(_BLOCK):
        target.write(block)


def _digest_of(path: Path) -> str:
    with open(path, "rb") as file:
        return _digest(file)


def _digest(file: IO[bytes]) -> str:
    total = hashlib.sha256()
    while block := file.read(_BLOCK):
        total.update(block)
    return total.hexdigest()


def _starts_like_zip(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(4) == b"PK\x03\x04" and os.path.getsize(path) > 4
