"""Workbooks of offices, each with its defect. Built here; nothing is read from other places."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from padan.adapters.tables.cell_text import number_text
from padan.common.codes import files, rows
from padan.common.errors import UserFault
from padan.domain.intake import ReadLimits, ReadRegister

Read = Callable[..., ReadRegister]
NIP_A, NIP_B = "197102022006061002", "198511302010122003"
HEADER = ["NIP", "Nama", "Tgl Lahir", "NIK"]


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def workbook(*table: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    return saved(book)


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def replaced(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if name == part else data)
    return out.getvalue()


def fault_of(read: Read, content: bytes, name: str = "buku.xlsx", **options: object) -> int:
    with pytest.raises(UserFault) as caught:
        read(content, name, **options)
    return caught.value.code


def codes_of(found: ReadRegister) -> list[tuple[int, str, int]]:
    return [(problem.sheet_row, problem.column, problem.code) for problem in found.report.problems]


def test_content_decides_not_the_name(read: Read) -> None:
    found = read(workbook(HEADER, [NIP_A, "BUDI", "02-02-1971", ""]), "data.csv")
    assert found.report.shape.format == "xlsx"
    assert found.table.row(0, named=True)["tanggal_lahir"] == "1971-02-02"


def test_dates_numbers_and_serials_become_text(read: Read) -> None:
    table = [HEADER, [NIP_A, "BUDI", dt.date(1971, 2, 2), 3171020202710001], [NIP_B, "SITI", 31381, "x"]]
    found = read(workbook(*table))
    assert found.table.get_column("tanggal_lahir").to_list() == ["1971-02-02", "1985-11-30"]
    assert found.table.get_column("nik").to_list() == ["3171020202710001", "x"]


def test_a_nip_kept_as_a_number_is_evidence_in_exponent_form(read: Read) -> None:
    found = read(workbook(HEADER, [int(NIP_A), "BUDI", "", 3171020202710000]))
    row = found.table.row(0, named=True)
    assert row["nip_baru"] == "1.97102022006061E+17"
    assert row["nik"] == "3.17102020271000E+15"
    assert codes_of(found) == [(2, "nik", rows.NIK_EXPONENT), (2, "nip_baru", rows.NIP_EXPONENT)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (-3.0, "-3"),
        (float("nan"), ""),
        (1e15 + 3, "1000000000000003"),
        (1e20, "1.00000000000000E+20"),
    ],
)
def test_numbers_are_written_without_inventing_digits(value: float, text: str) -> None:
    assert number_text(value) == text


def test_title_merged_cells_two_row_header_and_start_elsewhere(read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = "DAFTAR PEGAWAI"
    sheet.merge_cells("B2:G2")
    for cell, value in {"B4": "No", "C4": "NIP", "D4": "Nama", "E4": "Jabatan", "G4": "Instansi"}.items():
        sheet[cell] = value
    sheet["E5"], sheet["F5"] = "Nama", "TMT"
    for merged in ("B4:B5", "C4:C5", "D4:D5", "E4:F4", "G4:G5", "G6:G7"):
        sheet.merge_cells(merged)
    for number, (nip, name) in enumerate(((NIP_A, "BUDI"), (NIP_B, "SITI"))):
        for column, value in zip("BCDEF", (number + 1, nip, name, "Analis", "01-04-2020"), strict=True):
            sheet[f"{column}{6 + number}"] = value
    sheet["G6"] = "Sekretariat"
    found = read(saved(book))
    shape = found.report.shape
    assert (shape.header_row, shape.header_rows) == (4, 2)
    assert found.table.get_column("tmt_jabatan").to_list() == ["2020-04-01", "2020-04-01"]
    assert found.table.get_column("instansi_kerja_nama").to_list() == ["Sekretariat", "Sekretariat"]
    assert found.table.get_column("_sheet_row").to_list() == [6, 7]


def test_the_sheet_with_most_recognised_columns_is_taken(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Petunjuk pengisian"])
    data = book.create_sheet("Pegawai")
    data.append(HEADER)
    data.append([NIP_A, "BUDI", "02-02-1971", ""])
    other = book.create_sheet("Nama saja")
    other.append(["Nama"])
    other.append(["WATI"])
    content = saved(book)
    found = read(content)
    assert (found.report.shape.sheet, found.report.shape.sheets) == (
        "Pegawai",
        ("Sheet", "Pegawai", "Nama saja"),
    )
    assert read(content, sheet="Nama saja").table.get_column("nama").to_list() == ["WATI"]
    assert fault_of(read, content, sheet="Tiada") == files.SHEET_NOT_FOUND


def test_hidden_rows_columns_and_sheets_are_read(read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADER, [NIP_A, "BUDI", "", ""], [NIP_B, "SITI", "", ""]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["A"].hidden = True
    assert read(saved(book)).report.rows_kept == 2


def test_formula_without_stored_value_is_a_row_problem(read: Read) -> None:
    found = read(workbook(HEADER, [NIP_A, "=A2", "", ""], [NIP_B, "SITI", "", ""]))
    assert codes_of(found) == [(2, "nama", rows.FORMULA_WITHOUT_VALUE)]
    assert [notice.code for notice in found.report.warnings] == [files.FORMULAS_READ]


def test_formula_with_stored_value_is_read_with_a_warning(read: Read) -> None:
    content = workbook(HEADER, [NIP_A, "=A2", "", ""])
    part = "xl/worksheets/sheet1.xml"
    content = replaced(content, part, b"<f>A2</f><v></v>", b"<f>A2</f><v>BUDI</v>")
    content = replaced(content, part, b"<f>A2</f><v/>", b"<f>A2</f><v>BUDI</v>")
    content = replaced(content, part, b'<c r="B2"><f>', b'<c r="B2" t="str"><f>')
    found = read(content)
    assert found.table.get_column("nama").to_list() == ["BUDI"]
    assert found.report.problems == ()
    assert [notice.code for notice in found.report.warnings] == [files.FORMULAS_READ]


def test_error_cell_is_a_row_problem(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([NIP_A, "#REF!", "", ""])
    book.active["B2"].data_type = "e"
    assert codes_of(read(saved(book))) == [(2, "nama", rows.FORMULA_ERROR)]


def test_external_links_are_warned_of(read: Read) -> None:
    content = with_part(workbook(HEADER, [NIP_A, "B", "", ""]), "xl/externalLinks/externalLink1.xml", b"<x/>")
    assert [notice.code for notice in read(content).report.warnings] == [files.EXTERNAL_LINKS]


@pytest.mark.parametrize(
    ("part", "data", "code"),
    [
        ("xl/vbaProject.bin", b"x", files.WORKBOOK_MACROS),
        ("xl/embeddings/a.xlsx", b"x", files.NESTED_ARCHIVE),
        ("xl/media/picture.png", b"PK\x03\x04aaaa", files.NESTED_ARCHIVE),
        ("xl/evil.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', files.HOSTILE_WORKBOOK),
        ("../outside.xml", b"x", files.HOSTILE_WORKBOOK),
        ("xl/zeros.bin", b"\0" * 30_000_000, files.COMPRESSION_RATIO),
    ],
)
def test_hostile_parts_are_refused(read: Read, part: str, data: bytes, code: int) -> None:
    assert fault_of(read, with_part(workbook(HEADER, [NIP_A, "B", "", ""]), part, data)) == code


def test_limits_of_unpacked_size_and_entries(read: Read) -> None:
    content = workbook(HEADER, [NIP_A, "B", "", ""])
    assert fault_of(read, content, limits=ReadLimits(unpacked_bytes=1000)) == files.UNPACKED_TOO_LARGE
    assert fault_of(read, content, limits=ReadLimits(entries=3)) == files.TOO_MANY_ENTRIES


def test_macro_content_type_is_refused(read: Read) -> None:
    content = replaced(
        workbook(HEADER), "[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
    )
    assert fault_of(read, content) == files.WORKBOOK_MACROS


def test_encrypted_workbook_is_refused(read: Read) -> None:
    sector = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    directory = b"".join(
        name.encode("utf-16-le").ljust(128, b"\0")
        for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    assert fault_of(read, sector + directory.ljust(2048, b"\0")) == files.WORKBOOK_ENCRYPTED


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95, 0.999])
def test_truncated_workbook_has_its_own_code(read: Read, share: float) -> None:
    content = workbook(HEADER, *([NIP_A, f"BUDI {n}", "", ""] for n in range(50)))
    assert fault_of(read, content[: int(len(content) * share)]) == files.FILE_TRUNCATED


def test_damaged_workbook_is_refused(read: Read) -> None:
    content = bytearray(workbook(HEADER, [NIP_A, "B", "", ""]))
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[at : at + 4] = b"\xff\xff\xff\xff"
    assert fault_of(read, bytes(content)) == files.WORKBOOK_DAMAGED


def test_sheet_that_claims_an_immense_range_is_refused_in_little_memory(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active["A1048576"] = "x"
    book.active["SZ3"] = "x"
    assert fault_of(read, saved(book)) in {files.PARSING_MEMORY, files.TOO_MANY_COLUMNS}


def test_memory_limit_of_the_child_is_told_as_such(read: Read) -> None:
    content = workbook(HEADER, *([NIP_A, f"BUDI {n}", "", ""] for n in range(3000)))
    limits = ReadLimits(process_bytes=40 * 1024 * 1024)
    assert fault_of(read, content, limits=limits) in {files.PARSING_MEMORY, files.PARSING_CRASHED}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x1f\x8b\x08\x00abc", files.ARCHIVE_REFUSED),
        (b"7z\xbc\xaf\x27\x1c0000", files.ARCHIVE_REFUSED),
        (b"Rar!\x1a\x07\x00", files.ARCHIVE_REFUSED),
        (b"%PDF-1.7\n", files.FILE_IS_DOCUMENT),
        (b"<html><table><tr><td>NIP</td></tr></table>", files.FILE_IS_MARKUP),
        (b'{"nip": "1"}', files.FILE_IS_MARKUP),
        (b"age-encryption.org/v1\n-> X25519", files.FILE_IS_PACKAGE),
        (b"\xff\xfe\x00\x00N\x00\x00\x00", files.ENCODING_UNKNOWN),
        (bytes(range(256)) * 8, files.FILE_UNRECOGNISED),
        (b"PAR1aaaaPAR1", files.PARQUET_DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", files.FILE_TRUNCATED),
    ],
)
def test_files_of_other_kinds_are_refused_by_content(read: Read, content: bytes, code: int) -> None:
    assert fault_of(read, content, "register.csv") == code


def test_other_zips_are_refused(read: Read) -> None:
    assert fault_of(read, with_part(b"", "data.csv", b"NIP")) == files.ARCHIVE_REFUSED
    assert fault_of(read, with_part(b"", "bagit.txt", b"BagIt")) == files.FILE_IS_PACKAGE


def test_open_document_sheet_is_read(read: Read) -> None:
    assert read(open_document()).table.row(0, named=True)["nama"] == "BUDI"
    assert read(open_document()).report.shape.format == "ods"


def test_open_document_with_macros_is_refused(read: Read) -> None:
    assert (
        fault_of(read, with_part(open_document(), "Basic/Standard/Module1.xml", b"x"))
        == files.WORKBOOK_MACROS
    )


def open_document() -> bytes:
    def row(*cells: str) -> str:
        body = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in cells
        )
        return f"<table:table-row>{body}</table:table-row>"

    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Pegawai">{row("NIP", "Nama")}{row(NIP_A, "BUDI")}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<x/>")
    return out.getvalue()
