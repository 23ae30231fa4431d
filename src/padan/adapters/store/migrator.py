"""Brings a store's schema forward, one transaction per step; never back, and never a store newer than the
program.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from padan.adapters.store.driver import Connection, Error
from padan.adapters.store.faults import fault_of
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault

FOLDER = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")

_q_read_last_program = "SELECT value FROM meta WHERE key = 'last_program'"


@dataclass(frozen=True)
class Migration:
    """One step: `number` is the schema version it leads to."""

    number: int
    name: str
    sql: str


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """Return all steps in order; their numbers run from 1 without a gap."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match:
            found.append(Migration(int(match[1]), path.name, path.read_text(encoding="utf-8")))
    return found


def version_of(connection: Connection) -> int:
    """Return the store's schema version; 0 for an empty store."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: Connection, before: Callable[[Migration], None] | None = None, folder: Path = FOLDER
) -> list[int]:
    """Apply what is missing and return the versions reached. `before` is called ahead of each step (a
    backup).

    Errors: EnvironmentFault STORE_NEWER with the program that wrote it; MIGRATION_FAILED, the store as it was
    before.
    """
    steps = migrations(folder)
    current = version_of(connection)
    if current > len(steps):
        raise EnvironmentFault(
            codes.STORE_NEWER, found=current, known=len(steps), program=last_program(connection)
        )
    applied = []
    for step in steps[current:]:
        if before is not None:
            before(step)
        _apply(connection, step)
        applied.append(step.number)
    return applied


def _apply(connection: Connection, step: Migration) -> None:
    script = f"BEGIN IMMEDIATE;\n{step.sql}\n;PRAGMA user_version = {step.number};\nCOMMIT;"
    try:
        connection.executescript(script)
    except Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        fault = fault_of(error, "store.db")
        if isinstance(fault, EnvironmentFault):
            raise fault from error
        raise EnvironmentFault(
            codes.MIGRATION_FAILED, step=step.name, detail=str(fault.values["detail"])
        ) from error


def last_program(connection: Connection) -> str:
    """Return the version of the program that wrote the store last, for the message about a newer store."""
    try:
        row = connection.execute(_q_read_last_program).fetchone()
    except Error:
        return "?"
    return str(row[0]) if row else "?"
