import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from padan.adapters.workspace import backup, places
from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.codes import store as codes
from padan.common.errors import Cancelled, Fault
from padan.common.progress import Cancel, no_progress
from padan.domain.audit import RESTORED_ACTION, verify_chain
from padan.domain.workspace import BackupMade, NewSecret

AddPeople = Callable[[UnlockedWorkspace, int], pl.DataFrame]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "cadangan.padanbackup"


@pytest.fixture
def backed_up(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace, target: Path, add_people: AddPeople
) -> BackupMade:
    add_people(unlocked, 1_000)
    made = workspaces.backup(unlocked, target, no_progress, Cancel())
    unlocked.store.close()
    return made


def code_of(call: Callable[[], object]) -> int:
    with pytest.raises(Fault) as caught:
        call()
    return caught.value.code


def test_backup_restored_elsewhere_opens_with_the_recovery_key_under_a_new_store_id(
    workspaces: FolderWorkspaces, backed_up: BackupMade, tmp_path: Path, recovery_key: str, folder: Path
) -> None:
    there = tmp_path / "lain"
    workspaces.restore(backed_up.path, there)
    opened = workspaces.unlock_with_recovery(
        there, recovery_key, NewSecret("o1", "ani", "kata sandi di komputer baru")
    )
    old_id = places.read_vault(folder).store_id
    assert opened.store.store_id != old_id
    assert places.read_vault(there).store_id == opened.store.store_id
    with opened.store.reading() as records:
        entries = records.audit.entries()
        assert records.snapshots.load("s1").height == 1_000
    assert (entries[-1].action, entries[-1].details["old_store_id"]) == (RESTORED_ACTION, old_id)
    assert verify_chain(opened.store.store_id, entries).intact
    opened.store.close()


def test_restored_workspace_opens_with_a_passphrase_and_takes_its_new_id_once(
    workspaces: FolderWorkspaces, backed_up: BackupMade, tmp_path: Path, passphrase: str
) -> None:
    workspaces.restore(backed_up.path, tmp_path / "lain")
    first = workspaces.unlock(tmp_path / "lain", "ani", passphrase)
    first.store.close()
    second = workspaces.unlock(tmp_path / "lain", "ani", passphrase)
    assert second.store.store_id == first.store.store_id
    second.store.close()


def test_backup_never_overwrites(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace, target: Path
) -> None:
    target.write_bytes(b"lama")
    again = lambda: workspaces.backup(unlocked, target, no_progress, Cancel())  # noqa: E731
    assert code_of(again) == codes.BACKUP_TARGET_EXISTS
    assert target.read_bytes() == b"lama"
    unlocked.store.close()


def test_cancelled_backup_leaves_no_trace(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace, target: Path, folder: Path
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        workspaces.backup(unlocked, target, no_progress, cancel)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert list(target.parent.glob("*padanbackup*")) == []
    unlocked.store.close()


def test_backup_holds_what_was_committed_while_the_store_stays_in_use(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace, target: Path, add_people: AddPeople
) -> None:
    add_people(unlocked, 100)
    stages: list[str] = []
    workspaces.backup(unlocked, target, lambda stage, done, total: stages.append(stage), Cancel())
    with unlocked.store as records:
        records.preferences.put("a", "b")
    assert set(stages) == {"copy", "verify"}
    unlocked.store.close()


def test_restore_into_a_workspace_is_refused(
    workspaces: FolderWorkspaces, backed_up: BackupMade, folder: Path
) -> None:
    assert code_of(lambda: workspaces.restore(backed_up.path, folder)) == codes.FOLDER_NOT_EMPTY


def test_flipped_byte_in_a_backup_is_found_before_anything_is_written(
    workspaces: FolderWorkspaces, backed_up: BackupMade, tmp_path: Path
) -> None:
    content = bytearray(backed_up.path.read_bytes())
    content[len(content) // 2] ^= 1
    backed_up.path.write_bytes(content)
    assert code_of(lambda: workspaces.restore(backed_up.path, tmp_path / "lain")) == codes.BACKUP_DAMAGED
    assert not (tmp_path / "lain" / "store.db").exists()


def test_truncated_backup_is_damaged_and_other_files_are_none(
    workspaces: FolderWorkspaces, backed_up: BackupMade, tmp_path: Path
) -> None:
    half = tmp_path / "half.padanbackup"
    half.write_bytes(backed_up.path.read_bytes()[:50_000])
    assert code_of(lambda: workspaces.restore(half, tmp_path / "lain")) == codes.BACKUP_DAMAGED
    half.write_bytes(b"bukan cadangan")
    assert code_of(lambda: workspaces.restore(half, tmp_path / "lain")) == codes.NOT_A_BACKUP
    with zipfile.ZipFile(half, "w") as box:
        box.writestr("apa.txt", "x")
    assert code_of(lambda: workspaces.restore(half, tmp_path / "lain")) == codes.NOT_A_BACKUP


def test_backup_with_an_extra_entry_is_refused(
    workspaces: FolderWorkspaces, backed_up: BackupMade, tmp_path: Path
) -> None:
    with zipfile.ZipFile(backed_up.path, "a") as box:
        box.writestr("../../keluar.txt", "x")
    assert code_of(lambda: workspaces.restore(backed_up.path, tmp_path / "lain")) == codes.BACKUP_DAMAGED
    assert not (tmp_path / "lain").exists()


def test_keep_newest_deletes_the_oldest_by_name(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"harian-{number}.padanbackup").write_bytes(b"")
    backup.keep_newest(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "harian-3.padanbackup",
        "harian-4.padanbackup",
    ]


def test_backup_clears_what_a_killed_one_left_on_the_stick(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace, target: Path
) -> None:
    leftover = target.with_name(".kemarin.padanbackup.0a1b2c3d.padan-part")
    leftover.write_bytes(b"setengah")
    workspaces.backup(unlocked, target, no_progress, Cancel())
    assert not leftover.exists()
    unlocked.store.close()
