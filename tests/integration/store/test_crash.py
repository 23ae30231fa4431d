"""`kill -9` at every step that matters: nothing acknowledged is lost, nothing half-done is shown, the next
unlock repairs.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from padan.adapters.workspace import places
from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

HERE = Path(__file__).parent
NEEDLES = ("ZULKARNAENRAHASIA", "197102022006061002", "19710202 2006061002")
CHUNK = "padan.adapters.store.person_index:PersonIndex.write"
IMPORT = [
    (CHUNK, "before", 1),
    (CHUNK, "after", 1),
    ("padan.adapters.store.store:Store._end", "before", 1),
    ("padan.adapters.store.chunks:encode", "before", 7),
]
ROTATION = "padan.adapters.workspace.rotation"
REMOVE = [
    (f"{ROTATION}:write_vault", "before", 1),
    (f"{ROTATION}:write_vault", "after", 1),
    ("padan.adapters.store.connection:copy_to", "after", 1),
    (f"{ROTATION}:put_in_place", "before", 1),
    (f"{ROTATION}:put_in_place", "after", 1),
    (f"{ROTATION}:write_vault", "before", 2),
    (f"{ROTATION}:write_vault", "after", 2),
]
BACKUP_MODULE = "padan.adapters.workspace.backup"
BACKUP = [
    ("padan.adapters.store.connection:copy_to", "after", 1),
    (f"{BACKUP_MODULE}:_fill", "after", 1),
    (f"{BACKUP_MODULE}:_verified", "before", 1),
]


def kill_at(folder: Path, passphrase: str, operation: str, point: tuple[str, str, int]) -> None:
    temporary = folder.parent / "tmp"
    temporary.mkdir()
    target, when, count = point
    child = subprocess.run(
        [sys.executable, HERE / "crash_child.py", folder, passphrase, operation, target, when, str(count)],
        env=os.environ | {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr


def files_with_needles(folder: Path) -> list[str]:
    """Look for personal values in plain UTF-8 or UTF-16 in every file, whatever its name."""
    patterns = [needle.encode(code) for needle in NEEDLES for code in ("utf-8", "utf-16-le")]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(pattern in path.read_bytes() for pattern in patterns)
    ]


def reopened(workspaces: FolderWorkspaces, folder: Path, passphrase: str) -> UnlockedWorkspace:
    assert files_with_needles(folder.parent) == []
    opened = workspaces.unlock(folder, "ani", passphrase)
    assert list(workspaces.check(opened)) == []
    assert not list(folder.glob(".*part*"))
    return opened


@pytest.mark.parametrize("point", IMPORT, ids=lambda point: f"{point[0].split(':')[1]}-{point[1]}")
def test_killed_import_leaves_nothing_and_can_be_repeated(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str, point: tuple[str, str, int], add_people
) -> None:
    kill_at(folder, passphrase, "import", point)
    opened = reopened(workspaces, folder, passphrase)
    with opened.store.reading() as records:
        assert records.snapshots.all() == []
    table = add_people(opened, 500)
    with opened.store.reading() as records:
        assert records.snapshots.load("s1").equals(table)
    opened.store.close()
    assert files_with_needles(folder.parent) == []


def test_import_killed_after_commit_is_kept(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str
) -> None:
    kill_at(folder, passphrase, "import", ("padan.adapters.store.store:Store._end", "after", 1))
    opened = reopened(workspaces, folder, passphrase)
    with opened.store.reading() as records:
        assert records.snapshots.load("s1", ["nama"]).height == 140_000
    opened.store.close()


@pytest.mark.parametrize("point", REMOVE, ids=lambda point: f"{point[0].split(':')[1]}-{point[1]}-{point[2]}")
def test_killed_removal_is_either_not_begun_or_finished_at_the_next_unlock(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str, point: tuple[str, str, int]
) -> None:
    kill_at(folder, passphrase, "remove", point)
    begun = len(places.read_vault(folder).officers) == 1
    assert begun is (point != REMOVE[0])
    opened = reopened(workspaces, folder, passphrase)
    assert places.read_vault(folder).next is None
    with opened.store.reading() as records:
        assert records.snapshots.load("s1").height == 5_000
        assert records.audit.checkpoint().size == 1
    opened.store.close()


@pytest.mark.parametrize("point", BACKUP, ids=lambda point: f"{point[0].split(':')[1]}-{point[1]}")
def test_killed_backup_leaves_the_store_as_it_was(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str, point: tuple[str, str, int]
) -> None:
    kill_at(folder, passphrase, "backup", point)
    reopened(workspaces, folder, passphrase).store.close()
    finished = (folder.parent / "x.padanbackup").exists()
    assert finished is (point == BACKUP[2])


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_change_of_passphrase_leaves_one_that_opens(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str, when: str
) -> None:
    kill_at(folder, passphrase, "passphrase", ("padan.adapters.workspace.places:write_vault", when, 1))
    valid = passphrase if when == "before" else "kata sandi milik ani yang baru"
    workspaces.unlock(folder, "ani", valid).store.close()
