"""Ends of a sitting: quitting, a power cut in the middle of work, locking with anything open."""

import subprocess
import sys
from pathlib import Path

import pytest
from pages.window import FirstRun, Window
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from padan.gui.shell.idle import IdleWatch
from padan.services import keep_sitting

PASSPHRASE = "kopi pahit di pagi hari"
SARI = {
    "login": "sari",
    "name": "Sari Uji",
    "roles": ["admin", "petugas"],
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
}


def test_quitting_keeps_the_open_form_and_closes_the_sitting(open_window, place) -> None:
    window = open_window(place.folder)
    window.unlock("sari", PASSPHRASE)
    screen = window.screen("preferences")
    window.use(screen, "officer.add")
    screen.forms["add"].form.set_values({"name": "Tono"})
    window.program.window.close()
    again = open_window(place.folder)
    again.unlock("sari", PASSPHRASE)
    assert again.workplace.made("preferences").view.forms["add"].values()["name"] == "Tono"
    assert "berhenti tanpa dikunci" not in again.message


_KILLED = """
import os, signal, sys
from pathlib import Path
from padan.bootstrap import build_tools
from padan.services import keep_sitting
from padan.services.open_workspace import unlock
session = unlock(build_tools(), Path(sys.argv[1]), "sari", sys.argv[2])
keep_sitting.begin_sitting(session)
keep_sitting.begin_task(session, sys.argv[3], sys.argv[4])
os.kill(os.getpid(), signal.SIGKILL)
"""


def _cut_off(folder: Path, task: str, screen: str) -> None:
    """Kill another Padan in the middle of `task`: nothing is closed, the folder's lock is left behind."""
    words = [sys.executable, "-c", _KILLED, str(folder), PASSPHRASE, task, screen]
    assert subprocess.run(words, check=False).returncode < 0


def test_power_cut_in_a_task_is_told_and_leads_back_to_its_screen(open_window, place) -> None:
    _cut_off(place.folder, "Memadankan", "matching")
    window = open_window(place.folder)
    window.unlock("sari", PASSPHRASE)
    assert window.workplace.in_sight == "matching"
    assert '"Memadankan" terputus' in window.message
    window.lock()
    window.unlock("sari", PASSPHRASE)
    assert "terputus" not in window.message


def test_finished_task_leaves_no_trace(at_work: Window, place) -> None:
    at_work.use(at_work.screen("preferences"), "store.check")
    session = at_work.program._sitting._session
    found = []
    desk = at_work.program._sitting.desk
    desk.ask(desk, lambda _job: keep_sitting.begin_sitting(session), found.append)
    at_work.settle()
    assert found[0].task == ""


def test_first_run_left_at_the_key_leads_the_admin_to_it(open_window, tmp_path: Path) -> None:
    window = open_window(tmp_path / "baru")
    run = FirstRun(window)
    run.make(tmp_path / "baru", "dpr", SARI)
    watch = window.program.doors.findChild(IdleWatch)
    watch.idle.emit()
    window.settle()
    assert window.program.window.content.currentWidget() is window.program.unlock_view
    window.unlock("sari", PASSPHRASE)
    assert window.workplace.in_sight == "preferences"
    assert window.workplace.made("preferences").view.page == "recovery"


def test_first_run_with_its_key_repeated_leads_home(open_window, tmp_path: Path) -> None:
    window = open_window(tmp_path / "baru")
    run = FirstRun(window)
    run.repeat_key(run.make(tmp_path / "baru", "dpr", SARI))
    assert window.workplace.in_sight == "home"


def test_idle_at_the_door_empties_what_was_typed(window: Window) -> None:
    view = window.program.unlock_view
    view.form.set_values({"passphrase": "setengah diketik"})
    window.program.doors.findChild(IdleWatch).idle.emit()
    assert view.form.fields["passphrase"].value() == ""


def test_lock_empties_the_clipboard_and_closes_the_report(at_work: Window) -> None:
    program = at_work.program
    program.window.help_wished.emit("help.report")
    sheet = program.help_desk.sheet
    assert sheet is not None
    at_work.click(sheet.copy)
    at_work.bot.keyClick(sheet.text, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    at_work.settle()
    assert at_work.locked
    assert program.help_desk.sheet is None
    assert QGuiApplication.clipboard().text() == ""


@pytest.mark.parametrize("action", ["store.rekey", "store.recovery_key"])
def test_lock_with_a_question_open_answers_no(at_work: Window, action: str) -> None:
    screen = at_work.screen("preferences")
    screen.tabs.setCurrentIndex(screen.tabs.count() - 1)
    seen = []

    def lock_now() -> None:
        box = QApplication.activeModalWidget()
        seen.append(box)
        at_work.bot.keyClick(box, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    at_work.settle()
    QTimer.singleShot(0, lock_now)
    at_work.use(screen, action)
    assert seen[0] is not None
    assert at_work.locked
    assert QApplication.activeModalWidget() is None
    at_work.unlock("sari", PASSPHRASE)
    assert at_work.workplace.in_sight == "preferences"


def test_columns_an_officer_arranged_come_back_after_the_lock(at_work: Window) -> None:
    table = at_work.screen("preferences").officers
    table.arranged = True
    table.setColumnWidth(0, 222)
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    assert at_work.screen("preferences").officers.columnWidth(0) == 222


def test_window_left_on_a_screen_that_is_gone_comes_back_in_sight(window: Window) -> None:
    shown = window.program.window
    shown.move(9000, 9000)
    kept = shown.geometry_text()
    shown.restore_geometry(kept)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.intersects(shown.frameGeometry())
