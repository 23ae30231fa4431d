"""Two offices with trusted keys, each with its own register: Setjen DPR RI and BKN, on the real store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from padan.bootstrap import build_tools
from padan.common.clock import FixedClock
from padan.domain.agreement import Addendum
from padan.domain.exchange.outgoing import PackageOut
from padan.domain.officer import Role
from padan.services.exchange import hand_over, keep_keys, open_package, plan_package, seal_package
from padan.services.exchange.open_package import Opened
from padan.services.exchange.plan_package import PrepareRequest
from padan.services.keep_agreement import extend
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace, unlock
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import KeyCost
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.session import Session
from padan.training.export_files import WrittenFiles, write_files
from padan.training.registers import generate

LIGHT = KeyCost(64 * 1024, 3, 1)
PASSPHRASE = "lima kata sandi untuk pengujian"
AGREEMENT = "dpr-bkn-2023"
OTHERS = {"budi": Role.VERIFIKATOR, "ratna": Role.PENANDA_TANGAN}
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class TickingClock(FixedClock):
    def now(self) -> datetime:
        self.advance(timedelta(seconds=1))
        return super().now()


@dataclass
class Office:
    """One office's desk: whoever is unlocked, and where its packages are put."""

    tools: Tools
    folder: Path
    party: str
    table: Path
    _session: Session | None = field(default=None, repr=False)
    _login: str = ""

    def at(self, login: str) -> Session:
        if self._login != login or self._session is None:
            self.leave()
            self._session, self._login = unlock(self.tools, self.folder, login, PASSPHRASE), login
        return self._session

    def leave(self) -> None:
        if self._session is not None:
            lock(self._session)
        self._session, self._login = None, ""

    def prepare(self, kind: str, **more: object) -> PackageOut:
        request = PrepareRequest(AGREEMENT, kind, **more)  # type: ignore[arg-type]
        return plan_package.prepare(self.at("sari"), self.tools, request)

    def seal(self, kind: str, **more: object) -> PackageOut:
        prepared = self.prepare(kind, **more)
        return seal_package.approve(self.at("budi"), self.tools, prepared.id)

    def send(self, kind: str, **more: object) -> Path:
        sealed = self.seal(kind, **more)
        written = hand_over.write(self.at("sari"), self.tools, sealed.id, str(self.table))
        return self.table / written.file_name

    def open(self, path: Path) -> Opened:
        return open_package.open_package(self.at("sari"), self.tools, str(path))

    def receive(self, path: Path, register: str) -> str:
        return receive(self.at("sari"), self.tools, ReceiveRequest(path, AGREEMENT, register)).snapshot.id


def new_office(tools: Tools, home: Path, party: str) -> Office:
    first = NewOfficer(
        "sari", "Sari Uji", PASSPHRASE, frozenset({Role.PETUGAS, Role.ADMIN}), "199001012015032001"
    )
    home.mkdir(parents=True)
    opened = make_workspace(tools, home / "ruang", MakeWorkspace(party, first, cost=LIGHT))
    for login, role in OTHERS.items():
        wish = OfficerWish(login, login.title(), PASSPHRASE, frozenset({role}), own_passphrase=True)
        add_officer(opened.session, tools, wish)
    extend(opened.session, AGREEMENT, Addendum("1/ADD/2026", date(2026, 10, 1), date(2027, 11, 7)))
    (home / "meja").mkdir()
    office = Office(tools, home / "ruang", party, home / "meja")
    keep_keys.make_keys(opened.session, tools)
    keep_keys.export_card(opened.session, tools, str(office.table / f"{party}.kartu.json"))
    lock(opened.session)
    return office


def befriend(here: Office, there: Office) -> str:
    """Let two officers of `here` compare and trust the card of `there`."""
    card = there.table / f"{there.party}.kartu.json"
    key = keep_keys.import_card(here.at("sari"), here.tools, str(card), card.name)
    keep_keys.compare(here.at("sari"), key.id, key.id)
    return keep_keys.trust(here.at("budi"), key.id, key.id).id


@pytest.fixture(scope="session")
def tools() -> Tools:
    return build_tools(TickingClock(MORNING))


@pytest.fixture(scope="session")
def register_files(tmp_path_factory: pytest.TempPathFactory) -> WrittenFiles:
    return write_files(generate(11, 200, party="dpr"), tmp_path_factory.mktemp("berkas"))


@pytest.fixture(scope="session")
def made(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both offices as the tests copy them."""
    home = tmp_path_factory.mktemp("asal")
    dpr, bkn = new_office(tools, home / "dpr", "dpr"), new_office(tools, home / "bkn", "bkn")
    befriend(dpr, bkn)
    befriend(bkn, dpr)
    dpr.leave()
    bkn.leave()
    return home


@pytest.fixture
def offices(tools: Tools, made: Path, tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    import shutil

    shutil.copytree(made, tmp_path / "kantor")
    both = tuple(
        Office(tools, tmp_path / "kantor" / party / "ruang", party, tmp_path / "kantor" / party / "meja")
        for party in ("dpr", "bkn")
    )
    yield both[0], both[1]
    for one in both:
        one.leave()
