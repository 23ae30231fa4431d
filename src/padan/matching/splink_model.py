"""A run's learnt weights as settings that Splink loads: for a data centre with its own engine; no I/O.

What Splink's model can say is said exactly: each level's m and u give the run's own weight in bits, names
have term frequencies, identifiers weigh by whether the birth dates agree. What it cannot say is left out and
named in the preparation: sounds of names, old NIPs, conflicts that forbid a link, one-to-one assignment.
"""

import math
from typing import Any

from padan.matching.model import CENTI, TABLES, Model
from padan.matching.rules import Scoring

_SAME_NAME_U = 1e-4
"""u of an equal name before term frequencies: it cancels out in every adjusted weight."""

_SMALLEST = 1e-300
_BORN = '"lahir_l" = "lahir_r"'
_TURNED = (
    'year("lahir_l") = year("lahir_r") AND month("lahir_l") = day("lahir_r") '
    'AND day("lahir_l") = month("lahir_r")'
)
_NAMES = (
    ("same", '"nama_l" = "nama_r"', 0.0),
    ("typo", 'jaro_winkler_similarity("nama_l", "nama_r") >= 0.95', 1.0),
    ("shorter", 'jaro_winkler_similarity("nama_l", "nama_r") >= 0.88', 1.0),
    ("partly", "list_has_any(string_split(\"nama_l\", ' '), string_split(\"nama_r\", ' '))", 0.0),
)
_NIPS = (
    ("same", '"nip_l" = "nip_r"'),
    (
        "rounded",
        'left("nip_l", 15) = left("nip_r", 15) AND right("nip_l", 3) || right("nip_r", 3) LIKE \'%000%\'',
    ),
    ("near", 'damerau_levenshtein("nip_l", "nip_r") <= 1'),
)
_NIKS = (("same", '"nik_l" = "nik_r"'), ("near", 'damerau_levenshtein("nik_l", "nik_r") <= 1'))
_BIRTHS = (
    ("same", _BORN),
    ("swapped", _TURNED),
    ("near", 'damerau_levenshtein(CAST("lahir_l" AS VARCHAR), CAST("lahir_r" AS VARCHAR)) <= 1'),
)
_BLOCKS = (
    'l."nip" = r."nip"',
    'l."nik" = r."nik"',
    'l."lahir" = r."lahir" AND l."nama" = r."nama"',
    'l."lahir" = r."lahir" AND l."jk" = r."jk" AND substr(l."nama", 1, 3) = substr(r."nama", 1, 3)',
    'left(l."nip", 15) = left(r."nip", 15)',
)
Level = dict[str, Any]


def splink_settings(model: Model, scoring: Scoring) -> dict[str, Any]:
    """Return the settings: comparisons of the columns nip, nik, nama, lahir, jk with the run's m and u."""
    odds = 2.0 ** (model.prior / CENTI)
    return {
        "link_type": "link_only",
        "sql_dialect": "duckdb",
        "probability_two_random_records_match": odds / (1.0 + odds),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in _BLOCKS
        ],
        "comparisons": [
            _comparison("nip", _by_birth(model, "nip", _NIPS)),
            _comparison("nik", _by_birth(model, "nik", _NIKS)),
            _comparison("nama", _name_levels(model, scoring)),
            _comparison("lahir", _plain_levels(model, "tanggal_lahir", _BIRTHS)),
            _comparison("jk", _plain_levels(model, "jenis_kelamin", (("same", '"jk_l" = "jk_r"'),))),
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def weight_of(level: Level) -> float:
    """Return the bits a level of the settings adds before term frequencies."""
    return math.log2(level["m_probability"] / level["u_probability"])


def _comparison(column: str, levels: list[Level]) -> dict[str, Any]:
    empty = {
        "sql_condition": f'"{column}_l" IS NULL OR "{column}_r" IS NULL',
        "label_for_charts": "missing",
        "is_null_level": True,
    }
    return {"output_column_name": column, "comparison_levels": [empty, *levels]}


def _level(model: Model, table: str, name: str, condition: str, label: str = "") -> Level:
    """Return a level with the very weight of the model: m as learnt, u what gives the weight."""
    element, names = TABLES[table]
    bits = int(model.weights[table][names.index(name)]) / CENTI
    m = model.m[element].get(name, 0.5)
    u = m / 2.0**bits
    if u > 1.0:
        m, u = m / u, 1.0
    return {
        "sql_condition": condition,
        "label_for_charts": label or name,
        "m_probability": m,
        "u_probability": max(u, _SMALLEST),
    }


def _plain_levels(model: Model, table: str, conditions: tuple[tuple[str, str], ...]) -> list[Level]:
    levels = [_level(model, table, name, condition) for name, condition in conditions]
    return [*levels, _level(model, table, "differs", "ELSE")]


def _by_birth(model: Model, column: str, conditions: tuple[tuple[str, str], ...]) -> list[Level]:
    """Return each level twice: NIP and NIK hold the birth date, which must not count twice."""
    given, free = f"{column}_given_birth", f"{column}_free"
    levels = []
    for name, condition in conditions:
        levels.append(_level(model, given, name, f"({condition}) AND {_BORN}", f"{name}, born alike"))
        levels.append(_level(model, free, name, condition))
    levels.append(_level(model, given, "differs", _BORN, "differs, born alike"))
    return [*levels, _level(model, free, "differs", "ELSE")]


def _name_levels(model: Model, scoring: Scoring) -> list[Level]:
    """Return the name's levels; an agreeing name weighs what its rarity says, up to the rule set's cap."""
    levels = []
    for name, condition, losing in _NAMES:
        level = _level(model, "nama", name, condition)
        if name != "partly":
            level["u_probability"] = _SAME_NAME_U * 2.0 ** (losing * scoring.caps["typo_bits"])
            level["tf_adjustment_column"] = "nama"
            level["tf_adjustment_weight"] = 1.0
            level["tf_minimum_u_value"] = 2.0 ** -scoring.caps["name_bits"]
        levels.append(level)
    return [*levels, _level(model, "nama", "differs", "ELSE")]


def preparation(threshold: float) -> str:
    """Return the SQL that makes the columns the settings compare, with what an engineer must know."""
    return _PREPARATION.replace("THRESHOLD", f"{threshold:g}")


_PREPARATION = r"""-- Columns that the settings compare, of each register (DuckDB; other engines alike).
-- This is personal data: only with a basis for it, and inside the data centre.
SELECT row_number() OVER () - 1 AS unique_id,
       nullif(regexp_replace(nip_baru, '[^0-9]', '', 'g'), '') AS nip,
       nullif(regexp_replace(nik, '[^0-9]', '', 'g'), '') AS nik,
       trim(regexp_replace(regexp_replace(upper(nama), ',.*$', ''), '^(M|MOH|MUH|MOCH)\. ', 'MUHAMMAD '))
           AS nama,
       try_cast(tanggal_lahir AS DATE) AS lahir,
       jenis_kelamin AS jk
FROM register;
-- Links: linker.inference.predict(threshold_match_weight=THRESHOLD), the best of each row on both sides.
-- Not in the settings: sounds of names, old NIPs, evidence in conflict that forbids a link (NIP of another
-- person, changed NI of a PPPK, twins), one-to-one assignment, review. Such pairs need an officer's eye.
"""
