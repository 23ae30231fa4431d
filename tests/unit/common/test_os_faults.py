"""Each refusal of the operating system becomes the fault with its own remedy."""

import errno
from pathlib import Path

import pytest

from padan.common.codes import house
from padan.common.os_faults import from_oserror

EXPECTED = {
    errno.ENOSPC: house.DISK_FULL,
    errno.EROFS: house.FOLDER_READ_ONLY,
    errno.ENOENT: house.PATH_NOT_FOUND,
    errno.EACCES: house.PERMISSION_DENIED,
    errno.EIO: house.SYSTEM_REFUSED_FILE,
}


@pytest.mark.parametrize("number", EXPECTED)
def test_refusal_becomes_its_code(number: int) -> None:
    assert from_oserror(OSError(number, "x"), Path("a/b.csv")).code == EXPECTED[number]


def test_windows_full_disk_is_known_without_errno() -> None:
    error = OSError("x")
    error.winerror = 112
    assert from_oserror(error, Path("b.csv")).code == house.DISK_FULL


def test_only_the_file_name_is_told() -> None:
    assert from_oserror(OSError(errno.EIO, "x"), Path("/rahasia/b.csv")).values["file"] == "b.csv"
