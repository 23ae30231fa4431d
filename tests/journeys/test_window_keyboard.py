"""The whole loop by keyboard alone, through real dialogs: from the first run to the printed berita acara."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages.doubtful import registers_with_doubt
from pages.hands import Hands
from pages.keyboard import CTRL, Key
from pages.window import Window
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from padan.bootstrap import build_tools
from padan.gui.application import Application, Start, qt_application
from padan.gui.machine_settings import MachineSettings
from padan.gui.shell.screens import SCREENS
from padan.gui.texts import t, word
from padan.training.export_files import WrittenFiles, write_files

PASSPHRASE = "kopi pahit di pagi hari"
LISTED = [one.name for one in SCREENS if one.listed]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return qt_application(["padan"])


@pytest.fixture
def files(tmp_path: Path) -> WrittenFiles:
    folder = tmp_path / "berkas"
    folder.mkdir()
    return write_files(registers_with_doubt(7, 150, 3), folder)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    machine = MachineSettings(tmp_path / "padan.ini")
    program = Application(Start(build_tools, tmp_path / "ruang", training=True, machine=machine))
    window = Window(program, qtbot)
    program.show()
    qtbot.waitExposed(program.window)
    program.window.activateWindow()
    window.settle()
    yield window
    program.stop()
    program.window.close()
    program.window.deleteLater()
    qtbot.wait(1)


def test_whole_loop_by_keyboard_alone(window: Window, files: WrittenFiles, tmp_path: Path) -> None:
    paper = tmp_path / "cetak.pdf"

    def story(hands: Hands) -> None:
        _first_run(hands, window, tmp_path / "ruang")
        _add_officers(hands)
        _extend(hands)
        _receive(hands, files.steward, "PERISAI")
        _receive(hands, files.siasn, "SIASN")
        _match(hands)
        _review(hands)
        _propose(hands)
        _compose(hands)
        _step(hands, "budi", "document.verify")
        _step(hands, "ratna", "document.approve")
        hands.use(t("actions.document.freeze"))
        _confirm(hands)
        _print(hands, paper)

    Hands(window).run(story)
    printed = QPdfDocument()
    printed.load(str(paper))
    assert printed.pageCount() >= 4


def _go(hands: Hands, name: str) -> None:
    place = Key.Key_Comma if name == "preferences" else Key(Key.Key_1 + LISTED.index(name))
    hands.press(place, CTRL)
    hands.wait_for(lambda: hands.window.workplace.in_sight == name, name)


def _first_run(hands: Hands, window: Window, folder: Path) -> None:
    hands.use(t("setup.start.new"))
    hands.choose(t("setup.place.party"), word("party", "dpr"))
    hands.fill(t("setup.place.folder"), str(folder))
    hands.use(t("setup.place.ok"))
    hands.fill(t("officers.login"), "sari")
    hands.fill(t("officers.name"), "Sari Uji")
    hands.fill(t("officers.nip"), "199001012015032901")
    hands.fill(t("officers.pangkat"), "Penata (III/c)")
    hands.fill(t("officers.jabatan"), "Pranata Komputer Ahli Muda")
    hands.tick(word("role", "admin"))
    hands.tick(word("role", "petugas"))
    hands.fill(t("unlock.passphrase"), PASSPHRASE)
    hands.fill(t("setup.officer.again"), PASSPHRASE)
    hands.use(t("setup.officer.ok"))
    hands.sees(t("setup.key.title"))
    hands.to(t("setup.key.shown"))
    key = hands.look(lambda: QApplication.focusWidget().text())
    hands.fill(t("setup.key.again"), key)
    hands.use(t("setup.key.done"))
    hands.wait_for(lambda: not window.locked, "the workplace")


def _add_officers(hands: Hands) -> None:
    for login, role in (("budi", "verifikator"), ("ratna", "penanda_tangan")):
        _go(hands, "preferences")
        hands.turn_tab(t("preferences.officers"))
        hands.use(t("actions.officer.add"))
        hands.fill(t("officers.login"), login)
        hands.fill(t("officers.name"), login.title())
        hands.tick(word("role", role))
        hands.fill(t("unlock.passphrase"), PASSPHRASE)
        hands.fill(t("setup.officer.again"), PASSPHRASE)
        hands.tick(t("preferences.add.own"))
        hands.use(t("preferences.add.ok"))


def _extend(hands: Hands) -> None:
    _go(hands, "agreements")
    hands.use(t("actions.agreement.extend"))
    hands.fill(t("agreements.extend.number"), "ADD/1/2026")
    hands.day(t("agreements.extend.signed"), 1, 10, 2026)
    hands.day(t("agreements.extend.new_end"), 7, 11, 2031)
    hands.use(t("agreements.extend.ok"))


def _receive(hands: Hands, path: Path, register: str) -> None:
    _go(hands, "data")
    hands.press(Key.Key_O, CTRL)
    hands.use(t("data.receive.browse"))
    hands.answer_file(path)
    hands.choose(t("data.receive.register"), register)
    hands.day(t("data.receive.position"), 1, 11, 2026)
    hands.use(t("data.receive.ok"))
    hands.use(t("data.preview.ok"))


def _match(hands: Hands) -> None:
    _go(hands, "matching")
    hands.press(Key.Key_M, CTRL)
    hands.use(t("matching.form.ok"))


def _review(hands: Hands) -> None:
    hands.use(t("actions.matching.review"))
    hands.fill(t("review.reason"), "Nama dan tanggal lahir sama")
    hands.use(t("actions.review.same"))


def _propose(hands: Hands) -> None:
    _go(hands, "corrections")
    hands.use(t("actions.correction.propose"))
    hands.use(t("corrections.propose.ok"))


def _compose(hands: Hands) -> None:
    _go(hands, "documents")
    hands.press(Key.Key_N, CTRL)
    hands.fill(t("documents.number_first"), "KS.01.03/4/11/2026")
    hands.use(t("documents.compose.ok"))


def _step(hands: Hands, login: str, act: str) -> None:
    hands.press(Key.Key_L, CTRL)
    hands.wait_for(lambda: hands.window.locked, "the door")
    hands.calm()
    hands.choose(t("unlock.login"), login)
    hands.fill(t("unlock.passphrase"), PASSPHRASE)
    hands.press(Key.Key_Return)
    hands.wait_for(lambda: not hands.window.locked, "the workplace")
    hands.calm()
    _go(hands, "documents")
    hands.use(t(f"actions.{act}"))
    _confirm(hands)


def _confirm(hands: Hands) -> None:
    hands.wait_for(lambda: QApplication.activeModalWidget() is not None, "the question")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    hands.wait_for(lambda: QApplication.activeModalWidget() is None, "the answer")
    hands.calm()


def _print(hands: Hands, target: Path) -> None:
    """Print both copies into a file: a machine without a printer offers nothing else."""
    hands.to(t("actions.document.print"))  # what is frozen can be printed, once the page says so
    hands.press(Key.Key_P, CTRL)
    hands.fill(t("documents.print.reason"), "Dibawa ke penandatanganan")
    hands.use(t("documents.print.ok"))
    hands.wait_for(lambda: QApplication.activeModalWidget() is not None, "the print dialog")
    hands.fill("filename", str(target))
    hands.press(Key.Key_Return)
    hands.sees(t("documents.print.done"))
