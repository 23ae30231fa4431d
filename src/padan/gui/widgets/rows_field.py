"""A field that holds a short list of entries with a few texts each (witnesses, open points); knows no
meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import column, label, row

Entry = dict[str, str]


@dataclass(frozen=True)
class Part:
    """One text of an entry: its name, its heading, and what is shown while it is empty."""

    name: str
    heading: str
    hint: str = ""


class RowsField(QWidget):
    """The value is a list of entries; empty ones are left out. Tab goes through the texts, then to remove."""

    secret = False
    valueChanged = Signal()  # noqa: N815 - the name that forms listen to

    def __init__(self, one: str, parts: Sequence[Part], most: int = 10) -> None:
        """`one` is what an entry is called: "Saksi"."""
        super().__init__()
        self._one, self._parts, self._most = one, tuple(parts), most
        self._entries: list[tuple[dict[str, QLineEdit], QPushButton]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        self.add_button = plain_button(t("common.add_entry", one=one))
        self.add_button.clicked.connect(self.add_entry)
        self.setFocusProxy(self.add_button)
        self.setLayout(column(self._grid_holder(), row(self.add_button, 1)))
        self._arrange()

    def value(self) -> list[Entry]:
        found = [{name: field.text().strip() for name, field in texts.items()} for texts, _ in self._entries]
        return [one for one in found if any(one.values())]

    def set_value(self, value: Any) -> None:
        """Replace the entries; anything that is no list of texts is nothing."""
        for texts, button in self._entries:
            for widget in (*texts.values(), button):
                widget.deleteLater()
        self._entries = []
        wanted = value if isinstance(value, list) else []
        for one in wanted[: self._most]:
            if isinstance(one, dict):
                self._entries.append(self._made(one))
        self._arrange()

    def add_entry(self) -> None:
        """Add an empty entry and go to its first text."""
        if len(self._entries) < self._most:
            self._entries.append(self._made({}))
            self._arrange()
            next(iter(self._entries[-1][0].values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _grid_holder(self) -> QWidget:
        made = QWidget()
        self._grid.setContentsMargins(0, 0, 0, 0)
        made.setLayout(self._grid)
        self._headings = [label(part.heading, "dim") for part in self._parts]
        for place, heading in enumerate(self._headings):
            self._grid.addWidget(heading, 0, place)
            self._grid.setColumnStretch(place, 1)
        return made

    def _made(self, entry: Entry) -> tuple[dict[str, QLineEdit], QPushButton]:
        texts = {}
        for part in self._parts:
            field = QLineEdit(str(entry.get(part.name, "")))
            field.setPlaceholderText(part.hint)
            field.setMaxLength(500)
            field.textChanged.connect(lambda _text: self.valueChanged.emit())
            texts[part.name] = field
        button = plain_button(t("common.remove_entry"), link=True)
        button.clicked.connect(lambda: self._remove(button))
        return texts, button

    def _remove(self, button: QPushButton) -> None:
        kept = [one for one in self._entries if one[1] is not button]
        for texts, gone in self._entries:
            if gone is button:
                for widget in (*texts.values(), gone):
                    widget.deleteLater()
        self._entries = kept
        self._arrange()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.valueChanged.emit()

    def _arrange(self) -> None:
        """Put every entry on its line, name it by its number, and keep Tab in reading order."""
        previous: QWidget | None = None
        for number, (texts, button) in enumerate(self._entries, start=1):
            for place, part in enumerate(self._parts):
                field = texts[part.name]
                field.setAccessibleName(f"{self._one} {number}: {part.heading}")
                self._grid.addWidget(field, number, place)
            button.setAccessibleName(t("common.remove_entry_of", one=self._one, number=number))
            self._grid.addWidget(button, number, len(self._parts))
            for widget in (*texts.values(), button):
                if previous is not None:
                    QWidget.setTabOrder(previous, widget)
                previous = widget
        if previous is not None:
            QWidget.setTabOrder(previous, self.add_button)
        for heading in self._headings:
            heading.setVisible(bool(self._entries))
        self.add_button.setEnabled(len(self._entries) < self._most)
        self.valueChanged.emit()
