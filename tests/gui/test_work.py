"""Long work in the window: progress, cancel, going on behind the lock; drafts, settings, damaged files."""

import threading
from pathlib import Path

import pytest
from pages.window import Window
from PySide6.QtCore import QObject

from padan.domain.settings import IDLE_MINUTES
from padan.gui.tasks import Job
from padan.services import keep_settings

PASSPHRASE = "kopi pahit di pagi hari"


def test_long_work_shows_its_stage_and_can_be_cancelled(at_work: Window) -> None:
    desk, strip = at_work.program._sitting.desk, at_work.workplace.strip
    begun = threading.Event()

    def work(job: Job) -> None:
        job.progress("compare", 1, 4)
        begun.set()
        while True:
            job.cancel.raise_if_requested()

    desk.ask(at_work.workplace, work, lambda _none: None, label="Memadankan")
    at_work.bot.waitUntil(lambda: strip.isVisible() and begun.is_set())
    at_work.bot.waitUntil(lambda: strip.bar.value() == 250)
    assert "Membandingkan unsur" in strip.text.text()
    at_work.click(strip.cancel)
    at_work.settle()
    assert not strip.isVisible()
    assert "Dibatalkan" in at_work.message


def test_work_that_outlives_the_lock_is_finished_before_the_store_closes(at_work: Window) -> None:
    desk = at_work.program._sitting.desk
    gate, order = threading.Event(), []

    def work(_job: Job) -> None:
        gate.wait(20)
        with desk.session.store.reading() as records:
            order.append(len(records.officers.all()))

    desk.ask(at_work.workplace, work, lambda _none: None, outlives=True)
    at_work.program.lock()
    assert at_work.locked
    gate.set()
    at_work.settle()
    assert order == [4]


def test_lock_closes_an_open_dialog_unanswered(at_work: Window) -> None:
    dialogs, answers = at_work.program.dialogs, []

    def lock() -> None:
        at_work.program.lock()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, at_work.program.window, lock)
    answers.append(dialogs.confirm("Benar?", "", "Ya"))
    at_work.settle()
    assert answers == [False]
    assert at_work.locked


def test_setting_of_everyone_is_kept_in_the_store(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.settings.set_values({IDLE_MINUTES.name: 7, "appearance.theme": "dark"})
    at_work.click(screen.save)
    at_work.settle()
    at_work.program.lock()
    at_work.settle()
    at_work.unlock("budi", PASSPHRASE)
    desk = at_work.program._sitting.desk
    assert desk.setting(IDLE_MINUTES) == 7
    assert not at_work.screen("preferences").settings.fields[IDLE_MINUTES.name].isEnabled()


def test_unsaved_settings_survive_the_lock(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.settings.set_values({IDLE_MINUTES.name: 9})
    at_work.program.lock()
    at_work.unlock("sari", PASSPHRASE)
    kept = at_work.workplace.made("preferences").view.settings.values()
    assert kept[IDLE_MINUTES.name] == 9


def test_draft_that_the_store_cannot_take_is_kept_in_memory(
    at_work: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    from padan.common.errors import EnvironmentFault
    from padan.services import keep_drafts

    def full(*_args: object) -> None:
        raise EnvironmentFault(10104)

    screen = at_work.screen("preferences")
    at_work.use(screen, "officer.add")
    screen.forms["add"].form.set_values({"name": "Tono"})
    with monkeypatch.context() as patch:
        patch.setattr(keep_drafts, "keep_drafts", full)
        at_work.program.lock()
        at_work.settle()
    at_work.unlock("sari", PASSPHRASE)
    assert at_work.workplace.made("preferences").view.forms["add"].values()["name"] == "Tono"


def test_damaged_file_is_refused_in_the_form_with_its_code(at_work: Window, tmp_path: Path) -> None:
    damaged = tmp_path / "rusak.xlsx"
    damaged.write_bytes(b"PK\x03\x04 bukan buku kerja")
    screen = at_work.screen("data")
    at_work.use(screen, "data.receive")
    at_work.fill(screen, "receive", {"path": str(damaged)})
    assert screen.page == "receive"
    assert "(50" in screen.forms["receive"].message.text()


def test_officer_may_not_change_everyones_setting(window: Window) -> None:
    from padan.common.errors import UserFault

    window.unlock("budi", PASSPHRASE)
    desk, got = window.program._sitting.desk, []
    owner = QObject()
    desk.ask(
        owner,
        lambda _job: keep_settings.change_setting(desk.session, IDLE_MINUTES, 9),
        lambda _none: got.append(None),
        failed=got.append,
    )
    window.settle()
    assert [type(one) for one in got] == [UserFault]
    assert got[0].code == 20120


def test_renewed_recovery_key_is_shown_and_gone_with_the_lock(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.tabs.setCurrentIndex(screen.tabs.count() - 1)
    at_work.use(screen, "store.recovery_key", True)
    assert screen.page == "key"
    assert len(screen.key.key.text()) > 30
    at_work.lock()
    assert at_work.locked
    at_work.unlock("sari", PASSPHRASE)
    screen = at_work.workplace.made("preferences").view
    assert screen.page == "recovery", "nobody repeated the new key: the admin is led to it"
    at_work.use(screen, "store.recovery_key", True)
    screen.key.again.setText(screen.key.key.text().lower())
    at_work.click(screen.key.done)
    at_work.settle()
    assert screen.page == "main"
    assert screen.key.key.text() == ""
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    assert at_work.workplace.made("preferences").view.page == "main"
