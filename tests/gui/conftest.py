"""A real workspace behind a real window, offscreen; made once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pages.doubtful import registers_with_doubt
from pages.exchange import Post, exchange_packages, make_partner
from pages.offices import write_papers
from pages.window import Window
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from padan.bootstrap import build_tools
from padan.domain.agreement import Addendum
from padan.domain.officer import Role
from padan.domain.workspace import LOWEST_COST
from padan.gui.application import Application, Start, qt_application
from padan.gui.machine_settings import MachineSettings
from padan.services.keep_agreement import extend
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace, unlock
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.run_matching import MatchRequest, match
from padan.training.export_files import write_files

PASSPHRASE = "kopi pahit di pagi hari"
AGREEMENT = "dpr-bkn-2023"
OTHERS = {"budi": Role.VERIFIKATOR, "ratna": Role.PENANDA_TANGAN, "agus": Role.PENGAWAS}


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return qt_application(["padan"])


@dataclass(frozen=True)
class Place:
    """A workspace folder with its recovery key."""

    folder: Path
    recovery_key: str


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("office") / "ruang"
    tools = build_tools()
    first = NewOfficer("sari", "Sari Uji", PASSPHRASE, frozenset({Role.ADMIN, Role.PETUGAS}))
    opened = make_workspace(tools, folder, MakeWorkspace("dpr", first, training=True, cost=LOWEST_COST))
    for login, role in OTHERS.items():
        wish = OfficerWish(login, login.title(), PASSPHRASE, frozenset({role}), own_passphrase=True)
        add_officer(opened.session, tools, wish)
    lock(opened.session)
    return Place(folder, opened.recovery_key)


@pytest.fixture
def place(made_once: Place, tmp_path: Path) -> Place:
    folder = tmp_path / "ruang"
    shutil.copytree(made_once.folder, folder)
    return Place(folder, made_once.recovery_key)


@pytest.fixture(scope="session")
def matched_once(tmp_path_factory: pytest.TempPathFactory, made_once: Place) -> Path:
    """The office after both registers were received and matched, with three pairs to decide."""
    base = tmp_path_factory.mktemp("matched")
    folder, files = base / "ruang", base / "berkas"
    shutil.copytree(made_once.folder, folder)
    files.mkdir()
    written = write_files(registers_with_doubt(7, 300, 3), files)
    tools = build_tools()
    session = unlock(tools, folder, "sari", PASSPHRASE)
    extend(session, AGREEMENT, Addendum("ADD/1", date(2026, 10, 1), date(2099, 1, 1)))
    made = []
    for path, register in ((written.steward, "PERISAI"), (written.siasn, "SIASN")):
        request = ReceiveRequest(path, AGREEMENT, register, position=date(2026, 11, 1))
        made.append(receive(session, tools, request).snapshot.id)
    match(session, tools, MatchRequest(*made))
    lock(session)
    return folder


@pytest.fixture(scope="session")
def partner_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """BKN's office, without data."""
    folder = tmp_path_factory.mktemp("mitra") / "ruang"
    make_partner(folder, PASSPHRASE)
    return folder


@pytest.fixture(scope="session")
def written_once(tmp_path_factory: pytest.TempPathFactory, matched_once: Path, partner_once: Path) -> Path:
    """The matched office with a decision, corrections, a berita acara that a second person checked, and
    packages on their way.
    """
    base = tmp_path_factory.mktemp("written")
    folder, partner, stick = base / "ruang", base / "mitra", base / "usb"
    shutil.copytree(matched_once, folder)
    shutil.copytree(partner_once, partner)
    stick.mkdir()
    write_papers(folder, PASSPHRASE)
    exchange_packages(folder, partner, Post(stick, PASSPHRASE))
    return folder


@pytest.fixture
def written(written_once: Path, tmp_path: Path, open_window: Callable[[Path], Window]) -> Window:
    """The window on the written office, unlocked by the petugas."""
    folder = tmp_path / "ruang"
    shutil.copytree(written_once, folder)
    window = open_window(folder)
    window.unlock("sari", PASSPHRASE)
    return window


@pytest.fixture
def matched(matched_once: Path, tmp_path: Path, open_window: Callable[[Path], Window]) -> Window:
    """The window on the matched office, unlocked by the petugas."""
    folder = tmp_path / "ruang"
    shutil.copytree(matched_once, folder)
    window = open_window(folder)
    window.unlock("sari", PASSPHRASE)
    return window


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path], Window]]:
    """Return a way to open the window on a folder; every window is stopped at the end."""
    programs: list[Application] = []

    def start(folder: Path) -> Window:
        machine = MachineSettings(tmp_path / "padan.ini")
        program = Application(Start(build_tools, folder, machine=machine))
        programs.append(program)
        window = Window(program, qtbot)
        program.show()
        qtbot.waitExposed(program.window)
        window.settle()
        return window

    yield start
    for program in programs:
        program.stop()
        program.window.close()
        program.window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def window(open_window: Callable[[Path], Window], place: Place) -> Window:
    return open_window(place.folder)


@pytest.fixture
def at_work(window: Window) -> Window:
    """The window unlocked by the officer who is admin and petugas."""
    window.unlock("sari", PASSPHRASE)
    return window
