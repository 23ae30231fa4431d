import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from padan.adapters.tables.header import find_header, source_signature
from padan.common.codes import files
from padan.common.errors import UserFault
from padan.domain.intake import ReadRegister

Read = Callable[..., ReadRegister]
NIP_A, NIP_B = "197102022006061002", "198511302010122003"


def table(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()


def uses(found: ReadRegister) -> dict[str, tuple[str | None, str]]:
    return {use.header: (use.field, use.disposition) for use in found.report.columns}


def test_titles_above_blank_rows_and_column_numbers_are_skipped(read: Read) -> None:
    found = read(
        table(
            ["DAFTAR PEGAWAI", "", "", ""],
            ["Keadaan 1 Januari 2026", "", "", ""],
            ["", "", "", ""],
            ["No", "NIP", "Nama Lengkap", "Gol/Ruang"],
            ["1", "2", "3", "4"],
            ["1.", NIP_A, "BUDI", "III/c"],
            ["2.", NIP_B, "SITI", "IV/a"],
            ["3.", "", "", ""],
            ["No", "NIP", "Nama Lengkap", "Gol/Ruang"],
            ["4.", NIP_A, "WATI", "IV/a"],
            ["Jumlah", "", "3", ""],
        )
    )
    shape = found.report.shape
    assert shape.header_row == 4
    assert (shape.skipped.blank, shape.skipped.totals) == (1, 1)
    assert (shape.skipped.repeated_headers, shape.skipped.column_numbers) == (1, 1)
    assert found.table.get_column("_sheet_row").to_list() == [6, 7, 10]
    assert found.table.get_column("_row").to_list() == [0, 1, 2]
    assert found.report.rows_read == 3


def test_two_row_header_is_joined(read: Read) -> None:
    found = read(
        table(
            ["No", "NIP", "Nama", "Jabatan", "", "", "Pangkat", ""],
            ["", "", "", "Nama", "Jenjang", "TMT", "Gol/Ruang", "TMT"],
            ["1", NIP_A, "BUDI", "Analis APBN", "Ahli Muda", "01-04-2020", "III/c", "01-10-2019"],
        )
    )
    assert found.report.shape.header_rows == 2
    row = found.table.row(0, named=True)
    assert (row["nama"], row["jabatan_nama"], row["jenjang"]) == ("BUDI", "Analis APBN", "Ahli Muda")
    assert (row["tmt_jabatan"], row["gol_akhir_nama"], row["tmt_golongan"]) == (
        "2020-04-01",
        "III/c",
        "2019-10-01",
    )


def test_somebody_elses_name_below_a_group_heading_is_not_the_persons(read: Read) -> None:
    found = read(
        table(
            ["NIP", "Nama", "Atasan", "", "Tgl Lahir"],
            ["", "", "Nama", "NIP", ""],
            [NIP_A, "BUDI", "SITI", NIP_B, "02-02-1971"],
        )
    )
    assert found.table.row(0, named=True)["nama"] == "BUDI"
    assert found.table.row(0, named=True)["nip_baru"] == NIP_A


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NIP", "nip_baru"),
        ("nipBaru", "nip_baru"),
        ("NIP BARU", "nip_baru"),
        ("PNS ID", "pns_id"),
        ("No. KTP", "nik"),
        ("Nama Lengkap*", "nama"),
        ("L/P", "jenis_kelamin"),
        ("jk", "jenis_kelamin"),
        ("tgl_lahir", "tanggal_lahir"),
        ("TGL. LAHIR (dd-mm-yyyy)", "tanggal_lahir"),
        ("unit", "unor_nama"),
        ("Unit Kerja", "unor_nama"),
        ("Satuan Kerja", "satuan_kerja_kerja_nama"),
        ("gol", "gol_akhir_nama"),
        ("Pangkat/Gol", "gol_akhir_nama"),
        ("KEDUDUKAN PNS ID", "kedudukan_hukum_id"),
        ("Pendidikan Terakhir", "pendidikan_nama"),
        ("T.M.T. Jabatan", "tmt_jabatan"),
        ("TMT Jabatan", "tmt_jabatan"),
        ("Jenjang Jabatan", "jenjang"),
        ("gelar dpn", "gelar_depan"),
    ],
)
def test_headings_of_offices_are_recognised(heading: str, field: str) -> None:
    from padan.domain.headings import recognise

    found = recognise(heading)
    assert found is not None
    assert found.field == field


def test_every_column_of_the_siasn_export_is_known() -> None:
    from padan.domain.fields import FIELDS

    columns = Path(__file__).parents[3] / "data" / "siasn_export_columns.txt"
    assert [name for name in columns.read_text().split() if name not in FIELDS] == []


def test_scope_and_never_list_are_dropped_and_named(read: Read) -> None:
    found = read(
        table(
            ["NIP", "Nama", "Agama", "No HP", "Catatan", "NIK"], [NIP_A, "BUDI", "Islam", "08", "x", "1" * 16]
        ),
        allowed_fields=frozenset(("nip_baru", "nama", "nomor_hp")),
    )
    assert found.table.columns == ["nip_baru", "nama", "_row", "_sheet_row"]
    assert uses(found) == {
        "NIP": ("nip_baru", "kept"),
        "Nama": ("nama", "kept"),
        "Agama": ("agama_nama", "dropped_scope"),
        "No HP": ("nomor_hp", "dropped_never"),
        "Catatan": (None, "ignored"),
        "NIK": ("nik", "dropped_scope"),
    }


def test_problems_of_dropped_columns_leave_no_evidence(read: Read) -> None:
    found = read(table(["NIP", "NIK"], [NIP_A, "123"]), allowed_fields=frozenset(("nip_baru",)))
    assert found.report.problems == ()


def test_without_identifier_and_name_the_fault_lists_the_columns(read: Read) -> None:
    with pytest.raises(UserFault) as caught:
        read(table(["Unit Kerja", "Golongan", "Kode X"], ["a", "b", "c"]))
    assert caught.value.code == files.COLUMNS_NOT_RECOGNISED
    assert "Kode X" in str(caught.value.values["columns"])


def test_mapping_overrides_and_ignores(read: Read) -> None:
    content = table(["Kode X", "Nama", "Unit Kerja"], [NIP_A, "BUDI", "Biro"])
    found = read(content, mapping={"Kode X": "nip_baru", "#3": "", "Nama": "nama"})
    assert found.table.columns == ["nip_baru", "nama", "_row", "_sheet_row"]


def test_mapping_makes_a_register_of_unknown_headings(read: Read) -> None:
    found = read(table(["a", "b"], [NIP_A, "BUDI"]), mapping={"a": "nip_baru", "b": "nama"})
    assert found.table.row(0, named=True)["nama"] == "BUDI"


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"Tiada": "nama"}, files.MAPPING_UNKNOWN_HEADER),
        ({"Nama": "bukan_unsur"}, files.MAPPING_UNKNOWN_FIELD),
        ({"Nama": "nama", "NIP": "nama"}, files.MAPPING_CLASH),
    ],
)
def test_wrong_mapping_is_a_fault(read: Read, mapping: dict[str, str], code: int) -> None:
    with pytest.raises(UserFault) as caught:
        read(table(["NIP", "Nama"], [NIP_A, "BUDI"]), mapping=mapping)
    assert caught.value.code == code


def test_mapping_may_serve_two_files(read: Read) -> None:
    found = read(table(["NIP"], [NIP_A]), mapping={"Tiada": "nama"}, mapping_must_apply=False)
    assert found.report.rows_kept == 1


def test_duplicate_header_with_other_content_is_a_fault_that_a_mapping_settles(read: Read) -> None:
    content = table(["NIP", "NIP", "Nama"], [NIP_A, NIP_B, "BUDI"])
    with pytest.raises(UserFault) as caught:
        read(content)
    assert caught.value.code == files.DUPLICATE_HEADER
    assert read(content, mapping={"#2": "nip_baru", "#1": ""}).table.row(0)[0] == NIP_B


def test_duplicate_header_with_equal_content_is_one_column(read: Read) -> None:
    found = read(table(["NIP", "NIP", "Nama"], [NIP_A, NIP_A, "BUDI"]))
    assert [notice.code for notice in found.report.warnings] == [files.DUPLICATE_HEADER_EQUAL]


def test_two_headings_for_one_field_take_the_stronger(read: Read) -> None:
    found = read(table(["NIP", "NIP Baru", "Nama"], [NIP_A, NIP_B, "BUDI"]))
    assert found.table.row(0)[0] == NIP_B
    assert [notice.code for notice in found.report.warnings] == [files.FIELD_CLAIMED_TWICE]


def test_combined_columns_are_split(read: Read) -> None:
    found = read(
        table(
            ["No", "Nama / NIP", "Tempat, Tanggal Lahir", "Gol/TMT"],
            [
                "1",
                "BUDI SANTOSO, S.H.\nNIP. 19710202 200606 1 002",
                "Kota Baru, 2 Februari 1971",
                "III/c, 01-04-2020",
            ],
            ["2", "TANPA NOMOR", "Bandung", ""],
        )
    )
    row = found.table.row(0, named=True)
    assert (row["nama"], row["nip_baru"]) == ("BUDI SANTOSO, S.H.", "19710202 200606 1 002")
    assert (row["tanggal_lahir"], row["gol_akhir_nama"]) == ("1971-02-02", "III/c")
    assert row["tmt_golongan"] == "2020-04-01"
    assert found.table.row(1, named=True)["nama"] == "TANPA NOMOR"
    assert sorted({problem.column for problem in found.report.problems}) == ["nip_baru", "tanggal_lahir"]


def test_rows_balance_whatever_scope_is_given(read: Read) -> None:
    content = table(["No", "NIP", "Nama"], ["1", NIP_A, "BUDI"], ["Jumlah", "", "1"], ["2", "", "SITI"])
    wide, narrow = read(content), read(content, allowed_fields=frozenset(("nama",)))
    assert wide.table.get_column("_sheet_row").to_list() == narrow.table.get_column("_sheet_row").to_list()


def test_signature_follows_order_and_names_not_case() -> None:
    assert source_signature(["NIP", "Nama"]) == source_signature(["nip", " NAMA "])
    assert source_signature(["NIP", "Nama"]) != source_signature(["Nama", "NIP"])


def test_header_is_searched_in_thirty_rows_only() -> None:
    rows = [["x", "y"]] * 30 + [["NIP", "Nama"]]
    assert find_header(rows).recognised == 0
    assert find_header(rows[1:]).row == 29
