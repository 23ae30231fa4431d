"""Who is linked, who goes to review, who is a duplicate (intake-and-classes.md, Classes)."""

from collections.abc import Callable

import polars as pl
import pytest

from padan.common.errors import Cancelled, Defect, UserFault
from padan.common.progress import Cancel
from padan.matching.engine import MatchResult, run_matching
from padan.matching.rules import RuleSet

Row = dict[str, str | None]
Match = Callable[..., MatchResult]
LineOf = Callable[..., tuple[int, str, str]]
Register = Callable[[list[Row]], pl.DataFrame]
SITI: Row = {
    "nip_baru": "198503122010012005",
    "nik": "3171015203850001",
    "nama": "SITI AMINAH",
    "tanggal_lahir": "1985-03-12",
}
BUDI: Row = {
    "nip_baru": "197102022006041002",
    "nik": "3201010202710003",
    "nama": "BUDI SANTOSO",
    "tanggal_lahir": "1971-02-02",
}


def test_equal_nip_of_another_person_goes_to_review(match: Match, line_of: LineOf) -> None:
    other: Row = {"nip_baru": SITI["nip_baru"], "nama": "JOKO WIDODO", "tanggal_lahir": "1961-06-21"}
    assert line_of(match([other], [SITI]), 0) == (0, "review", "conflict_nip")


def test_changed_ni_of_a_pppk_without_nik_goes_to_review(match: Match, line_of: LineOf) -> None:
    old: Row = {"nip_baru": "199001012021211003", "nama": "RATIH KUSUMA", "tanggal_lahir": "1990-01-01"}
    new = old | {"nip_baru": "199001012025212003"} | {"nip_baru": "199001012025211007"}
    assert line_of(match([old], [new]), 0)[1:] == ("review", "pppk_ni")


def test_changed_ni_of_a_pppk_with_equal_nik_is_linked_with_a_finding(match: Match, line_of: LineOf) -> None:
    old = {
        "nip_baru": "199001012021211003",
        "nik": "3171010101900001",
        "nama": "RATIH KUSUMA",
        "tanggal_lahir": "1990-01-01",
    }
    result = match([old], [old | {"nip_baru": "199001012025211007"}])
    assert line_of(result, 0)[:2] == (0, "differing")
    assert result.findings["element"].to_list() == ["nip"]


def test_namesakes_of_one_birth_date_are_not_merged(match: Match, line_of: LineOf) -> None:
    twin = SITI | {"nip_baru": "198503122009012001", "nik": "3404015203850007"}
    result = match([SITI], [twin])
    assert line_of(result, 0)[1] in {"review", "only_a"}


def test_row_between_two_equal_candidates_goes_to_review(match: Match, line_of: LineOf) -> None:
    vague: Row = {"nama": "SITI AMINAH", "tanggal_lahir": "1985-03-12"}
    twin = SITI | {"nip_baru": "198503122009012001", "nik": "3404015203850007"}
    result = match([vague], [SITI, twin])
    assert line_of(result, 0)[1:] == ("review", "tie")


def test_twins_with_consecutive_numbers_are_told_apart(match: Match, line_of: LineOf) -> None:
    rina = SITI | {"nama": "RINA PURNAMASARI"}
    rini = SITI | {"nip_baru": "198503122010012006", "nik": "3171015203850002", "nama": "RINI PURNAMASARI"}
    result = match([rini, rina], [rina, rini])
    assert [line_of(result, row)[0] for row in (0, 1)] == [1, 0]
    alone = match([rini], [rina])
    assert line_of(alone, 0)[1] in {"review", "only_a"}


def test_couple_with_exchanged_niks_is_linked_by_nip(match: Match, line_of: LineOf) -> None:
    result = match([SITI | {"nik": BUDI["nik"]}, BUDI | {"nik": SITI["nik"]}], [BUDI, SITI])
    assert [line_of(result, row)[0] for row in (0, 1)] == [1, 0]


@pytest.mark.parametrize(
    "broken",
    [
        {"nip_baru": None},
        {"nik": None},
        {"nip_baru": None, "nik": None},
        {"nip_baru": "198503122010012000", "nik": None},
        {"nip_baru": "1.98503E+17"},
        {"nip_baru": "198503122010102005", "nik": None},
        {"nip_baru": "19850312201001205", "nik": None},
        {"nama": "SITI AMINAH SANTOSO"},
        {"nama": "AMINAH", "nik": None},
        {"tanggal_lahir": "1985-12-03"},
        {"tanggal_lahir": None, "nik": None},
    ],
)
def test_one_fault_does_not_lose_a_person(
    match: Match, broken: dict[str, str | None], line_of: LineOf
) -> None:
    result = match([BUDI, SITI | broken], [SITI, BUDI])
    assert line_of(result, 1)[0] == 0
    assert line_of(result, 1)[1] in {"identical", "differing"}


def test_further_row_of_a_person_is_a_duplicate_that_names_the_partner(match: Match, line_of: LineOf) -> None:
    result = match([SITI | {"nik": None}, SITI], [SITI])
    assert line_of(result, 1)[:2] == (0, "identical")
    assert line_of(result, 0) == (0, "duplicate", "duplicate")


def test_duplicates_are_found_on_one_side_only(match: Match, line_of: LineOf) -> None:
    result = match([SITI, SITI, BUDI], [BUDI])
    assert line_of(result, 0)[:2] == (-1, "only_a")
    assert line_of(result, 1)[:2] == (-1, "duplicate")


def test_row_without_any_identity_is_invalid(match: Match, line_of: LineOf) -> None:
    result = match([{"nama": "SITI", "tanggal_lahir": None, "nip_baru": "12"}], [SITI])
    assert line_of(result, 0)[1] == "invalid"


def test_empty_side_leaves_all_rows_alone(rules: RuleSet, register: Register) -> None:
    full = register([SITI, BUDI])
    result = run_matching(full.head(0), full, rules)
    assert result.summary["classes"]["b"]["only_b"] == 2  # type: ignore[index]
    assert result.pairs["row_a"].to_list() == [-1, -1]


def test_row_numbers_with_gaps_are_kept(rules: RuleSet, register: Register) -> None:
    table = register([SITI, BUDI]).with_columns(pl.Series("_row", [4, 9], dtype=pl.UInt32))
    result = run_matching(table, table, rules)
    assert result.pairs.select("row_a", "row_b").rows() == [(4, 4), (9, 9)]


def test_decision_links_and_a_contrary_decision_separates(match: Match, line_of: LineOf) -> None:
    other = BUDI | {"nip_baru": "199001012015031001", "nik": None}
    same = pl.DataFrame({"row_a": [0], "row_b": [0], "verdict": ["same"]})
    assert line_of(match([other], [SITI], decisions=same), 0)[2].startswith("decision")
    apart = pl.DataFrame({"row_a": [0], "row_b": [0], "verdict": ["different"]})
    assert line_of(match([SITI], [SITI], decisions=apart), 0)[:2] == (-1, "only_a")


def test_decision_on_an_unknown_row_is_refused(match: Match) -> None:
    with pytest.raises(UserFault) as caught:
        match([SITI], [SITI], decisions=pl.DataFrame({"row_a": [7], "row_b": [0], "verdict": ["same"]}))
    assert caught.value.code == 20511


def test_table_without_identity_is_refused(rules: RuleSet, register: Register) -> None:
    with pytest.raises(UserFault) as caught:
        run_matching(register([{"unor_nama": "X"}]), register([SITI]), rules)
    assert caught.value.code == 20520


def test_repeated_row_numbers_are_a_defect(rules: RuleSet, register: Register) -> None:
    table = register([SITI, BUDI]).with_columns(pl.lit(1, dtype=pl.UInt32).alias("_row"))
    with pytest.raises(Defect):
        run_matching(table, table, rules)


def test_cancelled_run_stops(match: Match) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        match([SITI], [SITI], cancel=cancel)


def test_progress_names_the_stages(match: Match) -> None:
    seen: list[str] = []
    match([SITI], [SITI], progress=lambda stage, done, total: seen.append(stage))
    assert {"digest", "normalise", "keys", "assign", "compare", "classify"} <= set(seen)


def test_unmatched_row_has_nearest_candidates_with_reasons(match: Match) -> None:
    twin = SITI | {"nip_baru": "198503122009012001", "nik": "3404015203850007"}
    result = match([SITI], [twin])
    assert result.candidates.filter(side="a").select("row", "other", "rank", "reason").row(0)[:3] == (0, 0, 1)


def test_two_old_numbers_speak_against_namesakes_of_one_birth_date(match: Match, line_of: LineOf) -> None:
    old: Row = {"nip_lama": "439070034", "nama": "RINI SEMBIRING", "tanggal_lahir": "1973-05-21"}
    new = old | {"nip_lama": "104892810", "nip_baru": "197305212001102004"}
    assert line_of(match([old], [new]), 0)[1] in {"review", "only_a"}


def test_rows_with_a_sure_partner_in_common_are_one_person(match: Match, line_of: LineOf) -> None:
    by_nip = SITI | {"nik": "1271015203850009", "tanggal_lahir": "1985-12-03"}
    by_nik = SITI | {"nip_baru": None, "tanggal_lahir": "1985-03-21"}
    result = match([by_nip, by_nik], [SITI])
    assert {line_of(result, row)[:2] for row in (0, 1)} == {(0, "differing"), (0, "duplicate")}


def test_namesakes_that_each_have_their_own_partner_are_no_duplicates(match: Match, line_of: LineOf) -> None:
    first: Row = {"nip_baru": "197509232007071003", "nama": "ADI TANUWIJAYA", "tanggal_lahir": "1975-09-23"}
    second: Row = {"nip_lama": "328971439", "nama": "ADI TANUWIJAYA", "tanggal_lahir": "1975-09-23"}
    result = match([first, second], [second | {"nip_baru": "197509232003021002"}, first])
    assert [line_of(result, row)[0] for row in (0, 1)] == [1, 0]


def test_row_open_to_two_namesakes_takes_the_one_that_is_left(match: Match, line_of: LineOf) -> None:
    known: Row = {"nip_baru": "198905212012101004", "nama": "JAYA CAHYO", "tanggal_lahir": "1989-05-21"}
    other: Row = known | {"nip_baru": "198905212016061001"}
    vague: Row = known | {"nip_baru": None}
    result = match([known, vague], [other, known])
    assert [line_of(result, row)[0] for row in (0, 1)] == [1, 0]
