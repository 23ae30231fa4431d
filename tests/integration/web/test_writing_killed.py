"""kill -9 at every point of writing into SIASN: no row and no paper is written twice, none is lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.domain.correction import CorrectionState
from padan.domain.web.writing import WriteState
from padan.services.open_workspace import lock, unlock
from padan.services.web import plan_write

from .conftest import Running
from .office import PASSPHRASE, Office
from .writing_desk import CREDIT, Desk

Start = Callable[..., Running]
CHILD = Path(__file__).with_name("kill_child.py")
PDF = b"%PDF-1.7\n% latihan\n"


@pytest.fixture
def desk(office: Office, start: Start) -> Desk:
    return Desk(office, start())


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "sk.pdf"
    path.write_bytes(PDF)
    return str(path)


POINTS = [
    "padan.services.web.carry_write:read_standing:1:before",
    "padan.adapters.store.service_writes:ServiceWriteRepository.update:1:before",
    "padan.adapters.store.service_writes:ServiceWriteRepository.update:1:after",
    "padan.adapters.web.siasn_reader:SiasnReader.write:1:before",
    "padan.adapters.web.siasn:judge:4:after",
    "padan.adapters.web.siasn_reader:SiasnReader.write:1:after",
    "padan.adapters.store.service_writes:ServiceWriteRepository.update:2:before",
    "padan.adapters.store.corrections:CorrectionRepository.update:1:after",
    "padan.adapters.web.siasn_reader:SiasnReader.refresh:1:before",
    "padan.adapters.web.siasn_reader:SiasnReader.refresh:1:after",
    "padan.adapters.store.service_writes:ServiceWriteRepository.update:3:after",
]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_at_every_point_of_sending_writes_once(desk: Desk) -> None:
    people = [one for one in desk.running.service.people.values() if one.histories["rw-jabatan"]]
    for point, person in zip(POINTS, people, strict=False):
        desk.clock.by += timedelta(seconds=5)
        write = desk.approved(desk.settled(person, "sk_jabatan", "99/SK/2026; 2026-03-02"))
        assert _killed(desk, point), point
        desk.clock.by += timedelta(seconds=5)
        desk.send()
        assert (desk.write(write.id).state, desk.times_done(write)) == (WriteState.DONE, 1), point
        assert desk.correction(write).state is CorrectionState.CLOSED


def _killed(desk: Desk, point: str) -> bool:
    lock(desk.office.session)
    words = [sys.executable, str(CHILD), str(desk.office.folder), PASSPHRASE, point]
    done = subprocess.run(words, capture_output=True, timeout=120, check=False, env=dict(os.environ))
    desk.office.session = unlock(desk.office.tools, desk.office.folder, "sari", PASSPHRASE)
    assert done.returncode in (0, -9), done.stderr.decode()
    return done.returncode == -9


PAPER_POINTS = [
    "padan.services.web.carry_write:_attached:1:before",
    "padan.adapters.web.siasn_reader:SiasnReader.upload:1:before",
    "padan.adapters.web.siasn_reader:SiasnReader.upload:1:after",
    "padan.services.web.carry_write:_attached:1:after",
]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_at_every_point_of_attaching_attaches_once(desk: Desk, paper: str) -> None:
    people = [one for one in desk.running.service.people.values() if one.histories["rw-jabatan"]]
    for point, person in zip(PAPER_POINTS, people, strict=False):
        desk.clock.by += timedelta(seconds=5)
        made = desk.settled(person, "sk_jabatan", "99/SK/2026; 2026-03-02")
        write = desk.approved(made, paper_path=paper)
        assert _killed(desk, point), point
        desk.clock.by += timedelta(seconds=5)
        desk.send()
        done = desk.write(write.id)
        assert (done.state, desk.times_done(write)) == (WriteState.DONE, 1), point
        assert desk.running.service.writes.attached[done.made_id, "872"] == 1, point


def test_paper_goes_with_the_row_whatever_happens_to_the_answer(desk: Desk, paper: str) -> None:
    service = desk.running.service.writes
    people = [
        one for one in desk.running.service.people.values() if len(one.histories["rw-angkakredit"]) == 1
    ][:4]
    made = [desk.plan(desk.settled(one, "angka_kredit", CREDIT), paper_path=paper) for one in people]
    with desk.other() as budi:
        for one in made:
            plan_write.approve(budi, one.id)
    service.rate, service.faults = 0.6, ("lost", "reset")
    for _round in range(40):
        desk.clock.by += timedelta(seconds=3)
        if not desk.send():
            break
    done = [desk.write(one.id) for one in made]
    assert {one.state for one in done} == {WriteState.DONE}
    assert [service.attached[one.made_id, "879"] for one in done] == [1] * len(done)
    assert [desk.times_done(one) for one in done] == [1] * len(done)


@pytest.mark.parametrize(
    ("content", "kind"), [(b"bukan pdf", ""), (PDF + bytes(5 << 20), ""), (PDF, "872"), (PDF, "x")]
)
def test_paper_that_is_none_is_refused(desk: Desk, tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "lain.pdf"
    path.write_bytes(content)
    made = desk.settled(desk.person("rw-angkakredit"), "angka_kredit", CREDIT)
    with pytest.raises(UserFault) as refused:
        desk.plan(made, paper_path=str(path), paper_kind=kind)
    assert refused.value.code == codes.WRITE_PAPER


def test_papers_of_the_row_are_kept_by_an_update(desk: Desk) -> None:
    person = desk.person("rw-angkakredit")
    old = {"dok_id": "879", "dok_nama": "PAK", "dok_uri": "lama.pdf", "object": "lama.pdf", "slug": "879"}
    person.histories["rw-angkakredit"][0]["path"] = {"879": old}
    write = desk.plan(desk.settled(person, "angka_kredit", CREDIT))
    assert write.body["path"] == [old]
