"""Where duties stand on a day, for both agreements' data."""

from datetime import date

import pytest

from padan.bootstrap import ShippedResources
from padan.common.codes import agreements as codes
from padan.common.errors import UserFault
from padan.common.places import resources
from padan.domain.agreement import Addendum, Agreement, parse_agreement
from padan.domain.duties import DutyKind, Rhythm
from padan.domain.duty_calendar import Deed, DutyStanding, Event, Standing, standings

SHIPPED = {one.id: one for one in ShippedResources(resources()).agreements()}
DPR, KEMENDES = SHIPPED["dpr-bkn-2023"], SHIPPED["kemendes-bkn-2023"]
REPORT, NOTICE = DutyKind.PERIODIC_REPORT, DutyKind.EXTENSION_NOTICE
KAHAR = DutyKind.FORCE_MAJEURE_NOTICE


def _of(
    agreement: Agreement, kind: DutyKind, today: str, *done: Deed, events: tuple[Event, ...] = ()
) -> DutyStanding:
    found = standings(agreement, list(done), list(events), date.fromisoformat(today))
    return next(one for one in found if one.duty.kind is kind)


def _deed(kind: DutyKind, day: str) -> Deed:
    return Deed(kind, date.fromisoformat(day), "surat")


def test_report_of_the_running_half_year_is_due_on_its_last_day() -> None:
    found = _of(DPR, REPORT, "2024-03-01")
    assert (found.standing, found.due, found.days) == (Standing.OPEN, date(2024, 6, 30), 121)
    assert found.missing == 1  # the half year of signing


def test_report_is_pressing_in_the_last_thirty_days() -> None:
    assert _of(DPR, REPORT, "2024-06-01").standing is Standing.SOON
    assert _of(DPR, REPORT, "2024-05-30").standing is Standing.OPEN


def test_report_made_in_its_half_year_is_done_and_not_before() -> None:
    assert _of(DPR, REPORT, "2024-06-01", _deed(REPORT, "2024-05-02")).standing is Standing.DONE
    assert _of(DPR, REPORT, "2024-07-01", _deed(REPORT, "2024-05-02")).standing is Standing.OPEN


def test_last_report_stays_open_after_the_end_until_it_is_made() -> None:
    found = _of(KEMENDES, REPORT, "2026-11-23")
    assert (found.standing, found.due) == (Standing.OVERDUE, date(2025, 10, 9))
    assert found.days == -(date(2026, 11, 23) - date(2025, 10, 9)).days
    assert _of(KEMENDES, REPORT, "2026-11-23", _deed(REPORT, "2026-11-20")).standing is Standing.DONE


def test_notice_is_due_one_month_before_the_end_and_moves_with_an_addendum() -> None:
    found = _of(DPR, NOTICE, "2026-09-20")
    assert (found.standing, found.due) == (Standing.SOON, date(2026, 10, 7))
    assert _of(DPR, NOTICE, "2026-10-08").standing is Standing.OVERDUE
    longer = Agreement(**{**DPR.__dict__, "addenda": (Addendum("A/1", date(2026, 9, 1), date(2028, 11, 7)),)})
    moved = _of(longer, NOTICE, "2026-12-01", _deed(NOTICE, "2026-09-01"))
    assert (moved.standing, moved.due) == (Standing.OPEN, date(2028, 10, 7))


def test_addendum_signed_after_the_first_end_is_no_notice_of_the_new_end() -> None:
    late = Addendum("A/1", date(2026, 1, 5), date(2027, 10, 9))
    longer = Agreement(**{**KEMENDES.__dict__, "addenda": (late,)})
    found = _of(longer, NOTICE, "2026-11-23", Deed(NOTICE, late.signed, late.number, "addendum"))
    assert (found.standing, found.due) == (Standing.OPEN, date(2027, 9, 9))
    assert _of(longer, NOTICE, "2027-09-01", _deed(NOTICE, "2027-08-20")).standing is Standing.DONE


def test_force_majeure_wants_its_notice_within_fourteen_days() -> None:
    event = Event(KAHAR, date(2025, 3, 1), "banjir")
    waiting = _of(DPR, KAHAR, "2025-03-10", events=(event,))
    assert (waiting.standing, waiting.due, waiting.days) == (Standing.SOON, date(2025, 3, 15), 5)
    assert _of(DPR, KAHAR, "2025-03-16", events=(event,)).standing is Standing.OVERDUE
    assert (
        _of(DPR, KAHAR, "2025-03-16", _deed(KAHAR, "2025-03-12"), events=(event,)).standing is Standing.DONE
    )
    assert _of(DPR, KAHAR, "2025-03-16").standing is Standing.QUIET


def test_notice_given_before_a_second_event_does_not_answer_it() -> None:
    events = (Event(KAHAR, date(2025, 3, 1), "banjir"), Event(KAHAR, date(2025, 5, 1), "gempa"))
    found = _of(DPR, KAHAR, "2025-05-03", _deed(KAHAR, "2025-03-05"), events=events)
    assert found.event == events[1]


@pytest.mark.parametrize("agreement", [DPR, KEMENDES], ids=["dpr", "kemendes"])
def test_every_duty_of_the_shipped_agreements_has_a_standing(agreement: Agreement) -> None:
    for today in ("2023-01-01", "2023-12-01", "2025-10-09", "2026-11-23", "2031-01-01"):
        assert len(standings(agreement, [], [], date.fromisoformat(today))) == len(agreement.duties)
    assert {one.rhythm for one in agreement.duties} == set(Rhythm)
    assert {one.about.value for one in agreement.clauses} >= {
        "term",
        "survival",
        "addenda",
        "contacts",
        "scope",
    }


@pytest.mark.parametrize(
    "duty",
    [
        {"rhythm": "periodic", "times_a_year": 5},
        {"rhythm": "periodic"},
        {"rhythm": "after_event"},
        {"rhythm": "weekly"},
        {"evidence": ["hearsay"]},
    ],
)
def test_impossible_duty_in_a_file_is_refused(duty: dict[str, object]) -> None:
    import tomllib

    path = resources() / "agreements" / "dpr-bkn-2023.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    raw["duties"] = [{"kind": "monitoring", "title": "t", "articles": ["7"], "owed_by": ["bkn"], **duty}]
    with pytest.raises(UserFault) as refused:
        parse_agreement(raw)
    assert refused.value.code == codes.AGREEMENT_FILE_INVALID
