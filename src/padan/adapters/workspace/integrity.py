"""Finds what is damaged in a store and names it as `kind:place`; repairs nothing.

page:7                  a page of the file whose HMAC fails
database:…              what SQLite's own check says
table:audit             a table that cannot be read
snapshot:{id}/{column}  chunks that do not verify
run:{id}/{frame}        a result that does not verify
audit:17                the first entry that does not hold
"""

from collections.abc import Callable, Iterator

from padan.adapters.store import connection as store_connection
from padan.adapters.store.driver import Connection, Error
from padan.adapters.store.page_check import damaged_pages
from padan.adapters.store.records import StoreRecords, records_on
from padan.adapters.store.runs import FrameCache
from padan.adapters.workspace.handles import Inside
from padan.adapters.workspace.places import STORE
from padan.common.errors import EnvironmentFault
from padan.domain.audit import verify_chain

_q_list_tables = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
_q_list_frames = "SELECT DISTINCT run_id, name FROM run_chunk ORDER BY 1, 2"


def damage(inside: Inside) -> list[str]:
    """Return everything damaged, empty when nothing is; each question gets a fresh connection, since damage
    ends one.
    """
    path = inside.folder / STORE
    key = inside.data.current

    def ask(question: Callable[[Connection], list[str]], place: str) -> list[str]:
        try:
            connection = store_connection.open_existing(path, key)
        except EnvironmentFault:
            return [place]
        try:
            return question(connection)
        except (Error, EnvironmentFault, KeyError, ValueError):
            return [place]
        finally:
            connection.close()

    ask(_checkpoint, "")
    found = [f"page:{page}" for page in damaged_pages(path, key)]
    found += ask(_database_check, "database:integrity_check")
    for table in ask(_tables, "table:sqlite_master"):
        found += [table] if ":" in table else ask(lambda one, name=table: _scan(one, name), f"table:{table}")  # type: ignore[misc]
    found += ask(_snapshots, "table:snapshot")
    found += ask(_frames, "table:run")
    found += ask(_audit, "table:audit")
    return list(dict.fromkeys(found))


def _checkpoint(connection: Connection) -> list[str]:
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return []


def _database_check(connection: Connection) -> list[str]:
    answers = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    answers += [f"foreign key {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return [f"database:{answer}" for answer in answers if answer != "ok"]


def _tables(connection: Connection) -> list[str]:
    return [str(name) for (name,) in connection.execute(_q_list_tables)]


def _scan(connection: Connection, table: str) -> list[str]:
    # The name comes from sqlite_master of our own store.
    for _row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
        pass
    return []


def _snapshots(connection: Connection) -> list[str]:
    records = records_on(connection, FrameCache())
    found = []
    for snapshot in records.snapshots.all():
        found += list(_columns(records, snapshot.id, snapshot.columns))
    return found


def _columns(records: StoreRecords, snapshot_id: str, columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        try:
            records.snapshots.load(snapshot_id, [column])
        except (Error, EnvironmentFault, ValueError):
            yield f"snapshot:{snapshot_id}/{column}"


def _frames(connection: Connection) -> list[str]:
    found = []
    for run_id, name in connection.execute(_q_list_frames).fetchall():
        try:
            records_on(connection, FrameCache()).runs.frame(run_id, name)
        except (Error, EnvironmentFault):
            found.append(f"run:{run_id}/{name}")
    return found


def _audit(connection: Connection) -> list[str]:
    records = records_on(connection, FrameCache())
    witnesses = [checkpoint for checkpoint, _source in records.audit.witnesses()]
    store_id = _store_id(connection)
    verdict = verify_chain(store_id, records.audit.entries(), witnesses)
    return [] if verdict.intact else [f"audit:{verdict.broken_at}"]


def _store_id(connection: Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
    return str(row[0])
