"""Synthetic people in the words of SIASN's service: main record and histories, dirt included; seeded."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from padan.training.dice import Dice

Row = dict[str, object]
_OUT_OF_SCOPE: Row = {
    "noHp": "080000000000",
    "email": "tidak.nyata@contoh.invalid",
    "alamat": "Jalan Latihan 1",
    "path": {"": {}},
}
_EMPTY_DATES = ("01-01-0001", "", None)


@dataclass(frozen=True)
class PracticePerson:
    """One person: `main` as `data-utama` tells it, histories by the last part of their path."""

    main: Row
    histories: dict[str, list[Row]] = field(default_factory=dict)


def practice_people(records: Iterable[Mapping[str, str | None]], seed: int) -> dict[str, PracticePerson]:
    """Return people by NIP from rows of a practice register; the first row of a NIP counts."""
    found: dict[str, PracticePerson] = {}
    for record in records:
        nip = record.get("nip_baru") or ""
        if len(nip) == 18 and nip.isdecimal() and nip not in found:
            found[nip] = _person(nip, record, Dice(seed * 1_000_003 + int(nip[-9:])))
    return found


def _person(nip: str, record: Mapping[str, str | None], dice: Dice) -> PracticePerson:
    key = hashlib.sha256(nip.encode()).hexdigest()[:32].upper()

    def told(name: str) -> object:
        return record.get(name) or None

    def day(name: str) -> object:
        text = record.get(name)
        return f"{date.fromisoformat(text):%d-%m-%Y}" if text else dice.pick(_EMPTY_DATES)

    main: Row = {
        "id": key,
        "nipBaru": nip,
        "nipLama": told("nip_lama"),
        "nama": told("nama"),
        "gelarDepan": told("gelar_depan"),
        "gelarBelakang": told("gelar_belakang") or "-",
        "tglLahir": day("tanggal_lahir"),
        "jenisKelamin": {"L": "M", "P": "F"}.get(record.get("jenis_kelamin") or "", told("jenis_kelamin")),
        "nik": told("nik"),
        "validNik": dice.pick(("1", "0", "", True)),
        "jenisJabatanId": told("jenis_jabatan_id") or "2",
        "jenisJabatan": told("jenis_jabatan_nama"),
        "jabatanFungsionalId": told("jabatan_id"),
        "jabatanNama": told("jabatan_nama"),
        "tmtJabatan": day("tmt_jabatan"),
        "golRuangAkhirId": told("gol_akhir_id"),
        "golRuangAkhir": told("gol_akhir_nama"),
        "tmtGolAkhir": day("tmt_golongan"),
        "unorId": told("unor_id"),
        "unorNama": told("unor_nama"),
        "instansiKerjaId": told("instansi_kerja_id"),
        "instansiKerjaNama": told("instansi_kerja_nama"),
        "kedudukanPnsNama": told("kedudukan_hukum_nama"),
        "tkPendidikanTerakhirId": told("tingkat_pendidikan_id"),
        "pendidikanTerakhirNama": told("pendidikan_nama"),
    } | _OUT_OF_SCOPE
    return PracticePerson(main, _histories(key, nip, main, dice))


def _row_id(key: str, history: str, place: int) -> str:
    """Return an opaque id that no other row has, of whatever history."""
    return hashlib.sha256(f"{key} {history} {place}".encode()).hexdigest()[:32]


def _histories(key: str, nip: str, main: Row, dice: Dice) -> dict[str, list[Row]]:
    positions: list[Row] = [
        {
            "id": _row_id(key, "rw-jabatan", place),
            "idPns": key,
            "nipBaru": nip,
            "jenisJabatan": "2",
            "namaJabatan": main["jabatanNama"],
            "tmtJabatan": main["tmtJabatan"] if place == 0 else f"01-04-20{10 + place}",
            "nomorSk": f"{dice.number(1, 999)}/SK/{2010 + place}",
            "tanggalSk": f"{dice.number(1, 28):02d}-03-20{10 + place}",
            "deletedAt": "01-01-2024" if dice.chance(0.1) and place else None,
        }
        for place in range(dice.number(0, 3))
    ]
    credits_told: list[Row] = [
        {
            "id": _row_id(key, "rw-angkakredit", place),
            "pns": key,
            "nomorSk": f"{dice.number(1, 999)}/PAK/{2020 + place}",
            "tanggalSk": f"{dice.number(1, 28):02d}-01-{2021 + place}",
            "bulanSelesaiPenailan": "12",
            "tahunSelesaiPenailan": str(2020 + place),
            "kreditBaruTotal": f"{dice.number(1000, 60000) / 100:.2f}",
            "path": {"": {}},
        }
        for place in range(dice.number(0, 3))
    ]
    return {"rw-jabatan": positions, "rw-angkakredit": credits_told, "rw-skp22": []}


def practice_codes(people: Mapping[str, PracticePerson]) -> dict[str, list[Row]]:
    """Return code sets with the faults of the real ones: a name twice, stray spaces, a code that is empty."""
    names = sorted({str(one.main["jabatanNama"]) for one in people.values() if one.main["jabatanNama"]})
    rows: list[Row] = [
        {"id": _row_id(name, "jf", 0).upper(), "nama": name, "kodeCepat": f"48{place:03d}"}
        for place, name in enumerate(names, start=1)
    ]
    if names:
        rows.append({"id": _row_id(names[0], "jf", 1), "nama": f"{names[0]} ", "kodeCepat": None})
    ranks = [f"{group}/{part}" for group in ("I", "II", "III", "IV") for part in "abcd"]
    return {
        "jabatan-fungsional": rows,
        "golongan": [{"id": f"{n:02d}", "nama": rank} for n, rank in enumerate(ranks, start=11)],
    }
