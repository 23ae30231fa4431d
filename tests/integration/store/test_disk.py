"""A disk that fills up and a folder that cannot be written: a clear code, the store intact, the work
resumable.
"""

import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from padan.adapters.files.atomic import write_with
from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault
from padan.common.progress import Cancel, no_progress

HERE = Path(__file__).parent


OPERATIONS = ["import", "backup", "rotate"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 8 MiB; only root may mount one."""
    mount = tmp_path / "disk"
    mount.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mount], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield mount
    subprocess.run(["umount", "-l", mount], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are POSIX")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_full_disk_is_told_and_the_work_can_be_repeated_after_making_room(
    workspaces: FolderWorkspaces,
    template: tuple[Path, str],
    small_disk: Path,
    passphrase: str,
    operation: str,
) -> None:
    folder = Path(shutil.copytree(template[0], small_disk / "ruang"))
    opened = workspaces.unlock(folder, "ani", passphrase)
    work = partial(_work, workspaces, opened, operation, small_disk / "x.padanbackup")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 200_000))
    with pytest.raises(EnvironmentFault) as caught:
        work()
    assert caught.value.code == codes.STORE_DISK_FULL
    assert list(small_disk.rglob("*part*")) == []
    ballast.unlink()
    work()
    assert list(workspaces.check(opened)) == []
    opened.store.close()


def _work(workspaces: FolderWorkspaces, opened: UnlockedWorkspace, operation: str, target: Path) -> None:
    if operation == "import":
        with opened.store as records:
            for number in range(40):
                records.preferences.put(f"isi {number}", secrets.token_hex(10_000))
    elif operation == "backup":
        workspaces.backup(opened, target, no_progress, Cancel())
    else:
        workspaces.rotate_key(opened)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_disk_that_fails_midway_leaves_the_store_usable(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str, operation: str
) -> None:
    before = {path.name for path in folder.iterdir()}
    child = subprocess.run(
        [sys.executable, HERE / "disk_child.py", folder, passphrase, operation, "300000"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.stdout in (str(codes.STORE_DISK_FULL), str(codes.STORE_IO)), child.stderr
    assert {path.name for path in folder.iterdir()} == before
    assert not (folder.parent / "x.padanbackup").exists()
    opened = workspaces.unlock(folder, "ani", passphrase)
    assert list(workspaces.check(opened)) == []
    with opened.store.reading() as records:
        assert records.snapshots.all() == []
        assert records.preferences.get("sesudah") is not None
    opened.store.close()


def test_store_in_a_read_only_folder_is_told(
    monkeypatch: pytest.MonkeyPatch, workspaces: FolderWorkspaces, folder: Path, passphrase: str
) -> None:
    import errno
    import os

    def refuse(*_values: object, **_named: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(EnvironmentFault) as caught:
        workspaces.unlock(folder, "ani", passphrase)
    assert caught.value.code == codes.STORE_READ_ONLY


@pytest.mark.parametrize("limit", [0, 1, 4095, 4096, 9_999])
def test_failing_device_never_leaves_half_a_file(tmp_path: Path, limit: int) -> None:
    target = tmp_path / "vault.json"
    target.write_bytes(b"lama")

    def fill(file: object) -> None:
        written = 0
        while written < 10_000:
            if written + 100 > limit:
                raise OSError(28, "No space left on device")
            file.write(b"x" * 100)  # type: ignore[attr-defined]
            written += 100

    with pytest.raises(EnvironmentFault) as caught:
        write_with(target, fill)
    assert caught.value.code == codes.STORE_DISK_FULL
    assert target.read_bytes() == b"lama"
    assert [path.name for path in tmp_path.iterdir()] == ["vault.json"]
