import csv
import hashlib
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from padan.adapters.tables.writers import write_csv, write_table
from padan.adapters.tables.xlsx_writer import column_letters
from padan.common.codes import files
from padan.common.errors import EnvironmentFault

TABLE = pl.DataFrame(
    {
        "nip_baru": ["197102042006061002", "=1+1", None],
        "nama": ['A<b>&"c" \x01', "@x", " _x0041_\ny "],
        "_row": [0, 1, 2],
    }
)


def test_every_cell_is_text_and_no_formula(tmp_path: Path) -> None:
    digest = write_table(
        TABLE, tmp_path / "a.xlsx", sheet="Daftar: [1]/2", headers={"nama": "Nama", "nip_baru": "NIP"}
    )
    assert digest == hashlib.sha256((tmp_path / "a.xlsx").read_bytes()).hexdigest()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.active
    assert sheet.title == "Daftar   1  2"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[:3] == [["Nama", "NIP"], ['A<b>&"c" ', "197102042006061002"], ["@x", "=1+1"]]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert sheet["B3"].quotePrefix


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    assert write_table(TABLE, tmp_path / "a.xlsx") == write_table(TABLE, tmp_path / "b.xlsx")


def test_many_rows_keep_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.adapters.tables.xlsx_writer._BATCH", 7)
    table = pl.DataFrame({"nama": [f"ORANG {n}" for n in range(40)]})
    write_table(table, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == table.get_column("nama").to_list()


def test_csv_for_people_shows_formulas_as_text(tmp_path: Path) -> None:
    write_table(TABLE, tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert rows[2] == ["'=1+1", "'@x"]


def test_plain_csv_changes_nothing(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as stream:
        write_csv(TABLE.select("nip_baru"), stream, ["nip_baru"], for_spreadsheets=False)
    assert (tmp_path / "a.csv").read_bytes() == b"nip_baru\r\n197102042006061002\r\n=1+1\r\n\r\n"


def test_nothing_is_left_when_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFault) as caught:
        write_table(TABLE, tmp_path / "a.xlsx")
    assert caught.value.code == files.FILE_NOT_WRITTEN
    assert list(tmp_path.iterdir()) == []


def test_an_empty_table_is_a_sheet_with_its_header(tmp_path: Path) -> None:
    write_table(TABLE.head(0), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["nip_baru", "nama"]


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(place: int, letters: str) -> None:
    assert column_letters(place) == letters
