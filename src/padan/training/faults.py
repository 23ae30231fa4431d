"""The faults real registers have (matching.md, last section), planted into one party's copy of a record.

Faults come in groups and several can hit one row; the rates are those of a steward's list and can be
multiplied.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from padan.training.dice import Dice
from padan.training.people import Record


@dataclass(frozen=True)
class FaultRates:
    """Probability of each fault per row of the steward's list."""

    nip_missing: float = 0.02
    nip_old_form: float = 0.03
    nip_typo: float = 0.02
    nip_transposed: float = 0.007
    nip_length: float = 0.006
    nip_rounded: float = 0.005
    nip_of_another: float = 0.001
    pppk_new_ni: float = 0.01
    nip_decorated: float = 0.08
    nik_missing: float = 0.08
    nik_wrong: float = 0.04
    muhammad_short: float = 0.5
    old_spelling: float = 0.05
    initials: float = 0.03
    token_dropped: float = 0.02
    token_swapped: float = 0.01
    name_typo: float = 0.02
    birth_wrong: float = 0.015
    absent_from_b: float = 0.05
    absent_from_a: float = 0.05
    duplicated: float = 0.01
    relatives: float = 0.02
    differing: float = 0.04

    def times(self, factor: float) -> "FaultRates":
        """Return the same faults `factor` times as often; forms that are no faults stay as they are."""
        kept = {"nip_decorated", "muhammad_short", "absent_from_b", "absent_from_a", "relatives"}
        changed = {
            one.name: getattr(self, one.name) * (1 if one.name in kept else factor) for one in fields(self)
        }
        return FaultRates(**changed)


USUAL = FaultRates()
SPELLINGS = (
    ("DJ", "J"),
    ("TJ", "C"),
    ("OE", "U"),
    ("J", "Y"),
    ("SY", "SJ"),
    ("Z", "S"),
    ("F", "P"),
    ("V", "F"),
)


def damage(record: Record, others: list[Record], dice: Dice, rates: FaultRates) -> Record:
    """Return the steward's copy of a record with identity faults; `others` lend a NIP that is not one's
    own.
    """
    copy = dict(record)
    copy["nip_baru"] = damaged_nip(copy, others, dice, rates)
    copy["nik"] = damaged_nik(str(copy["nik"]), dice, rates)
    copy["nama"] = damaged_name(str(copy["nama"]), dice, rates)
    if dice.chance(rates.birth_wrong):
        copy["tanggal_lahir"] = wrong_birth(str(copy["tanggal_lahir"]), dice)
    return copy


def damaged_nip(record: Record, others: list[Record], dice: Dice, rates: FaultRates) -> str | None:
    """Return the NIP as the steward's list has it: at most one fault, and often only a decoration."""
    nip = str(record["nip_baru"])
    if record["nip_lama"] and dice.chance(rates.nip_old_form * 3):
        return record["nip_lama"]
    faults: tuple[tuple[float, Callable[[], str | None]], ...] = (
        (rates.nip_missing, lambda: None),
        (rates.nip_typo, lambda: typed_wrong(nip, dice)),
        (rates.nip_transposed, lambda: transposed(nip, dice)),
        (rates.nip_length, lambda: lengthened(nip, dice)),
        (rates.nip_rounded, lambda: nip[:15] + "000"),
        (rates.nip_of_another, lambda: dice.pick(others)["nip_baru"]),
    )
    if nip[12:14] > "12" and dice.chance(rates.pppk_new_ni):
        return earlier_contract(nip, dice)
    for rate, fault in faults:
        if dice.chance(rate):
            return fault()
    if dice.chance(rates.nip_decorated):
        return f"'{nip}" if dice.chance(0.5) else f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    return nip


def earlier_contract(ni: str, dice: Dice) -> str:
    """Return the NI that a PPPK had under an earlier contract: another year and serial, the same birth and
    sex.
    """
    year = int(ni[8:12]) - dice.number(1, 4)
    return f"{ni[:8]}{year}{ni[12:15]}{dice.number(1, 9):03d}"


def damaged_nik(nik: str, dice: Dice, rates: FaultRates) -> str | None:
    """Return the NIK missing, wrong in one digit, or as it is."""
    if dice.chance(rates.nik_missing):
        return None
    return typed_wrong(nik, dice) if dice.chance(rates.nik_wrong) else nik


def typed_wrong(digits: str, dice: Dice) -> str:
    """Return the digits with one of them replaced by another."""
    place = dice.number(0, len(digits) - 1)
    other = (int(digits[place]) + dice.number(1, 9)) % 10
    return f"{digits[:place]}{other}{digits[place + 1 :]}"


def transposed(digits: str, dice: Dice) -> str:
    """Return the digits with two neighbours exchanged."""
    place = dice.number(0, len(digits) - 2)
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def lengthened(digits: str, dice: Dice) -> str:
    """Return the digits with one lost or one doubled."""
    place = dice.number(0, len(digits) - 1)
    keep = digits[place] * 2 if dice.chance(0.5) else ""
    return digits[:place] + keep + digits[place + 1 :]


def damaged_name(name: str, dice: Dice, rates: FaultRates) -> str:
    """Return the name as another clerk writes it."""
    if "MUHAMMAD" in name.split() and dice.chance(rates.muhammad_short):
        name = name.replace("MUHAMMAD", dice.pick(("M.", "MUH.", "MOH.", "MOCH.", "MOHAMMAD")), 1)
    if dice.chance(rates.old_spelling):
        name = respelled(name, dice)
    words = name.split()
    if len(words) > 2 and dice.chance(rates.initials):
        place = dice.number(1, len(words) - 1)
        words[place] = f"{words[place][0]}."
    elif len(words) > 2 and dice.chance(rates.token_dropped):
        del words[dice.number(1, len(words) - 1)]
    elif len(words) > 1 and dice.chance(rates.token_swapped):
        words = [*words[1:], words[0]]
    name = " ".join(words)
    return mistyped(name, dice) if dice.chance(rates.name_typo) else name


def respelled(name: str, dice: Dice) -> str:
    """Return the name with one old or regional spelling, where one fits."""
    fitting = [(old, new) for pair in SPELLINGS for old, new in (pair, pair[::-1]) if old in name]
    if not fitting:
        return name
    old, new = dice.pick(fitting)
    return name.replace(old, new, 1)


def mistyped(name: str, dice: Dice) -> str:
    """Return the name with one letter replaced, doubled or lost."""
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    place = dice.pick(places)
    instead = dice.pick((name[place] * 2, "", dice.pick("AEIOUNRTS")))
    return name[:place] + instead + name[place + 1 :]


def wrong_birth(day: str, dice: Dice) -> str:
    """Return the birth date with day and month exchanged, a wrong year, or a neighbouring day."""
    born = date.fromisoformat(day)
    kind = dice.number(0, 2)
    if kind == 0 and born.day <= 12 and born.day != born.month:
        return born.replace(month=born.day, day=born.month).isoformat()
    if kind == 1 and (born.month, born.day) != (2, 29):
        return born.replace(year=born.year + dice.pick((-1, 1, -10))).isoformat()
    return (born + timedelta(days=dice.pick((-1, 1)))).isoformat()


def drift(record: Record, dice: Dice, rates: FaultRates) -> Record:
    """Return SIASN's copy with differences in what a person holds: a promotion not yet entered, another
    unit, a TMT.
    """
    copy = dict(record)
    if dice.chance(rates.differing):
        held = date.fromisoformat(str(copy["tmt_jabatan"]))
        copy["tmt_jabatan"] = held.replace(year=held.year - dice.number(1, 3)).isoformat()
    if dice.chance(rates.differing):
        ranked = date.fromisoformat(str(copy["tmt_golongan"]))
        copy["tmt_golongan"] = ranked.replace(year=ranked.year - 4).isoformat()
    if dice.chance(rates.differing / 2):
        copy["unor_nama"] = f"Sub {copy['unor_nama']}"
    if dice.chance(rates.differing / 4):
        copy["tmt_pensiun"] = None
    if dice.chance(rates.differing / 4):
        copy["gelar_belakang"] = None
    return copy


def rewritten(record: Record, dice: Dice) -> Record:
    """Return the steward's copy in the office's own manner: other forms of the same, which are no
    findings.
    """
    copy = dict(record)
    name = str(copy["nama"])
    if dice.chance(0.3):
        copy["nama"] = re.sub(r"[A-Z]+", lambda word: word[0].capitalize(), name)
    if dice.chance(0.2):
        copy["jabatan_nama"] = str(copy["jabatan_nama"]).upper()
    if dice.chance(0.1) and "Analis Pemantauan Peraturan" in str(copy["jabatan_nama"]):
        copy["jabatan_nama"] = f"Analis Pemantauan {copy['jenjang']}"
    return copy
