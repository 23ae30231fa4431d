"""Every contract runs on the encrypted store and on the one in memory."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from padan.adapters.store import connection as store_connection
from padan.adapters.store import meta, migrator
from padan.adapters.store.store import Store
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot

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


def _register(rows: int) -> pl.DataFrame:
    numbers = [row * 2 for row in range(rows)]
    columns = {
        "_row": pl.Series(numbers, dtype=pl.UInt32),
        "_sheet_row": pl.Series([number + 2 for number in numbers], dtype=pl.UInt32),
        "nip_baru": pl.Series([f"{197001012000121000 + row}" for row in range(rows)], dtype=pl.String),
        "nip_lama": pl.Series([None] * rows, dtype=pl.String),
        "nama": pl.Series([None if row % 7 == 0 else f"Ñama {row}" for row in range(rows)], dtype=pl.String),
    }
    return pl.DataFrame(columns)


@pytest.fixture
def snapshot(now: datetime) -> Snapshot:
    return Snapshot(
        id="s1",
        agreement_id="dpr-bkn-2023",
        register="siasn",
        party="bkn",
        position=date(2026, 11, 1),
        received_at=now,
        received_by="o1",
        channel="file",
        file_name="asn.csv",
        file_sha256="00",
        content_digest="11",
        rows=9,
        rows_read=10,
        rows_refused=1,
        columns=("nip_baru", "nama"),
        report={"shape": {"format": "csv"}, "warnings": [1, None]},
    )


@pytest.fixture
def run(now: datetime) -> Run:
    return Run(
        id="r1",
        agreement_id="dpr-bkn-2023",
        snapshot_a="s1",
        snapshot_b="s2",
        party_a="dpr",
        party_b="bkn",
        created_at=now,
        created_by="o1",
        rules_version="1",
        rules_digest="r",
        decisions_digest="d",
        digest_a="a",
        digest_b="b",
        result_digest="x",
        summary={"rows": {"a": 1, "b": 2}, "seconds": {"join": 0.5}},
        model="{}",
    )


@pytest.fixture
def matched(store: Any, snapshot: Snapshot, run: Run) -> Any:
    with store as records:
        for snapshot_id in ("s1", "s2"):
            records.snapshots.add(replace(snapshot, id=snapshot_id), _register(3), [])
        records.runs.add(run, {"pairs": pl.DataFrame({"row_a": [0, 2], "score": [1.5, None]})})
    return store


@pytest.fixture
def register() -> Callable[[int], pl.DataFrame]:
    """Return a maker of registers with gaps in `_row`, nulls and letters beyond ASCII."""
    return _register
