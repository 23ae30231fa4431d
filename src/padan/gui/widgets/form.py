"""A form described by a list of rows: labels, accessible names, what is required, drafts; it calls nobody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from padan.gui.texts import t
from padan.gui.theme.look import look
from padan.gui.theme.sheet import FORM_WIDTH, GAP
from padan.gui.widgets.fields import SwitchField, Value
from padan.gui.widgets.labels import label

Values = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One row: name of its value, key of its label, how to make the field, whether it must be filled in."""

    name: str
    text: str
    make: Callable[[], QWidget]
    required: bool = False
    hint: str = ""


class _Lines(QFormLayout):
    """Asks for the height it needs at the width it gets: the form is never wider than its limit."""

    def heightForWidth(self, width: int) -> int:
        form = self.parentWidget()
        return super().heightForWidth(min(width, form.maximumWidth()) if form is not None else width)


class Form(QWidget):
    """Rows of labelled fields. `changed` fires on typing; a draft never holds a secret."""

    changed = Signal()
    entered = Signal()

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = {row.name: row for row in rows}
        self.fields: dict[str, Any] = {}
        self.labels: dict[str, QLabel] = {}
        lines = _Lines(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(GAP + 2)
        lines.setHorizontalSpacing(GAP * 2)
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._widen()
        look().changed.connect(self._widen)
        for row in rows:
            self._add(lines, row)

    def _widen(self) -> None:
        """Let lines hold as many letters at any size of text."""
        self.setMaximumWidth(round(FORM_WIDTH * look().scale))

    def values(self) -> Values:
        """Return every value by name."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Fill in the named values; the others stay."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def clear(self) -> None:
        """Empty text fields and take every tick away; choices and days stay."""
        for field in self.fields.values():
            if (
                isinstance(field.value(), str)
                and not isinstance(field, QComboBox)
                and hasattr(field, "clear")
            ):
                if not hasattr(field, "setCalendarPopup"):
                    field.clear()
            elif isinstance(field.value(), bool | list):
                field.set_value([] if isinstance(field.value(), list) else False)

    def missing(self) -> list[str]:
        """Return the labels of required rows that are empty."""
        values = self.values()
        return [t(row.text) for row in self.rows.values() if row.required and values[row.name] in ("", [])]

    def draft(self) -> Values:
        """Return the values without secrets."""
        return {name: field.value() for name, field in self.fields.items() if not field.secret}

    def focus(self, name: str = "") -> None:
        """Put the focus on the named field, or on the first one."""
        wanted = name or next((key for key, field in self.fields.items() if field.isEnabled()), "")
        if wanted:
            self.fields[wanted].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, lines: QFormLayout, row: Row) -> None:
        field = row.make()
        text = t(row.text)
        field.setObjectName(row.name)
        field.setAccessibleName(text)
        if isinstance(field, QComboBox):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shown = label(text + (" *" if row.required else ""))
        shown.setWordWrap(False)
        if isinstance(field, SwitchField):
            field.setText(text)
            lines.addRow("", field)
        else:
            shown.setBuddy(field)
            lines.addRow(shown, field)
        if row.hint:
            note = label(t(row.hint), "dim")
            note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            field.setAccessibleDescription(t(row.hint))
            lines.addRow("", note)
        self.fields[row.name] = field
        self.labels[row.name] = shown
        for signal in ("textChanged", "currentIndexChanged", "toggled", "dateChanged", "valueChanged"):
            if hasattr(field, signal):
                getattr(field, signal).connect(lambda *_: self.changed.emit())
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self.entered)
