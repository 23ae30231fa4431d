"""Made-up people with consistent records as the truth behind both practice registers; no fault is planted
here.

Every value is synthetic: names are drawn from parts, NIK districts and serials are random, so that a number
of a real person can only come about by chance.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta

from padan.common.places import resources
from padan.training.dice import Dice
from padan.training.positions import (
    DPR_UNITS,
    EDUCATION,
    GROUPS,
    LEVELS,
    PANGKAT,
    REGION_UNITS,
    REGIONS,
    SKILLED,
)

Record = dict[str, str | None]
PPPK_SHARE = 0.28
TITLED_SHARE = 0.6
SINGLE_NAME_SHARE = 0.06
FIRST_BIRTH, LAST_BIRTH = date(1962, 1, 1), date(1999, 12, 31)


@dataclass(frozen=True)
class NameParts:
    """The parts names are drawn from (resources/training/names.toml)."""

    men: list[str]
    women: list[str]
    middle: list[str]
    family: list[str]
    single: list[str]
    front_titles: list[str]
    back_titles: list[str]
    streets: list[str]


def name_parts() -> NameParts:
    """Read the parts of names."""
    text = (resources() / "training" / "names.toml").read_text(encoding="utf-8")
    return NameParts(**tomllib.loads(text))


class PeopleMaker:
    """Draws people one after another; twins, siblings and namesakes are drawn from the person before."""

    def __init__(self, dice: Dice, party: str) -> None:
        self._dice = dice
        self._party = party
        self._parts = name_parts()
        self._serial: dict[str, int] = {}

    def person(self) -> Record:
        """Return one new person's record in canonical fields."""
        dice = self._dice
        woman = dice.chance(0.48)
        span = (LAST_BIRTH - FIRST_BIRTH).days
        record = self._identity(self._name(woman), FIRST_BIRTH + timedelta(days=dice.number(0, span)), woman)
        return {**record, **self._work(record)}

    def relative(self, of: Record, kind: str) -> Record:
        """Return a twin (same birth date and family name), sibling, namesake, or one with same name and
        birth date.
        """
        dice = self._dice
        born = date.fromisoformat(str(of["tanggal_lahir"]))
        woman = of["jenis_kelamin"] == "F"
        name = str(of["nama"])
        if kind in ("twin", "sibling"):
            woman = dice.chance(0.5)
            name = f"{self._given(woman)} {name.rsplit(maxsplit=1)[-1]}"
        if kind in ("sibling", "namesake"):
            born += timedelta(days=dice.number(400, 2000) * dice.pick((-1, 1)))
        record = self._identity(name, born, woman)
        if kind in ("twin", "sibling"):
            record["nik"] = str(of["nik"])[:6] + str(record["nik"])[6:]
        return {**record, **self._work(record)}

    def _given(self, woman: bool) -> str:
        return self._dice.pick(self._parts.women if woman else self._parts.men)

    def _name(self, woman: bool) -> str:
        dice, parts = self._dice, self._parts
        if dice.chance(SINGLE_NAME_SHARE):
            return dice.pick(parts.single)
        words = [self._given(woman)]
        words += [dice.pick(parts.middle) for _ in range(dice.pick((0, 1, 1, 2)))]
        return " ".join([*words, dice.pick(parts.family)])

    def _identity(self, name: str, born: date, woman: bool) -> Record:
        dice = self._dice
        pppk = dice.chance(PPPK_SHARE)
        begun = born + timedelta(days=365 * dice.number(22, 32) + dice.number(0, 364))
        begun = max(begun, date(2021, 1, 1) + timedelta(days=dice.number(0, 1400))) if pppk else begun
        begun = min(begun, date(2025, 3, 1)).replace(day=1)
        month = f"{dice.pick((20, 21, 21, 22))}" if pppk else f"{begun.month:02d}"
        stem = f"{born:%Y%m%d}{begun.year}{month}{2 if woman else 1}"
        self._serial[stem] = self._serial.get(stem, dice.number(0, 3)) + 1
        nip = f"{stem}{self._serial[stem]:03d}"
        day = born.day + 40 if woman else born.day
        district = f"{dice.number(11, 96):02d}{dice.number(1, 30):02d}{dice.number(1, 20):02d}"
        older = not pppk and begun.year < 2008
        titled = dice.chance(TITLED_SHARE)
        return {
            "pns_id": "".join(f"{dice.number(0, 65535):04X}" for _ in range(8)),
            "nip_baru": nip,
            "nip_lama": f"{dice.number(100_000_000, 599_999_999)}" if older else None,
            "nik": f"{district}{day:02d}{born:%m%y}{dice.number(1, 9999):04d}",
            "is_valid_nik": "1",
            "nama": name,
            "gelar_depan": dice.pick(self._parts.front_titles) if titled and dice.chance(0.25) else None,
            "gelar_belakang": dice.pick(self._parts.back_titles) if titled else None,
            "tanggal_lahir": born.isoformat(),
            "jenis_kelamin": "F" if woman else "M",
            "status_cpns_pns": "P",
            "kedudukan_hukum_id": "71" if pppk else "01",
            "kedudukan_hukum_nama": "PPPK Aktif" if pppk else "Aktif",
            "tmt_cpns": begun.isoformat(),
            "tmt_pns": None if pppk else begun.replace(year=begun.year + 1).isoformat(),
            "alamat": f"{dice.pick(self._parts.streets)} Nomor {dice.number(1, 99)}",
            "nomor_hp": f"0800{dice.number(1_000_000, 9_999_999)}",
        }

    def _work(self, person: Record) -> Record:
        dice = self._dice
        group, levels = dice.pick(GROUPS[self._party])
        level = dice.pick(levels)
        golongan = dice.pick(LEVELS[level].golongan)
        code, _pangkat = PANGKAT[golongan]
        born = date.fromisoformat(str(person["tanggal_lahir"]))
        held = date(dice.number(2016, 2025), dice.number(1, 12), 1)
        ranked = date(dice.number(2015, 2025), dice.pick((4, 10)), 1)
        schooling = dice.pick(EDUCATION["skilled" if level in (*SKILLED, "Pemula") else "expert"])
        return {
            "jenis_jabatan_id": "2",
            "jenis_jabatan_nama": "Jabatan Fungsional Tertentu",
            "jabatan_nama": f"{group} {level}",
            "jabatan_kelompok": group,
            "jenjang": level,
            "tmt_jabatan": held.isoformat(),
            "sk_jabatan_nomor": f"{dice.number(1, 999)}/SK/{held.year}",
            "sk_jabatan_tanggal": (held - timedelta(days=dice.number(5, 40))).isoformat(),
            "angka_kredit": f"{dice.number(5000, 90000) / 100:.2f}".replace(".", ","),
            "gol_akhir_id": code,
            "gol_akhir_nama": golongan,
            "tmt_golongan": ranked.isoformat(),
            "tingkat_pendidikan_id": schooling[0],
            "tingkat_pendidikan_nama": schooling[1],
            "pendidikan_nama": schooling[2],
            "tmt_pensiun": _month_after(born, LEVELS[level].retires).isoformat(),
            **self._place(),
        }

    def _place(self) -> Record:
        dice = self._dice
        if self._party == "dpr":
            return {
                "unor_nama": dice.pick(DPR_UNITS),
                "satuan_kerja_kerja_nama": "Sekretariat Jenderal DPR RI",
                "instansi_kerja_nama": "Sekretariat Jenderal DPR RI",
                "instansi_induk_nama": "Sekretariat Jenderal DPR RI",
            }
        region = dice.pick(REGIONS)
        return {
            "unor_nama": dice.pick(REGION_UNITS),
            "satuan_kerja_kerja_nama": f"Pemerintah {region}",
            "instansi_kerja_nama": f"Pemerintah {region}",
            "instansi_induk_nama": f"Pemerintah {region}",
        }


def _month_after(born: date, years: int) -> date:
    """Return the first of the month after the `years`-th birthday, when retirement begins."""
    month = born.month % 12 + 1
    return date(born.year + years + (born.month == 12), month, 1)
