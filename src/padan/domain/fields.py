"""The canonical fields of a register and what intake may do with each; holds no synonyms and no values of
people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "id", "number"]
Standing = Literal["kept", "unnamed", "never"]
"""`kept`: an element or identifier (intake-and-classes.md). `unnamed`: known, but named by neither scope.
`never`:
family, salary, tax, health, address, phone (web-services.md, section 3). The last two are dropped at
intake."""


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical field: its name in tables and packages, its Indonesian label, its kind, its standing."""

    name: str
    label: str
    kind: Kind = "text"
    standing: Standing = "kept"


def _kept(kind: Kind, *pairs: str) -> Iterator[Field]:
    for pair in pairs:
        name, label = pair.split("|")
        yield Field(name, label, kind)


def _dropped(standing: Standing, *names: str) -> Iterator[Field]:
    for name in names:
        yield Field(name, name.replace("_", " "), "text", standing)


_KEPT = (
    *_kept(
        "id",
        "pns_id|ID PNS di SIASN",
        "nip_baru|NIP",
        "nip_lama|NIP lama",
        "nik|NIK",
    ),
    *_kept(
        "text",
        "is_valid_nik|Penanda NIK sah",
        "nama|Nama",
        "gelar_depan|Gelar depan",
        "gelar_belakang|Gelar belakang",
    ),
    *_kept("date", "tanggal_lahir|Tanggal lahir"),
    *_kept(
        "text",
        "jenis_kelamin|Jenis kelamin",
        "jenis_jabatan_id|Kode jenis jabatan",
        "jenis_jabatan_nama|Jenis jabatan",
        "jabatan_id|Kode jabatan",
        "jabatan_nama|Jabatan",
        "jenjang|Jenjang",
    ),
    *_kept("date", "tmt_jabatan|TMT jabatan"),
    *_kept("text", "sk_jabatan_nomor|Nomor SK jabatan"),
    *_kept("date", "sk_jabatan_tanggal|Tanggal SK jabatan"),
    *_kept("number", "angka_kredit|Angka kredit"),
    *_kept("date", "angka_kredit_tanggal|Tanggal angka kredit"),
    *_kept("text", "uji_kompetensi_hasil|Hasil uji kompetensi"),
    *_kept("date", "uji_kompetensi_tanggal|Tanggal uji kompetensi"),
    *_kept("text", "pelatihan_jf|Pelatihan JF"),
    *_kept("date", "berhenti_jf_tmt|TMT berhenti dari JF"),
    *_kept(
        "text",
        "berhenti_jf_alasan|Alasan berhenti dari JF",
        "gol_akhir_id|Kode golongan",
        "gol_akhir_nama|Golongan",
    ),
    *_kept("date", "tmt_golongan|TMT golongan"),
    *_kept(
        "text",
        "unor_id|Kode unit organisasi",
        "unor_nama|Unit organisasi",
        "satuan_kerja_induk_id|Kode satuan kerja induk",
        "satuan_kerja_induk_nama|Satuan kerja induk",
        "satuan_kerja_kerja_id|Kode satuan kerja",
        "satuan_kerja_kerja_nama|Satuan kerja",
        "instansi_induk_id|Kode instansi induk",
        "instansi_induk_nama|Instansi induk",
        "instansi_kerja_id|Kode instansi kerja",
        "instansi_kerja_nama|Instansi kerja",
        "kedudukan_hukum_id|Kode kedudukan hukum",
        "kedudukan_hukum_nama|Kedudukan hukum",
        "jenis_pegawai_id|Kode jenis pegawai",
        "jenis_pegawai_nama|Jenis pegawai",
        "status_cpns_pns|Status CPNS/PNS",
        "tingkat_pendidikan_id|Kode tingkat pendidikan",
        "tingkat_pendidikan_nama|Tingkat pendidikan",
        "pendidikan_id|Kode pendidikan",
        "pendidikan_nama|Pendidikan",
    ),
    *_kept("date", "tmt_cpns|TMT CPNS", "tmt_pns|TMT PNS", "tmt_pensiun|TMT pensiun"),
)

_UNNAMED = tuple(
    _dropped(
        "unnamed",
        *("tempat_lahir_id", "tempat_lahir_nama", "agama_id", "agama_nama"),
        *("jenis_kawin_id", "jenis_kawin_nama", "email", "email_gov", "kartu_asn_virtual"),
        *("nomor_sk_cpns", "tanggal_sk_cpns", "nomor_sk_pns", "tanggal_sk_pns"),
        *("gol_awal_id", "gol_awal_nama", "mk_tahun", "mk_bulan", "tahun_lulus"),
        *("kpkn_id", "kpkn_nama", "lokasi_kerja_id", "lokasi_kerja_nama", "nama_sekolah", "flag_ikd"),
        *("created_at", "updated_at", "eselon_id", "eselon_nama"),
    )
)

_NEVER = tuple(
    _dropped(
        "never",
        "nomor_hp",
        "alamat",
        "npwp_nomor",
        "bpjs",
        "keluarga",
        "penghasilan",
        "rekening",
        "kesehatan",
    )
)

FIELDS: dict[str, Field] = {field.name: field for field in (*_KEPT, *_UNNAMED, *_NEVER)}
"""Every canonical field by name, in the order of an intake table."""

DEFAULT_FIELDS: frozenset[str] = frozenset(field.name for field in _KEPT)
"""What an office's own register may hold when no agreement narrows it."""

DATE_FIELDS: frozenset[str] = frozenset(field.name for field in _KEPT if field.kind == "date")
IDENTIFIERS: tuple[str, ...] = ("nip_baru", "nip_lama", "nik", "pns_id")
"""Any one of these, or a name, makes a table a register."""

EVIDENCE_FIELDS: tuple[str, ...] = (*IDENTIFIERS, "nama", "tanggal_lahir")
"""Read even when scope drops them: they tell data rows from totals and decide dates. They never leave the
adapter then."""

ORDINAL = "_nomor_urut"
"""A column of running numbers (No.): recognised so that pre-numbered empty rows are seen, never kept."""

COMBINED: dict[str, tuple[str, ...]] = {
    "_nama_nip": ("nama", "nip_baru"),
    "_tempat_tanggal_lahir": ("tanggal_lahir",),
    "_golongan_tmt": ("gol_akhir_nama", "tmt_golongan"),
}
"""Columns of offices that hold two elements in one cell, and the fields they are split into."""


def order_of(name: str) -> int:
    """Return the place of a field in an intake table; unknown names come last."""
    return _ORDER.get(name, len(_ORDER))


_ORDER = {name: place for place, name in enumerate(FIELDS)}
