"""Transactions, threads and the barrier of the open store."""

import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.clock import FixedClock
from padan.common.codes import store as codes
from padan.common.errors import Defect
from padan.domain.audit import AuditAct


def test_failed_unit_takes_its_audit_row_back(unlocked: UnlockedWorkspace, clock: FixedClock) -> None:
    def change_then_fail() -> None:
        with unlocked.store as records:
            records.preferences.put("a", "b")
            records.audit.append(clock.now(), AuditAct("o1", "x", "", "ok", {}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_then_fail()
    with unlocked.store.reading() as records:
        assert records.preferences.get("a") is None
        assert records.audit.checkpoint().size == 1
    unlocked.store.close()


def test_writing_units_do_not_nest_but_reading_shares(unlocked: UnlockedWorkspace) -> None:
    with unlocked.store as outer:
        outer.preferences.put("a", "b")
        with unlocked.store.reading() as inner:
            assert inner.preferences.get("a") == "b"
        with pytest.raises(Defect) as caught, unlocked.store:
            pass
        assert caught.value.code == codes.STORE_NESTED
    unlocked.store.close()


def test_reading_unit_cannot_write(unlocked: UnlockedWorkspace) -> None:
    def write() -> None:
        with unlocked.store.reading() as records:
            records.preferences.put("a", "b")

    with pytest.raises(Exception) as caught:
        write()
    assert getattr(caught.value, "code", None) == codes.STORE_READ_ONLY
    unlocked.store.close()


def test_closed_store_says_so(unlocked: UnlockedWorkspace) -> None:
    unlocked.store.close()
    unlocked.store.close()
    with pytest.raises(Defect) as caught, unlocked.store:
        pass
    assert caught.value.code == codes.STORE_CLOSED


def test_another_thread_reads_while_one_writes(unlocked: UnlockedWorkspace) -> None:
    seen: list[str | None] = []

    def look() -> None:
        with unlocked.store.reading() as records:
            seen.append(records.preferences.get("a"))

    with unlocked.store as records:
        records.preferences.put("a", "b")
        reader = threading.Thread(target=look)
        reader.start()
        reader.join()
    reader = threading.Thread(target=look)
    reader.start()
    reader.join()
    assert seen == [None, "b"]
    unlocked.store.close()


def test_rotation_waits_for_other_threads_and_they_go_on_with_the_new_key(
    workspaces: FolderWorkspaces,
    unlocked: UnlockedWorkspace,
    add_people: Callable[[UnlockedWorkspace, int], pl.DataFrame],
) -> None:
    table = add_people(unlocked, 300)
    stop = threading.Event()
    failures: list[BaseException] = []

    def keep_reading() -> None:
        while not stop.is_set():
            try:
                with unlocked.store.reading() as records:
                    assert records.snapshots.load("s1").equals(table)
            except BaseException as error:  # noqa: BLE001 - reported by the test
                failures.append(error)
                return

    readers = [threading.Thread(target=keep_reading) for _ in range(2)]
    for reader in readers:
        reader.start()
    workspaces.rotate_key(unlocked)
    workspaces.rotate_key(unlocked)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    unlocked.store.close()


def test_opening_module_loads_neither_window_nor_frames() -> None:
    import subprocess
    import sys

    program = (
        "import sys, padan.adapters.vault, padan.adapters.workspace.workspaces\n"
        "bad = [name for name in ('PySide6', 'polars', 'numpy', 'keyring') if name in sys.modules]\n"
        "sys.exit(' '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_workspace_folder_holds_only_its_files(unlocked: UnlockedWorkspace, folder: Path) -> None:
    unlocked.store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["padan.lock", "store.db", "vault.json"]
