"""Opens one SQLCipher connection and tells apart why it cannot; knows no table but `meta`.

`PRAGMA cipher_memory_security` stays off: it locks and wipes every allocation of SQLite, which made an import
2-3 times slower, while the values pass through Python's memory anyway. `secure_delete` stays off too: deleted
pages are encrypted like all others. `synchronous=FULL` makes an acknowledged commit survive a power cut.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from padan.adapters.store.driver import Connection, Error, connect
from padan.adapters.store.faults import fault_of, is_damage
from padan.adapters.store.page_check import damaged_pages, first_page_verdict
from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault, Fault
from padan.common.progress import Cancel, Progress

PAGE_SIZE = 16384
APPLICATION_ID = 0x5041444E
_BUSY_SECONDS = 15.0
_KEPT_WAL_BYTES = 64 * 1024 * 1024
_CACHE_KIB = 32 * 1024


def open_existing(path: Path, key: bytes) -> Connection:
    """Open a store that is there. EnvironmentFault STORE_MISSING, STORE_DAMAGED or STORE_KEY_MISMATCH
    otherwise.
    """
    if not path.is_file():
        raise EnvironmentFault(codes.STORE_MISSING, file=path.name)
    connection = _connect(path, key)
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        if found != APPLICATION_ID:
            raise EnvironmentFault(codes.STORE_DAMAGED, file=path.name, detail="application_id")
        _settle(connection)
    except Error as error:
        connection.close()
        raise why_not_opened(error, path, key) from error
    except BaseException:
        connection.close()
        raise
    return connection


def why_not_opened(error: Error, path: Path, key: bytes) -> Fault:
    """Tell another key and a damaged schema, of which SQLite says "cannot open", from a refusing disk."""
    if is_damage(error) and first_page_verdict(path, key) == "other key":
        return EnvironmentFault(codes.STORE_KEY_MISMATCH, file=path.name)
    fault = fault_of(error, path.name, path.parent)
    if fault.code == codes.STORE_READ_ONLY and os.access(path, os.W_OK) and any(damaged_pages(path, key)):
        return EnvironmentFault(codes.STORE_DAMAGED, file=path.name, detail="schema")
    return fault


def create_new(path: Path, key: bytes) -> Connection:
    """Create an empty store at `path`, which must not exist."""
    if path.exists():
        raise Defect(codes.STORE_CONSTRAINT, detail="exists")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = _connect(path, key)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # before the first page is written
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _settle(connection)
    except Error as error:
        connection.close()
        raise fault_of(error, path.name) from error
    return connection


def copy_to(source: Connection, target: Path, key: bytes, progress: Progress, cancel: Cancel) -> None:
    """Copy the whole store page by page into the new file `target` under `key`, which may be another key.

    The copy is complete and closed on return, without a WAL; it is not synced. `Cancelled` when asked to
    stop.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    copy = _connect(target, key)

    def step(_status: int, remaining: int, total: int) -> None:
        progress("copy", total - remaining, total)
        cancel.raise_if_requested()

    try:
        source.backup(copy, pages=512, progress=step)
    except Error as error:
        raise fault_of(error, target.name) from error
    finally:
        copy.close()


def amend_copy(path: Path, key: bytes, amend: Callable[[Connection], None]) -> None:
    """Open a finished copy, let `amend` change and check it, and close it again without leaving a WAL."""
    connection = open_existing(path, key)
    try:
        amend(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except Error as error:
        raise fault_of(error, path.name) from error
    finally:
        connection.close()


def _connect(path: Path, key: bytes) -> Connection:
    # One connection belongs to one thread; only closing may come from another, which Python would forbid.
    connection = connect(
        f"file:{quote(path.absolute().as_posix())}?mode=rw",
        isolation_level=None,
        check_same_thread=False,
        timeout=_BUSY_SECONDS,
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    return connection


def _settle(connection: Connection) -> None:
    for pragma in (
        "temp_store = MEMORY",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        f"journal_size_limit = {_KEPT_WAL_BYTES}",
        f"cache_size = -{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
