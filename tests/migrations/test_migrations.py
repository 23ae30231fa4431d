"""Each step on data from before it, the committed final schema, and a crash or a failure in the middle of a
step.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from padan.adapters.store import connection as store_connection
from padan.adapters.store import migrator
from padan.adapters.store.driver import Connection
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault

KEY = b"\x05" * 32
SCHEMA = Path(migrator.__file__).with_name("schema.sql")
_q_list_schema = """
SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = store_connection.create_new(tmp_path / "store.db", KEY)
    yield opened
    opened.close()


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The shipped steps followed by one that changes data."""
    folder = tmp_path / "steps"
    folder.mkdir()
    for step in migrator.migrations():
        (folder / step.name).write_text(step.sql, encoding="utf-8")
    number = len(migrator.migrations()) + 1
    (folder / f"{number:04d}_next.sql").write_text(
        "CREATE TABLE extra (id TEXT) STRICT;\nINSERT INTO extra SELECT key FROM preference;",
        encoding="utf-8",
    )
    return folder


def break_last(steps: Path) -> None:
    last = max(steps.glob("*.sql"))
    last.write_text(last.read_text() + "\nINSERT INTO nowhere VALUES (1);", encoding="utf-8")


def test_numbers_run_from_one_without_a_gap() -> None:
    assert [step.number for step in migrator.migrations()] == list(range(1, len(migrator.migrations()) + 1))


def test_all_steps_lead_to_the_committed_schema(connection: Connection) -> None:
    migrator.migrate(connection)
    final = "\n".join(f"{sql};\n" for (sql,) in connection.execute(_q_list_schema))
    assert SCHEMA.read_text(encoding="utf-8").split("\n\n", 1)[1] == final


def test_migrating_twice_does_nothing(connection: Connection) -> None:
    assert migrator.migrate(connection) == [step.number for step in migrator.migrations()]
    assert migrator.migrate(connection) == []


def test_step_carries_data_over_and_asks_for_a_backup_first(connection: Connection, steps: Path) -> None:
    migrator.migrate(connection)
    connection.execute("INSERT INTO preference VALUES ('a', 'b')")
    asked: list[str] = []
    migrator.migrate(connection, lambda step: asked.append(step.name), steps)
    assert connection.execute("SELECT id FROM extra").fetchall() == [("a",)]
    assert asked == [max(path.name for path in steps.iterdir())]


def test_failing_step_leaves_the_store_as_it_was(connection: Connection, steps: Path) -> None:
    migrator.migrate(connection)
    before = connection.execute(_q_list_schema).fetchall()
    break_last(steps)
    with pytest.raises(EnvironmentFault) as caught:
        migrator.migrate(connection, None, steps)
    assert caught.value.code == codes.MIGRATION_FAILED
    assert connection.execute(_q_list_schema).fetchall() == before
    assert migrator.version_of(connection) == len(migrator.migrations())
    assert not connection.in_transaction


def test_failing_backup_stops_before_the_step(connection: Connection, steps: Path) -> None:
    migrator.migrate(connection)

    def fail(_step: migrator.Migration) -> None:
        raise EnvironmentFault(codes.STORE_DISK_FULL, file="x")

    with pytest.raises(EnvironmentFault):
        migrator.migrate(connection, fail, steps)
    assert migrator.version_of(connection) == len(migrator.migrations())


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_step_killed_before_its_commit_never_happened(tmp_path: Path, steps: Path) -> None:
    store = tmp_path / "killed.db"
    store_connection.create_new(store, KEY).close()
    last = max(steps.glob("*.sql"))
    program = (
        "import os, signal, pathlib\n"
        "from padan.adapters.store import connection, migrator\n"
        f"opened = connection.open_existing(pathlib.Path({str(store)!r}), bytes([5]) * 32)\n"
        "migrator.migrate(opened)\n"
        "opened.create_function('die', 0, lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
        "opened.execute(\"INSERT INTO preference VALUES ('a', 'b')\")\n"
        f"migrator.migrate(opened, None, pathlib.Path({str(steps)!r}))\n"
    )
    sound = last.read_text(encoding="utf-8")
    last.write_text(sound + "\nSELECT die();", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    last.write_text(sound, encoding="utf-8")
    opened = store_connection.open_existing(store, KEY)
    assert migrator.version_of(opened) == len(migrator.migrations())
    migrator.migrate(opened, None, steps)
    assert opened.execute("SELECT id FROM extra").fetchall() == [("a",)]
    opened.close()


def test_corrections_survive_the_step_that_frees_them_of_a_run(
    connection: Connection, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    step = migrator.migrations()[0]
    (first / step.name).write_text(step.sql, encoding="utf-8")
    migrator.migrate(connection, None, first)
    run = "'r1', 'x', 's1', 's1', '', '', '', '', '', '', '', '', '', '', '', '', NULL"
    snapshot = "'s1', '', '', '', '', '', '', '', '', '', '', 0, 0, 0, '', '', NULL, '', ''"
    connection.execute(f"INSERT INTO snapshot VALUES ({snapshot})")
    connection.execute(f"INSERT INTO run VALUES ({run})")
    row = ("c1", "x", "r1", "dpr", "bkn", 4, "ab", 5, "", "jabatan", "a", "b", "", "", "sent", "o1", "now")
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO correction VALUES ({marks}, NULL, '', NULL)", row)
    migrator.migrate(connection)
    assert connection.execute("SELECT * FROM correction").fetchall() == [(*row, None, "", None)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
