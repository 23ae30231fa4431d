"""From a file on disk to the table: environment faults, cancel, progress, limits of the child process."""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import pytest

from padan.adapters.tables.reader import read_register
from padan.common.codes import files
from padan.common.errors import Cancelled, EnvironmentFault, UserFault
from padan.common.progress import Cancel
from padan.domain.intake import ReadLimits, ReadOptions

NIP = "197102042006061002"


def sheet_of(path: Path, rows: int) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Pegawai")
    sheet.append(["NIP", "Nama", "Tgl Lahir"])
    for number in range(rows):
        sheet.append([NIP, f"ORANG {number}", "04-02-1971"])
    book.save(path)
    return path


def text_of(path: Path, rows: int) -> Path:
    path.write_text("NIP;Nama\n" + "".join(f"{NIP};ORANG {n}\n" for n in range(rows)))
    return path


def test_missing_file_is_the_environment(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        read_register(tmp_path / "tiada.csv")
    assert caught.value.code == files.FILE_NOT_FOUND
    assert str(tmp_path) not in str(caught.value.values)


def test_unreadable_path_is_the_environment(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        read_register(tmp_path)
    assert caught.value.code == files.FILE_UNREADABLE


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no name there")
def test_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")
    with pytest.raises(EnvironmentFault) as caught:
        read_register(tmp_path / "pipa.csv")
    assert caught.value.code == files.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xef\xbb\xbf", files.FILE_EMPTY),
        (b"\r\n" * 40, files.FILE_EMPTY),
        (b"   \n  \n", files.FILE_EMPTY),
        (f"{NIP};3171010101800001;ORANG;L\n".encode() * 3, files.HEADER_MISSING),
        (b"satu;dua\n1;2\n", files.COLUMNS_NOT_RECOGNISED),
    ],
)
def test_file_that_holds_no_register_says_why(tmp_path: Path, content: bytes, code: int) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(UserFault) as caught:
        read_register(tmp_path / "a.csv")
    assert caught.value.code == code
    assert NIP not in str(caught.value.values)


def test_file_that_shrinks_while_read_is_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_of(tmp_path / "a.csv", 1000)
    monkeypatch.setattr("padan.adapters.tables.source.BLOCK_BYTES", 1024)

    def shrink(_stage: str, done: int, _total: int) -> None:
        if done:
            path.write_text("")

    monkeypatch.setattr("padan.adapters.tables.text_pieces._HEAD", 10)
    with pytest.raises(EnvironmentFault) as caught:
        read_register(path, progress=shrink)
    assert caught.value.code == files.FILE_CHANGED


def test_progress_ends_at_the_size_and_digest_is_the_file_s(tmp_path: Path) -> None:
    path = text_of(tmp_path / "a.csv", 1000)
    steps: list[tuple[str, int, int]] = []
    report = read_register(path, progress=lambda *step: steps.append(step)).report
    assert report.file_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert report.size_bytes == path.stat().st_size
    assert steps
    assert all(done <= total for _stage, done, total in steps)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_cancel_stops_reading(tmp_path: Path, name: str) -> None:
    make = text_of if name.endswith("csv") else sheet_of
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        read_register(make(tmp_path / name, 100), cancel=cancel)


def test_reading_a_workbook_leaves_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    path = sheet_of(tmp_path / "a.xlsx", 100)
    before = set(tmp_path.rglob("*"))
    assert read_register(path).report.rows_kept == 100
    assert set(tmp_path.rglob("*")) == before


def test_time_limit_of_the_child_is_the_file_s_fault(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "a.xlsx", 60_000)
    with pytest.raises(UserFault) as caught:
        read_register(path, ReadOptions(limits=ReadLimits(process_seconds=0)))
    assert caught.value.code == files.PARSING_TIME


def test_one_gigabyte_on_one_line_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"NIP;Nama;" + b"x" * 100_000)
        file.truncate(1 << 30)  # sparse: the rest reads as NUL bytes
    with pytest.raises(UserFault) as caught:
        read_register(path)
    assert caught.value.code == files.LINE_TOO_LONG


def test_the_child_loads_neither_polars_nor_numpy() -> None:
    code = (
        "import sys, padan.child_main, padan.adapters.tables.workbook_child;"
        "print(sorted({'polars', 'numpy', 'PySide6'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
