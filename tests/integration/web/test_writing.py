"""Writing corrections into SIASN: planned, approved by another, sent once whatever happens to the answer."""

import io
import json
import time
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from padan.cli.main import main
from padan.common.codes import web as codes
from padan.common.errors import Fault, UserFault
from padan.domain.correction import CorrectionState
from padan.domain.web.writing import WriteState
from padan.services.open_workspace import lock, unlock
from padan.services.web import plan_write
from padan.training.siasn_writes import WRITE_FAULTS

from .conftest import Running
from .office import PASSPHRASE, Office
from .writing_desk import CREDIT, NEW_CREDIT, UPHELD, Desk

Start = Callable[..., Running]
CHILD = Path(__file__).with_name("kill_child.py")


@pytest.fixture
def desk(office: Office, start: Start) -> Desk:
    return Desk(office, start())


def test_accepted_credit_is_written_once_and_closes_its_correction(desk: Desk) -> None:
    person = desk.person("rw-angkakredit")
    before = dict(person.histories["rw-angkakredit"][0])
    write = desk.approved(desk.settled(person, "angka_kredit", CREDIT))
    (sent,) = desk.send()
    assert (sent.state, sent.attempts, sent.basis) == (WriteState.DONE, 1, "accepted")
    row = desk.row(sent, "rw-angkakredit")
    assert (row["kreditBaruTotal"], row["tanggalSk"]) == ("100.5", "15-01-2026")
    assert (row["id"], row["nomorSk"]) == (before["id"], before["nomorSk"])
    assert desk.correction(write).state is CorrectionState.CLOSED
    assert desk.send() == []
    assert desk.times_done(write) == 1


def test_written_position_shows_in_the_main_record(desk: Desk) -> None:
    person = desk.person("rw-jabatan")
    desk.approved(desk.settled(person, "tmt_jabatan", "2026-02-01"))
    (sent,) = desk.send()
    assert sent.state is WriteState.DONE
    assert desk.row(sent, "rw-jabatan")["tmtJabatan"] == "01-02-2026"
    assert person.main["tmtJabatan"] == "01-02-2026"


def test_created_row_s_id_is_kept(desk: Desk) -> None:
    person = desk.person("rw-angkakredit", more=True)
    made = desk.settled(person, "angka_kredit", CREDIT)
    with pytest.raises(UserFault) as lacking:
        desk.plan(made, creates=True)
    assert lacking.value.code == codes.WRITE_FIELDS_LACKING
    write = desk.approved(made, creates=True, stated=NEW_CREDIT)
    assert (write.row_id, write.body["id"]) == ("", "")
    (sent,) = desk.send()
    assert sent.made_id
    assert desk.row(sent, "rw-angkakredit")["nomorSk"] == "7/PAK/2026"


def test_value_that_its_owner_upheld_is_what_siasn_must_show(desk: Desk) -> None:
    person = desk.person("rw-angkakredit")
    write = desk.approved(desk.settled(person, "angka_kredit", "88,25", **UPHELD))
    assert (write.basis, write.fields["kreditBaruTotal"]) == ("upheld", "88.25")


@pytest.mark.parametrize("creates", [False, True])
@pytest.mark.parametrize("fault", WRITE_FAULTS)
def test_broken_sending_is_read_back_and_never_done_twice(desk: Desk, fault: str, creates: bool) -> None:
    person = desk.person("rw-angkakredit", more=creates)
    stated = NEW_CREDIT if creates else {}
    write = desk.approved(desk.settled(person, "angka_kredit", CREDIT), creates=creates, stated=stated)
    service = desk.running.service.writes
    service.rate, service.faults = 1.0, (fault,)
    desk.clock.stopped = desk.clock.now()
    (broken,) = desk.send()
    assert broken.state is WriteState.BROKEN
    asked = service.asked
    assert desk.send()[0].state is WriteState.BROKEN  # too early to look
    assert service.asked == asked
    if fault == "late":
        _until(lambda: desk.times_done(write) == 1)
    service.rate = 0.0
    desk.clock.by = timedelta(seconds=3)
    (sent,) = desk.send()
    assert sent.state is WriteState.DONE
    assert desk.times_done(write) == 1
    assert sent.attempts == (1 if fault in ("lost", "late", "unsaid") else 2)
    assert desk.row(sent, "rw-angkakredit")["kreditBaruTotal"] == "100.5"


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError


def test_service_that_fails_every_other_write_ends_with_each_done_once(desk: Desk) -> None:
    people = [
        one for one in desk.running.service.people.values() if len(one.histories["rw-angkakredit"]) == 1
    ][:8]
    planned = [desk.plan(desk.settled(one, "angka_kredit", CREDIT)) for one in people]
    with desk.other() as budi:
        for one in planned:
            plan_write.approve(budi, one.id)
    service = desk.running.service.writes
    service.rate, service.late_seconds = 0.5, 0.02
    for _round in range(40):
        desk.clock.by += timedelta(seconds=3)
        if not desk.send():
            break
        time.sleep(0.05)
    assert {desk.write(one.id).state for one in planned} == {WriteState.DONE}
    assert [desk.times_done(one) for one in planned] == [1] * len(planned)


def test_row_that_somebody_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    person = desk.person("rw-angkakredit")
    write = desk.approved(desk.settled(person, "angka_kredit", CREDIT))
    person.histories["rw-angkakredit"][0]["nomorSk"] = "diubah orang lain"
    (sent,) = desk.send()
    assert sent.state is WriteState.CONFLICT
    assert desk.times_done(write) == 0
    assert desk.correction(write).state is CorrectionState.ACCEPTED


def test_change_that_somebody_already_made_is_not_sent(desk: Desk) -> None:
    person = desk.person("rw-angkakredit")
    write = desk.approved(desk.settled(person, "angka_kredit", "100.5"))
    person.histories["rw-angkakredit"][0] |= {"kreditBaruTotal": "100,50", "kreditUtamaBaru": "100.50"}
    (sent,) = desk.send()
    assert (sent.state, sent.attempts, desk.times_done(write)) == (WriteState.DONE, 0, 0)
    with pytest.raises(UserFault) as already:
        desk.plan(desk.settled(person, "angka_kredit", "100.5"))
    assert already.value.code == codes.WRITE_ALREADY


def test_refusal_keeps_the_service_s_words_and_the_correction(desk: Desk) -> None:
    person = desk.person("rw-angkakredit")
    write = desk.approved(desk.settled(person, "angka_kredit", CREDIT), stated={"tanggalSk": "kemarin"})
    (sent,) = desk.send()
    assert (sent.state, sent.words) == (WriteState.REFUSED, "success · tanggalSk tidak sah")
    assert desk.correction(write).state is CorrectionState.ACCEPTED
    assert desk.plan(write.correction_id).state is WriteState.PLANNED


def test_who_planned_a_write_does_not_approve_it(desk: Desk) -> None:
    write = desk.plan(desk.settled(desk.person("rw-angkakredit"), "angka_kredit", CREDIT))
    with pytest.raises(UserFault):
        plan_write.approve(desk.session, write.id)  # a petugas has no such right
    assert desk.send() == []
    assert desk.times_done(write) == 0


def test_what_is_sent_never_changes_after_it_was_planned(desk: Desk) -> None:
    write = desk.approved(desk.settled(desk.person("rw-angkakredit"), "angka_kredit", CREDIT))
    with desk.session.store as records:
        records.service_writes.update(replace(write, signature="00" * 64))
    with pytest.raises(UserFault) as unsigned:
        desk.send()
    assert unsigned.value.code == codes.WRITE_NOT_SIGNED
    with pytest.raises(Fault):
        _forge(desk)
    assert desk.times_done(write) == 0


def _forge(desk: Desk) -> None:
    with desk.session.store as records, closing(records.service_writes._connection.cursor()) as cursor:  # type: ignore[attr-defined]
        cursor.execute("UPDATE service_write SET body = '{}'")


@pytest.mark.parametrize("element", ["nama", "nik", "tanggal_lahir", "golongan", "pendidikan"])
def test_what_the_service_cannot_change_stays_in_the_correction_list(desk: Desk, element: str) -> None:
    made = desk.settled(desk.person("rw-jabatan"), element, "BARU")
    with pytest.raises(UserFault) as refused:
        desk.plan(made)
    assert refused.value.code == codes.WRITE_NOT_OFFERED


@pytest.mark.parametrize(
    ("changes", "more", "code"),
    [
        ({"state": CorrectionState.SENT}, {}, codes.WRITE_NOT_SETTLED),
        ({"owner": "dpr", "state": CorrectionState.ACCEPTED}, {}, codes.WRITE_NOT_SETTLED),
        ({}, {"stated": {"namaIbu": "x"}}, codes.WRITE_FIELDS),
        ({}, {"row_id": "tidak-ada"}, codes.WRITE_NO_ROW),
        ({}, {"stated": {"kreditUtamaBaru": "1", "kreditPenunjangBaru": "2"}}, codes.WRITE_SUM),
    ],
)
def test_write_that_cannot_be_planned_is_told(
    desk: Desk, changes: dict[str, object], more: dict[str, object], code: int
) -> None:
    made = desk.settled(desk.person("rw-angkakredit"), "angka_kredit", CREDIT, **changes)
    with pytest.raises(UserFault) as refused:
        desk.plan(made, **more)
    assert refused.value.code == code


def test_dead_token_leaves_the_write_approved_and_a_second_plan_waits(desk: Desk) -> None:
    write = desk.approved(desk.settled(desk.person("rw-angkakredit"), "angka_kredit", CREDIT))
    desk.running.service.manner.dead_sso.add(desk.running.secrets.sso_token)
    with pytest.raises(UserFault) as stopped:
        desk.send()
    assert stopped.value.code == codes.SSO_TOKEN_ENDED
    assert desk.write(write.id).state is WriteState.APPROVED
    with pytest.raises(UserFault) as waiting:
        desk.plan(write.correction_id)
    assert waiting.value.code == codes.WRITE_UNDER_WAY
    assert plan_write.cancel_write(desk.session, write.id).state is WriteState.CANCELLED


def test_verbs_plan_show_approve_and_send(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.settled(desk.person("rw-angkakredit"), "angka_kredit", CREDIT)
    lock(desk.office.session)
    monkeypatch.setenv("PADAN_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("padan.bootstrap._siasn", lambda: desk.running.reader)

    def done(officer: str, *words: str) -> dict[str, object]:
        out = io.StringIO()
        with redirect_stdout(out):
            status = main(["--json", "--workspace", str(desk.office.folder), "--officer", officer, *words])
        told: dict[str, object] = json.loads(out.getvalue())
        assert status == 0, told
        return told

    words = ("sync", "write-plan", made, "--service", "uji")
    assert done("sari", *words, "--dry-run")["dry_run"]
    assert done("sari", "sync", "write-list")["writes"] == []
    planned = done("sari", *words)["write"]
    assert isinstance(planned, dict)
    assert planned["body"]["kreditBaruTotal"] == "100.5"
    seen = done("budi", "sync", "write-show", planned["id"])["write"]
    assert seen == planned
    done("budi", "sync", "write-approve", planned["id"])
    rehearsed = done("sari", "sync", "write-send", "--dry-run")
    assert [one["state"] for one in rehearsed["writes"]] == ["approved"]  # type: ignore[attr-defined]
    assert not desk.running.service.writes.asked
    (sent,) = done("sari", "sync", "write-send")["writes"]  # type: ignore[misc]
    assert (sent["state"], sent["made"]) == ("done", planned["row"])
    desk.office.session = unlock(desk.office.tools, desk.office.folder, "sari", PASSPHRASE)
