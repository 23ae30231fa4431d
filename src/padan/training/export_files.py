"""The practice registers as files in the shapes offices use: an XLSX as it is kept, and SIASN's "Export
Data ASN".
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from padan.training.registers import TrainingRegisters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
HEADINGS = {
    "nip_baru": "NIP",
    "nik": "NIK",
    "nama": "Nama Lengkap",
    "gelar_depan": "Gelar Depan",
    "gelar_belakang": "Gelar Belakang",
    "tanggal_lahir": "Tgl. Lahir",
    "jenis_kelamin": "L/P",
    "jabatan_nama": "Jabatan",
    "jenjang": "Jenjang",
    "tmt_jabatan": "TMT Jabatan",
    "sk_jabatan_nomor": "Nomor SK",
    "sk_jabatan_tanggal": "Tanggal SK",
    "angka_kredit": "Angka Kredit",
    "gol_akhir_nama": "Gol/Ruang",
    "tmt_golongan": "TMT Golongan",
    "unor_nama": "Unit Kerja",
    "instansi_kerja_nama": "Instansi",
    "tingkat_pendidikan_nama": "Pendidikan Terakhir",
    "tmt_pensiun": "TMT Pensiun",
    "alamat": "Alamat Rumah",
    "nomor_hp": "No. HP",
}
DATES = ("tanggal_lahir", "tmt_jabatan", "sk_jabatan_tanggal", "tmt_golongan", "tmt_pensiun")
SIASN_COLUMNS = (
    "pns_id",
    "nip_baru",
    "nip_lama",
    "nama",
    "gelar_depan",
    "gelar_belakang",
    "tempat_lahir_id",
    "tempat_lahir_nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "agama_id",
    "agama_nama",
    "jenis_kawin_id",
    "jenis_kawin_nama",
    "nik",
    "nomor_hp",
    "email",
    "email_gov",
    "alamat",
    "npwp_nomor",
    "bpjs",
    "jenis_pegawai_id",
    "jenis_pegawai_nama",
    "kedudukan_hukum_id",
    "kedudukan_hukum_nama",
    "status_cpns_pns",
    "kartu_asn_virtual",
    "nomor_sk_cpns",
    "tanggal_sk_cpns",
    "tmt_cpns",
    "nomor_sk_pns",
    "tanggal_sk_pns",
    "tmt_pns",
    "gol_awal_id",
    "gol_awal_nama",
    "gol_akhir_id",
    "gol_akhir_nama",
    "tmt_golongan",
    "mk_tahun",
    "mk_bulan",
    "jenis_jabatan_id",
    "jenis_jabatan_nama",
    "jabatan_id",
    "jabatan_nama",
    "tmt_jabatan",
    "tingkat_pendidikan_id",
    "tingkat_pendidikan_nama",
    "pendidikan_id",
    "pendidikan_nama",
    "tahun_lulus",
    "kpkn_id",
    "kpkn_nama",
    "lokasi_kerja_id",
    "lokasi_kerja_nama",
    "unor_id",
    "unor_nama",
    "instansi_induk_id",
    "instansi_induk_nama",
    "instansi_kerja_id",
    "instansi_kerja_nama",
    "satuan_kerja_induk_id",
    "satuan_kerja_induk_nama",
    "satuan_kerja_kerja_id",
    "satuan_kerja_kerja_nama",
    "is_valid_nik",
    "nama_sekolah",
    "flag_ikd",
)


@dataclass(frozen=True)
class WrittenFiles:
    """Where the two files are."""

    steward: Path
    siasn: Path


def write_files(registers: TrainingRegisters, folder: Path) -> WrittenFiles:
    """Write the steward's list as XLSX and SIASN's export as `|`-delimited text into `folder`."""
    name = {"dpr": "PERISAI", "kemendes": "JF-PSM"}[registers.party]
    files = WrittenFiles(folder / f"daftar-{name}-latihan.xlsx", folder / "export-data-asn-latihan.csv")
    _write_workbook(registers, files.steward, name)
    _write_siasn(registers, files.siasn)
    return files


def _write_workbook(registers: TrainingRegisters, path: Path, name: str) -> None:
    import xlsxwriter

    options = {"strings_to_numbers": False, "strings_to_formulas": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Daftar Pejabat")
        _write_list(registers, sheet, book.add_format({"num_format": "dd-mm-yyyy"}), name)
        notes = book.add_worksheet("Keterangan")
        notes.write_string(0, 0, "Daftar latihan: seluruh data sintetis, bukan data orang sungguhan.")


def _write_list(registers: TrainingRegisters, sheet: "Worksheet", as_date: "Format", name: str) -> None:
    """Title rows merged over the table, a row of column numbers, blank rows, three manners of dates, a
    totals row.
    """
    headings = ["No", *HEADINGS.values()]
    sheet.merge_range(0, 0, 0, len(headings) - 1, f"DAFTAR PEJABAT FUNGSIONAL {name} (LATIHAN)")
    sheet.merge_range(1, 0, 1, len(headings) - 1, "Keadaan 1 November 2026")
    sheet.write_row(3, 0, headings)
    sheet.write_row(4, 0, [f"({number})" for number in range(1, len(headings) + 1)])
    line = 5
    for number, record in enumerate(registers.steward.iter_rows(named=True), start=1):
        if number % 500 == 0:
            line += 1
        sheet.write_number(line, 0, number)
        for column, field in enumerate(HEADINGS, start=1):
            value = record[field]
            if value is None:
                continue
            if field in DATES:
                _write_date(sheet, (line, column), value, number, as_date)
            else:
                sheet.write_string(
                    line, column, {"F": "P", "M": "L"}[value] if field == "jenis_kelamin" else value
                )
        line += 1
    sheet.write_string(line + 1, 1, "JUMLAH")
    sheet.write_number(line + 1, 3, registers.steward.height)


def _write_date(sheet: "Worksheet", cell: tuple[int, int], iso: str, number: int, as_date: "Format") -> None:
    day = date.fromisoformat(iso)
    manner = number % 4
    if manner == 0 and day.year >= 1900:
        sheet.write_datetime(*cell, day, as_date)
    elif manner == 1:
        sheet.write_string(*cell, f"{day.day} {MONTHS[day.month - 1]} {day.year}")
    else:
        sheet.write_string(*cell, f"{day:%d-%m-%Y}" if manner == 2 else f"{day:%d/%m/%Y}")


def _write_siasn(registers: TrainingRegisters, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter="|", lineterminator="\r\n")
        writer.writerow([name.upper().replace("_", " ") for name in SIASN_COLUMNS])
        writer.writerows(_siasn_rows(registers))


def _siasn_rows(registers: TrainingRegisters) -> Iterator[list[str]]:
    for record in registers.siasn.iter_rows(named=True):
        row = []
        for name in SIASN_COLUMNS:
            value = record.get(name)
            if value is None:
                row.append("null" if name in ("nip_lama", "tmt_pns", "gelar_depan") else "")
            elif name == "tanggal_lahir" or name.startswith("tmt_"):
                row.append(f"{date.fromisoformat(value):%d-%m-%Y}")
            else:
                row.append(f"'{value}" if name in ("nip_baru", "nik", "nomor_hp") else value)
        yield row
