"""Every control can be named, reached and left by keyboard; checked over every screen, form and sub page."""

from collections.abc import Iterator

import pytest
from pages.window import Window
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)

from padan.gui.shell.screens import SCREENS

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)
NAMES = [spec.name for spec in SCREENS]


def _controls(root: QWidget) -> Iterator[QWidget]:
    """Return what an officer can use; the parts inside a combo box or a spin box belong to it."""
    for one in root.findChildren(QWidget):
        inside = any(isinstance(up, QComboBox | QAbstractSpinBox | QTabBar) for up in _ancestors(one))
        if isinstance(one, CONTROLS) and not isinstance(one, QScrollBar) and not inside:
            yield one


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    up = widget.parentWidget()
    while up is not None:
        yield up
        up = up.parentWidget()


def _unnamed(root: QWidget) -> list[str]:
    return [
        f"{type(one).__name__} {one.objectName()} in {[type(up).__name__ for up in _ancestors(one)][:3]}"
        for one in _controls(root)
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
        and not isinstance(one, QHeaderView)
        and one.objectName() != "qt_tableview_cornerbutton"  # both are parts of their table
    ]


def test_every_control_of_every_screen_has_a_name(at_work: Window) -> None:
    assert {name: found for name in NAMES if (found := _unnamed(at_work.screen(name)))} == {}


def test_every_control_of_the_door_and_the_wizard_has_a_name(window: Window) -> None:
    assert _unnamed(window.program.window) == []
    window.program.doors.set_up("")
    assert _unnamed(window.program.window) == []


def _walk(window: Window, root: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Press Tab until the focus comes round; return the widgets in the order they were reached."""
    seen: list[QWidget] = []
    for _ in range(200):
        now = QApplication.focusWidget()
        if now in seen[:-1]:
            return seen
        if now is not None and now not in seen:  # Tab may move between the parts of one date
            seen.append(now)
        QTest.keyClick(now or root, key)
    pytest.fail("Tab never comes round")


def test_tab_goes_round_every_screen_without_a_trap(at_work: Window) -> None:
    window = at_work.program.window
    window.activateWindow()
    for name in NAMES:
        at_work.screen(name)
        at_work.workplace.navigation.setFocus()
        reached = _walk(at_work, window)
        assert at_work.workplace.navigation in reached, name
        assert all(one.isVisible() and one.isEnabled() for one in reached), name


def test_every_field_of_every_form_is_reached_by_tab(at_work: Window) -> None:
    at_work.program.window.activateWindow()
    missed = []
    for name in NAMES:
        screen = at_work.screen(name)
        for form, page in screen.forms.items():
            screen.open_form(form)
            page.form.focus()
            reached = _walk(at_work, page)
            fields = [field.focusProxy() or field for field in page.form.fields.values() if field.isEnabled()]
            missed += [
                f"{name}.{form}.{one.objectName()}" for one in (*fields, page.ok) if one not in reached
            ]
    assert missed == []


def test_no_two_shortcuts_are_alive_in_one_place(at_work: Window) -> None:
    for name in NAMES:
        at_work.screen(name)
    keys = at_work.program.window.findChildren(QShortcut)
    clashes = [
        (one.key().toString(), one.parent().objectName(), other.parent().objectName())
        for place, one in enumerate(keys)
        for other in keys[place + 1 :]
        if one.key() == other.key() and _nested(one.parent(), other.parent())
    ]
    assert clashes == []


def _nested(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)


def test_escape_leaves_a_form(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    at_work.use(screen, "officer.add")
    at_work.bot.keyClick(screen.forms["add"].form.fields["login"], Qt.Key.Key_Escape)
    assert screen.page == "main"


def test_screens_are_reached_by_number_keys(at_work: Window) -> None:
    at_work.bot.keyClick(at_work.program.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    at_work.settle()
    assert at_work.workplace.in_sight == "data"


def test_scrolling_past_a_choice_does_not_change_it(at_work: Window) -> None:
    screen = at_work.screen("preferences")
    field = screen.settings.fields["appearance.theme"]
    before = field.value()
    turned = QWheelEvent(
        QPointF(5, 5),
        field.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turned)
    assert field.value() == before
