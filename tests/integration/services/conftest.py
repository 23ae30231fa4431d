"""A real workspace of Setjen DPR RI with four officers and two matched registers, made once and copied for
each test."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from padan.bootstrap import build_tools
from padan.common.clock import FixedClock
from padan.domain.agreement import Addendum
from padan.domain.officer import Role
from padan.domain.run import Run
from padan.services import show_results
from padan.services.keep_agreement import extend
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace, unlock
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import KeyCost
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.run_matching import MatchRequest, match
from padan.services.session import Session
from padan.training.export_files import WrittenFiles, write_files
from padan.training.registers import generate

LIGHT = KeyCost(64 * 1024, 3, 1)
PASSPHRASE = "lima kata sandi untuk pengujian"
AGREEMENT = "dpr-bkn-2023"
OTHERS = {
    "budi": Role.VERIFIKATOR,
    "ratna": Role.PENANDA_TANGAN,
    "agus": Role.PENGAWAS,
    "dua": Role.PETUGAS,
}
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class TickingClock(FixedClock):
    """Moves on by a second at each look, so that ids and steps have an order."""

    def now(self) -> datetime:
        self.advance(timedelta(seconds=1))
        return super().now()


@dataclass
class Office:
    """A workspace folder and whoever is unlocked in it; one officer at a time, as on a real desk."""

    tools: Tools
    folder: Path
    files: WrittenFiles
    recovery_key: str
    _session: Session | None = field(default=None, repr=False)

    def at(self, login: str) -> Session:
        """Lock whoever is there and unlock as `login`."""
        self.leave()
        self._session = unlock(self.tools, self.folder, login, PASSPHRASE)
        return self._session

    def leave(self) -> None:
        if self._session is not None:
            lock(self._session)
            self._session = None


@pytest.fixture(scope="session")
def tools() -> Tools:
    return build_tools(TickingClock(MORNING))


@pytest.fixture(scope="session")
def register_files(tmp_path_factory: pytest.TempPathFactory) -> WrittenFiles:
    return write_files(generate(11, 400, party="dpr"), tmp_path_factory.mktemp("berkas"))


@pytest.fixture(scope="session")
def made(
    tools: Tools, register_files: WrittenFiles, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The workspace as `office` copies it: officers, an addendum, both registers, one run."""
    folder = tmp_path_factory.mktemp("asal") / "ruang"
    first = NewOfficer(
        "sari", "Sari Uji", PASSPHRASE, frozenset({Role.PETUGAS, Role.ADMIN}), "199001012015032001"
    )
    opened = make_workspace(tools, folder, MakeWorkspace("dpr", first, cost=LIGHT))
    session = opened.session
    for login, role in OTHERS.items():
        wish = OfficerWish(login, login.title(), PASSPHRASE, frozenset({role}), own_passphrase=True)
        add_officer(session, tools, wish)
    extend(session, AGREEMENT, Addendum("1/ADD/2026", date(2026, 10, 1), date(2027, 11, 7)))
    ids = [
        receive(session, tools, ReceiveRequest(path, AGREEMENT, name)).snapshot.id
        for path, name in ((register_files.steward, "PERISAI"), (register_files.siasn, "SIASN"))
    ]
    match(session, tools, MatchRequest(ids[0], ids[1]))
    lock(session)
    return folder, opened.recovery_key


@pytest.fixture
def office(
    tools: Tools, made: tuple[Path, str], register_files: WrittenFiles, tmp_path: Path
) -> Iterator[Office]:
    folder = tmp_path / "ruang"
    shutil.copytree(made[0], folder)
    one = Office(tools, folder, register_files, made[1])
    yield one
    one.leave()


@pytest.fixture
def matched(office: Office) -> Callable[[], Run]:
    """Unlock as sari and return the run that the workspace already holds; A is PERISAI."""
    return lambda: show_results.runs(office.at("sari"))[-1]
