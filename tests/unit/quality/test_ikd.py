"""The data quality index: who is judged, who fails, and how the scores come about."""

import json
from datetime import date

import polars as pl
import pytest

from padan.common.errors import UserFault
from padan.common.places import resources
from padan.quality.checks import CHECKS
from padan.quality.ikd import QualityReport, RuleOutcome, assess
from padan.quality.weights import QualityWeights

TODAY = date(2026, 11, 23)
NIP = "198503122010012005"


@pytest.fixture(scope="session")
def weights() -> QualityWeights:
    return QualityWeights.from_bytes(
        (resources() / "references" / "quality" / "ikd-2026.1.json").read_bytes()
    )


def rule(report: QualityReport, code: str) -> RuleOutcome:
    return next(outcome for outcome in report.rules if outcome.code == code)


def table(**columns: list[str | None]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index("_row")


FAILING = [
    ("A1", {"tmt_cpns": "2012-01-01", "tmt_pns": "2011-01-01"}),
    ("A2", {"jenis_pegawai_nama": "PNS Pusat DPK", "instansi_induk_id": "1", "instansi_kerja_id": "1"}),
    ("A3", {"jenis_jabatan_id": "1", "tmt_cpns": "2026-01-01"}),
    ("A4", {"nik": "31710"}),
    ("A5", {"jenis_jabatan_id": "4", "jabatan_nama": "Analis APBN Ahli Muda"}),
    ("A6", {"jabatan_nama": "Analis APBN Ahli Muda", "tingkat_pendidikan_id": "30"}),
    ("A7", {"eselon_id": "21", "gol_akhir_id": "42"}),
    ("A8", {"eselon_id": "31", "tingkat_pendidikan_id": "30"}),
    ("K1", {"jabatan_nama": None}),
    ("K3", {"tmt_pns": None, "status_cpns_pns": "P"}),
    ("K4", {"gelar_depan": None, "gelar_belakang": None, "tingkat_pendidikan_id": "40"}),
    ("S1", {"tanggal_lahir": "1985-12-03", "nip_baru": NIP}),
    ("S2", {"tmt_cpns": "2011-01-01", "nip_baru": NIP}),
    ("S3", {"tmt_cpns": "2022-01-01", "nip_baru": "198503122021212005"}),
    ("S4", {"jenis_kelamin": "L", "nip_baru": NIP}),
    ("W1", {"status_cpns_pns": "C", "tmt_cpns": "2025-03-01"}),
    ("W3", {"tanggal_lahir": "1960-01-01", "kedudukan_hukum_id": "01", "jabatan_nama": "PSM Ahli Madya"}),
]


@pytest.mark.parametrize(("code", "row"), FAILING)
def test_faulty_row_fails_its_rule(weights: QualityWeights, code: str, row: dict[str, str | None]) -> None:
    found = rule(assess(table(**{name: [value] for name, value in row.items()}), weights, TODAY), code)
    assert (found.assessed, found.applicable, found.failing, found.sample) == (True, 1, 1, (0,))


SOUND = [
    ("A2", {"jenis_pegawai_nama": "PNS Pusat", "instansi_induk_id": "1", "instansi_kerja_id": "1"}),
    ("A4", {"nik": "3171015203850001"}),
    ("A6", {"jabatan_nama": "Analis APBN Ahli Muda", "tingkat_pendidikan_id": "40"}),
    ("S1", {"tanggal_lahir": "1985-03-12", "nip_baru": NIP}),
    ("S2", {"tmt_cpns": "2010-01-01", "nip_baru": NIP}),
    ("S4", {"jenis_kelamin": "P", "nip_baru": NIP}),
    ("W3", {"tanggal_lahir": "1968-01-01", "kedudukan_hukum_id": "01", "jabatan_nama": "PSM Ahli Madya"}),
    ("W3", {"tanggal_lahir": "1963-01-01", "kedudukan_hukum_id": "01", "jabatan_nama": "PSM Ahli Utama"}),
]


@pytest.mark.parametrize(("code", "row"), SOUND)
def test_sound_row_passes(weights: QualityWeights, code: str, row: dict[str, str | None]) -> None:
    found = rule(assess(table(**{name: [value] for name, value in row.items()}), weights, TODAY), code)
    assert (found.applicable, found.failing) == (1, 0)


def test_rule_without_its_columns_is_not_assessed(weights: QualityWeights) -> None:
    found = rule(assess(table(nip_baru=[NIP]), weights, TODAY), "S1")
    assert (found.assessed, found.missing) == (False, ("tanggal_lahir",))


def test_pppk_is_not_held_to_the_month_in_the_number(weights: QualityWeights) -> None:
    found = rule(
        assess(table(tmt_cpns=["2021-01-01"], nip_baru=["198503122021212005"]), weights, TODAY), "S2"
    )
    assert found.applicable == 0


def test_score_is_the_weighted_share_of_right_rows(weights: QualityWeights) -> None:
    report = assess(table(jabatan_nama=["X", None], pendidikan_nama=["S-1", "S-1"]), weights, TODAY)
    scores = {dimension.code: dimension.score for dimension in report.dimensions}
    assert scores["kelengkapan"] == 75.0
    assert scores["ketepatan_waktu"] is None
    assert report.total == 75.0


def test_report_is_json_without_values(weights: QualityWeights) -> None:
    report = assess(table(tanggal_lahir=["1985-12-03"], nip_baru=[NIP]), weights, TODAY)
    assert NIP not in json.dumps(report.as_json_value())


def test_empty_register_scores_nothing_wrong(weights: QualityWeights) -> None:
    assert assess(table(jabatan_nama=[]), weights, TODAY).total == 100.0


def test_every_shipped_rule_has_its_check(weights: QualityWeights) -> None:
    assert {one.check for one in weights.rules} <= set(CHECKS)


def test_unreadable_weights_are_refused() -> None:
    with pytest.raises(UserFault) as caught:
        QualityWeights.from_bytes(b"[]")
    assert caught.value.code == 20530
