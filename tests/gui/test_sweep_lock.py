"""Locking at any moment: nothing lost, nothing readable left, the same place afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages.traces import readable, said_everywhere, windows_in_sight
from pages.window import Window
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QTabWidget,
)
from sweep import tour
from sweep.contrast import Pixels, pixels

from padan.gui.widgets.fields import DayField, LineField
from padan.gui.widgets.screen import Screen

PASSPHRASE = "kopi pahit di pagi hari"
TYPED = "HUTAPEA 197112301999031001"
Place = tuple[str, str, dict[str, Any], list[int]]


@pytest.fixture(autouse=True)
def still_cursor(qapp: QApplication) -> Iterator[None]:
    usual = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(usual)
    qapp.clipboard().clear()


@pytest.fixture
def office(written: Window) -> Window:
    written.program.window.resize(1280, 720)
    written.program.window.activateWindow()
    return written


def door_of(window: Window) -> Pixels:
    """Lock and return what the window shows."""
    window.lock()
    window.bot.wait(20)
    assert window.locked
    window.program.unlock_view.form.fields["passphrase"].setFocus()
    return np.array(pixels(window.program.window))


def back(window: Window) -> None:
    window.unlock("sari", PASSPHRASE)


def place_of(window: Window) -> Place:
    screen = window.workplace.made(window.workplace.in_sight).view
    form = screen.forms.get(screen.page)
    tabs = [one.currentIndex() for one in screen.findChildren(QTabWidget) if one.isVisible()]
    return window.workplace.in_sight, screen.page, form.draft() if form else {}, tabs


def shown_values(window: Window) -> list[str]:
    """Return what the tables in sight hold: values of people, mostly."""
    found = []
    for view in window.workplace.findChildren(QAbstractItemView):
        if not view.isVisible() or view.model() is None or view is window.workplace.navigation:
            continue
        for row in range(min(view.model().rowCount(QModelIndex()), 5)):
            index = view.model().index(row, 0)
            while index.isValid():
                found.append(str(index.data() or ""))
                index = index.siblingAtColumn(index.column() + 1)
    return [one for one in found if len(one) >= 10]


def acts_of(screen: Screen) -> list[str]:
    """Return the acts that can be used now; a dialog they open will be answered with nothing."""
    buttons = [pair for bar in screen._bars for pair in bar.buttons.items()]
    return [name for name, button in buttons if button.isEnabled() and button.isVisible()]


def use(window: Window, screen: Screen, act: str) -> None:
    window.program.dialogs.next += [None] * 3
    window.use(screen, act)
    window.program.dialogs.next.clear()


def fill(screen: Screen) -> None:
    """Fill in half the form in sight: every line of text, nothing else."""
    form = screen.forms.get(screen.page)
    for field in form.form.fields.values() if form else ():
        if isinstance(field, LineField) and field.isEnabled():
            field.setText(TYPED[: field.maxLength()])


@pytest.mark.parametrize("name", tour.NAMES)
def test_lock_on_any_page_leaves_nothing_and_unlock_returns_to_it(office: Window, name: str) -> None:
    plain = door_of(office)
    told = said_everywhere()
    back(office)
    acts = acts_of(office.screen(name))
    faults: list[str] = []
    for act in ("", *acts):
        screen = office.screen(name)
        if screen.page != "main":
            screen.close_form()
        if act and act not in acts_of(screen):
            continue
        if act:
            use(office, screen, act)
        if act and screen.page == "main":
            continue  # it did what it does without a page of its own
        faults += [f"{name} {act}: {one}" for one in _locked_and_back(office, plain, told)]
    assert "\n".join(faults) == ""


def _locked_and_back(window: Window, plain: Pixels, told: str) -> Iterator[str]:
    fill(window.workplace.made(window.workplace.in_sight).view)
    window.settle()
    before, values = place_of(window), shown_values(window)
    door = door_of(window)
    if door.shape != plain.shape or (door != plain).any():
        yield "the locked window shows something else than an untouched one"
    yield from readable([*(one for one in values if one not in told), TYPED[:18]])
    yield from windows_in_sight()
    back(window)
    if place_of(window) != before:
        yield f"came back to {place_of(window)}, not to {before}"


def lock_during(window: Window, opening: Callable[[], object], dialogs: int = 1) -> list[str]:
    """Open something, lock once so many dialogs are in sight, and return what was in sight before."""
    seen: list[str] = []
    watch = QTimer()

    def lock() -> None:
        if not seen and len(windows_in_sight()) >= dialogs:
            watch.stop()
            seen.extend(windows_in_sight())
            window.program.lock()

    watch.timeout.connect(lock)
    watch.start(100)
    opening()
    window.bot.waitUntil(lambda: bool(seen), timeout=3000)
    window.settle()
    window.bot.wait(20)
    return seen


def _receive_file(window: Window) -> None:
    screen = window.screen("data")
    window.use(screen, "data.receive")
    window.click(screen.browse)


def _export(window: Window) -> None:
    screen = window.screen("corrections")
    window.use(screen, "correction.export")
    window.fill(screen, "export", {"recipient": TYPED, "purpose": "uji", "ground": "exchange"})


def _backup(window: Window) -> None:
    window.use(window.screen("preferences"), "backup.make")


def _annexes(window: Window) -> None:
    screen = window.screen("documents")
    window.use(screen, "document.annexes")
    window.fill(screen, "annexes", {"recipient": TYPED, "purpose": "uji", "ground": "exchange"})


def _confirm(window: Window) -> None:
    window.program.dialogs.confirm("Keluarkan 1 petugas?", TYPED, "Keluarkan")


def _printer(window: Window) -> None:
    window.program.dialogs.printer(TYPED)


DIALOGS = {
    "open": _receive_file,
    "save": _export,
    "folder": _annexes,
    "backup": _backup,
    "confirm": _confirm,
    "printer": _printer,
}


@pytest.mark.parametrize("kind", DIALOGS)
def test_lock_puts_an_open_dialog_away(office: Window, kind: str) -> None:
    screen = office.screen("home")
    assert screen.isVisible()
    in_sight = lock_during(office, lambda: DIALOGS[kind](office))
    assert in_sight, "no dialog was open"
    assert office.locked
    assert windows_in_sight() == []
    assert readable([TYPED[:18]]) == []


def _menu(window: Window) -> None:
    """The menu of a field: its own event loop runs while it is open."""
    field = _typed_field(window)
    menu = field.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    menu.exec(field.mapToGlobal(QPoint(2, 2)))


def _choices(window: Window) -> None:
    _typed_field(window)
    form = window.workplace.made("corrections").view.forms["export"].form
    next(one for one in form.fields.values() if isinstance(one, QComboBox)).showPopup()


def _calendar(window: Window) -> None:
    screen = window.screen("agreements")
    window.use(screen, "agreement.extend")
    field = next(one for one in screen.forms["extend"].form.fields.values() if isinstance(one, DayField))
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 8, field.height() // 2))


def _typed_field(window: Window) -> QLineEdit:
    screen = window.screen("corrections")
    window.use(screen, "correction.export")
    field = screen.forms["export"].form.fields["recipient"]
    assert isinstance(field, QLineEdit)
    field.setText(TYPED)
    field.setFocus()
    return field


@pytest.mark.parametrize("opening", [_menu, _choices, _calendar])
def test_lock_puts_menus_and_pop_ups_away(office: Window, opening: Callable[[Window], None]) -> None:
    assert lock_during(office, lambda: opening(office)), "nothing was open"
    assert office.locked
    assert windows_in_sight() == []
    assert readable([TYPED[:18]]) == []


def test_lock_takes_back_what_was_copied(office: Window) -> None:
    field = _typed_field(office)
    field.selectAll()
    field.copy()
    assert QGuiApplication.clipboard().text() == TYPED
    office.lock()
    assert QGuiApplication.clipboard().text() == ""


def test_lock_leaves_what_another_program_copied(office: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(QApplication, "activeWindow", lambda: None)  # another program is in front
        QGuiApplication.clipboard().setText("dari program lain")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: False)
    office.lock()
    assert QGuiApplication.clipboard().text() == "dari program lain"


def test_lock_during_a_matching_leaves_it_running_and_shows_its_result(office: Window) -> None:
    screen = office.screen("matching")
    before = len(screen.runs.lines)
    office.use(screen, "matching.run")
    office.click(screen.forms["run"].ok)
    office.program.lock()
    assert office.locked
    office.settle()
    back(office)
    assert len(office.screen("matching").runs.lines) == before + 1


def test_lock_during_a_compose_loses_nothing(office: Window) -> None:
    screen = office.screen("documents")
    before = len(screen.table.lines)
    office.use(screen, "document.compose")
    office.click(screen.forms["compose"].ok)
    office.program.lock()
    office.settle()
    back(office)
    screen = office.screen("documents")
    assert len(screen.table.lines) == before + 1 or screen.page == "compose"


def test_lock_twice_is_one_lock(office: Window) -> None:
    office.program.lock()
    office.program.lock()
    office.settle()
    assert office.locked
    back(office)
    assert not office.locked


def test_lock_by_keys_works_from_any_screen(office: Window) -> None:
    for name in ("home", "review", "preferences"):
        office.screen(name)
        QTest.keyClick(
            QApplication.focusWidget() or office.program.window,
            Qt.Key.Key_L,
            Qt.KeyboardModifier.ControlModifier,
        )
        office.settle()
        assert office.locked, name
        back(office)


def test_lock_closes_every_dialog_of_a_chain(office: Window) -> None:
    """A message box over a file dialog: both go."""
    watch = QTimer()

    def second() -> None:
        if windows_in_sight():
            watch.stop()
            office.program.dialogs.tell("Dibaca dahulu")

    watch.timeout.connect(second)
    watch.start(10)
    assert len(lock_during(office, lambda: _receive_file(office), dialogs=2)) == 2
    assert windows_in_sight() == []
    assert not [one for one in QApplication.allWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_unlock_of_another_officer_shows_nothing_of_the_first(office: Window, tmp_path: Path) -> None:
    _typed_field(office)
    office.lock()
    office.unlock("agus", PASSPHRASE)
    assert readable([TYPED[:18]]) == []
