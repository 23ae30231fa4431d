import os
import subprocess
import sys
from pathlib import Path

import pytest

from padan.adapters.files.lock import LOCK_NAME, FolderLock
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault


def test_second_lock_names_the_first_holder(tmp_path: Path) -> None:
    first = FolderLock(tmp_path, "padan")
    with pytest.raises(EnvironmentFault) as caught:
        FolderLock(tmp_path, "padanctl")
    assert caught.value.code == codes.WORKSPACE_IN_USE
    assert caught.value.values["program"] == "padan"
    assert caught.value.values["pid"] == str(os.getpid())
    first.release()
    first.release()
    FolderLock(tmp_path, "padanctl").release()


def test_lock_of_another_process_holds_until_it_dies(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from padan.adapters.files.lock import FolderLock\n"
        f"lock = FolderLock(pathlib.Path({str(tmp_path)!r}), 'lain')\n"
        "print('held', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n" or sys.platform == "win32"
        with pytest.raises(EnvironmentFault) as caught:
            FolderLock(tmp_path, "padan")
        assert caught.value.values["pid"] == str(other.pid)
        other.kill()
    FolderLock(tmp_path, "padan").release()


@pytest.mark.parametrize("note", [b"", b"rusak", b"[1]", b'{"pid": {"x": 1}}', b"\xff" * 100])
def test_stale_or_strange_note_locks_nobody_out(tmp_path: Path, note: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(note)
    FolderLock(tmp_path, "padan").release()
