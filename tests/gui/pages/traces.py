"""What could still be read after a lock: text anywhere in the window, on the screen, in the clipboard."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)


def readable(secrets: list[str]) -> list[str]:
    """Return where one of the secrets can still be found, in widgets seen or hidden."""
    found = []
    for one in QApplication.allWidgets():
        said = " ".join(_said(one))
        found += [
            f"{type(one).__name__} #{one.objectName()} holds {text}" for text in secrets if text in said
        ]
    shared = {"clipboard": QGuiApplication.clipboard().text(), "tool tip": QToolTip.text()}
    found += [f"{place} holds {text}" for place, held in shared.items() for text in secrets if text in held]
    return found


def said_everywhere() -> str:
    """Return every text the window holds: of an untouched locked one, what it may hold."""
    return "\n".join(text for one in QApplication.allWidgets() for text in _said(one))


def _said(one: QWidget) -> Iterator[str]:
    yield from (one.windowTitle(), one.toolTip(), one.accessibleName(), one.accessibleDescription())
    for name in ("text", "title", "currentText", "selectedText"):
        get = getattr(one, name, None)
        if callable(get) and not isinstance(one, QAbstractSpinBox):
            yield str(get())
    if isinstance(one, QLineEdit):
        one.undo()  # what was deleted must not come back
        yield one.text()
    if isinstance(one, QPlainTextEdit | QTextEdit):
        yield one.toPlainText()
    if isinstance(one, QComboBox):
        yield from (one.itemText(number) for number in range(one.count()))
    if isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from _cells(one)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    root = QModelIndex()
    wide = 1 if not hasattr(view, "horizontalHeader") else model.columnCount(root)
    for row in range(model.rowCount(root)):
        for column in range(wide):
            yield str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")


def windows_in_sight() -> list[str]:
    """Return every top-level window in sight but the main one: dialogs, menus, pop-ups, tool tips."""
    tops = QApplication.topLevelWidgets()
    return [type(one).__name__ for one in tops if one.isVisible() and type(one).__name__ != "MainWindow"]
