"""The kinds of field a form can hold, each with one value in and out; fields know no form and no use case."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from padan.gui.texts import locale, t
from padan.gui.theme.sheet import GAP

_MANY = 8
Value = str | int | bool | list[str]


class Field(Protocol):
    """What a form needs of a field; `secret` fields are never kept in a draft."""

    secret: bool

    def value(self) -> Value: ...
    def set_value(self, value: Value) -> None: ...


class LineField(QLineEdit):
    """One line of text; `secret` hides it and keeps it out of drafts."""

    def __init__(self, hint: str = "", *, secret: bool = False, longest: int = 500) -> None:
        super().__init__()
        self.secret = secret
        self.setMaxLength(longest)
        self.setPlaceholderText(hint)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            self.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
            )

    def offer_clearing(self) -> None:
        """Put a cross at the end that empties the line, with a name that a screen reader can say."""
        self.setClearButtonEnabled(True)
        for cross in self.findChildren(QToolButton):
            cross.setAccessibleName(t("common.clear_line"))

    def value(self) -> str:
        return self.text() if self.secret else self.text().strip()

    def set_value(self, value: Value) -> None:
        self.setText(str(value))


class LinesField(QPlainTextEdit):
    """Several lines of text; Tab leaves it, as everywhere."""

    secret = False

    def __init__(self, rows: int = 4) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * (rows + 1) + 12)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: Value) -> None:
        self.setPlainText(str(value))


class StillCombo(QComboBox):
    """A choice that scrolling past never changes: the wheel belongs to the page. It stays as wide as its
    longest option, also when the letters grow.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(StillCombo):
    """One of a list; the value is the chosen key, empty while nothing is there to choose."""

    secret = False

    def __init__(self, options: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._wanted = ""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.currentTextChanged.connect(self.setToolTip)
        self.offer(options)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the options; what was chosen, or wanted by a draft, stays chosen while it is among them."""
        kept = self._wanted or self.value()
        blocked = self.blockSignals(True)
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.blockSignals(blocked)
        found = self.findData(kept)
        if found >= 0:
            self._wanted = ""
        self.setCurrentIndex(max(found, 0) if self.count() else -1)
        self.setToolTip(self.currentText())
        self.currentIndexChanged.emit(self.currentIndex())

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: Value) -> None:
        found = self.findData(str(value))
        if found >= 0:
            self.setCurrentIndex(found)
        else:
            self._wanted = str(value)


class DayField(QDateEdit):
    """A day; the value is ISO text. Scrolling past never changes it."""

    secret = False

    def __init__(self, start: date) -> None:
        super().__init__()
        self.setLocale(locale())
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMMM yyyy")
        self.set_value(start.isoformat())

    def value(self) -> str:
        return str(self.date().toString(Qt.DateFormat.ISODate))

    def set_value(self, value: Value) -> None:
        parsed = QDate.fromString(str(value), Qt.DateFormat.ISODate)
        if parsed.isValid():
            self.setDate(parsed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberField(QSpinBox):
    """A whole number between two limits."""

    secret = False

    def __init__(self, lowest: int, highest: int, unit: str = "") -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setSuffix(f" {unit}" if unit else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def value(self) -> int:
        return super().value()

    def set_value(self, value: Value) -> None:
        self.setValue(int(str(value)))


class SwitchField(QCheckBox):
    """Yes or no."""

    secret = False

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: Value) -> None:
        self.setChecked(bool(value))


class ManyField(QWidget):
    """Any of a few; the value is the list of chosen keys."""

    secret = False

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        columns = 2 if len(options) > _MANY else 1
        self.boxes: dict[str, QCheckBox] = {}
        for number, (key, text) in enumerate(options):
            one = QCheckBox(text)
            one.setAccessibleName(text)
            self.boxes[key] = one
            box.addWidget(one, number // columns, number % columns)
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def value(self) -> list[str]:
        return [key for key, one in self.boxes.items() if one.isChecked()]

    def set_value(self, value: Value) -> None:
        chosen = value if isinstance(value, list) else []
        for key, one in self.boxes.items():
            one.setChecked(key in chosen)
