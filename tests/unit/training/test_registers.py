"""Practice registers: the same on every machine, with the faults and the truth they promise."""

from pathlib import Path

import polars as pl
import pytest

from padan.adapters.tables.reader import read_register
from padan.domain.intake import ReadOptions
from padan.matching.digests import table_digest
from padan.training.export_files import write_files
from padan.training.faults import USUAL, FaultRates
from padan.training.registers import TrainingRegisters, generate


@pytest.fixture(scope="module")
def registers() -> TrainingRegisters:
    return generate(3, 1200, party="kemendes")


def test_generate_same_seed_gives_same_tables(registers: TrainingRegisters) -> None:
    again = generate(3, 1200, party="kemendes")
    assert table_digest(again.steward) == table_digest(registers.steward)
    assert table_digest(again.siasn) == table_digest(registers.siasn)
    assert generate(4, 1200, party="kemendes").truth.rows() != registers.truth.rows()


def test_generate_nip_of_siasn_contains_birth_date_and_sex(registers: TrainingRegisters) -> None:
    table = registers.siasn
    born = table["tanggal_lahir"].str.replace_all("-", "")
    assert (table["nip_baru"].str.slice(0, 8) == born).all()
    sex = pl.when(table["jenis_kelamin"] == "F").then(pl.lit("2")).otherwise(pl.lit("1"))
    assert (table["nip_baru"].str.slice(14, 1) == pl.select(sex).to_series()).all()
    assert table["nip_baru"].is_unique().all()


def test_generate_plants_every_kind_of_identifier_fault(registers: TrainingRegisters) -> None:
    nips = registers.steward["nip_baru"]
    digits = nips.str.replace_all(r"\D", "")
    assert nips.null_count() > 0
    assert (digits.str.len_chars() == 9).any()
    assert digits.str.len_chars().is_in([17, 19]).any()
    assert nips.str.contains("['| ]").any()
    assert registers.steward.height > registers.truth.height > 1000


def test_generate_without_faults_is_the_truth_itself() -> None:
    calm = FaultRates(**dict.fromkeys(FaultRates.__dataclass_fields__, 0.0))
    found = generate(5, 300, party="dpr", rates=calm)
    assert found.truth.height == found.steward.height == found.siasn.height == 300
    joined = found.truth.select("row_a", "row_b").rows()
    steward, siasn = found.steward["nip_baru"], found.siasn["nip_baru"]
    assert all(steward[a] == siasn[b] for a, b in joined)


def test_times_multiplies_faults_but_not_manners() -> None:
    tripled = USUAL.times(3)
    assert tripled.nip_typo == pytest.approx(3 * USUAL.nip_typo)
    assert tripled.nip_decorated == USUAL.nip_decorated


def test_write_files_are_read_back_whole(registers: TrainingRegisters, tmp_path: Path) -> None:
    files = write_files(registers, tmp_path)
    steward = read_register(files.steward, ReadOptions())
    siasn = read_register(files.siasn, ReadOptions())
    assert steward.report.rows_kept == registers.steward.height
    assert siasn.report.rows_kept == registers.siasn.height
    assert steward.table["tmt_jabatan"].to_list() == registers.steward["tmt_jabatan"].to_list()
    assert siasn.table["nama"].to_list() == registers.siasn["nama"].to_list()
