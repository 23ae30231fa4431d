import io
from pathlib import Path

import openpyxl
import pytest

from padan.adapters.tables.preview import preview_register
from padan.common.codes import files
from padan.common.errors import EnvironmentFault
from padan.domain.intake import ReadOptions

NIP = "197102042006061002"


def test_preview_shows_rows_columns_and_samples(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIP;Nama;Agama;Kode X\n" + f"{NIP};BUDI;Rahasia;7\n" * 60)
    shown = preview_register(path, ReadOptions())
    assert shown.fault is None
    assert shown.report is not None
    assert len(shown.rows) == 50
    assert shown.rows[0]["nama"] == "BUDI"
    assert shown.samples == {1: (NIP,) * 3, 2: ("BUDI",) * 3, 4: ("7",)}
    assert shown.signature == shown.report.signature


def test_preview_of_unknown_columns_invites_to_map(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Kode X;Kode Y\n{NIP};BUDI\n")
    shown = preview_register(path)
    assert shown.fault is not None
    assert shown.fault.code == files.COLUMNS_NOT_RECOGNISED
    assert [use.header for use in shown.columns] == ["Kode X", "Kode Y"]
    assert shown.samples == {1: (NIP,), 2: ("BUDI",)}
    assert (shown.report, shown.shape.delimiter) == (None, ";")


def test_preview_of_a_workbook_with_unknown_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["1", "2"])
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    shown = preview_register(tmp_path / "a.xlsx")
    assert shown.samples == {1: ("1",), 2: ("2",)}
    assert shown.shape.sheet == "Sheet"


def test_preview_of_no_table_has_only_the_fault(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    shown = preview_register(tmp_path / "a.pdf")
    assert shown.fault is not None
    assert (shown.fault.code, shown.columns) == (files.FILE_IS_DOCUMENT, ())


def test_missing_file_is_the_environments(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        preview_register(tmp_path / "tiada.csv")
    assert caught.value.code == files.FILE_NOT_FOUND
    with pytest.raises(EnvironmentFault) as caught:
        preview_register(tmp_path)
    assert caught.value.code == files.FILE_UNREADABLE
