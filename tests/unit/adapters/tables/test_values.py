"""Dates, identifiers and empty texts as they come from files; all people are invented."""

from collections.abc import Callable

import pytest

from padan.common.codes import files, rows
from padan.common.errors import UserFault
from padan.domain.intake import ReadRegister

Read = Callable[..., ReadRegister]
NIP = "197102042006061002"


def dates(
    read: Read, *values: str, column: str = "TMT Jabatan", nips: list[str] | None = None
) -> list[str | None]:
    nips = nips or [NIP] * len(values)
    lines = [f"{nip};{value}" for nip, value in zip(nips, values, strict=True)]
    found = read("\n".join([f"NIP;{column}", *lines]))
    name = next(name for name in found.table.columns if name in {"tmt_jabatan", "tanggal_lahir"})
    return found.table.get_column(name).to_list()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1971-02-10", "1971-02-10"),
        ("1971-02-10 00:00:00", "1971-02-10"),
        ("1971-02-10T00:00:00.000Z", "1971-02-10"),
        ("19710210", "1971-02-10"),
        ("10-02-1971", "1971-02-10"),
        ("10/2/1971", "1971-02-10"),
        ("10.02.1971", "1971-02-10"),
        ("'10-02-1971", "1971-02-10"),
        ("10 Februari 1971", "1971-02-10"),
        ("Rabu, 10 Pebruari 1971", "1971-02-10"),
        ("10-Feb-1971", "1971-02-10"),
        ("17 AGT 1998", "1998-08-17"),
        ("17 Nop 1998", "1998-11-17"),
        ("25974", "1971-02-10"),
        ("25974,0", "1971-02-10"),
        ("29-02-2000", "2000-02-29"),
        ("29-02-2001", "29-02-2001"),
        ("1971", "1971"),
        ("10-02-71", "10-02-71"),
        ("00-00-0000", None),
        ("01-01-0001", None),
        ("0000-00-00", None),
        ("01-01-0001 00:00:00", None),
        ("null", None),
        ("-", None),
        (" ", None),
        ("10 Foo 1971", "10 Foo 1971"),
        ("10-02-1871", "10-02-1871"),
    ],
)
def test_one_date_in_every_form(read: Read, text: str, iso: str | None) -> None:
    assert dates(read, text) == [iso]


def test_unreadable_date_stays_with_a_problem(read: Read) -> None:
    found = read(f"NIP;TMT Jabatan\n{NIP};bulan lalu\n")
    problem = found.report.problems[0]
    assert (problem.row, problem.column, problem.code) == (0, "tmt_jabatan", rows.DATE_UNREADABLE)
    assert problem.evidence == "bulan lalu"
    assert "bulan lalu" not in repr(problem)


def test_month_first_only_when_the_column_cannot_be_day_first(read: Read) -> None:
    assert dates(read, "02/25/2020", "03/04/2020") == ["2020-02-25", "2020-03-04"]
    assert dates(read, "25/02/2020", "03/04/2020") == ["2020-02-25", "2020-04-03"]
    assert dates(read, "25/02/2020", "02/25/2020", "03/04/2020") == ["2020-02-25", "02/25/2020", "2020-04-03"]


def test_the_nip_decides_where_day_and_month_could_be_swapped(read: Read) -> None:
    read_dates = dates(
        read,
        *("04/02/1971", "02/04/1971", "05/06/1971"),
        column="Tgl Lahir",
        nips=[NIP, f"'{NIP}", NIP],
    )
    assert read_dates == ["1971-02-04", "1971-02-04", "1971-06-05"]


def test_identifiers_are_kept_as_found_with_their_problem(read: Read) -> None:
    nips = {
        "1.97102E+17": rows.NIP_EXPONENT,
        "1,97102E+17": rows.NIP_EXPONENT,
        "197102042006061000": rows.NIP_ROUNDED,
        "19710204 200606 1 000": rows.NIP_ROUNDED,
        "19710204200606100": rows.NIP_SHAPE,
        "1971020420060610022": rows.NIP_SHAPE,
        "'197102042006061002": None,
        "19710204 200606 1 002": None,
        "19710204.200606.1.002": None,
        "131234567": None,
        "P20006592": None,
    }
    found = read("\n".join(["NIP;Nama", *(f"{nip};BUDI" for nip in nips)]))
    assert found.table.get_column("nip_baru").to_list() == list(nips)
    assert {p.row: p.code for p in found.report.problems} == {
        row: code for row, code in enumerate(nips.values()) if code
    }


def test_nik_shapes(read: Read) -> None:
    niks = {
        "3171020202710001": None,
        "'3171020202710001": None,
        "3,17102E+15": rows.NIK_EXPONENT,
        "317": rows.NIK_SHAPE,
    }
    found = read("\n".join(["NIP;NIK", *(f"{NIP};{nik}" for nik in niks)]))
    assert [p.code for p in found.report.problems] == [rows.NIK_EXPONENT, rows.NIK_SHAPE]


def damaged(nips: int, niks: int, rows_: int = 100) -> str:
    lines = []
    for n in range(rows_):
        nip = f"{NIP[:15]}{'000' if n < nips else f'{n + 1:03}'}"
        nik = f"31710202027{n:04}{'0' if n < niks else '1'}"
        lines.append(f"{nip};{nik};ORANG {n}")
    return "\n".join(["NIP;NIK;Nama", *lines])


@pytest.mark.parametrize(("nips", "niks", "rows_"), [(1, 0, 100), (0, 21, 100), (60, 60, 60)])
def test_a_file_damaged_by_a_spreadsheet_is_stopped(read: Read, nips: int, niks: int, rows_: int) -> None:
    with pytest.raises(UserFault) as caught:
        read(damaged(nips, niks, rows_))
    assert caught.value.code == files.SPREADSHEET_DAMAGE


@pytest.mark.parametrize(("nips", "niks", "rows_"), [(0, 20, 100), (49, 49, 49), (1, 0, 101)])
def test_what_chance_allows_is_not_stopped(read: Read, nips: int, niks: int, rows_: int) -> None:
    assert read(damaged(nips, niks, rows_)).report.rows_kept == rows_


def test_a_damaged_file_taken_anyway_has_no_rounded_nik_as_key(read: Read) -> None:
    found = read(damaged(0, 30), accept_spreadsheet_damage=True)
    assert found.report.problem_counts == {rows.NIK_ROUNDED: 30}
    assert found.table.get_column("nik").to_list()[0] == "3.17102020270000E+15"
    assert files.DAMAGE_ACCEPTED in [notice.code for notice in found.report.warnings]


def test_damage_is_seen_though_scope_drops_the_nik(read: Read) -> None:
    with pytest.raises(UserFault):
        read(damaged(0, 50), allowed_fields=frozenset(("nama",)))


def test_empty_texts_are_null_and_cells_are_trimmed(read: Read) -> None:
    found = read(
        "NIP;Nama;Gelar Depan;Gelar Belakang;Jenjang\n 197102042006061002 ;\u00a0BUDI\t;null;-; NULL \n"
    )
    assert found.table.row(0)[:5] == ("197102042006061002", "BUDI", None, None, None)


def test_problems_are_counted_in_full_and_kept_in_part(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.adapters.tables.problems.PROBLEMS_KEPT", 5)
    found = read("\n".join(["NIP;Nama", *(f"12;ORANG {n}" for n in range(20))]))
    assert len(found.report.problems) == 5
    assert found.report.problem_counts == {rows.NIP_SHAPE: 20}
    assert files.PROBLEMS_ABRIDGED in [notice.code for notice in found.report.warnings]


def test_report_values_hold_no_cell_and_are_plain(read: Read) -> None:
    import json

    found = read("NIP;Nama;Agama\n12;BUDI RAHASIA;x\n12;SITI;y;z\n")
    text = json.dumps(found.report.values())
    assert "RAHASIA" not in text
    assert found.report.values()["problem_counts"] == {"60101": 1, "60112": 1}
