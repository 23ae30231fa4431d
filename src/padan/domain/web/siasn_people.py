"""People as SIASN's service tells them, as fields of a register (web-services.md 1.6); only mapped fields
pass, so that phone, address and family never come further than here.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from padan.common.text import storable
from padan.domain.dates import EMPTY_DATES


class Call(StrEnum):
    """What is asked per person; the value is the path's last part but one."""

    MAIN = "data-utama"
    POSITIONS = "rw-jabatan"
    CREDITS = "rw-angkakredit"
    PERFORMANCE = "rw-skp22"


_MAIN: dict[str, str] = {
    "id": "pns_id",
    "nipBaru": "nip_baru",
    "nipLama": "nip_lama",
    "nik": "nik",
    "validNik": "is_valid_nik",
    "nama": "nama",
    "gelarDepan": "gelar_depan",
    "gelarBelakang": "gelar_belakang",
    "tglLahir": "tanggal_lahir",
    "jenisKelamin": "jenis_kelamin",
    "jenisJabatanId": "jenis_jabatan_id",
    "jenisJabatan": "jenis_jabatan_nama",
    "jabatanNama": "jabatan_nama",
    "tmtJabatan": "tmt_jabatan",
    "golRuangAkhirId": "gol_akhir_id",
    "golRuangAkhir": "gol_akhir_nama",
    "tmtGolAkhir": "tmt_golongan",
    "unorId": "unor_id",
    "unorNama": "unor_nama",
    "satuanKerjaKerjaId": "satuan_kerja_kerja_id",
    "satuanKerjaKerjaNama": "satuan_kerja_kerja_nama",
    "instansiIndukId": "instansi_induk_id",
    "instansiIndukNama": "instansi_induk_nama",
    "instansiKerjaId": "instansi_kerja_id",
    "instansiKerjaNama": "instansi_kerja_nama",
    "kedudukanPnsId": "kedudukan_hukum_id",
    "kedudukanPnsNama": "kedudukan_hukum_nama",
    "jenisPegawaiId": "jenis_pegawai_id",
    "statusPegawai": "status_cpns_pns",
    "tkPendidikanTerakhirId": "tingkat_pendidikan_id",
    "pendidikanTerakhirId": "pendidikan_id",
    "pendidikanTerakhirNama": "pendidikan_nama",
    "tmtCpns": "tmt_cpns",
    "tmtPns": "tmt_pns",
    "tmtPensiun": "tmt_pensiun",
}
_HISTORY: dict[Call, tuple[str, ...]] = {
    Call.POSITIONS: (
        *("id", "jenisJabatan", "instansiKerjaId", "instansiKerjaNama", "satuanKerjaId", "satuanKerjaNama"),
        *("unorId", "unorNama", "jabatanFungsionalId", "jabatanFungsionalNama", "jabatanFungsionalUmumId"),
        *("jabatanFungsionalUmumNama", "tmtJabatan", "nomorSk", "tanggalSk", "namaUnor", "namaJabatan"),
        "tmtPelantikan",
    ),
    Call.CREDITS: (
        *("id", "nomorSk", "tanggalSk", "bulanMulaiPenailan", "tahunMulaiPenailan", "bulanSelesaiPenailan"),
        *("tahunSelesaiPenailan", "kreditUtamaBaru", "kreditPenunjangBaru", "kreditBaruTotal", "rwJabatan"),
        *("namaJabatan", "isAngkaKreditPertama", "isIntegrasi", "isKonversi"),
    ),
    Call.PERFORMANCE: (
        *("id", "tahun", "hasilKinerja", "hasilKinerjaNilai", "kuadranKinerja", "KuadranKinerjaNilai"),
        *("perilakuKerja", "PerilakuKerjaNilai", "statusPenilai"),
    ),
}
HISTORIES: dict[Call, str] = {
    Call.POSITIONS: "rw_jabatan",
    Call.CREDITS: "rw_angkakredit",
    Call.PERFORMANCE: "rw_skp22",
}
"""The name a history has in a scope (and in a package)."""
HISTORY_FIELDS: dict[Call, frozenset[str]] = {
    Call.POSITIONS: frozenset({"sk_jabatan_nomor", "sk_jabatan_tanggal"}),
    Call.CREDITS: frozenset({"angka_kredit", "angka_kredit_tanggal"}),
}
"""What a history in the scope tells about a person; it may be kept though the roster's own scope lacks it."""
_POSITION_BY_KIND = {"1": "jabatanStrukturalId", "2": "jabatanFungsionalId", "4": "jabatanFungsionalUmumId"}
_NONE = frozenset({"", "-", "null", "none"}) | EMPTY_DATES
_ENDED_CREDIT = ("tahunSelesaiPenailan", "bulanSelesaiPenailan")


def text_of(value: object) -> str:
    """Return a value of the service as text; what means "nothing" there becomes empty."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(int(value))
    text = storable(str(value)).strip()
    return "" if text.casefold() in _NONE else text


def living(rows: object) -> list[Mapping[str, object]]:
    """Return the rows of a history that were not deleted; a single object counts as one row."""
    found = rows if isinstance(rows, list) else [rows]
    return [one for one in found if isinstance(one, dict) and not text_of(one.get("deletedAt"))]


def kept_of(call: Call, data: object) -> dict[str, str] | list[dict[str, str]]:
    """Return what of an answer may be kept: mapped fields of a record, named keys of a history's rows."""
    if call is Call.MAIN:
        return main_fields(data)
    return [{key: text for key in _HISTORY[call] if (text := text_of(row.get(key)))} for row in living(data)]


def main_fields(data: object) -> dict[str, str]:
    """Return a main record as fields, empty ones left out; nothing when it is no record."""
    rows = living(data)
    if not rows:
        return {}
    record = rows[0]
    found = {field: text_of(record.get(key)) for key, field in _MAIN.items()}
    found["jenjang"] = text_of(record.get("jenjang")) or text_of(record.get("asnJenjangJabatan"))
    kind = _POSITION_BY_KIND.get(found["jenis_jabatan_id"])
    found["jabatan_id"] = text_of(record.get(kind)) if kind else ""
    return {name: value for name, value in found.items() if value}


def current_position(rows: object, tmt: str) -> Mapping[str, object] | None:
    """Return the row of the position held since `tmt`, of the last one without it; None without any."""
    told = sorted(living(rows), key=lambda one: (_day(one.get("tmtJabatan")), text_of(one.get("id"))))
    held = [one for one in told if tmt and _day(one.get("tmtJabatan")) == _day(tmt)] or told
    return held[-1] if held else None


def last_credit(rows: object) -> Mapping[str, object] | None:
    """Return the row of the last assessment; None without any."""
    told = sorted(
        living(rows), key=lambda one: (_period(one), _day(one.get("tanggalSk")), text_of(one.get("id")))
    )
    return told[-1] if told else None


def position_fields(rows: object, tmt: str) -> dict[str, str]:
    """Return number and date of the decree of the position held since `tmt`; of the last one without it."""
    held = current_position(rows, tmt)
    if held is None:
        return {}
    found = {
        "sk_jabatan_nomor": text_of(held.get("nomorSk")),
        "sk_jabatan_tanggal": text_of(held.get("tanggalSk")),
    }
    return {name: value for name, value in found.items() if value}


def credit_fields(rows: object) -> dict[str, str]:
    """Return the last assessment's total and the day of its decree."""
    last = last_credit(rows)
    if last is None:
        return {}
    found = {
        "angka_kredit": text_of(last.get("kreditBaruTotal")),
        "angka_kredit_tanggal": text_of(last.get("tanggalSk")),
    }
    return {name: value for name, value in found.items() if value}


def _period(row: Mapping[str, object]) -> tuple[int, ...]:
    return tuple(int(text) if (text := text_of(row.get(key))).isdecimal() else 0 for key in _ENDED_CREDIT)


def _day(value: object) -> tuple[str, ...]:
    """Return dd-mm-yyyy, or a register's yyyy-mm-dd, so that it sorts by time; anything else sorts first."""
    parts: Sequence[str] = text_of(value).split("-")
    sizes = [len(one) for one in parts]
    if sizes == [4, 2, 2]:
        return tuple(parts)
    return tuple(reversed(parts)) if sizes == [2, 2, 4] else ()
