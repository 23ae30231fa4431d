"""The settings for Splink say what the model says: the same bits, level by level."""

import json

import pytest

from padan.bootstrap import ShippedResources
from padan.common.places import resources
from padan.matching.learn import shipped_model
from padan.matching.model import CENTI, TABLES, model_from_json
from padan.matching.rules import RuleSet
from padan.matching.splink_model import preparation, splink_settings, weight_of

RULES = RuleSet.from_bytes(ShippedResources(resources()).rules())
MODEL = model_from_json(shipped_model(6_000_000, RULES.scoring).as_json())
SETTINGS = splink_settings(MODEL, RULES.scoring)


def levels_of(column: str) -> dict[str, dict[str, object]]:
    found = next(one for one in SETTINGS["comparisons"] if one["output_column_name"] == column)
    return {one["label_for_charts"]: one for one in found["comparison_levels"]}


@pytest.mark.parametrize(
    ("column", "label", "table", "level"),
    [
        ("nip", "same, born alike", "nip_given_birth", "same"),
        ("nip", "near", "nip_free", "near"),
        ("nip", "differs, born alike", "nip_given_birth", "differs"),
        ("nik", "same", "nik_free", "same"),
        ("nik", "differs", "nik_free", "differs"),
        ("lahir", "swapped", "tanggal_lahir", "swapped"),
        ("jk", "differs", "jenis_kelamin", "differs"),
        ("nama", "partly", "nama", "partly"),
        ("nama", "differs", "nama", "differs"),
    ],
)
def test_level_weighs_what_the_run_weighed(column: str, label: str, table: str, level: str) -> None:
    bits = int(MODEL.weights[table][TABLES[table][1].index(level)]) / CENTI
    assert weight_of(levels_of(column)[label]) == pytest.approx(bits, abs=1e-9)


def test_every_level_is_a_probability_and_the_last_one_takes_the_rest() -> None:
    for comparison in SETTINGS["comparisons"]:
        empty, *levels = comparison["comparison_levels"]
        assert empty["is_null_level"] is True
        assert levels[-1]["sql_condition"] == "ELSE"
        for level in levels:
            assert 0 < level["m_probability"] <= 1
            assert 0 < level["u_probability"] <= 1


def test_equal_name_weighs_its_own_rarity() -> None:
    """Term frequencies replace u by the name's share, so that m against the share is left."""
    level = levels_of("nama")["same"]
    assert level["tf_adjustment_column"] == "nama"
    assert level["m_probability"] == MODEL.m["nama"]["same"]
    assert level["tf_minimum_u_value"] == 2.0 ** -RULES.scoring.caps["name_bits"]


def test_settings_are_plain_json_and_the_preparation_names_every_column() -> None:
    assert json.loads(json.dumps(SETTINGS)) == SETTINGS
    text = preparation(RULES.scoring.thresholds.accept)
    assert all(f" AS {one['output_column_name']}" in text for one in SETTINGS["comparisons"])
