"""Pengaturan: one searchable table of settings, the machine's policy, language, backup and restore."""

import json
from pathlib import Path

import pytest
from pages.window import Window
from pytestqt.qtbot import QtBot

from padan.bootstrap import build_tools
from padan.domain.settings import FONT_PERCENT, IDLE_MINUTES, LANGUAGE, OFFERED, PAGE_ROWS, THEME
from padan.gui.application import Application, Start, speak
from padan.gui.machine_settings import MachineSettings
from padan.gui.theme.look import look

PASSPHRASE = "kopi pahit di pagi hari"


@pytest.fixture(autouse=True)
def _as_it_was():
    yield
    speak("id")
    look().choose("light")


def _shown(screen) -> set[str]:
    return {name for name, row in screen.settings.rows.items() if row.isVisible()}


def test_search_finds_a_setting_by_its_words(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    assert _shown(screen) == {one.name for one in OFFERED}
    screen.search.setText("huruf")
    assert _shown(screen) == {FONT_PERCENT.name}


def test_search_finds_an_action_and_leads_to_its_button(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.search.setText("cadangan")
    links = screen.hits.findChildren(type(screen.save))
    assert [one.text() for one in links] == ["→ Buat cadangan …", "→ Pulihkan cadangan …"]
    at_work.click(links[0])
    assert screen.tabs.currentIndex() == 2


def test_search_without_a_hit_says_so(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.search.setText("tidak ada kata ini")
    assert screen.settings.nothing.isVisible()


def test_saving_is_possible_only_when_something_changed(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    assert not screen.save.isEnabled()
    screen.settings.fields[PAGE_ROWS.name].set_value(300)
    assert screen.save.isEnabled()
    at_work.click(screen.save)
    at_work.settle()
    assert not screen.save.isEnabled()
    assert at_work.program._sitting.desk.setting(PAGE_ROWS) == 300


def test_each_setting_and_all_go_back_to_default(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.settings.set_values({PAGE_ROWS.name: 300, IDLE_MINUTES.name: 9})
    at_work.click(screen.settings.rows[PAGE_ROWS.name].reset)
    assert screen.settings.values()[PAGE_ROWS.name] == PAGE_ROWS.default
    assert screen.settings.values()[IDLE_MINUTES.name] == 9
    at_work.click(screen.reset_all)
    values = screen.settings.values()
    assert all(values[one.name] == one.default for one in OFFERED)


@pytest.fixture
def governed(qapp, qtbot: QtBot, place, tmp_path: Path):
    """The window on a machine whose policy fixes the lock at ten minutes and the theme."""
    policy = tmp_path / "kebijakan.toml"
    policy.write_text('[settings]\n"lock.idle_minutes" = 10\n"appearance.theme" = "dark"\n', encoding="utf-8")
    machine = MachineSettings(tmp_path / "padan.ini", policy)
    program = Application(Start(build_tools, place.folder, machine=machine))
    window = Window(program, qtbot)
    program.show()
    window.settle()
    yield window
    program.stop()
    program.window.close()
    program.window.deleteLater()
    qtbot.wait(1)


def test_policy_greys_out_what_it_fixes_and_says_so(governed: Window) -> None:
    governed.unlock("sari", PASSPHRASE)
    screen = governed.screen("preferences")
    row = screen.settings.rows[IDLE_MINUTES.name]
    assert not row.field.isEnabled()
    assert row.field.value() == 10
    assert "kebijakan" in row.badge.text()
    assert "kebijakan.toml" in screen.policy.text()
    assert screen.settings.rows[PAGE_ROWS.name].field.isEnabled()
    assert look().colours.name == "dark"


def test_policy_wins_over_what_the_store_keeps(governed: Window) -> None:
    governed.unlock("sari", PASSPHRASE)
    desk = governed.program._sitting.desk
    desk.settings[IDLE_MINUTES.name] = 60
    assert desk.setting(IDLE_MINUTES) == 10
    assert governed.program._sitting._idle._timer.interval() == 600_000


def test_damaged_policy_fixes_nothing_and_is_told(tmp_path: Path) -> None:
    policy = tmp_path / "kebijakan.toml"
    policy.write_text("bukan toml", encoding="utf-8")
    machine = MachineSettings(tmp_path / "padan.ini", policy)
    assert machine.fixed == {}
    assert machine.policy_damaged


def test_language_changes_everything_on_screen_and_keeps_the_form(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.settings.set_values({LANGUAGE.name: "en"})
    at_work.click(screen.save)
    at_work.settle()
    window = at_work.program.window
    assert window.lock_button.text() == "Lock"
    assert at_work.workplace.navigation.item(0).text() == "Home"
    assert at_work.workplace.in_sight == "preferences"
    at_work.lock()
    assert at_work.program.unlock_view.open_button.text() == "Unlock"
    at_work.unlock("sari", PASSPHRASE)
    assert at_work.workplace.in_sight == "preferences"


def test_theme_follows_at_once(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    screen.settings.set_values({THEME.name: "contrast", FONT_PERCENT.name: 150})
    at_work.click(screen.save)
    at_work.settle()
    assert look().colours.name == "contrast"


def test_backup_from_the_window_restores_into_an_empty_folder(at_work: Window, tmp_path: Path) -> None:
    screen = at_work.screen("preferences")
    screen.tabs.setCurrentIndex(2)
    target, folder = tmp_path / "a.padan-backup", tmp_path / "pulih"
    folder.mkdir()
    at_work.use(screen, "backup.make", target)
    assert target.is_file()
    assert "Cadangan terakhir" in screen.last_backup.text()
    at_work.use(screen, "backup.restore", target, folder)
    assert (folder / "vault.json").is_file()
    at_work.program.doors.folder = folder
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    assert not at_work.locked


def test_damaged_backup_is_refused_with_a_code(at_work: Window, tmp_path: Path) -> None:
    damaged, folder = tmp_path / "rusak.padan-backup", tmp_path / "pulih"
    damaged.write_bytes(b"bukan cadangan")
    folder.mkdir()
    screen = at_work.screen("preferences")
    screen.tabs.setCurrentIndex(2)
    at_work.use(screen, "backup.restore", damaged, folder, None)
    assert at_work.program.dialogs.recent
    assert list(folder.iterdir()) == []


def test_new_data_key_keeps_every_passphrase(at_work: Window, place) -> None:
    screen = at_work.screen("preferences")
    screen.tabs.setCurrentIndex(2)
    before = json.loads((place.folder / "vault.json").read_text(encoding="utf-8"))
    at_work.use(screen, "store.rekey", True)
    assert json.loads((place.folder / "vault.json").read_text(encoding="utf-8")) != before
    at_work.lock()
    at_work.unlock("budi", PASSPHRASE)
    assert not at_work.locked
