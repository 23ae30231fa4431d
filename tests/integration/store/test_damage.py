"""Damage, swaps and foreign stores are told apart and located."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from padan.adapters.store import connection as store_connection
from padan.adapters.store.page_check import damaged_pages, first_page_verdict
from padan.adapters.workspace import places
from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault, Fault
from padan.domain.audit import AuditAct, Checkpoint

AddPeople = Callable[[UnlockedWorkspace, int], pl.DataFrame]
PAGE = 16384


def code_of(call: Callable[[], object]) -> int:
    with pytest.raises(Fault) as caught:
        call()
    return caught.value.code


def spoil(path: Path, page: int, at: int = 5_000) -> None:
    with open(path, "r+b") as file:
        file.seek((page - 1) * PAGE + at)
        byte = file.read(1)[0]
        file.seek((page - 1) * PAGE + at)
        file.write(bytes([byte ^ 0x55]))


@pytest.fixture
def filled(unlocked: UnlockedWorkspace, add_people: AddPeople) -> UnlockedWorkspace:
    add_people(unlocked, 70_000)
    return unlocked


def run(unlocked: UnlockedWorkspace, sql: str, *values: object) -> None:
    """Change the store as someone with the key but without our program would."""
    connection = store_connection.open_existing(
        unlocked.inside.folder / places.STORE, unlocked.inside.data.current
    )
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(sql, values)
    connection.close()


def test_page_check_agrees_with_sqlcipher(filled: UnlockedWorkspace) -> None:
    store, key = filled.inside.folder / places.STORE, filled.inside.data.current
    filled.store.close()
    assert first_page_verdict(store, key) == "sound"
    assert damaged_pages(store, key) == []
    assert first_page_verdict(store, b"\x00" * 32) == "other key"
    spoil(store, 1)
    spoil(store, 5)
    assert damaged_pages(store, key) == [1, 5]
    assert first_page_verdict(store, key) == "damaged"


def test_damaged_first_page_is_damage_and_not_a_wrong_passphrase(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str
) -> None:
    spoil(folder / places.STORE, 1)
    with pytest.raises(EnvironmentFault) as caught:
        workspaces.unlock(folder, "ani", passphrase)
    assert caught.value.code == codes.STORE_DAMAGED
    assert caught.value.values["detail"] == "halaman 1"


def test_store_of_another_workspace_is_a_mismatch(
    workspaces: FolderWorkspaces, folder: Path, tmp_path: Path, passphrase: str
) -> None:
    other = tmp_path / "other.db"
    store_connection.create_new(other, b"\x07" * 32).close()
    connection = store_connection.open_existing(other, b"\x07" * 32)
    connection.execute("CREATE TABLE filler AS SELECT randomblob(50000) AS a")
    connection.close()
    (folder / places.STORE).write_bytes(other.read_bytes())
    assert code_of(lambda: workspaces.unlock(folder, "ani", passphrase)) == codes.STORE_KEY_MISMATCH


def test_missing_store_is_named(workspaces: FolderWorkspaces, folder: Path, passphrase: str) -> None:
    (folder / places.STORE).unlink()
    assert code_of(lambda: workspaces.unlock(folder, "ani", passphrase)) == codes.STORE_MISSING


def test_newer_schema_names_the_program_to_install(
    workspaces: FolderWorkspaces, folder: Path, unlocked: UnlockedWorkspace, passphrase: str
) -> None:
    run(unlocked, "UPDATE meta SET value = '7.5.0' WHERE key = 'last_program'")
    run(unlocked, "PRAGMA user_version = 900")
    unlocked.store.close()
    with pytest.raises(EnvironmentFault) as caught:
        workspaces.unlock(folder, "ani", passphrase)
    assert caught.value.code == codes.STORE_NEWER
    assert caught.value.values["program"] == "7.5.0"


def test_check_locates_damaged_pages_and_what_they_hold(
    workspaces: FolderWorkspaces, folder: Path, filled: UnlockedWorkspace, passphrase: str
) -> None:
    filled.store.close()
    size = (folder / places.STORE).stat().st_size // PAGE
    spoil(folder / places.STORE, size * 3 // 4)
    opened = workspaces.unlock(folder, "ani", passphrase)
    found = workspaces.check(opened)
    assert f"page:{size * 3 // 4}" in found
    assert any(place.startswith(("snapshot:s1/", "table:snapshot")) for place in found)
    opened.store.close()


def test_reading_a_damaged_page_is_a_fault_and_the_rest_stays_readable(
    workspaces: FolderWorkspaces, folder: Path, filled: UnlockedWorkspace, passphrase: str
) -> None:
    filled.store.close()
    spoil(folder / places.STORE, (folder / places.STORE).stat().st_size // PAGE * 3 // 4)
    opened = workspaces.unlock(folder, "ani", passphrase)

    def read_everything() -> None:
        with opened.store.reading() as records:
            records.snapshots.load("s1")

    assert code_of(read_everything) in (codes.STORE_DAMAGED, codes.STORE_IO)
    with opened.store.reading() as records:
        assert len(records.audit.entries()) == 1
    opened.store.close()


SWAPS = {
    "bodies": "UPDATE snapshot_chunk SET body = (SELECT body FROM snapshot_chunk WHERE chunk = 0"
    " AND name = 'nama') WHERE chunk = 1 AND name = 'nama'",
    "whole chunks": "UPDATE snapshot_chunk SET chunk = 3 - chunk, name = 'nama' WHERE name = 'nama'",
    "columns": "UPDATE snapshot_chunk SET (digest, body) = (SELECT digest, body FROM snapshot_chunk AS other"
    " WHERE other.name = 'nip_baru' AND other.chunk = snapshot_chunk.chunk) WHERE name = 'nama'",
    "a chunk gone": "DELETE FROM snapshot_chunk WHERE name = 'nama' AND chunk = 1",
    "a column gone": "DELETE FROM snapshot_chunk WHERE name = 'nama'",
    "digest too": "UPDATE snapshot_chunk SET digest = randomblob(32) WHERE name = 'nama' AND chunk = 0",
}


@pytest.mark.parametrize("swap", SWAPS.values(), ids=SWAPS)
def test_tampered_chunks_are_named_instead_of_read(
    workspaces: FolderWorkspaces, filled: UnlockedWorkspace, swap: str
) -> None:
    run(filled, swap)

    def load() -> None:
        with filled.store.reading() as records:
            records.snapshots.load("s1", ["nama"])

    assert code_of(load) == codes.CHUNK_DAMAGED
    assert any("snapshot" in place for place in workspaces.check(filled))
    filled.store.close()


def test_edited_audit_row_is_found(workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace) -> None:
    with unlocked.store as records:
        for number in range(5):
            act = AuditAct("o1", "uji", str(number), "ok", {})
            records.audit.append(workspaces._clock.now(), act)
    run(unlocked, "UPDATE audit SET outcome = 'refused' WHERE sequence = 3")
    assert workspaces.check(unlocked) == ["audit:3"]
    unlocked.store.close()


def test_log_cut_behind_a_witnessed_checkpoint_is_found(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace
) -> None:
    with unlocked.store as records:
        records.audit.add_witness(Checkpoint(9, "ab" * 32), "ba-1", workspaces._clock.now())
    assert workspaces.check(unlocked) == ["audit:2"]
    unlocked.store.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET outcome = 'x'",
        "DELETE FROM audit",
        "INSERT INTO audit VALUES (9,'','','','','','','','')",
    ],
)
def test_audit_is_append_only_in_sql(unlocked: UnlockedWorkspace, sql: str) -> None:
    def change() -> None:
        with unlocked.store:
            unlocked.store.connections.mine().execute(sql)

    with pytest.raises(Defect):
        change()
    unlocked.store.close()


def small_table() -> pl.DataFrame:
    return pl.DataFrame({"_row": [0, 1], "nama": ["A", None]}, schema={"_row": pl.UInt32, "nama": pl.String})


def test_undamaged_part_is_saved_into_a_workspace_of_its_own(
    workspaces: FolderWorkspaces, folder: Path, filled: UnlockedWorkspace, passphrase: str, tmp_path: Path
) -> None:
    with filled.store as records:
        first = records.snapshots.get("s1")
        assert first is not None
        records.preferences.put("tetap", "ada")
        records.snapshots.add(replace(first, id="s2"), small_table(), [])
    filled.store.close()
    spoil(folder / places.STORE, (folder / places.STORE).stat().st_size // PAGE * 3 // 4)
    damaged = workspaces.unlock(folder, "ani", passphrase)
    saved = workspaces.salvage(damaged, tmp_path / "selamat")
    damaged.store.close()
    assert saved["audit"] == 1
    opened = workspaces.unlock(tmp_path / "selamat", "ani", passphrase)
    with opened.store.reading() as records:
        assert records.preferences.get("tetap") == "ada"
        assert records.snapshots.load("s2").equals(small_table())
        assert records.audit.entries()[-1].action == "store.restored"
    found = workspaces.check(opened)
    assert any(place.startswith("snapshot:s1/") for place in found)
    assert not any(place.startswith(("page:", "snapshot:s2")) for place in found)
    opened.store.close()
