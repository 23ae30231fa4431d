"""Both registers of one agreement from one made-up population, with the truth of who is who; seeded,
repeatable.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from padan.training.dice import Dice
from padan.training.faults import USUAL, FaultRates, damage, drift, rewritten
from padan.training.people import PeopleMaker, Record

if TYPE_CHECKING:
    import polars as pl

RELATIVES = ("twin", "sibling", "namesake", "same_name_and_birth")
STEWARD_FIELDS = (
    "nip_baru",
    "nik",
    "nama",
    "gelar_depan",
    "gelar_belakang",
    "tanggal_lahir",
    "jenis_kelamin",
    "jabatan_nama",
    "jenjang",
    "tmt_jabatan",
    "sk_jabatan_nomor",
    "sk_jabatan_tanggal",
    "angka_kredit",
    "gol_akhir_nama",
    "tmt_golongan",
    "unor_nama",
    "instansi_kerja_nama",
    "tingkat_pendidikan_nama",
    "tmt_pensiun",
    "alamat",
    "nomor_hp",
)


NOT_IN_SIASN = frozenset(
    {"jabatan_kelompok", "jenjang", "sk_jabatan_nomor", "sk_jabatan_tanggal", "angka_kredit", "tmt_pensiun"}
)
"""What the export file has no column for (exchange.md, "Names and tables")."""


ROUNDED_AT_MOST = 0.008


@dataclass(frozen=True)
class TrainingRegisters:
    """Both registers as tables and `truth`: row_a, row_b of every row of A that has a right row in B.

    A is the steward's list, B SIASN. A duplicate of A's person counts its right row in B too.
    """

    party: str
    steward: "pl.DataFrame"
    siasn: "pl.DataFrame"
    truth: "pl.DataFrame"


def generate(seed: int, people: int, *, party: str, rates: FaultRates = USUAL) -> TrainingRegisters:
    """Return registers of about `people` people each for 'dpr' or 'kemendes'; same seed, same bytes."""
    dice = Dice(seed)
    truths = _population(PeopleMaker(dice, party), dice, people, rates)
    siasn_rows: list[tuple[int, Record]] = []
    steward_rows: list[tuple[int, Record]] = []
    for number, person in enumerate(truths):
        in_siasn = not dice.chance(rates.absent_from_b)
        in_steward = not in_siasn or not dice.chance(rates.absent_from_a)
        if in_siasn:
            siasn_rows.append((number, drift(person, dice, rates)))
        if in_steward:
            copies = 2 if dice.chance(rates.duplicated) else 1
            steward_rows += [
                (number, rewritten(damage(person, truths, dice, rates), dice)) for _ in range(copies)
            ]
    _spare(steward_rows, truths)
    steward_rows, siasn_rows = dice.shuffled(steward_rows), dice.shuffled(siasn_rows)
    return TrainingRegisters(
        party,
        _table([record for _, record in steward_rows], STEWARD_FIELDS),
        _table(
            [record for _, record in siasn_rows], tuple(key for key in truths[0] if key not in NOT_IN_SIASN)
        ),
        _truth([number for number, _ in steward_rows], [number for number, _ in siasn_rows]),
    )


def _spare(rows: list[tuple[int, Record]], truths: list[Record]) -> None:
    """Keep rounded NIPs under the share at which a whole file counts as damaged by a spreadsheet (50013)."""
    left = int(len(rows) * ROUNDED_AT_MOST)
    for number, record in rows:
        if (record["nip_baru"] or "").endswith("000"):
            if left <= 0:
                record["nip_baru"] = truths[number]["nip_baru"]
            left -= 1


def _population(maker: PeopleMaker, dice: Dice, people: int, rates: FaultRates) -> list[Record]:
    population: list[Record] = []
    while len(population) < people:
        person = maker.person()
        population.append(person)
        if dice.chance(rates.relatives):
            population.append(maker.relative(person, dice.pick(RELATIVES)))
    return population[:people]


def _table(records: list[Record], fields: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl

    columns = {
        name: pl.Series(name, [record.get(name) for record in records], dtype=pl.String) for name in fields
    }
    numbers = pl.Series("_row", range(len(records)), dtype=pl.UInt32)
    return pl.DataFrame({**columns, "_row": numbers, "_sheet_row": numbers + 2})


def _truth(steward: list[int], siasn: list[int]) -> "pl.DataFrame":
    import polars as pl

    place = {number: row for row, number in enumerate(siasn)}
    pairs = [(row, place[number]) for row, number in enumerate(steward) if number in place]
    return pl.DataFrame(pairs, schema={"row_a": pl.Int64, "row_b": pl.Int64}, orient="row")
