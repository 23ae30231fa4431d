"""Saves what can still be read of a damaged store into a new workspace folder; never touches the damaged one.

Every table is copied as fast as it goes; where that meets a damaged page, row by row around it. What cannot
be read is left out and counted. Nothing is mended: an audit log with a gap stays one that does not verify,
and says where. The copy keeps the vault (so the same passphrases open it) and takes a new store id when it is
first unlocked.
"""

from collections.abc import Iterator
from pathlib import Path

from padan.adapters.files.atomic import sync_file, write_atomically
from padan.adapters.files.faults import os_faults
from padan.adapters.store import connection as store_connection
from padan.adapters.store import meta, migrator
from padan.adapters.store.driver import Connection, Error
from padan.adapters.store.faults import fault_of
from padan.adapters.vault import document
from padan.adapters.workspace.handles import Inside
from padan.adapters.workspace.places import STORE, VAULT, remove_store
from padan.common.codes import store as codes
from padan.common.errors import UserFault

_q_list_tables = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
_q_list_triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_LONGEST_JUMP = 1 << 20


def salvage(inside: Inside, folder: Path, at: str) -> dict[str, int]:
    """Write the readable part to `folder`, a place without a workspace; return the rows saved by table."""
    for name in (VAULT, STORE):
        if (folder / name).exists():
            raise UserFault(codes.FOLDER_NOT_EMPTY, folder=folder.name, file=name)
    with os_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    target = folder / STORE
    try:
        saved = _copied(inside, target, at)
        with os_faults(target):
            sync_file(target)
        write_atomically(folder / VAULT, document.encode(inside.vault))
    except BaseException:
        remove_store(target)
        raise
    return saved


def _copied(inside: Inside, target: Path, at: str) -> dict[str, int]:
    copy = store_connection.create_new(target, inside.data.current)
    try:
        migrator.migrate(copy)
        triggers = copy.execute(_q_list_triggers).fetchall()
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("BEGIN IMMEDIATE")
        for name, _sql in triggers:
            copy.execute(f"DROP TRIGGER {name}")
        tables = [str(name) for (name,) in copy.execute(_q_list_tables)]
        saved = {table: _copy_table(inside, table, copy) for table in tables}
        for _name, sql in triggers:
            copy.execute(sql)
        meta.put(copy, meta.BACKUP_MADE_AT, at)
        copy.execute("COMMIT")
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except Error as error:
        raise fault_of(error, STORE) from error
    finally:
        copy.close()
    return saved


def _copy_table(inside: Inside, table: str, copy: Connection) -> int:
    width = len(copy.execute(f"PRAGMA table_info({table})").fetchall())
    insert = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * width)})"  # noqa: S608 - our own schema
    before = copy.total_changes
    for row in _readable(inside, table):
        copy.execute(insert, row)
    return copy.total_changes - before


def _readable(inside: Inside, table: str) -> Iterator[tuple[object, ...]]:
    """Yield every row that can be read, some perhaps twice: the insert ignores the second."""
    try:
        yield from _query(inside, f"SELECT * FROM {table}")  # noqa: S608 - our own schema
        return
    except Error:
        pass
    if _has_rowid(inside, table):
        yield from _around_damage(inside, table)
        return
    key = "ORDER BY 1 DESC"
    try:
        yield from _query(inside, f"SELECT * FROM {table} {key}")  # noqa: S608 - our own schema
    except Error:
        return


def _around_damage(inside: Inside, table: str) -> Iterator[tuple[object, ...]]:
    """Go through a table by row id; behind an unreadable row jump further and further until something reads
    again.
    """
    last, jump = 0, 1
    one = f"SELECT rowid, * FROM {table} WHERE rowid >= ? ORDER BY rowid LIMIT 1"  # noqa: S608 - our own schema
    while jump <= _LONGEST_JUMP:
        try:
            found = list(_query(inside, one, last + jump))
        except Error:
            jump += 1 if jump < 64 else jump
            continue
        if not found:
            return
        last, jump = int(str(found[0][0])), 1
        yield found[0][1:]


def _has_rowid(inside: Inside, table: str) -> bool:
    try:
        list(_query(inside, f"SELECT rowid FROM {table} LIMIT 0"))  # noqa: S608 - our own schema
    except Error:
        return False
    return True


def _query(inside: Inside, sql: str, *values: int) -> Iterator[tuple[object, ...]]:
    """Ask on a connection of its own: after a damaged page a connection must not be used again."""
    connection = store_connection.open_existing(inside.folder / STORE, inside.data.current)
    try:
        yield from connection.execute(sql, values)
    finally:
        connection.close()
