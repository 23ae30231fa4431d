"""The "Export Data ASN" file in the shapes web-services.md 1.6 lists; all people are invented."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from padan.common.codes import rows
from padan.domain.intake import ReadRegister

Read = Callable[..., ReadRegister]
COLUMNS = (Path(__file__).parents[3] / "data" / "siasn_export_columns.txt").read_text().split()
EXTRA = ["CREATED AT", "UPDATED AT", "ESELON ID", "ESELON NAMA"]


def person(number: int) -> dict[str, str]:
    return {
        "pns_id": f"A5EB03E2{number:024X}",
        "nip_baru": f"'19710204200606{1 + number % 2}{number + 1:03}",
        "nik": f"'317102020271{number + 1:04}",
        "nama": f"ORANG KE {number}",
        "gelar_depan": "null",
        "tempat_lahir_nama": "KOTA",
        "tanggal_lahir": "04-02-1971",
        "jenis_kelamin": "MF"[number % 2],
        "nomor_hp": "'0800",
        "alamat": "JALAN",
        "status_cpns_pns": "P",
        "tmt_golongan": "01-10-2021",
        "tmt_pns": "01-01-0001",
        "jabatan_nama": "Penggerak Swadaya Masyarakat Ahli Muda",
    }


def export(headers: list[str], delimiter: str = "|", people: int = 3, extra: int = 0, **changed: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headers)
    for number in range(people):
        values = person(number) | changed
        writer.writerow([values.get(name, "") for name in COLUMNS] + [""] * extra)
    return out.getvalue()


UPPER = [name.replace("_", " ").upper() for name in COLUMNS]


@pytest.mark.parametrize("headers", [COLUMNS, UPPER])
@pytest.mark.parametrize("delimiter", ["|", ";", ",", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_every_known_shape_gives_the_same_table(
    read: Read, headers: list[str], delimiter: str, bom: str
) -> None:
    found = read(bom + export(headers, delimiter))
    row = found.table.row(1, named=True)
    assert found.report.rows_kept == 3
    assert (row["nip_baru"], row["nama"], row["tanggal_lahir"]) == (
        "'197102042006062002",
        "ORANG KE 1",
        "1971-02-04",
    )
    assert (row["gelar_depan"], row["tmt_pns"], row["tmt_golongan"]) == (None, None, "2021-10-01")
    assert found.report.warnings == ()
    assert found.report.problems == ()


def test_never_list_and_unnamed_columns_do_not_leave_the_adapter(read: Read) -> None:
    found = read(export(COLUMNS))
    never = {use.field for use in found.report.columns if use.disposition == "dropped_never"}
    assert never == {"nomor_hp", "alamat", "npwp_nomor", "bpjs"}
    assert not {"nomor_hp", "alamat", "tempat_lahir_nama", "agama_id", "email"} & set(found.table.columns)


def test_variant_of_71_columns(read: Read) -> None:
    found = read(export(COLUMNS + EXTRA, extra=4))
    assert len(found.report.columns) == 71
    assert found.report.rows_kept == 3


def test_kedudukan_pns_id_is_kedudukan_hukum(read: Read) -> None:
    headers = [name.replace("KEDUDUKAN HUKUM", "KEDUDUKAN PNS") for name in UPPER]
    assert "kedudukan_hukum_id" in read(export(headers, kedudukan_hukum_id="01")).table.columns


def test_rows_of_66_and_68_columns_are_refused_with_their_own_codes(read: Read) -> None:
    lines = export(COLUMNS, people=4).splitlines()
    lines[1] = lines[1].removesuffix("|")
    lines[2] += "|lagi"
    found = read("\n".join(lines))
    assert [(p.row, p.code, p.evidence) for p in found.report.problems] == [
        (0, rows.TOO_FEW_FIELDS, "66 kolom"),
        (1, rows.TOO_MANY_FIELDS, "68 kolom"),
    ]
    assert found.table.get_column("_row").to_list() == [2, 3]


@pytest.mark.parametrize("date", ["04-02-1971", "1971-02-04", "04/02/1971"])
def test_three_date_forms(read: Read, date: str) -> None:
    found = read(export(COLUMNS, tanggal_lahir=date))
    assert found.table.get_column("tanggal_lahir").to_list() == ["1971-02-04"] * 3
