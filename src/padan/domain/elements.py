"""The elements a matching compares: code, label, owner and carrying fields (intake-and-classes.md); knows no
values.
"""

from dataclasses import dataclass
from typing import Literal

Owner = Literal["bkn", "steward"]


@dataclass(frozen=True)
class Element:
    """One compared element.

    `fields` are the canonical fields that carry it; an element is comparable when each side has at least one
    of them. `dated_by` is the field whose later date tells the newer side, or None where time does not
    decide.
    """

    code: str
    label: str
    owner: Owner
    fields: tuple[str, ...]
    dated_by: str | None = None


ELEMENTS: tuple[Element, ...] = (
    Element("nip", "NIP / NI PPPK", "bkn", ("nip_baru", "nip_lama")),
    Element("nik", "NIK", "bkn", ("nik",)),
    Element("nama", "Nama", "bkn", ("nama",)),
    Element("gelar", "Gelar", "bkn", ("gelar_depan", "gelar_belakang")),
    Element("tanggal_lahir", "Tanggal lahir", "bkn", ("tanggal_lahir",)),
    Element("jenis_kelamin", "Jenis kelamin", "bkn", ("jenis_kelamin",)),
    Element("jabatan", "Jabatan", "steward", ("jabatan_id", "jabatan_nama"), "tmt_jabatan"),
    Element("jenjang", "Jenjang", "steward", ("jenjang", "jabatan_id", "jabatan_nama"), "tmt_jabatan"),
    Element("tmt_jabatan", "TMT jabatan", "steward", ("tmt_jabatan",), "tmt_jabatan"),
    Element(
        "sk_jabatan",
        "SK jabatan",
        "steward",
        ("sk_jabatan_nomor", "sk_jabatan_tanggal"),
        "sk_jabatan_tanggal",
    ),
    Element(
        "angka_kredit",
        "Angka kredit",
        "steward",
        ("angka_kredit", "angka_kredit_tanggal"),
        "angka_kredit_tanggal",
    ),
    Element(
        "uji_kompetensi",
        "Uji kompetensi",
        "steward",
        ("uji_kompetensi_hasil", "uji_kompetensi_tanggal"),
        "uji_kompetensi_tanggal",
    ),
    Element("pelatihan", "Pelatihan JF", "steward", ("pelatihan_jf",)),
    Element(
        "berhenti_jf",
        "Pemberhentian dari JF",
        "steward",
        ("berhenti_jf_tmt", "berhenti_jf_alasan"),
        "berhenti_jf_tmt",
    ),
    Element("golongan", "Golongan ruang", "bkn", ("gol_akhir_id", "gol_akhir_nama"), "tmt_golongan"),
    Element("tmt_golongan", "TMT golongan", "bkn", ("tmt_golongan",), "tmt_golongan"),
    Element("unor", "Unit organisasi", "bkn", ("unor_id", "unor_nama")),
    Element(
        "satuan_kerja",
        "Satuan kerja",
        "bkn",
        (
            "satuan_kerja_kerja_id",
            "satuan_kerja_kerja_nama",
            "satuan_kerja_induk_id",
            "satuan_kerja_induk_nama",
        ),
    ),
    Element(
        "instansi",
        "Instansi",
        "bkn",
        ("instansi_kerja_id", "instansi_kerja_nama", "instansi_induk_id", "instansi_induk_nama"),
    ),
    Element("kedudukan_hukum", "Kedudukan hukum", "bkn", ("kedudukan_hukum_id", "kedudukan_hukum_nama")),
    Element("jenis_pegawai", "Jenis pegawai", "bkn", ("jenis_pegawai_id", "jenis_pegawai_nama")),
    Element("status", "Status CPNS/PNS", "bkn", ("status_cpns_pns",), "tmt_pns"),
    Element(
        "pendidikan",
        "Pendidikan terakhir",
        "bkn",
        ("pendidikan_id", "pendidikan_nama", "tingkat_pendidikan_id", "tingkat_pendidikan_nama"),
    ),
    Element("tmt_cpns", "TMT CPNS", "bkn", ("tmt_cpns",)),
    Element("tmt_pns", "TMT PNS", "bkn", ("tmt_pns",)),
    Element("tmt_pensiun", "TMT pensiun", "bkn", ("tmt_pensiun",)),
)

BY_CODE: dict[str, Element] = {element.code: element for element in ELEMENTS}

IDENTITY: tuple[str, ...] = ("nip", "nik", "nama", "gelar", "tanggal_lahir", "jenis_kelamin")
"""Elements that say who a person is; the others say what a person holds."""


def element(code: str) -> Element:
    """Return the element of `code`; KeyError for an unknown one (a defect of the caller)."""
    return BY_CODE[code]
