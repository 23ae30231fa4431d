"""Every contract runs on the encrypted store and on the one in memory."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from padan.adapters.store import connection as store_connection
from padan.adapters.store import meta, migrator
from padan.adapters.store.store import Store

sys.path.insert(0, str(Path(__file__).parents[2] / "fakes"))

from memory_store import MemoryStore

KEY = b"\x03" * 32
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


def encrypted_store(folder: Path) -> Store:
    path = folder / "store.db"
    connection = store_connection.create_new(path, KEY)
    migrator.migrate(connection)
    for key, value in ((meta.STORE_ID, "st-1"), (meta.PARTY, "dpr"), (meta.TRAINING, "0")):
        meta.put(connection, key, value)
    connection.close()
    return Store(path, KEY)


@pytest.fixture(params=["encrypted", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made: Any = encrypted_store(tmp_path) if request.param == "encrypted" else MemoryStore("st-1", "dpr")
    yield made
    made.close()
