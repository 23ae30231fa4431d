"""Registers with pairs that no engine may decide: one number, two different persons."""

from dataclasses import replace

import polars as pl

from padan.training.registers import TrainingRegisters, generate


def registers_with_doubt(seed: int, people: int, doubts: int, party: str = "dpr") -> TrainingRegisters:
    """Return practice registers in which `doubts` NIPs name somebody else in the steward's register."""
    made = generate(seed, people, party=party)
    numbers = made.steward["nip_baru"].drop_nulls()
    common = numbers.filter(numbers.is_in(made.siasn["nip_baru"].drop_nulls().to_list()))
    chosen = common.filter(common.str.contains(r"^\d{18}$")).unique().sort().head(doubts)
    doubtful = pl.col("nip_baru").is_in(chosen.to_list())
    others = {
        "nama": "OTTO LATIHAN HUTAPEA",
        "tanggal_lahir": "1971-12-30",
        "nik": None,
        "nip_lama": None,
        "pns_id": None,
    }
    steward = made.steward.with_columns(
        pl.when(doubtful).then(pl.lit(value, dtype=pl.String)).otherwise(pl.col(name)).alias(name)
        for name, value in others.items()
        if name in made.steward.columns
    )
    return replace(made, steward=steward)
