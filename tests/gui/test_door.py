"""Unlocking, refusing, recovering, locking."""

from pathlib import Path

import pytest
from pages.window import FirstRun, Window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from padan.gui.shell.idle import IdleWatch

PASSPHRASE = "kopi pahit di pagi hari"


def test_unlock_right_passphrase_shows_beranda(window: Window) -> None:
    window.unlock("sari", PASSPHRASE)
    assert window.workplace.in_sight == "home"


def test_unlock_wrong_passphrase_stays_locked_and_says_so(window: Window) -> None:
    window.unlock("sari", "bukan frasa sandinya")
    assert window.locked
    assert "(20110)" in window.program.unlock_view.message.text()


def test_unlock_after_wrong_attempts_tells_how_many(window: Window) -> None:
    window.unlock("sari", "bukan frasa sandinya")
    window.unlock("sari", PASSPHRASE)
    assert "1" in window.message


def test_training_workspace_is_marked_before_and_after_unlock(window: Window) -> None:
    assert window.program.window.banner.isVisible()
    window.unlock("sari", PASSPHRASE)
    assert window.program.window.banner.isVisible()


def test_folder_without_workspace_opens_the_wizard(open_window, tmp_path: Path) -> None:
    window = open_window(tmp_path / "kosong")
    FirstRun(window)


def test_lock_takes_the_content_away_and_returns_to_the_same_screen(at_work: Window) -> None:
    at_work.screen("agreements")
    at_work.lock()
    assert at_work.locked
    at_work.unlock("sari", PASSPHRASE)
    assert at_work.workplace.in_sight == "agreements"


def test_lock_keeps_an_open_form_without_its_secrets(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    at_work.use(screen, "officer.add")
    screen.forms["add"].form.set_values({"login": "tono", "name": "Tono", "passphrase": "rahasia sekali ini"})
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    screen = at_work.workplace.made("preferences").view
    assert screen.page == "add"
    values = screen.forms["add"].values()
    assert (values["login"], values["name"], values["passphrase"]) == ("tono", "Tono", "")


def test_lock_keeps_the_draft_from_the_other_officer(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    at_work.use(screen, "officer.add")
    at_work.lock()
    at_work.unlock("budi", PASSPHRASE)
    assert at_work.workplace.in_sight == "home"


def test_keys_and_the_mouse_put_the_idle_lock_off(at_work: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[int] = []
    monkeypatch.setattr(IdleWatch, "renew", lambda _watch: renewed.append(1))
    handle = at_work.program.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Down)
    assert len(renewed) == 1
    QTest.mouseMove(handle, QPoint(40, 60))
    QTest.mouseClick(handle, Qt.MouseButton.MiddleButton, pos=QPoint(400, 2))
    assert len(renewed) >= 3
    at_work.lock()
    renewed.clear()
    QTest.keyClick(handle, Qt.Key.Key_Down)
    assert len(renewed) <= 1  # the door's own watch, no longer the sitting's


def test_keys_in_a_dialog_put_the_idle_lock_off(at_work: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[int] = []
    dialog = QDialog(at_work.program.window)
    dialog.setModal(True)
    dialog.show()
    at_work.bot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    monkeypatch.setattr(IdleWatch, "renew", lambda _watch: renewed.append(1))
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Down)
    dialog.close()
    assert renewed


def test_idle_locks(at_work: Window) -> None:
    at_work.program._sitting._idle.idle.emit()
    at_work.settle()
    assert at_work.locked


def test_recovery_gives_a_new_passphrase(window: Window, place) -> None:
    view = window.program.unlock_view
    window.click(view.recover_button)
    new = "hujan turun di bulan juni"
    view.recover.form.set_values({"key": place.recovery_key, "login": "sari", "new": new, "again": new})
    window.click(view.recover.ok)
    window.settle()
    assert not window.locked


def test_one_time_passphrase_must_be_changed_before_anything_is_seen(window: Window) -> None:
    window.unlock("sari", PASSPHRASE)
    screen = window.screen("preferences")
    window.use(screen, "officer.add")
    once = "sekali pakai saja untuk tono"
    new = {"login": "tono", "name": "Tono", "roles": ["petugas"], "passphrase": once, "again": once}
    window.fill(screen, "add", new)
    window.program.lock()
    window.unlock("tono", once)
    view = window.program.unlock_view
    assert window.locked
    assert view.stack.currentWidget() is view.change
    own = "hujan turun di bulan juni"
    view.change.form.set_values({"old": once, "new": own, "again": own})
    window.click(view.change.ok)
    window.settle()
    assert window.workplace.in_sight == "home"


def test_giving_up_the_change_closes_the_store_again(window: Window) -> None:
    window.unlock("sari", PASSPHRASE)
    screen = window.screen("preferences")
    window.use(screen, "officer.add")
    once = "sekali pakai saja untuk tono"
    new = {"login": "tono", "name": "Tono", "roles": ["petugas"], "passphrase": once, "again": once}
    window.fill(screen, "add", new)
    window.program.lock()
    window.unlock("tono", once)
    window.click(window.program.unlock_view.change.back)
    window.settle()
    window.unlock("sari", PASSPHRASE)
    assert not window.locked
