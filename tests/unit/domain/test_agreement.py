"""The two agreements as shipped: their facts, their state on a day, strict reading."""

from dataclasses import replace
from datetime import date

import pytest

from padan.bootstrap import ShippedResources
from padan.common.codes import agreements as codes
from padan.common.errors import UserFault
from padan.common.places import resources
from padan.domain.agreement import (
    Addendum,
    Agreement,
    AgreementState,
    PartyRole,
    months_before,
    parse_agreement,
)
from padan.domain.duties import DutyKind
from padan.domain.scope import fields_allowed, parse_scope

SHIPPED = {one.id: one for one in ShippedResources(resources()).agreements()}
DPR, KEMENDES = SHIPPED["dpr-bkn-2023"], SHIPPED["kemendes-bkn-2023"]


@pytest.mark.parametrize(
    ("agreement", "numbers", "signed", "end", "weekday"),
    [
        (DPR, ("KS.01.03/4/11/2023", "37/HM.04.01/2023"), date(2023, 11, 7), date(2026, 11, 7), 1),
        (KEMENDES, ("26/HKM.07.01/X/2023", "35/HM.04.01/2023"), date(2023, 10, 9), date(2025, 10, 9), 0),
    ],
)
def test_shipped_agreement_states_its_facts(
    agreement: Agreement, numbers: tuple[str, str], signed: date, end: date, weekday: int
) -> None:
    assert tuple(one.number for one in agreement.parties) == numbers
    assert [one.role for one in agreement.parties] == [PartyRole.FIRST, PartyRole.SECOND]
    assert (agreement.signed, agreement.first_end) == (signed, end)
    assert agreement.signed.weekday() == weekday


def test_berita_acara_clause_and_report_titles_differ_by_agreement() -> None:
    assert (DPR.clause_berita_acara, KEMENDES.clause_berita_acara) == ("3(2)4", "3(2)2")
    assert DPR.report_title != KEMENDES.report_title
    assert DPR.reference_codes == ("bkn>dpr", "dpr>bkn")
    assert KEMENDES.reference_codes == ()


def test_only_dpr_has_the_integration_duty_and_both_report_twice_a_year() -> None:
    assert any(one.kind is DutyKind.INTEGRATION for one in DPR.duties)
    assert not any(one.kind is DutyKind.INTEGRATION for one in KEMENDES.duties)
    for agreement in (DPR, KEMENDES):
        report = next(one for one in agreement.duties if one.kind is DutyKind.PERIODIC_REPORT)
        assert report.times_a_year == 2


def test_kemendes_has_a_successor_on_new_documents() -> None:
    party = KEMENDES.party("kemendes")
    assert party is not None
    assert party.present_name != party.name
    assert DPR.party("kemendes") is None


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 11, 6), AgreementState.NOT_YET),
        (date(2023, 11, 7), AgreementState.IN_FORCE),
        (date(2026, 10, 6), AgreementState.IN_FORCE),
        (date(2026, 10, 7), AgreementState.LAST_MONTH),
        (date(2026, 11, 7), AgreementState.LAST_MONTH),
        (date(2026, 11, 8), AgreementState.ENDED),
    ],
)
def test_state_on_a_day(day: date, state: AgreementState) -> None:
    assert DPR.state_on(day) is state


def test_addendum_extends_and_moves_the_last_month() -> None:
    extended = replace(DPR, addenda=(Addendum("1/ADD", date(2026, 10, 1), date(2028, 11, 7)),))
    assert extended.state_on(date(2026, 11, 23)) is AgreementState.IN_FORCE
    assert extended.state_on(date(2028, 10, 7)) is AgreementState.LAST_MONTH
    assert extended.days_left(date(2028, 11, 7)) == 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 1, date(2026, 4, 30)),
    ],
)
def test_months_before_keeps_to_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def minimal() -> dict[str, object]:
    party = {
        "code": "dpr",
        "role": "first",
        "instansi_code": "4006",
        "name": "A",
        "short_name": "A",
        "register": "R",
        "register_title": "R",
        "number": "1",
        "signatory": {"name": "N", "title": "T"},
        "contact": {"title": "t", "address": "a", "phone": "p", "email": "e"},
    }
    return {
        "id": "x",
        "version": 1,
        "title": "t",
        "subject": "s",
        "place": "p",
        "signed": "2023-01-01",
        "first_end": "2024-01-01",
        "term_years": 1,
        "parties": [party, {**party, "code": "bkn", "role": "second"}],
        "clause_berita_acara": "3(2)4",
        "report_title": "r",
        "reference_codes": [],
        "copies": 2,
        "notice_months": 1,
        "profile": "a4-sans",
        "duties": [],
    }


def test_minimal_file_is_read() -> None:
    assert parse_agreement(minimal()).ends == date(2024, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"signed": "kemarin"},
        {"first_end": "2022-01-01"},
        {"version": "1"},
        {"unknown": 1},
        {"parties": []},
        {"reference_codes": ["bkn>mars"]},
        {"duties": [{"kind": "monitoring", "title": "t", "articles": [], "owed_by": ["dpr"]}]},
        {"duties": [{"kind": "dance", "title": "t", "articles": ["7"], "owed_by": ["dpr"]}]},
    ],
)
def test_wrong_file_is_refused_naming_the_place(change: dict[str, object]) -> None:
    with pytest.raises(UserFault) as refused:
        parse_agreement({**minimal(), **change})
    assert refused.value.code == codes.AGREEMENT_FILE_INVALID


def test_scope_of_received_register_is_one_direction_and_own_register_is_both() -> None:
    scopes = ShippedResources(resources()).scopes("dpr-bkn-2023")
    received = fields_allowed(scopes, register_party="bkn", own_party="dpr")
    own = fields_allowed(scopes, register_party="dpr", own_party="dpr")
    sent = fields_allowed(scopes, register_party="dpr", own_party="bkn")
    assert "nik" in received
    assert "nik" not in sent
    assert received | sent <= own
    assert not {"alamat", "nomor_hp", "npwp_nomor", "agama_id", "email"} & own


def test_newest_version_of_a_scope_counts() -> None:
    scopes = list(ShippedResources(resources()).scopes("dpr-bkn-2023"))
    inward = next(one for one in scopes if one.sender == "bkn")
    narrower = replace(inward, version=2, fields=("nip_baru", "nama"))
    allowed = fields_allowed([narrower, *scopes], register_party="bkn", own_party="dpr")
    assert allowed == {"nip_baru", "nama"}


@pytest.mark.parametrize(
    "change", [{"fields": []}, {"fields": ["nip_baru", "nip_baru"]}, {"receiver": "bkn"}]
)
def test_wrong_scope_file_is_refused(change: dict[str, object]) -> None:
    text: dict[str, object] = {
        "id": "x",
        "agreement_id": "x",
        "version": 1,
        "sender": "bkn",
        "receiver": "dpr",
        "basis": "b",
        "fields": ["nip_baru"],
    }
    with pytest.raises(UserFault) as refused:
        parse_scope({**text, **change})
    assert refused.value.code == codes.SCOPE_FILE_INVALID
