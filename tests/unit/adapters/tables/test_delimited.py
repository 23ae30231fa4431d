import csv
import io
from collections.abc import Callable

import pytest

from padan.common.codes import files, rows
from padan.common.errors import UserFault
from padan.domain.intake import ReadLimits, ReadRegister

Read = Callable[..., ReadRegister]
NIP_A, NIP_B, NIP_C = "197102022006061002", "198511302010122003", "199001012019031001"
HEADER = ["NIP", "Nama Lengkap", "Tgl. Lahir", "Jabatan"]
ROWS = [
    [NIP_A, "BUDI SANTOSO", "02-02-1971", "Analis Legislatif Ahli Muda"],
    [NIP_B, "SITI AMINAH", "30-11-1985", "Perisalah, Legislatif"],
    [NIP_C, "JOSÉ DÉWI", "01-01-1990", "Analis APBN"],
]


def text(delimiter: str = ",", end: str = "\n", table: list[list[str]] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table or [HEADER, *ROWS])
    return out.getvalue()


def codes_of(read: ReadRegister) -> list[int]:
    return [problem.code for problem in read.report.problems]


def notices_of(read: ReadRegister) -> list[int]:
    return [notice.code for notice in read.report.warnings]


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_same_table_in_any_dress_gives_the_same_rows(
    read: Read, delimiter: str, end: str, encoding: str
) -> None:
    found = read(text(delimiter, end).encode(encoding))
    assert found.table.get_column("nama").to_list() == ["BUDI SANTOSO", "SITI AMINAH", "JOSÉ DÉWI"]
    assert found.table.get_column("tanggal_lahir").to_list() == ["1971-02-02", "1985-11-30", "1990-01-01"]
    assert found.table.get_column("jabatan_nama").to_list() == [row[3] for row in ROWS]
    assert found.table.get_column("_row").to_list() == [0, 1, 2]
    assert found.table.get_column("_sheet_row").to_list() == [2, 3, 4]
    assert found.report.shape.delimiter == delimiter
    assert found.report.warnings == ()


def test_windows_1252_is_reported_as_such(read: Read) -> None:
    assert read(text().encode("cp1252")).report.shape.encoding == "windows-1252"


def test_sep_line_fixes_the_delimiter(read: Read) -> None:
    found = read("sep=;\r\n" + text(";", "\r\n"))
    assert found.report.rows_kept == 3
    assert found.report.shape.header_row == 2
    assert found.table.get_column("_sheet_row").to_list() == [3, 4, 5]


def test_lines_of_a_mixed_encoding_are_read_one_by_one_and_marked(read: Read) -> None:
    lines = text().encode("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].decode("utf-8").replace("BUDI", "BÜDI").encode("cp1252")
    found = read(b"".join(lines))
    assert found.table.get_column("nama").to_list()[0] == "BÜDI SANTOSO"
    assert found.table.get_column("nama").to_list()[2] == "JOSÉ DÉWI"
    assert codes_of(found) == [rows.CHARACTERS_DAMAGED]
    assert files.ENCODING_MIXED in notices_of(found)


def test_newline_in_quotes_becomes_a_space_and_lines_count_on(read: Read) -> None:
    table = [HEADER, [NIP_A, "BUDI\nSANTOSO", "02-02-1971", "x\r\ny"], ROWS[1]]
    found = read(text(table=table))
    assert found.table.get_column("nama").to_list() == ["BUDI SANTOSO", "SITI AMINAH"]
    assert found.table.get_column("jabatan_nama").to_list()[0] == "x y"
    assert found.table.get_column("_sheet_row").to_list() == [2, 5]
    assert found.table.get_column("_row").to_list() == [0, 1]


def test_newline_in_a_header_cell_is_a_space(read: Read) -> None:
    found = read(text(table=[["NIP", "Nama\nLengkap", "Tgl.\nLahir", "Jabatan"], *ROWS]))
    assert found.report.rows_kept == 3
    assert "tanggal_lahir" in found.table.columns
    assert found.table.get_column("_sheet_row").to_list() == [4, 5, 6]


def test_wrong_number_of_fields_is_refused_row_by_row(read: Read) -> None:
    lines = text().splitlines()
    lines.insert(2, f"{NIP_B},KURANG,01-01-1980")
    lines.insert(4, f"{NIP_B},LEBIH,01-01-1980,Jabatan,lagi")
    found = read("\n".join(lines))
    report = found.report
    assert (report.rows_read, report.rows_kept, report.rows_refused) == (5, 3, 2)
    assert [(p.row, p.sheet_row, p.code, p.refused) for p in report.problems] == [
        (1, 3, rows.TOO_FEW_FIELDS, True),
        (3, 5, rows.TOO_MANY_FIELDS, True),
    ]
    assert found.table.get_column("_row").to_list() == [0, 2, 4]


def test_one_empty_trailing_field_is_tolerated_two_are_not(read: Read) -> None:
    lines = text().splitlines()
    found = read("\n".join((lines[0], lines[1] + ",", lines[2], lines[3] + ",,")))
    assert found.report.rows_kept == 2
    assert codes_of(found) == [rows.TOO_MANY_FIELDS]


def test_trailing_delimiters_of_the_header_are_no_columns(read: Read) -> None:
    lines = text().splitlines()
    found = read("\n".join((lines[0] + ",,,", lines[1] + ",,,", lines[2], lines[3] + ",")))
    assert found.report.rows_kept == 3


def test_unclosed_quote_does_not_swallow_the_rows_behind_it(read: Read) -> None:
    lines = text("|").splitlines()
    lines[1] = lines[1].replace("BUDI", '"BUDI')
    found = read("\n".join(lines))
    assert found.table.get_column("nama").to_list() == ["SITI AMINAH", "JOSÉ DÉWI"]
    assert codes_of(found) == [rows.QUOTE_UNCLOSED]


def test_quote_inside_a_plain_cell_is_a_letter(read: Read) -> None:
    lines = text("|").splitlines()
    lines[1] = lines[1].replace("BUDI", 'BU"DI')
    lines[2] = lines[2].replace("SITI", 'S"IT"I')
    found = read("\n".join(lines))
    assert found.table.get_column("nama").to_list()[:2] == ['BU"DI SANTOSO', 'S"IT"I AMINAH']


def test_all_cells_quoted_reads_the_same(read: Read) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([HEADER, *ROWS, ["", "", "", ""]])
    found = read(out.getvalue())
    assert found.table.get_column("nama").to_list() == [row[1] for row in ROWS]
    assert found.report.shape.skipped.blank == 1


def test_doubled_quotes_are_one(read: Read) -> None:
    found = read(text(table=[HEADER, [NIP_A, 'BUDI "B" S', "02-02-1971", '"']]))
    assert found.table.row(0)[1] == 'BUDI "B" S'
    assert found.table.get_column("jabatan_nama").to_list() == ['"']


def test_nul_bytes_are_removed_and_reported(read: Read) -> None:
    found = read(text().replace("BUDI", "BU\0DI").encode())
    assert found.table.get_column("nama").to_list()[0] == "BUDI SANTOSO"
    assert codes_of(found) == [rows.NUL_REMOVED]
    assert files.NUL_BYTES in notices_of(found)


def test_control_characters_become_spaces(read: Read) -> None:
    found = read(text().replace("BUDI ", "BUDI\x1f"))
    assert found.table.get_column("nama").to_list()[0] == "BUDI SANTOSO"
    assert files.CONTROL_CHARACTERS in notices_of(found)


def test_last_row_cut_off_is_refused_with_its_own_code(read: Read) -> None:
    found = read(text()[:-20])
    assert found.report.rows_kept == 2
    assert codes_of(found) == [rows.ROW_CUT_SHORT]
    assert files.TEXT_CUT_SHORT in notices_of(found)


def test_missing_last_line_break_alone_is_no_problem(read: Read) -> None:
    found = read(text().rstrip("\n"))
    assert (found.report.rows_kept, found.report.problems, found.report.warnings) == (3, (), ())


def test_one_endless_line_is_refused(read: Read) -> None:
    with pytest.raises(UserFault) as caught:
        read("NIP,Nama," + "x" * 3_000_000)
    assert caught.value.code == files.LINE_TOO_LONG


def test_a_row_over_the_line_limit_is_refused_alone(read: Read) -> None:
    lines = text().splitlines()
    lines.insert(2, f"{NIP_B},{'x' * 2_000_000},01-01-1980,Jabatan")
    found = read("\n".join(lines))
    assert found.report.rows_kept == 3
    assert codes_of(found) == [rows.ROW_TOO_LONG]


def test_a_cell_over_the_limit_refuses_its_row(read: Read) -> None:
    lines = text().splitlines()
    lines.insert(2, f"{NIP_B},{'x' * 32_768},01-01-1980,Jabatan")
    lines.insert(2, f"{NIP_B},{'é' * 32_767},01-01-1980,Jabatan")
    found = read("\n".join(lines))
    assert found.report.rows_kept == 4
    assert codes_of(found) == [rows.CELL_TOO_LONG]


def test_too_many_columns_is_a_fault(read: Read) -> None:
    with pytest.raises(UserFault) as caught:
        read(",".join(["NIP", *(f"k{n}" for n in range(512))]) + "\n")
    assert caught.value.code == files.TOO_MANY_COLUMNS


def test_too_many_rows_is_a_fault(read: Read) -> None:
    with pytest.raises(UserFault) as caught:
        read(text(), limits=ReadLimits(rows=2))
    assert caught.value.code == files.TOO_MANY_ROWS


@pytest.mark.parametrize("content", ["", "\n\n", ","])
def test_a_file_without_a_table_is_a_fault(read: Read, content: str) -> None:
    with pytest.raises(UserFault) as caught:
        read(content)
    assert caught.value.code in {files.FILE_EMPTY, files.COLUMNS_NOT_RECOGNISED}


def test_header_only_needs_leave(read: Read) -> None:
    with pytest.raises(UserFault) as caught:
        read("NIP,Nama\n")
    assert caught.value.code == files.NO_ROWS
    found = read("NIP,Nama\n", allow_empty=True)
    assert (found.table.height, found.report.rows_read) == (0, 0)
    assert found.table.columns == ["nip_baru", "nama", "_row", "_sheet_row"]


def test_rows_over_many_pieces_keep_their_numbers(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.adapters.tables.source.BLOCK_BYTES", 97)
    monkeypatch.setattr("padan.adapters.tables.delimited._BATCH_BYTES", 500)
    body = [
        [NIP_A, f"NAMA\n{n}" if n % 7 == 0 else f"NAMA {n}", "02-02-1971", '"' if n % 5 == 0 else "x"]
        for n in range(200)
    ]
    found = read(text(table=[HEADER, *body], end="\r\n"))
    assert found.table.get_column("nama").to_list() == [f"NAMA {n}" for n in range(200)]
    assert found.table.get_column("_row").to_list() == list(range(200))
    expected = [2 + n + (n + 6) // 7 for n in range(200)]
    assert found.table.get_column("_sheet_row").to_list() == expected
