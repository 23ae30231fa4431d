"""Compares the last education by its code, name or level, whatever the two registers have in common."""

import re

import numpy as np
import polars as pl

from padan.matching.code_mapping import CodeMapping, plain
from padan.matching.compare import DIFFERENT, EMPTY_A, EMPTY_B, SAME, Compared, Side, judge, shown

_FIELDS = ("pendidikan_nama", "tingkat_pendidikan_nama", "pendidikan_id", "tingkat_pendidikan_id")
_LEVEL = re.compile(
    r"^(?P<level>S ?[123]|D ?(?:IV|I{1,3}|[1-4])|DIPLOMA (?:IV|I{1,3}|[1-4])|"
    r"SD|SMP|SLTP|SMA|SMU|SMK|SLTA|STM|SMEA|MA|"
    r"SARJANA|MAGISTER|DOKTOR|PROFESI|SPESIALIS)\b ?(?P<rest>.*)$"
)

_LEVEL_AGAIN = re.compile(r"^(?:SARJANA MUDA|SARJANA|MAGISTER|DOKTOR)\b ?")
"""SIASN's level names say the level twice ("S-1/Sarjana"): the second time is no field of study."""


def compare_education(a: Side, b: Side, mapping: CodeMapping) -> Compared:
    """Same when codes agree; else names (level and field of study) where both have them; else levels."""
    keys_a, keys_b = _keys(a, mapping), _keys(b, mapping)
    level = judge(keys_a["level"], keys_b["level"])
    field = judge(keys_a["field"], keys_b["field"])
    both_named = (keys_a["field"].is_not_null() & keys_b["field"].is_not_null()).to_numpy()
    same_code = ((keys_a["code"] == keys_b["code"]).fill_null(False)).to_numpy()
    empty_a, empty_b = keys_a["some"].is_null().to_numpy(), keys_b["some"].is_null().to_numpy()
    state = np.where((level == DIFFERENT) | ((field == DIFFERENT) & both_named), DIFFERENT, SAME).astype(
        np.int8
    )
    state[same_code] = SAME
    state[empty_a & ~empty_b] = EMPTY_A
    state[empty_b & ~empty_a] = EMPTY_B
    return Compared(state, shown(a, _FIELDS[:2]), shown(b, _FIELDS[:2]))


def _keys(side: Side, mapping: CodeMapping) -> pl.DataFrame:
    """Return per linked row: code, level key, field-of-study words, and `some` when anything at
    all is known.
    """
    frame = pl.DataFrame({name: side.column(name) for name in _FIELDS}, height=len(side.rows))
    distinct = frame.unique(maintain_order=True)
    answers = [read_education(row[0], row[1], row[3], mapping) for row in distinct.iter_rows()]
    distinct = distinct.with_columns(
        pl.Series("level", [level or None for level, _ in answers], dtype=pl.String),
        pl.Series("field", [field or None for _, field in answers], dtype=pl.String),
        pl.col("pendidikan_id").alias("code"),
        pl.coalesce(_FIELDS).alias("some"),
    )
    return frame.join(distinct, on=list(_FIELDS), how="left", nulls_equal=True, maintain_order="left")


def read_education(
    name: str | None, level_name: str | None, level_code: str | None, mapping: CodeMapping
) -> tuple[str, str]:
    """Return (level key, field-of-study words): `S-1 ILMU HUKUM` gives the level S-1 and ILMU HUKUM."""
    level = (
        mapping.coded("tingkat_pendidikan", level_code, level_name, {}) if level_code or level_name else ""
    )
    found = _LEVEL.match(plain(name or ""))
    if found is None:
        return level, plain(name or "")
    stated = mapping.coded("tingkat_pendidikan", None, found["level"], {})
    return level or stated, _LEVEL_AGAIN.sub("", found["rest"])
