"""Reading a register in parts gives what reading it whole gives, whatever only the whole file can tell."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from padan.adapters.tables import delimited, parquet
from padan.adapters.tables.parts import read_in_parts
from padan.adapters.tables.reader import read_register
from padan.common.codes import files as codes
from padan.common.errors import Cancelled, UserFault
from padan.common.progress import Cancel
from padan.domain.intake import IntakeReport, ReadLimits, ReadOptions

HEADER = "NIP|NIK|Nama|Tgl Lahir|TMT Jabatan"
IN_PARTS = ReadLimits(whole_bytes=0)


class Kept:
    """A sink that keeps everything."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self.mapping = mapping
        self.parts: list[pl.DataFrame] = []
        self.restarts = 0

    def remembered(self, signature: str) -> Mapping[str, str] | None:
        return self.mapping

    def add(self, part: pl.DataFrame) -> None:
        self.parts.append(part)

    def restart(self) -> None:
        self.parts.clear()
        self.restarts += 1


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_BATCH_BYTES", 1)
    monkeypatch.setattr("padan.adapters.tables.source.BLOCK_BYTES", 65_536)
    monkeypatch.setattr(parquet, "_PART_ROWS", 700)


def line(number: int, *, nik: str = "", born: str = "02-03-1971", since: str = "05-06-2020") -> str:
    return f"19710302{number:010d}|{nik or f'32010{number:09d}17'}|ORANG {number}|{born}|{since}"


def written(folder: Path, lines: list[str], header: str = HEADER) -> Path:
    path = folder / "register.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def both(path: Path, **options: object) -> tuple[Kept, IntakeReport]:
    """Read in parts, and compare with reading whole."""
    whole = read_register(path, ReadOptions(**options))  # type: ignore[arg-type]
    sink = Kept()
    report = read_in_parts(path, ReadOptions(limits=IN_PARTS, **options), sink)  # type: ignore[arg-type]
    assert len(sink.parts) > 1
    assert pl.concat(sink.parts).equals(whole.table)
    assert sorted(map(repr, report.warnings)) == sorted(map(repr, whole.report.warnings))
    assert replace(report, warnings=()) == replace(whole.report, warnings=())
    return sink, report


def test_rows_that_are_no_data_and_refused_rows_keep_the_numbers_of_the_rest(tmp_path: Path) -> None:
    lines = [line(number) for number in range(9000)]
    lines[100], lines[4000], lines[8000] = "||||", HEADER, "||JUMLAH 9000||"
    lines[50], lines[5000] = "terlalu|sedikit", line(1) + "|terlalu|banyak"
    lines[7000] = line(7000, nik="3.2E+15")
    sink, report = both(written(tmp_path, lines))
    assert report.rows_refused == 2
    assert report.shape.skipped.total == 3
    assert sink.restarts == 0


def test_month_first_dates_seen_late_change_the_first_rows_too(tmp_path: Path) -> None:
    lines = [line(number) for number in range(6000)]
    lines[5990] = line(5990, since="12-25-2020")
    sink, _report = both(written(tmp_path, lines))
    assert sink.restarts == 1
    assert sink.parts[0]["tmt_jabatan"][0] == "2020-05-06"
    assert sink.parts[0]["tanggal_lahir"][0] == "1971-03-02"


def test_rounded_niks_that_an_officer_takes_are_no_keys_from_the_first_row_on(tmp_path: Path) -> None:
    lines = [line(number) for number in range(3000)]
    lines += [line(number, nik=f"32010{number:09d}10") for number in range(3000, 6000)]
    path = written(tmp_path, [line(0, nik="3201000000000110"), *lines])
    sink, _report = both(path, accept_spreadsheet_damage=True)
    assert sink.restarts == 1
    assert sink.parts[0]["nik"][0] == "3.20100000000011E+15"
    with pytest.raises(UserFault) as stopped:
        read_in_parts(path, ReadOptions(limits=IN_PARTS), Kept())
    assert stopped.value.code == codes.SPREADSHEET_DAMAGE


def test_equal_columns_under_one_heading_are_one_column(tmp_path: Path) -> None:
    lines = [f"{line(number)}|ORANG {number}" for number in range(6000)]
    _sink, report = both(written(tmp_path, lines, HEADER + "|Nama"))
    assert [one.code for one in report.warnings] == [codes.DUPLICATE_HEADER_EQUAL]


def test_remembered_mapping_is_used_before_rows_are_handed_on(tmp_path: Path) -> None:
    lines = [f"{line(number)}|unit {number}" for number in range(6000)]
    path = written(tmp_path, lines, HEADER + "|Kotak 7")
    sink = Kept({"Kotak 7": "unor_nama"})
    read_in_parts(path, ReadOptions(limits=IN_PARTS), sink)
    assert sink.restarts == 1
    assert sink.parts[0]["unor_nama"][0] == "unit 0"
    assert sum(part.height for part in sink.parts) == 6000


def test_parquet_comes_in_parts_too(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        [line(number).split("|") for number in range(2000)], schema=HEADER.split("|"), orient="row"
    )
    path = tmp_path / "register.parquet"
    frame.write_parquet(path)
    _sink, report = both(path)
    assert report.rows_kept == 2000


def test_small_file_is_one_part(tmp_path: Path) -> None:
    sink = Kept()
    report = read_in_parts(written(tmp_path, [line(1), line(2)]), ReadOptions(), sink)
    assert [part.height for part in sink.parts] == [report.rows_kept] == [2]


def test_no_row_left_is_a_fault_in_parts_too(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as stopped:
        read_in_parts(written(tmp_path, ["||||"]), ReadOptions(limits=IN_PARTS), Kept())
    assert stopped.value.code == codes.NO_ROWS


def test_cancel_between_parts_stops_reading(tmp_path: Path) -> None:
    cancel = Cancel()

    class Stopping(Kept):
        def add(self, part: pl.DataFrame) -> None:
            super().add(part)
            cancel.request()

    sink = Stopping()
    path = written(tmp_path, [line(number) for number in range(9000)])
    with pytest.raises(Cancelled):
        read_in_parts(path, ReadOptions(limits=IN_PARTS), sink, cancel=cancel)
    assert len(sink.parts) == 1
