import pytest

from padan.domain.dates import FIRST_SERIAL, LAST_SERIAL, read_date, read_serial


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1971-02-10", "1971-02-10"),
        ("10/02/1971", "1971-02-10"),
        ("10 Oktober 1971", "1971-10-10"),
        ("31 Desember 2100", "2100-12-31"),
        ("01-01-2101", None),
        ("31-12-1899", None),
        ("25974", "1971-02-10"),
        ("", None),
        ("abc", None),
    ],
)
def test_reads_the_forms_of_the_rulings(text: str, iso: str | None) -> None:
    assert read_date(text) == iso


def test_order_and_nip_decide_where_both_are_possible() -> None:
    assert read_date("03/04/2020") == "2020-04-03"
    assert read_date("03/04/2020", "month_first") == "2020-03-04"
    assert read_date("03/04/2020", nip_birth="20200304") == "2020-03-04"
    assert read_date("03/04/2020", nip_birth="19990101") == "2020-04-03"


def test_serials_outside_a_register_s_years_are_no_dates() -> None:
    assert read_serial(FIRST_SERIAL - 1) is None
    assert read_serial(LAST_SERIAL + 1) is None
    assert read_serial(LAST_SERIAL) == "2099-12-31"
