"""What the snapshot repository promises, on the encrypted store and on the one in memory alike."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from padan.common.codes import store as codes
from padan.common.errors import Defect
from padan.domain.snapshot import Snapshot, StoredProblem

Register = Callable[[int], pl.DataFrame]


@pytest.mark.parametrize("rows", [0, 1, 65_536, 65_537])
def test_snapshot_comes_back_cell_for_cell(
    store: Any, snapshot: Snapshot, register: Register, rows: int
) -> None:
    table = register(rows)
    problems = [
        StoredProblem(1, 3, "nip_baru", 60001, True, "x"),
        StoredProblem(1, 3, "nama", 60002, False, ""),
    ]
    with store as records:
        records.snapshots.add(snapshot, table, problems)
    with store.reading() as records:
        assert records.snapshots.get("s1") == snapshot
        assert records.snapshots.load("s1").equals(table)
        assert records.snapshots.load("s1").schema == table.schema
        assert records.snapshots.load("s1", ["nama", "tidak_ada"]).equals(table.select("_row", "nama"))
        parts: list[pl.DataFrame] = []
        while (part := records.snapshots.part("s1", ["nama", "tidak_ada"], len(parts))) is not None:
            parts.append(part)
        assert pl.concat([table.select("_row", "nama").head(0), *parts]).equals(table.select("_row", "nama"))
        assert max((one.height for one in parts), default=0) <= 65_536
        assert records.snapshots.column("s1", "nama").equals(table.select("nama"))
        some = np.unique(np.array([0, rows // 3, rows - 2, rows - 1]).clip(0))[:rows]
        for name in ("nama", "_row"):
            assert records.snapshots.column("s1", name, some).equals(table.select(name)[some])
        assert records.snapshots.problems("s1") == problems
        assert records.snapshots.problems("s1", 1) == problems[:1]


def test_rows_come_in_the_order_asked_from_any_chunk(
    store: Any, snapshot: Snapshot, register: Register
) -> None:
    table = register(70_000)
    with store as records:
        records.snapshots.add(snapshot, table, [])
    with store.reading() as records:
        found = records.snapshots.rows("s1", [139_998, 1, 0, 4])
    assert [row["_row"] for row in found] == [139_998, 0, 4]
    assert found[0] == table.row(69_999, named=True)


def test_person_is_found_by_nip_in_any_shape_and_by_nip_lama(
    store: Any, snapshot: Snapshot, register: Register
) -> None:
    table = register(17_000).with_columns(
        nip_baru=pl.when(pl.col("_row") == 8).then(pl.lit("'19700101 200012.1003")).otherwise("nip_baru"),
        nip_lama=pl.when(pl.col("_row") == 30).then(pl.lit("130000001")).otherwise("nip_lama"),
    )
    with store as records:
        records.snapshots.add(snapshot, table, [])
    with store.reading() as records:
        find = records.snapshots.find_nip
        assert find("s1", "1970 0101 2000121003") == [6, 8]
        assert find("s1", "130000001") == [30]
        assert [find("s1", text) for text in ("", "Ani", "1.97E+17", "197001012000999999", "9" * 30)] == [
            []
        ] * 5


def test_unordered_rows_are_refused(store: Any, snapshot: Snapshot, register: Register) -> None:
    with pytest.raises(Defect) as caught, store as records:
        records.snapshots.add(snapshot, register(3).reverse(), [])
    assert caught.value.code == codes.SNAPSHOT_UNORDERED


def test_quality_is_the_only_thing_set_later(store: Any, snapshot: Snapshot, register: Register) -> None:
    with store as records:
        records.snapshots.add(snapshot, register(1), [])
        records.snapshots.set_quality("s1", {"ikd": 97.5})
    with store.reading() as records:
        assert records.snapshots.all("dpr-bkn-2023") == [replace(snapshot, quality={"ikd": 97.5})]
        assert records.snapshots.all("lain") == []


def test_snapshot_is_stored_once(store: Any, snapshot: Snapshot, register: Register) -> None:
    with store as records:
        records.snapshots.add(snapshot, register(1), [])
    with pytest.raises(Defect), store as records:
        records.snapshots.add(snapshot, register(2), [])
    with store.reading() as records:
        assert records.snapshots.load("s1").height == 1
